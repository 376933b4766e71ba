"""Many roadmaps judged at once: how far insincere parties would keep them, and what comes of each, in every world."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from detente.arrays import Floats, Shorts
from detente.chapters.roadmap.judging.belief_updates import kept_if_insincere
from detente.chapters.roadmap.judging.outcome_tree import (
    OutcomeTree,
    begun,
    nothing_agreed,
    round_outcomes,
    tree,
)
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage, laid_out
from detente.chapters.stability.compliance import takers
from detente.worlds import Draws, Worlds


def kept_shares(ways: Sequence[WaysToPackage], worlds: Worlds, *, alone: bool = False) -> list[tuple[Floats, ...]]:
    """In which share of worlds would an insincere party keep each round of a roadmap and all before?

    Args:
        ways: Roadmaps to packages.
        worlds: The worlds.
        alone: Whether nobody else asks what rounds come to in these worlds (`prepared`).

    Returns:
        For each package and roadmap, array (rounds, principals): shares of the worlds in which the package is agreed.
    """
    parts = list(worlds.each(partial(_kept, tuple(ways), alone)))
    totals = [float(worlds.weight() @ way.agreed) for way in ways]
    return [
        tuple(np.sum(sums, axis=0) / total for sums in zip(*of_blocks, strict=True))
        for of_blocks, total in zip(zip(*parts, strict=True), totals, strict=True)
    ]


def _kept(ways: tuple[WaysToPackage, ...], alone: bool, draws: Draws) -> list[list[Floats]]:
    """Return for each package and roadmap the weight of the worlds in which each round is kept, of those agreed."""
    principals, parties = draws.case.principals, takers(draws.case)
    rows = [parties.index(party) for party in principals]
    weights = [draws.weights * way.agreed[draws.start : draws.start + draws.size] for way in ways]
    found = [[np.zeros((len(roadmap), len(principals))) for roadmap in way.roadmaps] for way in ways]
    for alike in laid_out(ways, draws, alone=alone, anew=True):
        rounds = alike.timed.rounds
        keeps = kept_if_insincere(rounds, range(len(rounds)))[:, rows]
        for member, here in alike.slices:
            where = np.zeros((*keeps.shape[:2], draws.size), dtype=bool)
            where[..., member.rows] = keeps[..., here]
            found[member.way][member.roadmap] = where @ weights[member.way]
    return found


def trees_along(
    ways: Sequence[WaysToPackage],
    worlds: Worlds,
    shares: Sequence[tuple[Floats, ...]] | None = None,
    *,
    alone: bool = False,
) -> list[tuple[OutcomeTree, ...]]:
    """What comes of roadmaps to some packages in every world?

    Args:
        ways: The roadmaps to each package.
        worlds: The worlds.
        shares: For each of them, what `kept_shares` says; worked out in these worlds if not given.
        alone: Whether nobody else asks what rounds come to in these worlds (`prepared`).

    Returns:
        For each package, a tree for each roadmap; refused where the package is not agreed.
    """
    shares = kept_shares(ways, worlds, alone=alone) if shares is None else shares
    blocks = list(worlds.each(partial(_ends, tuple(ways), tuple(shares), alone)))
    parties = takers(worlds.case)
    return [
        tuple(_spread([block[n][k] for block in blocks], way, parties) for k in range(len(way.roadmaps)))
        for n, way in enumerate(ways)
    ]


class EndsWhereAgreed(NamedTuple):
    """What comes of a roadmap in the worlds of a block in which its package is agreed, as `OutcomeTree` has it."""

    branch: Shorts
    round: Shorts
    worth: Floats


def _ends(
    ways: tuple[WaysToPackage, ...], shares: tuple[tuple[Floats, ...], ...], alone: bool, draws: Draws
) -> list[list[EndsWhereAgreed]]:
    """Return for each package and roadmap what comes of it in a block."""
    parties = takers(draws.case)
    rows = [parties.index(party) for party in draws.case.principals]
    none = EndsWhereAgreed(np.zeros(0, dtype=np.int16), np.zeros(0, dtype=np.int16), np.zeros((len(parties), 0)))
    found = [[none] * len(way.roadmaps) for way in ways]
    for alike in laid_out(ways, draws, alone=alone):
        own = alike.timed
        outcomes = round_outcomes(own.rounds, own.aftermaths, range(len(own.rounds)), own.done)
        begin = begun(outcomes.needed[:, rows], alike.held(shares, draws)[:-1]) & own.in_time
        ends = tree(outcomes, begin, parties)
        branch, number = ends.branch.astype(np.int16), ends.round.astype(np.int16)
        worth = ends.worth * own.put_off
        for member, here in alike.slices:
            found[member.way][member.roadmap] = EndsWhereAgreed(branch[here], number[here], worth[:, here])
    return found


def _spread(blocks: Sequence[EndsWhereAgreed], way: WaysToPackage, parties: tuple[str, ...]) -> OutcomeTree:
    """Return a tree for all worlds from what comes of a roadmap in those of each block in which it is agreed."""
    found = nothing_agreed(parties, len(way.agreed))
    found.branch[way.agreed] = np.concatenate([block.branch for block in blocks])
    found.round[way.agreed] = np.concatenate([block.round for block in blocks])
    found.worth[:, way.agreed] = np.concatenate([block.worth for block in blocks], axis=-1)
    return found
