"""Stratified uniforms, compiled. Names that end with `_at` are places of arrays in memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray, njit

from detente.compiled.marked import COUNT, FLOATS, INTS, entry

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
BELOW_ONE = float(np.nextafter(1.0, 0.0))


@entry(*[COUNT] * 5, INTS, FLOATS)
def draw_strata(streams: int, start: int, stop: int, size: int, half: int, keys_at: Any, found_at: Any) -> None:
    """Write the uniforms of some streams in some worlds.

    Args:
        streams: How many streams there are.
        start: First world wanted.
        stop: World after the last one wanted.
        size: Number of worlds in the whole run.
        half: Bits of each half of the numbers that the networks permute.
        keys_at: (streams): the keys, their bits taken as signed numbers.
        found_at: (streams, stop − start), written.
    """
    keys, found = carray(keys_at, (streams,)), carray(found_at, (streams, stop - start))
    bits = np.uint64(half)
    mask = (np.uint64(1) << bits) - np.uint64(1)
    for stream in range(streams):
        key, values = np.uint64(keys[stream]), found[stream]
        first, second = _mixed(key + GOLDEN), _mixed(key + GOLDEN * np.uint64(2))
        third, fourth = _mixed(key + GOLDEN * np.uint64(3)), _mixed(key + GOLDEN * np.uint64(4))
        for n in range(stop - start):
            row = np.uint64(start + n)
            stratum = row
            while True:  # walk the cycle until the row is back inside the strata
                left, right = stratum >> bits, stratum & mask
                left, right = right, left ^ (_mixed(right + first) & mask)
                left, right = right, left ^ (_mixed(right + second) & mask)
                left, right = right, left ^ (_mixed(right + third) & mask)
                left, right = right, left ^ (_mixed(right + fourth) & mask)
                stratum = (left << bits) | right
                if stratum < np.uint64(size):
                    break
            jitter = float(_mixed(key ^ _mixed(row + GOLDEN)) >> np.uint64(11))
            values[n] = min((float(stratum) + (jitter + 0.5) * 2.0**-53) / size, BELOW_ONE)


@njit(error_model="numpy")
def _mixed(z: Any) -> Any:
    """The finaliser of SplitMix64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
