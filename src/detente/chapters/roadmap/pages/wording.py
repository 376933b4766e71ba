"""Times, dates and rounds in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from detente.case.model import Case
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.measure_reports import MeasureReport
from detente.findings import Span
from detente.findings.speech import term, to_do
from detente.findings.words import HARD_SPACE, count, listed

MONTHS = 12
DAYS = 365.25  # of a year
WEEKS = 1.95  # months up to which times are said in days or weeks

BREAKS = {
    "order": "breaks what must come first",
    "apart": "joins what cannot go together",
    "together": "parts what goes together",
    "most": "moves too much at once",
    "rounds": "has too many rounds",
}


def duration(years: float) -> str:
    """Say how long something takes: under two months in days or weeks, else in months or years.

    Example:
        >>> [duration(x).replace(HARD_SPACE, " ") for x in (0.001, 0.017, 0.04, 0.1, 0.17, 0.9, 1.0, 2.83)]
        ['under 1 day', '6 days', '2 weeks', '5 weeks', '2 months', '11 months', '12 months', '2.8 years']
    """
    months, days = years * MONTHS, years * DAYS
    if 0 < days < 0.5:
        return f"under {count(1, 'day')}".replace(" ", HARD_SPACE)
    if days < 13.5:
        return count(round(days), "day").replace(" ", HARD_SPACE)
    if months < WEEKS:
        return count(round(days / 7), "week").replace(" ", HARD_SPACE)
    if months < 23.5:
        return count(round(months), "month").replace(" ", HARD_SPACE)
    return f"{years:.1f}{HARD_SPACE}years"


def axis(spans: Iterable[Span]) -> tuple[str, tuple[Span, ...], tuple[tuple[float, str], ...], float]:
    """Choose the unit in which bars are drawn: days where all is done within two months, else months.

    Args:
        spans: Bars from a start to an end in months.

    Returns:
        The unit; the bars in this unit; each start and end in words; and how many units a month has.
    """
    given = tuple(spans)
    unit, each = ("days", DAYS / MONTHS) if max(span.end for span in given) < WEEKS else ("months", 1.0)
    drawn = tuple(replace(span, start=span.start * each, end=span.end * each) for span in given)
    months = {at * each: at for span in given for at in (span.start, span.end)}
    return unit, drawn, tuple((x, duration(at / MONTHS) if at else "the start") for x, at in months.items()), each


def within(months: Iterable[float]) -> str:
    """Say a range of months: the middle, and the two ends in brackets where they differ.

    Example:
        >>> within([0.2, 3.4, 12.0]).replace(HARD_SPACE, " ")
        '3 months (6 days to 12 months)'
    """
    low, middle, high = (duration(value / MONTHS) for value in months)
    return middle if low == high else f"{middle} ({low} to {high})"


def is_done(case: Case, found: RoadmapReport, measure: MeasureReport) -> bool:
    """Return whether a measure has been carried out already."""
    done, ladder = found.carried_out.get(measure.issue), case.ladder(measure.issue)
    return done is not None and ladder.index(measure.option) <= ladder.index(done)


def day(date: dt.date | None) -> str:
    """Say a date in short; a dash for None.

    Example:
        >>> day(dt.date(2022, 3, 9)), day(None)
        ('9 Mar 2022', '–')
    """
    return "–" if date is None else f"{date.day} {date:%b %Y}"


def median(found: RoadmapReport) -> str:
    """Say how long the roadmap recommended takes: by its dates, if it has any; else by median lengths of rounds."""
    dates = found.schedule
    if dates is not None and dates.end is not None and dates.measures:
        return f"from {day(dates.measures[0].start)} to {day(dates.end)}"
    return f"{duration(sum(r.months[1] for r in found.rounds) / MONTHS)} at median lengths"


def titled(case: Case, measure: MeasureReport) -> str:
    """Say a step in a table or beside a bar."""
    return term(case, measure.issue, measure.option)


def step(case: Case, measure: MeasureReport) -> str:
    """Say a step within a sentence: what is to be done, or the name of the option in quotes."""
    return to_do(case, measure.issue, measure.option)


def measures(case: Case, found: Iterable[MeasureReport]) -> str:
    """Name the steps of a round."""
    return listed(step(case, measure) for measure in found)
