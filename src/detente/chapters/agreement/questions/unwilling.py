"""Who accepts no package whatsoever: asked where nothing can be agreed."""

from __future__ import annotations

from functools import partial

import numpy as np

from detente.arrays import Bools
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import PartyScores, scores
from detente.worlds import Draws, Worlds
from detente.worlds.errors import Interval


def unwilling(plan: Groundwork, worlds: Worlds) -> dict[str, Interval]:
    """Return in what share of worlds each principal is sure to accept no package.

    Args:
        plan: The groundwork of the case.
        worlds: The worlds.

    Returns:
        Principal → share of worlds in which even the best that the options could bring it together, no red line of its
        crossed and all linkages worth having matched, is less than no agreement; the likeliest to refuse first. Where
        no linkage speaks of its options and no rule forbids what it likes best, that is where it refuses every package;
        else it may refuse every package more often.
    """
    blocks = list(worlds.each(partial(_block, plan)))
    shares = {p: worlds.sampled(np.concatenate([block[p] for block in blocks])) for p in plan.case.principals}
    return dict(sorted(shares.items(), key=lambda item: -item[1].value))


def _block(plan: Groundwork, draws: Draws) -> dict[str, Bools]:
    block = scores(plan.case, draws, plan.case.principals, ())
    return {party: _refuses_all(block.parties[party]) for party in plan.case.principals}


def _refuses_all(party: PartyScores) -> Bools:
    """Return in which worlds the best that options and linkages could bring falls short: array (worlds)."""
    best = []  # of each issue, the change that is worth most and crosses no red line
    for options, lines in zip(party.options, party.crossed, strict=True):
        kept = options if lines is None else np.where(lines, -np.inf, options)
        best.append(kept[1:].max(axis=0))
    together, single = np.sum(np.maximum(best, 0.0), axis=0), np.max(best, axis=0)
    linked = np.sum([np.maximum(value, 0.0) for value in party.linkages.values()], axis=0)
    return np.asarray(np.where(single > 0, together, single) + linked < party.least)
