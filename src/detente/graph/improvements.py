"""The smallest value that the unilateral improvements of a decision maker reach, for all states at once.

The states that a decision maker can reach from each other form a row of the grid, laid out by its own axes. If a row is
sorted by the decision maker's preference, the best first, the improvements from a state stand in front of it, so that
the smallest value among them is a running minimum. Rows are sorted in pieces that fit into the cache. If options cannot
go back, or go by one level only, other states are reached from each of their levels, so each level has its own rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.arrays import AnyArray, Bools, Ints
from detente.graph.grid import Cells, Grid, high

PIECE = 2**16
Slices = tuple[slice, ...]


@dataclass(frozen=True)
class Fan:
    """Rows of states, sorted by the mover's preference.

    Attributes:
        order: Array (rows, columns): the columns of each row, that of the best state first.
        fresh: Array (rows, columns): whether a state in this order is worse than the one before it, not tied with it;
            None if there are no ties.
        stand: Array (rows, stands): the positions in this order of the states that are asked about; None if all are.
    """

    order: NDArray[np.integer[Any]]
    fresh: Bools | None
    stand: NDArray[np.integer[Any]] | None

    def only(self, rows: Ints) -> Fan:
        """Return a fan of some of the rows, chosen by their numbers."""
        fresh = None if self.fresh is None else self.fresh[rows]
        return Fan(self.order[rows], fresh, None if self.stand is None else self.stand[rows])

    def worst(self, values: AnyArray, first: int) -> AnyArray:
        """Return the smallest value among the improvements from each state that is asked about.

        Args:
            values: Array (rows, columns), or (1, columns) if all rows are the same.
            first: The column of the first state that is asked about.

        Returns:
            Array (rows, stands), with `high(values)` where there is no improvement.
        """
        ordered = (
            values[0][self.order] if len(values) < len(self.order) else np.take_along_axis(values, self.order, axis=1)
        )
        found = np.empty(self.order.shape, dtype=values.dtype)
        found[:, 0] = high(values)
        np.minimum.accumulate(ordered[:, :-1], axis=1, out=found[:, 1:])
        if self.fresh is not None:
            # Tied states do not improve on each other: all have the improvements of the first of them.
            found[~self.fresh] = high(values)
            np.minimum.accumulate(found, axis=1, out=found)
        columns = self.order
        if self.stand is not None:
            found = np.take_along_axis(found, self.stand, axis=1)
            columns = np.take_along_axis(columns, self.stand, axis=1) - self.order.dtype.type(first)
        placed = np.empty_like(found)
        np.put_along_axis(placed, columns, found, axis=1)
        return placed


@dataclass(frozen=True)
class Outlook:
    """One combination of places on the axes along which the mover does not move freely, and what it reaches from there.

    Attributes:
        here: For each axis, that of the worlds included, the places of the states that are asked about.
        seen: For each axis, the places that are reached from there by a move or by staying.
        first: The column of the first state asked about, in a row of the states that are reached.
        stands: The number of states asked about in a row.
        columns: The number of states reached in a row.
    """

    here: Slices
    seen: Slices
    first: int
    stands: int
    columns: int


@dataclass(frozen=True, eq=False)
class Improver:
    """The unilateral improvements of one decision maker.

    Attributes:
        grid: The states of the conflict.
        mover: The number of the decision maker.
        values: Array (worlds, *shape): its values, not negative if they are integers; `low` at infeasible states, so
            that no move there is an improvement.
    """

    grid: Grid
    mover: int
    values: Cells

    def worst(self, cells: Cells, news: Bools | None = None) -> Cells:
        """Return the smallest of `cells` that the mover reaches from each state by an improvement or by staying.

        Args:
            cells: The values, as a grid.
            news: Where `cells` is smaller than what the last call returned; None at the first call.

        Returns:
            A grid; the cells of infeasible states mean nothing.
        """
        if news is not None:
            return self._worst_again(cells, news)
        return self._worst(cells, staying=True)

    def worst_moving(self, cells: Cells) -> Cells:
        """Return the smallest of `cells` that the mover reaches from each state by an improvement, staying excluded.

        Args:
            cells: The values, as a grid.

        Returns:
            A grid, with `high(cells)` where there is no improvement and at infeasible states.
        """
        return self.grid.masked(self._worst(cells, staying=False), high(cells))

    def _worst(self, cells: Cells, *, staying: bool) -> Cells:
        found = np.empty(self.values.shape, dtype=cells.dtype)
        others = self._layout[: found.ndim - len(self.grid.own(self.mover))]
        alike = all(cells.shape[n] == 1 for n in others)
        full = np.broadcast_to(cells, [1 if alike and n in others else self.values.shape[n] for n in range(found.ndim)])
        for look, piece, fan in self.fans:
            rows = self._rows(full[self._at(look.seen, slice(1) if alike else piece)], look.columns)
            worst = fan.worst(rows, look.first)
            if staying:
                np.minimum(worst, rows[:, look.first : look.first + look.stands], out=worst)
            target = found[self._at(look.here, piece)].transpose(self._layout)
            target[...] = worst.reshape(target.shape)
        return found

    def _worst_again(self, cells: Cells, news: Bools) -> Cells:
        """Return what `_worst` would, working out only the rows with news; other rows cannot have changed."""
        found = np.array(np.broadcast_to(cells, self.values.shape))
        news = np.broadcast_to(news, found.shape)
        for look, piece, fan in self.fans:
            seen = self._at(look.seen, piece)
            which = np.flatnonzero(self._rows(news[seen], look.columns).any(axis=1))
            if which.size:
                worst = fan.only(which).worst(self._rows(cells[seen], look.columns)[which], look.first)
                target = found[self._at(look.here, piece)].transpose(self._layout)
                rows = target.reshape(-1, look.stands)
                rows[which] = np.minimum(rows[which], worst)
                target[...] = rows.reshape(target.shape)
        return found

    @cached_property
    def fans(self) -> tuple[tuple[Outlook, slice, Fan], ...]:
        """All rows in sorted order: for each outlook and each piece of the other movers' longest axis, its fan."""
        return tuple((look, piece, self._fan(look, piece)) for look in self._looks for piece in self._pieces(look))

    @cached_property
    def _layout(self) -> tuple[int, ...]:
        """The order of axes in which rows are laid out: those of others, own ones that are not free, own free ones."""
        own = self.grid.own(self.mover)
        free = [n for n in own if self.grid.axes[n - 1].free]
        others = [n for n in range(self.values.ndim) if n not in own]
        return (*others, *(n for n in own if n not in free), *free)

    @cached_property
    def _bound(self) -> tuple[int, ...]:
        return tuple(n for n in self.grid.own(self.mover) if not self.grid.axes[n - 1].free)

    @cached_property
    def _looks(self) -> tuple[Outlook, ...]:
        found = []
        shape = self.values.shape
        free = prod(shape[n] for n in self.grid.own(self.mover)) // prod(shape[n] for n in self._bound)
        for places in product(*(range(shape[n]) for n in self._bound)):
            here, seen = [slice(None)] * len(shape), [slice(None)] * len(shape)
            first, columns = 0, 1
            for n, place in zip(self._bound, places, strict=True):
                span = self.grid.axes[n - 1].span(place)
                here[n], seen[n] = slice(place, place + 1), span
                first = first * (span.stop - span.start) + place - span.start
                columns *= span.stop - span.start
            found.append(Outlook(tuple(here), tuple(seen), first * free, free, columns * free))
        return tuple(found)

    def _pieces(self, look: Outlook) -> Iterator[slice]:
        """Yield pieces of the longest axis of the others, so short that the rows of a piece fit into the cache."""
        extent = self.values.shape[self._cut]
        rest = self.values.size // prod(self.values.shape[n] for n in self.grid.own(self.mover)) // extent
        step = max(1, PIECE // (rest * look.columns))
        return (slice(start, start + step) for start in range(0, extent, step))

    @cached_property
    def _cut(self) -> int:
        others = self._layout[: self.values.ndim - len(self.grid.own(self.mover))]
        return max(others, key=lambda n: self.values.shape[n])

    def _at(self, slices: Slices, piece: slice) -> Slices:
        return (*slices[: self._cut], piece, *slices[self._cut + 1 :])

    def _rows(self, cells: Cells, columns: int) -> Cells:
        return cells.transpose(self._layout).reshape(-1, columns)

    def _fan(self, look: Outlook, piece: slice) -> Fan:
        order, fresh = descending(self._rows(self.values[self._at(look.seen, piece)], look.columns))
        if look.stands == look.columns:
            return Fan(order, fresh, None)
        looking = (order >= look.first) & (order < look.first + look.stands)
        return Fan(order, fresh, np.nonzero(looking)[1].reshape(-1, look.stands).astype(order.dtype))


def descending(values: AnyArray) -> tuple[NDArray[np.integer[Any]], Bools | None]:
    """Sort the columns of each row by value, the largest first.

    Args:
        values: Array (rows, columns) of floats, or of integers from -1.

    Returns:
        Array (rows, columns) of column numbers, and an array of the same shape that says whether the value there is
        smaller than the one before it (true for the first); None instead if no two values of a row are equal.
    """
    columns = values.shape[1]
    small = np.uint16 if columns <= 2**16 else np.int32
    if values.dtype.kind == "f":
        order = np.argsort(-values, axis=1)
        ranked = np.take_along_axis(values, order, axis=1)
        fresh = ranked[:, 1:] < ranked[:, :-1]
    else:
        # Sorting numbers that hold value and column is much faster than sorting columns by value.
        top, bits = int(values.max()), (columns - 1).bit_length()
        wide: Any = np.uint32 if (top + 1).bit_length() + bits <= 32 else np.uint64
        keys: AnyArray = np.subtract(top, values, dtype=np.int64).astype(wide)
        keys <<= wide(bits)
        keys |= np.arange(columns, dtype=wide)
        keys.sort(axis=1)
        order = keys & wide(2**bits - 1)
        keys >>= wide(bits)
        fresh = keys[:, 1:] > keys[:, :-1]
    if fresh.all():
        return order.astype(small), None
    return order.astype(small), np.pad(fresh, ((0, 0), (1, 0)), constant_values=True)
