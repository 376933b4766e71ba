"""The worth of every round of a lattice in a block of worlds, summed over groups of linked issues.

The ledger of `stability` gives the worth of a group of linked issues in one round. It is the same in every round that
moves the group in the same way, so it is worked out once for each way, and each round is a sum of rows of small tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import Leg
from detente.chapters.stability.compliance import Course, Discovery, Ledger

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
        _, first, which = np.unique(code, return_index=True, return_inverse=True)
        rows = np.array([column[first] for column in columns]).T.tolist()
        size = len(group)
        return [tuple(zip(row[:size], row[size:], strict=True)) for row in rows], which.reshape(-1)


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
        found: Floats | None = None
        constant: Floats | float = 0.0
        for group in self.ledger.groups[party]:
            ways, which = self.alike(group)
            which = which if rows is None else which[rows]
            present = np.flatnonzero(np.bincount(which, minlength=len(ways)))
            if len(present) == 1:  # the same in all of these rounds
                constant = constant + value(group, ways[present[0]])
                continue
            place = np.zeros(len(ways), dtype=np.intp)
            place[present] = np.arange(len(present))
            table = np.array([value(group, ways[n]) for n in present])
            if found is None:
                found = table[place[which]]
            else:
                found += table[place[which]]
        size = len(self.moves.before) if rows is None else len(rows)
        if found is None:
            return np.broadcast_to(np.asarray(constant), (size, *np.shape(constant))).copy()
        found += constant
        return found

    def kept(self, party: str, found: Discovery) -> Floats:
        """Return array (rounds, worlds): worth if nobody cheats, and all exchange ends at the time of a discovery."""
        return self.total(party, lambda group, ends: self.ledger.kept(party, _courses(group, ends), found))

    def broken(self, party: str, breaker: str) -> Floats:
        """Return the worth to a party of the breach by a breaker that is best for itself or worst for another.

        Args:
            party: The party.
            breaker: The party that breaks.

        Returns:
            Array (rounds, worlds): the largest worth of all breaches if the party is the breaker, else the smallest
            with its sign changed; −∞ where there is nothing to break.
        """
        ledger, terms = self.ledger, self.ledger.terms
        sign = 1.0 if party == breaker else -1.0
        best = np.full((len(self.moves.before), len(terms.rates[party])), -np.inf)
        for issue in self.moves.changed.tolist():
            ways, which = self.alike((issue,))
            for n, ((old, new),) in enumerate(ways):
                rows = np.flatnonzero(which == n)
                for first in ledger.ways(breaker, issue, old, new)[1:]:
                    found = ledger.found(first)

                    def part(group: tuple[int, ...], ends: Ends, f: Course = first, at: Discovery = found) -> Floats:
                        return ledger.part(party, breaker, group, ends, f, at)

                    worth = self.total(party, part, rows)
                    worth += sign * terms.reservation[party] * _later(terms.rates[party], found.at)
                    worth[:, ~ledger.possible(first)] = -np.inf
                    best[rows] = np.maximum(best[rows], worth)
        return best


def _courses(group: tuple[int, ...], ends: Ends) -> tuple[Course, ...]:
    return tuple(Course(issue, *pair) for issue, pair in zip(group, ends, strict=True))


def _later(rate: Floats, time: Floats) -> Floats:
    return np.asarray(np.exp(-rate * time) / rate)


def rounds_of(ledger: Ledger, moves: RoundMoves, target: OptionNumbers, overhead: Floats) -> Rounds:
    """Return the worth of some rounds, kept and betrayed, to every party whose conduct counts.

    Args:
        ledger: The judgements of the case in a block of worlds.
        moves: The rounds.
        target: The package to which they lead.
        overhead: Array (worlds): years that a round takes on top of its measures.
    """
    parties = ledger.parties
    account, places = Account(ledger, moves), Account(ledger, RoundMoves(moves.before, moves.before))
    ends = Account(ledger, RoundMoves(moves.after, moves.after))
    years = _years(ledger, moves) + overhead
    rate = np.array([ledger.terms.rates[party] for party in parties])
    nothing = np.array([ledger.no_talks(party) for party in parties])
    fade = np.exp(-rate[None] * years[:, None])
    ever = np.stack([account.kept(party, ledger.never) for party in parties], axis=1)
    after = np.stack([ends.kept(party, ledger.never) for party in parties], axis=1)
    leave = np.stack([places.kept(party, ledger.at_once) for party in parties], axis=1) + nothing
    cheat = np.stack([account.broken(party, party) for party in parties], axis=1)
    victim = np.stack([_worst(account, party, parties) for party in parties], axis=1)
    final = np.array([ledger.steady(party, target) for party in parties])
    return Rounds(
        parties=parties,
        flow=ever - fade * after,
        fade=fade,
        cheat=cheat,
        victim=victim,
        exit=leave,
        years=years,
        final=final,
        final_cheat=np.array([ledger.cheat(party, target, target) for party in parties]),
        final_victim=np.array([ledger.victim(party, target, target) for party in parties]),
        nothing=nothing,
        scale=np.array([ledger.terms.scales[party] for party in parties]) / rate,
    )


def _worst(account: Account, party: str, parties: Sequence[str]) -> Floats:
    others = [account.broken(party, breaker) for breaker in parties if breaker != party]
    return np.asarray(-np.maximum.reduce(others))


def _years(ledger: Ledger, moves: RoundMoves) -> Floats:
    """Array (rounds, worlds): until the last measure of each round is carried out and verified."""
    size = len(next(iter(ledger.terms.rates.values())))
    years = np.zeros((len(moves.before), size))
    for issue in moves.changed.tolist():
        for option in np.unique(moves.after[:, issue]).tolist():
            rows = np.flatnonzero((moves.after[:, issue] == option) & (moves.before[:, issue] != option))
            if len(rows):
                measure = ledger.terms.measure(issue, option)
                years[rows] = np.maximum(years[rows], measure.lead + measure.detection)
    return years
