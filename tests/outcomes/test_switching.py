"""What would overturn a choice: recounted by loops, found where it is known, silent about noise, confirmed by runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.findings import Choice
from detente.outcomes.opening import draw, read
from detente.outcomes.overturn import STEPS, WIDTH, last_value
from detente.outcomes.reruns import tried
from detente.outcomes.run import run
from detente.outcomes.splits import Split
from detente.outcomes.switching import smoothed_rows, switches, worth_knowing
from detente.worlds import Worlds
from tests.oracles.errors import local_line
from tests.oracles.switching import worth_of_parts
from tests.outcomes.conftest import noise

ROW = st.tuples(st.floats(-2, 2), st.floats(-2, 2), st.sampled_from([1.0, 3.0]), st.integers(0, 2))


@given(st.lists(ROW, min_size=12, max_size=20))
def test_the_regression_is_that_of_the_formula(rows: list[tuple[float, float, float, int]]) -> None:
    u = np.linspace(0.02, 0.98, len(rows))
    apart, weights = np.array([[r[0] for r in rows], [r[1] for r in rows]]), np.array([r[2] for r in rows])
    mean = smoothed_rows(u, apart, weights)
    for row in (0, 1):
        for step in (0, 24, 48):
            told = local_line(u.tolist(), apart[row].tolist(), weights.tolist(), float(STEPS[step]), WIDTH)
            assert mean[row, step] == pytest.approx(told, abs=1e-6)
    parts = np.array([r[3] for r in rows])
    worth = worth_of_parts(apart.tolist(), weights.tolist(), parts.tolist())
    assert worth_knowing(
        apart * (weights / weights.sum()),
        Split("s", None, "judgement", parts, np.bincount(parts, weights=weights).astype(float)),
    ) == pytest.approx(worth, abs=1e-9)


def test_it_finds_the_value_at_which_another_is_better() -> None:
    worlds = noise(20, size=2000)
    draws = worlds.draws(0, 2000)
    one, other = draws.value("reservation/p3"), draws.value("reservation/p4")
    things = ({"a": "x"}, {"a": "y"}, {"a": "z"})
    terms = np.array([np.full(2000, 0.3), 0.3 + 2 * (one - 0.6) + 0.3 * (other - 0.5), np.full(2000, 0.1)])
    found = switches(worlds, Choice(things, terms, 0, frozenset(worlds.case.judgements)))
    assert [(s.path, s.other, s.above) for s in found] == [("reservation/p3", 1, True)]
    assert found[0].value == pytest.approx(0.6, abs=0.02)
    assert found[0].middle == pytest.approx(0.5, abs=0.02)
    assert found[0].now.low < -0.2 < found[0].now.high
    assert found[0].beyond.low > 0
    assert found[0].together == {"reservation/p3": found[0].value}


def test_nothing_can_be_better_than_what_was_chosen() -> None:
    worlds = noise(20, size=2000)
    value = worlds.draws(0, 2000).value("reservation/p7") - 0.3
    (found,) = switches(worlds, Choice(({"a": "x"},), value[None], 0, frozenset(worlds.case.judgements)))
    assert (found.path, found.other, found.above) == ("reservation/p7", None, False)
    assert found.value == pytest.approx(0.3, abs=0.02)


def test_noise_overturns_nothing() -> None:
    """Chance alone shows a value in at most one of twenty choices."""
    shown = 0
    for seed in range(20):
        worlds = noise(20, size=400)
        terms = np.random.default_rng(seed).normal(size=(4, 400))
        terms -= terms.mean(axis=1)[:, None] - np.array([0.05, 0.0, 0.0, 0.0])[:, None]
        choice = Choice(tuple({"a": str(n)} for n in range(4)), terms, 0, frozenset(worlds.case.judgements))
        shown += bool(switches(worlds, choice))
    assert shown <= 3


SWAP = {  # Ann may want the peel more than the flesh; Bea would accept either way round
    "positions/ann/peel/ann": [-2, 14],
    "positions/bea/flesh/bea": [2, 3],
    "positions/bea/peel/ann": [-1, 0],
}


def test_runs_confirm_what_was_read_off_the_table() -> None:
    """The peel for the flesh is as good for Ann where it is worth to her what the flesh is, twice, less a half."""
    case = read("orange")
    outcomes = run(draw(case, Inquiry(worlds=800, changed=SWAP, advises="ann")))
    assert outcomes.reports["proposal"].package == {"flesh": "ann", "peel": "bea"}
    again = tried(outcomes, case)
    found = {switch.path: switch for switch in again.switches["proposal"]}
    assert found.keys() == {switch.path for switch in outcomes.switches["proposal"]}
    value = found["positions/ann/peel/ann"]
    assert value.above
    assert value.value == pytest.approx(7.5, abs=0.7)
    rerun = value.rerun
    assert rerun is not None
    assert rerun.confirmed
    assert rerun.apart.value == pytest.approx(rerun.other - rerun.chosen, abs=1e-9)
    assert rerun.chosen == pytest.approx(3.5, abs=0.1)
    said = {one.path: one for one in again.reports["proposal"].overturns}["positions/ann/peel/ann"]
    assert said.package == {"flesh": "bea", "peel": "ann"}
    assert said.rerun is not None
    assert said.rerun.confirmed


def test_a_judgement_with_two_values_switches_at_one_of_them() -> None:
    """Nothing lies between them: the thing chosen is worth having at 0, the other at −20."""
    said = {"p0": {"choices": {-20: 0.55, 0: 0.45}}, "p1": [0, 1]}
    parties = {"parties": dict.fromkeys(said, "P"), "reservation": said}
    worlds = Worlds(Case.model_validate({"title": "Two values", "date": "2021-08-31", **parties}), 600, 1)
    values = worlds.draws(0, 600).value("reservation/p0")
    noise = worlds.draws(0, 600).uniform("reservation/p1") - 0.5
    terms = np.array([np.where(values == 0, 4.0, -1.0) + noise, np.where(values == 0, -9.0, 1.0) + noise])
    choice = Choice(({"i": "a"}, {"i": "b"}), terms, 0, frozenset(worlds.case.judgements))
    (one,) = [found for found in switches(worlds, choice) if found.path == "reservation/p0"]
    assert (one.value, one.above, one.other, one.middle) == (-20.0, False, 1, -20.0)
    assert one.now.high < 0 < one.beyond.low
    assert last_value(values, values == 0, np.ones(600)) == (0.0, False)
