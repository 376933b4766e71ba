"""Bargaining solutions among the packages of a frontier, by their gains.

Nash [Nash1950]; Kalai–Smorodinsky [KalaiSmorodinsky1975], for finite sets after [Imai1983]; the egalitarian solution
[Kalai1977]; the utilitarian. None compares points of different parties: gains are measured against what a party could
get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import TIE, Bools, Floats

NAMES = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Reach:
    """What the principals could get in a world.

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
    if not found.counts.any() or not len(gains):
        return {name: np.zeros(len(gains), dtype=bool) for name in NAMES}
    mine = np.maximum(gains[:, found.counts], 0.0)
    shares = mine / found.best[found.counts]
    product = shares.prod(axis=1)
    even = np.sort(shares, axis=1)
    left = np.ones(len(gains), dtype=bool)
    for place in range(even.shape[1]):
        left &= even[:, place] >= even[left, place].max() - TIE
    least = (mine / found.top[found.counts]).min(axis=1)
    total = shares.sum(axis=1)
    return {
        "nash": (product > 0) & (product >= product.max() * (1 - TIE)),
        "kalai-smorodinsky": left,
        "egalitarian": least >= least.max() - TIE,
        "utilitarian": total >= total.max() - TIE,
    }
