"""What a headline turns on: the measure, what it finds, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import ks_2samp

from detente.case.model import Case
from detente.outcomes.drivers import (
    BINS,
    LEVEL,
    PERMUTATIONS,
    Driver,
    _null,
    binned,
    drivers,
    eta2,
    streams_of,
    threshold,
)
from detente.worlds import Worlds
from tests.outcomes.conftest import noise

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


def direct(value: Floats, weight: Floats, bins: Numbers) -> float:
    """η² as it is defined: weighted variance of the bins' means over the weighted variance, bin by bin."""
    mean = float(np.average(value, weights=weight))
    total = sum(w * (v - mean) ** 2 for v, w in zip(value, weight, strict=True))
    between = 0.0
    for one in set(bins.tolist()):
        inside = bins == one
        mass = float(weight[inside].sum())
        if mass > 0:
            between += mass * (float(np.average(value[inside], weights=weight[inside])) - mean) ** 2
    return between / total if total > 0 else 0.0


def found(worlds: Worlds, headline: NDArray[np.bool_]) -> tuple[Driver, ...]:
    """Return the drivers of a headline among all judgements of the case."""
    return drivers(worlds, headline, binned(worlds, streams_of(worlds, worlds.case.judgements)))


# The measure

rows = st.lists(
    st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 0.5, 1.0, 3.0]), st.integers(0, 9)),
    min_size=2,
    max_size=40,
).filter(lambda rows: sum(w for _, w, _ in rows) > 0)


@given(rows)
def test_eta2_is_the_share_of_variance_between_bins(rows: list[tuple[float, float, int]]) -> None:
    value, weight, bins = (np.array(column) for column in zip(*rows, strict=True))
    strength = eta2(value, weight, bins)
    assert strength == pytest.approx(direct(value, weight, bins), abs=1e-9)
    assert -1e-12 <= strength <= 1 + 1e-12


def test_eta2_of_a_known_table() -> None:
    """Two bins of two: means 1/2 and 1 around 3/4, so 4·(1/4)² of 4·(3/16): one third."""
    assert eta2(np.array([0.0, 1, 1, 1]), np.ones(4), np.array([0, 0, 1, 1])) == pytest.approx(1 / 3)


def test_weights_count_as_worlds() -> None:
    value, bins = np.array([0.0, 1, 1]), np.array([0, 0, 1])
    whole = eta2(np.array([0.0, 1, 1, 1, 1]), np.ones(5), np.array([0, 0, 1, 1, 1]))
    assert eta2(value, np.array([1.0, 1, 3]), bins) == pytest.approx(whole)
    assert eta2(value, np.array([2.0, 2, 6]), bins) == pytest.approx(whole)


def test_an_empty_bin_is_no_matter() -> None:
    value = np.array([0.0, 1, 1, 0])
    assert eta2(value, np.ones(4), np.array([0, 0, 7, 7])) == pytest.approx(
        eta2(value, np.ones(4), np.array([0, 0, 1, 1]))
    )
    assert eta2(value, np.array([1.0, 1, 0, 0]), np.array([0, 1, 2, 2])) == pytest.approx(1)


@pytest.mark.parametrize("size", [100, 1000, 1003])
def test_bins_hold_the_same_count_and_keep_the_order(size: int) -> None:
    worlds = noise(3, size)
    bins = binned(worlds, streams_of(worlds, worlds.case.judgements))
    draws = worlds.draws(0, size)
    assert set(bins) == {"reservation/p0", "reservation/p1", "reservation/p2"}
    for stream, at in bins.items():
        counts = np.bincount(at, minlength=BINS)
        assert len(counts) == BINS
        assert counts.max() - counts.min() <= 1
        order = np.argsort(draws.uniform(stream))
        assert (np.diff(at[order]) >= 0).all()


# What it finds


def test_a_headline_that_turns_on_one_judgement_finds_it_and_nothing_else() -> None:
    others = 0
    for seed in range(10):
        worlds = noise(60, seed=seed)
        uniform = worlds.draws(0, worlds.size).uniform("reservation/p17")
        first, *more = found(worlds, uniform < 0.35)
        others += len(more)
        bins = np.floor(uniform * BINS).astype(np.intp)
        assert first.stream == "reservation/p17"
        assert first.eta2 == pytest.approx(direct((uniform < 0.35).astype(float), np.ones(worlds.size), bins))
        assert first.eta2 == pytest.approx(1 - 0.1 * 0.25 / (0.35 * 0.65))
        assert (first.low, first.high) == (1.0, 0.0)
        assert first.sourced
    assert others <= 2, "10 runs × 59 judgements at the 99.9th percentile: 0.6 are expected"


