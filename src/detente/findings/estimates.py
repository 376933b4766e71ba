"""A number that knows its error of sampling, so that nobody who says it can leave the error out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # so that `detente --help` need not load NumPy
    from detente.worlds.errors import Interval


class Estimate(float):
    """A number with the ends of its interval of sampling; counted with, it is the number alone.

    Turned round, or taken from a number that is no estimate, it keeps the interval. `detente.findings.words` says an
    estimate with its error, whichever function is asked to say it; where the interval is said in other words beside
    it, `float` makes a plain number of it.

    Attributes:
        low: Lower end of the interval.
        high: Upper end.

    Example:
        >>> left = 1 - Estimate(0.3, 0.25, 0.36)
        >>> left, round(left.low, 2), round(left.high, 2), round(left.error, 3)
        (0.7, 0.64, 0.75, 0.055)
    """

    low: float
    high: float

    def __new__(cls, value: float, low: float, high: float) -> Self:
        """Make an estimate of a number and the ends of its interval."""
        made = super().__new__(cls, value)
        made.low, made.high = low, high
        return made

    @classmethod
    def of(cls, found: Interval) -> Self:
        """Make an estimate of a number with its interval."""
        return cls(found.value, found.low, found.high)

    def __getnewargs__(self) -> tuple[float, float, float]:  # type: ignore[override]
        """Return what a copy of it is made from."""
        return float(self), self.low, self.high

    def __neg__(self) -> Estimate:
        """Return the number with the other sign; its interval is turned round."""
        return Estimate(-float(self), -self.high, -self.low)

    def __rsub__(self, other: float) -> float:
        """Return what is left of a number: an estimate too, as the other number has no error here."""
        return Estimate(other - float(self), other - self.high, other - self.low)

    @property
    def error(self) -> float:
        """Half of the width of the interval, to be said after “±”."""
        return (self.high - self.low) / 2
