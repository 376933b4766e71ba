"""Frontier and solutions of single worlds against brute force in fractions, by merging groups of issues."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.model import Case
from detente.chapters.agreement.bargaining.frontier import Frontier, Frontiers
from detente.chapters.agreement.bargaining.issue_groups import IssueGroups
from detente.chapters.agreement.bargaining.solutions import NAMES, reach, solutions
from detente.chapters.agreement.space.packages import OptionNumbers, Packages
from detente.chapters.agreement.space.scores import scores
from detente.worlds import Worlds
from tests.chapters.agreement.bridge import brute, numbered
from tests.oracles.cases import Data, additive_cases, as_case, cases
from tests.oracles.solutions import Solved

pytestmark = pytest.mark.whole
WORLDS = 3


def frontiers(case: Case, seed: int) -> tuple[Frontiers, list[Solved]]:
    """The program's frontiers of a few worlds, and the oracle's."""
    worlds = Worlds(case, WORLDS, seed)
    ground = IssueGroups(case)
    block = scores(case, worlds.draws(0, WORLDS), case.valued, ground.needs)
    return Frontiers(ground, block), [Solved(world) for world in brute(case, worlds).worlds]


def listed(case: Case, solved: Solved, numbers: list[int]) -> list[OptionNumbers]:
    packages = Packages(case)
    return sorted(numbered(packages, solved.packages[x]) for x in numbers)


def compare(data: Data, seed: int) -> None:
    case = as_case(data)
    mine, worlds = frontiers(case, seed)
    for n, solved in enumerate(worlds):
        found = mine.world(n)
        assert sorted(package for _, package in found.every()) == listed(case, solved, solved.frontier)
        assert_gains(found, solved)
        compare_solutions(case, mine, found, n, solved)


def assert_gains(found: Frontier, solved: Solved) -> None:
    expected = {tuple(float(solved.gains[p][x]) for p in solved.case.principals) for x in solved.frontier}
    assert len(found.gains) == len(expected)
    np.testing.assert_allclose(sorted(map(tuple, found.gains)), sorted(expected), atol=1e-9)


def compare_solutions(case: Case, mine: Frontiers, found: Frontier, n: int, solved: Solved) -> None:
    top = np.array([mine.best_alone(p)[n] for p in case.principals])
    tolerance = np.array([1e-9 * mine.block.parties[p].scale[n] for p in case.principals])
    could = reach(found.gains, top, tolerance)
    np.testing.assert_allclose(could.best, [float(solved.best[p]) for p in case.principals], atol=1e-9)
    np.testing.assert_allclose(could.top, [float(solved.top[p]) for p in case.principals], atol=1e-9)
    answers = solutions(found.gains, could)
    for name in NAMES:
        chosen = sorted(x for point in np.flatnonzero(answers[name]) for x in found.packages(int(point)))
        assert chosen == listed(case, solved, solved.solutions[name]), name


@settings(max_examples=40)
@given(cases(principals=(2, 4)), st.integers(0, 99))
def test_frontier_and_solutions_with_consents(data: Data, seed: int) -> None:
    compare(data, seed)


@settings(max_examples=40)
@given(additive_cases(), st.integers(0, 99))
def test_frontier_and_solutions_of_additive_cases(data: Data, seed: int) -> None:
    compare(data, seed)


def test_too_large_is_said() -> None:
    from detente.chapters.agreement.bargaining.vector_sums import TooLargeError

    case = as_case(
        {
            "title": "t",
            "date": "2021-01-01",
            "parties": {"ann": "Ann", "bea": "Bea"},
            "issues": {
                f"i{n}": {"name": "I", "movers": ["ann"], "options": {"a": "A", "b": "B", "c": "C"}} for n in range(4)
            },
            "positions": {
                "ann": {f"i{n}": {"b": 3**n, "c": 2 * 3**n} for n in range(4)},
                "bea": {f"i{n}": {"b": -(3**n), "c": -2 * 3**n} for n in range(4)},
            },
            "reservation": {"ann": -1000, "bea": -1000},
        }
    )
    worlds = Worlds(case, 1, 0)
    ground = IssueGroups(case)
    block = scores(case, worlds.draws(0, 1), case.valued, ground.needs)
    assert len(Frontiers(ground, block).world(0).gains) == 80  # zero-sum: no package dominates another
    with pytest.raises(TooLargeError):
        Frontiers(ground, block, most=10).world(0)
