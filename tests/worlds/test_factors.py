"""Dependence: tied judgements are as correlated as the Gaussian copula says, and nothing else moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy import stats

from detente.case.model import Case
from detente.worlds import Draws, Worlds
from detente.worlds.factors import Dependence
from tests.oracles.cases import Data, as_case, cases

SIZE = 8192
SLACK = 0.045  # of a rank correlation of two streams of this size


def case_with(factors: Data | None = None, issues: int = 3, **others: Any) -> Case:
    ids = [f"issue-{n}" for n in range(issues)]
    ladder = {"quo": "Quo", "low": "Low", "high": "High"}
    positions: Data = {party: {i: {"low": [0, 1], "high": [1, 3]} for i in ids} for party in ("ann", "bea")}
    return as_case(
        {
            "title": "Ties",
            "date": "2021-08-31",
            "parties": {"ann": "Ann", "bea": "Bea", "senate": {"name": "Senate", "role": "other"}},
            "issues": {i: {"name": i, "movers": ["ann"], "options": ladder} for i in ids},
            "positions": positions,
            "reservation": {"ann": [0, 1], "bea": [0, 1]},
            "abstains_within": {"ann": [0, 1]},
            "red_lines": {"ann": {"issue-0": {"low": [0.1, 0.4], "high": [0.3, 0.9]}}},
            "gates": {"senate": {"passes": [0.2, 0.7]}},
            "linkages": {"both": {"party": "bea", "pattern": {"issue-0": "low", "issue-1": "low"}, "value": [0, 2]}},
            "factors": factors or {},
            **others,
        }
    )


def draws_of(case: Case, general: float = 0.0, seed: int = 7) -> Draws:
    return Worlds(case, SIZE, seed, general=general).draws(0, SIZE)


def rank(draws: Draws, one: str, other: str) -> float:
    return float(stats.spearmanr(draws.uniform(one), draws.uniform(other)).statistic)


def theory(correlation: float) -> float:
    """Return the rank correlation of two Gaussians."""
    return 6 / np.pi * float(np.arcsin(correlation / 2))


@pytest.mark.parametrize("rho", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_tied_judgements_have_the_rank_correlation_of_the_copula(rho: float) -> None:
    paths = ["positions/ann/issue-0", "reservation/bea", "linkages/both/value", "gates/senate"]
    case = case_with({"mood": {"judgements": paths[:2], "opposed": paths[2:], "rho": rho}})
    draws = draws_of(case)
    for n, one in enumerate(paths):
        for m, other in enumerate(paths[:n]):
            sign = 1 if (n < 2) == (m < 2) else -1
            assert rank(draws, one, other) == pytest.approx(sign * theory(rho), abs=SLACK)
        assert abs(rank(draws, one, "positions/bea/issue-1")) < SLACK


def test_two_factors_add_up() -> None:
    case = case_with(
        {
            "mood": {"judgements": ["positions/ann/issue-0", "positions/bea/issue-0"], "rho": 0.5},
            "harvest": {"judgements": ["positions/ann/issue-0"], "opposed": ["positions/bea/issue-0"], "rho": 0.3},
            "weather": {"judgements": ["positions/ann/issue-0", "positions/bea/issue-1"], "rho": 0.2},
        }
    )
    draws = draws_of(case)
    assert rank(draws, "positions/ann/issue-0", "positions/bea/issue-0") == pytest.approx(theory(0.2), abs=SLACK)
    assert rank(draws, "positions/ann/issue-0", "positions/bea/issue-1") == pytest.approx(theory(0.2), abs=SLACK)
    assert abs(rank(draws, "positions/bea/issue-0", "positions/bea/issue-1")) < SLACK


def test_a_path_that_others_begin_with_means_all_of_them() -> None:
    case = case_with({"mood": {"judgements": ["positions/ann"], "rho": 0.6}})
    draws = draws_of(case)
    for issue in (1, 2):
        assert rank(draws, "positions/ann/issue-0", f"positions/ann/issue-{issue}") == pytest.approx(
            theory(0.6), abs=SLACK
        )
    assert abs(rank(draws, "positions/ann/issue-0", "positions/bea/issue-0")) < SLACK


def test_a_tied_probability_goes_with_its_event() -> None:
    """Where the common cause is high, so is the probability, and the event that it governs happens."""
    paths = ["positions/bea/issue-1", "red_lines/ann/issue-0", "gates/senate"]
    draws = draws_of(case_with({"mood": {"judgements": paths, "rho": 0.5}}))
    for path in paths[1:]:
        assert rank(draws, paths[0], path) == pytest.approx(theory(0.5), abs=SLACK)
        assert rank(draws, paths[0], path + "!") == pytest.approx(-theory(0.5), abs=SLACK)
    high = draws.uniform(paths[0]) > 0.8
    assert draws.happens("gates/senate/passes")[high].mean() > draws.happens("gates/senate/passes")[~high].mean() + 0.1


@pytest.mark.parametrize("general", [0.3, 0.6, 1.0])
def test_general_factor_is_how_forthcoming_a_party_is(general: float) -> None:
    draws = draws_of(case_with(), general)
    rises = ["positions/ann/issue-0", "positions/ann/issue-2", "abstains_within/ann", "red_lines/ann/issue-0!"]
    falls = ["reservation/ann", "red_lines/ann/issue-0"]
    for stream in rises[1:]:
        assert rank(draws, rises[0], stream) == pytest.approx(theory(general), abs=SLACK)
    for stream in falls:
        assert rank(draws, rises[0], stream) == pytest.approx(-theory(general), abs=SLACK)
    assert rank(draws, "positions/bea/issue-0", "linkages/both/value") == pytest.approx(theory(general), abs=SLACK)
    for stream in ("positions/bea/issue-0", "reservation/bea", "gates/senate", "gates/senate!"):
        assert abs(rank(draws, rises[0], stream)) < SLACK


def test_general_factor_acts_on_what_declared_factors_leave() -> None:
    case = case_with({"mood": {"judgements": ["positions/ann"], "rho": 0.5}})
    draws = draws_of(case, general=0.6)
    one, other = "positions/ann/issue-0", "positions/ann/issue-1"
    assert rank(draws, one, other) == pytest.approx(theory(0.5 + 0.5 * 0.6), abs=SLACK)
    assert rank(draws, one, "reservation/ann") == pytest.approx(-theory(np.sqrt(0.5) * 0.6), abs=SLACK)


@pytest.mark.parametrize("general", [0.0, 0.6, 1.0])
def test_tied_streams_stay_uniform(general: float) -> None:
    factors = {
        "mood": {"judgements": ["positions/ann", "red_lines/ann"], "opposed": ["gates"], "rho": 0.5},
        "harvest": {"judgements": ["reservation"], "opposed": ["positions/ann"], "rho": 0.5},
    }
    case = case_with(factors)
    draws = draws_of(case, general)
    for stream in Dependence(case, general).streams:
        u = draws.uniform(stream)
        assert np.all((u > 0) & (u < 1))
        assert stats.kstest(u, "uniform").pvalue > 1e-3, stream


@settings(max_examples=25)
@given(cases(), st.integers(0, 99))
def test_untied_streams_do_not_move(data: Data, seed: int) -> None:
    case = as_case(data)
    free = as_case({**data, "factors": {}})
    tied, plain = Worlds(case, 30, seed).draws(0, 30), Worlds(free, 30, seed).draws(0, 30)
    dependence = Dependence(case, 0.0)
    for stream in dependence.streams:
        if not dependence.loads.get(stream):
            assert_array_equal(tied.uniform(stream), plain.uniform(stream), stream)
    again = Worlds(free, 30, seed).tied(0.0).draws(0, 30)
    for stream in dependence.streams:
        assert_array_equal(plain.uniform(stream), again.uniform(stream), stream)


def split_value(general: float) -> float:
    """Share of worlds in which a value from −4 to 8, split over 16 issues, is at least 0."""
    ids = [f"issue-{n}" for n in range(16)]
    case = as_case(
        {
            "title": "One value in sixteen parts",
            "date": "2021-08-31",
            "parties": {"ann": "Ann"},
            "issues": {i: {"name": i, "movers": ["ann"], "options": {"quo": "Quo", "low": "Low"}} for i in ids},
            "positions": {"ann": {i: {"low": [-4 / 16, 8 / 16]} for i in ids}},
            "reservation": {"ann": 0},
        }
    )
    draws = Worlds(case, 8192, 2021, general=general).draws(0, 8192)
    total = np.sum([draws.value(f"positions/ann/{i}/low") for i in ids], axis=0)
    return float((total >= 0).mean())


def test_independence_gives_false_certainty() -> None:
    shares = [split_value(general) for general in (1.0, 0.6, 0.3, 0.0)]
    assert shares[0] == pytest.approx(0.67, abs=0.006)
    assert shares[-1] == pytest.approx(0.99, abs=0.004)
    assert shares == sorted(shares)


def test_what_others_hang_on_is_known() -> None:
    """By a declared factor, and not by the event of the same red line or gate."""
    told = Dependence(case_with({"mood": {"judgements": ["positions/bea/issue-1", "gates/senate"], "rho": 0.5}}), 0.0)
    assert told.shared("positions/bea/issue-1")
    assert told.shared("gates/senate!")
    assert not told.shared("positions/ann/issue-1")
    assert not Dependence(case_with({"vote": {"judgements": ["gates/senate"], "rho": 0.5}}), 0.0).shared("gates/senate")
