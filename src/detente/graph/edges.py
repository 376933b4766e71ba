"""The moves of a small conflict, listed one by one, for analyses that a grid cannot do.

Preferences that are no ranking, coalitions and paths need single moves. Here a feasible state is known by its *place*:
its number among the feasible states, counted from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from detente.arrays import Bools, Longs
from detente.graph.conflict import Conflict, ConflictError, Values
from detente.graph.moves import reached

MOST_MOVES = 2**24


@dataclass(frozen=True, eq=False)
class Moves:
    """The moves of one decision maker from every feasible state, in order of the state they leave.

    Attributes:
        start: Array (feasible states + 1,): the moves from place s are those from `start[s]` up to `start[s + 1]`.
        to: Array (moves,): the place that each move reaches.
    """

    start: Longs
    to: Longs

    @cached_property
    def origin(self) -> Longs:
        """Array (moves,): the place that each move leaves."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def of(self, state: int) -> Longs:
        """Return the places that moves from a place reach: array (moves from there,)."""
        return self.to[self.start[state] : self.start[state + 1]]

    def only(self, which: Bools) -> Moves:
        """Return some of the moves, chosen by an array (moves,) of booleans."""
        counts = np.bincount(self.origin[which], minlength=len(self.start) - 1)
        return Moves(np.concatenate([[0], np.cumsum(counts)]), self.to[which])


@dataclass(frozen=True, eq=False)
class Edges:
    """The moves of every decision maker of a conflict, listed.

    Attributes:
        conflict: A conflict whose preferences are given once, not by worlds.
        most: The number of moves that may be tried.

    Raises:
        ConflictError: There would be more moves to try, or preferences are given by worlds.

    Example:
        >>> from detente.graph import Option
        >>> one = Conflict(("A",), (Option("a", "act", (0,), 3, jumps=False),), (), (np.arange(3),))
        >>> Edges(one).moves[0].of(1).tolist()
        [0, 2]
    """

    conflict: Conflict
    most: int = MOST_MOVES

    def __post_init__(self) -> None:
        """Check that the moves can be listed in reasonable time."""
        if self.conflict.worlds is not None:
            raise ConflictError("values for several worlds", "the values of one world at a time")
        tried = len(self.states) * sum(
            prod(self.conflict.options[k].levels for k in self.conflict.owned(i)) for i in self.people
        )
        if tried > self.most:
            raise ConflictError(f"{tried:,} moves to try one by one", f"{self.most:,} at most: fewer options or states")

    @property
    def people(self) -> range:
        """The numbers of the decision makers."""
        return range(len(self.conflict.decision_makers))

    @cached_property
    def states(self) -> Longs:
        """Array (feasible states,): the number of the state at each place."""
        return np.flatnonzero(self.conflict.feasible)

    @cached_property
    def moves(self) -> tuple[Moves, ...]:
        """The moves of each decision maker."""
        return tuple(self._written_out(i) for i in self.people)

    @cached_property
    def _place(self) -> Longs:
        place = np.full(self.conflict.size, -1)
        place[self.states] = np.arange(len(self.states))
        return place

    def _written_out(self, decision_maker: int) -> Moves:
        ends, starts = reached(self.conflict, decision_maker, self.states)
        counts = np.bincount(starts, minlength=len(self.states))
        return Moves(np.concatenate([[0], np.cumsum(counts)]), self._place[ends])

    def values(self, decision_maker: int) -> Values:
        """Return a decision maker's values of the feasible states: array (feasible states,)."""
        return self.conflict.preferences[decision_maker][self.states]

    def improvements(self, decision_maker: int) -> Moves:
        """Return the unilateral improvements of a decision maker: its moves to states that it prefers."""
        moves, values = self.moves[decision_maker], self.values(decision_maker)
        return moves.only(values[moves.to] > values[moves.origin])

    def place(self, state: int) -> int:
        """Return the place of a feasible state, given by its number.

        Raises:
            ConflictError: The state is not feasible.
        """
        if not 0 <= state < self.conflict.size or self._place[state] < 0:
            raise ConflictError(f"state {state}", "the number of a feasible state")
        return int(self._place[state])

    def spread(self, stable: Bools) -> Bools:
        """Return an array (…, feasible states) as an array (…, states), false for infeasible states."""
        grid = np.zeros((*stable.shape[:-1], self.conflict.size), dtype=bool)
        grid[..., self.states] = stable
        return grid
