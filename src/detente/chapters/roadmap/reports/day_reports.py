"""Last days in the roadmap report: which measures have one, and how often the roadmap comes too late for it."""

from __future__ import annotations

import datetime as dt

from detente.chapters.roadmap.reports.measure_reports import MeasureReport, measure_report
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.space.lattice import legs, measures_between
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds


class LastDayReport(Sampled):
    """A measure that has a last day."""

    measure: MeasureReport
    """The measure."""
    until: dt.date
    """Its last day."""
    late: float
    """Share of the worlds in which the package is attainable, in which its round comes too late for a last day."""


def last_day_reports(way: Way, worlds: Worlds) -> list[LastDayReport]:
    """Return the measures of the roadmap to propose that have a last day, in the order of its rounds."""
    return [
        copied(
            LastDayReport,
            way,
            measure=measure_report(worlds.case, step),
            until=way.plan.last_days[step],
            late=worlds.sampled(~way.walked.in_time[k], way.context.agreed),
        )
        for k, leg in enumerate(legs(way.chosen))
        for step in measures_between(*leg)
        if step in way.plan.last_days
    ]
