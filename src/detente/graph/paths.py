"""Status-quo analysis: the shortest legal sequences of moves from one state to others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from detente.arrays import Longs
from detente.graph.conflict import Conflict
from detente.graph.edges import Edges, Moves
from detente.graph.moves import Move


def shortest_paths(
    conflict: Conflict, start: int, goals: Iterable[int], improving: bool = False
) -> dict[int, tuple[Move, ...] | None]:
    """Return the shortest legal sequence of moves from one state to each of several others.

    [LiKilgourHipel2005]. In a legal sequence no decision maker moves twice in succession.

    Args:
        conflict: The conflict, with preferences given once.
        start: The number of the state where it stands.
        goals: The numbers of feasible states, such as the equilibria.
        improving: Whether every move must be an improvement for its mover.

    Returns:
        The number of each goal → its moves; no moves if it is the start, None if no legal sequence leads there. Of
        several shortest sequences it is that with the decision makers listed first, compared from the end backwards.

    Raises:
        ConflictError: A state is not feasible, or there are too many moves.

    Example:
        >>> from detente.graph import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> [(move.mover, move.end, move.gains) for move in shortest_paths(prisoners, 0, [3])[3]]
        [(1, 2, False), (0, 3, False)]
        >>> shortest_paths(prisoners, 0, [3], improving=True)
        {3: None}
    """
    edges = Edges(conflict)
    moves = [edges.improvements(i) if improving else edges.moves[i] for i in edges.people]
    search = _PathSearch(edges.place(start), moves)
    wanted = {goal: edges.place(goal) for goal in goals}
    search.run([*wanted.values()])
    return {goal: _told(conflict, start, search.way(place), edges.states) for goal, place in wanted.items()}


def _told(conflict: Conflict, start: int, way: list[tuple[int, int]] | None, states: Longs) -> tuple[Move, ...] | None:
    """Return a path of (mover, place) pairs as moves between states."""
    if way is None:
        return None
    moves = []
    for mover, place in way:
        end, values = int(states[place]), conflict.preferences[mover]
        moves.append(Move(mover, start, end, bool(values[end] > values[start])))
        start = end
    return tuple(moves)


class _PathSearch:
    """A breadth-first search over pairs of a place and who moved last; a pair has the number mover · places + place."""

    def __init__(self, start: int, moves: Sequence[Moves]) -> None:
        self._start = start
        self._moves = moves
        self._count = len(moves[0].start) - 1
        # The pair from which each pair was first reached; −1 from the start, −2 not yet.
        self._before = np.full(self._count * len(moves), -2)
        self._first = np.full(self._count, -1)  # the pair by which each state was first reached

    def run(self, goals: list[int]) -> None:
        """Search until every goal is reached or no new pair is."""
        here = [self._enter(j, np.array([self._start]), np.array([-1])) for j in range(len(self._moves))]
        while any(map(len, here)) and any(self._first[goal] < 0 and goal != self._start for goal in goals):
            here = [self._advance(j, here) for j in range(len(self._moves))]

    def _advance(self, mover: int, here: list[Longs]) -> Longs:
        pairs = np.concatenate([[], *(found for k, found in enumerate(here) if k != mover)]).astype(np.int64)
        states, chosen = np.unique(pairs % self._count, return_index=True)
        return self._enter(mover, states, pairs[chosen])

    def _enter(self, mover: int, states: Longs, before: Longs) -> Longs:
        """Let a decision maker move from some places, and return the pairs that are new."""
        moves = self._moves[mover]
        counts = moves.start[states + 1] - moves.start[states]
        skipped = np.repeat(np.cumsum(counts) - counts, counts)
        to = moves.to[np.arange(counts.sum()) - skipped + np.repeat(moves.start[states], counts)]
        reached, chosen = np.unique(to, return_index=True)
        pairs = mover * self._count + reached
        new = self._before[pairs] == -2
        self._before[pairs[new]] = np.repeat(before, counts)[chosen][new]
        fresh = reached[new][self._first[reached[new]] < 0]
        self._first[fresh] = mover * self._count + fresh
        found: Longs = pairs[new]
        return found

    def way(self, goal: int) -> list[tuple[int, int]] | None:
        """Return the path to a goal as pairs of who moved and to which place; None if it was not reached."""
        if goal == self._start:
            return []
        pair = int(self._first[goal])
        if pair < 0:
            return None
        steps: list[tuple[int, int]] = []
        while pair >= 0:
            steps.append(divmod(pair, self._count))
            pair = int(self._before[pair])
        return steps[::-1]
