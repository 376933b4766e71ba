"""The search for the best roadmap to a package: all roadmaps judged, or the best candidates of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.roadmap.judging.label_setting import good_roadmaps
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, rounds_of
from detente.chapters.roadmap.judging.roadmap_choice import Scored, scored
from detente.chapters.roadmap.judging.roadmap_search import JudgedRoadmaps, SearchStakes, judge, search
from detente.chapters.roadmap.judging.round_values import Rounds, walk
from detente.chapters.roadmap.space.lattice import Lattice, Leg, NoRoadmapError, legs
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, Terms, opened, read
from detente.findings.words import count
from detente.worlds import Draws, Worlds

MOST_MEASURES = 8  # with more measures than this, only candidates are judged, not every roadmap
STRESS = (0.1, 0.5, 0.9)  # quantiles, of the trust needed for all at once, at which worlds under stress are taken
MONTHS = 12.0


@dataclass(frozen=True)
class Context:
    """In which worlds the package would be agreed, and what each principal could hope for.

    Attributes:
        attainable: Array (worlds): whether the package is attainable.
        agreed: Array (worlds): whether means are taken over the world: where the package is attainable, or everywhere
            if it is attainable in no world.
        best: Principal → array (worlds): its best attainable gain, points a year.
    """

    attainable: Bools
    agreed: Bools
    best: Mapping[str, Floats]


@dataclass(frozen=True)
class Journey:
    """The roadmaps to a package that were judged, and the best of them.

    Attributes:
        plan: The package and its lattice.
        method: exact: every roadmap was judged. best-of: only candidates, found in a few worlds, were judged.
        roadmaps: The candidates, as positions after each round; empty where every roadmap was judged.
        scored: What counts about each roadmap judged.
        chosen: Number of the one to propose.
        unbeaten: Numbers of those that no other beats on everything that counts.
    """

    plan: RoadmapSpace
    method: Literal["exact", "best-of"]
    roadmaps: tuple[Roadmap, ...]
    scored: Scored
    chosen: int
    unbeaten: Ints

    def roadmap(self, number: int) -> Roadmap:
        """Return the roadmap with a number, as positions after each round."""
        if self.roadmaps:
            return self.roadmaps[number]
        for n, edges in enumerate(self.plan.lattice.roadmaps(self.plan.most_rounds)):
            if n == number:
                return self.plan.lattice.rounds(edges)
        raise IndexError(number)


def distinct_rounds(roadmaps: Sequence[Roadmap]) -> tuple[list[Leg], list[tuple[int, ...]]]:
    """Return the distinct rounds of some roadmaps, and for each roadmap the numbers of its rounds."""
    place: dict[Leg, int] = {}
    orders = [tuple(place.setdefault(leg, len(place)) for leg in legs(roadmap)) for roadmap in roadmaps]
    return list(place), orders


def overhead(draws: Draws) -> Floats:
    """Return array (worlds): years that a round takes on top of its measures."""
    return np.asarray(draws.value("roadmap/overhead") / MONTHS)


def stakes_of(plan: RoadmapSpace, context: Context, draws: Draws, parties: Sequence[str]) -> SearchStakes:
    """Return the beliefs and weights by which roadmaps are compared in a block of worlds."""
    principals = plan.case.principals
    here = slice(draws.start, draws.start + draws.size)
    return SearchStakes(
        principals=tuple(parties.index(party) for party in principals),
        belief=np.array([draws.value(f"roadmap/beliefs/{party}") for party in principals]),
        agreed=draws.weights * context.agreed[here],
        weight=draws.weights,
    )


def journey(plan: RoadmapSpace, context: Context, worlds: Worlds) -> Journey:
    """Judge the roadmaps to a package and choose the one to propose.

    Args:
        plan: The package.
        context: In which worlds it would be agreed.
        worlds: The worlds.

    Returns:
        The roadmaps judged: all of them if the package takes at most `MOST_MEASURES` measures, else candidates.

    Raises:
        NoRoadmapError: The rules leave none, or there are too many places on the way.
    """
    if not plan.lattice.count(plan.most_rounds):
        raise NoRoadmapError(f"The rules of the case leave no roadmap of at most {count(plan.most_rounds, 'round')}.")
    exact = plan.lattice.steps <= MOST_MEASURES
    roadmaps = () if exact else candidates(plan, context, worlds)
    parts = list(worlds.each(partial(_judged, plan, context, roadmaps)))
    best = np.sum([part[1] for part in parts], axis=0)
    weight = worlds.weight()
    found = scored([part[0] for part in parts], float(weight @ context.agreed), float(weight.sum()), best)
    return Journey(plan, "exact" if exact else "best-of", roadmaps, found, found.best(), found.unbeaten())


def _judged(
    plan: RoadmapSpace, context: Context, roadmaps: tuple[Roadmap, ...], draws: Draws
) -> tuple[JudgedRoadmaps, Floats]:
    """Judge some roadmaps, or all if none are given, in a block; and sum each principal's best attainable gain."""
    ledger = opened(plan.case, draws)
    stakes = stakes_of(plan, context, draws, ledger.parties)
    here = slice(draws.start, draws.start + draws.size)
    best = np.array(
        [np.sum(stakes.agreed * context.best[p][here] / ledger.terms.rates[p]) for p in plan.case.principals]
    )
    if roadmaps:
        pairs, orders = distinct_rounds(roadmaps)
        rounds = rounds_of(ledger, RoundMoves.between(pairs), plan.target, overhead(draws))
        return judge(rounds, orders, stakes), best
    rounds = lattice_rounds(plan.lattice, ledger, overhead(draws))
    return search(plan.lattice, rounds, stakes, plan.most_rounds), best


