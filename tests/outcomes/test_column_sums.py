"""Sums over worlds: what is made of them is right, and the same in whatever parts they were added up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.outcomes.column_sums import ColumnSums, joined_sums, middle, pieces
from detente.worlds.worlds import BLOCK
from tests.oracles.column_sums import mean_and_error, quantile, share_and_ends

NUMBERS = st.one_of(st.floats(-1e6, 1e6), st.sampled_from([0.0, -1e-9, 1e12, 3.0]))
WEIGHTS = st.sampled_from([0.25, 0.5, 1.0, 1.75, 2.0])  # whole numbers of atoms
WORLDS = st.lists(st.tuples(NUMBERS, WEIGHTS), min_size=1, max_size=40)


@given(worlds=WORLDS, share=st.sampled_from([0.05, 0.25, 0.5, 0.95]))
@settings(max_examples=60, deadline=None)
def test_means_and_quantiles_are_those_of_plain_loops(worlds: list[tuple[float, float]], share: float) -> None:
    values, weights = (list(one) for one in zip(*worlds, strict=True))
    found = ColumnSums.of(np.array(values), np.array(weights), numbers=True)
    mean, error = mean_and_error(values, weights)
    scale = max(map(abs, values))
    assert found.mean.value == pytest.approx(mean, rel=1e-9, abs=1e-9 * scale + 1e-300)
    assert found.mean.error == pytest.approx(error, rel=1e-6, abs=1e-7 * scale + 1e-300)
    assert (found.lowest, found.highest) == (min(values), max(values))
    right = quantile(values, weights, share)
    assert found.quantiles([share])[share] == pytest.approx(right, rel=1e-3, abs=1e-300)


@given(holds=st.lists(st.tuples(st.booleans(), WEIGHTS), min_size=2, max_size=40))
@settings(max_examples=60, deadline=None)
def test_shares_are_those_of_plain_loops(holds: list[tuple[bool, float]]) -> None:
    true, weights = (list(one) for one in zip(*holds, strict=True))
    found = ColumnSums.of(np.array(true), np.array(weights), numbers=False).share
    assert (found.value, found.low, found.high) == pytest.approx(share_and_ends(true, weights), abs=1e-9)


def test_parts_add_up_to_the_whole_in_any_order() -> None:
    rng = np.random.Generator(np.random.Philox(4))
    values, weights = rng.normal(size=3 * BLOCK + 100), rng.exponential(size=3 * BLOCK + 100)
    whole = ColumnSums.of(values, weights, numbers=True)
    edges = [0, BLOCK, 3 * BLOCK, len(values)]
    parts = [{"x": ColumnSums.of(values[a:b], weights[a:b], numbers=True)} for a, b in pairwise(edges)]
    for order in (parts, parts[::-1]):
        assert joined_sums(order)["x"] == whole
    assert whole.effective == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_what_has_no_value_is_left_out() -> None:
    found = ColumnSums.of(np.array([np.nan, 1.0, np.inf, 3.0]), np.array([1.0, 1.0, 1.0, 3.0]), numbers=True)
    assert (found.weight, found.mean.value, found.highest) == (4.0, 2.5, 3.0)
    nothing = ColumnSums.of(np.array([np.nan]), np.ones(1), numbers=True)
    assert nothing.weight == 0
    assert nothing.and_of(found) == found


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
@settings(max_examples=200, deadline=None)
def test_a_piece_holds_its_values(value: float) -> None:
    (number,) = pieces(np.array([value])).tolist()
    assert middle(number) == pytest.approx(value, rel=1 / 1024, abs=0)
    assert np.sign(number) == np.sign(value)
