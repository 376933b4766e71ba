"""The loops of the best breaches, against plain ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.chapters.roadmap.judging import aftermath_kernels
from detente.chapters.roadmap.judging.lattice_values import keep_chosen, keep_larger
from detente.compiled.marked import marked_in

ROUNDS, PARTIES, WORLDS, SLACK = 3, 2, 5, 0.5


def some_numbers(of: np.random.Generator, *shape: int) -> Floats:
    """Few different numbers, so that many are tied, and nothing to break among them."""
    return np.asarray(of.choice([-np.inf, -1.0, 0.0, 0.5, 1.0], size=shape))


@given(st.lists(st.integers(0, ROUNDS - 1), unique=True), st.integers(0, PARTIES - 1), st.integers(0, 2**32 - 1))
def test_the_best_and_what_is_chosen(numbers: list[int], own: int, seed: int) -> None:
    of, rows = np.random.default_rng(seed), np.array(numbers, dtype=np.int64)
    worth = some_numbers(of, PARTIES, len(rows), WORLDS)
    best, then = some_numbers(of, 2, ROUNDS, PARTIES, WORLDS)
    expected_best, expected_then = best.copy(), then.copy()
    keep_larger(len(rows), *best.shape, rows, worth, best)
    keep_chosen(len(rows), *best.shape, own, rows, worth, best, np.full(WORLDS, SLACK), then)
    for n, row in enumerate(numbers):
        for world in range(WORLDS):
            for party in range(PARTIES):
                expected_best[row, party, world] = max(expected_best[row, party, world], worth[party, n, world])
            if worth[own, n, world] >= expected_best[row, own, world] - SLACK:
                for party in range(PARTIES):
                    expected_then[row, party, world] = max(expected_then[row, party, world], worth[party, n, world])
    np.testing.assert_array_equal(best, expected_best)
    np.testing.assert_array_equal(then, expected_then)


def test_two_functions_are_called_from_outside() -> None:
    assert list(marked_in(aftermath_kernels)) == ["keep_larger", "keep_chosen"]
