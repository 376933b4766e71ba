"""Times, dates and rounds in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from detente.findings.words import HARD_SPACE, count, listed
from detente.roadmap.report import MeasureReport

MONTHS = 12


def duration(years: float) -> str:
    """Say how long something takes.

    Example:
        >>> [duration(x).replace(HARD_SPACE, " ") for x in (0.04, 0.1, 0.9, 2.83, 1.0)]
        ['2 weeks', '1 month', '11 months', '2.8 years', '12 months']
    """
    months = years * MONTHS
    if months < 1:
        return count(max(1, round(months * 52 / 12)), "week").replace(" ", HARD_SPACE)
    if months < 23.5:
        return count(round(months), "month").replace(" ", HARD_SPACE)
    return f"{years:.1f}{HARD_SPACE}years"


def within(months: Iterable[float]) -> str:
    """Say a spread of months: the middle, and the two ends.

    Example:
        >>> within([0.2, 3.4, 12.0]).replace(HARD_SPACE, " ")
        '3 months (1 week to 12 months)'
    """
    low, middle, high = (duration(value / MONTHS) for value in months)
    return middle if low == high else f"{middle} ({low} to {high})"


def day(date: dt.date | None) -> str:
    """Say a date.

    Example:
        >>> day(dt.date(2022, 3, 9)), day(None)
        ('9 Mar 2022', '–')
    """
    return "–" if date is None else f"{date.day} {date:%b %Y}"


def measures(found: Iterable[MeasureReport]) -> str:
    """Name the measures of a round."""
    return listed(measure.name for measure in found)
