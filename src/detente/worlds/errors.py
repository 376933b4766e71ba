"""Errors of sampling: what other worlds, drawn alike, could have given in place of a share or a difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats

LEVEL = 0.9  # how often an interval should hold the share that ever more worlds would give
Z = 1.6448536269514722  # so many standard errors to either side of a normal value hold 90 %
FEW = 400  # fewer effective worlds than so many leave a share off by more than four points: worth a warning


@dataclass(frozen=True)
class Interval:
    """A number and where it would lie with ever more worlds, at 90 %.

    Attributes:
        value: The number, as these worlds give it.
        low: Lower end.
        high: Upper end.
    """

    value: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Half of its width, to be said after “±”."""
        return (self.high - self.low) / 2


def interval(holds: Bools, weights: Floats) -> Interval:
    """Return the weighted share of worlds in which something holds, with its error.

    The interval is that of [Wilson1927], for as many worlds as would give this variance if they were of equal weight
    and independent of each other. Stratified worlds do better than that, most of all where one judgement decides alone.

    Args:
        holds: Array (worlds): whether it holds.
        weights: Array (worlds): weight of each world, not all 0.

    Example:
        >>> found = interval(np.arange(400) < 100, np.ones(400))
        >>> found.value, round(found.low, 3), round(found.high, 3)
        (0.25, 0.216, 0.287)
    """
    share = float(weights @ holds / weights.sum())
    return of_share(share, _number(np.asarray(holds, dtype=np.float64), share, share * (1 - share), weights))


def of_share(share: float, number: float) -> Interval:
    """Return a share with its error ([Wilson1927]), where in which worlds something holds is not at hand.

    Args:
        share: The share; what rounding added beyond 0 or 1 is left out.
        number: How many independent worlds of equal weight say as much.

    Example:
        >>> found = of_share(0.0, 100)
        >>> found.low, round(found.high, 3)
        (0.0, 0.026)
        >>> of_share(1 + 1e-15, 100).value
        1.0
    """
    share = min(1.0, max(0.0, share))
    scaled = Z**2 / number
    middle = (share + scaled / 2) / (1 + scaled)
    half = Z / (1 + scaled) * np.sqrt(share * (1 - share) / number + scaled / (4 * number))
    return Interval(share, min(share, max(0.0, float(middle - half))), max(share, min(1.0, float(middle + half))))


def difference(one: Bools, other: Bools, weights: Floats) -> Interval:
    """Return by how much the share of one thing is above that of another in the same worlds, with its error.

    The worlds in which both or neither hold cancel out. Half a world is added to each of the four ways in which two
    things can hold or not ([AgrestiMin2005]), so that few worlds in which they differ are not taken for none.

    Args:
        one: Array (worlds): whether the one holds.
        other: Array (worlds): whether the other does.
        weights: Array (worlds): weight of each world, not all 0.

    Example:
        >>> holds = np.arange(400) < 100
        >>> found = difference(holds, holds, np.ones(400))
        >>> found.value, round(found.error, 4)
        (0.0, 0.0041)
    """
    apart = np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    mean = float(weights @ apart / weights.sum())
    spread = float(weights @ (apart - mean) ** 2 / weights.sum())
    number = _number(apart, mean, spread, weights)
    middle = mean * number / (number + 2)
    square = (number * (spread + mean**2) + 1) / (number + 2)
    half = Z * np.sqrt((square - middle**2) / (number + 2))
    return Interval(mean, min(mean, max(-1.0, float(middle - half))), max(mean, min(1.0, float(middle + half))))


def between_runs(one: Bools, other: Bools, weights: Floats, others: Floats) -> Interval:
    """Return by how much one share is above another where the same worlds have weights of their own for each.

    World by world, what each adds to the difference is taken together, so that what both runs share cancels out; its
    error is 1.645 times the root of the sum of their squares. With the same weights, that of `difference`.

    Args:
        one: Array (worlds): whether the one holds.
        other: Array (worlds): whether the other does.
        weights: Array (worlds): weight of each world for the one, not all 0.
        others: Array (worlds): weight of each world for the other, not all 0.

    Example:
        >>> holds = np.arange(400) < 100
        >>> found = between_runs(holds, holds, np.ones(400), 1 + 0.5 * holds)
        >>> round(found.value, 3), round(found.error, 3)
        (-0.083, 0.007)
    """
    if np.array_equal(weights, others):
        return difference(one, other, weights)
    means = weights @ one / weights.sum(), others @ other / others.sum()
    adds = weights * (one - means[0]) / weights.sum() - others * (other - means[1]) / others.sum()
    apart, half = float(means[0] - means[1]), Z * float(np.sqrt(adds @ adds))
    return Interval(apart, max(-1.0, apart - half), min(1.0, apart + half))


def of_shares(one: float, other: float, number: float) -> Interval:
    """Return by how much one share is above another, where in which worlds they hold is not at hand.

    Its error is that of independent shares, which is too wide for what tends to hold in the same worlds.

    Args:
        one: The one share.
        other: The other.
        number: How many independent worlds of equal weight say as much.

    Example:
        >>> round(of_shares(0.5, 0.5, 200).error, 3)
        0.082
    """
    apart = one - other
    half = float(np.hypot(of_share(one, number).error, of_share(other, number).error))
    return Interval(apart, max(-1.0, apart - half), min(1.0, apart + half))


def of_quantile(share: float, number: float) -> tuple[float, float]:
    """Return which quantiles of a sample hold a quantile between them, at 90 %.

    Below the quantile lie as many of the worlds as a share has; its interval turned round ([Wilson1927]).

    Args:
        share: The quantile, such as 0.1.
        number: How many independent worlds of equal weight say as much.

    Example:
        >>> [round(x, 3) for x in of_quantile(0.1, 400)]
        [0.078, 0.127]
    """
    found = of_share(share, number)
    return found.low, found.high


def mean(values: Floats, weights: Floats) -> Interval:
    """Return the weighted mean of a number over worlds, with its error: 1.645 standard errors to either side.

    Args:
        values: Array (worlds).
        weights: Array (worlds): weight of each world, not all 0.

    Example:
        >>> found = mean(np.array([0.0, 1.0] * 50), np.ones(100))
        >>> found.value, round(found.error, 3)
        (0.5, 0.082)
    """
    share = weights / weights.sum()
    middle = float(share @ values)
    half = Z * float(np.sqrt(np.sum((share * (values - middle)) ** 2)))
    return Interval(middle, middle - half, middle + half)


def mean_chance(chances: Floats, weights: Floats) -> Interval:
    """Return the weighted mean of a chance over worlds, with its error as `mean` has it, within 0 and 1.

    Example:
        >>> found = mean_chance(np.array([0.0] * 99 + [1.0]), np.ones(100))
        >>> found.value, found.low, round(found.high, 3)
        (0.01, 0.0, 0.026)
    """
    found = mean(chances, weights)
    value, low, high = (min(1.0, max(0.0, one)) for one in (found.value, found.low, found.high))
    return Interval(value, low, high)


def _number(values: Floats, mean: float, spread: float, weights: Floats) -> float:
    """How many independent worlds of equal weight have a mean of these values with the same variance?

    Where all values are alike, the effective number of worlds ([Kish1965]).
    """
    if spread <= 0:
        return float(weights.sum() ** 2 / (weights**2).sum())
    variance = float(np.sum((weights * (values - mean)) ** 2) / weights.sum() ** 2)
    return spread / variance
