"""Counts over a block of worlds: how often each package is attainable, with which options, scopes and vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import AnyArray, Bools, Floats, Ints
from detente.chapters.agreement.judging.best_gains import Batch, Gains, Gatherer
from detente.chapters.agreement.judging.value_tables import Bits
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores
from detente.compiled.kernels import Kernel

weigh_rows = Kernel("detente.chapters.agreement.judging.comparison_kernels", "weigh_rows")
HALVES = np.unpackbits(np.arange(16, dtype=np.uint8)[:, None], axis=1)[:, 4:].astype(float)  # the bits of half a byte


@dataclass(frozen=True)
class Listing:
    """A list of packages, each once.

    Attributes:
        first: Row of the first half, for each package.
        second: Row of the second half.
    """

    first: Ints
    second: Ints

    def laid_out(self, shape: tuple[int, int], values: Floats) -> Floats:
        """Return a value of each package laid out as P(x): array (rows of the first half, of the second), else 0."""
        table = np.zeros(shape)
        table[self.first, self.second] = values
        return table


@dataclass(frozen=True)
class Switched:
    """What would be attainable if another party were asked, or one were not.

    Attributes:
        packages: The packages for which it matters.
        weight: For each of them, the weight of the worlds in which it would be attainable; with a consent taken for
            granted, of those in which it is not attainable anyway.
        any: In which worlds some package would be attainable.
    """

    packages: Listing
    weight: Floats
    any: Bools


@dataclass(frozen=True)
class Tally:
    """The counts of a block; weights are sums over its worlds.

    Attributes:
        packages: The packages that are attainable in some world of the block.
        where: Bits (packages, worlds): where each is attainable.
        weight: For each of them, the weight of those worlds.
        any: In which worlds some package is attainable.
        by_option: For each issue, array (options, worlds): some attainable package has the option.
        by_scope: Scope → in which worlds some package of it is attainable.
        vetoed: Party → what would be attainable if its consent were needed too.
        waived: Name → what would be attainable if that consent could be taken for granted.
        gains: The gains by these packages, if they were asked for.
    """

    packages: Listing
    where: Bits
    weight: Floats
    any: Bools
    by_option: tuple[Bools, ...]
    by_scope: Mapping[str, Bools]
    vetoed: Mapping[str, Switched]
    waived: Mapping[str, Switched]
    gains: Gains | None


def words(bits: Bits) -> AnyArray:
    """Return the same bits as 64-bit words where rows divide evenly into them: they are quicker to go through."""
    fits = bits.ndim == 2 and bits.shape[1] % 8 == 0 and bits.flags.c_contiguous
    return bits.view(np.uint64) if fits else bits


class BlockWeights:
    """Weighs rows of bits by the weights of the worlds; what a row weighs does not depend on the other rows.

    Example:
        >>> import numpy as np
        >>> bits = np.packbits(np.array([[True, False, True]]), axis=1)
        >>> BlockWeights(np.ones(3))(bits).tolist(), BlockWeights(np.array([0.5, 2.0, 0.25]))(bits).tolist()
        ([2.0], [0.75])
    """

    def __init__(self, weights: Floats) -> None:
        """Work out the weight of every possible half a byte, of four worlds, unless all weights are 1."""
        self._sums: Floats | None = None
        if not (weights == 1).all():
            fours = np.zeros((-(-len(weights) // 8), 2, 1, 4))
            fours.flat[: len(weights)] = weights
            one, two, three, four = np.moveaxis(fours * HALVES, 3, 0)
            self._sums = (one + two) + (three + four)

    def __call__(self, bits: Bits) -> Floats:
        """Return the weight of the worlds in each row of bits; exact where all weights are 1."""
        if self._sums is None:
            return np.asarray(np.bitwise_count(words(bits)).sum(axis=1, dtype=np.int64), dtype=float)
        weights = np.empty(len(bits))
        weigh_rows(*bits.shape, np.ascontiguousarray(bits), self._sums, weights)
        return weights


class SwitchedCounter:
    """Counts packages that would be attainable if another party were asked, or one were not."""

    def __init__(self, size: int) -> None:
        """Start with nothing counted, in a block of so many worlds."""
        self._first: list[Ints] = []
        self._second: list[Ints] = []
        self._weight: list[Floats] = []
        self._any = np.zeros(-(-size // 8), dtype=np.uint8)
        self._size = size

    def count(self, packages: Listing, where: Bits, weight: Floats) -> None:
        """Count packages, given where each would be attainable and the weight of those worlds."""
        self._first.append(packages.first)
        self._second.append(packages.second)
        self._weight.append(weight)
        self._any |= np.bitwise_or.reduce(where, axis=0)

    def close(self) -> Switched:
        """Return what was counted."""
        return Switched(
            Listing(_joined_rows(self._first), _joined_rows(self._second)),
            np.concatenate([np.zeros(0), *self._weight]),
            lines(self._any, self._size),
        )


class Counter:
    """Counts attainable packages."""

    def __init__(self, plan: Groundwork, block: Scores, gatherer: Gatherer | None) -> None:
        """Start with nothing counted; pass a gatherer if gains are wanted."""
        self.plan, self.block, self.gatherer = plan, block, gatherer
        self.bytes = -(-block.size // 8)
        self.vetoed = {name: SwitchedCounter(block.size) for name in plan.vetoes}
        self.waived = {name: SwitchedCounter(block.size) for name in plan.waivers}  # only what is beyond the rest
        self._batches: list[Batch] = []
        self._weights: list[Floats] = []
        self._by_first, self._by_second = (np.zeros((rows, self.bytes), dtype=np.uint8) for rows in plan.packages.shape)
        self._by_scope = {name: np.zeros(self.bytes, dtype=np.uint8) for name in plan.scopes}

    def count(self, batch: Batch, weight: Floats) -> None:
        """Count some packages, which come in rising order of the rows of the first half.

        Args:
            batch: The packages.
            weight: The weight of the worlds in which each is attainable.
        """
        first, second, ok = batch.first, batch.second, batch.ok
        self._batches.append(batch)
        self._weights.append(weight)
        starts = np.flatnonzero(np.r_[True, np.diff(first) > 0])
        self._by_first[first[starts]] |= np.bitwise_or.reduceat(words(ok), starts, axis=0).view(np.uint8)
        for start, stop in zip(starts, [*starts[1:], len(first)], strict=True):
            self._by_second[second[start:stop]] |= ok[start:stop]
        for name, (of_first, of_second) in self.plan.scopes.items():
            self._by_scope[name] |= np.bitwise_or.reduce(ok[of_first[first] & of_second[second]], axis=0)

    def close(self) -> Tally:
        """Return the tally, once every package is counted."""
        size = self.block.size
        return Tally(
            packages=Listing(
                _joined_rows([batch.first for batch in self._batches]),
                _joined_rows([batch.second for batch in self._batches]),
            ),
            where=np.concatenate([np.zeros((0, self.bytes), dtype=np.uint8), *(batch.ok for batch in self._batches)]),
            weight=np.concatenate([np.zeros(0), *self._weights]),
            any=lines(np.bitwise_or.reduce(self._by_first, axis=0), size),
            by_option=self._by_option(),
            by_scope={name: lines(bits, size) for name, bits in self._by_scope.items()},
            vetoed={name: counter.close() for name, counter in self.vetoed.items()},
            waived={name: counter.close() for name, counter in self.waived.items()},
            gains=None if self.gatherer is None else self.gatherer.gains(self._batches),
        )

    def _by_option(self) -> tuple[Bools, ...]:
        found: list[Bools] = [np.zeros(0, dtype=bool)] * len(self.plan.packages.issues)
        for half, column, n in self.plan.options():
            numbers = self.plan.packages.rows[half][:, column]
            bits = (self._by_first, self._by_second)[half]
            ladder = self.plan.case.ladder(self.plan.packages.issues[n])
            rows = [np.bitwise_or.reduce(bits[numbers == option], axis=0) for option in range(len(ladder))]
            found[n] = lines(np.array(rows), self.block.size)
        return tuple(found)


def lines(bits: Bits, worlds: int) -> Bools:
    """Return bits as booleans, one for each world."""
    return np.unpackbits(bits, axis=-1, count=worlds).view(bool)


def _joined_rows(rows: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.intp), *rows])
