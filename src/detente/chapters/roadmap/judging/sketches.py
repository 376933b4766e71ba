"""Packages judged quickly: along roadmaps that are known to be good for a like package, and the shortest ones.

A full search for the best roadmap takes seconds a package. Of many packages that are much alike, the steps can be taken
in the same order: what a package does not ask for is left out, what it asks for besides comes last.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import Agreement, OptionNumbers, package_detail
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.outcome_tree import OutcomeTree, refused
from detente.chapters.roadmap.judging.package_judgement import context_of
from detente.chapters.roadmap.judging.roadmap_detail import kept_shares, roadmap_detail
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.roadmap.space.shortest_roadmaps import cut, shortest
from detente.worlds import Worlds


def judge_along(
    package: OptionNumbers, known: Sequence[Roadmap], worlds: Worlds, agreement: Agreement
) -> tuple[Roadmap, OutcomeTree] | None:
    """What would come of a package along the roadmaps known to be good for others, or along the shortest ones?

    Args:
        package: Option number of every issue; it must change something.
        known: Roadmaps to like packages, as positions after each round.
        worlds: The worlds of a case that lacks nothing for the roadmap chapter.
        agreement: What the agreement chapter found in them.

    Returns:
        Of these, the one that is worth most to the side advised (for a mediator, to the side that gains least), and its
        outcome tree; None where the rules allow none of them.
    """
    plan = RoadmapSpace(worlds.case, tuple(int(option) for option in package))
    roadmaps = tuple(dict.fromkeys(_sketches(plan, known)))
    if not roadmaps:
        return None
    context = context_of(agreement, package, worlds)
    detail = roadmap_detail(plan, roadmaps, context, worlds)
    trees = [refused(walked.tree, context.attainable) for walked in detail.walked]
    best = max(range(len(trees)), key=lambda n: (_worth(trees[n], agreement, detail.rates, worlds), -len(roadmaps[n])))
    return roadmaps[best], trees[best]


def along(
    package: OptionNumbers, roadmap: Roadmap, worlds: Worlds, agreement: Agreement, known: Worlds | None = None
) -> OutcomeTree:
    """What would come of a package with one roadmap, in worlds that may be drawn otherwise?

    Args:
        package: Option number of every issue.
        roadmap: Positions after each round.
        worlds: The worlds.
        agreement: What the agreement chapter found, in whatever worlds.
        known: The worlds by which the parties judge what an insincere side would keep, where these are others: nobody
            knows what is only supposed.
    """
    plan = RoadmapSpace(worlds.case, tuple(int(option) for option in package))
    context = _context(package, worlds, agreement)
    shares = None if known is None else kept_shares(plan, (roadmap,), _context(package, known, agreement), known)
    return refused(roadmap_detail(plan, [roadmap], context, worlds, shares).walked[0].tree, context.attainable)


def _context(package: OptionNumbers, worlds: Worlds, agreement: Agreement) -> Context:
    attainable = package_detail(agreement.main.plan, [package], worlds).attainable[0]
    return Context(attainable, attainable if attainable.any() else np.ones_like(attainable), {})


def _sketches(plan: RoadmapSpace, known: Sequence[Roadmap]) -> list[Roadmap]:
    """Return the roadmaps that are tried: the shortest and those of others; without any, the comparisons."""
    nowhere = (0,) * len(plan.target)
    made = [shortest(plan, (), nowhere), *(cut(plan, other) for other in known)]
    found = [roadmap for roadmap in made if roadmap and plan.broken(roadmap) is None]
    return found or [base.roadmap for base in plan.baselines if base.breaks is None]


def _worth(tree: OutcomeTree, agreement: Agreement, rates: Floats, worlds: Worlds) -> float:
    """Return what a tree is worth to the side advised, or to the one that gains least of its best."""
    case, weight = worlds.case, worlds.weight()
    if case.advises in case.principals:
        return float(weight @ tree.of(case.advises))
    hoped = {p: float(weight @ (agreement.main.best[p] / rates[tree.parties.index(p)])) for p in case.principals}
    return min((float(weight @ tree.of(p)) / best for p, best in hoped.items() if best > 0), default=0.0)
