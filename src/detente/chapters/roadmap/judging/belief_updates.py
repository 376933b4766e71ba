"""How belief grows as rounds are kept: an insincere side keeps a round only while waiting pays more than betraying."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats
from detente.chapters.roadmap.judging.round_values import Rounds


def kept_if_insincere(rounds: Rounds, order: Sequence[int]) -> Bools:
    """Return whether an insincere party, which cheats at the moment that pays most, keeps each round.

    The most that it can make of the rest of the roadmap is S_k = max(C_k, A_k + d_k·S_{k+1}), with
    S_{K+1} = max(V_{K+1}, C_{K+1}). It keeps round k where A_k + d_k·S_{k+1} ≥ C_k.

    Args:
        rounds: Rounds in a block of worlds.
        order: Numbers of the rounds that make up the roadmap, first round first.

    Returns:
        Array (rounds, parties, worlds): whether the party keeps this round and every one before it.
    """
    best = np.maximum(rounds.final, rounds.final_cheat)
    keeps = []
    for n in reversed(list(order)):
        wait = rounds.flow[n] + rounds.fade[n] * best
        keeps.append(wait >= rounds.cheat[n] - TOLERANCE * rounds.scale)
        best = np.maximum(wait, rounds.cheat[n])
    return np.logical_and.accumulate(np.array(keeps[::-1]), axis=0)


def after(belief: Floats, kept: Floats) -> Floats:
    """Return how likely a side is sincere after it has kept its rounds, by Bayes' rule.

    Args:
        belief: b, probability that it is sincere, before the rounds.
        kept: s, probability that an insincere side would have kept them too.

    Returns:
        b / (b + (1 − b)·s).

    Example:
        >>> import numpy as np
        >>> after(np.array([0.5, 0.5, 0.2]), np.array([1.0, 0.25, 0.0])).tolist()
        [0.5, 0.8, 1.0]
    """
    total = belief + (1 - belief) * kept
    return np.divide(belief, total, out=np.zeros(np.shape(total)), where=total > 0)
