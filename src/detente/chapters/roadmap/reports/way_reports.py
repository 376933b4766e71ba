"""Whole roadmaps in the roadmap report: the one to propose, what it is compared with, and those that none beats.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.case.base import Frozen
from detente.chapters.roadmap.judging.round_values import Walk
from detente.chapters.roadmap.reports.measure_reports import MeasureReport, measures_by_round
from detente.chapters.roadmap.reports.roadmap_names import named
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.space.roadmap_space import Baseline
from detente.findings.copying import copied
from detente.worlds import Worlds

MOST_SHOWN = 12  # roadmaps of the frontier


class CriteriaReport(Frozen):
    """What counts about a roadmap: means over the worlds in which the package is attainable."""

    rounds: list[list[MeasureReport]]
    """Its rounds in order, each with its measures."""
    worth: float
    """Smallest over principals of its worth at stated beliefs, as a share of the party's own best attainable gain."""
    doubt: float
    """How sure the more doubtful side must be that the other is sincere."""
    exposure: float
    """Largest exposure, as a share of the party's own best attainable gain."""
    years: float
    """Duration."""
    enforcing: float
    """Share of all worlds in which nobody gains by cheating in any round or afterwards."""


def frontier_reports(way: Way) -> list[CriteriaReport]:
    """Return a spread of the roadmaps that none beats, from those that need little trust to those that need much."""
    journey = way.journey
    order = journey.unbeaten[np.argsort(journey.scored.doubt[journey.unbeaten], kind="stable")]
    if len(order) > MOST_SHOWN:
        order = order[np.linspace(0, len(order) - 1, MOST_SHOWN).round().astype(int)]
    return [
        copied(CriteriaReport, journey.scored.at(n), rounds=measures_by_round(way.plan.case, journey.roadmap(n)))
        for n in order.tolist()
    ]


class WayReport(CriteriaReport):
    """A roadmap that is shown by name."""

    kind: Literal["recommended", "at-once", "goes-first", "named"]
    """Why it is shown."""
    id: str
    """Party that goes first, or id of a named roadmap; empty for the others."""
    name: str
    """Printed name."""
    breaks: Literal["order", "apart", "most", "rounds"] | None
    """Which kind of rule of the case it breaks, so that it could not be proposed; null where it keeps them all."""
    trust: dict[str, float]
    """Principal → how sure it must be."""
    hopeless: float
    """Share of the worlds in which the package is attainable, but in which no belief is enough: the roadmap costs some
    principal more than the package brings it."""


def way_reports(way: Way, worlds: Worlds) -> list[WayReport]:
    """Return the reports of the roadmap to propose and of those it is compared with, in this order."""
    shown = [Baseline("recommended", "", way.chosen, None), *way.plan.baselines]
    return [_way(way, worlds, base, walk) for base, walk in zip(shown, way.detail.walks, strict=True)]


def _way(way: Way, worlds: Worlds, base: Baseline, walk: Walk) -> WayReport:
    weight, rows = way.weight(worlds), way.principals
    hopeless = (walk.keep[0] <= walk.nothing)[list(rows.values())].any(axis=0)
    return copied(
        WayReport,
        way.criteria(walk, worlds),
        kind=base.kind,
        id=base.of,
        name=named(worlds.case, base),
        breaks=base.breaks,
        rounds=measures_by_round(worlds.case, base.roadmap),
        trust={p: float(weight @ walk.trust[row] / weight.sum()) for p, row in rows.items()},
        hopeless=float(weight @ hopeless / weight.sum()),
    )
