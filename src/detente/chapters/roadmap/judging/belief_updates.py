"""Belief as rounds are kept: an insincere side keeps a round only while waiting pays better than betraying."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats
from detente.chapters.roadmap.judging.round_values import Rounds


def kept_if_insincere(rounds: Rounds, order: Sequence[int]) -> Bools:
    """Would a party that breaks whenever this pays keep each round so far?

    S_k = max(C_k, A_k + d_k·S_{k+1}) with S_{K+1} = max(V, C): the most that an insincere side can make of the rest. It
    keeps round k, and waits for a better moment, where A_k + d_k·S_{k+1} ≥ C_k.

    Args:
        rounds: Rounds in a block of worlds.
        order: Which of them the roadmap is made of.

    Returns:
        Array (rounds, parties, worlds): whether it keeps this round and every one before.
    """
    best = np.maximum(rounds.final, rounds.final_cheat)
    keeps = []
    for n in reversed(list(order)):
        wait = rounds.flow[n] + rounds.fade[n] * best
        keeps.append(wait >= rounds.cheat[n] - TOLERANCE * rounds.scale)
        best = np.maximum(wait, rounds.cheat[n])
    return np.logical_and.accumulate(np.array(keeps[::-1]), axis=0)


def after(belief: Floats, kept: Floats) -> Floats:
    """How likely is a side sincere that has kept its rounds?

    Args:
        belief: b, how likely it was held to be sincere before.
        kept: s, share of worlds in which an insincere side would have kept them too.

    Returns:
        Bayes: b / (b + (1 − b)·s).

    Example:
        >>> import numpy as np
        >>> after(np.array([0.5, 0.5, 0.2]), np.array([1.0, 0.25, 0.0])).tolist()
        [0.5, 0.8, 1.0]
    """
    total = belief + (1 - belief) * kept
    return np.divide(belief, total, out=np.zeros(np.shape(total)), where=total > 0)


def beliefs(first: Floats, kept: Sequence[float] | Floats) -> Floats:
    """How likely does a party hold the others to be sincere before each round?

    Args:
        first: Array (worlds): its belief before anything is done.
        kept: For each round, s: how likely an insincere side keeps it and every one before.

    Returns:
        Array (rounds + 1, worlds): the belief before each round, and once all are kept.
    """
    return np.array([first, *(after(first, np.asarray(s)) for s in kept)])


def most_kept(kept: Floats, party: int) -> Floats:
    """How likely is an insincere other to keep each round so far, of several others the likeliest?

    Args:
        kept: Array (rounds, principals, …): s of each principal.
        party: Row of the one that looks on.

    Returns:
        Array (rounds, …).
    """
    others = [row for row in range(kept.shape[1]) if row != party]
    return np.asarray(kept[:, others].max(axis=1))
