"""Some roadmaps looked at closely: what each is worth, who begins which round, and what comes of it, in every world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.belief_updates import kept_if_insincere
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, distinct_rounds, overhead
from detente.chapters.roadmap.judging.outcome_tree import (
    COMPLETED,
    OutcomeTree,
    begun,
    joined_trees,
    round_outcomes,
    tree,
)
from detente.chapters.roadmap.judging.round_values import Rounds, Walk
from detente.chapters.roadmap.judging.stated_beliefs import all_sincere
from detente.chapters.roadmap.judging.valued_rounds import rounds_and_aftermaths
from detente.chapters.roadmap.judging.waiting import TimedRounds, timed
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import opened
from detente.worlds import Draws, Worlds
from detente.worlds.dependences import Dependences
from detente.worlds.draws import BlockEntry


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
        trace: Paths of the judgements that were read.
    """

    parties: tuple[str, ...]
    principals: tuple[str, ...]
    walked: tuple[WalkedRoadmap, ...]
    rates: Floats
    belief: Floats
    trace: frozenset[str]


def roadmap_detail(
    plan: RoadmapSpace,
    roadmaps: Sequence[Roadmap],
    context: Context,
    worlds: Worlds,
    shares: tuple[Floats, ...] | None = None,
) -> RoadmapDetail:
    """What comes of these roadmaps in every world?

    Args:
        plan: The package.
        roadmaps: Positions after each round, the one to propose first.
        context: Where the package would be agreed.
        worlds: The worlds.
        shares: For each roadmap, what `kept_shares` says; worked out in these worlds if not given.

    Returns:
        What each is worth, who begins which round, and what comes of it.
    """
    shares = kept_shares(plan, tuple(roadmaps), context, worlds) if shares is None else shares
    blocks = list(worlds.each(partial(walked_in, plan, tuple(roadmaps), shares)))
    parts = [[block.walked[n] for block in blocks] for n in range(len(roadmaps))]
    return RoadmapDetail(
        parties=blocks[0].parties,
        principals=blocks[0].principals,
        walked=tuple(_joined(part) for part in parts),
        rates=np.concatenate([block.rates for block in blocks], axis=-1),
        belief=np.concatenate([block.belief for block in blocks], axis=-1),
        trace=frozenset().union(*(block.trace for block in blocks)),
    )


def kept_shares(
    plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], context: Context, worlds: Worlds
) -> tuple[Floats, ...]:
    """In which share of worlds would an insincere party keep each round of a roadmap and all before?

    Args:
        plan: The package.
        roadmaps: Positions after each round.
        context: Where the package would be agreed.
        worlds: The worlds.

    Returns:
        For each roadmap, array (rounds, principals): shares of the worlds in which the package is agreed.
    """
    parts = list(worlds.each(partial(_kept, plan, roadmaps, context)))
    total = float(worlds.weight() @ context.agreed)
    return tuple(np.sum([part[n] for part in parts], axis=0) / total for n in range(len(roadmaps)))


def _kept(plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], context: Context, draws: Draws) -> list[Floats]:
    weight = draws.weights * context.agreed[draws.start : draws.start + draws.size]
    rows = [opened(draws).parties.index(party) for party in plan.case.principals]
    return [
        kept_if_insincere(one.rounds, range(len(one.rounds)))[:, rows] @ weight
        for one in _opened(plan, roadmaps, draws)
    ]


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
    ledger, principals = opened(draws), plan.case.principals
    rows = [ledger.parties.index(party) for party in principals]
    found = []
    for one, share in zip(_opened(plan, roadmaps, draws), shares, strict=True):
        outcomes = round_outcomes(one.rounds, one.aftermaths, range(len(one.rounds)))
        held, needed = _held(plan, share, draws), outcomes.needed[:, rows]
        begin = begun(needed, held[:-1]) & one.in_time
        ends = tree(outcomes, begin, ledger.parties)
        ends = replace(ends, worth=ends.worth * one.put_off)
        found.append(WalkedRoadmap(outcomes.walk, needed, held, begin, one.in_time, ends))
    return RoadmapDetail(
        parties=ledger.parties,
        principals=principals,
        walked=tuple(found),
        rates=np.array([ledger.terms.rates[party] for party in ledger.parties]),
        belief=all_sincere(draws, plan.target),
        trace=frozenset(draws.trace),
    )


@dataclass(frozen=True)
class RoundsToTarget(BlockEntry[tuple[Rounds, Floats]]):
    """Rounds on the way to a package, and what follows a breach in each.

    They are needed twice: for what is believed after each round, then for what comes of it.

    Attributes:
        target: The package.
        pairs: Positions before and after each round.
    """

    target: OptionNumbers
    pairs: tuple[tuple[OptionNumbers, OptionNumbers], ...]
    large = True

    def depends(self, case: Case) -> Dependences:
        """Return that it may depend on everything but the weights."""
        return Dependences(weights=False)

    def work(self, draws: Draws) -> tuple[Rounds, Floats]:
        """Work them out from the ledger of the block."""
        moves = RoundMoves.between([*self.pairs, (self.target, self.target)])
        return rounds_and_aftermaths(opened(draws), moves, self.target, overhead(draws))


def _opened(plan: RoadmapSpace, roadmaps: tuple[Roadmap, ...], draws: Draws) -> Iterator[TimedRounds]:
    """Yield the rounds of each roadmap in a block, and what follows a breach."""
    pairs, made = distinct_rounds(roadmaps)
    rounds, aftermaths = draws.kept(RoundsToTarget(plan.target, tuple(pairs)))
    for roadmap, order in zip(roadmaps, made, strict=True):
        yield timed(plan, roadmap, rounds, aftermaths, order, opened(draws))


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
