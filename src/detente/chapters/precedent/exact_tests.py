"""Exact tests on small counts: of two by two tables by Fisher, Barnard and Boschloo, and of a share by the binomial."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from detente.arrays import AnyArray, Bools, Floats, Ints

TIE = 1e-7  # by how much of itself a value may be larger through rounding alone
GRID = 512  # steps in which the worst common share is sought
CLOSER = 3  # times that it is sought again, around the best step


def fisher(held: int, first: int, other: int, others: int) -> float:
    """Return the two-sided value of Fisher’s test, which fixes all margins ([Fisher1935]).

    Args:
        held: How many of the first kind held.
        first: How many there are.
        other: How many of the others held.
        others: How many others there are.

    Example:
        >>> round(fisher(1, 10, 11, 14), 4)
        0.0028
    """
    return float(fisher_values(first, others)[held, other])


def barnard(held: int, first: int, other: int, others: int) -> float:
    """Return the two-sided value of Barnard’s test, which fixes how many there are of each kind ([Barnard1945]).

    Tables are ordered by the difference of the shares over its pooled error; the value is that at the worst common
    share. Arguments as for `fisher`.

    Example:
        >>> round(barnard(7, 15, 12, 15), 4)
        0.0682
    """
    i, j = np.ogrid[: first + 1, : others + 1]
    pooled = (i + j) / (first + others)
    error = np.sqrt(pooled * (1 - pooled) * (1 / first + 1 / others))
    apart = np.abs(i / first - j / others)
    order = np.divide(apart, error, out=np.zeros_like(apart), where=error > 0)
    return _worst(order >= order[held, other] * (1 - TIE))


def boschloo(held: int, first: int, other: int, others: int) -> float:
    """Return the two-sided value of Boschloo’s test: twice the smaller of the one-sided ones ([Boschloo1970]).

    Tables are ordered by the one-sided value of Fisher’s test; the value is that at the worst common share. Arguments
    as for `fisher`.

    Example:
        >>> round(boschloo(7, 15, 12, 15), 4)
        0.0682
    """
    chances = _given_margins(first, others)
    fewer, more = np.zeros_like(chances), np.zeros_like(chances)
    for i, j in _same_margins(first, others):
        fewer[i, j] = np.cumsum(chances[i, j])
        more[i, j] = np.cumsum(chances[i, j][::-1])[::-1]
    return min(1.0, 2 * min(_worst(side <= side[held, other] * (1 + TIE)) for side in (fewer, more)))


@lru_cache(maxsize=64)
def fisher_values(first: int, others: int) -> Floats:
    """Return Fisher’s two-sided value of every table with so many in its rows; array (held, held of others)."""
    chances = _given_margins(first, others)
    values = np.ones_like(chances)
    for i, j in _same_margins(first, others):
        chance = chances[i, j]
        as_rare = chance[None, :] <= chance[:, None] * (1 + TIE)
        values[i, j] = np.minimum(1.0, (as_rare * chance).sum(axis=1))
    return values


def binomial(number: int, share: float | Floats) -> Floats:
    """Return how likely each count of successes is; array (counts), or (shares, counts) for an array of shares.

    Example:
        >>> binomial(2, 0.5).round(2).tolist()
        [0.25, 0.5, 0.25]
    """
    from scipy.special import xlog1py, xlogy

    k, chance = np.arange(number + 1), np.asarray(share)[..., None]
    return np.asarray(np.exp(_ways(number, k) + xlogy(k, chance) + xlog1py(number - k, -chance)))


def binomial_test(successes: int, number: int, share: float) -> float:
    """Return the two-sided value of so many successes where each has this share: of all counts that are no likelier.

    Example:
        >>> round(binomial_test(1, 10, 0.5), 4)
        0.0215
    """
    chance = binomial(number, share)
    return float(min(1.0, chance[chance <= chance[successes] * (1 + TIE)].sum()))


def binomial_limits(successes: int, number: int, tail: float) -> tuple[float, float]:
    """Return exact limits of a share, outside each of which so many successes are as rare as the tail says.

    The limits are those of [ClopperPearson1934].

    Example:
        >>> [round(limit, 4) for limit in binomial_limits(1, 10, 0.05)]
        [0.0051, 0.3942]
    """
    from scipy.special import betaincinv

    low = float(betaincinv(successes, number - successes + 1, tail)) if successes else 0.0
    high = float(betaincinv(successes + 1, number - successes, 1 - tail)) if successes < number else 1.0
    return low, high


def _given_margins(first: int, others: int) -> Floats:
    """Return how likely each table is among those of its own margins; array (held, held of others)."""
    i, j = np.ogrid[: first + 1, : others + 1]
    return np.asarray(np.exp(_ways(first, i) + _ways(others, j) - _ways(first + others, i + j)))


def _same_margins(first: int, others: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield the tables in which equally many held: how many of the first kind did, and how many of the others."""
    for held in range(first + others + 1):
        i = np.arange(max(0, held - others), min(first, held) + 1)
        yield i, held - i


def _ways(number: int, some: AnyArray) -> Floats:
    """Return the logarithm of the number of ways to choose some of so many."""
    from scipy.special import gammaln

    return np.asarray(gammaln(number + 1) - gammaln(some + 1) - gammaln(number - some + 1))


def _worst(called: Bools) -> float:
    """Return the largest chance, over all common shares, of the tables that are called; array (held, held of others).

    It is a polynomial in the share with at most as many maxima as there are counts, sought in small steps and then in
    smaller ones around the best.
    """
    first, others = called.shape[0] - 1, called.shape[1] - 1
    low, high = 0.0, 1.0
    found = 0.0
    for _ in range(1 + CLOSER):
        shares = np.linspace(low, high, GRID + 1)
        chances = (binomial(first, shares) @ called * binomial(others, shares)).sum(axis=1)
        best = int(np.argmax(chances))
        found = max(found, float(chances[best]))
        step = (high - low) / GRID
        low, high = max(0.0, shares[best] - step), min(1.0, shares[best] + step)
    return min(1.0, found)
