"""Words that the pages of the precedent chapter share."""

from __future__ import annotations

import datetime as dt

from detente.chapters.precedent.reports.event_reports import RateRatioReport
from detente.chapters.precedent.reports.near_reports import NearReport
from detente.findings.sampled import Ends
from detente.findings.standing import the_package
from detente.findings.words import HARD_SPACE, full_date, percent

CHAPTER = "precedent"


def between(ends: Ends) -> str:
    """Say an interval of shares, or of differences of shares."""
    return f"{percent(ends.low)} to {percent(ends.high)}"


def called(package: NearReport) -> str:
    """Say which package it is: the one recommended, or a named one by its name."""
    return the_package(True) if package.recommended else f"“{package.name}”"


def spoken_day(date: str) -> str:
    """Say a date.

    Example:
        >>> spoken_day("2021-08-31")
        '31 August 2021'
    """
    return full_date(dt.date.fromisoformat(date))


def lasting(years: float) -> str:
    """Say how long something lasted.

    Example:
        >>> [lasting(y).replace(HARD_SPACE, " ") for y in (0.12, 1.0, 7.4, 31.2)]
        ['1 month', '1.0 years', '7.4 years', '31 years']
    """
    if years < 1:
        months = max(1, round(years * 12))
        return f"{months}{HARD_SPACE}month{'' if months == 1 else 's'}"
    return f"{years:.0f}{HARD_SPACE}years" if years >= 10 else f"{years:.1f}{HARD_SPACE}years"


def horizon(years: float) -> str:
    """Say the years after which an agreement counts as having held."""
    return f"{years:g}{HARD_SPACE}year{'' if years == 1 else 's'}"


def chance(value: float) -> str:
    """Say the value of a test."""
    return "below 0.001" if value < 0.001 else f"{value:.2g}"


def times(ratio: RateRatioReport) -> str:
    """Say a ratio of rates with its interval."""
    high = "no upper end" if ratio.high is None else f"{ratio.high:.2g}"
    said = "–" if ratio.ratio is None else f"{ratio.ratio:.2g}"
    return f"{said} ({ratio.low:.2g} to {high})"


def spoken(correlation: float) -> str:
    """Say a correlation."""
    return f"{float(correlation):.2f}".replace("-", "−")
