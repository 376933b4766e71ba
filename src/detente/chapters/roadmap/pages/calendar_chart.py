"""Chart data of the roadmap on the calendar: seasons, elections and deadlines above, the steps below."""

from __future__ import annotations

import datetime as dt

from detente.case.model import Case
from detente.chapters.roadmap.pages.wording import day, titled
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.schedule_reports import ScheduleReport
from detente.chapters.roadmap.schema import RoadmapFile
from detente.findings import Span, Timeline
from detente.findings.round_days import round_days
from detente.findings.words import how_many, listed

BACKDROP = "on the calendar"
DEADLINE = "All should be done"


def dated(case: Case, found: RoadmapReport, dates: ScheduleReport) -> Timeline:
    """Return the steps of a roadmap on the calendar.

    Args:
        case: The case, whose `roadmap.yaml` says what is on the calendar.
        found: The report.
        dates: Its schedule, with a date for every step.

    Returns:
        A row for each entry of the calendar that falls into the time of the roadmap, then one for each step, from the
        beginning of its round to the day on which it is carried out; x is the ordinal of a date. Before each round
        stands the exit by which each side may leave.
    """
    first, last = dates.measures[0].start, max(at.verified for at in dates.measures)
    last = max(last, dates.by) if dates.by is not None and (dates.by - last).days < (last - first).days else last
    entries = _entries(case, first, last, dates.by)
    steps = [
        Span(
            titled(case, at.measure),
            listed(case.parties[p].name for p in at.measure.by),
            _x(at.start),
            _x(at.done),
            day(at.done),
        )
        for at in dates.measures
    ]
    starts = sorted({(at.round, at.start) for at in dates.measures})
    marks = tuple((_x(start), f"exit {number}") for number, start in starts)
    known = [date for span in (*entries, *steps) for date in (span.start, span.end)]
    ticks = [_x(date) for date in round_days(first, last)]
    exits, where = (
        (f"Before each of the {how_many(len(starts), 'round')} each side may leave", ": the exits at the top.")
        if len(starts) > 1
        else ("Before it begins each side may leave", ": the exit at the top.")
    )
    beyond = f" {DEADLINE} by {day(dates.by)}, later than what is shown." if dates.by and dates.by > last else ""
    says = f"From {day(first)}, at median lengths, to {day(dates.end)}. {exits}"
    return Timeline(
        "The steps on the calendar",
        f"{says}{where}{beyond}",
        "date",
        (*entries, *steps),
        tuple((x, day(dt.date.fromordinal(int(x)))) for x in dict.fromkeys([*known, *ticks])),
        tuple(ticks),
        marks,
        BACKDROP if entries else "",
        case.party_names,
        as_table=f"{says}.{beyond}",
    )


def _entries(case: Case, first: dt.date, last: dt.date, by: dt.date | None) -> list[Span]:
    """Return what is on the calendar from the first day to the last, and the day by which all should be done."""
    said: RoadmapFile = case.parts["roadmap"]
    entries = [
        Span(entry.name, BACKDROP, _x(max(first, period.start)), _x(min(last, period.end)))
        for entry in said.calendar.values()
        for period in entry.periods
        if period.end >= first and period.start <= last
    ]
    return [*entries, *([Span(DEADLINE, BACKDROP, _x(by), _x(by))] if by is not None and first <= by <= last else [])]


def _x(date: dt.date) -> float:
    return float(date.toordinal())
