"""Shares, means and quantiles of a column over weighted worlds, by plain loops and exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

Z = 1.6448536269514722


def mean_and_error(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """The weighted mean, and 1.645 of its standard errors."""
    x, w = [Fraction(v) for v in values], [Fraction(v) for v in weights]
    total = sum(w, Fraction(0))
    middle = sum((a * b for a, b in zip(x, w, strict=True)), Fraction(0)) / total
    variance = sum(((b * (a - middle)) ** 2 for a, b in zip(x, w, strict=True)), Fraction(0)) / total**2
    return float(middle), Z * sqrt(variance)


def share_and_ends(holds: Sequence[bool], weights: Sequence[float]) -> tuple[float, float, float]:
    """The weighted share, and the ends of Wilson's interval for as many worlds as would give its variance."""
    share, error = mean_and_error([float(one) for one in holds], weights)
    spread = share * (1 - share)
    if all(holds) or not any(holds):
        number = sum(weights) ** 2 / sum(w * w for w in weights)
    else:
        number = spread / (error / Z) ** 2
    scaled = Z**2 / number
    middle = (share + scaled / 2) / (1 + scaled)
    half = Z / (1 + scaled) * sqrt(max(0.0, share * (1 - share)) / number + scaled / (4 * number))
    return share, middle - half, middle + half


def quantile(values: Sequence[float], weights: Sequence[float], share: float) -> float:
    """The smallest value with at least so much of the weight at it and below."""
    total, below = sum(weights), 0.0
    for value, weight in sorted(zip(values, weights, strict=True)):
        below += weight
        if below >= share * total:
            return value
    return max(values)
