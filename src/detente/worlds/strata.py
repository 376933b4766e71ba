"""Stratified uniforms, keyed by (seed, path): editing one judgement moves no other, and any row can be had alone.

A stream of n uniforms is a Latin hypercube column: row i falls into stratum π(i) of n, at a random place in it.
π is a keyed permutation (a four-round Feistel network with cycle walking; [BlackRogaway2002]), and the place
comes from the SplitMix64 generator read as a hash of a counter ([SteeleLeaFlood2014]). Both are pure functions of
key and row, so blocks of rows can be drawn in any order, on any machine, with the same result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from detente.arrays import Floats
from detente.compiled.kernels import Kernel

draw_strata = Kernel("detente.worlds.strata_kernels", "draw_strata")


def key(seed: int, path: str) -> int:
    """Return the 64-bit key of a stream: the first bytes of a SHA-256 of seed and path.

    Example:
        >>> key(1, "a") == key(1, "a"), key(1, "a") == key(2, "a")
        (True, False)
    """
    return int.from_bytes(hashlib.sha256(f"{seed}/{path}".encode()).digest()[:8], "little")


def uniforms(seed: int, paths: Sequence[str], size: int, start: int, stop: int) -> Floats:
    """Return the uniforms of some streams in some worlds.

    Args:
        seed: Seed of the whole run.
        paths: Names of the streams.
        size: Number of worlds in the whole run; each stream has one value in each of `size` strata.
        start: First world wanted.
        stop: World after the last one wanted.

    Returns:
        Array (streams, stop − start) of numbers strictly between 0 and 1.

    Example:
        >>> import numpy as np
        >>> u = uniforms(7, ["a"], 5, 0, 5)[0]
        >>> sorted(np.floor(u * 5).astype(int).tolist())
        [0, 1, 2, 3, 4]
    """
    keys = np.array([key(seed, path) for path in paths], dtype=np.uint64).view(np.int64)
    half = max(1, (max(size - 1, 1).bit_length() + 1) // 2)
    found = np.empty((len(paths), stop - start))
    draw_strata(len(paths), start, stop, size, half, keys, found)
    return found
