"""Comparing sums with thresholds at a quarter of the bytes, exactly.

The values that a party can give to rows are mapped to 15-bit levels, world by world, by a map that never reverses an
order: a value above a threshold never gets a lower level. So levels decide wherever they differ; where they are equal,
the values themselves are looked at. A level less a threshold says how far above it is, so that of several parties the
smallest of these differences tells whether all are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.arrays import Bools, Floats, Ints

Levels = NDArray[np.int16]
Bits = NDArray[np.uint8]  # worlds along the last axis, eight a byte
NEVER = -1  # a row whose level is this reaches no threshold
TOP = 32767  # a threshold at this level is reached by no row, one at 0 by every row that is not barred
SHARP = 1e12  # levels a point where all rows are worth the same
AT_A_TIME = 64  # rows whose levels are worked out together
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
        return cls(low, np.where(width > 0, (TOP - 2) / np.where(width > 0, width, 1.0), SHARP))

    def rows(self, values: Floats, never: Bools | None = None) -> Levels:
        """Return levels 1 to TOP − 1 of values on the scale; NEVER where a row is barred."""
        levels = self._levels((values[some].copy() for some in _parts(len(values))), values.shape, 1, TOP - 1)
        if never is not None:
            levels[never] = NEVER
        return levels

    def thresholds(self, least: Floats, own: Floats, never: Bools | None = None) -> Levels:
        """Return levels 0 to TOP of thresholds, what is asked for minus what rows bring; TOP where a row is barred."""
        levels = self._levels((least - own[some] for some in _parts(len(own))), own.shape, 0, TOP)
        if never is not None:
            levels[never] = TOP
        return levels

    def _levels(self, parts: Iterable[Floats], shape: tuple[int, ...], least: int, most: int) -> Levels:
        """Return the levels of values, which come a few rows at a time to fit into the cache and are overwritten."""
        levels = np.empty(shape, dtype=np.int16)
        start = 0
        for values in parts:
            np.subtract(values, self.low, out=values)
            np.multiply(values, self.steps, out=values)
            np.add(values, 1, out=values)
            np.clip(values, least, most, out=values)
            levels[start : start + len(values)] = values
            start += len(values)
        return levels


def _parts(rows: int) -> Iterator[slice]:
    return (slice(start, start + AT_A_TIME) for start in range(0, rows, AT_A_TIME))


@dataclass(frozen=True)
class RowTable:
    """The worth of rows of the second half to a party, some of its linkages included; written out only when needed.

    Attributes:
        base: What the rows are worth without linkages: array (rows, worlds).
        more: For each linkage, array (rows): which rows match it, and array (worlds): what it adds.
        levels: The levels of the sums; NEVER where a red line is crossed.
    """

    base: Floats
    more: tuple[tuple[Bools, Floats], ...]
    levels: Levels

    def raised(self, more: tuple[tuple[Bools, Floats], ...], scale: Scale) -> RowTable:
        """Return this table, which includes no linkages, with some included."""
        some_raised = np.flatnonzero(np.logical_or.reduce([rows for rows, _ in more]))
        levels = self.levels.copy()
        for start in range(0, len(some_raised), AT_A_TIME):
            some = some_raised[start : start + AT_A_TIME]
            values = self.base[some]
            for rows, worth in more:
                values[rows[some]] += worth
            levels[some] = scale.rows(values, levels[some] == NEVER)
        return RowTable(self.base, more, levels)

    @cached_property
    def values(self) -> Floats:
        """The sums: array (rows, worlds)."""
        if not self.more:
            return self.base
        values = self.base.copy()
        for rows, worth in self.more:
            values[rows] += worth
        return values

    @cached_property
    def open(self) -> Floats:
        """The sums, −∞ where a red line is crossed."""
        return np.where(self.levels == NEVER, -np.inf, self.values)

    def cells(self, row: Ints, world: Ints) -> Floats:
        """Return the sums of single cells."""
        found = self.base[row, world]
        for rows, worth in self.more:
            has = rows[row]
            found[has] += worth[world[has]]
        return found


@dataclass(frozen=True)
class Thresholds:
    """The worth that rows of the second half must have to a party to go with rows of the first.

    Attributes:
        least: The worth from which on the party accepts, in each world.
        own: What the rows of the first half are worth: array (rows, worlds).
        levels: The levels of what is missing; TOP where a red line is crossed.
    """

    least: Floats
    own: Floats
    levels: Levels

    @cached_property
    def values(self) -> Floats:
        """The thresholds: array (rows, worlds)."""
        return np.asarray(self.least - self.own)

    def cells(self, row: Ints, world: Ints) -> Floats:
        """Return the thresholds of single cells."""
        return np.asarray(self.least[world] - self.own[row, world])


@dataclass(frozen=True)
class Part:
    """Some rows of a table.

    Attributes:
        table: The values of the rows of the second half that differ to a party, with some of its linkages.
        rows: Which rows of the table.
        place: For every row of the second half that is looked at, where it is among those.
    """

    table: RowTable
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
        return np.asarray(self.table.open[self.rows].max(axis=0))


class Side(NamedTuple):
    """One party's rows of the second half, and the thresholds for them: rows, thresholds, which of the thresholds."""

    part: Part
    lines: Thresholds
    firsts: Ints

    def exact(self, line: Ints, row: Ints, world: Ints) -> Bools:
        """Return whether single cells at which no red line is crossed reach their threshold, by their values."""
        there = self.part.table.cells(self.part.rows[row], world) >= self.lines.cells(self.firsts[line], world)
        return np.asarray(there)

    def all_exact(self) -> Bools:
        """Return whether cells reach their threshold, by their values: array (lines, rows, worlds)."""
        lines = self.lines.values[self.firsts]
        lines[self.lines.levels[self.firsts] == TOP] = np.inf
        return np.asarray(self.part.table.open[self.part.rows] >= lines[:, None, :])


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
