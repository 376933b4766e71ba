"""The worth of rounds in a block of worlds, summed over groups of linked issues.

The ledger of `stability` gives the worth of a group of linked issues in one round. It is the same in every round that
moves the group in the same way, so it is worked out once for each way, and each round is a sum of rows of small tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import TOLERANCE, Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.space.lattice import Leg, legs
from detente.chapters.roadmap.space.roadmap_space import Roadmap
from detente.chapters.stability.compliance import Course, Discovery, GroupBroken, GroupKept, Ledger
from detente.compiled.kernels import Kernel
from detente.worlds import Draws

KERNELS = "detente.chapters.roadmap.judging.aftermath_kernels"
keep_larger, keep_chosen = Kernel(KERNELS, "keep_larger"), Kernel(KERNELS, "keep_chosen")
MONTHS = 12.0
MOST_LOOKED_UP = 4096  # numbers that are looked up in a table
MOST_NUMBERED = 2.0**53  # positions that floating point tells apart by number
Ends = tuple[tuple[int, int], ...]  # for each issue of a group, the options before and after a round


@dataclass(frozen=True)
class RoundMoves:
    """Rounds, as positions before and after.

    Attributes:
        before: Array (rounds, issues): option numbers.
        after: The same after the round.
    """

    before: Ints
    after: Ints

    @classmethod
    def between(cls, pairs: Sequence[Leg]) -> RoundMoves:
        """Return the rounds that lead from the first to the second position of each pair."""
        both = np.array(pairs, dtype=np.intp).reshape(len(pairs), 2, -1)
        return cls(both[:, 0], both[:, 1])

    def some(self, rows: Ints) -> RoundMoves:
        """Return some of the rounds, by number."""
        return RoundMoves(self.before[rows], self.after[rows])

    @cached_property
    def changed(self) -> Ints:
        """Array: numbers of the issues that are away from the status quo after some round."""
        return np.flatnonzero((self.after > 0).any(axis=0))

    def alike(self, group: Sequence[int]) -> tuple[list[Ends], Ints]:
        """Return the distinct ways in which rounds move a group of issues, and for each round the number of its way."""
        code = np.zeros(len(self.before), dtype=np.int64)
        columns = [*self.before[:, group].T, *self.after[:, group].T]
        for column in columns:
            code = code * (int(column.max(initial=0)) + 1) + column
        first, which = _firsts(code)
        rows = np.array([column[first] for column in columns]).T.tolist()
        size = len(group)
        return [tuple(zip(row[:size], row[size:], strict=True)) for row in rows], which


class Account:
    """The worth of some rounds to each party, as sums over the party's groups of linked issues."""

    def __init__(self, ledger: Ledger, moves: RoundMoves) -> None:
        """Prepare the sums.

        Args:
            ledger: The worth of groups of issues.
            moves: The rounds.
        """
        self.ledger = ledger
        self.moves = moves
        self._alike: dict[tuple[int, ...], tuple[list[Ends], Ints]] = {}

    def alike(self, group: tuple[int, ...]) -> tuple[list[Ends], Ints]:
        """Return what `RoundMoves.alike` returns for a group, worked out once."""
        if group not in self._alike:
            self._alike[group] = self.moves.alike(group)
        return self._alike[group]

    def total(self, party: str, value: Callable[[tuple[int, ...], Ends], Floats], rows: Ints | None = None) -> Floats:
        """Return the sum over a party's groups of the worth of each group in each round.

        Args:
            party: The party.
            value: (group, options before and after) → array (worlds): worth of the group.
            rows: Numbers of the rounds; all if not given.

        Returns:
            Array (rounds, worlds).
        """
        size, terms = len(self.moves.before) if rows is None else len(rows), []
        for group in self.ledger.groups[party]:  # in this order, so that no other round makes a difference to a sum
            ways, which = self.alike(group)
            which = which if rows is None else which[rows]
            values: list[Floats | None] = [None] * len(ways)
            for n in np.flatnonzero(np.bincount(which, minlength=len(ways))).tolist():
                if not self.ledger.idle(party, group, ways[n]):
                    values[n] = value(group, ways[n])
            terms.append((values, which))
        return self.ledger.added_up(terms, size)

    def kept(self, party: str, found: Discovery) -> Floats:
        """Return array (rounds, worlds): worth if nobody cheats, and all exchange ends at the time of a discovery."""
        self.ledger.foresee(
            GroupKept(party, _courses(group, ends), found.key)
            for group in self.ledger.groups[party]
            for ends in self.alike(group)[0]
            if not self.ledger.idle(party, group, ends)
        )
        return self.total(party, lambda group, ends: self.ledger.kept(party, _courses(group, ends), found))

    def firsts(self, breaker: str) -> Iterator[tuple[Ints, Course]]:
        """Yield every breach of a party that can be found first, and the rounds in which it can."""
        for issue in self.moves.changed.tolist():
            ways, which = self.alike((issue,))
            for n, ((old, new),) in enumerate(ways):
                for first in self.ledger.ways(breaker, issue, old, new)[1:]:
                    yield np.flatnonzero(which == n), first

    def _foresee(self, breaker: str) -> list[tuple[Ints, Course]]:
        """Return every breach of a party that can be found first, with what each group is worth then ready."""
        found = list(self.firsts(breaker))
        met = {group: self._met(group, found) for groups in self.ledger.groups.values() for group in groups}
        self.ledger.foresee(
            GroupBroken.of(party, breaker, group, ends, first)
            for party, groups in self.ledger.groups.items()
            for group in groups
            for ends, firsts in zip(self.alike(group)[0], met[group], strict=True)
            if not self.ledger.idle(party, group, ends)
            for first in firsts
        )
        return found

    def _met(self, group: tuple[int, ...], found: Sequence[tuple[Ints, Course]]) -> list[list[Course]]:
        """Return for each way in which rounds move a group, which breaches can be found first in such rounds."""
        ways, which = self.alike(group)
        firsts: list[list[Course]] = [[] for _ in ways]
        for rows, first in found:
            for n in np.flatnonzero(np.bincount(which[rows])).tolist():
                firsts[n].append(first)
        return firsts

    def breach(self, party: str, breaker: str, rows: Ints, first: Course) -> Floats:
        """Return what some rounds are worth if a party breaks them and this is found first.

        Returns:
            Array (rows, worlds): to the breaker its best, to another party minus its worst, over everything else that
            can be broken and is found no sooner; −∞ where this cannot be broken.
        """
        ledger, terms = self.ledger, self.ledger.terms
        sign, found = 1.0 if party == breaker else -1.0, ledger.found(first)

        def part(group: tuple[int, ...], ends: Ends) -> Floats:
            return ledger.part(party, breaker, group, ends, first)

        worth = self.total(party, part, rows)
        worth += sign * terms.reservation[party] * _later(terms.rates[party], found.at)
        if not (possible := ledger.possible(first)).all():
            worth[:, ~possible] = -np.inf
        return worth

    def broken(self, breaker: str) -> Floats:
        """Return the best for a party that breaks rounds, and the worst for the others, with the sign turned.

        Returns:
            Array (rounds, parties, worlds): over all its breaches; −∞ where there is nothing to break.
        """
        best = self._nothing_broken()
        for rows, first in self._foresee(breaker):
            worth = np.array([self.breach(party, breaker, rows, first) for party in self.ledger.parties])
            keep_larger(len(rows), *best.shape, rows, worth, best)
        return best

    def aftermath(self, breaker: str) -> tuple[Floats, Floats]:
        """Return what each party has if one breaks a round as is best for itself.

        Returns:
            What `broken` returns; and array (rounds, parties, worlds): C for the breaker, U at the same first breach
            for others, of breaches tied for the breaker the one worst for the victim, −∞ where there is none.
        """
        parties, terms = self.ledger.parties, self.ledger.terms
        own, scale = parties.index(breaker), terms.scales[breaker] / terms.rates[breaker]
        best, then, made = self._nothing_broken(), self._nothing_broken(), []
        for rows, first in self._foresee(breaker):
            worth = np.array([self.breach(party, breaker, rows, first) for party in parties])
            keep_larger(len(rows), *best.shape, rows, worth, best)
            made.append((rows, worth))
        for rows, worth in made:
            keep_chosen(len(rows), *best.shape, own, rows, worth, best, TOLERANCE * scale, then)
        none = ~np.isfinite(best[:, own])
        then *= -1.0
        then[:, own] = best[:, own]
        return best, np.where(none[:, None], -np.inf, then)

    def _nothing_broken(self) -> Floats:
        rates = self.ledger.terms.rates
        size = len(next(iter(rates.values())))
        return np.full((len(self.moves.before), len(rates), size), -np.inf)


