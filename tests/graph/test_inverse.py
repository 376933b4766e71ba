"""The inverse problem against every ranking, one after the other, and Syria and Iraq."""

from __future__ import annotations

import random
from math import factorial

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.graph.concepts import CONCEPTS
from detente.graph.condition_counts import Counts, Ways
from detente.graph.conflict import Conflict, ConflictError, Option
from detente.graph.inverse_problem import Inverse, inverse
from detente.graph.rank_conditions import COUNTED_CONCEPTS, described
from tests.graph.games import conflict, game
from tests.graph.published import SYRIA_IRAQ, syria_iraq
from tests.oracles.graph import SOLVERS, Game, State
from tests.oracles.graph_inverse import cheapest, count, distance, with_worth

Seeds = st.integers(0, 2**32)


def chosen(rng: random.Random, most: int) -> tuple[Game, int, State]:
    small = game(rng, most=most)
    return small, rng.randrange(small.people), rng.choice(small.states())


@given(Seeds)
@settings(max_examples=60)
def test_rankings_are_counted_exactly(seed: int) -> None:
    small, person, state = chosen(random.Random(seed), most=6)
    for concept in CONCEPTS:
        found = inverse(conflict(small), person, small.number(state), concept)
        assert found.total == factorial(len(small.states()))
        assert found.count == count(small, person, state, concept)


@given(Seeds)
@settings(max_examples=60)
def test_the_change_is_enough_and_no_other_is_cheaper(seed: int) -> None:
    small, person, state = chosen(random.Random(seed), most=6)
    assume(len(small.states()) < 5)
    for concept in CONCEPTS:
        changed(small, person, state, concept, inverse(conflict(small), person, small.number(state), concept))
        found = inverse(conflict(small), person, small.number(state), concept)
        assert found.change.swaps == cheapest(small, person, state, concept)


@given(Seeds)
@settings(max_examples=60)
def test_the_change_is_enough_and_costs_what_it_says(seed: int) -> None:
    small, person, state = chosen(random.Random(seed), most=24)
    for concept in COUNTED_CONCEPTS:
        changed(small, person, state, concept, inverse(conflict(small), person, small.number(state), concept))


def changed(small: Game, person: int, state: State, concept: str, found: Inverse) -> None:
    states = small.states()
    now = {s: small.value(person, s) for s in states}
    tiers = [*reversed(found.change.ranking)]
    then = {small.grid()[number]: place for place, tier in enumerate(tiers) for number in tier}
    assert {*then} == {*states}
    assert SOLVERS[concept](with_worth(small, person, then), person, state)
    assert distance(states, now, then) == found.change.swaps
    stable = SOLVERS[concept](small, person, state)
    assert (found.change.swaps == 0) == stable
    assert concept == "sim" or (found.change.lowered == ()) == stable


@pytest.mark.parametrize(("concept", "expected"), [("nash", 240), ("seq", 384), ("gmr", 384), ("smr", 300)])
def test_syria_could_want_the_second_state_to_last_in_so_many_ways(concept: str, expected: int) -> None:
    found = inverse(syria_iraq(), 0, SYRIA_IRAQ[1], concept)
    assert (found.count, found.total, found.share) == (expected, 720, expected / 720)


def test_the_condition_is_said_in_words() -> None:
    model = syria_iraq()
    assert inverse(model, 0, SYRIA_IRAQ[1], "nash").sentences == (
        "For Syria, YNN must be at least as good as NNN and NYN.",
    )
    assert inverse(model, 0, SYRIA_IRAQ[1], "gmr").sentences == (
        "For Syria, YNN must be at least as good as NNN or NNY.",
        "For Syria, YNN must be at least as good as NYN or NYY.",
    )
    found = inverse(model, 0, SYRIA_IRAQ[1], "smr")
    assert found.sentences == (
        "For Syria, YNN must be at least as good as NNN, or as all of NNY, YNY and NYY.",
        "For Syria, YNN must be at least as good as NYN, or as all of NNY, YNY and NYY.",
    )
    assert found.formula is not None
    assert described(found.formula, model, 0, SYRIA_IRAQ[1], lambda s: f"state {SYRIA_IRAQ.index(s) + 1}")[0] == (
        "For Syria, state 2 must be at least as good as state 1, or as all of state 4, state 5 and state 6."
    )
    assert inverse(model, 0, SYRIA_IRAQ[1], "sim").sentences[0].startswith("For Syria, whether YNN is stable also")
    alone = Conflict(("A",), (Option("a", "act", (0,), up=False),), (), (np.arange(2),))
    assert inverse(alone, 0, 0, "gmr").sentences == ("For A, N is stable whatever it prefers.",)


@pytest.mark.parametrize("concept", COUNTED_CONCEPTS)
def test_a_large_conflict_is_counted_without_listing(concept: str) -> None:
    """Eight options, 256 states: 256! rankings."""
    options = tuple(Option(f"o{k}", f"Option {k}", (k % 2,)) for k in range(8))
    rng = np.random.default_rng(3)
    model = Conflict(("A", "B"), options, (), tuple(rng.permutation(256) for _ in range(2)))
    found = inverse(model, 0, 0, concept)
    assert 0 < found.count < found.total == factorial(256)
    if concept == "nash":
        assert found.count * 16 == found.total


def test_what_cannot_be_counted_is_refused() -> None:
    model = syria_iraq()
    with pytest.raises(ConflictError, match="the concept best"):
        inverse(model, 0, SYRIA_IRAQ[1], "best")
    for concept in ("nash", "sim"):
        with pytest.raises(ConflictError, match="state 7"):
            inverse(model, 0, 7, concept)
    eight = Conflict(("A",), tuple(Option(f"o{k}", "", (0,)) for k in range(3)), (), (np.zeros(8),))
    with pytest.raises(ConflictError, match="40,320 rankings of 8"):
        inverse(eight, 0, 0, "sim")
    many = Conflict(("A",), tuple(Option(f"o{k}", "", (0,)) for k in range(10)), (), (np.zeros(2**10),))
    with pytest.raises(ConflictError, match="1,024 feasible states"):
        inverse(many, 0, 0, "nash")
    rng = random.Random(0)
    tangled = [[frozenset(rng.sample(range(200), 3)) for _ in range(3)] for _ in range(120)]
    with pytest.raises(ConflictError, match="more than 500 steps"):
        Ways(Counts(200), range(200), most=500).of(frozenset(map(frozenset, tangled)))
