"""Do the names in a case exist? Every id that one part of a case uses must be defined by another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.case.faults import KeyPath, nearest, one_of, printable, shown
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.case.schema import RECOMMENDED, Position, Reservation


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place of a file, before its line is looked up.

    Attributes:
        place: Where, from the section down.
        found: What stands there.
        expected: What should stand there.
        nearest: The valid name nearest to what was found, if any.
        text: The text below the place that is wrong, where the place holds more than that.
        beside: The further file of the folder in which it stands, and the line there; empty where that is none.
    """

    place: KeyPath
    found: str
    expected: str
    nearest: str | None = None
    text: str | None = None
    beside: tuple[str, int] = ("", 0)


@dataclass(frozen=True)
class Names:
    """The ids that a case defines, taken from the raw file so that a faulty entry still counts as defined.

    Attributes:
        raw: The plain values of `case.yaml`.
        hypotheses: The hypotheses that a chapter's file defines; None where they cannot be told.
        lost: Places that could not be validated.
    """

    raw: Mapping[str, Any]
    hypotheses: Collection[str] | None = ()
    lost: frozenset[KeyPath] = frozenset()

    def keys(self, *place: str) -> Collection[str] | None:
        """Return the keys at a place of the file.

        Args:
            *place: Keys that lead to it.

        Returns:
            The keys; none where the place is absent, None where it holds something else.
        """
        found: Any = self.raw
        for step in place:
            if not isinstance(found, dict):
                return None
            if step not in found:
                return ()
            found = found[step]
        return found.keys() if isinstance(found, dict) else None

    @cached_property
    def ladders(self) -> Mapping[str, tuple[str, ...]]:
        """Issue → its options in order; empty where the file does not let them be told."""
        return {issue: tuple(self.keys("issues", issue, "options") or ()) for issue in self.keys("issues") or ()}

    def know(self, options: Mapping[str, Iterable[str]]) -> bool:
        """Return whether these issues and options all exist, so that more can be said about them.

        Args:
            options: Issue → options.

        Returns:
            Whether all of them do.
        """
        return all(issue in self.ladders and {*named} <= {*self.ladders[issue]} for issue, named in options.items())

    def means(self, mentioned: Iterable[str], valid: Iterable[str]) -> set[str]:
        """Return the valid names mentioned, an unknown one counting as the name nearest to it.

        Args:
            mentioned: What stands in the file.
            valid: The valid names.

        Returns:
            The names that are meant, and those near to none as they are.
        """
        names = dict.fromkeys(valid)
        return {name if name in names else nearest(name, names) or name for name in mentioned}


def unknown(place: KeyPath, name: str, valid: Collection[str] | None, what: str) -> Iterator[Problem]:
    """Yield a problem if a name is unknown.

    Args:
        place: Where it stands.
        name: The name.
        valid: The valid names; None where they cannot be told.
        what: What they are names of.

    Yields:
        A problem if it is not among the valid names.
    """
    if valid is not None and name not in valid:
        expected = one_of(valid) if valid else f"a {what} that the case defines; it defines none"
        yield Problem(place, f"the unknown {what} {shown(name)}", expected, nearest(name, valid), name)


def check_references(case: Case, names: Names) -> Iterator[Problem]:
    """Yield a problem for every name that is used but not defined.

    Args:
        case: The sound entries of the case.
        names: What the case defines.

    Yields:
        Problems, in no particular order.
    """
    yield from _parties(case, names.keys("parties") or None)
    yield from _issues_and_options(case, names)
    yield from _patterns(case, names)
    yield from _hypotheses(case, names)
    for name, policy in case.policies.items():
        if policy.scope is not None:
            yield from unknown(("policies", name, "scope"), policy.scope, names.keys("scopes"), "scope")
        for package in policy.packages:
            if package != RECOMMENDED:
                yield from unknown(("policies", name, "packages"), package, names.keys("packages"), "package")