def test_low_and_high_are_the_shares_in_the_outer_fifths() -> None:
    worlds = noise(5, size=2000)
    uniform = worlds.draws(0, worlds.size).uniform("reservation/p2")
    chance = worlds.draws(0, worlds.size).uniform("reservation/p3")
    headline = chance < 0.2 + 0.6 * uniform
    by_name = {driver.stream: driver for driver in found(worlds, headline)}
    driver = by_name["reservation/p2"]
    assert driver.low == pytest.approx(headline[uniform < 0.2].mean())
    assert driver.high == pytest.approx(headline[uniform >= 0.8].mean())
    assert driver.low == pytest.approx(0.26, abs=0.05)
    assert not driver.sourced


def test_drivers_come_by_falling_strength() -> None:
    worlds = noise(30, size=2000)
    draws = worlds.draws(0, worlds.size)
    headline = sum((0.5**n * draws.uniform(f"reservation/p{n}") for n in range(4)), np.zeros(worlds.size)) > 0.9
    driven = found(worlds, headline)
    assert [driver.stream for driver in driven][:3] == ["reservation/p0", "reservation/p1", "reservation/p2"]
    assert [driver.eta2 for driver in driven] == sorted((driver.eta2 for driver in driven), reverse=True)


def test_middle_values_can_matter_too() -> None:
    """A headline that holds in the middle of a judgement turns on it, though its two ends are alike."""
    worlds = noise(10)
    uniform = worlds.draws(0, worlds.size).uniform("reservation/p4")
    only = found(worlds, abs(uniform - 0.5) < 0.2)[0]
    assert only.stream == "reservation/p4"
    assert (only.low, only.high) == (0.0, 0.0)


@pytest.mark.parametrize("holds", [True, False])
def test_what_is_the_same_in_every_world_turns_on_nothing(holds: bool) -> None:
    worlds = noise(5)
    assert found(worlds, np.full(worlds.size, holds)) == ()


def test_without_judgements_there_are_no_drivers() -> None:
    worlds = noise(5)
    assert drivers(worlds, np.arange(worlds.size) < 300, {}) == ()


# What it does not find


@pytest.mark.parametrize("share", [0.03, 0.3, 0.9])
def test_pure_noise_has_hardly_a_driver(share: float) -> None:
    """200 judgements and a headline that has nothing to do with any: 0.2 false drivers are expected, 1 is too many."""
    worlds = noise(200)
    bins = binned(worlds, streams_of(worlds, worlds.case.judgements))
    assert len(bins) == 200
    rng = np.random.Generator(np.random.Philox(5))
    counts = [len(drivers(worlds, rng.random(worlds.size) < share, bins)) for _ in range(20)]
    assert np.mean(counts) < 1
    assert np.mean(counts) == pytest.approx(200 * (1 - LEVEL), abs=0.35)


def test_pure_noise_has_hardly_a_driver_among_weighted_worlds() -> None:
    rng = np.random.Generator(np.random.Philox(6))
    worlds = replace(noise(200, size=500), weights=rng.exponential(size=500))
    bins = binned(worlds, streams_of(worlds, worlds.case.judgements))
    counts = [len(drivers(worlds, rng.random(worlds.size) < 0.4, bins)) for _ in range(4)]
    assert np.mean(counts) < 1


def test_weighted_worlds_find_the_one_driver() -> None:
    rng = np.random.Generator(np.random.Philox(7))
    worlds = replace(noise(40, size=600), weights=rng.exponential(size=600))
    uniform = worlds.draws(0, worlds.size).uniform("reservation/p9")
    headline = uniform > 0.5
    driven = found(worlds, headline)
    assert driven[0].stream == "reservation/p9"
    assert driven[0].eta2 == pytest.approx(1)
    assert len(driven) == 1


