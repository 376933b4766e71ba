"""What a package is worth to one delegation, by what that delegation has said to itself and to nobody else.

A statement of worths has a line for each option, `exercises/end: -2 to -1`, and one for failing, `reservation: 0`. A
package is worth the sum of its options; its bounds are the sums of theirs, so they hold whatever the dependence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from detente.case.model import Case

LINE = re.compile(r"([a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?)\s*:\s*(\S+?)(?:\s+to\s+(\S+))?")
RESERVATION = "reservation"


class WorthsError(ValueError):
    """A statement of worths that cannot be read; the message says which line and what was expected."""


@dataclass(frozen=True)
class WorthRange:
    """What something is worth, in points of one delegation.

    Attributes:
        low: At least so much.
        high: At most so much.
    """

    low: float
    high: float

    def __add__(self, other: WorthRange) -> WorthRange:
        """Return the bounds of a sum."""
        return WorthRange(self.low + other.low, self.high + other.high)

    @property
    def text(self) -> str:
        """The range in words."""
        low, high = (f"{value:g}".replace("-", "−") for value in (self.low, self.high))
        return low if low == high else f"{low} to {high}"


NOTHING = WorthRange(0.0, 0.0)


@dataclass(frozen=True)
class OptionWorths:
    """What options are worth to a delegation.

    Attributes:
        options: Worth of each option, by issue and option.
        reservation: Worth of failing; None if it was not said.
    """

    options: Mapping[tuple[str, str], WorthRange]
    reservation: WorthRange | None


@dataclass(frozen=True)
class OwnValue:
    """What a package is worth to one delegation.

    Attributes:
        worth: Bounds of it, in points; of the options that were stated.
        unstated: Issues whose option has no stated worth.
        reservation: What failing is worth; None if it was not said.
    """

    worth: WorthRange
    unstated: tuple[str, ...]
    reservation: WorthRange | None

    @property
    def beside_failing(self) -> str:
        """How it compares with failing, in words; empty where that is not known."""
        if self.reservation is None or self.unstated:
            return ""
        if self.worth.low > self.reservation.high:
            return "better than no agreement"
        if self.worth.high < self.reservation.low:
            return "worse than no agreement"
        return "better or worse than no agreement: the ranges overlap"


def read_worths(text: str) -> OptionWorths:
    """Return the worths that a text states, a line an option.

    Raises:
        WorthsError: A line is none.

    Example:
        >>> read_worths("exercises/end: -2 to -1").options["exercises", "end"].text
        '−2 to −1'
    """
    options: dict[tuple[str, str], WorthRange] = {}
    reservation = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        worth = _worth(match[2], match[3]) if match else None
        if match is None or worth is None:
            wanted = "expected such as exercises/end: -2 to -1"
            raise WorthsError(f"line {number}: found {line.strip()[:80]!r}; {wanted}")
        issue, _, option = match[1].partition("/")
        if option:
            options[issue, option] = worth
        elif issue == RESERVATION:
            reservation = worth
        else:
            raise WorthsError(f"line {number}: found {match[1]!r}; expected issue/option, or {RESERVATION}")
    return OptionWorths(options, reservation)


def _worth(low: str, high: str | None) -> WorthRange | None:
    try:
        found = WorthRange(float(low), float(low if high is None else high))
    except ValueError:
        return None
    return found if found.low <= found.high and isfinite(found.low) and isfinite(found.high) else None


def own_value(package: Mapping[str, str], stated: OptionWorths, unchanged: Mapping[str, str]) -> OwnValue:
    """Return what a package is worth.

    Args:
        package: Issue → option.
        stated: What the delegation has stated.
        unchanged: Issue → the option that changes nothing, which is worth 0 unless stated otherwise.
    """
    total, unstated = NOTHING, []
    for issue, option in sorted(package.items()):
        worth = stated.options.get((issue, option), NOTHING if unchanged.get(issue) == option else None)
        if worth is None:
            unstated.append(issue)
        else:
            total = total + worth
    return OwnValue(total, tuple(unstated), stated.reservation)


def change_of(
    before: Mapping[str, str], after: Mapping[str, str], stated: OptionWorths, unchanged: Mapping[str, str]
) -> OwnValue:
    """Return what a change from one package to another is worth: what is the same in both cancels."""
    issues = [one for one in sorted(before.keys() | after.keys()) if before.get(one) != after.get(one)]
    gained = own_value({one: after[one] for one in issues if one in after}, stated, unchanged)
    lost = own_value({one: before[one] for one in issues if one in before}, stated, unchanged)
    worth = WorthRange(gained.worth.low - lost.worth.high, gained.worth.high - lost.worth.low)
    return OwnValue(worth, tuple(sorted({*gained.unstated, *lost.unstated})), stated.reservation)


def unchanged_options(case: Case | None) -> dict[str, str]:
    """Return the option of each issue that changes nothing; none where no case is served."""
    if case is None:
        return {}
    return {issue: next(iter(said.options)) for issue, said in case.issues.items()}
