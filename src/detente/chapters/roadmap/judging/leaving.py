"""How sure a party must be, before each round, that the others are sincere: it may leave now, or before a later round.

plan m      leave before round m, or stay to the end (m = ∞); one plan, whatever the other side is
sincere     V_m(m) = X_m,   V_j(m) = A_j + d_j·V_{j+1}(m)
insincere   W_m(m) = X_m,   W_j(m) = min(U_j, A_j + d_j·W_{j+1}(m))
begins k    ⇔ max over m > k of b·V_k(m) + (1 − b)·W_k(m) ≥ X_k  ⇔  b ≥ requirement_k
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import TOLERANCE, Floats
from detente.chapters.roadmap.judging.round_values import Rounds

NEVER = np.inf  # no belief is enough


def exits(rounds: Rounds, order: Sequence[int]) -> Floats:
    """What is leaving in an orderly way worth at the start of each round: X, with X_1 = N?

    Args:
        rounds: Rounds in a block of worlds.
        order: Which of them the roadmap is made of, first round first.

    Returns:
        Array (rounds + 1, parties, worlds); the last entry is leaving once all is done.
    """
    return np.concatenate([rounds.nothing[None], rounds.exit[list(order[1:])], rounds.final_exit[None]])


def requirements(rounds: Rounds, order: Sequence[int]) -> Floats:
    """How sure must a party be that the others are sincere, to begin each round of a roadmap?

    Args:
        rounds: Rounds in a block of worlds.
        order: Which of them the roadmap is made of, first round first.

    Returns:
        Array (rounds, parties, worlds): the least belief, 0 where beginning is safe, `NEVER` where it cannot pay.
    """
    leave, needed = exits(rounds, order), np.full((len(order), *rounds.nothing.shape), NEVER)
    slight = TOLERANCE * rounds.scale
    for stop in range(2, len(order) + 2):  # the round before which the plan is to leave; beyond the last: to stay
        stays = stop > len(order)
        sincere = rounds.final if stays else leave[stop - 1]
        insincere = rounds.tail if stays else sincere
        for k in range(stop - 2, -1, -1):
            n = order[k]
            sincere = rounds.flow[n] + rounds.fade[n] * sincere
            insincere = np.minimum(rounds.victim[n], rounds.flow[n] + rounds.fade[n] * insincere)
            np.minimum(needed[k], requirement(leave[k], sincere, insincere, slight), out=needed[k])
    return needed


def requirement(leave: Floats, sincere: Floats, insincere: Floats, slight: Floats | float = 0.0) -> Floats:
    """How sure must a party be that the others are sincere, for a plan to be worth at least leaving?

    Args:
        leave: X, what leaving now is worth.
        sincere: V, what the plan is worth if all others are sincere.
        insincere: W, what it is worth if they are not; never more than V.
        slight: So much counts as nothing.

    Returns:
        (X − W)/(V − W); 0 where W ≥ X, `NEVER` where V < X.

    Example:
        >>> import numpy as np
        >>> requirement(np.zeros(3), np.array([4.0, 1.0, -1.0]), np.array([-1.0, 0.5, -2.0])).tolist()
        [0.2, 0.0, inf]
    """
    short = leave - insincere
    needed = np.where(short <= slight, 0.0, NEVER)
    risky = (short > slight) & (sincere >= leave - slight)
    np.divide(short, sincere - insincere, out=needed, where=risky & (sincere > insincere))
    return np.asarray(np.where(risky, np.minimum(needed, 1.0), needed))