def test_weights_move_low_and_high() -> None:
    weights = np.ones(1000)
    worlds = noise(5)
    draws = worlds.draws(0, worlds.size)
    one, other = draws.uniform("reservation/p1"), draws.uniform("reservation/p2")
    headline = (one > 0.5) | (other > 0.5)
    weights[other > 0.5] = 3.0
    heavy = replace(worlds, weights=weights)
    driver = next(d for d in found(heavy, headline) if d.stream == "reservation/p1")
    low = one < 0.2
    assert driver.low == pytest.approx(np.average(headline[low], weights=weights[low]))
    assert driver.low > headline[low].mean()


def test_equal_weights_of_any_size_are_equal_weights() -> None:
    worlds = noise(20)
    headline = worlds.draws(0, worlds.size).uniform("reservation/p3") < 0.5
    assert found(replace(worlds, weights=np.full(1000, 0.25)), headline) == found(worlds, headline)


# The threshold


@pytest.mark.parametrize(("size", "holding"), [(1000, 300), (400, 40), (1003, 900), (60, 20)])
def test_the_null_is_that_of_permuting_worlds(size: int, holding: int) -> None:
    """Counts in bins of a shuffled headline are hypergeometric: both ways give the same distribution of η²."""
    value = (np.arange(size) < holding).astype(float)
    drawn = _null(value, seed=1)
    assert len(drawn) == PERMUTATIONS
    rng = np.random.Generator(np.random.Philox(8))
    base = np.arange(size) * BINS // size
    permuted = np.array([eta2(value, np.ones(size), rng.permutation(base)) for _ in range(4000)])
    for level in (0.1, 0.5, 0.9, 0.99):
        assert np.quantile(drawn, level) == pytest.approx(np.quantile(permuted, level), rel=0.08)
    assert np.quantile(drawn, LEVEL) == pytest.approx(np.quantile(permuted, LEVEL), rel=0.25)
    assert ks_2samp(drawn, permuted).pvalue > 1e-3
    assert drawn.mean() == pytest.approx((BINS - 1) / (size - 1), rel=0.05)


@pytest.mark.parametrize(("size", "share"), [(300, 0.4), (1000, 0.1), (1000, 0.7)])
def test_the_threshold_of_weighted_worlds_is_that_of_permuting_them(size: int, share: float) -> None:
    rng = np.random.Generator(np.random.Philox(9))
    value, weight = (rng.random(size) < share).astype(float), rng.exponential(size=size)
    base = np.arange(size) * BINS // size
    permuted = np.array([eta2(value, weight, rng.permutation(base)) for _ in range(4000)])
    assert threshold(value, weight, seed=1) == pytest.approx(np.quantile(permuted, LEVEL), rel=0.2)
    assert np.mean(permuted > threshold(value, weight, seed=1)) == pytest.approx(1 - LEVEL, abs=0.0015)


def test_nearly_equal_weights_have_nearly_the_same_threshold() -> None:
    value, near = (np.arange(2000) < 600).astype(float), np.linspace(1, 1 + 1e-6, 2000)
    assert threshold(value, near, 1) == pytest.approx(threshold(value, np.ones(2000), 1), rel=0.1)


def test_the_threshold_is_the_same_in_every_run() -> None:
    value = (np.arange(500) < 100).astype(float)
    np.testing.assert_array_equal(_null(value, 3), _null(value, 3))
    assert not np.array_equal(_null(value, 3), _null(value, 4))


# Which streams


def test_streams_are_those_that_can_move_something() -> None:
    case = Case.model_validate(
        {
            "title": "T",
            "date": "2021-08-31",
            "parties": {"a": "A", "b": "B"},
            "issues": {"i": {"name": "I", "movers": ["a", "b"], "options": {"no": "No", "yes": "Yes", "more": "More"}}},
            "positions": {"a": {"i": {"yes": [0, 1], "more": 3}}, "b": {"i": {"yes": 1, "more": 2}}},
            "reservation": {"a": 0, "b": [0, 1]},
            "red_lines": {"b": {"i": {"yes": 0.3, "more": [0.4, 0.9]}}},
        }
    )
    worlds = Worlds(case, size=50, seed=1)
    assert set(streams_of(worlds, case.judgements)) == {
        "positions/a/i",
        "reservation/b",
        "red_lines/b/i",
        "red_lines/b/i!",
    }
    assert set(streams_of(worlds, ["red_lines/b/i/yes"])) == {"red_lines/b/i!"}
    assert streams_of(worlds, ["reservation/a", "positions/b/i/yes"]) == ()
    assert streams_of(worlds, []) == ()
