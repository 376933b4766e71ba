"""From what a stated conflict comes to, to its report in plain numbers and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import prod
from typing import TypeVar

import numpy as np

from detente.arrays import Bools, Longs
from detente.chapters.stability.stated.conflict_reports import (
    ConflictReport,
    CountReport,
    OutcomeReport,
    RankingReport,
    StepReport,
    UpsetReport,
)
from detente.chapters.stability.stated.over_worlds import ConflictFound
from detente.chapters.stability.stated.pair_preferences import doubted, strongly
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.stable_states import LEADING, Answers, in_words, written
from detente.chapters.stability.stated.state_numbers import StateNumbers
from detente.graph.coalitions import Coalitions, Upset, upsets
from detente.graph.concepts import CONCEPTS
from detente.graph.conflict import Conflict, ConflictError
from detente.graph.hypergames import hypergame
from detente.graph.inverse import Inverse, inverse
from detente.graph.moves import Move
from detente.graph.narration import sentence
from detente.graph.paths import shortest_paths
from detente.graph.reasons import explain
from detente.worlds import Worlds

MOST_OUTCOMES = 12
MOST_LOOKED_AT = MOST_OUTCOMES**2  # states of one concept among which these are found
MOST_LISTED = 2**12  # states that can be: beyond, they are counted, and only equilibria are listed
MOST_LARGE = 2**16  # states: beyond, single states are explained only where that takes no search
MOST_ASKED = 3
MOST_MOVES = 2**11  # moves from a state, of all decision makers, that a reason looks through
MOST_RANKED, MOST_JOINT = 512, 256  # states of which rankings are counted, and that coalitions move among
T = TypeVar("T")


def report(found: ConflictFound, worlds: Worlds) -> ConflictReport:
    """Put what a conflict comes to into plain numbers.

    Args:
        found: What it comes to.
        worlds: The worlds it was found in.

    Returns:
        The report.
    """
    shares = {state: worlds.share(holds) for state, holds in found.holds[LEADING].items()}
    return described(found.part, found.answers, shares)


def described(part: ConflictPart, answers: Answers, shares: Mapping[int, float]) -> ConflictReport:
    """Describe what a conflict comes to.

    Args:
        part: The conflict as stated.
        answers: What it comes to.
        shares: State → share of worlds in which it is sequentially stable for everybody; others: none.

    Returns:
        The report.
    """
    missing = [f"{concept}: the conflict has too many moves at the same time" for concept in answers.left_out]
    conflict = answers.conflict
    start = None if part.status_quo is None else int(StateNumbers(part.ladders).numbers(part.status_quo)[0])
    counts = _counts(answers)
    listed = counts.states <= MOST_LISTED
    closely = _closely(answers, shares, start)
    most = max(len(shares), *counts.equilibria.values())
    if most > MOST_LOOKED_AT:
        missing.append(f"a closer look at more than {MOST_LOOKED_AT} outcomes of a concept, which has up to {most:,}")
    told = _Told(part, answers, missing)
    perceived = told.perceived()
    return ConflictReport(
        decision_makers=list(conflict.decision_makers),
        options=list(conflict.names),
        listed=listed,
        counts=counts.model_copy(update={"perceived": None if perceived is None else len(perceived)}),
        states=answers.names if listed else [],
        status_quo=None if start is None else conflict.state(start),
        stable={concept: _each(conflict, rows) for concept, rows in _in_order(answers)} if listed else {},
        equilibria=_equilibria(answers),
        outcomes=told.outcomes(closely, shares, start),
        rankings=told.rankings(),
        upsets=told.upsets(),
        perceived=None if perceived is None else written(conflict, perceived[:MOST_LISTED]),
        strongly=told.strongly(),
        doubted=told.doubted(),
        missing=missing,
    )


def _in_order(answers: Answers) -> list[tuple[str, Bools]]:
    return [(concept, answers.stable[concept]) for concept in CONCEPTS if concept in answers.stable]


def _each(conflict: Conflict, rows: Bools) -> dict[str, list[str]]:
    """Name the states of which something holds for each decision maker."""
    makers = conflict.decision_makers
    return {name: written(conflict, np.flatnonzero(row)) for name, row in zip(makers, rows, strict=True)}


def _counts(answers: Answers) -> CountReport:
    makers = answers.conflict.decision_makers
    return CountReport(
        states=int(answers.conflict.feasible.sum()),
        stable={
            concept: dict(zip(makers, rows.sum(axis=1).tolist(), strict=True)) for concept, rows in _in_order(answers)
        },
        equilibria={concept: int(rows.all(axis=0).sum()) for concept, rows in _in_order(answers)},
        perceived=None,
    )


def _equilibria(answers: Answers) -> dict[str, list[str]]:
    """Name the states that are stable for everybody; of too many those that are so under the most concepts."""
    held = {concept: rows.all(axis=0) for concept, rows in _in_order(answers)}
    strength = np.sum([*held.values()], axis=0)
    found = {}
    for concept, where in held.items():
        states = np.flatnonzero(where)
        if len(states) > MOST_LISTED:
            states = np.sort(states[np.argsort(-strength[states], kind="stable")[:MOST_LISTED]])
        found[concept] = written(answers.conflict, states)
    return found


def _closely(answers: Answers, shares: Mapping[int, float], start: int | None) -> list[tuple[int, ...]]:
    """Which states are looked at closely: what holds under the most concepts first, and the status quo.

    States that everybody likes equally well and that hold under the same concepts go together.
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
    return [tuple(group) for n, group in enumerate(ordered) if n < MOST_OUTCOMES or start in group]


