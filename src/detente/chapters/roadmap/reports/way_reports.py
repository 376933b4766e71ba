"""Whole roadmaps in the roadmap report: the one to propose, what it is compared with, and those that none beats.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.chapters.roadmap.judging.outcome_tree import BRANCHES, REFUSED
from detente.chapters.roadmap.judging.roadmap_detail import WalkedRoadmap
from detente.chapters.roadmap.reports.measure_reports import MeasureReport, measures_by_round
from detente.chapters.roadmap.reports.roadmap_names import named
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.space.roadmap_space import Baseline
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds
from detente.worlds.errors import Interval, mean
from detente.worlds.quantiles import median, spread

MOST_SHOWN = 12  # roadmaps of the frontier


class CriteriaReport(Sampled):
    """What counts about a roadmap: means over the worlds in which the package is attainable."""

    rounds: list[list[MeasureReport]]
    """Its rounds in order, each with its measures."""
    worth: float
    """What the outcome tree gives the principal that is advised, else the one that it gives least, as a share of its
    own best attainable gain."""
    doubt: float
    """How sure the more doubtful side must be, in the round that asks for most, that the other is sincere."""
    exposure: float
    """Largest exposure, as a share of the party's own best attainable gain."""
    years: float
    """Duration."""
    enforcing: float
    """Share of all worlds in which nobody gains by cheating in any round or afterwards: self-enforcing, if beliefs were
    no obstacle."""
    walked: float
    """Share of all worlds in which everybody begins every round, at its stated belief and what it learns from rounds
    that are kept."""
    completed: float
    """Share of all worlds in which it is walked through and nobody breaks it, supposing that the package is agreed."""


def frontier_reports(way: Way, worlds: Worlds) -> list[CriteriaReport]:
    """Return a spread of the roadmaps that none beats, from those that need little trust to those that need much."""
    journey = way.journey
    order = journey.unbeaten[np.argsort(journey.scored.doubt[journey.unbeaten], kind="stable")]
    if len(order) > MOST_SHOWN:
        order = order[np.linspace(0, len(order) - 1, MOST_SHOWN).round().astype(int)]
    return [
        copied(
            CriteriaReport,
            criteria,
            rounds=measures_by_round(way.plan.case, journey.roadmaps[n]),
            **{name: worlds.error_of(getattr(criteria, name)) for name in ("enforcing", "walked", "completed")},
        )
        for n in order.tolist()
        for criteria in (journey.scored.at(n),)
    ]


class WayBranchReport(Sampled):
    """What comes of a roadmap once its package is agreed: shares of the worlds in which the package is attainable."""

    stopped: float
    """A side does not begin some round, or all is done and a side would rather leave."""
    broken: float
    """A side breaks some round, or the agreement once all is done."""
    completed: float
    """It is walked to its end, and lasts."""


class WayReport(CriteriaReport):
    """A roadmap that is shown by name."""

    kind: Literal["recommended", "at-once", "goes-first", "named"]
    """Why it is shown."""
    id: str
    """Party that goes first, or id of a named roadmap; empty for the others."""
    name: str
    """Printed name."""
    breaks: Literal["order", "apart", "together", "most", "rounds"] | None
    """Which kind of rule of the case it breaks, so that it could not be proposed; null where it keeps them all."""
    trust: dict[str, float]
    """Principal → the largest requirement over the rounds: how sure it must be to begin each, on average; 1 where no
    belief is enough."""
    spread: dict[str, list[float]]
    """Principal → 10, 50 and 90 % quantiles of the same."""
    requirements: list[float]
    """Round → how sure the more doubtful side must be to begin it, on average."""
    begun: float
    """Share of the worlds in which the package is attainable, in which everybody begins the first round, or
    the next one where some have been carried out."""
    hopeless: float
    """Share of the worlds in which the package is attainable, but in which no belief is enough for some round."""
    late: float
    """Share of the worlds in which the package is attainable, but in which some measure misses its last day."""
    length: float
    """Years that it takes at the median lengths of its rounds, as on the calendar."""
    branches: WayBranchReport
    """What comes of it where the package is attainable."""


