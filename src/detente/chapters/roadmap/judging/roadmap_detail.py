"""Some roadmaps looked at closely: what each is worth, who begins which round, and what comes of it, in every world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.many_roadmaps import kept_shares
from detente.chapters.roadmap.judging.outcome_tree import (
    COMPLETED,
    OutcomeTree,
    begun,
    joined_trees,
    round_outcomes,
    tree,
)
from detente.chapters.roadmap.judging.round_book import OpenRounds
from detente.chapters.roadmap.judging.round_values import Walk
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage, opened_rounds
from detente.chapters.roadmap.judging.stated_beliefs import all_sincere
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import opened
from detente.worlds import Draws, Worlds


@dataclass(frozen=True)
class WalkedRoadmap:
    """A roadmap in a block of worlds.

    Attributes:
        walk: What it is worth from each of its rounds on.
        needed: Array (rounds, principals, worlds): how sure a party must be of the others to begin the round.
        held: Array (rounds + 1, principals, worlds): how sure it is, as rounds were kept; the last entry once all are.
        begun: Array (rounds, worlds): whether every principal begins the round, and it is not too late for it.
        in_time: Array (rounds, worlds): whether every measure of the round is carried out by its last day.
        tree: What comes of it, supposing that the package is agreed.
    """

    walk: Walk
    needed: Floats
    held: Floats
    begun: Bools
    in_time: Bools
    tree: OutcomeTree

    @property
    def trust(self) -> Floats:
        """Array (principals, worlds): the largest requirement over the rounds; infinite where no belief is enough."""
        return np.asarray(self.needed.max(axis=0))

    @property
    def walked(self) -> Bools:
        """Array (worlds): whether every principal begins every round."""
        return np.asarray(self.begun.all(axis=0))

    @property
    def completed(self) -> Bools:
        """Array (worlds): whether it is walked through and nobody breaks it, supposing that the package is agreed."""
        return self.tree.holds(COMPLETED)


@dataclass(frozen=True)
class RoadmapDetail:
    """Roadmaps to one package in every world.

    Attributes:
        parties: Whose conduct counts: rows of the arrays of parties.
        principals: Rows of the arrays of principals.
        walked: What each roadmap comes to, in the order in which they were asked for.
        rates: Array (parties, worlds): yearly rates.
        belief: Array (principals, worlds): stated belief that all others that carry something out are sincere.
        shares: For each roadmap, in which share of worlds an insincere party would keep each round (`kept_shares`).
        trace: Paths of the judgements that were read.
    """

    parties: tuple[str, ...]
    principals: tuple[str, ...]
    walked: tuple[WalkedRoadmap, ...]
    rates: Floats
    belief: Floats
    shares: tuple[Floats, ...]
    trace: frozenset[str]


def roadmap_detail(
    plan: RoadmapSpace,
    roadmaps: Sequence[Roadmap],
    context: Context,
    worlds: Worlds,
) -> RoadmapDetail:
    """What comes of these roadmaps in every world?

    Args:
        plan: The package.
        roadmaps: Positions after each round, the one to propose first.
        context: Where the package would be agreed.
        worlds: The worlds.

    Returns:
        What each is worth, who begins which round, and what comes of it.
    """
    way = WaysToPackage(plan, tuple(roadmaps), context.agreed)
    (shares,) = kept_shares([way], worlds)
    return detail_by_shares(plan, way.roadmaps, shares, worlds)


def detail_by_shares(
    plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], shares: tuple[Floats, ...], worlds: Worlds
) -> RoadmapDetail:
    """What comes of these roadmaps in every world, where it is settled how far the parties judge each other by conduct?

    Args:
        plan: The package.
        roadmaps: Positions after each round.
        shares: For each roadmap, what `kept_shares` says.
        worlds: The worlds.
    """
    blocks = list(worlds.each(partial(walked_in, plan, roadmaps, shares)))
    parts = [[block.walked[n] for block in blocks] for n in range(len(roadmaps))]
    return RoadmapDetail(
        parties=blocks[0].parties,
        principals=blocks[0].principals,
        walked=tuple(_joined(part) for part in parts),
        rates=np.concatenate([block.rates for block in blocks], axis=-1),
        belief=np.concatenate([block.belief for block in blocks], axis=-1),
        shares=shares,
        trace=frozenset().union(*(block.trace for block in blocks)),
    )


def walked_in(
    plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], shares: tuple[Floats, ...], draws: Draws
) -> RoadmapDetail:
    """What comes of roadmaps in a block of worlds?

    Args:
        plan: The package.
        roadmaps: Positions after each round.
        shares: For each roadmap, what `kept_shares` says.
        draws: The block.

    Returns:
        The same as `roadmap_detail`.
    """
    ledger = opened(draws)
    return RoadmapDetail(
        parties=ledger.parties,
        principals=plan.case.principals,
        walked=tuple(_walked(plan, roadmaps, shares, draws)),
        rates=np.array([ledger.terms.rates[party] for party in ledger.parties]),
        belief=all_sincere(draws, plan.target),
        shares=shares,
        trace=frozenset(draws.trace),
    )


def _walked(
    plan: RoadmapSpace, roadmaps: Sequence[Roadmap], shares: Sequence[Floats], draws: Draws
) -> Iterator[WalkedRoadmap]:
    """Yield what comes of each roadmap in a block."""
    ledger = opened(draws)
    rows = [ledger.parties.index(party) for party in plan.case.principals]
    for one, share in zip(opened_rounds(plan, roadmaps, draws.kept(OpenRounds())), shares, strict=True):
        outcomes = round_outcomes(one.rounds, one.aftermaths, range(len(one.rounds)), one.done)
        held, needed = _held(plan, share, draws), outcomes.needed[:, rows]
        begin = begun(needed, held[:-1]) & one.in_time
        ends = tree(outcomes, begin, ledger.parties)
        ends = replace(ends, worth=ends.worth * one.put_off)
        yield WalkedRoadmap(outcomes.walk, needed, held, begin, one.in_time, ends)


def _held(plan: RoadmapSpace, shares: Floats, draws: Draws) -> Floats:
    """Array (rounds + 1, principals, worlds): how likely each principal holds all others to be sincere."""
    principals, judged = plan.case.principals, plan.said.keeps_if_insincere
    kept = np.broadcast_to(shares[:, :, None], (*shares.shape, draws.size)).copy()
    for row, party in enumerate(principals):
        if party in judged:
            chance = draws.value(f"roadmap/keeps_if_insincere/{party}")
            kept[:, row] = chance ** np.arange(1, len(shares) + 1)[:, None]
    first = np.ones((1, *kept.shape[1:]))  # before anything is kept
    return all_sincere(draws, plan.target, np.concatenate([first, kept]))


def _joined(parts: Sequence[WalkedRoadmap]) -> WalkedRoadmap:
    return WalkedRoadmap(
        walk=_along([part.walk for part in parts]),
        needed=np.concatenate([part.needed for part in parts], axis=-1),
        held=np.concatenate([part.held for part in parts], axis=-1),
        begun=np.concatenate([part.begun for part in parts], axis=-1),
        in_time=np.concatenate([part.in_time for part in parts], axis=-1),
        tree=joined_trees([part.tree for part in parts]),
    )


def _along(parts: Sequence[Walk]) -> Walk:
    return Walk(**{f.name: np.concatenate([getattr(part, f.name) for part in parts], axis=-1) for f in fields(Walk)})
