"""The points of a party as a case writes them: exact where it matters, so that no tie is broken and none is made.

A case counts points in whole units of 13 digits (`detente.chapters.agreement.space.scores`). Utilities that fit these
units are written as they are. Others, such as thirds, are multiplied by the smallest factor that makes them whole: a
party's points are its own scale. Where even the factor is too large, they are rounded, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from detente.formats.scenarios.scenario import Profile

DIGITS = 12  # one less than a case counts, for where the largest sum rounds up to the next power of ten


@dataclass(frozen=True)
class ExactPoints:
    """How the utilities of a party are written.

    Attributes:
        profile: The party.
    """

    profile: Profile

    @cached_property
    def _numbers(self) -> tuple[Fraction, ...]:
        return (*(worth for points in self.profile.points for worth in points), self.profile.threshold)

    @cached_property
    def _scale(self) -> Fraction:
        """The largest sum, in size, of which a case may have to tell apart the last digits."""
        largest = (max(map(abs, points), default=Fraction(0)) for points in self.profile.points)
        return sum(largest, abs(self.profile.threshold))

    @cached_property
    def factor(self) -> Fraction | None:
        """What all utilities are multiplied by; None where they have to be rounded."""
        if self._fits(Fraction(1)):
            return Fraction(1)
        whole = lcm(*(number.denominator for number in self._numbers))
        common = gcd(*(int(number * whole) for number in self._numbers))
        factor = Fraction(whole, common or 1)
        return factor if self._fits(factor) else None

    def _fits(self, factor: Fraction) -> bool:
        """Return whether all utilities times a factor are whole numbers of units."""
        places = DIGITS - _magnitude(self._scale * factor)
        unit = Fraction(10) ** places
        return all((number * factor * unit).denominator == 1 for number in self._numbers)

    def written(self, utility: Fraction) -> str:
        """Return a utility of the party as the case has it, in points."""
        return number(utility * (self.factor or 1))

    @property
    def note(self) -> str | None:
        """A sentence about what was done to the utilities; None if they are written as they are."""
        if self.factor is None:
            return "utilities are rounded to 17 digits: exact, they would be too long for a case"
        if self.factor == 1:
            return None
        return f"utilities are multiplied by {float(self.factor):.6g}, so that they are exact and no tie is broken"


def _magnitude(value: Fraction) -> int:
    """Return how many powers of ten a number is at most worth: the smallest m with value ≤ 10^m.

    Example:
        >>> _magnitude(Fraction(1)), _magnitude(Fraction(3, 2)), _magnitude(Fraction(1, 30))
        (0, 1, -1)
    """
    found = len(str(value.numerator)) - len(str(value.denominator)) - 1
    while value > Fraction(10) ** found:
        found += 1
    return found


def number(value: Fraction) -> str:
    """Return a number as it is written into a case: all its digits if it has few enough, else the nearest of 17.

    Example:
        >>> number(Fraction(3, 10)), number(-Fraction(0)), number(Fraction(1, 3)), number(Fraction(10**6))
        ('0.3', '0', '0.3333333333333333', '1000000')
    """
    exact = Context(prec=40).divide(value.numerator, value.denominator)
    if Fraction(exact) != value:
        return repr(float(value))
    return f"{exact:f}".rstrip("0").rstrip(".") if "." in f"{exact:f}" else f"{exact:f}"
