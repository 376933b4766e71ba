"""The states as a grid, and the best or worst that one move leads to, for all states at once.

Arrays over the grid have a leading axis of worlds and then one axis for each group of options that the same decision
makers move freely, and one for every option that does not move freely. A move of a decision maker changes its own axes
only, so the best that it can reach from everywhere is a maximum over these axes. An array that does not depend on an
axis may have extent one there, and is then treated as if it were repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from detente.arrays import AnyArray, Bools
from detente.graph.conflict import Conflict, Option, Values

Cells = AnyArray


@dataclass(frozen=True)
class Axis:
    """One axis of the grid.

    Attributes:
        options: Numbers of the options that it stands for, most significant first.
        owners: Who moves along it.
        size: How many places it has.
        up: Whether one may move up.
        down: Whether one may move down.
        jumps: Whether one may move by several places at once.
    """

    options: tuple[int, ...]
    owners: frozenset[int]
    size: int
    up: bool
    down: bool
    jumps: bool

    @property
    def free(self) -> bool:
        """Whether every place can be reached from every other in one move."""
        return self.up and self.down and self.jumps

    def span(self, place: int) -> slice:
        """Which places can be reached from a place in one move, or by staying?"""
        down = (0 if self.jumps else max(place - 1, 0)) if self.down else place
        up = (self.size if self.jumps else min(place + 2, self.size)) if self.up else place + 1
        return slice(down, up)


@dataclass(frozen=True, eq=False)
class Grid:
    """The states of a conflict as a grid.

    Attributes:
        conflict: The conflict; its preferences are not looked at.
    """

    conflict: Conflict

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The axes after that of the worlds."""
        groups: dict[object, list[int]] = {}
        for k in reversed(range(len(self.conflict.options))):
            option = self.conflict.options[k]
            groups.setdefault(frozenset(option.owners) if option.free else k, []).append(k)
        return tuple(_axis(tuple(ks), [self.conflict.options[k] for k in ks]) for ks in groups.values())

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Extents of the axes."""
        return tuple(axis.size for axis in self.axes)

    @cached_property
    def feasible(self) -> Bools | None:
        """Array (1, *shape): which states can be; None if all can."""
        return None if self.conflict.feasible.all() else self.spread(self.conflict.feasible)

    @cached_property
    def _order(self) -> tuple[int, ...]:
        last = len(self.conflict.options) - 1
        return tuple(last - k for axis in self.axes for k in axis.options)

    @cached_property
    def _moved(self) -> bool:
        return self._order != tuple(range(len(self._order)))

    def own(self, mover: int) -> tuple[int, ...]:
        """Along which axes, counted with that of the worlds, does somebody move?"""
        return self._owned[mover]

    @cached_property
    def _owned(self) -> tuple[tuple[int, ...], ...]:
        movers = range(len(self.conflict.decision_makers))
        return tuple(tuple(n for n, axis in enumerate(self.axes, 1) if i in axis.owners) for i in movers)

    def transitive(self, mover: int) -> bool:
        """Can whatever somebody reaches by several moves be reached by one?"""
        return all(axis.jumps for axis in self.axes if mover in axis.owners)

    def spread(self, flat: AnyArray) -> Cells:
        """Lay out an array over states, or over worlds and states, as a grid.

        Args:
            flat: Array (states,) or (worlds, states).

        Returns:
            Array (worlds or 1, *shape).
        """
        if not self._moved:
            return flat.reshape(-1, *self.shape)
        rows = flat.reshape(-1, *self.conflict.shape)
        return rows.transpose(0, *(1 + n for n in self._order)).reshape(-1, *self.shape)

    def flat(self, cells: Cells) -> AnyArray:
        """Turn a grid back into an array over worlds and states, repeating what was given once.

        Args:
            cells: Array (worlds, *shape), with extent one where it does not depend on an axis.

        Returns:
            Array (worlds, states).
        """
        full = self.whole(cells)
        if not self._moved:
            return full.reshape(len(cells), -1)
        split = full.reshape(len(cells), *(self.conflict.shape[n] for n in self._order))
        back = np.argsort(self._order)
        return split.transpose(0, *(1 + int(n) for n in back)).reshape(len(cells), -1)

    def whole(self, cells: Cells) -> Cells:
        """Repeat a grid along the axes on which it does not depend, without copying it."""
        shape = (len(cells), *self.shape)
        return cells if cells.shape == shape else np.broadcast_to(cells, shape)

    def masked(self, cells: Cells, fill: float) -> Cells:
        """Write a value into the cells of all states that cannot be."""
        return cells if self.feasible is None else np.where(self.feasible, cells, cells.dtype.type(fill))

    def best(self, mover: int, cells: Cells) -> Cells:
        """What is the largest value that somebody reaches by one move or by staying?

        Args:
            mover: Who moves.
            cells: Values.

        Returns:
            The largest value from each state; from states that cannot be, something without meaning.
        """
        return self._reach(np.maximum, mover, self.masked(cells, low(cells)))

    def worst(self, mover: int, cells: Cells) -> Cells:
        """What is the smallest value that somebody reaches by one move or by staying?

        Args:
            mover: Who moves.
            cells: Values.

        Returns:
            The smallest value from each state, the largest number from states that cannot be.
        """
        found = self._reach(np.minimum, mover, self.masked(cells, high(cells)))
        return self.masked(found, high(cells))

    def worst_moving(self, mover: int, cells: Cells) -> Cells:
        """What is the smallest value that somebody reaches by one move, staying excluded?

        Args:
            mover: Who moves.
            cells: Values.

        Returns:
            The smallest value from each state, the largest number where there is no move.
        """
        values = self.whole(self.masked(cells, high(cells)))
        moved = np.full(values.shape, high(cells), dtype=cells.dtype)
        # Somebody moves along one of the first axes and anyhow along the next, or along the next one only.
        for n in self.own(mover):
            axis = self.axes[n - 1]
            moved = np.minimum(_along(np.minimum, axis, n, moved, moved), _along(np.minimum, axis, n, values, None))
        return self.masked(moved, high(cells))

    def _reach(self, pick: np.ufunc, mover: int, cells: Cells) -> Cells:
        own = [n for n in self.own(mover) if cells.shape[n] > 1]
        free = tuple(n for n in own if self.axes[n - 1].free)
        if free:
            cells = pick.reduce(cells, axis=free, keepdims=True)
        for n in own:
            if n not in free:
                cells = _along(pick, self.axes[n - 1], n, cells, cells)
        return cells


def low(cells: Cells) -> float:
    """What is below all values of an array? Values are finite, and not negative where they are integers."""
    return -np.inf if cells.dtype.kind == "f" else -1


def high(cells: Cells) -> float:
    """What is above all values of an array?"""
    return np.inf if cells.dtype.kind == "f" else int(np.iinfo(cells.dtype).max)


def comparable(values: Values, feasible: Bools) -> AnyArray:
    """Write values with as few bytes as compare just the same: whole numbers from 0 if they are whole.

    Args:
        values: Array (..., states).
        feasible: Array (states,): which states can be; the others get 0.

    Returns:
        Array of the same shape: 16, 32 or 64-bit integers that leave room above and below, or 64-bit floats.
    """
    if not feasible.all():
        values = np.where(feasible, values, values[..., [int(feasible.argmax())]])
    if values.dtype.kind == "f" and not np.array_equal(values, np.rint(values)):
        return values
    lowest, highest = values.min(), values.max()
    for dtype in (np.int16, np.int32):
        if int(highest) - int(lowest) < np.iinfo(dtype).max:
            found: AnyArray = np.empty(values.shape, dtype=dtype)
            np.subtract(values, lowest, out=found, casting="unsafe")
            return found
    return values.astype(np.float64) if values.dtype.kind == "f" else _ranked(values)


def _ranked(values: AnyArray) -> NDArray[np.int32]:
    """Integers too far apart for 32 bits, as ranks."""
    return np.unique(values, return_inverse=True)[1].reshape(values.shape).astype(np.int32)


def _axis(numbers: tuple[int, ...], options: Sequence[Option]) -> Axis:
    first = options[0]
    size = prod(option.levels for option in options)
    jumps = first.jumps or size == 2 or first.free
    return Axis(numbers, frozenset(first.owners), size, first.up, first.down, jumps)


def _along(pick: np.ufunc, axis: Axis, n: int, cells: Cells, staying: Cells | None) -> Cells:
    """Pick along one axis from the places that can be reached, and from what one has by staying there."""
    source = np.moveaxis(cells, n, 0)
    fill = high(cells) if pick is np.minimum else low(cells)
    found = np.full(cells.shape, fill, dtype=cells.dtype) if staying is None else staying.copy()
    target = np.moveaxis(found, n, 0)
    if axis.up:
        above = pick.accumulate(source[:0:-1], axis=0)[::-1] if axis.jumps else source[1:]
        pick(target[:-1], above, out=target[:-1])
    if axis.down:
        below = pick.accumulate(source[:-1], axis=0) if axis.jumps else source[:-1]
        pick(target[1:], below, out=target[1:])
    return found
