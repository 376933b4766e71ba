"""Which share of the variation of a headline chance alone explains, however many judgements are looked at."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from detente.arrays import Floats, Ints
from detente.worlds.strata import key

FAMILY = 0.01  # probability that pure noise shows any driver at all
SHUFFLES = 500
MANY = 20_000  # from so many worlds on, the limit for many worlds stands for shuffling them


class ChanceLevels:
    """The η² that splits which have nothing to do with a headline hardly ever reach, one of all of them.

    Worlds are shuffled against the bins, which keeps their weights. The mean, the spread and the skewness of η² then
    give a Pearson curve of type III, and this the level that one of so many splits passes with probability `FAMILY`:
    with so few shuffles it could not be read off. For many worlds that curve becomes χ² with one degree of freedom less
    than there are bins, times Σ(w·(v − mean))² / (Σw · Σw·(v − mean)²).
    """

    def __init__(self, value: Floats, weight: Floats, seed: int, splits: int) -> None:
        """Look at a headline.

        Args:
            value: What it says in each world, 0 or 1, not always the same.
            weight: Weight of each world.
            seed: Seed of the shuffles.
            splits: How many splits are looked at.
        """
        deviation = weight * (value - np.average(value, weights=weight))
        self.size, self.splits = len(value), splits
        self._total = float(np.sum(deviation * (value - np.average(value, weights=weight))))
        self._scale = float(np.sum(deviation**2) / (weight.sum() * self._total))
        self._levels: dict[tuple[int, ...], float] = {}
        if self.size < MANY:
            order = _shuffled(self.size, seed)
            self._sums, self._mass = _running(deviation, order), _mass(weight.tobytes(), self.size, seed)

    def of(self, bins: Ints) -> float:
        """Return the level for bins of such counts, whatever worlds they hold."""
        counts = tuple(sorted(n for n in np.bincount(bins).tolist() if n))
        if counts not in self._levels:
            self._levels[counts] = self._level(counts)
        return self._levels[counts]

    def _level(self, counts: tuple[int, ...]) -> float:
        from scipy.special import chdtri, gammainccinv  # slow to load, and not needed where nothing is ranked

        freedom, chance = len(counts) - 1, -np.expm1(np.log1p(-FAMILY) / max(self.splits, 1))
        if freedom == 0:
            return 1.0
        if self.size >= MANY:
            return float(self._scale * chdtri(freedom, chance))
        ends = np.cumsum((0, *counts))
        sums, mass = (np.diff(table[:, ends], axis=1) for table in (self._sums, self._mass))
        null = np.sum(np.divide(sums**2, mass, out=np.zeros_like(sums), where=mass > 0), axis=1) / self._total
        mean, spread = float(null.mean()), float(null.std())
        if spread == 0:
            return mean
        least = np.sqrt(8 / freedom)  # that of χ²
        skewness = max(float(np.mean((null - mean) ** 3)) / spread**3, float(least))
        shape = 4 / skewness**2
        return mean + spread * float((gammainccinv(shape, chance) - shape) / np.sqrt(shape))


@lru_cache(maxsize=2)
def _shuffled(size: int, seed: int) -> Ints:
    """Array (shuffles, worlds + 1): each row begins with −1, which is no world, and goes on with a shuffle of all."""
    rng = np.random.Generator(np.random.Philox(key(seed, "permutations")))
    order = np.full((SHUFFLES, size + 1), -1, dtype=np.intp)
    order[:, 1:] = rng.permuted(np.broadcast_to(np.arange(size), (SHUFFLES, size)), axis=1)
    return order


@lru_cache(maxsize=2)
def _mass(weight: bytes, size: int, seed: int) -> Floats:
    """Return the running sums of the weights of worlds, which all headlines share."""
    return _running(np.frombuffer(weight), _shuffled(size, seed))


def _running(values: Floats, order: Ints) -> Floats:
    """Array (shuffles, worlds + 1): sum of the values of the first so many worlds of each shuffle."""
    sums = np.append(values, 0.0)[order]
    np.cumsum(sums, axis=1, out=sums)
    return sums