def lattice_rounds(lattice: Lattice, ledger: Ledger, extra: Floats) -> Rounds:
    """Return the worth of every round of a lattice, in its order."""
    places = np.array([lattice.position(n) for n in range(len(lattice.places))], dtype=np.intp)
    before, after = lattice.edges
    return rounds_of(ledger, RoundMoves(places[before], places[after]), lattice.target, extra)


def candidates(plan: RoadmapSpace, context: Context, worlds: Worlds) -> tuple[Roadmap, ...]:
    """Return the roadmaps to judge where there are too many to judge them all.

    They are the baselines that keep the rules, and the roadmaps that are good in the central world or in a world under
    stress. Worlds under stress are those at the quantiles `STRESS` of the trust needed for all at once, among the
    worlds of the first block in which the package is attainable.
    """
    centre = worlds.central()
    found = _good(plan, read(plan.case, centre), overhead(centre))
    block = next(iter(worlds.each(partial(_stressed, plan, context)))) if worlds.size else ()
    found += block
    allowed = [base.roadmap for base in plan.baselines if base.breaks is None]
    return tuple(dict.fromkeys([*allowed, *found]))


def _good(plan: RoadmapSpace, terms: Terms, extra: Floats) -> tuple[Roadmap, ...]:
    rounds = lattice_rounds(plan.lattice, Ledger(terms), extra)
    return tuple(plan.lattice.rounds(edges) for edges in good_roadmaps(plan.lattice, rounds, plan.most_rounds))


def _stressed(plan: RoadmapSpace, context: Context, draws: Draws) -> tuple[Roadmap, ...]:
    if draws.start:  # the first block is enough
        return ()
    terms, extra = read(plan.case, draws), overhead(draws)
    pairs, (once,) = distinct_rounds([(plan.target,)])
    doubt = walk(rounds_of(Ledger(terms), RoundMoves.between(pairs), plan.target, extra), once).trust.max(axis=0)
    among = np.flatnonzero(context.agreed[: draws.size])
    ranked = among[np.argsort(doubt[among], kind="stable")]
    rows = sorted({int(ranked[round(q * (len(ranked) - 1))]) for q in STRESS}) if len(ranked) else [0]
    return _good(plan, terms.some(rows), extra[rows])
