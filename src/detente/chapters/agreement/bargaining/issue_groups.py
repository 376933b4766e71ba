"""The issues of a case in groups whose values simply add up, for finding what is best without listing all packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.chapters.agreement.bargaining.vector_sums import TooLargeError
from detente.chapters.agreement.space.consents import Need, calls, every_need, needs_by_option
from detente.chapters.agreement.space.packages import OptionNumbers, usable
from detente.chapters.agreement.space.scores import PartyScores

MOST_ROWS = 200_000


@dataclass(frozen=True)
class Grouped:
    """Some issues that are tied together by linkages or rules, and all ways to settle them.

    Attributes:
        issues: Positions of the issues.
        rows: Array (rows, issues): option numbers; those that the rules forbid are left out.
        linkages: Linkage → which rows have its whole pattern.
        calls: Array (rows, needs): whether a row has an option that calls upon a need.
        still: The row on which nothing changes, if there is one.
    """

    issues: tuple[int, ...]
    rows: Ints
    linkages: dict[str, Bools]
    calls: Bools
    still: int | None

    def values(self, party: PartyScores) -> Floats:
        """Return what the rows are worth to a party: array (rows, worlds), points a year."""
        table = np.zeros((len(self.rows), len(party.reservation)))
        for column, n in enumerate(self.issues):
            table += party.options[n][self.rows[:, column]]
        for name, rows in self.linkages.items():
            if name in party.linkages:
                table[rows] += party.linkages[name]
        return table

    def crossed(self, party: PartyScores) -> Bools:
        """Return where a row crosses a real red line of a party: array (rows, worlds)."""
        found = np.zeros((len(self.rows), len(party.reservation)), dtype=bool)
        for column, n in enumerate(self.issues):
            lines = party.crossed[n]
            if lines is not None:
                found |= lines[self.rows[:, column]]
        return found


@dataclass(frozen=True)
class IssueGroups:
    """A case cut into groups.

    Attributes:
        case: The case.
    """

    case: Case

    @cached_property
    def by_option(self) -> Mapping[tuple[str, str], tuple[Need, ...]]:
        """(issue, option) → needs."""
        return needs_by_option(self.case)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Every need of the case once."""
        return every_need(self.by_option)

    @cached_property
    def groups(self) -> tuple[Grouped, ...]:
        """The groups, small ones first.

        Raises:
            TooLargeError: A group has more than `MOST_ROWS` rows.
        """
        case, names = self.case, list(self.case.issues)
        options = usable(case)
        sets = [tuple(link.pattern) for link in case.linkages.values()]
        sets += [tuple(never) for never in case.forbidden.values()]
        found = [self._group(issues, options) for issues in _tied(names, sets)]
        return tuple(sorted(found, key=lambda group: len(group.rows)))

    def _group(self, issues: Sequence[int], options: Sequence[tuple[int, ...]]) -> Grouped:
        case, names = self.case, list(self.case.issues)
        rows = np.zeros((1, 0), dtype=np.intp)
        inside: dict[str, int] = {}
        rules = list(case.forbidden.values())
        for column, n in enumerate(issues):  # rules are applied as soon as all their issues are there
            inside[names[n]] = column
            more = np.repeat(np.array(options[n], dtype=np.intp)[None, :], len(rows), axis=0).reshape(-1, 1)
            rows = np.concatenate([np.repeat(rows, len(options[n]), axis=0), more], axis=1)
            for never in rules:
                if never.keys() <= inside.keys() and names[n] in never:
                    rows = rows[~self._matches(rows, inside, never)]
            if len(rows) > MOST_ROWS:
                raise TooLargeError
        linkages = {
            name: self._matches(rows, inside, link.pattern)
            for name, link in case.linkages.items()
            if link.pattern.keys() <= inside.keys()
        }
        still = np.flatnonzero(~rows.any(axis=1))
        called = calls(case, self.by_option, [names[n] for n in issues], rows)
        return Grouped(tuple(issues), rows, linkages, called, int(still[0]) if len(still) else None)

    def _matches(self, rows: Ints, inside: dict[str, int], pattern: Pattern) -> Bools:
        found = np.ones(len(rows), dtype=bool)
        for issue, which in pattern.items():
            ladder = self.case.ladder(issue)
            found &= np.isin(rows[:, inside[issue]], [ladder.index(option) for option in which.of(ladder)])
        return found

    def package(self, chosen: dict[int, int]) -> OptionNumbers:
        """Return the package with these rows of these groups; other groups stay as they are."""
        numbers = [0] * len(self.case.issues)
        for group, row in chosen.items():
            for column, n in enumerate(self.groups[group].issues):
                numbers[n] = int(self.groups[group].rows[row, column])
        return tuple(numbers)


def _tied(names: Sequence[str], sets: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Return the groups of issues that share a set, directly or through others."""
    group = {name: {name} for name in names}
    for together in sets:
        joined = set().union(*(group[name] for name in together))
        for name in joined:
            group[name] = joined
    distinct = {id(found): found for found in group.values()}
    return [[n for n, name in enumerate(names) if name in found] for found in distinct.values()]
