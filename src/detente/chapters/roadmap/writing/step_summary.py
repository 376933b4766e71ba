"""Shares and dates of the roadmap to propose in plain numbers."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.chapters.roadmap.questions.dated_roadmap import Impossible, too_late
from detente.chapters.roadmap.questions.partial_measures import Share
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.writing.naming import measure
from detente.chapters.roadmap.writing.roadmap_reports import DatedReport, ScheduleReport, ShareReport
from detente.chapters.roadmap.writing.round_summary import weights
from detente.worlds import Worlds
from detente.worlds.quantiles import spread


def share_reports(way: Way, worlds: Worlds) -> list[ShareReport]:
    """Report every measure that can be carried out in shares."""
    weight = weights(way, worlds)
    return [_share(way, share, weight) for share in way.shares]


def _share(way: Way, share: Share, weight: Floats) -> ShareReport:
    total = weight.sum()
    asked = bool(np.isfinite(share.least).any())
    open_ = np.isfinite(share.least) & (share.least <= share.most)
    some = bool(weight @ open_ > 0)
    return ShareReport(
        measure=measure(way.plan.case, (share.issue, share.option)),
        party=share.party,
        irreversible=spread(share.irreversible, weight),
        possible=float(weight @ (share.irreversible > 0) / total),
        small=spread(share.small, weight),
        years=spread(share.years, weight),
        least=spread(share.least[open_], weight[open_]) if some else None,
        most=spread(share.most[open_], weight[open_]) if some else None,
        window=float(weight @ open_ / total) if asked else None,
    )


def schedule_report(way: Way) -> ScheduleReport:
    """Report the roadmap on the calendar."""
    case, found = way.plan.case, way.schedule
    if isinstance(found, Impossible):
        never = measure(case, found.measure)
        return ScheduleReport(measures=[], end=None, soonest=None, by=way.plan.said.ends, never=never)
    late: dict[tuple[int, int], list[str]] = {}
    for option, name in too_late(way.plan, found):
        late.setdefault(option, []).append(way.plan.said.calendar[name].name)
    measures = [
        DatedReport(
            measure=measure(case, at.measure),
            round=number,
            start=at.start,
            done=at.done,
            verified=at.verified,
            latest=at.latest,
            critical=at.critical,
            occasion=at.occasion,
            late=late.get(at.measure, []),
        )
        for number, dates in enumerate(found.rounds, start=1)
        for at in dates
    ]
    return ScheduleReport(measures=measures, end=found.end, soonest=found.soonest, by=way.plan.said.ends, never=None)
