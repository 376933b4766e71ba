"""What must hold of the concepts whatever the conflict, and where the older tool goes wrong."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from benchmarks.graph import posed

from detente.graph import concepts
from detente.graph import improvements as improve
from detente.graph.concepts import CONCEPTS, analyse, stable
from detente.graph.conflict import Conflict, ConflictError, Option
from tests.graph.published import random_conflict
from tests.oracles.edge_list import EdgeList
from tests.sharing import tried

WEAKER = [("nash", "smr"), ("smr", "gmr"), ("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("nash", "sim_one_sided")]


@pytest.mark.parametrize("seed", tried(range(150)))
def test_a_stronger_concept_implies_the_weaker_ones(seed: int) -> None:
    conflict = random_conflict(random.Random(seed))
    found = analyse(conflict)
    for strong, weak in [*WEAKER, ("seq", "sim")]:
        assert not (found[strong] & ~found[weak]).any(), (strong, weak)
    assert not any(array[:, ~conflict.feasible].any() for array in found.values())


@pytest.mark.parametrize("seed", tried(range(20)))
def test_worlds_side_by_side_are_the_worlds_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = random_conflict(random.Random(seed), worlds=5)
    monkeypatch.setattr(concepts, "BLOCK", 2 * conflict.size)
    together = analyse(conflict)
    for world in range(5):
        alone = Conflict(
            conflict.decision_makers,
            conflict.options,
            conflict.infeasible,
            tuple(values[world] for values in conflict.preferences),
        )
        for concept, found in analyse(alone).items():
            assert (together[concept][:, world] == found).all(), concept


@pytest.mark.parametrize("seed", tried(range(20)))
def test_threads_and_small_pieces_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = random_conflict(random.Random(seed), most=300)
    plain = analyse(conflict)
    monkeypatch.setattr(concepts, "THREADED", 0)
    monkeypatch.setattr(improve, "PIECE", 16)
    for concept, found in analyse(conflict).items():
        assert (plain[concept] == found).all(), concept


@pytest.mark.parametrize("seed", tried(range(20)))
def test_only_the_order_of_values_counts(seed: int) -> None:
    conflict = random_conflict(random.Random(seed))
    found = analyse(conflict)
    for scale in (8, 1e-3, 1e30):
        values = tuple(np.asarray(values * scale - 5, dtype=np.float64) for values in conflict.preferences)
        other = analyse(Conflict(conflict.decision_makers, conflict.options, conflict.infeasible, values))
        assert all((found[concept] == other[concept]).all() for concept in CONCEPTS)


@pytest.mark.parametrize(("options", "makers"), [(6, 2), (6, 3)])
def test_lists_of_moves_say_the_same(options: int, makers: int) -> None:
    conflict = posed(options, makers)
    lists = EdgeList([conflict.owned(i) for i in range(makers)], [values.tolist() for values in conflict.preferences])
    for concept in CONCEPTS[:5]:
        assert stable(conflict, concept).tolist() == lists.stable(concept), concept


@pytest.mark.parametrize("shape", [(2, 3), (4, 4), (2, 3, 3), (3, 2, 2, 2)])
def test_nash_is_nash_of_the_normal_form(shape: tuple[int, ...]) -> None:
    """One option with a level for each strategy is a game in normal form; its pure equilibria are enumerated here."""
    rng = np.random.default_rng(len(shape))
    for _ in range(20):
        games = [rng.integers(0, 6, shape) for _ in shape]
        expected = set()
        for profile in itertools.product(*map(range, shape)):
            deviations = [
                (who, (*profile[:who], strategy, *profile[who + 1 :]))
                for who, count in enumerate(shape)
                for strategy in range(count)
            ]
            if all(games[who][other] <= games[who][profile] for who, other in deviations):
                expected.add(profile)
        options = tuple(Option(f"p{who}", f"Player {who}", (who,), count) for who, count in enumerate(shape))
        values = tuple(game.transpose().reshape(-1) for game in games)  # the first player's strategy changes fastest
        conflict = Conflict(tuple(map(str, range(len(shape)))), options, (), values)
        found = np.flatnonzero(stable(conflict, "nash").all(axis=0))
        assert {conflict.levels(int(state)) for state in found} == expected


def test_metarationality_is_maximin_and_minimax() -> None:
    """For two free decision makers GMR asks for the maximin, SMR for the minimax, or for a best answer as it stands."""
    rng = np.random.default_rng(3)
    options = (Option("row", "Row", (0,), 5), Option("column", "Column", (1,), 4))
    for _ in range(50):
        game = rng.integers(0, 30, (4, 5))  # column, row
        conflict = Conflict(("Row", "Column"), options, (), (game.reshape(-1), np.zeros(20, dtype=np.int64)))
        assert (stable(conflict, "gmr")[0] == (game >= game.min(axis=0).max()).reshape(-1)).all()
        assert (stable(conflict, "smr")[0] == (game >= game.max(axis=1).min()).reshape(-1)).all()


THREE = ("First", "Second", "Third")


def test_others_may_move_again_after_another_has_moved() -> None:
    """Second provokes, Third answers, Second steps back: a credible answer that needs A–B–A."""
    options = tuple(Option(name, name, (who,)) for who, name in enumerate("xyz"))
    first = [1, 2, 2, 2, 2, 0, 2, 2]  # leaves 0 for 1; fears 5 = x and z alone
    second = [0, 0, 0, 1, 0, 1, 0, 0]  # 1 → 3, 7 → 5
    third = [0, 1, 0, 0, 0, 1, 0, 1]  # 3 → 7, but not 1 → 5
    conflict = Conflict(THREE, options, (), tuple(map(np.array, (first, second, third))))
    assert stable(conflict, "seq")[0, 0]
    once_each = {1, 3, 7}  # First's move, then at most one improvement each
    assert all(first[state] > first[0] for state in once_each)


def test_others_may_go_on_level_by_level_in_turns() -> None:
    """Third raises its option by one level, Second moves, Third raises it again: only then does First regret."""
    options = (
        Option("x", "x", (0,)),
        Option("y", "y", (1,)),
        Option("z", "z", (2,), levels=3, jumps=False),
    )
    first = np.full(12, 2)
    first[0], first[1 + 2 + 8] = 1, 0
    conflict = Conflict(THREE, options, (), (first, np.zeros(12, dtype=np.int64), np.zeros(12, dtype=np.int64)))
    assert stable(conflict, "gmr")[0, 0]
    alone = Conflict(
        THREE[:2],
        (options[0], Option("z", "z", (1,), levels=3, jumps=False)),
        (),
        (first[[0, 1, 0, 1, 0, 11]], np.zeros(6)),
    )
    assert not stable(alone, "gmr")[0, 0]  # nobody moves in between, so the second level is out of reach


@pytest.mark.parametrize("concept", ["sim", "sim_one_sided"])
def test_every_improvement_meets_every_move_at_the_same_time(concept: str) -> None:
    """First has two improvements; the same departure of Second spoils the second one as it spoils the first."""
    options = (Option("a", "a", (0,)), Option("b", "b", (0,)), Option("c", "c", (1,)))
    first, second = [1, 2, 3, 0, 5, 0, 0, 0], [0, 1, 1, 1, 1, 1, 1, 1]
    conflict = Conflict(THREE[:2], options, (), (np.array(first), np.array(second)))
    assert not stable(conflict, "seq")[0, 0]
    assert stable(conflict, concept)[0, 0]


def test_what_is_too_much_is_refused() -> None:
    options = tuple(Option(f"o{k}", "o", (k % 2,)) for k in range(18))
    large = Conflict(("A", "B"), options, (), (np.arange(2**18), np.arange(2**18)))
    with pytest.raises(ConflictError, match="moves at the same time; expected fewer states"):
        stable(large, "sim")
    with pytest.raises(ConflictError, match="unknown concept nsh; expected one of nash"):
        stable(large, "nsh")
    assert stable(large, "sseq").shape == (2, 2**18)
