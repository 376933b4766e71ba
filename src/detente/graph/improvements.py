"""The worst that the unilateral improvements of somebody lead to, for all states at once.

The states that a decision maker can reach form rows of the grid, laid out by its own axes. Sorted by what it prefers, a
row has the improvements from each state in front of that state, so that the worst of them is a running minimum. Rows
are sorted in pieces that fit into the cache. Where options cannot go back (or go by one level), each level that one may
stand at sees other targets, and has rows of its own.
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
    """The rows of some states, in the order of what the mover prefers.

    Attributes:
        order: Array (rows, columns): the columns of each row, the best first.
        fresh: Array (rows, columns): whether a place is better than the one before; None if each is.
        stand: Array (rows, stands): at which places of the order the states stand from which one looks; None if all do.
    """

    order: NDArray[np.integer[Any]]
    fresh: Bools | None
    stand: NDArray[np.integer[Any]] | None

    def only(self, rows: Ints) -> Fan:
        """Return some of the rows."""
        fresh = None if self.fresh is None else self.fresh[rows]
        return Fan(self.order[rows], fresh, None if self.stand is None else self.stand[rows])

    def worst(self, values: AnyArray, first: int) -> AnyArray:
        """What is the smallest value among the improvements of each state from which one looks?

        Args:
            values: Array (rows, columns), or (1, columns) if all rows are the same.
            first: The column of the first state from which one looks.

        Returns:
            Array (rows, stands), the largest number where there is no improvement.
        """
        ordered = (
            values[0][self.order] if len(values) < len(self.order) else np.take_along_axis(values, self.order, axis=1)
        )
        found = np.empty(self.order.shape, dtype=values.dtype)
        found[:, 0] = high(values)
        np.minimum.accumulate(ordered[:, :-1], axis=1, out=found[:, 1:])
        if self.fresh is not None:
            # Ties do not improve on each other: all of them have what the first of them has.
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
    """Where one stands on the axes that do not move freely, and what one can reach from there.

    Attributes:
        here: For each axis, that of the worlds included, the places from which one looks.
        seen: The places that are reached from there.
        first: The column of the first state from which one looks, in a row of those that are seen.
        stands: How many columns one looks from.
        columns: How many columns are seen.
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
        grid: The states.
        mover: Who improves.
        values: Array (worlds, *shape): how good each state is for the mover, not negative if integers; what is below
            all values at states that cannot be, so that nobody improves by moving there.
    """

    grid: Grid
    mover: int
    values: Cells

    def worst(self, cells: Cells, news: Bools | None = None) -> Cells:
        """What is the smallest value that the mover reaches by improving or by staying?

        Args:
            cells: Values.
            news: Where values have fallen since this was last asked, and its answer taken over; None if it never was.

        Returns:
            The smallest value from each state; at states that cannot be, something without meaning.
        """
        if news is not None:
            return self._worst_again(cells, news)
        return self._worst(cells, staying=True)

    def worst_moving(self, cells: Cells) -> Cells:
        """What is the smallest value that the mover reaches by improving, staying excluded?

        Args:
            cells: Values.

        Returns:
            The smallest value from each state, the largest number where there is no improvement or a state cannot be.
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
        """Look again at the rows with news; the others cannot have changed."""
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
        """All improvements, in pieces: where one looks from, which piece of the rows, and the piece in order."""
        return tuple((look, piece, self._fan(look, piece)) for look in self._looks for piece in self._pieces(look))

    @cached_property
    def _layout(self) -> tuple[int, ...]:
        """The axes of others, then the own ones that do not move freely, then the free ones."""
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
        """Cut the longest axis of the others, so that a piece fits into the cache."""
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
    """Sort the columns of each row, the largest first.

    Args:
        values: Array (rows, columns) of floats, or of integers from -1.

    Returns:
        Array (rows, columns) of column numbers, and whether each place has a smaller value than the one before it
        (the first has); None instead if no two values of a row are the same.
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
