"""Explain why a state is stable or not for a decision maker: its most tempting move, and how the others answer it.

Reasons are found from single moves, so that one state is explained without analysing all of them.
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
from detente.graph.moves import Move, at_once, changed_options, reached, shortest_answer
from detente.graph.simultaneous import refuse_too_many


@dataclass(frozen=True)
class Reason:
    """Why a state is stable or not for one decision maker under one concept.

    Attributes:
        concept: The concept.
        decision_maker: The number of the decision maker.
        state: The number of the state.
        stable: Whether the state is stable for it.
        move: Its best improvement that nothing deters, or if all are deterred its best one; None if it has none.
        answer: The moves by which the others make that improvement not pay: a sequence, or moves made at the same
            moment, which all start from the state. If the state is not stable, a threat that the concept does not
            accept; empty if there is none.
        joint: The number of the state to which moves at the same moment lead together; None for a sequence.
        credible: Whether there is an answer in which every mover gains by each of its moves.
        escape: The number of the state to which the decision maker could move after the answer and be better off after
            all; None if there is none, or if the concept does not look that far.
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
    """Return the reason why a state is stable or not for a decision maker.

    Args:
        conflict: The conflict, with preferences given once.
        decision_maker: Its number.
        state: The number of a feasible state.
        concept: One of `CONCEPTS`.

    Raises:
        ConflictError: The state is not feasible, there is no such concept or too many joint moves for it, or
            preferences are given by worlds.

    Example:
        >>> from detente.graph import Option
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
    """A decision maker in a state, with its improvements and what the others can do about them."""

    conflict: Conflict
    i: int
    state: int

    @cached_property
    def temptations(self) -> list[Move]:
        """The improvements of the decision maker, the best first."""
        values = self.conflict.preferences[self.i]
        ends = reached(self.conflict, self.i, np.array([self.state]))[0]
        ends = ends[values[ends] > values[self.state]]
        order = np.lexsort((ends, -values[ends].astype(np.float64)))
        return [Move(self.i, self.state, int(end), gains=True) for end in ends[order]]

    @cached_property
    def best(self) -> Floats:
        """Array (states,): the largest value that it reaches from each state by one move or by staying."""
        grid = Grid(self.conflict)
        values = np.where(self.conflict.feasible, self.conflict.preferences[self.i], -np.inf)
        return np.asarray(grid.flat(grid.best(self.i, grid.spread(values)))[0], dtype=np.float64)

    def bad(self, states: Longs) -> Bools:
        """Return in which of some states it is no better off than now: array (states,)."""
        values = self.conflict.preferences[self.i]
        return np.asarray(values[states] <= values[self.state])

    def held(self, states: Longs) -> Bools:
        """Return in which of some states it is no better off than now, even after one more move: array (states,)."""
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
        """Return the improvements by which it would leave: all, or under `sim` those that no credible answer deters."""
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
                moved = (changed_options(self.conflict, self.state, step.end) for step in (move, *answer))
                joint = at_once(self.conflict, self.state, moved) if answer else None
                if joint is not None and self.bad(np.array([joint]))[0]:
                    found = Reason(concept, self.i, self.state, True, move, answer, joint, credible=True)
                    first = first or found
                    break
            else:
                return Reason(concept, self.i, self.state, stable=False, move=move)
        return first or Reason(concept, self.i, self.state, stable=True)
