"""Risks, hours and names as the chapter says them."""

from __future__ import annotations

import math

from detente.case.model import Case
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.arrival_reports import ArrivalReport
from detente.findings.estimates import Estimate
from detente.findings.speech import of_name
from detente.findings.words import HARD_SPACE, percent, pp

FINE = 4.0  # of a per cent: an error of so much of a risk is said
SMALL = 0.1  # below this, a risk is said with two digits
DAY = 24.0


def ends(number: float | None) -> tuple[float, float]:
    """Return the ends of the interval of a number of a report: the number itself where it has none."""
    if isinstance(number, Estimate):
        return number.low, number.high
    return (0.0, 0.0) if number is None else (number, number)


def risk(share: float) -> str:
    """Say a probability with its error: a small one with two digits.

    Example:
        >>> told = Estimate(0.0123, 0.0118, 0.0128), Estimate(0.4, 0.38, 0.42), 0.00456
        >>> [risk(x).replace(HARD_SPACE, " ") for x in told]
        ['1.23 ± 0.05 %', '40 ± 2 %', '0.46 %']
    """
    if share >= SMALL or share <= 0:
        return percent(share)
    return f"{_in_hundredths(share)}{HARD_SPACE}%"


def _in_hundredths(share: float) -> str:
    """Say a hundred times a number, an estimate with its error; a minus is said as one."""
    low, high = ends(share)
    told = small(Estimate(100 * abs(float(share)), 100 * low, 100 * high))
    return f"{'−' if share < 0 else ''}{told}"


def small(value: float) -> str:
    """Say a number with two digits that count; an estimate with its error.

    Example:
        >>> [small(x) for x in (0.0123, 3.456, 45.6, 0, Estimate(3.456, 3.2, 3.7))]
        ['0.012', '3.5', '46', '0', '3.5 ± 0.2']
    """
    if isinstance(value, Estimate):
        if 100 * value.error < FINE * abs(value) or not value:
            return small(float(value))
        digits = max(0, -math.floor(math.log10(value.error) + 1e-9))
        return f"{float(value):.{digits}f} ± {value.error:.{digits}f}"
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 9.95 else f"{float(f'{value:.2g}'):g}"


def fall(share: float) -> str:
    """Say by how much a risk differs, in percentage points with its error.

    Example:
        >>> [fall(x).replace(HARD_SPACE, " ") for x in (0.0045, -0.0012, 0.123, 0)]
        ['0.45 pp', '−0.12 pp', '12 pp', 'nothing']
    """
    if abs(share) >= SMALL / 10 or abs(share) < 1e-12:
        return pp(share)
    return f"{_in_hundredths(share)}{HARD_SPACE}pp"


def in_words(told: str) -> str:
    """Say in a sentence what a table says in percentage points.

    Example:
        >>> in_words(f"0.8{HARD_SPACE}pp"), in_words("nothing")
        ('0.8 percentage points', 'nothing')
    """
    return told.replace(f"{HARD_SPACE}pp", " percentage points")


def duration_of(hours: float | None) -> str:
    """Say how long something takes.

    Example:
        >>> [duration_of(x).replace(HARD_SPACE, " ") for x in (0.25, 1.0, 12.4, 96, None)]
        ['15 minutes', '1 hour', '12 hours', '4 days', '–']
    """
    if hours is None:
        return "–"
    if hours < 1:
        return f"{max(1, round(hours * 60))}{HARD_SPACE}minutes"
    if hours < 2 * DAY:
        return f"{round(hours)}{HARD_SPACE}hour{'' if round(hours) == 1 else 's'}"
    return f"{round(hours / DAY)}{HARD_SPACE}days"


def years_of(years: float) -> str:
    """Say a number of years.

    Example:
        >>> years_of(1.0), years_of(2.5)
        ('a year', '2.5 years')
    """
    return "a year" if years == 1 else f"{years:g} years"


def measured(found: ContactReport) -> list[ArrivalReport]:
    """Return how the message by which channels are compared fares, in both directions."""
    return [at for at in found.arrival if at.kind == found.measured]


def from_to(case: Case, sender: str, receiver: str) -> str:
    """Say who sends to whom."""
    return f"{of_name(case.parties[sender])} to {of_name(case.parties[receiver])}"


def channel_names(found: ContactReport) -> dict[str, str]:
    """Return channel → its printed name."""
    return {channel.id: channel.name for channel in found.channels}


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"
