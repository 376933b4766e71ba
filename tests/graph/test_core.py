"""The core concepts against brute force over random conflicts."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.graph.concepts import CONCEPTS, analyse
from tests.graph.games import conflict, game
from tests.oracles import graph as brute
from tests.oracles.graph import Choice, Game

Seeds = st.integers(0, 2**32)


def test_every_concept_has_its_brute_force() -> None:
    assert brute.CONCEPTS == CONCEPTS


@given(Seeds)
@settings(max_examples=300)
def test_stable_is_what_the_definitions_say(seed: int) -> None:
    rng = random.Random(seed)
    small = game(rng, most=rng.choice([6, 8, 8, 12, 16, 24]))
    found = analyse(conflict(small), CONCEPTS)
    for concept in CONCEPTS:
        assert found[concept].tolist() == brute.table(small, concept), concept


@pytest.mark.parametrize("people", [3, 4])
@given(Seeds)
@settings(max_examples=50)
def test_long_legal_sequences_are_found(people: int, seed: int) -> None:
    """Options that move one way and by one level, with gaps: where it matters who moved last, and how often."""
    rng = random.Random(seed)
    levels = [rng.choice([2, 3]) for _ in range(people)]
    choices = [Choice((i,), n, *rng.choice([(True, True), (True, False)]), jumps=False) for i, n in enumerate(levels)]
    size = int(np.prod(levels))
    forbidden = [{k: rng.randrange(levels[k]) for k in rng.sample(range(people), 2)} for _ in range(3)]
    worth = [[float(rng.randrange(6)) for _ in range(size)] for _ in range(people)]
    small = Game(people, choices, forbidden, worth)
    if not small.states():
        return
    found = analyse(conflict(small), CONCEPTS)
    for concept in CONCEPTS:
        assert found[concept].tolist() == brute.table(small, concept), concept


@given(Seeds)
@settings(max_examples=60)
def test_worlds_are_analysed_one_by_one(seed: int) -> None:
    rng = random.Random(seed)
    small = game(rng, most=12)
    size = len(small.grid())
    worlds = [[[float(rng.randrange(5)) for _ in range(size)] for _ in range(small.people)] for _ in range(3)]
    model = replace(conflict(small), preferences=tuple(np.array(w) for w in zip(*worlds, strict=True)))
    found = analyse(model, CONCEPTS)
    for number, world in enumerate(worlds):
        alone = replace(small, worth=world, found={})
        for concept in CONCEPTS:
            assert found[concept][:, number].tolist() == brute.table(alone, concept), concept


@given(Seeds)
@settings(max_examples=40)
def test_a_lone_decision_maker_is_answered_by_nobody(seed: int) -> None:
    rng = random.Random(seed)
    choices = [
        Choice((0,), rng.choice([2, 2, 3]), *rng.choice([(True, True), (True, False)]), jumps=rng.random() < 0.6)
        for _ in range(rng.randint(1, 3))
    ]
    size = int(np.prod([choice.levels for choice in choices]))
    forbidden = [{0: rng.randrange(2)}] if len(choices) > 1 and rng.random() < 0.5 else []
    small = Game(1, choices, forbidden, [[float(rng.randrange(4)) for _ in range(size)]])
    found = analyse(conflict(small), CONCEPTS)
    for concept in CONCEPTS:
        assert found[concept].tolist() == brute.table(small, concept), concept
