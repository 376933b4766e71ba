"""Comparing sums with thresholds at a quarter of the bytes, exactly.

The values that a party can give to rows are mapped to 16-bit levels, world by world, by a map that never reverses an
order: a value above a threshold never gets a lower level. So levels decide wherever they differ; where they are equal,
the values themselves are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreement.scores import Bools, Floats

Levels = NDArray[np.uint16]
Rows = NDArray[np.intp]
NEVER = 0  # a row whose level is this reaches no threshold
TOP = 65535  # a threshold at this level is reached by no row
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
        return cls(low, np.where(width > 0, (TOP - 2) / np.where(width > 0, width, 1.0), 1.0))

    def rows(self, values: Floats, never: Bools | None = None) -> Levels:
        """Return levels 1 to TOP − 1 of values on the scale; NEVER where a row is barred."""
        levels = self._levels(values, TOP - 2)
        if never is not None:
            levels[never] = NEVER
        return levels

    def thresholds(self, values: Floats) -> Levels:
        """Return levels 1 to TOP of thresholds, which may lie anywhere; TOP for +∞."""
        return self._levels(values, TOP - 1)

    def _levels(self, values: Floats, most: int) -> Levels:
        scaled = values - self.low
        scaled *= self.steps
        np.clip(scaled, 0, most, out=scaled)
        levels = scaled.astype(np.uint16)
        levels += np.uint16(1)
        return levels


class Comparer:
    """Compares tables with thresholds, in memory that is used again."""

    def __init__(self, cells: int) -> None:
        """Set aside memory for so many cells at a time."""
        self._over = np.empty(cells, dtype=bool)
        self._tied = np.empty(cells, dtype=bool)

    def reached(
        self, levels: Levels, lines: Levels, exact: Callable[[Rows, Rows, Rows], Bools], all_exact: Callable[[], Bools]
    ) -> Bools:
        """Where do rows reach thresholds?

        Args:
            levels: Array (rows, worlds).
            lines: Levels of the thresholds, array (lines, worlds).
            exact: Judges single cells by their values, given their lines, rows and worlds.
            all_exact: Judges all cells by their values.

        Returns:
            Array (lines, rows, worlds), good until the next comparison.
        """
        shape = (len(lines), *levels.shape)
        cells = int(np.prod(shape))
        over, tied = self._over[:cells].reshape(shape), self._tied[:cells].reshape(shape)
        np.equal(levels, lines[:, None, :], out=tied)
        by_pair = tied.reshape(-1, shape[-1])
        pairs = np.flatnonzero(by_pair.any(axis=1))  # most pairs of a line and a row are equal in no world
        some = by_pair[pairs]
        ties = np.count_nonzero(some)
        if ties > TIES * cells:
            return all_exact()
        np.greater_equal(levels, lines[:, None, :], out=over)
        if ties:
            pair, world = np.nonzero(some)
            line, row = np.divmod(pairs[pair], len(levels))
            over[line, row, world] = exact(line, row, world)
        return over
