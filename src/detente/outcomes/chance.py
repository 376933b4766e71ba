"""Which share of the variation of a headline chance alone explains, however many judgements are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from detente.arrays import Floats, Ints, Longs, Shorts
from detente.compiled.kernels import Kernel
from detente.worlds.strata import key

FAMILY = 0.01  # probability that pure noise shows any driver at all
SHUFFLES = 500
running_sums = Kernel("detente.outcomes.chance_kernels", "running_sums")
Counts = tuple[int, ...]
MANY = 20_000  # from so many worlds on, the limit for many worlds stands for shuffling them


class ChanceLevels:
    """The η² that splits which have nothing to do with a headline hardly ever reach, one of all of them.

    Worlds are shuffled against the bins, which keeps their weights. The mean, the spread and the skewness of η² then
    give a Pearson curve of type III, and this the level that one of so many splits passes with probability `FAMILY`:
    with so few shuffles it could not be read off. For many worlds that curve becomes χ² with one degree of freedom less
    than there are bins, times Σ(w·(v − mean))² / (Σw · Σw·(v − mean)²).
    """

    def __init__(self, value: Floats, weight: Floats, seed: int, splits: Sequence[Counts]) -> None:
        """Look at a headline.

        Args:
            value: What it says in each world, 0 or 1, not always the same.
            weight: Weight of each world.
            seed: Seed of the shuffles.
            splits: How many worlds lie in each bin of every split that is looked at.
        """
        deviation = weight * (value - np.average(value, weights=weight))
        self.size, self.splits = len(value), len(splits)
        self._total = float(np.sum(deviation * (value - np.average(value, weights=weight))))
        self._scale = float(np.sum(deviation**2) / (weight.sum() * self._total))
        self._levels: dict[Counts, float] = {}
        if self.size < MANY:
            self._ends = np.unique([0, self.size, *(end for counts in {*splits} for end in np.cumsum(counts))])
            self._sums = _running(deviation, _shuffled(self.size, seed), self._ends)
            self._mass = _mass(weight.tobytes(), self.size, seed)

    def of(self, counts: Counts) -> float:
        """Return the level for bins of such counts, one of those looked at, whatever worlds they hold."""
        if counts not in self._levels:
            self._levels[counts] = self._level(counts)
        return self._levels[counts]

    def _level(self, counts: Counts) -> float:
        from scipy.special import chdtri, gammainccinv  # slow to load, and not needed where nothing is ranked

        freedom, chance = len(counts) - 1, -np.expm1(np.log1p(-FAMILY) / max(self.splits, 1))
        if freedom == 0:
            return 1.0
        if self.size >= MANY:
            return float(self._scale * chdtri(freedom, chance))
        ends = np.cumsum((0, *counts))
        sums = np.diff(self._sums[:, np.searchsorted(self._ends, ends)], axis=1)
        mass = np.diff(self._mass[:, ends], axis=1)
        null = np.sum(np.divide(sums**2, mass, out=np.zeros_like(sums), where=mass > 0), axis=1) / self._total
        mean, spread = float(null.mean()), float(null.std())
        if spread == 0:
            return mean
        least = np.sqrt(8 / freedom)  # that of χ²
        skewness = max(float(np.mean((null - mean) ** 3)) / spread**3, float(least))
        shape = 4 / skewness**2
        return mean + spread * float((gammainccinv(shape, chance) - shape) / np.sqrt(shape))


def counted(bins: Ints) -> Counts:
    """Return how many worlds lie in each bin, the fewest first, without bins that hold none.

    Example:
        >>> counted(np.array([0, 3, 0]))
        (1, 2)
    """
    return tuple(sorted(n for n in np.bincount(bins).tolist() if n))


@lru_cache(maxsize=2)
def _shuffled(size: int, seed: int) -> Shorts:
    """Array (shuffles, worlds): each row is a shuffle of all."""
    rng = np.random.Generator(np.random.Philox(key(seed, "permutations")))
    return rng.permuted(np.broadcast_to(np.arange(size), (SHUFFLES, size)), axis=1).astype(np.int16, order="C")


@lru_cache(maxsize=2)
def _mass(weight: bytes, size: int, seed: int) -> Floats:
    """Return the sums of the weights of the first 0, 1, … worlds of each shuffle, which all headlines share."""
    return _running(np.frombuffer(weight), _shuffled(size, seed), np.arange(size + 1))


def _running(values: Floats, order: Shorts, ends: Longs) -> Floats:
    """Array (shuffles, ends): sum of the values of the first so many worlds of each shuffle; the first end is 0."""
    sums = np.empty((len(order), len(ends)))
    running_sums(*order.shape, len(ends), values, order, ends, sums)
    return sums
