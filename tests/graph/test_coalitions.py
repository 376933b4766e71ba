"""Coalitions against brute force, what follows from the definitions, and Elmira."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.graph.coalitions import Coalitions, Upset, upsets
from detente.graph.conflict import Conflict, ConflictError, Option
from detente.graph.edges import Edges
from detente.graph.pair_relations import ranked
from detente.graph.pairwise_stability import PAIRWISE_CONCEPTS, View, judged
from tests.graph.elmira import elmira
from tests.graph.games import conflict, game
from tests.oracles.graph_beyond import coalition_improvements, coalition_stable

Seeds = st.integers(0, 2**32)


@given(Seeds)
@settings(max_examples=40)
def test_coalitions_do_what_the_definitions_say(seed: int) -> None:
    small = game(random.Random(seed), most=12)
    found = Coalitions(conflict(small))
    grid = small.grid()
    for members in found.all:
        for state in small.states():
            expected = sorted(small.number(s) for s in coalition_improvements(small, members, state))
            assert found.improvements(small.number(state), members) == expected
        for concept in PAIRWISE_CONCEPTS:
            for joint in (True, False):
                stable = found.stable(members, concept, joint)
                for number, state in enumerate(grid):
                    there = small.possible(state)
                    assert stable[number] == (there and coalition_stable(small, members, state, concept, joint))


@given(Seeds)
@settings(max_examples=30)
def test_a_coalition_of_one_is_a_decision_maker_alone(seed: int) -> None:
    small = game(random.Random(seed), most=12)
    model = conflict(small)
    found, edges = Coalitions(model), Edges(model)
    relations = [ranked(edges.values(i)) for i in range(small.people)]
    views = [View(r.better.T, ~r.better.T, r.better.T) for r in relations]
    for concept in PAIRWISE_CONCEPTS:
        alone = edges.spread(judged(edges, views, concept))
        everybody = np.all(alone, axis=0)
        for i in range(small.people):
            stable = found.stable((i,), concept, joint=False)
            assert (stable == alone[i]).all()
        assert not (found.universally_stable(concept, joint=False) & ~everybody).any()


def equilibria(model: Conflict, numbers: dict[int, list[int]], concept: str) -> list[int]:
    edges = Edges(model)
    views = [View(r.better.T, ~r.better.T, r.better.T) for r in map(ranked, model.preferences)]
    stable: NDArray[np.bool_] = np.all(judged(edges, views, concept), axis=0)
    return [k for k, states in numbers.items() if stable[states].all()]


def test_elmira_has_its_equilibria() -> None:
    found = {concept: equilibria(*elmira(), concept) for concept in PAIRWISE_CONCEPTS}
    assert found["nash"] == found["seq"] == [5, 8, 9]
    assert found["gmr"] == found["smr"] == [1, 4, 5, 8, 9]


def test_the_ministry_and_uniroyal_upset_the_first_of_them_as_they_did() -> None:
    model, numbers = elmira()
    found = upsets(Coalitions(model), [numbers[k][0] for k in (5, 8, 9)])
    assert found[numbers[5][0]] == (Upset((0, 1), numbers[8][0]),)
    assert found[numbers[8][0]] == ()
    assert not Coalitions(model).stable((0, 1), "nash")[numbers[5][0]]
    assert [bool(Coalitions(model).universally_stable("nash")[numbers[k][0]]) for k in (5, 8, 9)] == [False, True, True]


def test_what_cannot_be_done_is_refused() -> None:
    model, _ = elmira()
    with pytest.raises(ConflictError, match="the concept sim"):
        Coalitions(model).stable((0,), "sim")
    with pytest.raises(ConflictError, match="state 12"):
        Coalitions(model).improvements(12, (0,))
    crowd = Conflict(
        tuple(map(str, range(11))),
        tuple(Option(f"o{k}", "", (k,)) for k in range(11)),
        (),
        (np.zeros(2**11),) * 11,
    )
    with pytest.raises(ConflictError, match="11 decision makers"):
        Coalitions(crowd)
