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

from detente.arrays import BitWords, Floats

ROUNDS = 4
GOLDEN = 0x9E3779B97F4A7C15


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
    keys = np.array([key(seed, path) for path in paths], dtype=np.uint64)[:, None]
    rows = np.arange(start, stop, dtype=np.uint64)[None, :]
    strata = _permuted(keys, rows, size)
    jitter = (_mixed(keys ^ _mixed(rows + np.uint64(GOLDEN))) >> np.uint64(11)).astype(np.float64)
    return np.minimum((strata.astype(np.float64) + (jitter + 0.5) * 2.0**-53) / size, np.nextafter(1.0, 0.0))


def _mixed(z: BitWords) -> BitWords:
    """The finaliser of SplitMix64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _permuted(keys: BitWords, rows: BitWords, size: int) -> BitWords:
    half = np.uint64(max(1, (max(size - 1, 1).bit_length() + 1) // 2))
    mask = np.uint64((1 << int(half)) - 1)
    round_keys = [_mixed(keys + np.uint64(GOLDEN * (r + 1) % 2**64)) for r in range(ROUNDS)]
    result = _feistel(np.broadcast_to(rows, (keys.shape[0], rows.shape[1])), round_keys, half, mask)
    while True:  # walk the cycle until every row is back inside the strata
        out = result >= size
        if not out.any():
            return result
        owner = np.nonzero(out)[0]
        again = _feistel(result[out], [k[owner, 0] for k in round_keys], half, mask)
        result[out] = again


def _feistel(x: BitWords, round_keys: Sequence[BitWords], half: np.uint64, mask: np.uint64) -> BitWords:
    left, right = x >> half, x & mask
    for round_key in round_keys:
        left, right = right, left ^ (_mixed(right + round_key) & mask)
    return np.array((left << half) | right)
