"""What comes of a package and a roadmap in every world: refused, stopped, broken or completed, and what each has then.

What comes first in time counts; in one round, not to begin it comes before a breach. Belief alone decides who begins, a
negative slack alone who breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import TIE, Bools, Floats, Ints
from detente.chapters.roadmap.judging.leaving import exits, requirements
from detente.chapters.roadmap.judging.round_values import Rounds, Walk, walk

REFUSED, STOPPED, BROKEN, COMPLETED = range(4)
BRANCHES = ("refused", "stopped", "broken", "completed")  # by number


@dataclass(frozen=True)
class OutcomeTree:
    """What comes of proposing a package with a roadmap, in every world.

    Attributes:
        parties: Rows of `worth`: the principals, and others whose conduct counts.
        branch: Array (worlds): `REFUSED`, `STOPPED`, `BROKEN` or `COMPLETED`.
        round: Array (worlds): number of the round that a side does not begin or breaks, from 1; one more than there are
            rounds where that is once all is done, and where all is completed; 0 where the package is refused.
        worth: Array (parties, worlds): gain over no talks, valued at the start, points; 0 where it is refused.
    """

    parties: tuple[str, ...]
    branch: Ints
    round: Ints
    worth: Floats

    def holds(self, branch: int) -> Bools:
        """Array (worlds): whether it ends so."""
        return np.asarray(self.branch == branch)

    def of(self, party: str) -> Floats:
        """Array (worlds): a party's gain over no talks, valued at the start."""
        return np.asarray(self.worth[self.parties.index(party)])


@dataclass(frozen=True)
class RoundOutcomes:
    """What decides the outcome of one roadmap in a block of worlds.

    Attributes:
        walk: What the roadmap is worth from each round on.
        needed: Array (rounds, parties, worlds): how sure a party must be of the others to begin.
        leave: Array (rounds + 1, parties, worlds): X, the last entry once all is done.
        aftermath: Array (rounds + 1, breakers, parties, worlds): what each has if one breaks the round at its
            best.
        start: Array (rounds + 1, parties, worlds): factor from the beginning of the round to the start.
        before: Array (rounds + 1, parties, worlds): kept flow until the round, valued at the start.
        lasts: Array (worlds): whether nobody would rather leave once all is done.
        span: Array (parties, worlds): distance between the best and the worst that options could bring.
    """

    walk: Walk
    needed: Floats
    leave: Floats
    aftermath: Floats
    start: Floats
    before: Floats
    lasts: Bools
    span: Floats


def round_outcomes(rounds: Rounds, aftermaths: Floats, order: Sequence[int], done: Bools) -> RoundOutcomes:
    """What decides the outcome of a roadmap?

    Args:
        rounds: Rounds in a block of worlds.
        aftermaths: Array (rounds + 1, breakers, parties, worlds): what each has if one breaks the round as is best for
            it; the last entry is the steady state.
        order: Which of the rounds the roadmap is made of, first round first.
        done: Array (rounds of the roadmap, worlds): whether the round has been carried out, so that nobody leaves it.

    Returns:
        What decides it, a row a round.
    """
    needed = requirements(rounds, order)
    if done.any():
        needed = np.where(done[:, None], 0.0, needed)
    start, before = [np.ones_like(rounds.nothing)], [np.zeros_like(rounds.nothing)]
    for n in order:
        before.append(before[-1] + start[-1] * rounds.flow[n])
        start.append(start[-1] * rounds.fade[n])
    return RoundOutcomes(
        walk=walk(rounds, order),
        needed=needed,
        leave=exits(rounds, order),
        aftermath=aftermaths[[*order, -1]],
        start=np.array(start),
        before=np.array(before),
        lasts=rounds.lasts,
        span=rounds.span,
    )


def begun(needed: Floats, belief: Floats) -> Bools:
    """Which rounds would every principal begin?

    Args:
        needed: Array (rounds, principals, worlds): how sure each must be.
        belief: Array (rounds, principals, worlds): how sure it is before each round.

    Returns:
        Array (rounds, worlds).
    """
    return np.asarray((belief >= needed - TIE).all(axis=1))


def tree(found: RoundOutcomes, begin: Bools, parties: tuple[str, ...]) -> OutcomeTree:
    """What comes of a roadmap in every world of a block, supposing that the package is agreed?

    Args:
        found: What decides it.
        begin: Array (rounds, worlds): whether every principal would begin the round.
        parties: Whose conduct counts.

    Returns:
        The branches and what they are worth.
    """
    stopped = np.concatenate([~begin, ~found.lasts[None]])
    broken = np.asarray(~found.walk.holds.all(axis=1))
    ends = stopped | broken
    here = np.where(ends.any(axis=0), ends.argmax(axis=0), len(begin))  # the first round that is not kept
    worlds = np.arange(len(here))
    stops, breaks = stopped[here, worlds], broken[here, worlds] & ~stopped[here, worlds]
    left = np.where(stops, found.leave[here, :, worlds].T, _after_breach(found, here, worlds))
    partly = found.before[here, :, worlds].T + found.start[here, :, worlds].T * left
    return OutcomeTree(
        parties=parties,
        branch=np.select([stops, breaks], [STOPPED, BROKEN], COMPLETED).astype(np.intp),
        round=here + 1,
        worth=np.where(stops | breaks, partly, found.walk.keep[0]) - found.walk.nothing,
    )


def refused(tree: OutcomeTree, attainable: Bools) -> OutcomeTree:
    """Return the tree of a package that is refused where it is not attainable.

    Args:
        tree: What comes of it where it is agreed.
        attainable: Array (worlds): where it is.

    Returns:
        The same where it is attainable; elsewhere it is refused, in no round, and worth nothing.
    """
    return replace(
        tree,
        branch=np.where(attainable, tree.branch, REFUSED),
        round=np.where(attainable, tree.round, 0),
        worth=np.where(attainable, tree.worth, 0.0),
    )


def nothing_agreed(parties: tuple[str, ...], worlds: int) -> OutcomeTree:
    """Return the tree of a package that is refused in every one of so many worlds."""
    branch, number = np.full(worlds, REFUSED, dtype=np.intp), np.zeros(worlds, dtype=np.intp)
    return OutcomeTree(parties, branch, number, np.zeros((len(parties), worlds)))


def joined_trees(parts: Sequence[OutcomeTree]) -> OutcomeTree:
    """Join what was found in blocks of worlds."""
    return OutcomeTree(
        parties=parts[0].parties,
        branch=np.concatenate([part.branch for part in parts]),
        round=np.concatenate([part.round for part in parts]),
        worth=np.concatenate([part.worth for part in parts], axis=-1),
    )


def _after_breach(found: RoundOutcomes, here: Ints, worlds: Ints) -> Floats:
    """Array (parties, worlds): what each has after a breach by the side that gains most; of tied ones the mean."""
    slack, holds = found.walk.slack[here, :, worlds].T, found.walk.holds[here, :, worlds].T
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(holds, -np.inf, -slack / found.span)
    breaks = ~holds & (gain >= gain.max(axis=0) - TIE)
    share = breaks / np.maximum(breaks.sum(axis=0), 1)
    after = found.aftermath[here, :, :, worlds]  # (worlds, breakers, parties)
    after = np.where(breaks.T[:, :, None], after, 0.0)
    return np.asarray(np.einsum("wbp,bw->pw", after, share))
