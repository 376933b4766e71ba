"""The roadmap to propose on the calendar, in the roadmap report.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt

from detente.case.base import Frozen
from detente.chapters.roadmap.questions.dated_roadmap import Impossible, too_late
from detente.chapters.roadmap.reports.measure_reports import MeasureReport, measure_report
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.space.lattice import MeasureStep
from detente.findings.copying import copied


class DatedReport(Frozen):
    """A measure on the calendar."""

    measure: MeasureReport
    """The measure."""
    round: int
    """Number of its round."""
    start: dt.date
    """Day on which the round begins."""
    done: dt.date
    """Day on which it is carried out."""
    verified: dt.date
    """Day on which that is verified."""
    latest: dt.date | None
    """Last day on which it can be carried out if all is to be done in time; null where no such day is stated."""
    critical: bool
    """Whether its round waits for it."""
    occasion: bool
    """Whether it falls on an occasion of the calendar."""
    late: list[str]
    """Names of what it had better come before, and does not."""


class ScheduleReport(Frozen):
    """The roadmap on the calendar, every duration at its median."""

    measures: list[DatedReport]
    """The measures in order."""
    end: dt.date | None
    """Day on which all is verified; null if it never is."""
    soonest: dt.date | None
    """The same if no occasion were waited for."""
    by: dt.date | None
    """Day by which all should be done, if there is one."""
    never: MeasureReport | None
    """A measure that the calendar never allows."""


def schedule_report(way: Way) -> ScheduleReport:
    """Return the report of the schedule, or of the measure that the calendar never allows."""
    case, found, by = way.plan.case, way.schedule, way.plan.said.ends
    if isinstance(found, Impossible):
        never = measure_report(case, found.measure)
        return ScheduleReport(measures=[], end=None, soonest=None, by=by, never=never)
    late: dict[MeasureStep, list[str]] = {}
    for measure, entry in too_late(way.plan, found):
        late.setdefault(measure, []).append(way.plan.said.calendar[entry].name)
    measures = [
        copied(DatedReport, at, measure=measure_report(case, at.measure), round=number, late=late.get(at.measure, []))
        for number, dates in enumerate(found.rounds, start=1)
        for at in dates
        if not way.plan.is_done(at.measure)
    ]
    return copied(ScheduleReport, found, measures=measures, by=by, never=None)
