"""Worlds: weights, shares, shifts, events and hypotheses, whatever blocks they are drawn in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from detente.case.model import Case
from detente.chapters.agreement.space.scores import scores
from detente.worlds import Draws, Worlds
from detente.worlds.worlds import BLOCK
from tests.oracles.cases import Data, as_case, cases

LADDER = {"go-on": "Go on", "cap": "Cap", "end": "End"}


def small(**others: object) -> Case:
    return as_case(
        {
            "title": "Small",
            "date": "2021-08-31",
            "parties": {"ann": "Ann", "bea": "Bea"},
            "issues": {
                "tests": {"name": "Tests", "movers": ["ann"], "options": {"go-on": "Go on", "cap": "Cap", "end": "End"}}
            },
            "positions": {
                "ann": {"tests": {"cap": [-2, 0], "end": [-4, -1]}},
                "bea": {"tests": {"cap": 1, "end": [1, 5]}},
            },
            "reservation": {"ann": [-1, 0], "bea": 0},
            "red_lines": {"ann": {"tests": {"cap": 0.25, "end": [0.5, 0.75]}}},
            "policies": {
                "press": {"name": "Press", "shifts": {"reservation/ann": [-1, 0], "positions/ann/tests/cap": -0.5}},
                "wait": {"name": "Wait", "shifts": {}},
            },
            **others,
        }
    )


def test_weights_are_all_1_where_none_are_given() -> None:
    worlds = Worlds(small(), 600, 1)
    assert worlds.weight().tolist() == [1.0] * 600
    assert worlds.total == worlds.effective == 600
    assert worlds.draws(10, 20).weights.tolist() == [1.0] * 10


def test_weights_count() -> None:
    worlds = Worlds(small(), 4, 1, weights=np.array([1.0, 3.0, 0.0, 0.0]))
    assert worlds.total == 4
    assert worlds.effective == pytest.approx(16 / 10)
    assert worlds.share(np.array([True, False, True, True])) == pytest.approx(0.25)
    assert worlds.weight(1, 3).tolist() == [3.0, 0.0]
    assert worlds.draws(1, 3).weights.tolist() == [3.0, 0.0]


@settings(max_examples=50)
@given(st.lists(st.floats(0.01, 10), min_size=1, max_size=20), st.floats(0.1, 100))
def test_effective_number_of_worlds(weights: list[float], factor: float) -> None:
    case = small()
    worlds = Worlds(case, len(weights), 1, weights=np.array(weights))
    assert 1 - 1e-9 <= worlds.effective <= len(weights) + 1e-9
    scaled = replace(worlds, weights=np.array(weights) * factor)
    assert scaled.effective == pytest.approx(worlds.effective)
    holds = np.arange(len(weights)) % 2 == 0
    assert scaled.share(holds) == pytest.approx(worlds.share(holds))
    assert worlds.share(holds) + worlds.share(~holds) == pytest.approx(1)


@settings(max_examples=20)
@given(cases(), st.integers(0, 99), st.integers(1, 40), st.sampled_from([0.0, 0.6]), st.data())
def test_any_block_can_be_drawn_alone(data: Data, seed: int, size: int, general: float, chooser: st.DataObject) -> None:
    start = chooser.draw(st.integers(0, size - 1))
    stop = chooser.draw(st.integers(start + 1, size))
    case = as_case(data)
    worlds = Worlds(case, size, seed, general=general).shifted("press")
    whole, part = worlds.draws(0, size), worlds.draws(start, stop)
    assert part.size == stop - start
    for path in case.judgements:
        assert_array_equal(part.value(path), whole.value(path)[start:stop], path)


def sizes(draws: Draws) -> tuple[int, float, float]:
    value = draws.value("positions/bea/tests/end")
    return draws.size, float(value[0]), float(value[-1])


@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
@pytest.mark.parametrize("chunk", [1, BLOCK, BLOCK + 9, 2 * BLOCK, 10 * BLOCK])
@pytest.mark.parametrize("jobs", [1, 2])
def test_blocks_come_in_order_whatever_the_chunk(size: int, chunk: int, jobs: int) -> None:
    worlds = Worlds(small(), size, 5, chunk=chunk, jobs=jobs)
    found = list(worlds.each(sizes))
    assert [n for n, _, _ in found] == [min(BLOCK, size - start) for start in range(0, size, BLOCK)]
    whole = worlds.draws(0, size).value("positions/bea/tests/end")
    assert [first for _, first, _ in found] == whole[::BLOCK].tolist()
    assert found[-1][2] == whole[-1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_block_by_block(jobs: int) -> None:
    told: list[int] = []
    list(Worlds(small(), 2 * BLOCK + 5, 5, jobs=jobs, notice=told.append).each(sizes))
    assert told == [BLOCK, BLOCK, 5]


def test_tied_worlds_differ_in_dependence_alone() -> None:
    worlds = Worlds(small(), 300, 5, weights=np.arange(300.0))
    tied = worlds.tied(0.6)
    assert (tied.general, tied.seed, tied.size) == (0.6, worlds.seed, worlds.size)
    assert_array_equal(tied.weight(), worlds.weight())
    assert np.any(tied.draws(0, 300).value("reservation/ann") != worlds.draws(0, 300).value("reservation/ann"))
    assert_array_equal(
        tied.tied(0.0).draws(0, 300).value("reservation/ann"), worlds.draws(0, 300).value("reservation/ann")
    )


def test_shifts_are_added_in_the_same_worlds() -> None:
    case = small()
    worlds = Worlds(case, 300, 5)
    plain, pressed = worlds.draws(0, 300), worlds.shifted("press").draws(0, 300)
    for path in case.policies["press"].shifts:
        shift = plain.value(f"policies/press/shifts/{path}")
        assert_array_equal(pressed.value(path), plain.value(path) + shift, path)
    assert_array_equal(pressed.value("positions/ann/tests/end"), plain.value("positions/ann/tests/end"))
    idle = worlds.shifted("wait").draws(0, 300)
    for path in case.judgements:
        assert_array_equal(idle.value(path), plain.value(path), path)


def test_a_shift_reaches_what_holds_in_a_values_place() -> None:
    """A shift of the ordinary value is added to the value of a hypothesis too, one of the latter to it alone."""
    held = {"yearly": 1, "once": 2, "when": [{"hypothesis": "firm", "yearly": 3, "once": 5}]}
    shifts = {
        "positions/bea/tests/cap": 10,
        "positions/bea/tests/cap/once": 20,
        "reservation/bea": -10,
        "reservation/bea/when/firm": -100,
    }
    case = small(
        hypotheses={"firm": {"prior": 0.5}, "soft": {"prior": 0.5}},
        positions={"ann": {"tests": {"cap": 0, "end": 0}}, "bea": {"tests": {"cap": held, "end": 1}}},
        reservation={"ann": 0, "bea": {"yearly": 0, "when": [{"hypothesis": "firm", "yearly": -1}]}},
        discount_rates={"bea": 0.1},
        policies={"press": {"name": "Press", "shifts": shifts}},
    )
    draws = Worlds(case, 200, 5).shifted("press").draws(0, 200)
    bea = scores(case, draws, ["bea"], []).parties["bea"]
    firm = draws.holds("firm")
    assert 0 < firm.sum() < 200
    assert bea.options[0][1] == pytest.approx(np.where(firm, 3 + 10 + 0.1 * (5 + 20), 1 + 10 + 0.1 * (2 + 20)))
    assert bea.reservation == pytest.approx(np.where(firm, -1 - 10 - 100, -10))
    assert {f"policies/press/shifts/{path}" for path in shifts} <= draws.trace


def test_shifts_replace_those_of_another_policy() -> None:
    worlds = Worlds(small(), 50, 5)
    again = worlds.shifted("press").shifted("wait")
    assert_array_equal(again.draws(0, 50).value("reservation/ann"), worlds.draws(0, 50).value("reservation/ann"))


def test_trace_has_what_was_read_and_nothing_else() -> None:
    draws = Worlds(small(), 50, 5).shifted("press").draws(0, 50)
    assert draws.trace == set()
    draws.value("reservation/ann")
    draws.happens("red_lines/ann/tests/cap")
    assert draws.trace == {"reservation/ann", "policies/press/shifts/reservation/ann", "red_lines/ann/tests/cap"}


def test_events_happen_as_often_as_stated_and_are_nested() -> None:
    draws = Worlds(small(), 4000, 5).draws(0, 4000)
    cap, end = draws.happens("red_lines/ann/tests/cap"), draws.happens("red_lines/ann/tests/end")
    assert cap.mean() == pytest.approx(0.25, abs=1e-3)
    assert end.mean() == pytest.approx(0.625, abs=0.02)
    assert not np.any(cap & ~end)


def shares(draws: Draws, names: list[str]) -> list[NDArray[np.bool_]]:
    return [draws.holds(name) for name in names]


def test_hypotheses_hold_as_often_as_their_priors_say() -> None:
    priors = {"firm": {"prior": 0.2}, "soft": {"prior": [0.2, 0.4]}, "lost": {"prior": 0.5}}
    case = small(hypotheses=priors)
    found = shares(Worlds(case, 4000, 5).draws(0, 4000), list(case.hypotheses))
    assert list(case.hypotheses) == ["firm", "soft", "lost"]
    assert np.all(np.sum(found, axis=0) == 1)
    draws = Worlds(case, 4000, 5).draws(0, 4000)
    values = [draws.value(path) for path in case.hypotheses.values()]
    for holds, prior in zip(found, values, strict=True):
        assert holds.mean() == pytest.approx(float((prior / np.sum(values, axis=0)).mean()), abs=0.02)


def test_a_hypothesis_without_prior_never_holds() -> None:
    case = small(hypotheses={"never": {"prior": 0}, "always": {"prior": 0.3}, "nor-this": {"prior": 0}})
    never, always, nor_this = shares(Worlds(case, 500, 5).draws(0, 500), list(case.hypotheses))
    assert always.all()
    assert not never.any()
    assert not nor_this.any()


def test_the_seed_decides() -> None:
    one, other = (Worlds(small(), 100, seed).draws(0, 100).value("reservation/ann") for seed in (1, 2))
    assert not np.any(one == other)
    assert_array_equal(one, Worlds(small(), 100, 1).draws(0, 100).value("reservation/ann"))
