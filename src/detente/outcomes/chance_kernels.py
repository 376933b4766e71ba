"""Sums over shuffled worlds, compiled. Names that end with `_at` are places of arrays in memory."""

from __future__ import annotations

from typing import Any

from numba import carray, njit

from detente.compiled.marked import COUNT, FLOATS, INTS, SHORTS, entry

AT_ONCE = 128  # as many NumPy adds up without halving them


@entry(COUNT, COUNT, COUNT, FLOATS, SHORTS, INTS, FLOATS)
def running_sums(
    shuffles: int, worlds: int, ends: int, values_at: Any, order_at: Any, ends_at: Any, sums_at: Any
) -> None:
    """Write the sums of the values of the first so many worlds of each shuffle, added up as NumPy does.

    Args:
        shuffles: How many shuffles there are.
        worlds: How many worlds.
        ends: How many sums are asked for.
        values_at: (worlds): the values.
        order_at: (shuffles, worlds): numbers of worlds, as each shuffle has them.
        ends_at: (ends): how many worlds each sum takes, rising from 0 to all of them.
        sums_at: (shuffles, ends), written.
    """
    values, order = carray(values_at, (worlds,)), carray(order_at, (shuffles, worlds))
    stops, sums = carray(ends_at, (ends,)), carray(sums_at, (shuffles, ends))
    for shuffle in range(shuffles):
        row, total = order[shuffle], 0.0
        sums[shuffle, 0] = 0.0
        for n in range(1, ends):
            start = stops[n - 1]
            part = values[row[start]]
            if stops[n] - start > 1:
                part += _pairwise(values, row, start + 1, stops[n])
            total = part if n == 1 else total + part
            sums[shuffle, n] = total


@njit(error_model="numpy")
def _pairwise(values: Any, row: Any, start: int, stop: int) -> float:
    """Return the sum from one world of a shuffle to before another: that of both halves where there are many."""
    size = stop - start
    if size <= AT_ONCE:
        return _by_eight(values, row, start, stop)
    middle = start + size // 2 - size // 2 % 8
    return _pairwise(values, row, start, middle) + _pairwise(values, row, middle, stop)


@njit(error_model="numpy")
def _by_eight(values: Any, row: Any, start: int, stop: int) -> float:
    """Return the same for a few: eight sums of every eighth value, put together by twos, and the rest one by one."""
    at, total = start, -0.0
    if stop - start >= 8:
        a, b, c, d = values[row[at]], values[row[at + 1]], values[row[at + 2]], values[row[at + 3]]
        e, f, g, h = values[row[at + 4]], values[row[at + 5]], values[row[at + 6]], values[row[at + 7]]
        at += 8
        while at + 8 <= stop:
            a, b, c, d = a + values[row[at]], b + values[row[at + 1]], c + values[row[at + 2]], d + values[row[at + 3]]
            e, f = e + values[row[at + 4]], f + values[row[at + 5]]
            g, h = g + values[row[at + 6]], h + values[row[at + 7]]
            at += 8
        total = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for n in range(at, stop):
        total += values[row[n]]
    return total
