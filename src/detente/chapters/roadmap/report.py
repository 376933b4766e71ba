"""The report of the roadmap chapter: the JSON of `detente roadmap --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from types import NoneType
from typing import Any, Literal, get_args, get_origin

from detente.chapters.roadmap.reports.day_reports import LastDayReport, last_day_reports
from detente.chapters.roadmap.reports.round_reports import RoundReport, mean_beliefs, round_reports, steady_shares
from detente.chapters.roadmap.reports.schedule_reports import ScheduleReport, schedule_report
from detente.chapters.roadmap.reports.step_reports import (
    InsistedReport,
    InsuranceReport,
    PreconditionReport,
    ShareReport,
    insisted_reports,
    insurance_reports,
    precondition_reports,
    share_reports,
)
from detente.chapters.roadmap.reports.way_reports import CriteriaReport, WayReport, frontier_reports, way_reports
from detente.chapters.roadmap.result import Roadmaps, Way
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds


class RoadmapReport(Sampled):
    """In which order the steps to a package need the least trust."""

    package: str | None
    """Label of the package, as the agreement chapter has it; null where there is none."""
    name: str | None
    """Its printed name."""
    proposes: bool
    """Whether the package is recommended by the chapter `proposal`, and not only looked at."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    problem: str | None
    """Why there is no roadmap, if there is none."""
    method: Literal["exact", "best-of"] | None
    """exact: every roadmap was judged by the outcome tree in every drawn world. best-of: the most promising were, by
    what they are worth at stated beliefs in some of the worlds."""
    partly: bool
    """Whether there are more places on the way than can be searched: the search passes over some of them, or, if that
    is not enough, only short roadmaps and those for comparison were judged."""
    compared: int
    """Number of roadmaps compared."""
    judged: int
    """Number of those judged by the outcome tree in every world."""
    most_rounds: int
    """Rounds that a roadmap has at most."""
    most_at_once: int
    """Issues that a round moves at most."""
    attainable: float
    """Share of worlds in which the package is attainable; where that is 0, means are over all worlds."""
    reachable: float
    """Share of worlds in which the roadmap to propose is walked through and broken by nobody, once the other side has
    engaged, and supposing that the package is agreed."""
    joint: float
    """Share of worlds in which it is attainable and so reachable."""
    recommended: WayReport | None
    """The roadmap to propose."""
    baselines: list[WayReport]
    """What it is compared with."""
    frontier: list[CriteriaReport]
    """Roadmaps that no other beats on doubt, exposure, years and enforcing at once; a spread of at most twelve."""
    unbeaten: int
    """How many of those there are."""
    beliefs: dict[str, float]
    """Principal → how likely it holds the other side to be sincere before anything is done, on average."""
    rounds: list[RoundReport]
    """The rounds of the roadmap to propose."""
    carried_out: dict[str, str]
    """Issue → option that has been carried out already."""
    done: int
    """How many of the first rounds do no more than that."""
    steady: dict[str, float]
    """Party → share of the worlds in which the package is attainable, in which it does not gain by breaking it once all
    is done."""
    weakest: int | None
    """Number of the round that pays to keep in the fewest worlds."""
    insurance: list[InsuranceReport]
    """What insuring each measure would do, the most useful first."""
    insisted: list[InsistedReport]
    """What insisting on each measure first would cost, the dearest first."""
    demands: list[PreconditionReport]
    """What further demands would cost, as content and as preconditions: of those that some principal would like, the
    three with the largest price as content, the dearest as a precondition first."""
    demands_left: int
    """How many more such demands there are."""
    shares: list[ShareReport]
    """Measures that can be carried out in shares."""
    schedule: ScheduleReport | None
    """The roadmap on the calendar."""
    last_days: list[LastDayReport]
    """The measures of the roadmap to propose that have a last day."""


def report(found: Roadmaps) -> RoadmapReport:
    """Return the report of a result."""
    case = found.worlds.case
    name = case.packages[found.label].name if found.label in case.packages else None
    if found.way is None:
        problem = found.problem or "No package is attainable in any world."
        empty = {key: _empty(field.annotation) for key, field in RoadmapReport.model_fields.items()}
        return RoadmapReport(**{**empty, "package": found.label or None, "name": name, "problem": problem})
    return _report(found.label, name, found.way, found.worlds)


def _report(label: str, name: str | None, way: Way, worlds: Worlds) -> RoadmapReport:
    case = worlds.case
    recommended, *baselines = way_reports(way, worlds)
    rounds = round_reports(way, worlds)
    return copied(
        RoadmapReport,
        way,
        package=label,
        name=name,
        options={i: case.ladder(i)[o] for i, o in zip(case.issues, way.plan.target, strict=True) if o},
        problem=None,
        method=way.journey.method,
        partly=way.plan.partly,
        compared=way.journey.compared,
        judged=len(way.journey.scored),
        most_rounds=way.plan.most_rounds,
        most_at_once=way.plan.lattice.bound,
        attainable=worlds.sampled(way.context.attainable),
        reachable=worlds.sampled(way.reachable),
        joint=worlds.sampled(way.reachable & way.context.attainable),
        recommended=recommended,
        baselines=baselines,
        frontier=frontier_reports(way, worlds),
        unbeaten=len(way.journey.unbeaten),
        beliefs=mean_beliefs(way, worlds),
        rounds=rounds,
        carried_out=dict(way.plan.said.carried_out),
        done=way.plan.rounds_done(way.journey.best),
        steady=steady_shares(way, worlds),
        weakest=min(rounds, key=lambda r: r.holds).number,
        insurance=insurance_reports(way),
        insisted=insisted_reports(way),
        demands=precondition_reports(way),
        demands_left=way.demands.left,
        shares=share_reports(way, worlds),
        schedule=schedule_report(way),
        last_days=last_day_reports(way, worlds),
    )


def _empty(annotation: Any) -> Any:
    """Return what a field of this type holds where there is no roadmap: null, no entries, or 0."""
    return None if NoneType in get_args(annotation) else (get_origin(annotation) or annotation)()
