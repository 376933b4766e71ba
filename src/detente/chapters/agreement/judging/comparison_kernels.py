"""Where rows of values reach thresholds, and what rows of bits weigh, compiled: for `value_tables` and `tally`.

Names that end with `_at` are places of arrays in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import carray, njit, types
from numba.extending import intrinsic

from detente.compiled.marked import COUNT, FLOATS, INTS, Parameter, entry

BYTES, WORDS = Parameter("uint8", True), Parameter("uint64", True)
WORD = 64  # worlds that are compared at a time
ONE, TWO, FOUR = (np.uint64(n) for n in (1, 2, 4))
ODD, PAIRS, HALVES = (np.uint64(n) for n in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F))


def _comparison(typing: Any, one: Any, other: Any) -> tuple[Any, Callable[..., Any]]:
    """Compare 64 values with 64 thresholds, given where they are in memory: a bit for each that is at least as large.

    A compiler does not find by itself that the results of comparing vectors can be packed into bits, so it is told.
    """

    def code(context: Any, builder: Any, signature: Any, places: Any) -> Any:
        vector = ir.VectorType(ir.DoubleType(), WORD).as_pointer()
        values, thresholds = (builder.load(builder.inttoptr(place, vector), align=8) for place in places)
        return builder.bitcast(builder.fcmp_ordered(">=", values, thresholds), ir.IntType(WORD))

    return types.uint64(types.uintp, types.uintp), code


_compared: Any = intrinsic(_comparison)


@entry(*[COUNT] * 5, FLOATS, INTS, FLOATS, FLOATS, INTS, FLOATS, WORDS)
def reach_thresholds(
    worlds: int,
    table_rows: int,
    own_rows: int,
    count: int,
    lines: int,
    table_at: Any,
    rows_at: Any,
    least_at: Any,
    own_at: Any,
    firsts_at: Any,
    work_at: Any,
    found_at: Any,
) -> None:
    """Clear every bit where a row does not reach its threshold.

    Args:
        worlds: How many worlds there are.
        table_rows: How many rows the table has.
        own_rows: How many rows the first half has.
        count: How many rows of the table are compared.
        lines: With how many thresholds.
        table_at: (table_rows, worlds).
        rows_at: (count): which rows of the table.
        least_at: (worlds): what is asked for.
        own_at: (own_rows, worlds): what of it rows of the first half bring.
        firsts_at: (lines): which of them.
        work_at: (lines, worlds), to work in.
        found_at: (lines, count, ⌈worlds / 64⌉), narrowed; the first world of a byte is its highest bit.
    """
    table, rows = carray(table_at, (table_rows, worlds)), carray(rows_at, (count,))
    least, own = carray(least_at, (worlds,)), carray(own_at, (own_rows, worlds))
    firsts, thresholds = carray(firsts_at, (lines,)), carray(work_at, (lines, worlds))
    found = carray(found_at, (lines, count, -(-worlds // WORD)))
    for a in range(lines):
        for world in range(worlds):
            thresholds[a, world] = least[world] - own[firsts[a], world]
    for b in range(count):  # each row is looked at once, for all lines
        for a in range(lines):
            _narrow(table[rows[b]], thresholds[a], found[a, b])


@njit(error_model="numpy")
def _narrow(values: Any, thresholds: Any, found: Any) -> None:
    """Clear every bit where a value does not reach its threshold."""
    row, line = np.uint64(values.ctypes.data), np.uint64(thresholds.ctypes.data)
    whole = len(values) // WORD
    for word in range(whole):
        at = np.uint64(8 * WORD * word)
        found[word] &= _turned(_compared(row + at, line + at))
    if whole < len(found):
        over = np.uint64(0)
        for k in range(WORD * whole, len(values)):
            over |= np.uint64(values[k] >= thresholds[k]) << np.uint64(k - WORD * whole)
        found[whole] &= _turned(over)


@entry(*[COUNT] * 3, FLOATS, INTS, FLOATS, FLOATS)
def bound_rows(
    worlds: int, table_rows: int, count: int, table_at: Any, rows_at: Any, lowest_at: Any, highest_at: Any
) -> None:
    """Lower and raise bounds to the smallest and the largest value of some rows.

    Args:
        worlds: How many worlds there are.
        table_rows: How many rows the table has.
        count: How many rows are looked at.
        table_at: (table_rows, worlds).
        rows_at: (count): which rows of the table.
        lowest_at: (worlds), lowered.
        highest_at: (worlds), raised.
    """
    table, rows = carray(table_at, (table_rows, worlds)), carray(rows_at, (count,))
    lowest, highest = carray(lowest_at, (worlds,)), carray(highest_at, (worlds,))
    for n in range(count):
        values = table[rows[n]]
        for world in range(worlds):
            lowest[world] = min(lowest[world], values[world])
            highest[world] = max(highest[world], values[world])


@njit(error_model="numpy")
def _turned(bits: Any) -> Any:
    """Turn the bits of every byte round: the first world of a byte is its highest bit, and was its lowest."""
    bits = (bits >> ONE) & ODD | (bits & ODD) << ONE
    bits = (bits >> TWO) & PAIRS | (bits & PAIRS) << TWO
    return (bits >> FOUR) & HALVES | (bits & HALVES) << FOUR


@entry(*[COUNT] * 2, BYTES, FLOATS, FLOATS)
def weigh_rows(rows: int, width: int, bits_at: Any, sums_at: Any, weights_at: Any) -> None:
    """Write what the worlds in each row of bits weigh together.

    Eight sums are kept side by side, so that none has to wait for the last; that is also the order in which NumPy adds.

    Args:
        rows: How many rows there are.
        width: Bytes a row, 128 at most.
        bits_at: (rows, width).
        sums_at: (width, 2, 16): what half a byte weighs, by its place.
        weights_at: (rows), written.
    """
    bits, sums, weights = carray(bits_at, (rows, width)), carray(sums_at, (width, 2, 16)), carray(weights_at, (rows,))
    whole = width - width % 8
    for row in range(rows):
        total, some = 0.0, bits[row]
        if whole:
            a = b = c = d = e = f = g = h = 0.0
            for n in range(0, whole, 8):
                a, b = a + _weight(sums, n, some), b + _weight(sums, n + 1, some)
                c, d = c + _weight(sums, n + 2, some), d + _weight(sums, n + 3, some)
                e, f = e + _weight(sums, n + 4, some), f + _weight(sums, n + 5, some)
                g, h = g + _weight(sums, n + 6, some), h + _weight(sums, n + 7, some)
            total = ((a + b) + (c + d)) + ((e + f) + (g + h))
        for n in range(whole, width):
            total += _weight(sums, n, some)
        weights[row] = total


@njit(error_model="numpy")
def _weight(sums: Any, n: int, bits: Any) -> float:
    """Return what one byte of a row weighs."""
    return float(sums[n, 0, bits[n] >> 4] + sums[n, 1, bits[n] & 15])
