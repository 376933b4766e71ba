"""The states of a conflict as a grid, and the best or worst value that one move reaches, for all states at once.

Arrays over the grid have an axis for the worlds, then one for each group of options that the same decision makers move
freely, and one for each other option. A move of a decision maker changes only its own axes, so the best value that it
reaches from each state is a maximum along them. An array that does not depend on an axis may have length one there.
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
    """An axis of the grid: one option, or several that the same decision makers move freely.

    Attributes:
        options: The numbers of its options, most significant first.
        owners: The numbers of the decision makers that move along it.
        size: The number of places on it.
        up: Whether a move may go up.
        down: Whether a move may go down.
        jumps: Whether a move may go by several places.
    """

    options: tuple[int, ...]
    owners: frozenset[int]
    size: int
    up: bool
    down: bool
    jumps: bool

    @property
    def free(self) -> bool:
        """Whether one move can go from any place to any other."""
        return self.up and self.down and self.jumps

    def span(self, place: int) -> slice:
        """Return the places that are reached from a place by one move or by staying."""
        down = (0 if self.jumps else max(place - 1, 0)) if self.down else place
        up = (self.size if self.jumps else min(place + 2, self.size)) if self.up else place + 1
        return slice(down, up)


@dataclass(frozen=True, eq=False)
class Grid:
    """The states of a conflict, laid out by axes along which decision makers move.

    Attributes:
        conflict: The conflict; its preferences are not used.
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
        """The lengths of the axes, that of the worlds left out."""
        return tuple(axis.size for axis in self.axes)

    @cached_property
    def feasible(self) -> Bools | None:
        """Array (1, *shape): whether each state is feasible; None if all are."""
        return None if self.conflict.feasible.all() else self.spread(self.conflict.feasible)

    @cached_property
    def _order(self) -> tuple[int, ...]:
        last = len(self.conflict.options) - 1
        return tuple(last - k for axis in self.axes for k in axis.options)

    @cached_property
    def _moved(self) -> bool:
        return self._order != tuple(range(len(self._order)))

    def own(self, mover: int) -> tuple[int, ...]:
        """Return the numbers of the axes of a decision maker; number 0 is the axis of the worlds."""
        return self._owned[mover]

    @cached_property
    def _owned(self) -> tuple[tuple[int, ...], ...]:
        movers = range(len(self.conflict.decision_makers))
        return tuple(tuple(n for n, axis in enumerate(self.axes, 1) if i in axis.owners) for i in movers)

    def transitive(self, mover: int) -> bool:
        """Return whether a decision maker reaches by one move whatever it reaches by several."""
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
        """Turn a grid back into an array over worlds and states.

        Args:
            cells: Array (worlds, *shape), with length one along axes on which it does not depend.

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
        """Return a grid repeated along the axes on which it does not depend, without copying it."""
        shape = (len(cells), *self.shape)
        return cells if cells.shape == shape else np.broadcast_to(cells, shape)

    def masked(self, cells: Cells, fill: float) -> Cells:
        """Return a grid with a value put into the cells of all infeasible states."""
        return cells if self.feasible is None else np.where(self.feasible, cells, cells.dtype.type(fill))

    def best(self, mover: int, cells: Cells) -> Cells:
        """Return the largest value that a decision maker reaches from each state by one move or by staying.

        Args:
            mover: Its number.
            cells: The values, as a grid.

        Returns:
            A grid; the cells of infeasible states mean nothing.
        """
        return self._reach(np.maximum, mover, self.masked(cells, low(cells)))

    def worst(self, mover: int, cells: Cells) -> Cells:
        """Return the smallest value that a decision maker reaches from each state by one move or by staying.

        Args:
            mover: Its number.
            cells: The values, as a grid.

        Returns:
            A grid; the cells of infeasible states hold `high(cells)`.
        """
        found = self._reach(np.minimum, mover, self.masked(cells, high(cells)))
        return self.masked(found, high(cells))

    def worst_moving(self, mover: int, cells: Cells) -> Cells:
        """Return the smallest value that a decision maker reaches from each state by one move, staying excluded.

        Args:
            mover: Its number.
            cells: The values, as a grid.

        Returns:
            A grid, with `high(cells)` where there is no move and at infeasible states.
        """
        values = self.whole(self.masked(cells, high(cells)))
        moved = np.full(values.shape, high(cells), dtype=cells.dtype)
        # With each axis come the moves along earlier axes that also go along it, and those that go along it alone.
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
    """Return a number below all values of an array, which must be finite, and not negative if they are integers."""
    return -np.inf if cells.dtype.kind == "f" else -1


def high(cells: Cells) -> float:
    """Return a number above all values of an array, which must be finite."""
    return np.inf if cells.dtype.kind == "f" else int(np.iinfo(cells.dtype).max)


def comparable(values: Values, feasible: Bools) -> AnyArray:
    """Return values in as few bytes as keep their order: whole numbers are counted from the lowest one.

    Args:
        values: Array (..., states).
        feasible: Array (states,): whether each state is feasible; the values of others are replaced by a feasible one.

    Returns:
        Array of the same shape, of 16 or 32-bit integers from 0 that leave room for `high` and `low`, or of floats.
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
    """Return the ranks of integers that are too far apart for 32 bits."""
    return np.unique(values, return_inverse=True)[1].reshape(values.shape).astype(np.int32)


def _axis(numbers: tuple[int, ...], options: Sequence[Option]) -> Axis:
    first = options[0]
    size = prod(option.levels for option in options)
    jumps = first.jumps or size == 2 or first.free
    return Axis(numbers, frozenset(first.owners), size, first.up, first.down, jumps)


def _along(pick: np.ufunc, axis: Axis, n: int, cells: Cells, staying: Cells | None) -> Cells:
    """Reduce along one axis over the places that a move reaches, and over `staying` if it is given."""
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
