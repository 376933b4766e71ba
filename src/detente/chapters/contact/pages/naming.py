"""Risks, hours and names as the chapter says them."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.arrival_reports import ArrivalReport
from detente.findings.sampled import Sampled
from detente.findings.speech import of_name
from detente.findings.words import HARD_SPACE, apart, percent, within

SMALL = 0.1  # below this, a risk is said with two digits
DAY = 24.0


def risk(told: Sampled, name: str) -> str:
    """Say a probability of a report with its error: a small one with two digits.

    Args:
        told: The part of the report.
        name: The number.
    """
    share, low, high = told.interval(name)
    if share >= SMALL or share <= 0:
        return within(share, low, high)
    half = 50 * (high - low)
    error = f" ± {half:.1g}" if half >= share else ""
    digits = max(0, 2 - len(f"{int(share * 100)}".lstrip("0")))
    if not error and half >= 0.5 * 10**-digits:
        error = f" ± {half:.{digits}f}"
    return f"{small(share * 100)}{error}{HARD_SPACE}%"


def small(value: float) -> str:
    """Say a number with two digits that count.

    Example:
        >>> [small(x) for x in (0.0123, 3.456, 45.6, 0)]
        ['0.012', '3.5', '46', '0']
    """
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 9.95 else f"{float(f'{value:.2g}'):g}"


def fall(told: Sampled, name: str) -> str:
    """Say by how much a risk falls, in percentage points with its error."""
    share, low, high = told.interval(name)
    if abs(share) >= SMALL / 10:
        return apart(share, low, high)
    if abs(share) < 1e-12:
        return "nothing"
    return f"{'−' if share < 0 else ''}{small(abs(share) * 100)}{HARD_SPACE}pp"


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
        ('1 year', '2.5 years')
    """
    return f"{years:g} year{'' if years == 1 else 's'}"


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


def share_of(told: Sampled, name: str) -> str:
    """Say a share of worlds with its error."""
    share, low, high = told.interval(name)
    return within(share, low, high) if share is not None else percent(0)
