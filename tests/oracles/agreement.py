"""What can be agreed in one world, by brute force: loops over packages and parties, straight from the formulas.

Written from `docs/theory/agreement.md` alone. Of the program it knows only what a case file says (`detente.case`);
nothing here is fast, and nothing is shared with the chapter that it checks.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.case.formulas import Formula
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.case.schema import Rule

Package = Mapping[str, str]
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Rules:
    """Under which rules one asks: as the case says, or with something switched.

    Attributes:
        red_lines: Whether red lines count.
        veto: A party that can block every package on top of those whose consent is needed.
        waived_party: A party whose consent is taken for granted wherever it is needed.
        waived_clause: A consent clause that is taken for granted.
    """

    red_lines: bool = True
    veto: str | None = None
    waived_party: str | None = None
    waived_clause: str | None = None


AS_STATED = Rules()


@dataclass(frozen=True)
class Asking:
    """Who or what is asked about a package: a principal, a mover of an issue, or a clause for one of its options."""

    kind: str
    name: str
    issue: str = ""


def packages(case: Case) -> list[dict[str, str]]:
    """Return every package that is an agreement and that the rules allow, the last issue running fastest."""
    ladders = [[(issue, option) for option in body.options] for issue, body in case.issues.items()]
    found = [dict(chosen) for chosen in itertools.product(*ladders)]
    return [x for x in found if changed(case, x) and not any(bars(case, rule, x) for rule in case.rules.values())]


def bars(case: Case, rule: Rule, x: Package) -> bool:
    """Return whether a rule forbids a package."""
    if rule.must_change:
        return not {*rule.must_change} & {*changed(case, x)}
    return matches(case, rule.never, x)


def changed(case: Case, x: Package) -> list[str]:
    """Return the issues that a package changes."""
    return [issue for issue, body in case.issues.items() if x[issue] != next(iter(body.options))]


def matches(case: Case, pattern: Pattern, x: Package) -> bool:
    """Does a package match the whole of a pattern?"""
    return all(x[issue] in meant(case, pattern, issue) for issue in pattern)


def meant(case: Case, pattern: Pattern, issue: str) -> list[str]:
    """Return the options of an issue that a pattern means."""
    which, ladder = pattern[issue], list(case.issues[issue].options)
    if which.at_least is not None:
        return ladder[ladder.index(which.at_least) :]
    if which.at_most is not None:
        return ladder[: ladder.index(which.at_most) + 1]
    return list(which.options)


def inside(case: Case, scope: str, x: Package) -> bool:
    """Does a package belong to a scope: every required option held, none that is excluded?"""
    require, exclude = case.scopes[scope].require, case.scopes[scope].exclude
    return matches(case, require, x) and not any(x[issue] in meant(case, exclude, issue) for issue in exclude)


class World:
    """One world: what everything is worth to everybody, and which events happen."""

    def __init__(
        self,
        case: Case,
        stated: Callable[[str], float],
        event: Callable[[str], float],
        shifts: Mapping[str, str] | None = None,
        seen: Mapping[str, float] | None = None,
    ) -> None:
        """Hold the draws of the world.

        Args:
            case: The case.
            stated: Path of a judgement → its value, without shifts.
            event: `red_lines/PARTY/ISSUE`, `gates/PARTY` or `hypothesis` → the uniform that decides it.
            shifts: Path of a judgement → path of what a policy adds to it.
            seen: Hypothesis → how likely it makes what was seen; without it nothing was.
        """
        self.seen = seen
        self.case = case
        self.stated = stated
        self.shifts = shifts or {}
        self.event = event
        self._worth: dict[tuple[str, ...], float] = {}
        self._crossed: dict[tuple[str, ...], list[str]] = {}

    def value(self, path: str) -> float:
        """Return what a judgement is worth, with what a policy adds to it."""
        return self.stated(path) + (self.stated(self.shifts[path]) if path in self.shifts else 0.0)

    def under(self, ordinary: str, there: str) -> float:
        """Return a value that stands in place of the ordinary one: a shift of either is added to it."""
        return self.value(there) + (self.stated(self.shifts[ordinary]) if ordinary in self.shifts else 0.0)

    @cached_property
    def hypothesis(self) -> str | None:
        """The hypothesis that is true here: the first whose running sum of beliefs reaches the uniform."""
        priors = {h: self.value(path) for h, path in self.case.hypotheses.items()}
        if self.seen is not None:
            priors = {h: prior * self.seen[h] for h, prior in priors.items()}
        reached = 0.0
        for h, prior in priors.items():
            reached += prior
            if self.event("hypothesis") * sum(priors.values()) <= reached:
                return h
        return None

    @cached_property
    def scores(self) -> dict[tuple[str, str, str], float]:
        """(party, issue, option) → points a year; only what is not 0 by definition."""
        return {
            (party, issue, option): self._score(party, issue, option)
            for party, issues in self.case.positions.items()
            for issue, options in issues.items()
            for option in options
        }

    def _score(self, party: str, issue: str, option: str) -> float:
        path = f"positions/{party}/{issue}/{option}"
        position = self.case.positions[party][issue][option]
        yearly = self.value(path) if position.yearly is not None else 0.0
        once = self.value(f"{path}/once") if position.once is not None else 0.0
        for condition in position.when:
            if condition.hypothesis == self.hypothesis:
                there = f"{path}/when/{condition.hypothesis}"
                yearly = self.under(path, there) if condition.yearly is not None else yearly
                once = self.under(f"{path}/once", f"{there}/once") if condition.once is not None else once
                break
        return yearly + (self.value(f"discount_rates/{party}") * once if once else 0.0)

    def score(self, party: str, issue: str, option: str) -> float:
        """Return what one option is worth to a party, points a year."""
        return self.scores.get((party, issue, option), 0.0)

    @cached_property
    def linkages(self) -> dict[str, float]:
        """Linkage → its value."""
        return {name: self.value(f"linkages/{name}/value") for name in self.case.linkages}

    @cached_property
    def reservation(self) -> dict[str, float]:
        """Party with points → what no agreement is worth to it."""
        return {party: self._reservation(party) for party in self.case.valued}

    def _reservation(self, party: str) -> float:
        path = f"reservation/{party}"
        for condition in self.case.reservation[party].when:
            if condition.hypothesis == self.hypothesis:
                return self.under(path, f"{path}/when/{condition.hypothesis}")
        return self.value(path)

    @cached_property
    def abstains_within(self) -> dict[str, float]:
        """Party → how far below its reservation value it still abstains."""
        return {party: self.value(f"abstains_within/{party}") for party in self.case.abstains_within}

    @cached_property
    def lines(self) -> dict[tuple[str, str, str], bool]:
        """(party, issue, option) → whether a red line on it is real; an option not named inherits from below."""
        found = {}
        for party, issues in self.case.red_lines.items():
            for issue, named in issues.items():
                real = False
                for option in self.case.issues[issue].options:
                    if option in named:
                        q = self.value(f"red_lines/{party}/{issue}/{option}")
                        real = self.event(f"red_lines/{party}/{issue}") <= q
                    found[party, issue, option] = real
        return found

    @cached_property
    def tolerance(self) -> dict[str, float]:
        """Party with points → 10⁻⁹ of its scale."""
        found = {}
        for party in self.case.valued:
            scale = abs(self.reservation[party])
            for issue, body in self.case.issues.items():
                scale += max(abs(self.score(party, issue, option)) for option in body.options)
            for name, linkage in self.case.linkages.items():
                scale += abs(self.linkages[name]) if linkage.party == party else 0.0
            found[party] = TOLERANCE * scale
        return found

    def worth(self, party: str, x: Package) -> float:
        """V: what a package is worth to a party, points a year; kept, since it is asked for often."""
        key = (party, *x.values())
        if key not in self._worth:
            self._worth[key] = self._added_up(party, x)
        return self._worth[key]

    def _added_up(self, party: str, x: Package) -> float:
        total = sum(self.score(party, issue, option) for issue, option in x.items())
        for name, linkage in self.case.linkages.items():
            if linkage.party == party and matches(self.case, linkage.pattern, x):
                total += self.linkages[name]
        return total

    def effect(self, kind: str, x: Package) -> float:
        """By which share a package changes something: each option leaves its part of what the others leave."""
        left = 1.0
        for issue, option in x.items():
            if kind in self.case.issues[issue].options[option].effects:
                left *= 1 + self.value(f"issues/{issue}/options/{option}/effects/{kind}")
        return left - 1

    def gain(self, party: str, x: Package) -> float:
        """Return V − R."""
        return self.worth(party, x) - self.reservation[party]

    def crosses(self, party: str, x: Package) -> list[str]:
        """Return the issues on which a package holds an option with a real red line of the party."""
        key = (party, *x.values())
        if key not in self._crossed:
            self._crossed[key] = [issue for issue, option in x.items() if self.lines.get((party, issue, option), False)]
        return self._crossed[key]

    def accepts(self, party: str, x: Package, rules: Rules = AS_STATED) -> bool:
        """Does a party with points accept a package?"""
        if rules.red_lines and self.crosses(party, x):
            return False
        return self.gain(party, x) >= -self.tolerance[party]

    def lets_pass(self, party: str, x: Package, rules: Rules = AS_STATED) -> bool:
        """Does a party with points accept a package, or at least not object to it?"""
        if rules.red_lines and self.crosses(party, x):
            return False
        return self.gain(party, x) >= -self.abstains_within.get(party, 0.0) - self.tolerance[party]

    def passes(self, gate: str, issue: str, option: str) -> bool:
        """Does a gate pass an option?"""
        named = option in self.case.gates[gate].options.get(issue, {})
        q = self.value(f"gates/{gate}/options/{issue}/{option}" if named else f"gates/{gate}/passes")
        return self.event(f"gates/{gate}") <= q

    def agrees(self, party: str, x: Package, issue: str, rules: Rules) -> bool:
        """Does a party or gate agree to the package, where a gate is asked about one issue of it?"""
        if party == rules.waived_party:
            return True
        if party in self.case.gates:
            return self.passes(party, issue, x[issue])
        return self.accepts(party, x, rules)

    def true(self, formula: Formula, x: Package, issue: str, rules: Rules) -> bool:
        """Is a consent formula true for a package, asked about its option on an issue?"""
        if formula.party is None:
            return sum(self.true(part, x, issue, rules) for part in formula.parts) >= formula.k
        if formula.abstains and formula.party != rules.waived_party:
            return self.lets_pass(formula.party, x, rules)
        return self.agrees(formula.party, x, issue, rules)

    def asked(self, x: Package) -> Iterator[Asking]:
        """Yield everything that must hold for a package: each principal, each mover, each clause for each option."""
        for party in self.case.principals:
            yield Asking("principal", party)
        for issue in changed(self.case, x):
            for mover in self.case.issues[issue].movers:
                yield Asking("mover", mover, issue)
            for name, clause in self.case.consent.items():
                if issue in clause.covers and x[issue] in meant(self.case, clause.covers, issue):
                    yield Asking("clause", name, issue)

    def granted(self, asking: Asking, x: Package, rules: Rules = AS_STATED) -> bool:
        """Is what is asked granted?"""
        if asking.kind != "clause":
            return self.agrees(asking.name, x, asking.issue, rules)
        if asking.name == rules.waived_clause:
            return True
        return self.true(self.case.consent[asking.name].needs, x, asking.issue, rules)

    def attainable(self, x: Package, rules: Rules = AS_STATED) -> bool:
        """Is a package attainable?"""
        if rules.veto is not None and not self.accepts(rules.veto, x, rules):
            return False
        return all(self.granted(asking, x, rules) for asking in self.asked(x))
