"""Comparing sums with thresholds at a quarter of the bytes, exactly.

The values that a party can give to rows are mapped to 15-bit levels, world by world, by a map that never reverses an
order: a value above a threshold never gets a lower level. So levels decide wherever they differ; where they are equal,
the values themselves are looked at. A level less a threshold says how far above it is, so that of several parties the
least of these differences says whether all of them are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreement.scores import Bools, Floats

Levels = NDArray[np.int16]
Rows = NDArray[np.intp]
NEVER = -1  # a row whose level is this reaches no threshold
TOP = 32767  # a threshold at this level is reached by no row
TIES = 1 / 64  # from this share of equal levels on, comparing all values is quicker than looking at some


@dataclass(frozen=True)
class Scale:
    """The map from values to levels in each world.

    Attributes:
        low: The least value that a row can have.
        steps: Levels a point.
    """

    low: Floats
    steps: Floats

    @classmethod
    def between(cls, low: Floats, high: Floats) -> Scale:
        """Return the scale for values from `low` to `high`, one of each a world."""
        width = high - low
        return cls(low, np.where(width > 0, (TOP - 1) / np.where(width > 0, width, 1.0), 1.0))

    def rows(self, values: Floats, never: Bools | None = None) -> Levels:
        """Return levels 0 to TOP − 1 of values on the scale; NEVER where a row is barred."""
        levels = self._levels(values, TOP - 1)
        if never is not None:
            levels[never] = NEVER
        return levels

    def thresholds(self, values: Floats) -> Levels:
        """Return levels 0 to TOP of thresholds, which may lie anywhere; TOP for +∞."""
        return self._levels(values, TOP)

    def _levels(self, values: Floats, most: int) -> Levels:
        scaled = values - self.low
        scaled *= self.steps
        np.clip(scaled, 0, most, out=scaled)
        return scaled.astype(np.int16)


class Comparer:
    """Compares tables with thresholds, in memory that is used again."""

    def __init__(self, cells: int) -> None:
        """Set aside memory for so many cells at a time."""
        self._above, self._other = (np.empty(cells, dtype=np.int16) for _ in range(2))
        self._over = np.empty(cells, dtype=bool)

    def reached(
        self,
        pairs: Sequence[tuple[Levels, Levels]],
        exact: Callable[[Rows, Rows, Rows], Bools],
        all_exact: Callable[[], Bools],
    ) -> Bools:
        """Where do rows reach thresholds, of all parties together?

        Args:
            pairs: For each party, levels (rows, worlds) and levels of thresholds (lines, worlds).
            exact: Judges single cells by their values, given their lines, rows and worlds.
            all_exact: Judges all cells by their values.

        Returns:
            Array (lines, rows, worlds), good until the next comparison.
        """
        shape = (len(pairs[0][1]), *pairs[0][0].shape)
        cells = int(np.prod(shape))
        above, other, over = (memory[:cells].reshape(shape) for memory in (self._above, self._other, self._over))
        for number, (levels, lines) in enumerate(pairs):
            np.subtract(levels, lines[:, None, :], out=other if number else above)
            if number:
                np.minimum(above, other, out=above)
        np.equal(above, 0, out=over)
        tied = np.flatnonzero(over.any(axis=2))  # most lines of worlds have no tie
        pair, world = np.nonzero(over.reshape(-1, shape[2])[tied])
        if len(pair) > TIES * cells:
            return all_exact()
        np.greater_equal(above, 0, out=over)
        if len(pair):
            line, row = np.divmod(tied[pair], shape[1])
            over[line, row, world] = exact(line, row, world)
        return over
