"""The inverse distribution function of every form of judgement, against closed forms and SciPy's distributions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from detente.case.judgements import Judgement, parse, resolved
from detente.worlds.quantiles import expert_number, quantile

U = np.concatenate([[0.0, 1e-12, 1e-6], np.linspace(0.001, 0.999, 999), [1 - 1e-6, 1 - 1e-12, 1.0]])
Numbers = st.floats(-1e6, 1e6, allow_subnormal=False)


def test_point_is_the_same_everywhere() -> None:
    assert quantile(parse(5), U).tolist() == [5.0] * len(U)
    assert quantile(parse([3, 3]), U).tolist() == [3.0] * len(U)
    assert quantile(parse({"low": 2, "mode": 2, "high": 2}), U).tolist() == [2.0] * len(U)


@settings(max_examples=60)
@given(Numbers, Numbers)
def test_uniform_is_a_line(one: float, other: float) -> None:
    low, high = sorted([one, other])
    expected = stats.uniform(low, max(high - low, 1e-300)).ppf(U)
    assert_allclose(quantile(parse([low, high]), U), expected, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize(
    ("low", "mode", "high"), [(0, 1, 4), (-5, -4.5, 10), (0, 0, 1), (0, 1, 1), (3, 4, 8), (-1, 0, 1), (0, 1e-3, 1e3)]
)
def test_pert_is_a_beta_distribution(low: float, mode: float, high: float) -> None:
    alpha, beta = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    pert = stats.beta(alpha, beta, loc=low, scale=high - low)
    values = quantile(parse({"low": low, "mode": mode, "high": high}), U)
    assert_allclose(values, pert.ppf(U), rtol=1e-9, atol=1e-9 * (high - low))
    assert_allclose(pert.cdf(values[2:-2]), U[2:-2], atol=1e-9)


@pytest.mark.parametrize(("low", "mode", "high"), [(0, 1, 4), (-5, -4.5, 10), (0, 0, 1), (3, 4, 8)])
def test_pert_has_its_mean_and_its_mode(low: float, mode: float, high: float) -> None:
    u = (np.arange(200_000) + 0.5) / 200_000
    values = quantile(parse({"low": low, "mode": mode, "high": high}), u)
    assert float(values.mean()) == pytest.approx((low + 4 * mode + high) / 6, abs=1e-4 * (high - low))
    width = np.diff(values[1000:-1000])
    densest = values[1000:-1000][int(width.argmin())]
    assert densest == pytest.approx(mode, abs=0.02 * (high - low))


def by_hand(weights: list[float], said: list[list[float]], whom: float, u: float) -> float:
    """The first expert whose part of the whole reaches `whom`, and the value that far up its range."""
    reached = 0.0
    for weight, (low, high) in zip(weights, said, strict=True):
        reached += weight
        if whom * sum(weights) <= reached:
            return low + (high - low) * u
    return low + (high - low) * u


Chance = st.floats(0, 1)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(-9, 9), st.integers(0, 9)), min_size=2, max_size=4),
    st.lists(st.tuples(Chance, Chance), min_size=1, max_size=20),
)
def test_experts_as_by_hand(views: list[tuple[int, int, int]], drawn: list[tuple[float, float]]) -> None:
    names = [f"e{n}" for n in range(len(views))]
    weights, said = [float(w) for w, _, _ in views], [[float(low), float(low + width)] for _, low, width in views]
    judgement = parse({"experts": dict(zip(names, said, strict=True))})
    judgement = judgement.with_weights(dict(zip(names, weights, strict=True)))
    whom, u = (np.array(one) for one in zip(*drawn, strict=True))
    found = quantile(judgement, u, whom)
    for k in range(len(u)):
        on_edge = np.isclose(whom[k] * sum(weights), np.cumsum(weights)).any()
        assert on_edge or found[k] == pytest.approx(by_hand(weights, said, whom[k], u[k]), abs=1e-9)


def test_experts_are_believed_by_weight_whatever_their_order() -> None:
    whom = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(expert_number([1, 3], whom)).tolist() == [250, 750]
    one, other = ({"experts": dict(pairs)} for pairs in ([("b", 1), ("a", 2)], [("a", 2), ("b", 1)]))
    assert parse(one) == parse(other)
    with pytest.raises(TypeError, match="whom to believe"):
        quantile(parse(one), whom)


def test_choices_have_their_weights() -> None:
    judgement = parse({"choices": {"2": 0.5, "-1": 0.2, "7": 0.3, "9": 0}})
    u = (np.arange(1000) + 0.5) / 1000
    values, counts = np.unique(quantile(judgement, u), return_counts=True)
    assert values.tolist() == [-1, 2, 7]
    assert counts.tolist() == [200, 500, 300]


def test_choices_at_the_ends() -> None:
    judgement = parse({"choices": {"0": 0.1, "1": 0.2, "2": 0.7}})
    assert quantile(judgement, np.array([0.0, 1.0, np.nextafter(1, 0)])).tolist() == [0, 2, 2]
    assert quantile(parse({"choices": {"4": 1.0}}), np.array([0.0, 0.5, 1.0])).tolist() == [4, 4, 4]


def test_words_are_their_range() -> None:
    assert quantile(parse({"words": "likely"}), np.array([0.0, 0.5, 1.0])) == pytest.approx([0.55, 0.675, 0.8])


def test_value_words_are_their_range() -> None:
    worths = {"major": (4.0, 7.0), "none": (0.0, 0.0)}
    minus = resolved(parse({"worth": "-major"}), worths)
    assert quantile(minus, np.array([0.0, 0.5, 1.0])) == pytest.approx([-7, -5.5, -4])
    assert quantile(resolved(parse({"worth": "none"}), worths), np.array([0.2])).tolist() == [0]


def judgements() -> st.SearchStrategy[Any]:
    triples = st.tuples(Numbers, Numbers, Numbers).map(sorted)
    return st.one_of(
        Numbers,
        st.tuples(Numbers, Numbers).map(sorted),
        triples.map(lambda t: {"low": t[0], "mode": t[1], "high": t[2]}),
        triples.map(lambda t: {"choices": dict(zip(map(repr, sorted(set(t))), CHOICES[len(set(t))], strict=True))}),
    )


CHOICES = {1: [1.0], 2: [0.4, 0.6], 3: [0.2, 0.7, 0.1]}


@settings(max_examples=200)
@given(judgements())
def test_values_never_fall_and_stay_in_range(raw: Any) -> None:
    judgement: Judgement = parse(raw)
    values = quantile(judgement, U)
    slack = 1e-12 * max(abs(judgement.low), abs(judgement.high), 1.0)
    assert np.all(np.diff(values) >= -slack)
    assert values.min() >= judgement.low - slack
    assert values.max() <= judgement.high + slack


def test_shape_is_kept() -> None:
    u = np.full((2, 3), 0.25)
    for raw in (1, [0, 1], {"low": 0, "mode": 1, "high": 2}, {"choices": {"0": 0.5, "1": 0.5}}):
        assert quantile(parse(raw), u).shape == (2, 3)
