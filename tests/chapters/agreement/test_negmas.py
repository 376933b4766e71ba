"""Against NegMAS, which lists every outcome: the same frontier and the same Nash point, and where it differs, and why.

What is different is explained in `docs/theory/solutions.md`, “Compared with NegMAS”; here is an example of each.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.chapters.agreement.bargains import Bargain, Solved, drawn, solve

pytestmark = pytest.mark.skipif(importlib.util.find_spec("negmas") is None, reason="NegMAS is not installed")

SMOOTH, COARSE = range(24), range(24, 48)


def bargain(seed: int) -> Bargain:
    """Return a random bargain of two parties; the coarse ones have many ties, in eighths, which floats add exactly."""
    of = random.Random(seed)
    sizes = [of.randint(2, 5) for _ in range(of.randint(3, 5))]
    points = drawn(sizes, 2, seed)
    if seed in COARSE:
        points = tuple(tuple(tuple(round(8 * x) / 8 for x in row) for row in rows) for rows in points)
    ranges = [(sum(map(min, rows)), sum(map(max, rows))) for rows in points]
    shares = [of.choice([0.0, 0.2, 0.5, 0.7]) for _ in points]
    reservations = (round(8 * (low + f * (high - low))) / 8 for (low, high), f in zip(ranges, shares, strict=True))
    at_least = tuple(max(low, r) for (low, _), r in zip(ranges, reservations, strict=True))
    return Bargain(points, tuple(round(r, 6) for r in at_least))


def one(*points: tuple[float, float], reservations: tuple[float, float] = (0, 0)) -> Bargain:
    """Return a bargain over one issue, from what its values are worth to the two."""
    first, second = zip(*points, strict=True)
    return Bargain(((first,), (second,)), reservations)


SQUARE = Bargain((((0, 3), (0, 3)), ((3, 0), (2, 2))), (0, 0))
EXAMPLES = {
    "same value": one((1, 2), (1, 2), (0, 3)),
    "far below": one((1, 5), (4, 3), (5, 1), reservations=(-10, -1)),
    "nothing to gain": one((4, 1), (1, 5), (0, 2), reservations=(0, 5)),
    "only at the threshold": one((1, 5), (4, 3), (5, 1), reservations=(1, 5)),
    "even": one((0, 100), (54, 56), (60, 55), (100, 0)),
    "out of reach": one((7, 35), (5, 60), (0, 100), (10, 0), reservations=(0, 30)),
    "small points": one((0, 0), (1, 30), (2, 20), (3, 14)),
    "tenths": Bargain((((0.7, 0.0), (0.1, 0.0)), ((1, 0), (1, 0))), (0.8, 0)),
    "dust": Bargain((((0.1, 0.3), (0.2, 0.0)), ((1, 0), (0, 3))), (0, 0)),
    "square": SQUARE,
    "rule": replace(SQUARE, never=({0: 1, 1: 1},)),
}


class Both:
    """A bargain with both answers."""

    def __init__(self, name: str, posed: Bargain, said: dict[str, Any]) -> None:
        self.name, self.bargain, self.said = name, posed, said

    @cached_property
    def solved(self) -> Solved:
        return solve(self.bargain.case())

    def ours(self, solution: str | None = None) -> list[tuple[float, ...]]:
        """Our utilities on the frontier, or of a solution, in rising order."""
        points = self.solved.utilities
        return listed(points if solution is None else points[self.solved.solutions[solution]])

    def theirs(self, what: str = "frontier", how: str = "plain") -> list[tuple[float, ...]]:
        return listed(self.said[how][what])


def listed(points: Any) -> list[tuple[float, ...]]:
    return sorted(tuple(round(float(x), 9) + 0.0 for x in point) for point in points)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    """Everything NegMAS says, asked once: it takes seconds to load."""
    posed = {str(seed): bargain(seed) for seed in (*SMOOTH, *COARSE)} | EXAMPLES
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("ask_negmas.py")],
        input=json.dumps([one.data() for one in posed.values()]),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(tmp_path_factory.mktemp("home")), "PYTHONWARNINGS": "ignore"},
    )
    assert ran.returncode == 0, ran.stderr
    return {name: Both(name, posed[name], said) for name, said in zip(posed, json.loads(ran.stdout), strict=True)}


@pytest.mark.parametrize("seed", [*SMOOTH, *COARSE])
def test_the_frontier_is_that_of_negmas(seed: int, both: dict[str, Both]) -> None:
    found = both[str(seed)]
    assert found.ours() == found.theirs()


@pytest.mark.parametrize("seed", [*SMOOTH, *COARSE])
def test_the_nash_point_is_that_of_negmas(seed: int, both: dict[str, Both]) -> None:
    found = both[str(seed)]
    if all(found.solved.could.counts):
        product = np.prod(np.array(found.theirs("nash")) - found.bargain.reservations, axis=1)
        assert found.ours("nash") == (found.theirs("nash") if product.max() > 0 else [])


def test_the_bargains_are_of_many_kinds(both: dict[str, Both]) -> None:
    random_ones = [both[str(seed)] for seed in (*SMOOTH, *COARSE)]
    sizes = [len(found.ours()) for found in random_ones]
    assert 0 in sizes
    assert max(sizes) >= 15
    assert sum(bool(found.ours("nash")) for found in random_ones) >= 36
    assert any(len(found.solved.outcomes(n)) > 1 for found in random_ones for n in range(len(found.ours())))


def test_every_outcome_of_equal_value_is_kept_where_negmas_keeps_one(both: dict[str, Both]) -> None:
    found = both["same value"]
    assert len(found.said["plain"]["frontier"]) == 2
    assert [found.solved.outcomes(n) for n in range(2)] == [[(2,)], [(0,), (1,)]]


def test_reservation_values_below_all_outcomes_count_where_negmas_takes_the_worst_outcome(
    both: dict[str, Both],
) -> None:
    found = both["far below"]
    assert found.ours() == found.theirs() == [(1, 5), (4, 3), (5, 1)]
    assert found.theirs("nash") == [(4, 3)]  # (4 − 1) (3 − 1) is the most
    assert found.ours("nash") == [(1, 5)]  # (1 + 10) (5 + 1) is


def test_nobody_can_gain_where_negmas_takes_the_whole_frontier(both: dict[str, Both]) -> None:
    found = both["only at the threshold"]
    assert found.ours() == found.theirs() == found.theirs("nash") == [(1, 5)]
    assert found.ours("nash") == []


def test_who_cannot_gain_anything_is_left_out(both: dict[str, Both]) -> None:
    found = both["nothing to gain"]
    assert found.theirs("nash") == found.theirs() == [(1, 5)]
    assert found.ours("nash") == [(1, 5)]
    assert found.solved.could.counts.tolist() == [True, False]


def test_kalai_smorodinsky_is_the_largest_smallest_share_not_the_most_even_one(both: dict[str, Both]) -> None:
    found = both["even"]
    assert found.theirs("kalai-smorodinsky") == [(54, 56)]
    assert found.ours("kalai-smorodinsky") == [(60, 55)]


def test_shares_are_of_what_can_be_had_where_negmas_takes_the_best_of_all_outcomes(both: dict[str, Both]) -> None:
    found = both["out of reach"]
    assert found.ours() == found.theirs() == [(0, 100), (5, 60), (7, 35)]
    assert found.solved.could.best.tolist() == [7, 70]  # 10 can only be had below the other’s reservation value
    assert found.solved.could.top.tolist() == [10, 70]
    assert found.theirs("relative welfare") == [(0, 100)]  # 5/10 + 30/70 is less than 70/70
    assert found.ours("utilitarian") == [(5, 60)]  # 5/7 + 30/70 is more


def test_points_of_different_parties_are_never_compared(both: dict[str, Both]) -> None:
    found = both["small points"]
    assert found.theirs("welfare") == [(1, 30)]
    assert found.ours("utilitarian") == [(3, 14)]  # 3/3 + 14/30 is more than 1/3 + 30/30
    assert found.theirs("kalai") == [(3, 14)]
    assert found.ours("egalitarian") == [(2, 20)]  # two thirds of what it could get for each


def test_a_sum_of_tenths_reaches_its_threshold(both: dict[str, Both]) -> None:
    found = both["tenths"]
    assert 0.7 + 0.1 < 0.8
    assert found.theirs() == []
    assert found.ours() == [(0.8, 2)]


def test_dominance_is_judged_without_rounding_errors(both: dict[str, Both]) -> None:
    found = both["dust"]
    assert 0.1 + 0.2 > 0.3 + 0.0
    assert found.theirs() == [(0.1, 4), (0.3, 1), (0.3, 3), (0.5, 0)]
    assert found.ours() == [(0.1, 4), (0.3, 3), (0.5, 0)]


def test_what_a_rule_forbids_is_not_on_the_frontier_where_constraints_of_the_outcome_space_are_ignored(
    both: dict[str, Both],
) -> None:
    free, ruled = both["square"], both["rule"]
    assert free.ours() == free.theirs() == [(3, 5), (6, 2)]
    assert ruled.theirs() == [(3, 5), (6, 2)]
    assert ruled.ours() == ruled.theirs(how="strict") == [(3, 5)]
    assert ruled.ours("nash") == ruled.theirs("nash", how="strict")
