"""What a stated conflict comes to, in plain numbers: part of the JSON of `detente stability --json`.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from detente.arrays import Bools, Longs
from detente.case.base import Frozen
from detente.chapters.stability.stated.coalition_reports import UpsetReport
from detente.chapters.stability.stated.omissions import Omissions
from detente.chapters.stability.stated.outcome_reports import MOST_LOOKED_AT, OutcomeReport
from detente.chapters.stability.stated.over_worlds import ConflictFound
from detente.chapters.stability.stated.pair_preferences import doubted, strongly
from detente.chapters.stability.stated.ranking_reports import RankingReport
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.stable_states import LEADING, Answers, written
from detente.chapters.stability.stated.state_numbers import StateNumbers
from detente.findings.estimates import Estimate
from detente.graph import CONCEPTS, Conflict, hypergame
from detente.worlds import Worlds

MOST_LISTED = 2**12  # states that can be: beyond, they are counted, and only equilibria are listed


class CountReport(Frozen):
    """How many states there are, whether or not they are listed."""

    states: int
    """States that can be."""
    stable: dict[str, dict[str, int]]
    """Concept → decision maker → states that are stable for it."""
    equilibria: dict[str, int]
    """Concept → states that are stable for everybody."""
    perceived: int | None
    """States that hold if everybody acts on what it takes for possible; null where nobody is mistaken."""

    @classmethod
    def of(cls, answers: Answers, perceived: Longs | None) -> CountReport:
        """Count the states of a conflict.

        Args:
            answers: What it comes to.
            perceived: Numbers of the states that hold by what everybody takes for possible; None if nobody is mistaken.
        """
        makers = answers.conflict.decision_makers
        stable = _in_order(answers)
        return cls(
            states=int(answers.conflict.feasible.sum()),
            stable={
                concept: dict(zip(makers, rows.sum(axis=1).tolist(), strict=True)) for concept, rows in stable.items()
            },
            equilibria={concept: int(rows.all(axis=0).sum()) for concept, rows in stable.items()},
            perceived=None if perceived is None else len(perceived),
        )


class ConflictReport(Frozen):
    """What a conflict comes to. Where preferences are judgements, it is the conflict of the central world."""

    decision_makers: list[str]
    """Names of the decision makers."""
    options: list[str]
    """Names of the options, in the order in which states are written."""
    listed: bool
    """Whether every state is listed. False where more than 4,096 can be: then `states` and `stable` are empty, and in
    `equilibria` stand the first 4,096 of each concept, those that hold under the most concepts first."""
    counts: CountReport
    """How many there are of what is listed or not."""
    states: list[str]
    """The states that can be."""
    status_quo: str | None
    """The state in which things are."""
    stable: dict[str, dict[str, list[str]]]
    """Concept → decision maker → states that are stable for it: nash, gmr, smr, seq, sseq, sim_one_sided, sim."""
    equilibria: dict[str, list[str]]
    """Concept → states that are stable for everybody."""
    outcomes: list[OutcomeReport]
    """States looked at closely: those that are stable for everybody under some concept, and the status quo."""
    outcomes_left: int
    """How many more outcomes hold, or would hold in some world, and are not looked at closely."""
    rankings: list[RankingReport]
    """What would make states hold that do not now: the inverse, for the states that are liked best by those who like
    them least."""
    upsets: list[UpsetReport]
    """Coalitions that would leave states that hold."""
    perceived: list[str] | None
    """States that hold if everybody acts on what it takes for possible, by sequential stability; null where nobody
    is mistaken."""
    strongly: dict[str, dict[str, list[str]]] | None
    """Concept (gmr, smr, seq) → decision maker → states that are stable for it by sanctions that leave it greatly worse
    off; null where nothing is said to be preferred greatly."""
    doubted: dict[str, dict[str, list[str]]] | None
    """Extension → concept (nash, gmr, smr, seq) → states that are stable for everybody where some preferences are
    unknown. Doubtful states tempt under a and c, and deter under c and d; null where no preference is unknown. All
    other results take preferences as they are ranked."""
    missing: list[str]
    """What was left out because the conflict is too large for it, in sentences."""

    @classmethod
    def over_worlds(cls, found: ConflictFound, worlds: Worlds) -> ConflictReport:
        """Report what a conflict comes to in these worlds."""
        shares = {state: Estimate.of(worlds.sampled(holds)) for state, holds in found.holds[LEADING].items()}
        return cls.of(found.part, found.answers, shares)

    @classmethod
    def of(cls, part: ConflictPart, answers: Answers, shares: Mapping[int, float]) -> ConflictReport:
        """Report what a conflict comes to, given how often each state holds.

        Args:
            part: The conflict as stated.
            answers: What it comes to.
            shares: State → share of worlds in which it is sequentially stable for everybody; others: none.
        """
        conflict, left_out = answers.conflict, Omissions()
        for concept in answers.left_out:
            left_out.add(f"{concept}: the conflict has too many moves at the same time")
        start = None if part.status_quo is None else int(StateNumbers(part.ladders).numbers(part.status_quo)[0])
        perceived = _perceived(part, conflict)
        counts = CountReport.of(answers, perceived)
        listed = counts.states <= MOST_LISTED
        most = max(len(shares), *counts.equilibria.values())
        if most > MOST_LOOKED_AT:
            left_out.add(f"a closer look at more than {MOST_LOOKED_AT} outcomes of a concept, which has up to {most:,}")
        outcomes = OutcomeReport.every(part, answers, shares, start, left_out)
        return cls(
            decision_makers=list(conflict.decision_makers),
            options=list(conflict.names),
            listed=listed,
            counts=counts,
            states=answers.names if listed else [],
            status_quo=None if start is None else conflict.state(start),
            stable={c: _each(conflict, rows) for c, rows in _in_order(answers).items()} if listed else {},
            equilibria=_equilibria(answers),
            outcomes=[*outcomes.shown],
            outcomes_left=outcomes.left,
            rankings=RankingReport.every(answers, left_out),
            upsets=UpsetReport.every(part, answers, left_out),
            perceived=None if perceived is None else written(conflict, perceived[:MOST_LISTED]),
            strongly=_strongly(part, conflict, left_out),
            doubted=_doubted(part, conflict, left_out),
            missing=left_out.named,
        )


def _in_order(answers: Answers) -> dict[str, Bools]:
    """Return concept → array (decision makers, states), in the order in which concepts are always listed."""
    return {concept: answers.stable[concept] for concept in CONCEPTS if concept in answers.stable}


def _each(conflict: Conflict, rows: Bools) -> dict[str, list[str]]:
    """Return decision maker → the states in its row of an array (decision makers, states)."""
    makers = conflict.decision_makers
    return {name: written(conflict, np.flatnonzero(row)) for name, row in zip(makers, rows, strict=True)}


def _equilibria(answers: Answers) -> dict[str, list[str]]:
    """Return concept → states that are stable for everybody; of too many those that are so under most concepts."""
    held = {concept: rows.all(axis=0) for concept, rows in _in_order(answers).items()}
    strength = np.sum([*held.values()], axis=0)
    found = {}
    for concept, where in held.items():
        states = np.flatnonzero(where)
        if len(states) > MOST_LISTED:
            states = np.sort(states[np.argsort(-strength[states], kind="stable")[:MOST_LISTED]])
        found[concept] = written(answers.conflict, states)
    return found


def _perceived(part: ConflictPart, conflict: Conflict) -> Longs | None:
    """Return the states that hold if everybody acts on what it takes for possible; None where nobody is mistaken."""
    if not part.misperceptions:
        return None
    grid = StateNumbers(part.ladders)
    views: list[Conflict] = []
    for party in part.decision_makers:
        barred = tuple(grid.pattern(states) for states in part.misperceptions.get(party, ()))
        views.append(replace(conflict, infeasible=(*conflict.infeasible, *barred)))
    return np.flatnonzero(hypergame(conflict, views, LEADING).equilibria)


def _strongly(part: ConflictPart, conflict: Conflict, left_out: Omissions) -> dict[str, dict[str, list[str]]] | None:
    """Return concept → decision maker → states that are stable for it by sanctions that hurt greatly."""
    found = left_out.attempt("strength of preference", lambda: strongly(part, conflict))
    return None if found is None else {concept: _each(conflict, rows) for concept, rows in found.items()}


def _doubted(part: ConflictPart, conflict: Conflict, left_out: Omissions) -> dict[str, dict[str, list[str]]] | None:
    """Return extension → concept → states that are stable for everybody where preferences are unknown."""
    found = left_out.attempt("unknown preferences", lambda: doubted(part, conflict))
    if found is None:
        return None
    return {
        extension: {concept: written(conflict, np.flatnonzero(rows.all(axis=0))) for concept, rows in held.items()}
        for extension, held in found.items()
    }
