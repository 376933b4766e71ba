"""How far two beliefs are apart, from the area between their distribution functions, over a fine grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scipy.stats import beta

STEPS = 4000


def below(said: Any, x: float) -> float:
    """Return how likely a value is at most x: of a number, of a pair (uniform), of low, mode and high (PERT)."""
    if isinstance(said, Mapping):
        low, mode, high = said["low"], said["mode"], said["high"]
        a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
        return float(beta.cdf((x - low) / (high - low), a, b))
    if isinstance(said, list):
        low, high = said
        return float(min(max((x - low) / (high - low), 0.0), 1.0))
    return 1.0 if x >= said else 0.0


def ends(said: Any) -> tuple[float, float]:
    """Return the lowest and the highest value held possible."""
    if isinstance(said, Mapping):
        return said["low"], said["high"]
    return (said[0], said[1]) if isinstance(said, list) else (said, said)


def apart(one: Any, other: Any) -> float:
    """Return the area between two distribution functions, as a share of what either holds possible."""
    low, high = min(ends(one)[0], ends(other)[0]), max(ends(one)[1], ends(other)[1])
    if low == high:
        return 0.0
    step = (high - low) / STEPS
    grid = [low + (n + 0.5) * step for n in range(STEPS)]
    return sum(abs(below(one, x) - below(other, x)) for x in grid) * step / (high - low)
