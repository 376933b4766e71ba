"""A stated conflict over all worlds: which state would hold in which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.arrays import Bools
from detente.case.model import Case
from detente.chapters.stability.columns import STABLE
from detente.chapters.stability.stated.build import PATH, conflict_of, judged
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.stable_states import LEADING, Answers, answers, in_words
from detente.findings import Column, Headline
from detente.graph import analyse
from detente.worlds import Draws, Worlds

MOST_COLUMNS = 24  # states with a column of their own, for each concept
MOST_HEADLINES = 3


@dataclass(frozen=True, eq=False)
class ConflictFound:
    """What a stated conflict comes to.

    Attributes:
        part: The conflict as stated.
        answers: What it comes to in the central world, or in every world where nothing in it is a judgement.
        holds: Concept → state → array (worlds,): where the state is stable for everybody; states that are so somewhere.
        trace: The judgements that it was worked out from.
    """

    part: ConflictPart
    answers: Answers
    holds: Mapping[str, Mapping[int, Bools]]
    trace: frozenset[str]

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes, with a value for every world."""
        shown = self.shown
        return tuple(
            form.column(self.holds[concept][state], name)
            for concept, form in STABLE.items()
            for name, state in shown[concept].items()
        )

    @property
    def shown(self) -> dict[str, dict[str, int]]:
        """Concept → name of a state with a column of its own → the state."""
        return {
            concept: {self.answers.conflict.state(state): state for state, _ in self._first(concept, MOST_COLUMNS)}
            for concept in STABLE
        }

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first, with the judgements it was worked out from."""
        conflict, ladders = self.answers.conflict, [*self.part.ladders.values()]
        return tuple(
            Headline(
                STABLE[LEADING].named(conflict.state(state)),
                f"the outcome “{in_words(conflict, [state], ladders)}” would hold",
                self.trace,
            )
            for state, _ in self._first(LEADING, MOST_HEADLINES)
        )

    def _first(self, concept: str, most: int) -> list[tuple[int, Bools]]:
        """Return the states that hold in most worlds."""
        return sorted(self.holds[concept].items(), key=lambda item: (-item[1].mean(), item[0]))[:most]


def found(case: Case, part: ConflictPart, worlds: Worlds) -> ConflictFound:
    """Return what a stated conflict comes to, world by world.

    Args:
        case: The case.
        part: Its conflict, without fault and lacking nothing.
        worlds: The worlds.

    Returns:
        What was found, a pure function of case and worlds.
    """
    names = {party: case.parties[party].name for party in part.decision_makers}
    central = conflict_of(part, names, worlds.central())
    central = replace(central, preferences=tuple(np.atleast_2d(values)[0] for values in central.preferences))
    come_to = answers(central)
    holds: Mapping[str, Mapping[int, Bools]]
    if judged(part):
        blocks = list(worlds.each(partial(_stable, part)))
        holds = {concept: _somewhere(np.concatenate([block[concept] for block in blocks])) for concept in STABLE}
    else:
        always: Bools = np.ones(worlds.size, dtype=bool)
        holds = {concept: dict.fromkeys(come_to.equilibria(concept), always) for concept in STABLE}
    return ConflictFound(part, come_to, holds, frozenset(_paths(part)))


def shown_in(part: ConflictPart, shown: Mapping[str, Mapping[str, int]], worlds: Worlds) -> Iterator[Column]:
    """Yield the columns of a conflict in other worlds, for the states that have one.

    Args:
        part: The conflict.
        shown: Concept → name of a state with a column of its own → the state.
        worlds: The worlds.
    """
    blocks = list(worlds.each(partial(_stable, part))) if judged(part) else []
    for concept, states in shown.items():
        holds = np.concatenate([block[concept] for block in blocks]) if blocks else None
        for name, state in states.items():
            yield STABLE[concept].column(np.ones(worlds.size, bool) if holds is None else holds[:, state].copy(), name)


def _stable(part: ConflictPart, draws: Draws) -> dict[str, Bools]:
    """Where is every state stable for everybody: concept → array (worlds, states)."""
    stable = analyse(conflict_of(part, None, draws), [*STABLE])
    return {concept: np.asarray(stable[concept].all(axis=0)) for concept in STABLE}


def _somewhere(stable: Bools) -> dict[int, Bools]:
    found: dict[int, Bools] = {}
    for state in np.flatnonzero(stable.any(axis=0)):
        found[int(state)] = stable[:, int(state)].copy()
    return found


def _paths(part: ConflictPart) -> list[str]:
    return [
        PATH.format(party=party, state=state)
        for party, wants in part.preferences.items()
        for state in wants.values or ()
    ]
