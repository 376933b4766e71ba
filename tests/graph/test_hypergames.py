"""Hypergames against brute force, and a surprise."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.graph.concepts import CONCEPTS, stable
from detente.graph.conflict import Conflict, ConflictError, Option
from detente.graph.hypergames import hypergame
from tests.graph.games import conflict, game
from tests.oracles.graph import SOLVERS, Game, State

NAMES = "ABCD"


def seen(rng: random.Random, truth: Game) -> tuple[Conflict, dict[int, int], Game]:
    """What somebody sees: some options unknown, one imagined, other values; which option is which."""
    kept = [k for k in range(len(truth.choices)) if rng.random() < 0.7]
    for i in range(truth.people):
        if not any(i in truth.choices[k].owners for k in kept):
            kept.append(next(k for k, c in enumerate(truth.choices) if i in c.owners))
    imagined = rng.random() < 0.3
    while True:
        view = game(rng, truth.people, most=2 ** len(kept) * 8)
        choices = [truth.choices[k] for k in kept] + ([view.choices[0]] if imagined else [])
        size = int(np.prod([c.levels for c in choices]))
        forbidden = [dict.fromkeys(rng.sample(range(len(choices)), 2), 0)] if len(choices) > 2 else []
        worth = [[float(rng.randrange(5)) for _ in range(size)] for _ in range(truth.people)]
        made = Game(truth.people, choices, forbidden, worth)
        if made.states():
            break
    options = tuple(
        Option(f"o{kept[k]}" if k < len(kept) else "imagined", "", c.owners, c.levels, c.up, c.down, c.jumps)
        for k, c in enumerate(choices)
    )
    patterns = tuple(tuple(bad.items()) for bad in forbidden)
    model = Conflict(tuple(NAMES[: truth.people]), options, patterns, tuple(np.array(w) for w in worth))
    return model, {k: place for place, k in enumerate(kept)}, made


def looked_up(state: State, known: dict[int, int], view: Game) -> State | None:
    levels = [0] * len(view.choices)
    for k, level in enumerate(state):
        if k in known:
            levels[known[k]] = level
        elif level:
            return None
    return tuple(levels) if view.possible(tuple(levels)) else None


@given(st.integers(0, 2**32), st.booleans())
@settings(max_examples=50)
def test_everybody_stays_by_its_own_lights(seed: int, second: bool) -> None:
    rng = random.Random(seed)
    truth = game(rng, most=12)
    everybody = range(truth.people)
    table = [[seen(rng, truth) for _ in everybody] if second else [seen(rng, truth)] * truth.people for _ in everybody]
    views = [[model for model, _, _ in row] if second else row[0][0] for row in table]
    concept = rng.choice(CONCEPTS)
    found = hypergame(conflict(truth), views, concept)

    def stays(judge: int, person: int, state: State) -> bool:
        _, known, view = table[judge][person]
        there = looked_up(state, known, view)
        return there is not None and SOLVERS[concept](view, person, there)

    for number, state in enumerate(truth.grid()):
        real = truth.possible(state)
        for i in everybody:
            _, known, view = table[i][i]
            assert found.thinkable[i, number] == (real and looked_up(state, known, view) is not None)
            assert found.stable[i, number] == (real and stays(i, i, state))
            assert found.expected[i, number] == (real and all(stays(i, j, state) for j in everybody))
        assert found.equilibria[number] == (real and all(stays(i, i, state) for i in everybody))


@given(st.integers(0, 2**32))
@settings(max_examples=15)
def test_who_sees_the_conflict_as_it_is_finds_what_there_is(seed: int) -> None:
    model = conflict(game(random.Random(seed)))
    for views in ([model] * len(model.decision_makers), [[model] * len(model.decision_makers)] * len(model.options)):
        if len(views) == len(model.decision_makers):
            found = hypergame(model, views, "seq")
            assert (found.equilibria == np.all(stable(model, "seq"), axis=0)).all()
            assert (found.equilibria == found.unclouded).all()
            assert (found.expected == found.equilibria).all()


def test_a_surprise_ends_what_looked_stable() -> None:
    """The defender does not know of the road through the forest."""
    front, forest = (
        Option("front", "Attack in front", (0,)),
        Option("forest", "Attack through the forest", (0,)),
    )
    guard = Option("guard", "Guard the front", (1,))
    both = (((0, 1), (1, 1)),)
    names = ("Attacker", "Defender")
    # front 1, forest 2, guard 4
    attacker = np.array([2, 4, 5, 0, 2, 1, 5, 0])
    defender = np.array([3, 1, 0, 0, 4, 2, 0, 0])
    truth = Conflict(names, (front, forest, guard), both, (attacker, defender))
    blind = Conflict(names, (front, guard), (), (attacker[[0, 1, 4, 5]], defender[[0, 1, 4, 5]]))
    found = hypergame(truth, [truth, blind], "nash")
    assert np.flatnonzero(found.expected[1]).tolist() == [4]
    assert not found.stable[0, 4]
    assert found.thinkable[1].tolist() == [True, True, False, False, True, True, False, False]
    assert not found.equilibria.any()
    assert np.flatnonzero(found.unclouded).tolist() == [2, 6]


def test_views_that_do_not_fit_are_refused() -> None:
    one = Conflict(("A", "B"), (Option("a", "", (0,)), Option("b", "", (1,))), (), (np.zeros(4), np.zeros(4)))
    wide = Conflict(
        ("A", "B"),
        (Option("a", "", (0,), 3), Option("b", "", (1,))),
        (),
        (np.zeros(6), np.zeros(6)),
    )
    alone = Conflict(("A",), (Option("a", "", (0,)),), (), (np.zeros(2),))
    with pytest.raises(ConflictError, match="1 views"):
        hypergame(one, [one], "nash")
    with pytest.raises(ConflictError, match="1 views within one"):
        hypergame(one, [one, [one]], "nash")
    with pytest.raises(ConflictError, match="a view of 1 decision makers"):
        hypergame(one, [one, alone], "nash")
    with pytest.raises(ConflictError, match="3 levels of option a"):
        hypergame(one, [one, wide], "nash")
