"""Precedent against plain loops, SciPy and statsmodels."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.chapters.precedent.agreement_rows import PastAgreement
from detente.chapters.precedent.compared_history import YearlySeries
from detente.chapters.precedent.count_models import fit_counts
from detente.chapters.precedent.event_spells import EventRate, rate_ratio
from detente.chapters.precedent.exact_tests import barnard, binomial_limits, binomial_test, boschloo, fisher_values
from detente.chapters.precedent.nearness import nearness
from detente.chapters.precedent.outcome_tests import least_difference, newcombe, power
from detente.chapters.precedent.package_features import FEATURES, Features
from detente.chapters.precedent.past_lives import PastLife, lives_on
from detente.chapters.precedent.survival import life_curve
from detente.chapters.precedent.two_trends import correlated, lagged, placebos, yearly
from tests.oracles import precedent as oracle

FEW = settings(max_examples=40, deadline=None)
BASE = dt.date(1970, 1, 1)
ROW = {
    "name": "An agreement",
    "parties": ["a", "b"],
    "signed": BASE,
    "scope": "limited",
    "linkage": "none",
    "verification": "none",
    "domains": ["nuclear"],
    "source": "Made up",
}


def row(**said: object) -> PastAgreement:
    """Return a made-up agreement."""
    return PastAgreement.model_validate(ROW | said)


def past(years: float, failed: bool) -> PastLife:
    """Return an agreement that lasted so long."""
    return PastLife("x", row(), years, failed)


many_lives = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=2, max_size=20)


@FEW
@given(many_lives)
def test_survival_is_that_of_plain_loops(told: list[tuple[int, bool]]) -> None:
    curve = life_curve([past(float(t), failed) for t, failed in told])
    assert curve is not None
    for step in curve.steps:
        share, low, high = oracle.kaplan_meier([(float(t), f) for t, f in told], step.years)
        assert step.share == pytest.approx(share)
        assert (step.low is None) == math.isnan(low)
        if step.low is not None:
            assert (step.low, step.high) == pytest.approx((low, high))
    assert len(curve.steps) == len({t for t, failed in told if failed})


def test_survival_is_that_of_statsmodels() -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    rng = np.random.default_rng(3)
    years, failed = rng.integers(1, 40, 33).astype(float), rng.random(33) < 0.4
    curve = life_curve([past(t, bool(f)) for t, f in zip(years, failed, strict=True)])
    other = survfunc.SurvfuncRight(years, failed.astype(int))
    assert curve is not None
    assert [step.years for step in curve.steps] == other.surv_times.tolist()
    assert [step.share for step in curve.steps] == pytest.approx(other.surv_prob.tolist())


@FEW
@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000), st.booleans()), max_size=8), st.integers(0, 12000)
)
def test_lives_are_those_known_on_the_day(told: list[tuple[int, int, bool]], day: int) -> None:
    today = BASE + dt.timedelta(days=day)
    table = {}
    for number, (start, length, failure) in enumerate(told):
        began = BASE + dt.timedelta(days=start)
        ended = None if length % 3 == 0 else began + dt.timedelta(days=length)
        ending = None if ended is None else "broken" if failure else "expired"
        table[f"r{number}"] = row(signed=began, ended=ended, ending=ending)
    found = {life.id: (life.years, life.failed) for life in lives_on(table, today)}
    for name, said in table.items():
        expected = oracle.life(said.signed, said.ended, said.ending == "broken", today)
        assert found.get(name) == (None if expected is None else pytest.approx(expected))


@FEW
@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_fisher_is_that_of_plain_loops_and_of_scipy(first: int, others: int, data: st.DataObject) -> None:
    i, j = data.draw(st.integers(0, first)), data.draw(st.integers(0, others))
    value = fisher_values(first, others)[i, j]
    assert value == pytest.approx(oracle.fisher(i, first - i, j, others - j))
    assert value == pytest.approx(stats.fisher_exact(np.array([[i, first - i], [j, others - j]])).pvalue)


@FEW
@given(st.integers(1, 8), st.integers(1, 8), st.data())
def test_barnard_fixes_the_kinds_and_counts_ties(first: int, others: int, data: st.DataObject) -> None:
    i, j = data.draw(st.integers(0, first)), data.draw(st.integers(0, others))
    value = barnard(i, first, j, others)
    assert value == pytest.approx(oracle.barnard(i, first - i, j, others - j), rel=1e-5)
    assert value == pytest.approx(barnard(j, others, i, first)), "whichever kind is named first"


@FEW
@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_boschloo_is_that_of_scipy_with_the_kinds_in_columns(first: int, others: int, data: st.DataObject) -> None:
    i, j = data.draw(st.integers(0, first)), data.draw(st.integers(0, others))
    assume(0 < i + j < first + others)
    kinds_in_columns = np.array([[i, j], [first - i, others - j]])
    assert boschloo(i, first, j, others) == pytest.approx(stats.boschloo_exact(kinds_in_columns).pvalue, rel=1e-6)


def test_barnard_is_that_of_scipy_unless_rounding_parts_tables_that_tie() -> None:
    assert barnard(1, 4, 18, 25) == pytest.approx(stats.barnard_exact(np.array([[1, 18], [3, 7]])).pvalue)
    assert barnard(3, 9, 9, 11) == pytest.approx(0.0422706604)  # SciPy leaves out the table (6, 2), which is as far
    assert stats.barnard_exact(np.array([[3, 9], [6, 2]])).pvalue == pytest.approx(0.0392639528)


@FEW
@given(st.integers(0, 30), st.integers(1, 30), st.floats(0.01, 0.99))
def test_the_binomial_is_that_of_scipy(successes: int, number: int, share: float) -> None:
    successes = min(successes, number)
    other = stats.binomtest(successes, number, share)
    assert binomial_test(successes, number, share) == pytest.approx(other.pvalue)
    limits = other.proportion_ci(0.9, method="exact")
    assert binomial_limits(successes, number, 0.05) == pytest.approx((limits.low, limits.high))


@pytest.mark.parametrize(
    ("first", "others", "share", "base"), [(4, 25, 0.2, 0.72), (12, 17, 0.1, 0.6), (3, 3, 0.0, 1.0)]
)
def test_power_is_that_of_plain_loops(first: int, others: int, share: float, base: float) -> None:
    assert power(first, others, share, base) == pytest.approx(oracle.power(first, others, share, base))


def test_the_least_difference_is_found_and_none_below_it_is() -> None:
    least = least_difference(12, 17, 0.65)
    assert least is not None
    assert oracle.power(12, 17, 0.65 - least, 0.65) >= 0.8 > oracle.power(12, 17, 0.65 - least + 0.01, 0.65)
    assert least_difference(2, 2, 0.5) is None


def test_the_interval_of_a_difference_holds_it() -> None:
    rng = np.random.default_rng(1)
    inside = 0
    for _ in range(400):
        a, b = rng.binomial(15, 0.8), rng.binomial(12, 0.5)
        _, low, high = newcombe(int(a), 15, int(b), 12)
        inside += low <= 0.3 <= high
    assert 0.86 <= inside / 400 <= 0.95


def some_features(data: st.DataObject) -> Features:
    """Return made-up features."""
    return Features(
        data.draw(st.sampled_from(("limited", "mixed", "comprehensive"))),
        data.draw(st.sampled_from((None, "none", "dropped", "parallel", "kept"))),
        data.draw(st.booleans()),
        data.draw(st.booleans()),
        data.draw(st.sampled_from((None, "none", "own-means", "visits", "inspections"))),
        data.draw(st.frozensets(st.sampled_from("xyz"))),
        data.draw(st.frozensets(st.sampled_from("abc"))),
    )


@FEW
@given(st.data())
def test_distances_and_nearest_are_those_of_plain_loops(data: st.DataObject) -> None:
    package, agreements = some_features(data), [some_features(data) for _ in range(4)]
    weights = {
        name: np.array([data.draw(st.sampled_from((0.0, 0.5, 1.0, 2.0))) for _ in range(3)]) for name in FEATURES
    }
    lives = [past(9, False), past(2, True), past(3, False), past(7, True)]
    found = nearness("p", package, lives, agreements, weights, 2, 5.0)
    for world in range(3):
        told = {name: float(weights[name][world]) for name in FEATURES}
        told = told if any(told.values()) else dict.fromkeys(FEATURES, 1.0)
        distances = [oracle.gower(vars(package), vars(other), told) for other in agreements]
        assert found.distance[:, world].tolist() == pytest.approx(distances)
        near = sorted(range(4), key=lambda k: (round(distances[k], 9), k))[:2]
        assert np.flatnonzero(found.near[:, world]).tolist() == sorted(near)
        held = [k in {0, 3} for k in near if k != 2]
        assert found.held[world] == pytest.approx(sum(held) / len(held), nan_ok=True) if held else True


@FEW
@given(
    st.dictionaries(st.integers(1950, 1960), st.integers(0, 50), min_size=3), st.sampled_from(("hold", "line", "none"))
)
def test_years_between_are_those_of_plain_loops(stated: dict[int, int], between: str) -> None:
    series = YearlySeries.model_validate(
        {"name": "s", "unit": "u", "between": between, "years": {str(y): v for y, v in stated.items()}}
    )
    years, values = yearly(series, {str(y): np.array([float(v)]) for y, v in stated.items()})
    expected = oracle.yearly({y: float(v) for y, v in stated.items()}, between)
    assert list(years) == sorted(expected)
    assert values[:, 0].tolist() == pytest.approx([expected[y] for y in years])


pairs = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=6, max_size=9)


@FEW
@given(pairs, st.integers(0, 2))
def test_correlations_are_those_of_plain_loops(told: list[tuple[int, int]], lag: int) -> None:
    x, y = ([float(pair[k]) for pair in told] for k in (0, 1))
    columns = np.array(x)[:, None], np.array(y)[:, None]
    assert correlated(*columns)[0] == pytest.approx(oracle.correlation(x, y), abs=1e-12)
    assert lagged(*columns, lag)[0] == pytest.approx(oracle.lagged(x, y, lag), abs=1e-12)


@pytest.mark.parametrize("kind", ["shuffled changes", "shuffled years"])
def test_placebos_come_up_as_often_as_every_order_says(kind: str) -> None:
    x, y = [1.0, 2, 4, 5, 9], [2.0, 3, 3.5, 6, 7]
    strength = abs(oracle.correlation(x, y)) - 1e-9
    exact = [abs(oracle.correlation(x, other)) >= strength for other in oracle.all_orders(y, kind)]
    drawn = placebos(np.array(y), kind, np.random.default_rng(5))
    share = np.mean([abs(oracle.correlation(x, list(other))) >= strength for other in drawn])
    assert share == pytest.approx(sum(exact) / len(exact), abs=0.05)
    if kind == "shuffled changes":
        assert np.allclose(drawn[:, [0, -1]], [y[0], y[-1]])


def test_an_independent_trend_is_beyond_placebos_about_as_often_as_chance_says() -> None:
    from detente.chapters.precedent.compared_history import ComparedHistory
    from detente.chapters.precedent.two_trends import KINDS, TrendFound, two_trends  # what is drawn a hundred times

    rng = np.random.default_rng(7)
    years = {str(y): 0 for y in range(1950, 1970)}
    part = ComparedHistory.model_validate(
        {
            "series": {n: {"name": n, "unit": "u", "years": years} for n in ("x", "y")},
            "trends": {"t": {"name": "t", "cause": "x", "effect": "y"}},
        }
    )
    beyond, plain = 0, 0
    for seed in range(60):
        walks = {n: np.cumsum(rng.normal(0.5, 1, 20)) for n in ("x", "y")}
        drawn = {n: {y: walks[n][[k]] for k, y in enumerate(years)} for n in walks}
        found = two_trends(part, "t", drawn, seed)
        assert isinstance(found, TrendFound)
        beyond += bool(found.beyond[0])
        plain += bool(found.values[KINDS[2]][0] <= 0.1)
    assert beyond <= 15
    assert plain >= 35


def test_rates_and_their_ratio_are_exact() -> None:
    ratio = rate_ratio(EventRate(20, 10.0, 0, 0), EventRate(5, 10.0, 0, 0))
    assert ratio.ratio == pytest.approx(4)
    assert ratio.value == pytest.approx(2 * sum(math.comb(25, k) for k in range(6)) / 2**25)
    assert ratio.high is not None
    share = ratio.low / (1 + ratio.low)
    assert sum(math.comb(25, k) * share**k * (1 - share) ** (25 - k) for k in range(20, 26)) == pytest.approx(0.05)


@pytest.mark.parametrize("dispersed", [False, True])
def test_models_of_counts_are_those_of_statsmodels(dispersed: bool) -> None:
    discrete = pytest.importorskip("statsmodels.discrete.discrete_model")
    rng = np.random.default_rng(11)
    months = rng.uniform(0.5, 2, 120)
    kind = (rng.random(120) < 0.5).astype(float)
    mu = months * np.exp(0.3 + 0.9 * kind)
    counts = rng.poisson(mu * (rng.gamma(1.5, 1 / 1.5, 120) if dispersed else 1)).astype(float)
    columns = np.column_stack([np.ones(120), kind])
    found = fit_counts(counts, columns, months, dispersed=dispersed)
    model = discrete.NegativeBinomial if dispersed else discrete.Poisson
    other = model(counts, columns, offset=np.log(months)).fit(
        disp=0, maxiter=400, method="bfgs" if dispersed else "newton"
    )
    assert found is not None
    assert found.effects.tolist() == pytest.approx(other.params[:2].tolist(), abs=2e-4)
    assert found.errors.tolist() == pytest.approx(other.bse[:2].tolist(), rel=5e-3)
    assert found.likelihood == pytest.approx(other.llf, abs=1e-4)
    if dispersed:
        assert found.alpha == pytest.approx(other.params[2], rel=1e-3)


def test_a_kind_without_events_has_no_model() -> None:
    columns = np.column_stack([np.ones(6), [0.0, 0, 0, 1, 1, 1]])
    assert fit_counts(np.array([0.0, 0, 0, 4, 2, 3]), columns, np.ones(6), dispersed=False) is None
