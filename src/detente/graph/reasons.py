"""Why a state is stable for somebody, or is not: the move that tempts most, and what the others would make of it.

Reasons are found from single moves, without the grid, so that one state is explained without judging all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from detente.arrays import Bools, Floats, Longs
from detente.graph.concepts import CONCEPTS
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.grid import Grid
from detente.graph.moves import Move, at_once, change, reached, shortest_answer
from detente.graph.simultaneous import refuse_too_many


@dataclass(frozen=True)
class Reason:
    """Why a state is stable or not for one decision maker under one concept.

    Attributes:
        concept: The concept.
        decision_maker: Whose stability it is.
        state: The number of the state.
        stable: Whether it is stable.
        move: The improvement that decides: the most tempting that nothing deters, or else the most tempting; None if
            there is no improvement.
        answer: How the others could bring it about that the improvement does not pay, move by move; moves at the same
            time all start from the state itself. Where the state is not stable this is a threat that is not enough.
        joint: Where moves at the same time lead together; None for answers in sequence.
        credible: Whether everybody who takes part in the answer gains by every move of its own.
        escape: Where the decision maker could go after the answer and be better off after all; None if nowhere, or if
            the concept does not ask.
    """

    concept: str
    decision_maker: int
    state: int
    stable: bool
    move: Move | None = None
    answer: tuple[Move, ...] = ()
    joint: int | None = None
    credible: bool = False
    escape: int | None = None


def explain(conflict: Conflict, decision_maker: int, state: int, concept: str) -> Reason:
    """Why is a state stable for somebody, or why not?

    Args:
        conflict: A conflict with preferences for one world.
        decision_maker: Its number.
        state: The number of a feasible state.
        concept: One of `concepts.CONCEPTS`.

    Returns:
        The reason.

    Raises:
        ConflictError: If the state cannot be, there is no such concept, or preferences differ from world to world.

    Example:
        >>> from detente.graph.conflict import Option
        >>> disarm = (Option("a", "Disarm", (0,)), Option("b", "Disarm", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> reason = explain(prisoners, 0, 3, "seq")
        >>> reason.stable, reason.move.end, [(move.mover, move.end) for move in reason.answer], reason.credible
        (True, 2, [(1, 0)], True)
    """
    if conflict.worlds is not None:
        raise ConflictError("preferences for several worlds", "those of one world")
    if concept not in CONCEPTS:
        raise ConflictError(f"the unknown concept {concept}", f"one of {', '.join(CONCEPTS)}")
    if not 0 <= state < conflict.size or not conflict.feasible[state]:
        raise ConflictError(f"state {state}", "the number of a state that can be")
    if concept in {"sim", "sim_one_sided"}:
        refuse_too_many(conflict)
        return _Case(conflict, decision_maker, state).together(concept)
    return _Case(conflict, decision_maker, state).in_sequence(concept)


@dataclass(frozen=True)
class _Case:
    """One decision maker in one state."""

    conflict: Conflict
    i: int
    state: int

    @cached_property
    def temptations(self) -> list[Move]:
        """Its improvements, the best first."""
        values = self.conflict.preferences[self.i]
        ends = reached(self.conflict, self.i, np.array([self.state]))[0]
        ends = ends[values[ends] > values[self.state]]
        order = np.lexsort((ends, -values[ends].astype(np.float64)))
        return [Move(self.i, self.state, int(end), gains=True) for end in ends[order]]

    @cached_property
    def best(self) -> Floats:
        """The best that it can make of every state."""
        grid = Grid(self.conflict)
        values = np.where(self.conflict.feasible, self.conflict.preferences[self.i], -np.inf)
        return np.asarray(grid.flat(grid.best(self.i, grid.spread(values)))[0], dtype=np.float64)

    def bad(self, states: Longs) -> Bools:
        """Where is it no better off than now?"""
        values = self.conflict.preferences[self.i]
        return np.asarray(values[states] <= values[self.state])

    def held(self, states: Longs) -> Bools:
        """Where is it no better off than now, whatever it makes of it?"""
        return np.asarray(self.best[states] <= self.conflict.preferences[self.i][self.state])

    def answer(self, move: Move, *, gaining: bool, symmetric: bool = False) -> tuple[Move, ...] | None:
        goal = self.held if symmetric else self.bad
        return shortest_answer(self.conflict, self.i, move.end, goal, gaining=gaining)

    def reason(self, concept: str, *, stable: bool, move: Move, answer: tuple[Move, ...]) -> Reason:
        credible = bool(answer) and all(step.gains for step in answer)
        escape = None
        if answer and concept in {"smr", "sseq"} and not self.held(np.array([answer[-1].end]))[0]:
            values = self.conflict.preferences[self.i]
            ends = reached(self.conflict, self.i, np.array([answer[-1].end]))[0]
            escape = int(ends[np.argmax(values[ends])])
        return Reason(concept, self.i, self.state, stable, move, answer, None, credible, escape)

    def in_sequence(self, concept: str) -> Reason:
        gaining, symmetric = concept in {"seq", "sseq"}, concept in {"smr", "sseq"}
        first = None
        for move in self.temptations:
            answer = None if concept == "nash" else self.answer(move, gaining=gaining, symmetric=symmetric)
            if answer is None:
                threats = [] if concept in {"nash", "gmr"} else [(gaining, False), (False, symmetric), (False, False)]
                threat = next(filter(None, (self.answer(move, gaining=g, symmetric=s) for g, s in threats)), ())
                return self.reason(concept, stable=False, move=move, answer=threat)
            first = first or self.reason(concept, stable=True, move=move, answer=answer)
        return first or Reason(concept, self.i, self.state, stable=True)

    def leaving(self, concept: str) -> list[Move]:
        """Return the improvements by which it would leave: all, or those that no credible answer deters."""
        moves = self.temptations
        return moves if concept == "sim_one_sided" else [m for m in moves if self.answer(m, gaining=True) is None]

    def together(self, concept: str) -> Reason:
        if concept == "sim" and self.temptations and not self.leaving(concept):
            return Reason(**{**vars(self.in_sequence("seq")), "concept": concept})
        people = range(len(self.conflict.decision_makers))
        others = [_Case(self.conflict, k, self.state).leaving(concept) for k in people if k != self.i]
        first = None
        for move in self.leaving(concept):
            for chosen in product(*([None, *moves] for moves in others)):
                answer = tuple(other for other in chosen if other is not None)
                moved = (change(self.conflict, self.state, step.end) for step in (move, *answer))
                joint = at_once(self.conflict, self.state, moved) if answer else None
                if joint is not None and self.bad(np.array([joint]))[0]:
                    found = Reason(concept, self.i, self.state, True, move, answer, joint, credible=True)
                    first = first or found
                    break
            else:
                return Reason(concept, self.i, self.state, stable=False, move=move)
        return first or Reason(concept, self.i, self.state, stable=True)
