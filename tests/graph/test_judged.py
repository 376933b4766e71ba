"""Strength and doubt against brute force, and what follows from the definitions."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.graph.conflict import Conflict, ConflictError, Option
from detente.graph.pair_relations import Relation, between, ranked
from detente.graph.pairwise_stability import PAIRWISE_CONCEPTS
from detente.graph.preference_strength import strength
from detente.graph.unknown_preferences import EXTENSIONS, under_doubt
from tests.graph.games import conflict, game
from tests.oracles.graph import Game, State
from tests.oracles.graph_beyond import doubtful, general, strong

Seeds = st.integers(0, 2**32)


def signs(rng: random.Random, count: int) -> list[list[str]]:
    """What somebody thinks of state t (column) compared with state s (row): any pairs at all, not only rankings."""
    kinds = rng.choice(["<>", "<>=", "<>?", "<>=?"])
    found = [["="] * count for _ in range(count)]
    for s in range(count):
        for t in range(s):
            kind = rng.choice(kinds) * rng.choice([1, 2])
            kind = kind[0] if kind[0] in "=?" else kind
            found[s][t] = kind
            found[t][s] = kind.translate(str.maketrans("<>", "><"))
    return found


def relation(table: list[list[str]]) -> Relation:
    kinds: NDArray[np.str_] = np.array(table, dtype="U2")
    return Relation(np.isin(kinds, ["<", "<<"]), kinds == "<<", kinds == "?")


class Judged:
    """A conflict with pairs, for both sides of the comparison."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.game: Game = game(rng, most=12)
        self.states = self.game.states()
        self.tables = [signs(rng, len(self.states)) for _ in range(self.game.people)]
        self.relations = [relation(table) for table in self.tables]
        self.place = {state: k for k, state in enumerate(self.states)}

    def compare(self, person: int, old: State, new: State) -> str:
        return self.tables[person][self.place[old]][self.place[new]]


@given(Seeds)
@settings(max_examples=60)
def test_strength_is_what_the_definitions_say(seed: int) -> None:
    judged = Judged(seed)
    model = conflict(judged.game)
    known = [Relation(r.better, r.greatly, np.zeros_like(r.unknown)) for r in judged.relations]

    def compare(i: int, s: State, t: State) -> str:
        return judged.compare(i, s, t).replace("?", "=")

    for concept in PAIRWISE_CONCEPTS:
        found = strength(model, known, concept)
        for i in range(judged.game.people):
            for number, state in enumerate(judged.game.grid()):
                there = judged.game.possible(state)
                assert found.general[i, number] == (there and general(judged.game, compare, i, state, concept))
                firm = strong if concept != "nash" else general
                assert found.strong[i, number] == (there and firm(judged.game, compare, i, state, concept))
        assert not (found.strong & ~found.general).any()


@given(Seeds)
@settings(max_examples=50)
def test_doubt_is_what_the_definitions_say(seed: int) -> None:
    judged = Judged(seed)
    model = conflict(judged.game)
    for concept in PAIRWISE_CONCEPTS:
        for extension in EXTENSIONS:
            found = under_doubt(model, judged.relations, concept, extension)
            for i in range(judged.game.people):
                for number, state in enumerate(judged.game.grid()):
                    expected = judged.game.possible(state) and doubtful(
                        judged.game, judged.compare, i, state, concept, extension
                    )
                    assert found[i, number] == expected


@given(Seeds)
@settings(max_examples=30)
def test_the_extensions_are_ordered(seed: int) -> None:
    """What tempts less and deters more leaves more states stable: a within b and c, each within d."""
    judged = Judged(seed)
    model = conflict(judged.game)
    for concept in PAIRWISE_CONCEPTS:
        a, b, c, d = (under_doubt(model, judged.relations, concept, x) for x in "abcd")
        assert not (a & ~b).any()
        assert not (a & ~c).any()
        assert not (b & ~d).any()
        assert not (c & ~d).any()


ONE = Conflict(("A",), (Option("a", "act", (0,)),), (), (np.zeros(2),))
NONE = np.zeros((2, 2), dtype=bool)
FIRST = np.array([[False, True], [False, False]])


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ((FIRST | FIRST.T, NONE, NONE), "each preferred to the other"),
        ((NONE, FIRST, NONE), "greatly preferred but not preferred"),
        ((FIRST, NONE, FIRST), "not said both ways"),
        ((FIRST, NONE, FIRST | FIRST.T), "both known and unknown"),
        ((FIRST[:1], NONE, NONE), "shape"),
        ((FIRST, NONE, np.zeros((3, 3), dtype=bool)), "different sets"),
    ],
)
def test_contradictory_pairs_are_refused(
    pairs: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]], fault: str
) -> None:
    with pytest.raises(ConflictError, match=fault):
        Relation(*pairs)


def test_what_does_not_fit_is_refused() -> None:
    fits = ranked(np.zeros(2))
    with pytest.raises(ConflictError, match="2 relations"):
        strength(ONE, [fits, fits], "gmr")
    with pytest.raises(ConflictError, match="relation over 3"):
        strength(ONE, [ranked(np.zeros(3))], "gmr")
    with pytest.raises(ConflictError, match="the concept sim"):
        strength(ONE, [fits], "sim")
    with pytest.raises(ConflictError, match="the extension e"):
        under_doubt(ONE, [fits], "gmr", "e")
    with pytest.raises(ConflictError, match="worth more at least"):
        between(np.array([1, 0]), np.array([0, 0]))
    many = Conflict(("A",), tuple(Option(f"o{k}", "", (0,)) for k in range(13)), (), (np.zeros(2**13),))
    with pytest.raises(ConflictError, match="to try one by one"):
        strength(many, [fits], "gmr")
