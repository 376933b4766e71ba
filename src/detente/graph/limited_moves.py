"""Looking a number of moves ahead: limited-move stability, and non-myopic stability where the horizon has no end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Longs
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.edges import Edges, Moves

MOST_ROUNDS = 10_000


@dataclass(frozen=True, eq=False)
class NonMyopic:
    """What remains stable however far everybody looks ahead.

    Attributes:
        stable: Array (decision makers, states): stable at every horizon from some horizon on.
        settled: The horizon from which on everything repeats.
        period: After how many horizons it repeats; 1 if nothing changes any more.
        cycling: Array (decision makers, states): stable at some horizons and not at others, for ever; not counted as
            stable.
    """

    stable: Bools
    settled: int
    period: int
    cycling: Bools


def limited(conflict: Conflict, horizon: int) -> Bools:
    """Which states are L_h stable for whom?

    After [Kilgour1985] and [FangHipelKilgour1993]. A decision maker at a state looks h moves ahead by backward
    induction: it moves to where the conflict would end best for it, and stays if no end is better than the state. After
    its move the other moves or stays in the same way, with one move less ahead, and so on; whoever stays ends it. With
    more than two decision makers any other that would move next may, and the one who judges fears the worst of them for
    itself. Ours: where somebody has several equally good moves, the one who judges fears the worst of them.

    Args:
        conflict: The conflict.
        horizon: How many moves are foreseen, at least 1; 1 is Nash stability.

    Returns:
        Array (decision makers, states).

    Raises:
        ConflictError: If the horizon is less than 1 or the conflict has too many moves.

    Example:
        >>> from detente.graph.conflict import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> [np.flatnonzero(limited(prisoners, h).all(axis=0)).tolist() for h in (1, 2, 3)]
        [[0], [0, 3], [0, 3]]
    """
    if horizon < 1:
        raise ConflictError(f"a horizon of {horizon}", "one move or more")
    ahead = _Lookahead(conflict)
    for _ in range(horizon):
        ahead.step()
    return ahead.edges.spread(~ahead.moves)


def nonmyopic(conflict: Conflict, most: int = MOST_ROUNDS) -> NonMyopic:
    """Which states stay stable however far everybody looks ahead?

    After [BramsWittman1981] for two-by-two games, [Kilgour1985] in general: a state is non-myopically stable if from
    some horizon on it is stable at every horizon. What is foreseen at one horizon follows from what is foreseen at the
    one before, so horizons repeat sooner or later; stability that comes and goes in that cycle does not count.

    Args:
        conflict: The conflict.
        most: How many horizons may be tried.

    Returns:
        What is stable, and when and how it repeats.

    Raises:
        ConflictError: If nothing repeats within so many horizons, or the conflict has too many moves.
    """
    ahead = _Lookahead(conflict)
    seen: dict[bytes, int] = {}
    history: list[Bools] = []
    while (mark := ahead.mark()) not in seen:
        if len(history) == most:
            raise ConflictError(f"a cycle longer than {most:,} horizons", "a smaller conflict")
        seen[mark] = len(history)
        history.append(~ahead.moves)
        ahead.step()
    settled = seen[mark]
    always: Bools = np.all(history[settled:], axis=0)
    ever: Bools = np.any(history[settled:], axis=0)
    spread = ahead.edges.spread
    return NonMyopic(spread(always), settled, len(history) - settled, spread(ever & ~always))


class _Lookahead:
    """What everybody foresees at one horizon, of which the next follows.

    Attributes:
        moves: Array (decision makers, feasible states): who would move.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.edges = Edges(conflict)
        people = self.edges.people
        ranks = [np.unique(self.edges.values(i), return_inverse=True)[1].astype(np.int64) for i in people]
        self._ranks = np.array(ranks)
        # end[k, d, s]: the worst rank for d in which the conflict may end if k is to choose at s.
        self._end = np.repeat(self._ranks[None], len(people), axis=0)
        self.moves = np.zeros_like(self._ranks, dtype=bool)

    def mark(self) -> bytes:
        return self.moves.tobytes() + self._end.tobytes()

    def step(self) -> None:
        """Look one move further."""
        end, moves = np.empty_like(self._end), np.empty_like(self.moves)
        for k, each in enumerate(self.edges.moves):
            after = self._after(k)
            best = _best(each, after[k], after[k])
            going = moves[k] = best > self._ranks[k]
            for d in range(len(self.moves)):
                end[k, d] = np.where(going, _best(each, after[k], after[d]), self._ranks[d])
        self._end, self.moves = end, moves

    def _after(self, mover: int) -> Longs:
        """Array (decision makers, feasible states): the worst rank for each after `mover` has moved to a state."""
        others = [j for j in range(len(self.moves)) if j != mover]
        going = self.moves[others]
        top = np.iinfo(np.int64).max
        worst = np.where(going[:, None], self._end[others], top).min(axis=0, initial=top)
        return np.where(going.any(axis=0), worst, self._ranks)


def _best(moves: Moves, mine: Longs, other: Longs) -> Longs:
    """For every state, the least `other` among the moves to the greatest `mine`; −1 where there is no move."""
    size = int(other.max()) + 1
    key = mine * size + (size - 1 - other)
    found = np.full(len(mine), -1, dtype=np.int64)
    moving = np.flatnonzero(np.diff(moves.start))
    if len(moving):
        greatest = np.maximum.reduceat(key[moves.to], moves.start[moving])
        found[moving] = size - 1 - greatest % size
    return found