def way_reports(way: Way, worlds: Worlds) -> list[WayReport]:
    """Return the reports of the roadmap to propose and of those it is compared with, in this order."""
    shown = [Baseline("recommended", "", way.chosen, None), *way.plan.baselines]
    return [_way(way, worlds, base, walked) for base, walked in zip(shown, way.detail.walked, strict=True)]


def _way(way: Way, worlds: Worlds, base: Baseline, walked: WalkedRoadmap) -> WayReport:
    weight, agreed = way.weight(worlds), way.context.agreed
    trust = {p: np.minimum(walked.trust[row], 1.0) for row, p in enumerate(way.detail.principals)}
    done = way.plan.rounds_done(base.roadmap)
    asked = np.minimum(walked.needed, 1.0).max(axis=1)
    ends = {name: worlds.sampled(walked.tree.holds(n), agreed) for n, name in enumerate(BRANCHES) if n != REFUSED}
    return copied(
        WayReport,
        way.criteria(walked, worlds),
        kind=base.kind,
        id=base.of,
        name=named(worlds.case, base, way.proposes),
        breaks=base.breaks,
        rounds=measures_by_round(worlds.case, base.roadmap),
        trust={p: mean(values, weight) for p, values in trust.items()},
        spread={p: spread(values, weight) for p, values in trust.items()},
        requirements=[mean(values, weight) for values in asked],
        begun=worlds.sampled(np.logical_and.accumulate(walked.begun)[min(done, len(walked.begun) - 1)], agreed),
        hopeless=worlds.sampled(np.asarray(np.isinf(walked.trust).any(axis=0)), agreed),
        late=worlds.sampled(~np.asarray(walked.in_time.all(axis=0)), agreed),
        length=sum(median(years, weight) for years in walked.walk.years),
        branches=copied(WayBranchReport, walked.tree, **ends),
        **_criteria(way, worlds, walked),
    )


def _criteria(way: Way, worlds: Worlds, walked: WalkedRoadmap) -> dict[str, Interval]:
    """Return what counts about a roadmap that is known in every world, with errors of sampling."""
    weight = way.weight(worlds)
    shares = {name: worlds.sampled(getattr(walked, name)) for name in ("walked", "completed")}
    return {
        **shares,
        "enforcing": worlds.sampled(walked.walk.enforcing),
        "doubt": mean(np.minimum(walked.trust, 1.0).max(axis=0), weight),
        "years": mean(walked.walk.years.sum(axis=0), weight),
        "worth": _worth(way, worlds, walked),
        "exposure": _exposure(way, worlds, walked),
    }


def _exposure(way: Way, worlds: Worlds, walked: WalkedRoadmap) -> Interval:
    """Return the largest exposure of whoever has most at stake as a share of its best gain, which is taken as given."""
    weight = way.weight(worlds)
    best = {p: float(weight @ way.best(p) / weight.sum()) for p in way.principals}
    most = {p: np.maximum(0.0, walked.walk.exposure[:, row].max(axis=0)) for p, row in way.principals.items()}
    told = [mean(lines / best[p], weight) for p, lines in most.items() if best[p] > 0]
    value = way.criteria(walked, worlds).exposure
    found = max(told, key=lambda one: one.value, default=Interval(value, value, value))
    return Interval(value, found.low, found.high)


def _worth(way: Way, worlds: Worlds, walked: WalkedRoadmap) -> Interval:
    """Return what the outcome tree gives whoever counts as a share of its best gain, which is taken as given."""
    weight, worth = way.weight(worlds), way.criteria(walked, worlds).worth
    gains = {p: mean(walked.tree.worth[row], weight) for p, row in way.principals.items()}
    best = {p: float(weight @ way.best(p) / weight.sum()) for p in gains}
    shares = {
        p: Interval(g.value / best[p], g.low / best[p], g.high / best[p]) for p, g in gains.items() if best[p] > 0
    }
    found = min(shares.values(), key=lambda share: abs(share.value - worth), default=Interval(worth, worth, worth))
    return Interval(worth, found.low, found.high)
