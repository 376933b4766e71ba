"""In which order a search settles the issues of a case, and what is decided with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Bools, Ints
from detente.case.formulas import Formula
from detente.case.patterns import Pattern
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores

Region = Mapping[int, frozenset[int]]  # issue → options that a package must have one of; all others are free


@dataclass(frozen=True)
class AskedParty:
    """A party whose view is asked for.

    Attributes:
        party: The party.
        abstains: Whether it is enough that it does not object.
    """

    party: str
    abstains: bool


@dataclass(frozen=True)
class PatternSoFar:
    """A pattern, as issues are settled one after the other.

    Attributes:
        fits: Issue → array (options): which it allows.
        last: The issue that is settled last of these.
    """

    fits: Mapping[int, Bools]
    last: int


class SearchOrder:
    """The issues in the order in which they are settled, with the patterns that they decide and who is asked when."""

    def __init__(self, plan: Groundwork, issues: Iterable[int]) -> None:
        """Work out what is decided when.

        Args:
            plan: The groundwork of the case.
            issues: Positions of all issues.
        """
        self.plan = plan
        self.issues = tuple(issues)
        self._when = {issue: depth for depth, issue in enumerate(self.issues)}
        case = plan.case
        self.linkages = {name: self._pattern(link.pattern) for name, link in case.linkages.items()}
        self.rules = tuple(self._pattern(never) for never in case.forbidden.values())
        principals = [AskedParty(party, abstains=False) for party in case.principals]
        called = {
            (plan.packages.issues.index(issue), case.ladder(issue).index(option)): {
                asked for need in needs for asked in indispensable(need.formula) if asked.party in case.valued
            }
            for (issue, option), needs in plan.by_option.items()
        }
        others = {asked for some in called.values() for asked in some} - set(principals)
        # The principals, then all whose consent some need cannot do without.
        self.asked = (*principals, *sorted(others, key=lambda one: (one.party, one.abstains)))
        # (issue, option) → which of those beyond the principals it calls upon.
        self.calls = {
            at: tuple(n for n, one in enumerate(self.asked) if one in some and one in others)
            for at, some in called.items()
        }

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties that are asked, each once."""
        return tuple(dict.fromkeys(one.party for one in self.asked))

    def linkages_of(self, party: str, issue: int) -> list[str]:
        """Return the linkages of a party that speak of an issue."""
        links = self.plan.case.linkages
        return [name for name, so_far in self.linkages.items() if links[name].party == party and issue in so_far.fits]

    def still_open(self, so_far: PatternSoFar, settled: Ints, issue: int) -> Bools:
        """Return which beginnings of packages fit a pattern, as far as they are settled before an issue.

        Args:
            so_far: The pattern.
            settled: Array (beginnings, issues): their option numbers; later issues are not looked at.
            issue: The issue that is to be settled.
        """
        found = np.ones(len(settled), dtype=bool)
        for other, fits in so_far.fits.items():
            if self._when[other] < self._when[issue]:
                found &= fits[settled[:, other]]
        return found

    def allowed(self, settled: Ints, issue: int, option: int) -> Bools:
        """Return which beginnings may go on with an option, by the rules that it is the last to match."""
        found = np.ones(len(settled), dtype=bool)
        for rule in self.rules:
            if rule.last == issue and rule.fits[issue][option]:
                found &= ~self.still_open(rule, settled, issue)
        return found

    def options(self, region: Region, issue: int) -> tuple[int, ...]:
        """Return the options of an issue that are usable and lie in a region."""
        usable = self.plan.packages.usable[issue]
        return tuple(option for option in usable if issue not in region or option in region[issue])

    def _pattern(self, pattern: Pattern) -> PatternSoFar:
        packages, fits = self.plan.packages, {}
        for issue, which in pattern.items():
            ladder = packages.case.ladder(issue)
            some = which.of(ladder)
            fits[packages.issues.index(issue)] = np.array([option in some for option in ladder])
        return PatternSoFar(fits, max(fits, key=self._when.__getitem__))


def indispensable(formula: Formula) -> frozenset[AskedParty]:
    """Return the parties and gates without whose consent a formula cannot be true.

    Example:
        >>> from detente.case.formulas import parse
        >>> sorted(one.party for one in indispensable(parse({"all": ["us", {"any": ["uk", "france"]}]})))
        ['us']
    """
    if formula.party is not None:
        return frozenset({AskedParty(formula.party, formula.abstains)})
    if formula.k < len(formula.parts):
        return frozenset()
    return frozenset().union(*(indispensable(part) for part in formula.parts))


def by_spread(plan: Groundwork, block: Scores) -> tuple[int, ...]:
    """Return the issues, first those on which most is at stake for the principals: they decide soonest."""
    stakes = np.zeros(len(plan.packages.issues))
    for name in plan.case.principals:
        party = block.parties[name]
        at_stake = [np.mean(options.max(axis=0) - options.min(axis=0)) for options in party.options]
        stakes += np.array(at_stake) / (np.mean(party.scale) or 1.0)
    return tuple(np.argsort(-stakes, kind="stable").tolist())
