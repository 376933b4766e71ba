"""Single states of a conflict looked at closely: who likes them, who would leave them, and how to get there.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import prod

import numpy as np

from detente.case.base import Frozen
from detente.chapters.stability.stated.omissions import Omissions
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.stable_states import LEADING, Answers, in_words, written
from detente.findings.copying import copied
from detente.findings.cuts import Cut, cut
from detente.findings.sampled import Sampled
from detente.graph import Conflict, Move, explain, sentence, shortest_paths

MOST_OUTCOMES = 12
MOST_LOOKED_AT = MOST_OUTCOMES**2  # states of one concept among which these are found
MOST_LARGE = 2**16  # states: beyond, single states are explained only where that takes no search
MOST_MOVES = 2**11  # moves from a state, of all decision makers, that a reason looks through
ShortestPaths = Mapping[int, tuple[Move, ...] | None]


class StepReport(Frozen):
    """One move on a way."""

    mover: str
    """Who moves."""
    state: str
    """State that it moves to."""

    @classmethod
    def shortest(cls, conflict: Conflict, ways: ShortestPaths, states: Sequence[int]) -> list[StepReport] | None:
        """Report the shortest way to any of some states; None where there is none.

        Args:
            conflict: The conflict.
            ways: State → the shortest way to it.
            states: Numbers of the states.
        """
        there = [way for state in states if (way := ways.get(state)) is not None]
        if not there:
            return None
        makers = conflict.decision_makers
        return [cls(mover=makers[step.mover], state=conflict.state(step.end)) for step in min(there, key=len)]


class OutcomeReport(Sampled):
    """One state, looked at closely."""

    state: str
    """The state: a letter or figure an option, in their order; N not taken, Y taken."""
    alike: list[str]
    """Other states that everybody likes just as much and that hold under the same concepts."""
    name: str
    """What is done in it, and in those."""
    concepts: list[str]
    """Concepts under which it is stable for everybody."""
    share: float
    """Share of worlds in which it is sequentially stable for everybody."""
    liked: dict[str, float]
    """Decision maker → share of the other states that it likes less."""
    moves: dict[str, list[str]]
    """Decision maker → states to which it would move by itself, the best first; only who would."""
    moves_left: dict[str, int]
    """Decision maker → to how many more it would move, where that is more than twelve."""
    why: dict[str, str]
    """Decision maker → why it would stay or leave, in a sentence or two."""
    way: list[StepReport] | None
    """The shortest way from the status quo on which every mover gains by its own step; null where there is none, or no
    status quo."""
    any_way: list[StepReport] | None
    """The shortest way from the status quo, whether or not the movers gain; null as above."""

    @classmethod
    def of(
        cls,
        answers: Answers,
        group: Sequence[int],
        ladders: Sequence[Sequence[str]],
        share: float,
        ways: tuple[ShortestPaths, ShortestPaths],
    ) -> OutcomeReport:
        """Report a state, together with those that are alike.

        Args:
            answers: What the conflict comes to.
            group: Numbers of the state and of those that are alike.
            ladders: For each option the names of its levels.
            share: Share of worlds in which it is sequentially stable for everybody.
            ways: State → the shortest way to it on which every mover gains, and State → the shortest of all.
        """
        conflict, state = answers.conflict, group[0]
        makers = dict(enumerate(conflict.decision_makers))
        tempting = {name: better for i, name in makers.items() if (better := answers.improvements(i, state))}
        moves = {name: cut(better, MOST_OUTCOMES) for name, better in tempting.items()}
        return copied(
            cls,
            answers,
            state=conflict.state(state),
            alike=written(conflict, np.array(group[1:], dtype=np.int64)),
            name=in_words(conflict, group, ladders),
            concepts=[concept for concept, rows in answers.stable.items() if rows[:, state].all()],
            share=share,
            liked={name: answers.liked(i, state) for i, name in makers.items()},
            moves={name: written(conflict, np.array(better.shown)) for name, better in moves.items()},
            moves_left={name: better.left for name, better in moves.items() if better.left},
            why=_why(conflict, state),
            way=StepReport.shortest(conflict, ways[0], group),
            any_way=StepReport.shortest(conflict, ways[1], group),
        )

    @classmethod
    def every(
        cls, part: ConflictPart, answers: Answers, shares: Mapping[int, float], start: int | None, left_out: Omissions
    ) -> Cut[OutcomeReport]:
        """Report the states that are looked at closely, and how many groups of states are not.

        Args:
            part: The conflict as stated.
            answers: What it comes to.
            shares: State → share of worlds in which it is sequentially stable for everybody; others: none.
            start: Number of the status quo, if one is given.
            left_out: Takes note of what the conflict is too large for.
        """
        groups, left = closely(answers, shares, start)
        ways: list[ShortestPaths] = [{}, {}]
        if start is not None:
            states = [state for group in groups for state in group]
            tries = [partial(shortest_paths, answers.conflict, start, states, improving) for improving in (True, False)]
            ways = [left_out.attempt("ways from the status quo", attempt) or {} for attempt in tries]
        ladders = [*part.ladders.values()]
        told = [cls.of(answers, group, ladders, shares.get(group[0], 0.0), (ways[0], ways[1])) for group in groups]
        return Cut(tuple(told), left)


def _why(conflict: Conflict, state: int) -> dict[str, str]:
    """Return decision maker → why it would stay in a state or leave it; nothing where that takes too long a search."""
    makers = dict(enumerate(conflict.decision_makers))
    moves = sum(prod(conflict.options[k].levels for k in conflict.owned(i)) for i in makers)
    if conflict.size > MOST_LARGE or moves > MOST_MOVES:
        return {}
    return {name: sentence(conflict, explain(conflict, i, state, LEADING)) for i, name in makers.items()}


def closely(answers: Answers, shares: Mapping[int, float], start: int | None) -> Cut[tuple[int, ...]]:
    """Choose the states that are looked at closely: those that hold in most worlds, and the status quo.

    Args:
        answers: What the conflict comes to.
        shares: State → share of worlds in which it is sequentially stable for everybody; others: none.
        start: Number of the status quo, if one is given.

    Returns:
        Groups of states that everybody likes equally well and that hold under the same concepts, in the same share of
        worlds; first those that hold in most worlds, then those that hold under most concepts. And how many more
        groups there are.
    """
    held: dict[int, frozenset[str]] = {}
    for concept in answers.stable:
        for state in answers.equilibria(concept)[:MOST_LOOKED_AT]:
            held[state] = held.get(state, frozenset()) | {concept}
    often = sorted(shares, key=lambda state: (-shares[state], state))[:MOST_LOOKED_AT]
    alike: dict[object, list[int]] = {}
    for state in sorted({*held, *often, *([] if start is None else [start])}):
        worth = tuple(float(values[state]) for values in answers.conflict.preferences)
        alike.setdefault((worth, held.get(state), shares.get(state)), []).append(state)

    def rank(group: list[int]) -> tuple[float, int, float, int]:
        least = min(answers.liked(i, group[0]) for i in range(len(answers.conflict.decision_makers)))
        return -shares.get(group[0], 0.0), -len(held.get(group[0], ())), -least, group[0]

    ordered = sorted(alike.values(), key=rank)
    looked_at = [tuple(group) for n, group in enumerate(ordered) if n < MOST_OUTCOMES or start in group]
    return Cut(tuple(looked_at), len(ordered) - len(looked_at))
