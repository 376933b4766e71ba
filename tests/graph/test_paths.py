"""Status-quo analysis against brute force, and Elmira."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.graph.conflict import ConflictError
from detente.graph.moves import Move
from detente.graph.narration import route
from detente.graph.paths import shortest_paths
from tests.graph.elmira import elmira
from tests.graph.games import conflict, game
from tests.oracles.graph_beyond import shortest


@given(st.integers(0, 2**32), st.booleans())
@settings(max_examples=120)
def test_paths_are_legal_and_shortest(seed: int, improving: bool) -> None:
    rng = random.Random(seed)
    small = game(rng)
    states = small.states()
    start = rng.choice(states)
    found = shortest_paths(conflict(small), small.number(start), map(small.number, states), improving)
    for goal in states:
        path, length = found[small.number(goal)], shortest(small, start, goal, improving)
        assert (path is None) == (length is None)
        if path is None:
            continue
        assert len(path) == length
        here, last = start, -1
        for step in path:
            new = small.grid()[step.end]
            assert step.mover != last
            assert step.start == small.number(here)
            assert step.gains == small.improves(step.mover, here, new)
            assert new in small.moves(step.mover, here)
            assert not improving or small.improves(step.mover, here, new)
            here, last = new, step.mover
        assert here == goal


def test_elmira_cannot_get_from_deadlock_to_its_settlement_without_a_loss() -> None:
    model, numbers = elmira()
    one, five, eight, nine = (numbers[k][0] for k in (1, 5, 8, 9))
    assert shortest_paths(model, one, [one, five, eight, nine], improving=True) == {
        one: (),
        five: (Move(2, one, five, gains=True),),
        eight: None,
        nine: None,
    }
    to_eight = shortest_paths(model, five, [eight])[eight]
    assert to_eight is not None
    assert {step.mover for step in to_eight} == {0, 1}
    assert shortest_paths(model, eight, [one]) == {one: None}
    assert route(model, to_eight) == (
        "Uniroyal acts by moving “Delay, accept, abandon” from level 0 to 1 and then MoE by taking “Modify the order”. "
        "Uniroyal and MoE would not gain by their own moves."
    )
    assert route(model, ()) == "The conflict stands there already."
    assert route(model, None) == "No sequence of moves leads there."
    with pytest.raises(ConflictError, match="state 12"):
        shortest_paths(model, one, [12])
