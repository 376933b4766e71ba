"""The way to one package: promising roadmaps judged by the outcome tree in every world, and the one to propose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.roadmap.judging.hopes import Context, Hopes, hopes
from detente.chapters.roadmap.judging.many_roadmaps import kept_shares
from detente.chapters.roadmap.judging.preselection import candidates
from detente.chapters.roadmap.judging.roadmap_choice import Scored, criteria_sums, scored
from detente.chapters.roadmap.judging.roadmap_detail import walked_in
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import opened
from detente.worlds import Draws, Worlds

METHODS: dict[bool, Literal["exact", "best-of"]] = {True: "exact", False: "best-of"}


@dataclass(frozen=True)
class Journey:
    """The roadmaps to a package that were judged, and the best of them.

    Attributes:
        plan: The package and its lattice.
        method: exact: every roadmap was judged by the outcome tree. best-of: the most promising of those compared.
        compared: How many roadmaps were compared.
        roadmaps: The roadmaps judged, as positions after each round.
        scored: What counts, for every roadmap judged.
        chosen: Number of the one to propose.
        unbeaten: Numbers of those that no other beats on everything that counts.
    """

    plan: RoadmapSpace
    method: Literal["exact", "best-of"]
    compared: int
    roadmaps: tuple[Roadmap, ...]
    scored: Scored
    chosen: int
    unbeaten: Ints

    @property
    def best(self) -> Roadmap:
        """The roadmap to propose, as positions after each round."""
        return self.roadmaps[self.chosen]


def journey(plan: RoadmapSpace, context: Context, worlds: Worlds) -> Journey:
    """Judge the roadmaps to a package and choose the one to propose.

    Args:
        plan: The package.
        context: In which worlds it would be agreed.
        worlds: The worlds.

    Returns:
        The roadmaps judged by the outcome tree in every world, and the best of them for the side advised.

    Raises:
        NoRoadmapError: The rules leave none.
    """
    found = candidates(plan, context, worlds)
    (shares,) = kept_shares([WaysToPackage(plan, found.roadmaps, context.agreed)], worlds)
    parts = list(worlds.each(partial(_judged, plan, found.roadmaps, context, shares)))
    rounds = np.array([len(roadmap) for roadmap in found.roadmaps], dtype=np.intp)
    told = scored(np.sum([sums for sums, _ in parts], axis=0), rounds, _hopes(plan, context, worlds, parts))
    return Journey(plan, METHODS[found.every], found.compared, found.roadmaps, told, told.best(), told.unbeaten())


def _judged(
    plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], context: Context, shares: tuple[Floats, ...], draws: Draws
) -> tuple[Floats, Floats]:
    """Add up over a block: what counts about each roadmap, and each principal's best attainable gain."""
    here = slice(draws.start, draws.start + draws.size)
    agreed, principals = draws.weights * context.agreed[here], plan.case.principals
    found = walked_in(plan, roadmaps, shares, draws)
    rows = [found.parties.index(party) for party in principals]
    sums = np.array([criteria_sums(walked, rows, agreed, draws.weights) for walked in found.walked])
    rates = opened(draws).terms.rates
    return sums, np.array([np.sum(agreed * context.best[p][here] / rates[p]) for p in principals])


def _hopes(plan: RoadmapSpace, context: Context, worlds: Worlds, parts: list[tuple[Floats, Floats]]) -> Hopes:
    weight, principals = worlds.weight(), plan.case.principals
    agreed, advised = float(weight @ context.agreed), plan.case.advises
    best = hopes(np.sum([best for _, best in parts], axis=0), agreed)
    return Hopes(best, agreed, float(weight.sum()), principals.index(advised) if advised in principals else None)
