"""Do the names in a case exist? Every id that one part of a case uses must be defined by another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.case.schema import Clause, Linkage, Package, Policy
from detente.case.yamltree import Place


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place of a file, before its line is looked up."""

    place: Place
    found: str
    expected: str
    nearest: str | None = None


@dataclass(frozen=True)
class Names:
    """The ids that a case defines, taken from the raw file so that a faulty entry still counts as defined."""

    parties: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    scopes: tuple[str, ...]
    packages: tuple[str, ...]
    sources: tuple[str, ...]
    valued: tuple[str, ...]
    hypotheses: tuple[str, ...]

    @classmethod
    def of(cls, raw: Mapping[str, Any], hypotheses: Iterable[str]) -> Names:
        """Collect the names from the plain values of `case.yaml`."""

        def keys(value: Any) -> tuple[str, ...]:
            return tuple(value) if isinstance(value, dict) else ()

        issues = raw.get("issues")
        options = {
            issue: keys(body.get("options")) if isinstance(body, dict) else ()
            for issue, body in (issues.items() if isinstance(issues, dict) else ())
        }
        named = {name: keys(raw.get(name)) for name in ("parties", "scopes", "packages", "sources")}
        positions, linkages = raw.get("positions"), raw.get("linkages")
        valued = [issue for held in _bodies(positions) for issue in keys(held)]
        valued += [issue for body in _bodies(linkages) for issue in keys(_entry(body, "pattern"))]
        return cls(options=options, valued=tuple(valued), hypotheses=tuple(hypotheses), **named)


def _bodies(value: Any) -> tuple[Any, ...]:
    return tuple(value.values()) if isinstance(value, dict) else ()


def _entry(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def unknown(place: Place, name: str, valid: Iterable[str], what: str) -> Iterator[Problem]:
    """Yield a problem if `name` is not among the valid names."""
    names = tuple(valid)
    if name not in names:
        yield Problem(place, f"unknown {what} {name!r}", one_of(names), nearest(name, names))


def check_references(case: Case, names: Names) -> Iterator[Problem]:
    """Yield a problem for every name that is used but not defined."""
    if case.advises is not None:
        yield from unknown(("advises",), case.advises, names.parties, "party")
    for issue, body in case.issues.items():
        for n, mover in enumerate(body.movers):
            yield from unknown(("issues", issue, "movers", n), mover, names.parties, "party")
    for section in ("positions", "reservation", "red_lines", "gates", "abstains_within", "discount_rates", "indifferent"):
        for party in getattr(case, section):
            yield from unknown((section, party), party, names.parties, "party")
    for section in ("positions", "red_lines"):
        for party, issues in getattr(case, section).items():
            yield from _options((section, party), issues, names)
    for party, gate in case.gates.items():
        yield from _options(("gates", party, "options"), gate.options, names)
    for party, issues in case.indifferent.items():
        for n, issue in enumerate(issues):
            yield from unknown(("indifferent", party, n), issue, (*names.options, "rest"), "issue")
    yield from _conditions(case, names)
    yield from _combinations(case, names)
    for name, policy in case.policies.items():
        yield from _policy(name, policy, names)


def pruned(case: Case, problems: Iterable[Problem]) -> Case:
    """Return the case without the entries that have problems, so that what is left can be checked further."""
    sections: dict[str, dict[str, Any]] = {}
    for problem in problems:
        section, *rest = problem.place
        if not rest or section == "issues" or not isinstance(getattr(case, str(section), None), dict):
            continue
        entries = sections.setdefault(str(section), dict(getattr(case, str(section))))
        name = str(rest[0])
        if section in {"positions", "red_lines"} and len(rest) > 1 and name in entries:
            entries[name] = {issue: body for issue, body in entries[name].items() if issue != rest[1]}
        else:
            entries.pop(name, None)
    return case.model_copy(update=sections)


def _options(place: Place, issues: Mapping[str, Mapping[str, Any]], names: Names) -> Iterator[Problem]:
    for issue, options in issues.items():
        yield from unknown((*place, issue), issue, names.options, "issue")
        for option in options if issue in names.options else ():
            yield from unknown((*place, issue, option), option, names.options[issue], f"option of {issue}")


def _pattern(place: Place, pattern: Pattern, names: Names) -> Iterator[Problem]:
    for issue, which in pattern.items():
        yield from unknown((*place, issue), issue, names.options, "issue")
        for option in which.named if issue in names.options else ():
            yield from unknown((*place, issue), option, names.options[issue], f"option of {issue}")


def _conditions(case: Case, names: Names) -> Iterator[Problem]:
    for party, issues in case.positions.items():
        for issue, options in issues.items():
            for option, position in options.items():
                for n, condition in enumerate(position.when):
                    place: Place = ("positions", party, issue, option, "when", n)
                    yield from unknown(place, condition.hypothesis, names.hypotheses, "hypothesis")


def _combinations(case: Case, names: Names) -> Iterator[Problem]:
    for name, linkage in case.linkages.items():
        yield from _linkage(name, linkage, names)
    for name, clause in case.consent.items():
        yield from _clause(name, clause, names)
    for name, rule in case.rules.items():
        yield from _pattern(("rules", name, "never"), rule.never, names)
    for name, scope in case.scopes.items():
        yield from _pattern(("scopes", name, "require"), scope.require, names)
        yield from _pattern(("scopes", name, "exclude"), scope.exclude, names)
    for name, package in case.packages.items():
        yield from _package(name, package, names)


def _linkage(name: str, linkage: Linkage, names: Names) -> Iterator[Problem]:
    yield from unknown(("linkages", name, "party"), linkage.party, names.parties, "party")
    yield from _pattern(("linkages", name, "pattern"), linkage.pattern, names)


def _clause(name: str, clause: Clause, names: Names) -> Iterator[Problem]:
    yield from _pattern(("consent", name, "covers"), clause.covers, names)
    for leaf in clause.needs.leaves():
        yield from unknown(("consent", name, "needs"), str(leaf.party), names.parties, "party")
    yield from _sources(("consent", name, "source"), clause.source, names)


def _package(name: str, package: Package, names: Names) -> Iterator[Problem]:
    yield from _options(("packages", name, "options"), {i: {o: None} for i, o in package.options.items()}, names)
    yield from _sources(("packages", name, "source"), package.source, names)


def _policy(name: str, policy: Policy, names: Names) -> Iterator[Problem]:
    if policy.scope is not None:
        yield from unknown(("policies", name, "scope"), policy.scope, names.scopes, "scope")
    for n, package in enumerate(policy.packages):
        yield from unknown(("policies", name, "packages", n), package, names.packages, "package")


def _sources(place: Place, sources: Iterable[str], names: Names) -> Iterator[Problem]:
    for source in sources:
        yield from unknown(place, source, names.sources, "source")
