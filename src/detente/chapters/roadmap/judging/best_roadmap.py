"""The way to one package: every roadmap judged, or the best of many, and the one to propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.label_setting import good_roadmaps
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, rounds_of
from detente.chapters.roadmap.judging.roadmap_choice import Scored, scored
from detente.chapters.roadmap.judging.roadmap_search import JudgedRoadmaps, SearchStakes, judge, search
from detente.chapters.roadmap.judging.round_values import Rounds, walk
from detente.chapters.roadmap.space.lattice import Lattice, NoRoadmapError, legs
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, Terms, opened, read
from detente.findings.words import count
from detente.worlds import Draws, Worlds

MOST_MEASURES = 8  # up to so many, every roadmap is judged in every world
STRESS = (0.1, 0.5, 0.9)  # worlds between these quantiles of the trust needed for all at once
MONTHS = 12.0


@dataclass(frozen=True)
class Context:
    """In which worlds the package would be agreed, and what each principal could hope for.

    Attributes:
        attainable: Array (worlds): where the package is attainable.
        agreed: Array (worlds): the worlds that means are taken over: these, or all if it is attainable nowhere.
        best: Principal → array (worlds): its best attainable gain, points a year.
    """

    attainable: Bools
    agreed: Bools
    best: Mapping[str, Floats]


@dataclass(frozen=True)
class Journey:
    """What was found on the way to a package.

    Attributes:
        plan: The package and its lattice.
        method: exact: every roadmap was judged in every world. best-of: the best of those found in a few worlds.
        roadmaps: The roadmaps judged, as positions after each round; empty where all were.
        scored: What counts, for every roadmap judged.
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
        """Return a roadmap by number, as positions after each round."""
        if self.roadmaps:
            return self.roadmaps[number]
        for n, edges in enumerate(self.plan.lattice.roadmaps(self.plan.most_rounds)):
            if n == number:
                return self.plan.lattice.rounds(edges)
        raise IndexError(number)


def ways(roadmaps: Sequence[Roadmap]) -> tuple[list[tuple[OptionNumbers, OptionNumbers]], list[tuple[int, ...]]]:
    """Take roadmaps apart: the distinct rounds, and for each roadmap the numbers of its rounds."""
    place: dict[tuple[OptionNumbers, OptionNumbers], int] = {}
    made = [tuple(place.setdefault(leg, len(place)) for leg in legs(roadmap)) for roadmap in roadmaps]
    return list(place), made


def overhead(draws: Draws) -> Floats:
    """Return the overhead of a round in every world of a block, years."""
    return np.asarray(draws.value("roadmap/overhead") / MONTHS)


def stakes_of(plan: RoadmapSpace, context: Context, draws: Draws, parties: Sequence[str]) -> SearchStakes:
    """What counts in a block of worlds?"""
    principals = plan.case.principals
    here = slice(draws.start, draws.start + draws.size)
    return SearchStakes(
        principals=tuple(parties.index(party) for party in principals),
        belief=np.array([draws.value(f"roadmap/beliefs/{party}") for party in principals]),
        agreed=draws.weights * context.agreed[here],
        weight=draws.weights,
    )


def journey(plan: RoadmapSpace, context: Context, worlds: Worlds) -> Journey:
    """Which roadmap to a package should be proposed?

    Args:
        plan: The package.
        context: Where it would be agreed.
        worlds: The worlds.

    Returns:
        Every roadmap judged, if the package takes at most `MOST_MEASURES` measures; else the best of many.

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
    """Judge the roadmaps of a package in a block: all of them if none are given."""
    ledger = opened(plan.case, draws)
    stakes = stakes_of(plan, context, draws, ledger.parties)
    here = slice(draws.start, draws.start + draws.size)
    best = np.array(
        [np.sum(stakes.agreed * context.best[p][here] / ledger.terms.rates[p]) for p in plan.case.principals]
    )
    if roadmaps:
        pairs, made = ways(roadmaps)
        rounds = rounds_of(ledger, RoundMoves.between(pairs), plan.target, overhead(draws))
        return judge(rounds, made, stakes), best
    rounds = lattice_rounds(plan.lattice, ledger, overhead(draws))
    return search(plan.lattice, rounds, stakes, plan.most_rounds), best


def lattice_rounds(lattice: Lattice, ledger: Ledger, extra: Floats) -> Rounds:
    """Return what every round of a lattice is worth, in its order."""
    places = np.array([lattice.position(n) for n in range(len(lattice.places))], dtype=np.intp)
    before, after = lattice.edges
    return rounds_of(ledger, RoundMoves(places[before], places[after]), lattice.target, extra)


def candidates(plan: RoadmapSpace, context: Context, worlds: Worlds) -> tuple[Roadmap, ...]:
    """Which roadmaps are good in the central world or in one under stress, and which are always looked at?

    The worlds under stress are those between the quantiles `STRESS` of the trust needed for all at once, among the
    first block's in which the package is attainable.
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
    pairs, (once,) = ways([(plan.target,)])
    doubt = walk(rounds_of(Ledger(terms), RoundMoves.between(pairs), plan.target, extra), once).trust.max(axis=0)
    among = np.flatnonzero(context.agreed[: draws.size])
    ranked = among[np.argsort(doubt[among], kind="stable")]
    rows = sorted({int(ranked[round(q * (len(ranked) - 1))]) for q in STRESS}) if len(ranked) else [0]
    return _good(plan, terms.some(rows), extra[rows])