def _courses(group: tuple[int, ...], ends: Ends) -> tuple[Course, ...]:
    return tuple(Course(issue, *pair) for issue, pair in zip(group, ends, strict=True))


def _later(rate: Floats, time: Floats) -> Floats:
    return np.asarray(np.exp(-rate * time) / rate)


def _firsts(numbers: Ints) -> tuple[Ints, Ints]:
    """Return where each distinct number stands first, the smallest first, and for each number which of these it is."""
    most = int(numbers.max(initial=0)) + 1
    if most > MOST_LOOKED_UP:
        _, first, which = np.unique(numbers, return_index=True, return_inverse=True)
        return first, which.reshape(-1)
    place, number = np.full(most, -1), np.empty(most, dtype=np.intp)
    place[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)  # of several the last that is written stays: the first
    there = np.flatnonzero(place >= 0)
    number[there] = np.arange(len(there))
    return place[there], number[numbers]


def distinct_places(positions: Ints) -> tuple[Ints, Ints]:
    """Return the distinct rows of an array of positions, and for each row the number of its like among them.

    Example:
        >>> places, which = distinct_places(np.array([[1, 0], [0, 2], [1, 0]]))
        >>> places.tolist(), which.tolist()
        ([[0, 2], [1, 0]], [1, 0, 1])
    """
    sizes = positions.max(axis=0, initial=0).astype(float) + 1
    if sizes.prod() > MOST_NUMBERED:
        rows, which = np.unique(positions, axis=0, return_inverse=True)
        return rows, which.reshape(-1)
    number = positions @ np.append(np.cumprod(sizes[:0:-1])[::-1], 1.0)
    _, first, which = np.unique(number, return_index=True, return_inverse=True)
    return positions[first], which.reshape(-1)


def distinct_rounds(
    roadmaps: Sequence[Roadmap],
) -> tuple[list[tuple[OptionNumbers, OptionNumbers]], list[tuple[int, ...]]]:
    """Take roadmaps apart: the distinct rounds, and for each roadmap the numbers of its rounds."""
    place: dict[tuple[OptionNumbers, OptionNumbers], int] = {}
    made = [tuple(place.setdefault(leg, len(place)) for leg in legs(roadmap)) for roadmap in roadmaps]
    return list(place), made


def overhead(draws: Draws) -> Floats:
    """Return the overhead of a round in every world of a block, years."""
    return np.asarray(draws.value("roadmap/overhead") / MONTHS)
