"""What a block of worlds says about all packages: who could agree on what, how often, and for how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreement.plan import Plan
from detente.agreement.scores import TOLERANCE, Bools, Floats, Scores

Rows = NDArray[np.intp]
Bits = NDArray[np.uint8]  # worlds along the last axis, eight a byte
Places = tuple[Rows, Rows]  # package and world of every package that is attainable in a world


@dataclass
class Tally:
    """The counts of a block; sums are weighted sums over its worlds.

    Attributes:
        attainable: Array (rows of the first half, of the second): weight of the worlds in which it is attainable.
        any: In which worlds some package is attainable.
        by_option: For each issue, array (options, worlds): some attainable package has the option.
        by_scope: Scope → in which worlds some package of it is attainable.
        vetoed: Party → (weights as `attainable`, worlds as `any`) if its consent were needed too.
        waived: Name → the same if that consent could be taken for granted.
        best: Principal → largest gain over its reservation value by an attainable package, 0 where there is none.
        gains: Principal → array like `attainable`: weighted sum of its gain where attainable.
        surplus: Array like `attainable`: weighted sum of the smallest normalised gain of a principal.
        trace: Paths of the judgements that were read.
    """

    attainable: Floats
    any: Bools
    by_option: tuple[Bools, ...]
    by_scope: dict[str, Bools]
    vetoed: dict[str, tuple[Floats, Bools]]
    waived: dict[str, tuple[Floats, Bools]]
    best: dict[str, Floats]
    gains: dict[str, Floats]
    surplus: Floats | None
    trace: frozenset[str] = frozenset()


def weigh(bits: Bits, weights: Floats) -> Floats:
    """Return the weight of the worlds in each row of bits; exact where all weights are 1.

    Example:
        >>> import numpy as np
        >>> weigh(np.packbits(np.array([[True, False, True]]), axis=1), np.ones(3)).tolist()
        [2.0]
    """
    if (weights == 1).all():
        return np.asarray(np.bitwise_count(bits).sum(axis=1, dtype=np.int64), dtype=float)
    return np.asarray(np.einsum("bw,w->b", np.unpackbits(bits, axis=1, count=len(weights)).astype(float), weights))


class Counter:
    """Counts attainable packages, and normalises gains at the end, when each world's best is known."""

    def __init__(self, plan: Plan, block: Scores, first: Mapping[str, Floats]) -> None:
        """Start with nothing counted; `first` holds each principal's values of the rows of the first half."""
        self.plan, self.block, self.first = plan, block, first
        self.shape = plan.packages.shape
        self.bytes = -(-block.size // 8)
        self.attainable = np.zeros(self.shape)
        self.vetoed = {name: self._nothing() for name in plan.vetoes}
        self.waived = {name: self._nothing() for name in plan.waivers}  # only what is beyond the rest
        self._by_first, self._by_second = (np.zeros((rows, self.bytes), dtype=np.uint8) for rows in self.shape)
        self._by_scope = {name: np.zeros(self.bytes, dtype=np.uint8) for name in plan.scopes}
        principals = plan.case.principals if plan.full else ()
        self._best = {party: np.full(block.size, -np.inf) for party in principals}
        self._sums = {party: np.zeros(self.shape) for party in principals}
        self._gained: dict[str, Floats] = {}
        self._kept: list[tuple[Rows, Rows, Mapping[str, Floats], Bits]] = []

    def _nothing(self) -> tuple[Floats, Bits]:
        return np.zeros(self.shape), np.zeros(self.bytes, dtype=np.uint8)

    def count(self, first: Rows, second: Rows, ok: Bits, weight: Floats, tables: Mapping[str, Floats]) -> None:
        """Count some packages.

        Args:
            first: Row of the first half, for each package; in rising order.
            second: Row of the second half.
            ok: Bits (packages, worlds): where the package is attainable.
            weight: The weight of those worlds.
            tables: Principal → array (rows of the second half, worlds), its values; used if `full`.
        """
        self.attainable[first, second] = weight
        starts = np.flatnonzero(np.r_[True, np.diff(first) > 0])
        self._by_first[first[starts]] |= np.bitwise_or.reduceat(ok, starts, axis=0)
        for start, stop in zip(starts, [*starts[1:], len(first)], strict=True):
            self._by_second[second[start:stop]] |= ok[start:stop]
        for name, (of_first, of_second) in self.plan.scopes.items():
            self._by_scope[name] |= np.bitwise_or.reduce(ok[of_first[first] & of_second[second]], axis=0)
        if not self.plan.full:
            return
        places = self._places(ok)
        for party, gain in self._gains(first, second, tables, places).items():
            self._sums[party][first, second] = self._summed(gain, places, len(first))
            np.maximum.at(self._best[party], places[1], gain)
        self._kept.append((first, second, tables, ok))

    def _places(self, ok: Bits) -> Places:
        at = np.flatnonzero(np.unpackbits(ok, axis=1, count=self.block.size).view(bool))
        package = np.repeat(np.arange(len(ok)), np.bitwise_count(ok).sum(axis=1, dtype=np.intp))
        return package, at - package * self.block.size

    def _gains(self, first: Rows, second: Rows, tables: Mapping[str, Floats], places: Places) -> dict[str, Floats]:
        """Principal → its gain, package by package, in the worlds in which the package is attainable."""
        package, world = places
        return {
            party: table[self._rows(party, 1, second)[package], world]
            + self._own(party)[self._rows(party, 0, first)[package], world]
            for party, table in tables.items()
        }

    def _rows(self, party: str, half: int, rows: Rows) -> Rows:
        return self.plan.stakes[party][half].row[rows]

    def _summed(self, values: Floats, places: Places, packages: int) -> Floats:
        """Add up values over worlds, weighted, for each package."""
        package, world = places
        return np.asarray(
            np.bincount(package, weights=values * self.block.weights[world], minlength=packages), dtype=float
        )

    def _own(self, party: str) -> Floats:
        """A principal's values of the rows of the first half, less its reservation value."""
        if party not in self._gained:
            self._gained[party] = self.first[party] - self.block.parties[party].reservation
        return self._gained[party]

    def close(self) -> Tally:
        """Work out what needs every row: options, best gains, surpluses."""
        lines = self._lines(np.bitwise_or.reduce(self._by_first, axis=0))
        best = {p: np.where(lines, np.maximum(found, 0), 0.0) for p, found in self._best.items()}
        return Tally(
            attainable=self.attainable,
            any=lines,
            by_option=self._by_option(),
            by_scope={name: self._lines(bits) for name, bits in self._by_scope.items()},
            vetoed={name: (weight, self._lines(bits)) for name, (weight, bits) in self.vetoed.items()},
            waived={
                name: (weight + self.attainable, self._lines(bits) | lines)
                for name, (weight, bits) in self.waived.items()
            },
            best=best,
            gains=self._sums,
            surplus=self._surpluses(best) if self.plan.full else None,
        )

    def _lines(self, bits: Bits) -> Bools:
        return np.unpackbits(bits, axis=-1, count=self.block.size).view(bool)

    def _by_option(self) -> tuple[Bools, ...]:
        found: list[Bools] = [np.zeros(0, dtype=bool)] * len(self.plan.packages.sizes)
        for half, column, n in self.plan.options():
            numbers = self.plan.packages.rows[half][:, column]
            bits = (self._by_first, self._by_second)[half]
            rows = [
                np.bitwise_or.reduce(bits[numbers == option], axis=0) for option in range(self.plan.packages.sizes[n])
            ]
            found[n] = self._lines(np.array(rows))
        return tuple(found)

    def _surpluses(self, best: Mapping[str, Floats]) -> Floats:
        surplus = np.zeros(self.shape)
        for first, second, tables, ok in self._kept:
            places = self._places(ok)
            gains = self._gains(first, second, tables, places)
            surplus[first, second] = self._summed(self._smallest(gains, best, places[1]), places, len(first))
        return surplus

    def _smallest(self, gains: Mapping[str, Floats], best: Mapping[str, Floats], world: Rows) -> Floats:
        """The smallest normalised gain of a principal whose best is more than nothing; 0 where there is none."""
        smallest = np.full(len(world), np.inf)
        for party, gain in gains.items():
            counts = best[party] > TOLERANCE * self.block.parties[party].scale
            normalised = gain / np.where(counts, best[party], 1.0)[world]
            np.minimum(smallest, np.where(counts[world], normalised, np.inf), out=smallest)
        return np.where(np.isfinite(smallest), np.maximum(smallest, 0), 0.0)