class _Told:
    """Describes single states of one conflict; what is too large for that is named instead."""

    def __init__(self, part: ConflictPart, answers: Answers, missing: list[str]) -> None:
        self.part, self.answers, self.missing = part, answers, missing
        self.conflict = answers.conflict
        self.people = range(len(self.conflict.decision_makers))
        self.makers = self.conflict.decision_makers

    def _tried(self, what: str, work: Callable[[], T], otherwise: T) -> T:
        try:
            return work()
        except ConflictError as error:
            self.missing.append(f"{what}: {error.found} are too many")
            return otherwise

    def outcomes(
        self, groups: Sequence[tuple[int, ...]], shares: Mapping[int, float], start: int | None
    ) -> list[OutcomeReport]:
        """Describe states, those that are alike together."""
        states = [state for group in groups for state in group]
        ways: list[Mapping[int, tuple[Move, ...] | None]] = [{}, {}]
        if start is not None:
            tries = [partial(shortest_paths, self.conflict, start, states, improving) for improving in (True, False)]
            ways = [self._tried("ways from the status quo", attempt, {}) for attempt in tries]
        ladders = [*self.part.ladders.values()]
        return [
            OutcomeReport(
                state=self.conflict.state(group[0]),
                alike=written(self.conflict, np.array(group[1:], dtype=np.int64)),
                name=in_words(self.conflict, group, ladders),
                concepts=[c for c, rows in self.answers.stable.items() if rows[:, group[0]].all()],
                share=shares.get(group[0], 0.0),
                liked={self.makers[i]: self.answers.liked(i, group[0]) for i in self.people},
                moves={
                    self.makers[i]: written(self.conflict, np.array(better[:MOST_OUTCOMES]))
                    for i in self.people
                    if (better := self.answers.improvements(i, group[0]))
                },
                why=self._why(group[0]),
                way=self._shortest(ways[0], group),
                any_way=self._shortest(ways[1], group),
            )
            for group in groups
        ]

    def _why(self, state: int) -> dict[str, str]:
        moves = sum(prod(self.conflict.options[k].levels for k in self.conflict.owned(i)) for i in self.people)
        if self.conflict.size > MOST_LARGE or moves > MOST_MOVES:
            return {}
        return {self.makers[i]: sentence(self.conflict, explain(self.conflict, i, state, LEADING)) for i in self.people}

    def _shortest(self, ways: Mapping[int, tuple[Move, ...] | None], states: Sequence[int]) -> list[StepReport] | None:
        """Return the shortest way to any of some states."""
        there = [way for state in states if (way := ways.get(state)) is not None]
        if not there:
            return None
        shortest = min(there, key=len)
        return [StepReport(mover=self.makers[step.mover], state=self.conflict.state(step.end)) for step in shortest]

    def rankings(self) -> list[RankingReport]:
        """Ask what would make states hold that everybody likes well enough, but somebody would leave."""
        can_be = [int(state) for state in np.flatnonzero(self.conflict.feasible)]
        if len(can_be) * len(self.people) > 4 * MOST_RANKED or len(can_be) > MOST_RANKED:
            self.missing.append("what would make other states hold: the conflict has too many states")
            return []
        liked = {s: sorted(self.answers.liked(i, s) for i in self.people) for s in can_be}
        others = sorted(
            (s for s in can_be if s not in self.answers.holding), key=lambda s: (liked[s], -s), reverse=True
        )
        return [found for state in others[:MOST_ASKED] for found in self._ranking(state)]

    def _ranking(self, state: int) -> Iterator[RankingReport]:
        for i in self.people:
            attempt: Callable[[], Inverse | None] = partial(inverse, self.conflict, i, state, LEADING)
            found = self._tried("what would make other states hold", attempt, None)
            if found is not None:
                yield RankingReport(
                    state=self.conflict.state(state),
                    decision_maker=self.makers[i],
                    share=found.share,
                    conditions=list(found.sentences),
                    swaps=found.change.swaps,
                )

    def upsets(self) -> list[UpsetReport]:
        """Ask which coalitions would leave what holds for something else that holds."""
        holding = self.answers.holding
        if len(self.people) < 2 or len(holding) < 2:
            return []
        if len(self.answers.names) > MOST_JOINT or len(holding) > 2 * MOST_OUTCOMES:
            self.missing.append("coalitions: the conflict has too many states")
            return []
        order = {party: i for i, party in enumerate(self.part.decision_makers)}
        allowed = [{order[party] for party in members} for members in self.part.coalitions]
        none: Mapping[int, tuple[Upset, ...]] = {}
        found = self._tried("coalitions", lambda: upsets(Coalitions(self.conflict), holding), none)
        return [
            UpsetReport(
                state=self.conflict.state(state),
                members=[self.makers[i] for i in upset.members],
                to=self.conflict.state(upset.to),
            )
            for state, several in found.items()
            for upset in several
            if len(upset.members) > 1 and (not allowed or {*upset.members} in allowed)
        ]

    def strongly(self) -> dict[str, dict[str, list[str]]] | None:
        """Ask what is stable by sanctions that hurt greatly."""
        none: Mapping[str, Bools] | None = None
        found = self._tried("strength of preference", lambda: strongly(self.part, self.conflict), none)
        return None if found is None else {concept: _each(self.conflict, rows) for concept, rows in found.items()}

    def doubted(self) -> dict[str, dict[str, list[str]]] | None:
        """Ask what is stable for everybody where preferences are unknown."""
        none: Mapping[str, Mapping[str, Bools]] | None = None
        found = self._tried("unknown preferences", lambda: doubted(self.part, self.conflict), none)
        if found is None:
            return None
        return {
            extension: {
                concept: written(self.conflict, np.flatnonzero(rows.all(axis=0))) for concept, rows in held.items()
            }
            for extension, held in found.items()
        }

    def perceived(self) -> Longs | None:
        """Ask what holds if everybody acts on the states that it takes for possible."""
        if not self.part.misperceptions:
            return None
        grid = StateNumbers(self.part.ladders)
        views: list[Conflict] = []
        for party in self.part.decision_makers:
            barred = tuple(grid.pattern(states) for states in self.part.misperceptions.get(party, ()))
            views.append(replace(self.conflict, infeasible=(*self.conflict.infeasible, *barred)))
        return np.flatnonzero(hypergame(self.conflict, views, LEADING).equilibria)
