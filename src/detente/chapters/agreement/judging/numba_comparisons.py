"""The comparisons of `quantised_sums`, compiled by Numba: one pass over the levels, without intermediate arrays.

Loading this module loads Numba and compiles, or reads what was compiled before; so only `comparers` loads it, and only
when that pays. The result is that of `quantised_sums.Passes`, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from detente.arrays import BitWords, Floats, Ints
from detente.chapters.agreement.judging.quantised_sums import Bits, Levels, Side

WORD = 64  # worlds that are compared at a time
FORM = "void(int16[:,::1], float64[:,::1], intp[::1], int16[:,::1], float64[:,::1], intp[::1], uint64[:,:,::1])"
NONE = np.uint64(0)
ONE, TWO, FOUR = (np.uint64(n) for n in (1, 2, 4))
ODD, PAIRS, HALVES = (np.uint64(n) for n in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F))


class Compiled:
    """Compares with a compiled loop."""

    def reached(self, sides: Sequence[Side]) -> Bits:
        """Return where rows reach the thresholds of all parties; see `quantised_sums.Comparer`."""
        worlds = sides[0].lines.values.shape[1]
        shape = len(sides[0].firsts), len(sides[0].part.rows), -(-worlds // WORD)
        found = np.full(shape, ~np.uint64(0))
        for part, lines, firsts in sides:
            table = part.table
            _narrowed(table.levels, table.values, part.rows, lines.levels, lines.values, firsts, found)
        bits = found.reshape(-1, shape[2]).view(np.uint8)
        return np.ascontiguousarray(bits[:, : -(-worlds // 8)])


def _comparison(typing: Any, one: Any, other: Any) -> tuple[Any, Callable[..., Any]]:
    """Compare 64 levels with 64 thresholds, given where they are in memory: bits (at least), bits (equal).

    A compiler does not find by itself that the results of comparing vectors can be packed into bits, so it is told.
    """

    def code(context: Any, builder: Any, signature: Any, places: Any) -> Any:
        vector = ir.VectorType(ir.IntType(16), WORD).as_pointer()
        levels, thresholds = (builder.load(builder.inttoptr(place, vector), align=2) for place in places)
        flags = (builder.icmp_signed(sign, levels, thresholds) for sign in (">=", "=="))
        found = [builder.bitcast(each, ir.IntType(WORD)) for each in flags]
        return context.make_tuple(builder, signature.return_type, found)

    return types.UniTuple(types.uint64, 2)(types.uintp, types.uintp), code


_compared: Any = intrinsic(_comparison)


def _narrow(
    table: Levels,
    values: Floats,
    rows: Ints,
    lines: Levels,
    least: Floats,
    firsts: Ints,
    found: BitWords,
) -> None:
    """Clear every bit of `found` (lines, rows, words of 64 worlds) where a row does not reach its threshold."""
    worlds = table.shape[1]
    width = np.uint64(2 * worlds)
    for a, first in enumerate(firsts):
        line = np.uint64(lines.ctypes.data) + np.uint64(first) * width
        for b, second in enumerate(rows):
            row = np.uint64(table.ctypes.data) + np.uint64(second) * width
            for c in range(found.shape[2]):
                word, start = found[a, b, c], c * WORD
                if word == 0:
                    continue
                over, tied = NONE, NONE
                if start + WORD <= worlds:
                    over, tied = _compared(row + np.uint64(2 * start), line + np.uint64(2 * start))
                else:
                    for k in range(worlds - start):
                        over |= np.uint64(table[second, start + k] >= lines[first, start + k]) << np.uint64(k)
                        tied |= np.uint64(table[second, start + k] == lines[first, start + k]) << np.uint64(k)
                if tied:
                    for k in range(min(WORD, worlds - start)):
                        bit = ONE << np.uint64(k)
                        if tied & bit and values[second, start + k] < least[first, start + k]:
                            over &= ~bit
                # So far the first world of a byte is its last bit: turn the bits of every byte round.
                over = (over >> ONE) & ODD | (over & ODD) << ONE
                over = (over >> TWO) & PAIRS | (over & PAIRS) << TWO
                over = (over >> FOUR) & HALVES | (over & HALVES) << FOUR
                found[a, b, c] = word & over


def kept(loop: Callable[..., None]) -> Callable[..., None]:
    """Compile a loop, and keep it on disk for the next time, beside what Python itself keeps of this module.

    Where nothing can be written there nor in the user’s own cache, it is compiled every time.
    """
    try:
        made = njit(FORM, nogil=True, cache=True)(loop)
    except (RuntimeError, OSError):
        made = njit(FORM, nogil=True)(loop)
    return cast("Callable[..., None]", made)


_narrowed = kept(_narrow)
