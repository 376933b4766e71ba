"""From what the roadmap chapter found to its report in plain numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.model import Case
from detente.chapters.roadmap.judging.roadmap_choice import Scored
from detente.chapters.roadmap.judging.round_values import Walk
from detente.chapters.roadmap.result import Roadmaps, Way
from detente.chapters.roadmap.space.roadmap_space import Baseline, Roadmap
from detente.chapters.roadmap.writing.naming import measure, named, steps
from detente.chapters.roadmap.writing.roadmap_reports import (
    CriteriaReport,
    InsistedReport,
    InsuranceReport,
    PreconditionReport,
    RoadmapReport,
    WayReport,
)
from detente.chapters.roadmap.writing.round_summary import beliefs, round_reports, steady
from detente.chapters.roadmap.writing.step_summary import schedule_report, share_reports
from detente.worlds import Worlds

MOST_SHOWN = 12
EMPTY: dict[str, Any] = {
    "options": {},
    "method": None,
    "judged": 0,
    "most_rounds": 0,
    "most_at_once": 0,
    "attainable": 0.0,
    "reachable": 0.0,
    "joint": 0.0,
    "recommended": None,
    "baselines": [],
    "frontier": [],
    "unbeaten": 0,
    "beliefs": {},
    "rounds": [],
    "steady": {},
    "weakest": None,
    "insurance": [],
    "insisted": [],
    "demands": [],
    "shares": [],
    "schedule": None,
}


def report(found: Roadmaps) -> RoadmapReport:
    """Put what was found into plain numbers."""
    case, way, worlds = found.worlds.case, found.way, found.worlds
    name = case.packages[found.label].name if found.label in case.packages else None
    if way is None:
        problem = found.problem or "No package is attainable in any world."
        return RoadmapReport.model_validate({**EMPTY, "package": found.label or None, "name": name, "problem": problem})
    every = [Baseline("recommended", "", way.chosen, None), *way.plan.baselines]
    shown = [_way(way, worlds, base, walk) for base, walk in zip(every, way.detail.walks, strict=True)]
    rounds = round_reports(way, worlds)
    return RoadmapReport(
        package=found.label,
        name=name,
        options={i: case.ladder(i)[o] for i, o in zip(case.issues, way.plan.target, strict=True) if o},
        problem=None,
        method=way.journey.method,
        judged=len(way.journey.scored),
        most_rounds=way.plan.most_rounds,
        most_at_once=way.plan.lattice.bound,
        attainable=worlds.share(way.context.attainable),
        reachable=worlds.share(way.reachable),
        joint=worlds.share(way.reachable & way.context.attainable),
        recommended=shown[0],
        baselines=shown[1:],
        frontier=_frontier(way),
        unbeaten=len(way.journey.unbeaten),
        beliefs=beliefs(way, worlds),
        rounds=rounds,
        steady=steady(way, worlds),
        weakest=min(rounds, key=lambda r: r.holds).number,
        insurance=[
            InsuranceReport(
                measure=measure(case, (i.issue, i.option)), kind=i.kind, doubt=i.trust, fall=i.fall, worlds=i.worlds
            )
            for i in way.insurances
        ],
        insisted=[
            InsistedReport(measure=measure(case, (i.issue, i.option)), worth=i.worth, doubt=i.trust, loss=i.loss)
            for i in way.insisted
        ],
        demands=[
            PreconditionReport(
                measure=measure(case, (d.issue, d.option)),
                price=d.price,
                free=d.free,
                content=d.content,
                precondition=d.precondition,
            )
            for d in way.demands
        ],
        shares=share_reports(way, worlds),
        schedule=schedule_report(way),
    )


def _way(way: Way, worlds: Worlds, base: Baseline, walk: Walk) -> WayReport:
    criteria = way.criteria(walk, worlds)
    weight = worlds.weight() * way.context.agreed
    rows = way.principals
    hopeless = (walk.keep[0] <= walk.nothing)[list(rows.values())].any(axis=0)
    return WayReport.model_validate(
        {
            "kind": base.kind,
            "id": base.of,
            "name": named(worlds.case, base),
            "breaks": base.breaks,
            "rounds": steps(worlds.case, base.roadmap),
            "worth": criteria.worth,
            "doubt": criteria.doubt,
            "exposure": criteria.exposure,
            "years": criteria.years,
            "enforcing": criteria.enforcing,
            "trust": {p: float(weight @ walk.trust[row] / weight.sum()) for p, row in rows.items()},
            "hopeless": float(weight @ hopeless / weight.sum()),
        }
    )


def _frontier(way: Way) -> list[CriteriaReport]:
    """Report a spread of the roadmaps that none beats, from little doubt to much."""
    found, case = way.journey.scored, way.plan.case
    order = way.journey.unbeaten[np.argsort(found.trust[way.journey.unbeaten], kind="stable")]
    if len(order) > MOST_SHOWN:
        order = order[np.linspace(0, len(order) - 1, MOST_SHOWN).round().astype(int)]
    return [_criteria(case, found, n, way.journey.roadmap(n)) for n in order.tolist()]


def _criteria(case: Case, found: Scored, n: int, roadmap: Roadmap) -> CriteriaReport:
    return CriteriaReport(
        rounds=steps(case, roadmap),
        worth=float(found.worth[n]),
        doubt=float(found.trust[n]),
        exposure=float(found.exposure[n]),
        years=float(found.years[n]),
        enforcing=float(found.enforcing[n]),
    )
