"""How long past agreements lasted: the estimate of Kaplan and Meier with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.chapters.precedent.past_lives import PastLife
from detente.worlds.errors import Z

LEVEL = 0.9
EVEN = 0.5


@dataclass(frozen=True)
class LifeStep:
    """A point of a survival curve.

    Attributes:
        years: Years since an agreement began.
        share: Share of agreements that last longer.
        low: Lower end of the interval that covers 90 %; None where it is not defined.
        high: Upper end of it.
    """

    years: float
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class LifeCurve:
    """How long a kind of agreements lasted.

    Attributes:
        number: How many agreements there are.
        failures: How many of them failed.
        steps: The curve, a step at each failure, in order of time.
        longest: The longest that any was observed, in years.
    """

    number: int
    failures: int
    steps: tuple[LifeStep, ...]
    longest: float

    @property
    def median(self) -> float | None:
        """Years that half of them last; None where more than half last as far as one can see."""
        return next((step.years for step in self.steps if step.share <= EVEN + 1e-12), None)

    def at(self, years: float) -> LifeStep | None:
        """Return how many last longer than so many years; None where none was observed so long."""
        if years > self.longest:
            return None
        before = [step for step in self.steps if step.years <= years]
        if before:
            return LifeStep(years, before[-1].share, before[-1].low, before[-1].high)
        return LifeStep(years, 1.0, none_failed(self.number), 1.0)


def none_failed(number: int) -> float:
    """Return the least share that could have let so many last without a failure, at 90 %.

    Example:
        >>> round(none_failed(10), 3)
        0.794
    """
    return float((1 - LEVEL) ** (1 / number)) if number else 0.0


def life_curve(lives: Sequence[PastLife]) -> LifeCurve | None:
    """Return the survival curve of agreements, [KaplanMeier1958] with the log-log interval of [Greenwood1926].

    Args:
        lives: Agreements as they were known on a day.

    Returns:
        The curve; None where nothing was agreed.
    """
    agreed = [life for life in lives if life.agreement.agreed and life.agreement.followed]
    if not agreed:
        return None
    years = np.array([life.years for life in agreed])
    failed = np.array([life.failed for life in agreed])
    ends = np.unique(years[failed])
    left, gone = (years >= ends[:, None]).sum(axis=1), ((years == ends[:, None]) & failed).sum(axis=1)
    share = np.cumprod(1 - gone / left)
    with np.errstate(divide="ignore", invalid="ignore"):  # where nothing is left there is no interval, and that is said
        error = np.sqrt(np.cumsum(gone / (left * (left - gone)))) / np.log(share)
        low, high = share ** np.exp(-Z * error), share ** np.exp(Z * error)
    steps = (
        LifeStep(float(at), float(last), *((float(least), float(most)) if 0 < last < 1 else (None, None)))
        for at, last, least, most in zip(ends, share, low, high, strict=True)
    )
    return LifeCurve(len(agreed), int(failed.sum()), tuple(steps), float(years.max()))
