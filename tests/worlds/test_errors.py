"""Errors of sampling: the formulas, and whether the intervals hold what ever more worlds would give."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.arrays import Bools, Floats
from detente.worlds import Draws
from detente.worlds.errors import LEVEL, Interval, difference, interval, mean, of_quantile, of_shares
from tests.oracles import errors as oracle
from tests.outcomes.conftest import noise

rows = st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from([0.5, 1.0, 3.0])), min_size=2, max_size=60)


@given(rows)
def test_they_are_those_of_the_formulas(made: list[tuple[bool, bool, float]]) -> None:
    one, other, weights = (np.array(column) for column in zip(*made, strict=True))
    found = interval(one, weights)
    low, high = oracle.share([float(x) for x in one], weights.tolist())
    assert (found.low, found.high) == pytest.approx((max(0, low), min(1, high)), abs=1e-9)
    apart = difference(one, other, weights)
    low, high = oracle.difference([float(x) - float(y) for x, y in zip(one, other, strict=True)], weights.tolist())
    middle = apart.value
    assert (apart.low, apart.high) == pytest.approx((min(middle, max(-1, low)), max(middle, min(1, high))), abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.lists(st.tuples(st.floats(-9, 9), st.sampled_from([0.5, 1.0, 3.0])), min_size=2, max_size=60))
def test_means_have_the_error_of_the_formula(made: list[tuple[float, float]]) -> None:
    values, weights = (np.array(column) for column in zip(*made, strict=True))
    found = mean(values, weights)
    assert (found.low, found.high) == pytest.approx(oracle.mean(values.tolist(), weights.tolist()), abs=1e-9)


@given(st.integers(2, 300), st.data())
def test_shares_that_are_not_paired_have_the_error_of_independent_ones(n: int, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, n)) / n for _ in range(2))
    found, (low, high) = of_shares(one, other, n), oracle.unpaired(one, other, n)
    if 0 < one < 1 and 0 < other < 1:  # where an end is cut off at 0 or 1, so is the interval
        assert (found.low, found.high) == pytest.approx((max(-1, low), min(1, high)), abs=1e-9)
    assert found.low <= found.value <= found.high


@given(rows, st.floats(0.01, 100))
def test_only_the_ratio_of_weights_counts(made: list[tuple[bool, bool, float]], factor: float) -> None:
    one, other, weights = (np.array(column) for column in zip(*made, strict=True))
    for found, again in (
        (interval(one, weights), interval(one, weights * factor)),
        (difference(one, other, weights), difference(one, other, weights * factor)),
    ):
        assert (again.low, again.high) == pytest.approx((found.low, found.high), abs=1e-9)


def test_what_is_never_seen_may_still_happen() -> None:
    never = interval(np.zeros(300, dtype=bool), np.ones(300))
    assert (never.value, never.low) == (0, 0)
    assert 0.005 < never.high < 0.01


# Calibration: over 50 seeds, 90 % intervals hold the pooled value in at least 80 % and are no wider than twice what
# would hold it in 90 %, over shares that are neither 0 nor 1.

SIZE, SEEDS = 300, range(50)


def weighed(draws: Draws, even: bool) -> Floats:
    """Return weights that depend on two judgements, as evidence does."""
    return np.ones(SIZE) if even else np.exp(1.5 * (draws.uniform("reservation/p0") + draws.uniform("reservation/p9")))


def events(draws: Draws) -> list[Bools]:
    """Return what holds, by one judgement and by many, often and hardly ever, and by events of its own."""
    u = np.array([draws.uniform(f"reservation/p{n}") for n in range(12)])
    sums = [u[: k + 1].sum(axis=0) / (k + 1) > at for k in (1, 3, 7, 11) for at in (0.4, 0.5, 0.6)]
    both = [(u[0] > 0.3) & (u[1] + u[2] > 0.8) & (u[3] < 0.7), (u[4] * u[5] > 0.5) | (u[6] < 0.05), u[7] * u[8] > 0.8]
    return [*sums, *both]


def calibrated(found: list[list[Interval]]) -> tuple[float, float]:
    """Return how often intervals hold the pooled value, and how wide they are beside what would hold it in 90 %."""
    covered, wide = [], []
    for of_seeds in zip(*found, strict=True):
        values = np.array([one.value for one in of_seeds])
        pooled = values.mean()
        if 0 < pooled < 1 or (values.min() < 0 < values.max()):
            covered.append(np.mean([one.low <= pooled <= one.high for one in of_seeds]))
            wide.append(np.mean([one.error for one in of_seeds]) / np.quantile(abs(values - pooled), LEVEL))
    return float(np.mean(covered)), float(np.mean(wide))


@pytest.mark.parametrize("even", [True, False])
def test_intervals_of_shares_are_calibrated(even: bool) -> None:
    blocks = [noise(12, SIZE, seed).draws(0, SIZE) for seed in SEEDS]
    covered, wide = calibrated([[interval(e, weighed(draws, even)) for e in events(draws)] for draws in blocks])
    assert covered >= 0.8
    assert wide <= 2


@pytest.mark.parametrize("even", [True, False])
def test_intervals_of_differences_are_calibrated(even: bool) -> None:
    found = []
    for seed in SEEDS:
        draws = noise(12, SIZE, seed).draws(0, SIZE)
        these, weights = events(draws), weighed(draws, even)
        found.append([difference(a, b, weights) for a, b in pairwise(these)])
    covered, wide = calibrated(found)
    assert covered >= 0.8
    assert wide <= 2


def numbers(draws: Draws) -> list[Floats]:
    """Return numbers whose means are looked for: each by several judgements, some skew, some with an edge."""
    u = np.array([draws.uniform(f"reservation/p{n}") for n in range(12)])
    products = [u[0] * u[1] * u[2], np.exp(4 * u[3] * u[4]) - 8, (u[8] * u[9]) ** 3]
    return [*products, np.maximum(0.0, u[4] + u[5] - 1.2), (u[6] > u[7]) * u[10]]


@pytest.mark.parametrize("even", [True, False])
def test_intervals_of_means_are_calibrated(even: bool) -> None:
    found = []
    for seed in SEEDS:
        draws = noise(12, SIZE, seed).draws(0, SIZE)
        found.append([mean(values, weighed(draws, even)) for values in numbers(draws)])
    covered, wide = _held(found)
    assert covered >= 0.8
    assert wide <= 2


@pytest.mark.parametrize("even", [True, False])
def test_intervals_by_effective_worlds_and_of_part_of_them_are_calibrated(even: bool) -> None:
    """Shares of which only the number is at hand, and shares of the worlds in which something else holds."""
    whole, parts = [], []
    for seed in SEEDS:
        worlds = noise(12, SIZE, seed)
        draws = worlds.draws(0, SIZE)
        worlds = replace(worlds, weights=weighed(draws, even))
        these = events(draws)
        whole.append([worlds.error_of(worlds.share(event)) for event in these])
        parts.append([worlds.sampled(one, among) for one, among in pairwise(these)])
    for found in (whole, parts):
        covered, wide = calibrated(found)
        assert covered >= 0.8
        assert wide <= 2


def test_intervals_of_a_quantile_are_calibrated() -> None:
    found = []
    for seed in SEEDS:
        draws = noise(12, SIZE, seed).draws(0, SIZE)
        values = np.sort(sum(draws.uniform(f"reservation/p{n}") for n in range(6)))
        ends = (values[min(SIZE - 1, int(q * SIZE))] for q in of_quantile(0.1, SIZE))
        found.append([Interval(float(values[int(0.1 * SIZE)]), *map(float, ends))])
    covered, _ = _held(found)
    assert covered >= 0.8


def _held(found: list[list[Interval]]) -> tuple[float, float]:
    """Return how often intervals of any numbers hold the pooled value, and how wide they are beside what would."""
    covered, wide = [], []
    for of_seeds in zip(*found, strict=True):
        values = np.array([one.value for one in of_seeds])
        covered.append(np.mean([one.low <= values.mean() <= one.high for one in of_seeds]))
        wide.append(np.mean([one.error for one in of_seeds]) / np.quantile(abs(values - values.mean()), LEVEL))
    return float(np.mean(covered)), float(np.mean(wide))


def test_a_difference_in_the_same_worlds_is_surer_than_that_of_two_shares() -> None:
    draws = noise(12, SIZE, 1).draws(0, SIZE)
    u = draws.uniform("reservation/p1")
    one, other = u > 0.5, u > 0.47
    paired = difference(one, other, np.ones(SIZE)).error
    assert paired < 0.5 * (interval(one, np.ones(SIZE)).error + interval(other, np.ones(SIZE)).error)
