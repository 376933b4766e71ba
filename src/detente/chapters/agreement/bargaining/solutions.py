"""Bargaining solutions among the packages of a frontier, by their gains.

Nash [Nash1950]; Kalai–Smorodinsky [KalaiSmorodinsky1975], for finite sets after [Imai1983]; the egalitarian solution
[Kalai1977]; the utilitarian. None compares points of different parties: gains are measured against what a party could
get.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE, Bools, Floats

NAMES = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Reach:
    """What the principals could get: arrays (principals) of one world, or (worlds, principals) of several.

    Attributes:
        counts: Which principals could gain something.
        best: Each principal's largest gain from an attainable package.
        top: Its largest gain from any package, attainable or not, that crosses none of its red lines.
    """

    counts: Bools
    best: Floats
    top: Floats


def reach(gains: Floats, top: Floats, tolerance: Floats) -> Reach:
    """Return what the principals could get.

    Args:
        gains: Array (packages, principals): their gains from attainable packages, or from those of the frontier.
        top: The largest gain of each from any package.
        tolerance: A gain that counts as nothing, for each.
    """
    best = np.maximum(gains.max(axis=0, initial=0.0), 0.0)
    return Reach(best > tolerance, best, np.maximum(top, best))


def solutions(gains: Floats, found: Reach) -> Mapping[str, Bools]:
    """Return which packages of a frontier are the solutions.

    Args:
        gains: Array (packages, principals) of the frontier.
        found: What the principals could get.

    Returns:
        Solution → which packages; ties are kept. Nothing solves where nobody could gain anything; there is no Nash
        solution where no package gives something to everybody who could get something.

    Example:
        >>> gains = np.array([[4.0, 0.0], [3.0, 2.0], [0.0, 3.0]])
        >>> found = solutions(gains, reach(gains, np.array([4.0, 6.0]), np.zeros(2)))
        >>> [np.flatnonzero(found[name]).tolist() for name in NAMES]
        [[1], [1], [1], [1]]
    """
    if not len(gains):
        return {name: np.zeros(0, dtype=bool) for name in NAMES}
    return solutions_by_world(gains, [len(gains)], Reach(found.counts[None], found.best[None], found.top[None]))


def solutions_by_world(gains: Floats, sizes: Sequence[int], found: Reach) -> Mapping[str, Bools]:
    """Return which packages of the frontiers of several worlds are the solutions there.

    Args:
        gains: Array (packages, principals) of the frontiers, one after the other.
        sizes: For each world, the number of packages on its frontier, at least 1.
        found: What the principals could get in each of these worlds.

    Returns:
        The same as `solutions`.
    """
    of = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum([0, *sizes])[:-1]

    def most(values: Floats) -> Floats:
        """Return the largest value in the world of each package."""
        return np.asarray(np.maximum.reduceat(values, starts)[of])

    counts = found.counts[of]
    mine = np.maximum(gains, 0.0)
    shares = mine / np.where(counts, found.best[of], 1.0)
    product = np.where(counts, shares, 1.0).prod(axis=1)
    even = np.sort(np.where(counts, shares, np.inf), axis=1)
    left = np.ones(len(gains), dtype=bool)
    for place in even.T:
        left &= place >= most(np.where(left, place, -np.inf)) - TIE
    least = np.where(counts, mine / np.where(counts, found.top[of], 1.0), np.inf).min(axis=1)
    total = np.where(counts, shares, 0.0).sum(axis=1)
    some = counts.any(axis=1)
    return {
        "nash": some & (product > 0) & (product >= most(product) * (1 - TIE)),
        "kalai-smorodinsky": some & left,
        "egalitarian": some & (least >= most(least) - TIE),
        "utilitarian": some & (total >= most(total) - TIE),
    }
