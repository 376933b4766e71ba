"""How far sampling may be off: intervals of shares, and of differences over the same worlds."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from detente.arrays import AnyArray, Floats

Z = 1.6448536269514722  # of a 90 % interval


def bound_among(number: int) -> float:
    """Return how many standard errors apart the best of so many may be from another, for all pairs at once at 95 %.

    The best is known by the same worlds as the others, so it may be any of them: every pair counts.

    Example:
        >>> round(bound_among(2), 3), round(bound_among(40), 3)
        (1.645, 3.83)
    """
    return NormalDist().inv_cdf(1 - 0.05 / max(number * (number - 1) // 2, 1))


def interval(share: float, effective: float) -> tuple[float, float]:
    """Return the 90 % interval of a share ([Wilson1927]).

    Args:
        share: The weighted share.
        effective: Effective number of worlds.

    Example:
        >>> [round(x, 3) for x in interval(0.5, 100)], [round(x, 3) for x in interval(0.0, 100)]
        ([0.419, 0.581], [0.0, 0.026])
    """
    width = Z * Z / effective
    middle = (share + width / 2) / (1 + width)
    half = Z / (1 + width) * np.sqrt(share * (1 - share) / effective + width / (4 * effective))
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def mean_and_error(values: AnyArray, weight: Floats) -> tuple[Floats, Floats]:
    """Return weighted means over worlds, the last axis, and their standard errors.

    Args:
        values: Array (…, worlds).
        weight: Array (worlds): weights, which need not add up to 1.
    """
    share = weight / weight.sum()
    mean = np.asarray(values @ share)
    spread = (values - mean[..., None]) ** 2
    return mean, np.asarray(np.sqrt(spread @ share**2))
