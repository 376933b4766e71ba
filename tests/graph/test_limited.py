"""Lookahead against brute force, what follows from the definitions, and two-by-two games."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.graph.conflict import Conflict, ConflictError, Option
from detente.graph.limited_moves import limited, nonmyopic
from tests.graph.elmira import elmira
from tests.graph.games import conflict, game
from tests.oracles.graph import gmr, nash
from tests.oracles.graph_beyond import outcomes

Seeds = st.integers(0, 2**32)
TWO = (Option("a", "A gives way", (0,)), Option("b", "B gives way", (1,)))


@given(Seeds)
@settings(max_examples=60)
def test_lookahead_is_what_the_definitions_say(seed: int) -> None:
    small = game(random.Random(seed), most=10)
    model = conflict(small)
    for horizon in range(1, 5 if small.people == 2 else 4):
        found = limited(model, horizon)
        for i in range(small.people):
            for number, state in enumerate(small.grid()):
                stays = small.possible(state) and not outcomes(small, i, state, horizon)[0]
                assert found[i, number] == stays


@given(Seeds)
@settings(max_examples=50)
def test_one_move_ahead_is_nash_and_two_hold_only_what_a_sanction_holds(seed: int) -> None:
    small = game(random.Random(seed), most=16)
    first, second = limited(conflict(small), 1), limited(conflict(small), 2)
    for i in range(small.people):
        for number, state in enumerate(small.grid()):
            if small.possible(state):
                assert first[i, number] == nash(small, i, state)
                assert not second[i, number] or gmr(small, i, state)


@given(Seeds)
@settings(max_examples=50)
def test_the_far_horizon_is_where_the_near_ones_lead(seed: int) -> None:
    small = game(random.Random(seed), most=12)
    model = conflict(small)
    found = nonmyopic(model)
    horizons = range(max(1, found.settled), max(1, found.settled) + 2 * found.period)
    seen = np.array([limited(model, h) for h in horizons])
    assert (seen[: found.period] == seen[found.period :]).all()
    assert (found.stable == seen.all(axis=0)).all()
    assert (found.cycling == (seen.any(axis=0) & ~seen.all(axis=0))).all()


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        # States NN, YN, NY, YY; Y is “gives way”. Brams & Wittman (1981).
        ("prisoners’ dilemma", [2, 1, 4, 3], [2, 4, 1, 3], [0, 3]),
        ("chicken", [1, 2, 4, 3], [1, 4, 2, 3], [3]),
    ],
)
def test_the_nonmyopic_equilibria_of_two_by_two_games(
    name: str, first: list[int], second: list[int], expected: list[int]
) -> None:
    found = nonmyopic(Conflict(("A", "B"), TWO, (), (np.array(first), np.array(second))))
    assert (name, np.flatnonzero(np.all(found.stable, axis=0)).tolist()) == (name, expected)


def test_the_ministry_foresees_that_uniroyal_would_accept() -> None:
    """In Elmira’s deadlock a modified order would be accepted, and the ministry prefers that to the deadlock."""
    model, numbers = elmira()
    for found in (limited(model, 2), nonmyopic(model).stable):
        held: NDArray[np.bool_] = np.all(found, axis=0)
        assert [k for k, states in numbers.items() if held[states].all()] == [8, 9]
        assert found[:, numbers[5][0]].tolist() == [False, True, True]


def test_a_cycle_is_said() -> None:
    """Matching pennies: the loser moves if the number of moves ahead is odd, and stays if it is even."""
    pennies = Conflict(("A", "B"), TWO, (), (np.array([1, 0, 0, 1]), np.array([0, 1, 1, 0])))
    found = nonmyopic(pennies)
    assert (found.settled, found.period) == (0, 2)
    assert found.stable.tolist() == [[True, False, False, True], [False, True, True, False]]
    assert (found.cycling == ~found.stable).all()
    assert not limited(pennies, 3)[found.cycling].any()
    assert limited(pennies, 4).all()
    with pytest.raises(ConflictError, match="a cycle longer than 1"):
        nonmyopic(Conflict(("A", "B"), TWO, (), (np.array([2, 1, 4, 3]), np.array([2, 4, 1, 3]))), most=1)
    with pytest.raises(ConflictError, match="a horizon of 0"):
        limited(Conflict(("A", "B"), TWO, (), (np.zeros(4), np.zeros(4))), 0)
