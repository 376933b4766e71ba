"""Counts over a block of worlds: how often each package is attainable, with which options, scopes and vetoes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import AnyArray, Bools, Floats
from detente.chapters.agreement.judging.best_gains import Batch, Gains, Gatherer
from detente.chapters.agreement.judging.quantised_sums import Bits
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores

BYTES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(float)  # the bits of every byte


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
        gains: The gains in the block, if they were asked for.
        trace: Paths of the judgements that were read.
    """

    attainable: Floats
    any: Bools
    by_option: tuple[Bools, ...]
    by_scope: dict[str, Bools]
    vetoed: dict[str, tuple[Floats, Bools]]
    waived: dict[str, tuple[Floats, Bools]]
    gains: Gains | None
    trace: frozenset[str] = frozenset()


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
        """Work out the weight of every possible byte of eight worlds, unless all weights are 1."""
        self._sums: Floats | None = None
        if not (weights == 1).all():
            eights = np.zeros((-(-len(weights) // 8), 8))
            eights.flat[: len(weights)] = weights
            self._sums = (eights[:, None, :] * BYTES).sum(axis=2).ravel()
            self._starts = 256 * np.arange(len(eights))

    def __call__(self, bits: Bits) -> Floats:
        """Return the weight of the worlds in each row of bits; exact where all weights are 1."""
        if self._sums is None:
            return np.asarray(np.bitwise_count(words(bits)).sum(axis=1, dtype=np.int64), dtype=float)
        return np.asarray(self._sums.take(bits + self._starts).sum(axis=1))


class Counter:
    """Counts attainable packages."""

    def __init__(self, plan: Groundwork, block: Scores, gatherer: Gatherer | None) -> None:
        """Start with nothing counted; pass a gatherer if gains are wanted."""
        self.plan, self.block, self.gatherer = plan, block, gatherer
        self.shape = plan.packages.shape
        self.bytes = -(-block.size // 8)
        self.attainable = np.zeros(self.shape)
        self.vetoed = {name: self._nothing() for name in plan.vetoes}
        self.waived = {name: self._nothing() for name in plan.waivers}  # only what becomes attainable by the waiver
        self._by_first, self._by_second = (np.zeros((rows, self.bytes), dtype=np.uint8) for rows in self.shape)
        self._by_scope = {name: np.zeros(self.bytes, dtype=np.uint8) for name in plan.scopes}

    def _nothing(self) -> tuple[Floats, Bits]:
        return np.zeros(self.shape), np.zeros(self.bytes, dtype=np.uint8)

    def count(self, batch: Batch, weight: Floats) -> None:
        """Count some packages, which come in rising order of the rows of the first half.

        Args:
            batch: The packages.
            weight: The weight of the worlds in which each is attainable.
        """
        first, second, ok = batch.first, batch.second, batch.ok
        self.attainable[first, second] = weight
        starts = np.flatnonzero(np.r_[True, np.diff(first) > 0])
        self._by_first[first[starts]] |= np.bitwise_or.reduceat(words(ok), starts, axis=0).view(np.uint8)
        for start, stop in zip(starts, [*starts[1:], len(first)], strict=True):
            self._by_second[second[start:stop]] |= ok[start:stop]
        for name, (of_first, of_second) in self.plan.scopes.items():
            self._by_scope[name] |= np.bitwise_or.reduce(ok[of_first[first] & of_second[second]], axis=0)
        if self.gatherer is not None:
            self.gatherer.add(batch)

    def close(self) -> Tally:
        """Return the tally, once every package is counted."""
        lines = self._lines(np.bitwise_or.reduce(self._by_first, axis=0))
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
            gains=None if self.gatherer is None else self.gatherer.gains(),
        )

    def _lines(self, bits: Bits) -> Bools:
        return np.unpackbits(bits, axis=-1, count=self.block.size).view(bool)

    def _by_option(self) -> tuple[Bools, ...]:
        found: list[Bools] = [np.zeros(0, dtype=bool)] * len(self.plan.packages.issues)
        for half, column, n in self.plan.options():
            numbers = self.plan.packages.rows[half][:, column]
            bits = (self._by_first, self._by_second)[half]
            ladder = self.plan.case.ladder(self.plan.packages.issues[n])
            rows = [np.bitwise_or.reduce(bits[numbers == option], axis=0) for option in range(len(ladder))]
            found[n] = self._lines(np.array(rows))
        return tuple(found)
