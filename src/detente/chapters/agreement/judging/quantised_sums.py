"""Comparing sums with thresholds at a quarter of the bytes, exactly.

The values that a party can give to rows are mapped to 15-bit levels, world by world, by a map that never reverses an
order: a value above a threshold never gets a lower level. So levels decide wherever they differ; where they are equal,
the values themselves are looked at. A level less a threshold says how far above it is, so that of several parties the
smallest of these differences tells whether all are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.arrays import Bools, Floats, Ints

Levels = NDArray[np.int16]
Bits = NDArray[np.uint8]  # worlds along the last axis, eight a byte
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


@dataclass(frozen=True)
class Graded:
    """Values of a party, and their levels: of rows, or the thresholds for rows.

    Attributes:
        values: Array (rows, worlds).
        levels: The same as levels, NEVER where a red line is crossed.
    """

    values: Floats
    levels: Levels


@dataclass(frozen=True)
class Part:
    """Some rows of a table.

    Attributes:
        table: The values of the rows of the second half that differ to a party, with some of its linkages.
        rows: Which rows of the table.
        place: For every row of the second half that is looked at, where it is among those.
    """

    table: Graded
    rows: Ints
    place: Ints

    @cached_property
    def apart(self) -> bool:
        """Whether all rows that are looked at differ to the party, and come in the same order."""
        return bool((np.diff(self.place) > 0).all())

    @cached_property
    def levels(self) -> Levels:
        """The levels of the rows: array (rows, worlds)."""
        return self.table.levels[self.rows]

    @cached_property
    def lowest(self) -> Levels:
        """The smallest level in each world."""
        return np.asarray(self.levels.min(axis=0))

    @cached_property
    def highest(self) -> Levels:
        """The largest level in each world."""
        return np.asarray(self.levels.max(axis=0))

    @cached_property
    def top(self) -> Floats:
        """The largest value in each world, −∞ where all rows are barred."""
        return np.asarray(self.values().max(axis=0))

    def values(self) -> Floats:
        """Return the values, −∞ where a row is barred: array (rows, worlds)."""
        return np.where(self.levels == NEVER, -np.inf, self.table.values[self.rows])


class Side(NamedTuple):
    """One party's rows of the second half, and the thresholds for them: rows, thresholds, which of the thresholds."""

    part: Part
    lines: Graded
    firsts: Ints

    def exact(self, line: Ints, row: Ints, world: Ints) -> Bools:
        """Return whether single cells reach their threshold, by their values."""
        there = self.part.table.values[self.part.rows[row], world] >= self.lines.values[self.firsts[line], world]
        return np.asarray(there & (self.part.levels[row, world] != NEVER))

    def all_exact(self) -> Bools:
        """Return whether cells reach their threshold, by their values: array (lines, rows, worlds)."""
        return np.asarray(self.part.values() >= self.lines.values[self.firsts][:, None, :])


class Comparer(Protocol):
    """Compares tables with thresholds."""

    def reached(self, sides: Sequence[Side]) -> Bits:
        """Return where rows reach the thresholds of all parties.

        Args:
            sides: The parties; all tell the same rows apart.

        Returns:
            Bits (lines × rows, worlds), good until the next comparison.
        """


class Passes:
    """Compares with NumPy, in passes over memory that is used again."""

    def __init__(self, cells: int) -> None:
        """Set aside memory for comparing so many cells at a time."""
        self._above, self._other = (np.empty(cells, dtype=np.int16) for _ in range(2))
        self._over = np.empty(cells, dtype=bool)

    def reached(self, sides: Sequence[Side]) -> Bits:
        """Return where rows reach the thresholds of all parties; see `Comparer`."""
        shape = (len(sides[0].firsts), *sides[0].part.levels.shape)
        cells = int(np.prod(shape))
        above, other, over = (memory[:cells].reshape(shape) for memory in (self._above, self._other, self._over))
        for number, side in enumerate(sides):
            np.subtract(side.part.levels, side.lines.levels[side.firsts][:, None, :], out=other if number else above)
            if number:
                np.minimum(above, other, out=above)
        np.equal(above, 0, out=over)
        tied = np.flatnonzero(over.any(axis=2))  # most lines of worlds have no tie
        pair, world = np.nonzero(over.reshape(-1, shape[2])[tied])
        if len(pair) > TIES * cells:
            over = np.logical_and.reduce([side.all_exact() for side in sides])
        else:
            np.greater_equal(above, 0, out=over)
            line, row = np.divmod(tied[pair], shape[1])
            over[line, row, world] = np.logical_and.reduce([side.exact(line, row, world) for side in sides])
        return np.packbits(over.reshape(-1, shape[2]), axis=1)
