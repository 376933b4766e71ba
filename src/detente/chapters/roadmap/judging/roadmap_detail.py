"""A few roadmaps in detail: the worth of each from each of its rounds on, in every world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.roadmap.judging.belief_updates import kept_if_insincere
from detente.chapters.roadmap.judging.best_roadmap import distinct_rounds, overhead
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, rounds_of
from detente.chapters.roadmap.judging.round_values import Walk, walk
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import opened
from detente.worlds import Draws, Worlds


@dataclass(frozen=True)
class RoadmapDetail:
    """Roadmaps to one package in every world.

    Attributes:
        parties: The parties whose conduct counts: rows of the arrays.
        walks: The roadmaps, in the order in which they were asked for.
        kept: Array (rounds, parties, worlds): whether an insincere party would keep this round of the first roadmap and
            every one before it.
        belief: Principal → array (worlds): its stated belief that the other side is sincere.
        rates: Array (parties, worlds): yearly discount rates.
        trace: Paths of the judgements that were read.
    """

    parties: tuple[str, ...]
    walks: tuple[Walk, ...]
    kept: Bools
    belief: dict[str, Floats]
    rates: Floats
    trace: frozenset[str]


def roadmap_detail(plan: RoadmapSpace, roadmaps: Sequence[Roadmap], worlds: Worlds) -> RoadmapDetail:
    """Return the worth of some roadmaps to every party in every world.

    Args:
        plan: The package.
        roadmaps: The roadmaps, each as positions after each round; the one to propose first.
        worlds: The worlds.
    """
    blocks = list(worlds.each(partial(_block, plan, tuple(roadmaps))))
    walks = [[block.walks[n] for block in blocks] for n in range(len(roadmaps))]
    return RoadmapDetail(
        parties=blocks[0].parties,
        walks=tuple(_joined(parts) for parts in walks),
        kept=np.concatenate([block.kept for block in blocks], axis=-1),
        belief={p: np.concatenate([block.belief[p] for block in blocks]) for p in blocks[0].belief},
        rates=np.concatenate([block.rates for block in blocks], axis=-1),
        trace=frozenset().union(*(block.trace for block in blocks)),
    )


def _joined(parts: Sequence[Walk]) -> Walk:
    return Walk(**{f.name: np.concatenate([getattr(part, f.name) for part in parts], axis=-1) for f in fields(Walk)})


def _block(plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], draws: Draws) -> RoadmapDetail:
    ledger = opened(plan.case, draws)
    pairs, orders = distinct_rounds(roadmaps)
    rounds = rounds_of(ledger, RoundMoves.between(pairs), plan.target, overhead(draws))
    return RoadmapDetail(
        parties=ledger.parties,
        walks=tuple(walk(rounds, order) for order in orders),
        kept=kept_if_insincere(rounds, orders[0]),
        belief={party: draws.value(f"roadmap/beliefs/{party}") for party in plan.case.principals},
        rates=np.array([ledger.terms.rates[party] for party in ledger.parties]),
        trace=frozenset(draws.trace),
    )
