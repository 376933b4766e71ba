"""What a block of worlds says about all packages: who could agree on what, how often, and for how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreement.plan import Plan
from detente.agreement.scores import TOLERANCE, Bools, Floats, Scores

Rows = NDArray[np.intp]


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


def empty(plan: Plan, size: int) -> Tally:
    """Return the tally of a block of `size` worlds before anything is counted."""
    shape = plan.packages.shape

    def pair() -> tuple[Floats, Bools]:
        return np.zeros(shape), np.zeros(size, dtype=bool)

    principals = plan.case.principals if plan.full else ()
    return Tally(
        attainable=np.zeros(shape),
        any=np.zeros(size, dtype=bool),
        by_option=tuple(np.zeros((options, size), dtype=bool) for options in plan.packages.sizes),
        by_scope={name: np.zeros(size, dtype=bool) for name in plan.scopes},
        vetoed={name: pair() for name in plan.vetoes},
        waived={name: pair() for name in plan.waivers},
        best={party: np.full(size, -np.inf) for party in principals},
        gains={party: np.zeros(shape) for party in principals},
        surplus=np.zeros(shape) if plan.full else None,
    )


def weigh(ok: Bools, weights: Floats) -> Floats:
    """Return the weight of the worlds in each row; exact where all weights are 1.

    Example:
        >>> import numpy as np
        >>> weigh(np.array([[True, False, True]]), np.ones(3)).tolist()
        [2.0]
    """
    if (weights == 1).all():
        return np.asarray(np.bitwise_count(np.packbits(ok, axis=1)).sum(axis=1, dtype=np.int64), dtype=float)
    return np.asarray(np.einsum("bw,w->b", ok.astype(float), weights))


class Counter:
    """Counts attainable packages, and normalises gains at the end, when each world's best is known."""

    def __init__(self, plan: Plan, block: Scores, first: Mapping[str, Floats]) -> None:
        """Start with nothing counted; `first` holds each principal's values of the rows of the first half."""
        self.plan, self.block, self.first = plan, block, first
        self.tally = empty(plan, block.size)
        self._by_first = np.zeros((plan.packages.shape[0], block.size), dtype=bool)
        self._by_second = np.zeros((plan.packages.shape[1], block.size), dtype=bool)
        self._gained: dict[str, Floats] = {}
        self._kept: list[tuple[Rows, Rows, Rows, Mapping[str, Floats], NDArray[np.uint8]]] = []

    def count(
        self, first: Rows, second: Rows, at: Rows, ok: Bools, weight: Floats, tables: Mapping[str, Floats]
    ) -> None:
        """Count some packages.

        Args:
            first: Row of the first half, for each package; in rising order.
            second: Row of the second half.
            at: Where that row is in the tables.
            ok: Array (packages, worlds): where the package is attainable.
            weight: The weight of those worlds.
            tables: Principal → array (rows of the tables, worlds), its values; used if `full`.
        """
        tally = self.tally
        tally.attainable[first, second] = weight
        starts = np.flatnonzero(np.r_[True, np.diff(first) > 0])
        self._by_first[first[starts]] |= np.logical_or.reduceat(ok, starts, axis=0)
        for start, stop in zip(starts, [*starts[1:], len(first)], strict=True):
            self._by_second[second[start:stop]] |= ok[start:stop]
        for name, (of_first, of_second) in self.plan.scopes.items():
            tally.by_scope[name] |= ok[of_first[first] & of_second[second]].any(axis=0)
        if not self.plan.full:
            return
        weighted = ok * self.block.weights
        for party, table in tables.items():
            gain = table[at] + self._own(party)[first]
            tally.gains[party][first, second] = np.einsum("bw,bw->b", weighted, gain)
            np.maximum(tally.best[party], np.where(ok, gain, -np.inf).max(axis=0), out=tally.best[party])
        self._kept.append((first, second, at, tables, np.packbits(ok, axis=1)))

    def _own(self, party: str) -> Floats:
        """A principal's values of the rows of the first half, less its reservation value."""
        if party not in self._gained:
            self._gained[party] = self.first[party] - self.block.parties[party].reservation
        return self._gained[party]

    def close(self) -> Tally:
        """Work out what needs every row: options, best gains, surpluses."""
        tally = self.tally
        for half, column, n in self.plan.options():
            numbers = self.plan.packages.rows[half][:, column]
            lines = (self._by_first, self._by_second)[half]
            for option in range(self.plan.packages.sizes[n]):
                tally.by_option[n][option] = lines[numbers == option].any(axis=0)
        tally.any = np.asarray(self._by_first.any(axis=0))
        for name, (weights, lines) in tally.waived.items():  # so far only what is beyond the rest
            tally.waived[name] = weights + tally.attainable, lines | tally.any
        for party, best in tally.best.items():
            tally.best[party] = np.where(tally.any, np.maximum(best, 0), 0.0)
        for first, second, at, tables, packed in self._kept:
            ok = np.unpackbits(packed, axis=1, count=self.block.size).view(bool)
            gains = {party: table[at] + self._own(party)[first] for party, table in tables.items()}
            self._normalise(first, second, ok, gains)
        return tally

    def _normalise(self, first: Rows, second: Rows, ok: Bools, gains: Mapping[str, Floats]) -> None:
        smallest = np.full(ok.shape, np.inf)
        for party, gain in gains.items():
            best = self.tally.best[party]
            counts = best > TOLERANCE * self.block.parties[party].scale
            normalised = gain / np.where(counts, best, 1.0)
            normalised[:, ~counts] = np.inf
            np.minimum(smallest, normalised, out=smallest)
        surplus = np.where(ok & np.isfinite(smallest), np.maximum(smallest, 0), 0.0)
        assert self.tally.surplus is not None
        self.tally.surplus[first, second] = np.einsum("bw,w->b", surplus, self.block.weights)
