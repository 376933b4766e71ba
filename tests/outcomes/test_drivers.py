"""What a headline turns on: the measure, what it finds, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.case.model import Case
from detente.outcomes.chance import FAMILY, MANY, ChanceLevels, counted, running_sums
from detente.outcomes.drivers import Driver, Variation, drivers
from detente.outcomes.splits import BINS, splits
from detente.worlds import Worlds
from detente.worlds.unknowns import named
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


def eta2(value: Floats, weight: Floats, bins: Numbers) -> float:
    """η² as it is worked out."""
    return Variation.of(value, weight).between(bins, np.bincount(bins, weights=weight).astype(float))


def found(worlds: Worlds, headline: NDArray[np.bool_]) -> tuple[Driver, ...]:
    """Return the drivers of a headline among all judgements of the case."""
    return drivers(worlds, headline, splits(worlds, worlds.case.judgements))


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
    found = splits(worlds, worlds.case.judgements)
    draws = worlds.draws(0, size)
    assert set(found) == {"reservation/p0", "reservation/p1", "reservation/p2"}
    for stream, split in found.items():
        at = split.bins
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
        assert not first.sourced, "its judgements rest on their author alone"
    assert others <= 1, "10 runs in each of which noise shows a driver with probability 0.01"


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
    worlds = noise(30, size=6000)
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


@pytest.mark.parametrize(("size", "share", "even"), [(1000, 0.03, True), (500, 0.4, False), (300, 0.9, True)])
def test_pure_noise_shows_a_driver_in_hardly_a_headline(size: int, share: float, even: bool) -> None:
    """200 judgements and headlines that have nothing to do with any: at most 2 % of these show a driver."""
    rng = np.random.Generator(np.random.Philox(5))
    worlds = noise(200, size=size)
    if not even:
        worlds = replace(worlds, weights=rng.exponential(size=size))
    by = splits(worlds, worlds.case.judgements)
    assert len(by) == 200
    trials = 200
    assert sum(bool(drivers(worlds, rng.random(size) < share, by)) for _ in range(trials)) <= 0.02 * trials


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


# What chance alone gives


@pytest.mark.parametrize(("size", "share", "even"), [(400, 0.1, True), (300, 0.4, False), (1003, 0.9, True)])
@pytest.mark.parametrize("counts", [(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), (1, 9), (5, 4, 1)])
def test_chance_is_what_shuffled_worlds_give(size: int, share: float, even: bool, counts: tuple[int, ...]) -> None:
    """The strongest of many splits that have nothing to do with a headline passes the level once in a hundred times."""
    rng = np.random.Generator(np.random.Philox(8))
    value = (rng.random(size) < share).astype(float)
    weight = np.ones(size) if even else rng.exponential(size=size)
    base = np.searchsorted(np.cumsum(counts), np.arange(size) * sum(counts) / size, side="right")
    held = counted(base)
    permuted = np.array([eta2(value, weight, rng.permutation(base)) for _ in range(4000)])
    alone = ChanceLevels(value, weight, 1, [held]).of(held)
    assert FAMILY / 20 <= np.mean(permuted > alone) <= 1.6 * FAMILY
    assert np.mean(permuted > ChanceLevels(value, weight, 1, [held] * 50).of(held)) <= 4 * FAMILY / 50


def test_many_worlds_need_no_shuffling() -> None:
    rng = np.random.Generator(np.random.Philox(9))
    levels = []
    for size in (MANY - 1, MANY):
        value, weight = (np.arange(size) % 10 < 3).astype(float), 1 + rng.random(size)
        held = counted(np.arange(size) * BINS // size)
        levels.append(ChanceLevels(value, weight, 1, [held] * 100).of(held) * size)
    assert levels[0] == pytest.approx(levels[1], rel=0.15)


def test_the_level_is_the_same_in_every_run_and_higher_for_more_splits() -> None:
    value, weight = (np.arange(500) < 100).astype(float), np.ones(500)
    held = counted(np.arange(500) * BINS // 500)
    one, again, more = (ChanceLevels(value, weight, 3, [held] * splits).of(held) for splits in (10, 10, 100))
    assert one == again < more


# Events and decisions


def lined(advises: str | None) -> Worlds:
    """Return worlds with a ladder of red lines of b, two judgements, and somebody advised."""
    ladder = {"no": "No", "yes": "Yes", "more": "More"}
    case = {
        "title": "T",
        "date": "2021-08-31",
        "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"name": "I", "movers": ["a", "b"], "options": ladder}},
        "positions": {"a": {"i": {"yes": [0, 1], "more": 3}}, "b": {"i": {"yes": 1, "more": 2}}},
        "reservation": {"a": [0, 1], "b": [0, 1]},
        "red_lines": {"b": {"i": {"yes": 0.08, "more": [0.4, 0.9]}}},
    }
    return Worlds(Case.model_validate(case | ({"advises": advises} if advises else {})), size=1000, seed=1)


@pytest.mark.parametrize(("advises", "kind"), [(None, "event"), ("a", "event"), ("b", "decision")])
def test_an_event_is_contrasted_as_happened_or_not(advises: str | None, kind: str) -> None:
    worlds = lined(advises)
    draws = worlds.draws(0, 1000)
    real = draws.happens("red_lines/b/i/yes")
    by_kind = {d.stream: d for d in found(worlds, ~real & (draws.uniform("reservation/a") < 0.77))}
    driver = by_kind["red_lines/b/i!"]
    assert (driver.kind, driver.path) == (kind, "red_lines/b/i/yes")
    assert driver.high == 0
    assert driver.low == pytest.approx(0.77, abs=0.02)
    assert driver.chance == pytest.approx(0.08, abs=0.002)
    assert by_kind["reservation/a"].kind == "judgement"
    assert by_kind["reservation/a"].chance is None


def test_of_a_ladder_the_event_that_explains_most_counts() -> None:
    worlds = lined("b")
    higher = worlds.draws(0, 1000).happens("red_lines/b/i/more")
    driver = found(worlds, ~higher)[0]
    assert (driver.stream, driver.path) == ("red_lines/b/i!", "red_lines/b/i/more")
    assert driver.eta2 == pytest.approx(1)


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
    assert set(named(worlds, case.judgements)) == {
        "positions/a/i",
        "reservation/b",
        "red_lines/b/i",
        "red_lines/b/i/yes!",
        "red_lines/b/i/more!",
    }
    assert named(worlds, ["red_lines/b/i/yes"]) == {"red_lines/b/i/yes!": ("red_lines/b/i!", "red_lines/b/i/yes")}
    assert named(worlds, ["reservation/a", "positions/b/i/yes"]) == {}
    assert named(worlds, []) == {}


@given(st.integers(1, 700), st.lists(st.integers(1, 699), max_size=5), st.integers(0, 9))
def test_running_sums_are_those_of_numpy_to_the_last_bit(size: int, cuts: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, order = rng.normal(size=size), np.array([rng.permutation(size) for _ in range(3)])
    ends = np.unique([0, *(cut for cut in cuts if cut < size), size])
    sums = np.empty((3, len(ends)))
    running_sums(3, size, len(ends), values, order.astype(np.int16), ends, sums)
    for row, made in zip(order, sums, strict=True):
        parts = np.add.reduceat(values[row], ends[:-1])
        assert made.tobytes() == np.array([0.0, *np.cumsum(parts)]).tobytes()
