"""What a mediator finds in the positions of all delegations: an overlap, drafts that get better for all, improvements.

The formulas are in docs/theory/mediation.md; the first draft follows the first step of ICANS [Thiessen1996].
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import TIE, TOLERANCE, Bools, Floats, Ints
from detente.case.model import Case
from detente.chapters.agreement import MOST_LISTED, OptionNumbers, Packages, listable
from detente.talks.help.help_error import HelpError
from detente.talks.help.point_tables import Numbers, PointTable

MOST_DRAFTS = 100


class TooManyTextsError(HelpError):
    """A case with more packages than can be looked at one by one."""


@dataclass(frozen=True)
class Mediation:
    """All packages of a case, and what each is worth to every delegation.

    Attributes:
        case: The case.
        tables: Delegation → its table, of one world.
    """

    case: Case
    tables: Mapping[str, PointTable]

    @cached_property
    def every(self) -> Numbers:
        """Array (packages, issues): every package that the rules allow but the status quo, in the order of the case.

        Raises:
            TooManyTextsError: There are too many.
        """
        if not listable(self.case):
            raise TooManyTextsError(f"the case has more than {MOST_LISTED:,} packages, too many to look at each")
        packages = Packages(self.case)
        rows = np.divmod(packages.listed_places, packages.shape[1])
        found = np.zeros((packages.count, len(packages.issues)), dtype=np.uint8)
        for half, options, row in zip(packages.halves, packages.rows, rows, strict=True):
            found[:, list(half)] = options[row]
        return found[np.lexsort(found.T[::-1])]

    @cached_property
    def values(self) -> Mapping[str, Floats]:
        """Delegation → array (packages): points a year."""
        return {party: table.values(self.every)[:, 0] for party, table in self.tables.items()}

    @cached_property
    def accepted(self) -> Mapping[str, Bools]:
        """Delegation → array (packages): whether it could accept."""
        return {party: table.accepts(self.every)[:, 0] for party, table in self.tables.items()}

    @cached_property
    def common(self) -> Bools:
        """Array (packages): whether all could accept."""
        return np.asarray(np.logical_and.reduce([*self.accepted.values()]))

    @cached_property
    def unrefused(self) -> Bools:
        """Array (packages): whether none of it is refused by anybody."""
        refused = [table.refuses(self.every)[:, 0] for table in self.tables.values()]
        return np.asarray(~np.logical_or.reduce(refused))

    @cached_property
    def tolerance(self) -> Mapping[str, float]:
        """Delegation → points a year that make no difference to it."""
        return {party: TOLERANCE * float(table.scale[0]) for party, table in self.tables.items()}

    @cached_property
    def spans(self) -> Mapping[str, float]:
        """Delegation that cares → distance between its best and its worst package."""
        spans = {party: float(np.ptp(values)) for party, values in self.values.items() if len(values)}
        return {party: span for party, span in spans.items() if span > self.tolerance[party]}

    @property
    def gap(self) -> float | None:
        """How far off the nearest text is, as a share of a span; at most 0 for an overlap, None if each is refused."""
        if not self.unrefused.any():
            return None
        off = [(self.tables[p].reservation[0] - self.values[p]) / span for p, span in self.spans.items()]
        return float(np.max(off, axis=0)[self.unrefused].min()) if off else 0.0

    def number(self, package: OptionNumbers) -> int | None:
        """Return which of all packages this is; None where the rules do not allow it."""
        found = np.flatnonzero((self.every == np.array(package)).all(axis=1))
        return int(found[0]) if len(found) else None

    def package(self, number: int) -> dict[str, str]:
        """Return what a package changes: issue → option."""
        row = self.every[number].tolist()
        return {i: self.case.ladder(i)[o] for i, o in zip(self.case.issues, row, strict=True) if o}

    def first_draft(self, asked: Mapping[str, OptionNumbers]) -> int | None:
        """Return the draft that comes nearest to what all have asked for; None where there is no overlap.

        Args:
            asked: Delegation → what it has proposed; those without a proposal ask for what is best for them.
        """
        if not self.common.any():
            return None
        missing = []
        for party, span in self.spans.items():
            own = asked.get(party)
            wants = self.worth(own)[party] if own is not None else float(self.values[party].max())
            missing.append((wants - self.values[party]) / span)
        if not missing:
            return self._simplest(self.common)
        most = np.max(missing, axis=0)
        content = self.common & (most <= TIE)
        if content.any():
            return self._least(-np.min(missing, axis=0), content)
        return self._least(most, self.common)

    def drafts(self, first: int, changes: int) -> Iterator[int]:
        """Yield the first draft and those that follow it, each worse for nobody than the one before.

        Args:
            first: The first draft.
            changes: On how many issues a draft differs at most from the one before.
        """
        now = first
        for _ in range(MOST_DRAFTS):
            yield now
            near = (self.every != self.every[now]).sum(axis=1) <= changes
            better = self._better(self.worth(now), self.common & near)
            if not better.any():
                return
            now = next(self._ordered(self.worth(now), np.flatnonzero(better)))

    def improvements(self, agreed: OptionNumbers) -> Iterator[int]:
        """Yield what all could have instead of an agreed text, the best first: worse for nobody, better for one.

        Args:
            agreed: The text that was agreed.
        """
        base = self.worth(agreed)
        found = np.flatnonzero(self._better(base, self.unrefused))
        yield from self._ordered(base, self._undominated(found))

    def _undominated(self, found: Ints) -> Ints:
        """Return those that no other one of them beats."""
        total = sum((self.values[p][found] / span for p, span in self.spans.items()), np.zeros(len(found)))
        left, kept = found[np.argsort(-total, kind="stable")], []
        while len(left):
            best, left = int(left[0]), left[1:]
            kept.append(best)
            loses = [self.values[p][left] <= self.values[p][best] + self.tolerance[p] for p in self.tables]
            clearly = [self.values[p][left] < self.values[p][best] - self.tolerance[p] for p in self.tables]
            left = left[~(np.logical_and.reduce(loses) & np.logical_or.reduce(clearly))]
        return np.array(sorted(kept), dtype=np.intp)

    def least(self, party: str) -> float:
        """Return what no agreement is worth to a delegation, in points a year."""
        return float(self.tables[party].reservation[0])

    def best(self, party: str) -> float | None:
        """Return the most that a delegation could gain of what all could accept; None where that is nothing."""
        return float(self.values[party][self.common].max()) - self.least(party) if self.common.any() else None

    def nash_share(self, gains: Mapping[str, float]) -> float | None:
        """Return the geometric mean of gains as a share of the largest that all could accept.

        Args:
            gains: Delegation → points a year over no agreement.

        Returns:
            The share; 0 where one of them is no gain, None where all accept nothing or nothing is a gain to all.
        """
        if not self.common.any():
            return None
        every = np.array([self.values[p][self.common] - self.least(p) for p in gains]).clip(min=0.0)
        largest = float(np.prod(every, axis=0).max())
        own = float(np.prod([max(0.0, gain) for gain in gains.values()]))
        return None if largest <= 0 else (own / largest) ** (1 / len(gains))

    def worth(self, package: int | OptionNumbers) -> dict[str, float]:
        """Return delegation → points a year, of a package by its number or by its options."""
        if isinstance(package, int):
            return {party: float(values[package]) for party, values in self.values.items()}
        row = np.array([package])
        return {party: float(table.values(row)[0, 0]) for party, table in self.tables.items()}

    def _better(self, base: Mapping[str, float], among: Bools) -> Bools:
        """Return which of some packages are worse for nobody than what gives these points, and better for somebody."""
        kept, more = among.copy(), np.zeros(len(among), dtype=bool)
        for party, values in self.values.items():
            kept &= values >= base[party] - self.tolerance[party]
            more |= values > base[party] + self.tolerance[party]
        return kept & more

    def _ordered(self, base: Mapping[str, float], left: Ints) -> Iterator[int]:
        """Yield packages by the smallest gain over what gives these points, then by the sum of gains."""
        gains = np.array([(self.values[p] - base[p]) / span for p, span in self.spans.items()])
        while len(left):
            least = gains[:, left].min(axis=0) if len(gains) else np.zeros(len(left))
            tied = left[least >= least.max() - TIE]
            total = gains[:, tied].sum(axis=0)
            best = self._first(tied[total >= total.max() - TIE])
            yield best
            left = left[left != best]

    def _least(self, measure: Floats, among: Bools) -> int:
        return self._simplest(among & (measure <= measure[among].min() + TIE))

    def _simplest(self, among: Bools) -> int:
        return self._first(np.flatnonzero(among))

    def _first(self, among: Sequence[int] | Ints) -> int:
        """Return the package with the fewest changes, then the first in the order of the case."""
        among = np.asarray(among)
        return int(among[(self.every[among] != 0).sum(axis=1).argmin()])
