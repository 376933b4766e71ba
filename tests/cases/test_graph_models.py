"""The graph models of the literature: what was published about them, whatever else the cases say."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters.stability.stated.build import conflict_of
from detente.chapters.stability.stated.conflict_report import ConflictReport
from detente.chapters.stability.stated.over_worlds import found
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.stable_states import Answers, answers
from detente.graph.concepts import CONCEPTS
from detente.graph.moves import reached
from detente.worlds import Worlds
from tests.sharing import bundled_case

NAMES = ("cuba-1962", "elmira", "prisoners")
US, USSR = [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8], [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8]
# Payoffs of the nine states in H. Xu's program of 2007.
ELMIRA = {
    "moe": [4, 3, 8, 7, 5, 2, 9, 6, 1],
    "uniroyal": [9, 2, 4, 8, 6, 1, 3, 7, 5],
    "local": [6, 2, 8, 3, 7, 4, 9, 5, 1],
}
NINE = ["NYNNN", "YYNNN", "NNYNN", "YNYNN", "NYNNY", "YYNNY", "NNYNY", "YNYNY"]
ABANDONED = ["NNNYN", "YNNYN", "NNNYY", "YNNYY"]


def opened(name: str) -> Case:
    return bundled_case(name)


def stated(name: str) -> ConflictPart:
    part: ConflictPart = opened(name).parts["stability"].conflict
    return part


def told(name: str) -> ConflictReport:
    case = opened(name)
    worlds = Worlds(case, size=20, seed=1)
    return ConflictReport.over_worlds(found(case, stated(name), worlds), worlds)


def ranked(come_to: Answers, maker: int) -> list[int]:
    """Return the states that can be, best first."""
    values = come_to.conflict.preferences[maker]
    return sorted((int(s) for s in np.flatnonzero(come_to.conflict.feasible)), key=lambda s: -values[s])


def test_cuba_is_the_model_of_fraser_and_hipel() -> None:
    come_to = answers(conflict_of(stated("cuba-1962")))
    assert [ranked(come_to, maker) for maker in range(2)] == [US, USSR]
    assert come_to.equilibria("nash") == []
    assert come_to.equilibria("seq") == [4, 6]
    assert come_to.equilibria("gmr") == come_to.equilibria("smr") == [0, 1, 2, 4, 5, 6, 7]


def test_cuba_with_a_strike_that_cannot_be_undone() -> None:
    part = stated("cuba-1962")
    strike = part.options["strike"].model_copy(update={"direction": "forward"})
    final = part.model_copy(update={"options": {**part.options, "strike": strike}})
    come_to = answers(conflict_of(final))
    assert come_to.equilibria("nash") == [5]
    assert come_to.equilibria("seq") == [4, 5, 6]
    assert come_to.equilibria("gmr") == come_to.equilibria("smr") == [0, 1, 2, 4, 5, 6, 7]


def test_what_happened_over_cuba_is_two_moves_away() -> None:
    outcome = next(o for o in told("cuba-1962").outcomes if o.state == "NYYN")
    assert [(step.mover, step.state) for step in outcome.way or ()] == [
        ("United States", "NYNN"),
        ("Soviet Union", "NYYN"),
    ]


def test_elmira_has_the_rankings_of_the_literature() -> None:
    conflict = conflict_of(stated("elmira"))
    names = {conflict.state(int(s)): int(s) for s in np.flatnonzero(conflict.feasible)}
    assert {*names} == {*NINE, *ABANDONED}
    for values, payoffs in zip(conflict.preferences, ELMIRA.values(), strict=True):
        own = [int(values[names[state]]) for state in [*NINE, ABANDONED[0]]]
        assert np.argsort(own).tolist() == np.argsort(payoffs).tolist()
        assert len({int(values[names[state]]) for state in ABANDONED}) == 1


def test_elmira_has_the_moves_of_the_literature() -> None:
    come_to = answers(conflict_of(stated("elmira")))
    conflict = come_to.conflict
    number = {conflict.state(int(s)): int(s) for s in np.flatnonzero(conflict.feasible)}

    def moves(maker: int, state: str) -> list[str]:
        ends = {conflict.state(int(s)) for s in reached(conflict, maker, np.array([number[state]]))[0]}
        plain = [s for s in NINE if s in ends]
        return plain + (["9"] if ends & {*ABANDONED} and state not in ABANDONED else [])

    expected = {
        0: {1: [2], 3: [4], 5: [6], 7: [8]},
        1: {1: [3, 9], 2: [4, 9], 3: [9], 4: [9], 5: [7, 9], 6: [8, 9], 7: [9], 8: [9]},
        2: {1: [5], 5: [1], 2: [6], 6: [2], 3: [7], 7: [3], 4: [8], 8: [4]},
    }
    for maker, own in expected.items():
        for place, state in enumerate([*NINE, ABANDONED[0]], 1):
            named = [NINE[n - 1] if n < 9 else "9" for n in own.get(place, [])]
            assert moves(maker, state) == named, (maker, state)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_elmira_holds_in_states_5_8_and_9(concept: str) -> None:
    firm = {NINE[4], NINE[7], *ABANDONED}
    also = {NINE[0], NINE[3]} if concept in {"gmr", "smr"} else set()
    assert {*told("elmira").equilibria[concept]} == firm | also


def test_the_ministry_and_uniroyal_leave_5_for_8() -> None:
    found = told("elmira")
    assert [(u.state, u.members, u.to) for u in found.upsets] == [
        (NINE[4], ["Ministry of the Environment", "Uniroyal"], NINE[7])
    ]
    outcomes = {outcome.state: outcome for outcome in found.outcomes}
    assert [step.state for step in outcomes[NINE[4]].way or ()] == [NINE[4]]
    assert outcomes[ABANDONED[0]].alike == ABANDONED[1:]


def test_silence_holds_if_one_looks_ahead() -> None:
    found = told("prisoners")
    assert found.equilibria["nash"] == ["YY"]
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert found.equilibria[concept] == ["NN", "YY"]
    values = conflict_of(stated("prisoners")).preferences
    assert [np.argsort(-own).tolist() for own in values] == [[1, 0, 3, 2], [2, 0, 3, 1]]


@pytest.mark.parametrize("name", NAMES)
def test_every_source_says_how_far_it_was_seen(name: str) -> None:
    case = opened(name)
    assert case.sources
    assert all(source.unverified or source.note for source in case.sources.values())
    assert case.summary
