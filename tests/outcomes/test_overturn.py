"""What would overturn the answer: recounted by loops, and confirmed by setting the judgement to the value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.outcomes.drivers import drivers
from detente.outcomes.joint import Joint
from detente.outcomes.overturn import STEPS, WIDTH, crossing, overturns, smoothed
from detente.outcomes.splits import splits
from detente.worlds.errors import interval
from tests.oracles.errors import local_line
from tests.outcomes.conftest import noise


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans(), st.sampled_from([1.0, 3.0])), min_size=12, max_size=30))
def test_the_regression_is_that_of_the_formula(rows: list[tuple[float, bool, float]]) -> None:
    u = np.linspace(0.01, 0.99, len(rows))
    holds, weights = np.array([float(h) for _, h, _ in rows]), np.array([w for *_, w in rows])
    found = smoothed(u, holds, weights)
    for n in (0, 24, 48):
        expected = local_line(u.tolist(), holds.tolist(), weights.tolist(), float(STEPS[n]), WIDTH)
        assert found[n] == pytest.approx(expected, abs=1e-6)


def test_it_finds_the_value_that_decides() -> None:
    worlds = noise(20, size=2000)
    draws = worlds.draws(0, 2000)
    one, other = draws.value("reservation/p3"), draws.value("reservation/p4")
    holds = one + 0.5 * other < 0.9
    trace, shared = frozenset(worlds.case.judgements), interval(holds, np.ones(2000))
    driven = drivers(worlds, holds, splits(worlds, worlds.case.judgements))
    found = overturns(worlds, Joint("x", {}, {"x": shared}, holds, trace, driven))
    by_path = {o.path: o for o in found}
    assert by_path["reservation/p3"].below
    assert by_path["reservation/p3"].value == pytest.approx(0.65, abs=0.03)  # where 0.5 · other is below 0.25 in half
    assert by_path["reservation/p3"].middle == pytest.approx(0.5, abs=0.01)
    assert by_path["reservation/p3"].together == {"reservation/p3": by_path["reservation/p3"].value}
    assert not by_path["reservation/p3"].alone
    again = by_path["reservation/p3"].value + 0.5 * other < 0.9
    assert again.mean() == pytest.approx(0.5, abs=0.05), "set to that value, it holds in half of the worlds"


def test_what_never_crosses_is_not_told() -> None:
    u = (np.arange(500) + 0.5) / 500
    assert crossing(u, u < 2, np.ones(500)) is None
    assert crossing(u, np.zeros(500, dtype=bool), np.ones(500)) is None
    found = crossing(u, abs(u - 0.5) < 0.3, np.ones(500))
    assert found is not None
    assert math.isclose(abs(found[0] - 0.5), 0.3, abs_tol=0.02)
