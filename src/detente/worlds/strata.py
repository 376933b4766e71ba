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

from detente.arrays import BitWords, Floats, Ints

ROUNDS = 4
GOLDEN = 0x9E3779B97F4A7C15
AT_A_TIME = 64  # streams worked out together: few enough for the cache


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
    rows = np.arange(start, stop, dtype=np.uint64)[None, :]
    found = np.empty((len(paths), stop - start))
    for first in range(0, len(paths), AT_A_TIME):
        some = slice(first, first + AT_A_TIME)
        keys = np.array([key(seed, path) for path in paths[some]], dtype=np.uint64)[:, None]
        strata = _permuted(keys, rows, size)
        jitter = (_mixed(keys ^ _mixed(rows + np.uint64(GOLDEN))) >> np.uint64(11)).astype(np.float64)
        found[some] = np.minimum((strata + (jitter + 0.5) * 2.0**-53) / size, np.nextafter(1.0, 0.0))
    return found


def _mixed(z: BitWords) -> BitWords:
    """The finaliser of SplitMix64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _permuted(keys: BitWords, rows: BitWords, size: int) -> Ints:
    rounds = _Rounds(keys, max(1, (max(size - 1, 1).bit_length() + 1) // 2), rows.shape[1])
    stream = np.arange(len(keys))[:, None]
    result = rounds.mixed(np.broadcast_to(rows.astype(np.intp), (len(keys), rows.shape[1])), stream)
    flat = result.reshape(-1)
    out = np.flatnonzero(flat >= size)
    while len(out):  # walk the cycle until every row is back inside the strata
        flat[out] = rounds.mixed(flat[out], out // rows.shape[1])
        out = out[flat[out] >= size]
    return result


class _Rounds:
    """The rounds of the networks of some streams, on numbers of two halves of so many bits.

    What a round does to a half depends on nothing else: where there are more rows than halves, it is looked up.
    """

    def __init__(self, keys: BitWords, half: int, rows: int) -> None:
        self._half = half
        self._keys = [_mixed(keys + np.uint64(GOLDEN * (r + 1) % 2**64)) for r in range(ROUNDS)]
        self._tables: list[Ints] = []
        if 2**half <= rows:
            every = np.arange(2**half, dtype=np.uint64)
            self._tables = [self._cut(_mixed(every + round_key)).ravel() for round_key in self._keys]

    def mixed(self, numbers: Ints, stream: Ints) -> Ints:
        """Send numbers through the network of their stream."""
        left, right = numbers >> self._half, numbers & (2**self._half - 1)
        for r in range(ROUNDS):
            left, right = right, left ^ self._of(r, right, stream)
        return np.asarray((left << self._half) | right)

    def _of(self, r: int, right: Ints, stream: Ints) -> Ints:
        if self._tables:
            return np.asarray(self._tables[r].take((stream << self._half) + right))
        return self._cut(_mixed(right.astype(np.uint64) + self._keys[r][stream, 0]))

    def _cut(self, words: BitWords) -> Ints:
        return (words & np.uint64(2**self._half - 1)).astype(np.intp)
