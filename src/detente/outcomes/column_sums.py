"""Sums over worlds that can be added up in any order, and from which shares, means and quantiles are made.

Sums of a block are exact fractions and whole numbers from there on, so the same worlds have the same sums, to the last
bit, whatever parts they were worked out in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from detente.arrays import AnyArray, Floats, Longs
from detente.worlds.errors import Interval, Z, of_share
from detente.worlds.worlds import BLOCK

PIECES = 1024  # of an octave: values in one of them are taken for its middle, which is off by a thousandth at most
ATOM = 2.0**-20  # weights are counted in these for quantiles
NOTHING = (Fraction(0),) * 5


@dataclass(frozen=True)
class ColumnSums:
    """What is added up of one column; worlds without a finite value are left out, and counted by weight.

    Attributes:
        sums: Σw, Σw², Σwx, Σw²x and Σw²x², of weights w and values x.
        lowest: Smallest value.
        highest: Largest value.
        pieces: Of a number: piece of an octave → weight of the worlds with a value in it, in atoms.
    """

    sums: tuple[Fraction, Fraction, Fraction, Fraction, Fraction] = NOTHING
    lowest: float = np.inf
    highest: float = -np.inf
    pieces: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, values: AnyArray, weights: Floats, numbers: bool) -> ColumnSums:
        """Add up a column over some blocks of worlds.

        Args:
            values: Array (worlds), of yes or no or of numbers; the first world is the first one of a block.
            weights: Array (worlds).
            numbers: Whether they are numbers.
        """
        there = np.isfinite(values)
        x, w = np.where(there, values, 0).astype(np.float64), np.where(there, weights, 0.0)
        terms = (w, w * w, w * x, w * w * x, w * w * x * x)
        first, second, third, fourth, fifth = map(_exact, terms)
        if not there.any():
            return cls()
        found: Counter[int] = Counter()
        if numbers:
            places, which = np.unique(pieces(x[there]), return_inverse=True)
            atoms = np.zeros(len(places), dtype=np.int64)
            np.add.at(atoms, which, np.rint(w[there] / ATOM).astype(np.int64))
            found.update(dict(zip(places.tolist(), atoms.tolist(), strict=True)))
        return cls((first, second, third, fourth, fifth), float(x[there].min()), float(x[there].max()), found)

    def and_of(self, other: ColumnSums) -> ColumnSums:
        """Return the sums over these worlds and others."""
        a, b, c, d, e = (one + two for one, two in zip(self.sums, other.sums, strict=True))
        lowest, highest = min(self.lowest, other.lowest), max(self.highest, other.highest)
        pieces = self.pieces.copy()
        pieces.update(other.pieces)
        return ColumnSums((a, b, c, d, e), lowest, highest, pieces)

    @property
    def weight(self) -> float:
        """Σw."""
        return float(self.sums[0])

    @property
    def effective(self) -> float:
        """How many equally weighted worlds say as much ([Kish1965])."""
        return float(self.sums[0] ** 2 / self.sums[1]) if self.sums[1] else 0.0

    @property
    def share(self) -> Interval:
        """The share of worlds in which a yes-or-no column holds, with its error ([Wilson1927])."""
        spread = self._mean * (1 - self._mean)
        return of_share(float(self._mean), float(spread / self._variance) if spread > 0 else self.effective)

    @property
    def mean(self) -> Interval:
        """The mean of a number, with its error: 1.645 standard errors to either side."""
        middle, half = float(self._mean), Z * float(self._variance) ** 0.5
        return Interval(middle, middle - half, middle + half)

    @property
    def _mean(self) -> Fraction:
        return self.sums[2] / self.sums[0]

    @property
    def _variance(self) -> Fraction:
        """That of the mean: Σ(w (x − mean))² / (Σw)², which rounding may leave below 0."""
        w, ww, _, wwx, wwxx = self.sums
        return max(Fraction(0), (wwxx - 2 * self._mean * wwx + self._mean**2 * ww) / w**2)

    def quantiles(self, shares: Iterable[float]) -> dict[float, float]:
        """Return share → the value below which so much of the weight lies, to a thousandth of the value.

        Example:
            >>> found = ColumnSums.of(np.arange(1.0, 1001.0), np.ones(1000), numbers=True).quantiles([0.0, 0.5, 1.0])
            >>> [round(value / right, 2) for value, right in zip(found.values(), (1, 500, 1000))]
            [1.0, 1.0, 1.0]
        """
        order = sorted(self.pieces)
        below = np.cumsum([self.pieces[number] for number in order], dtype=np.int64)
        found = {}
        for share in shares:
            at = int(np.searchsorted(below, share * float(below[-1]), side="left"))
            found[share] = float(np.clip(middle(order[min(at, len(order) - 1)]), self.lowest, self.highest))
        return found


def _exact(terms: Floats) -> Fraction:
    """Add up terms: as numbers within each block of worlds, exactly from there on."""
    blocks = np.add.reduceat(terms, np.arange(0, len(terms), BLOCK))
    return sum(map(Fraction, blocks.tolist()), Fraction(0))


def pieces(values: Floats) -> Longs:
    """Return for each value the number of its piece of an octave, in the order of the values; 0 for 0.

    Example:
        >>> pieces(np.array([-1.0, 0.0, 1.0, 1.0001, 2.0])).tolist()
        [-1049601, 0, 1049601, 1049601, 1050625]
    """
    part, octave = np.frexp(np.abs(values))
    number = (octave.astype(np.int64) + PIECES) * PIECES + np.floor((part - 0.5) * 2 * PIECES).astype(np.int64) + 1
    return np.asarray(np.sign(values).astype(np.int64) * number, dtype=np.int64)


def middle(number: int) -> float:
    """Return the middle of a piece of an octave.

    Example:
        >>> round(middle(1049601), 4), middle(0)
        (1.0005, 0.0)
    """
    if number == 0:
        return 0.0
    octave, piece = divmod(abs(number) - 1, PIECES)
    return float(np.copysign(np.ldexp(0.5 + (piece + 0.5) / (2 * PIECES), octave - PIECES), number))


def joined_sums(parts: Iterable[Mapping[str, ColumnSums]]) -> dict[str, ColumnSums]:
    """Return name of a column → its sums over all parts."""
    found: dict[str, ColumnSums] = {}
    for part in parts:
        for name, sums in part.items():
            found[name] = found[name].and_of(sums) if name in found else sums
    return found
