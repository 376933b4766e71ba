"""What a stated conflict comes to, in plain numbers: part of the JSON of `detente stability --json`.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen


class StepReport(Frozen):
    """One move on a way."""

    mover: str
    """Who moves."""
    state: str
    """State that it moves to."""


class OutcomeReport(Frozen):
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
    why: dict[str, str]
    """Decision maker → why it would stay or leave, in a sentence or two."""
    way: list[StepReport] | None
    """The shortest way from the status quo on which every mover gains by its own step; null where there is none, or no
    status quo."""
    any_way: list[StepReport] | None
    """The shortest way from the status quo, whether or not the movers gain; null as above."""


class RankingReport(Frozen):
    """How one decision maker’s ranking bears on a state, the others’ rankings as they are."""

    state: str
    """The state."""
    decision_maker: str
    """The decision maker."""
    share: float
    """Share of all its strict rankings that would make it stay there, by sequential stability."""
    conditions: list[str]
    """What its ranking must fulfil for that, in words."""
    swaps: float
    """How many neighbours in its ranking must change places for that at least; 0 where it stays now."""


class UpsetReport(Frozen):
    """A coalition that would leave a state that holds for another."""

    state: str
    """The state."""
    members: list[str]
    """Who acts together."""
    to: str
    """Where they would go: another state that holds, and that all of them prefer."""


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
