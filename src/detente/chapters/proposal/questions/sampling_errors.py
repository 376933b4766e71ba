"""How far sampling may be off: means over the same worlds, and how far the best may seem behind others."""

from __future__ import annotations

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.worlds.strata import key

CHOICE = 0.95  # how often the best is among what cannot be told apart from it
CORE = 0.99  # how often it is among what is near it
DRAWS = 20_000  # of normal values: they leave a bound off by .02
JITTER = 1e-9  # of packages that come to the same


def bounds_for_best(differences: Floats, weight: Floats, seed: int) -> tuple[float, float]:
    """Return how many standard errors the best may seem behind any of its rivals, in 95 and in 99 of 100 samples.

    The quantiles `CHOICE` and `CORE` of the largest of normal values that hang together as the means do: the constants
    of subset selection ([Gupta1965], [Hsu1984]) where samples are paired.

    Args:
        differences: Array (rivals, worlds): what each world adds to the difference of a rival from the best.
        weight: Array (worlds): weights.
        seed: Seed of the normal values.

    Example:
        >>> apart = np.random.default_rng(1).normal(size=(2, 500))
        >>> [round(bound, 3) for bound in bounds_for_best(apart[:1], np.ones(500), 1)]
        [1.645, 2.326]
        >>> 1.9 < bounds_for_best(apart, np.ones(500), 1)[0] < 2
        True
    """
    share = weight / weight.sum()
    deviation = (differences - (differences @ share)[:, None]) * share
    spread = np.sqrt((deviation**2).sum(axis=1))
    told = deviation[spread > 0] / spread[spread > 0, None]
    if len(told) < 2:
        from scipy.special import ndtri  # slow to load

        return float(ndtri(CHOICE)), float(ndtri(CORE))
    root = np.linalg.cholesky(told @ told.T + JITTER * np.eye(len(told)))
    values = np.random.Generator(np.random.Philox(key(seed, "rivals"))).standard_normal((DRAWS, len(told)))
    choice, core = np.quantile((values @ root.T).max(axis=1), (CHOICE, CORE))
    return float(choice), float(core)


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