def _parties(case: Case, parties: Collection[str] | None) -> Iterator[Problem]:
    mentioned: list[tuple[KeyPath, str]] = [(("advises",), case.advises)] if case.advises is not None else []
    for section in (
        "positions",
        "indifferent",
        "reservation",
        "red_lines",
        "gates",
        "abstains_within",
        "discount_rates",
    ):
        mentioned += [((section, party), party) for party in getattr(case, section)]
    mentioned += [(("issues", issue, "movers"), mover) for issue, body in case.issues.items() for mover in body.movers]
    mentioned += [(("linkages", name, "party"), linkage.party) for name, linkage in case.linkages.items()]
    for name, package in case.packages.items():
        mentioned += [(("packages", name, "proposed_by"), party) for party in package.proposed_by]
    for name, clause in case.consent.items():
        mentioned += [(("consent", name, "needs"), str(leaf.party)) for leaf in clause.needs.leaves()]
    for place, party in mentioned:
        yield from unknown(place, party, parties, "party")


def _issues_and_options(case: Case, names: Names) -> Iterator[Problem]:
    for section in ("positions", "red_lines"):
        for party, issues in getattr(case, section).items():
            yield from _options((section, party), issues, names)
    for party, gate in case.gates.items():
        yield from _options(("gates", party, "options"), gate.options, names)
    for name, package in case.packages.items():
        yield from _options(("packages", name, "options"), {i: (o,) for i, o in package.options.items()}, names)
    for name, rule in case.rules.items():
        for issue in rule.must_change:
            yield from unknown(("rules", name, "must_change"), issue, names.keys("issues"), "issue")
    for party, unvalued in case.indifferent.items():
        for issue in unvalued:
            if issue != "rest":
                yield from unknown(("indifferent", party), issue, names.keys("issues"), "issue")


def _patterns(case: Case, names: Names) -> Iterator[Problem]:
    patterns: list[tuple[KeyPath, Pattern]] = []
    patterns += [(("linkages", name, "pattern"), linkage.pattern) for name, linkage in case.linkages.items()]
    patterns += [(("consent", name, "covers"), clause.covers) for name, clause in case.consent.items()]
    patterns += [(("rules", name, "never"), rule.never) for name, rule in case.rules.items()]
    for name, scope in case.scopes.items():
        patterns += [(("scopes", name, "require"), scope.require), (("scopes", name, "exclude"), scope.exclude)]
    for place, pattern in patterns:
        yield from _options(place, {issue: which.named for issue, which in pattern.items()}, names)


def valuations(case: Case) -> Iterator[tuple[KeyPath, Position]]:
    """Yield what each party says that each option is worth.

    Args:
        case: The case.

    Yields:
        Place and position.
    """
    for party, issues in case.positions.items():
        for issue, options in issues.items():
            for option, position in options.items():
                yield ("positions", party, issue, option), position


def conditioned(case: Case) -> Iterator[tuple[KeyPath, Position | Reservation]]:
    """Yield the values that may depend on a hypothesis.

    Args:
        case: The case.

    Yields:
        Place and value: every position and every reservation value.
    """
    yield from valuations(case)
    for party, reservation in case.reservation.items():
        yield ("reservation", party), reservation


def _hypotheses(case: Case, names: Names) -> Iterator[Problem]:
    for place, stated in conditioned(case):
        for number, condition in enumerate(stated.when):
            inner = (*place, "when", number, "hypothesis")
            yield from unknown(inner, condition.hypothesis, names.hypotheses, "hypothesis")


def _options(place: KeyPath, issues: Mapping[str, Iterable[str]], names: Names) -> Iterator[Problem]:
    for issue, options in issues.items():
        yield from unknown((*place, issue), issue, names.keys("issues"), "issue")
        for option in options:
            inner = (*place, issue, option) if isinstance(options, dict) else (*place, issue)
            yield from unknown(inner, option, names.ladders.get(issue) or None, f"option of {printable(issue)}")
