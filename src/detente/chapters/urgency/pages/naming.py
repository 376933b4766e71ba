"""Numbers, days and differences as the chapter says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.findings.estimates import Estimate
from detente.findings.words import percent, points

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TINY = 1e-9
HALF_A_MONTH = 15  # days


def month_of(day: dt.date) -> str:
    """Say a day by its month.

    Example:
        >>> month_of(dt.date(2021, 8, 31))
        'August 2021'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def planned_months(days: Sequence[dt.date]) -> list[str]:
    """Say months by the days on which they begin: each by the calendar month that has most of the first, and on.

    Example:
        >>> planned_months([dt.date(2021, 8, 31), dt.date(2021, 9, 30), dt.date(2021, 10, 31)])
        ['September 2021', 'October 2021', 'November 2021']
        >>> planned_months([dt.date(2022, 1, 16), dt.date(2022, 2, 15)])
        ['January 2022', 'February 2022']
    """
    if not days:
        return []
    middle = days[0] + dt.timedelta(days=HALF_A_MONTH)
    first = middle.year * len(MONTHS) + middle.month - 1
    return [f"{MONTHS[n % len(MONTHS)]} {n // len(MONTHS)}" for n in range(first, first + len(days))]


def number(value: float) -> str:
    """Say a number with a digit behind the point where it is small; an estimate with its error.

    Example:
        >>> [number(x) for x in (0, 0.04, 7.12, 1088.4, -3.7, Estimate(7.12, 6.9, 7.3), Estimate(-0.03, -0.1, 0.1))]
        ['0', 'under 0.1', '7.1', '1,088', '−3.7', '7.1 ± 0.2', '0.0 ± 0.1']
    """
    digits = 0 if abs(value) >= 9.95 else 1
    error = round(value.error, digits) if isinstance(value, Estimate) else 0
    if error > 0:
        sign = "−" if round(value, digits) < 0 else ""
        return f"{sign}{abs(value):,.{digits}f} ± {error:,.{digits}f}"
    if abs(value) < TINY:
        return "0"
    if abs(value) < 0.05:
        return "under 0.1" if value > 0 else "about 0"
    return f"{'−' if value < 0 else ''}{abs(value):,.{digits}f}"


def signed(value: float) -> str:
    """Say a change with its sign and its error.

    Example:
        >>> signed(7.12), signed(-7.12), signed(0)
        ('+7.1', '−7.1', '0')
    """
    text = number(value)
    return f"+{text}" if value > TINY and text[0].isdigit() else text


def moved(change: float) -> str:
    """Say a change of a share, as a clause; one that cannot be told from none is said to be so.

    Example:
        >>> moved(0.0), moved(Estimate(-0.04, -0.05, -0.03)).replace("\u00a0", " ")
        ('does not change', 'falls by 4.0 ± 1.0 percentage points')
        >>> moved(Estimate(-0.01, -0.03, 0.01)).replace("\u00a0", " ")
        'changes by no more than sampling would (−1.0 ± 2.0 percentage points)'
    """
    if abs(change) < TINY:
        return "does not change"
    if isinstance(change, Estimate) and change.low <= 0 <= change.high:
        return f"changes by no more than sampling would ({points(change)})"
    return f"{'rises' if change > 0 else 'falls'} by {points(change if change > 0 else -change)}"


def months_in_words(months: int) -> str:
    """Say a number of months, in years where they are whole.

    Example:
        >>> [months_in_words(m) for m in (1, 3, 12, 60)]
        ['a month', '3 months', 'a year', '5 years']
    """
    if months % 12 == 0:
        return "a year" if months == 12 else f"{months // 12} years"
    return "a month" if months == 1 else f"{months} months"


def share(value: float | None) -> str:
    """Say a share of which there may be none."""
    return "–" if value is None else percent(value)


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"
