from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from detente.case.judgements import ICD_203, WORTHS, AnyJudgement, Judgement, NotNegative, Probability, parse, resolved
from tests.case.strategies import JUDGEMENTS, NUMBERS


@given(JUDGEMENTS)
def test_what_is_stated_is_read_again(raw: Any) -> None:
    judgement = parse(raw)
    again = parse(judgement.plain)
    if judgement.choices:
        assert [value for value, _ in again.choices] == [value for value, _ in judgement.choices]
        assert [w for _, w in again.choices] == pytest.approx([w for _, w in judgement.choices])
    else:
        assert again.model_dump_json() == judgement.model_dump_json()
    assert parse(judgement) is judgement


@given(JUDGEMENTS)
def test_bounds_hold_the_middle(raw: Any) -> None:
    judgement = resolved(parse(raw), WORTHS)
    assert judgement.low <= judgement.central <= judgement.high
    assert judgement.certain == (judgement.low == judgement.high)
    in_words = any(said.worth is not None for _, said in judgement.parts)
    assert in_words or resolved(judgement, {}) is judgement


@given(NUMBERS)
def test_all_ways_to_say_one_number(value: float) -> None:
    same = {
        parse(raw) for raw in (value, [value, value], {"value": value}, {"low": value, "mode": value, "high": value})
    }
    assert same == {Judgement(form="point", low=float(value), high=float(value))}


@pytest.mark.parametrize(
    ("raw", "form", "central"),
    [
        (5, "point", 5),
        ([3, 8], "uniform", 5.5),
        ({"low": 3, "mode": 4, "high": 8}, "pert", 4),
        ({"choices": {"0": 0.3, "5": 0.7}}, "choices", 5),
        ({"choices": {"5": 0.5, "0": 0.5}}, "choices", 0),
        ({"choices": {"0": 0.3, "5": 0.7, "9": 0}}, "choices", 5),
        ({"words": "likely"}, "uniform", 0.675),
    ],
)
def test_each_form(raw: Any, form: str, central: float) -> None:
    judgement = parse(raw)
    assert judgement.form == form
    assert judgement.central == pytest.approx(central)


def test_alternatives_are_sorted_and_those_without_weight_left_out() -> None:
    judgement = parse({"choices": {"5": 0.7, "-1e0": 0.3, "9": 0}})
    assert judgement.choices == ((-1.0, 0.3), (5.0, 0.7))
    assert (judgement.low, judgement.high) == (-1.0, 5.0)


def test_value_words_have_numbers_only_in_a_table() -> None:
    judgement = parse({"worth": "-major"})
    assert math.isnan(judgement.low)
    assert resolved(judgement, WORTHS).low == -7
    assert resolved(judgement, {"major": (10.0, 20.0)}).central == -15
    assert resolved(judgement, {"major": (3.0, 3.0)}).form == "point"
    assert resolved(judgement, WORTHS).worth == "-major"
    assert parse({"worth": "+major"}) == parse({"worth": "major"})


def test_notes() -> None:
    judgement = parse({"value": 1, "source": "essay", "by": "us", "why": "It said so."})
    assert (judgement.source, judgement.by, judgement.why) == (("essay",), "us", "It said so.")
    assert parse({"value": 1, "source": ["a", "b"]}).source == ("a", "b")
    assert judgement.attributed
    assert parse({"value": 1, "by": "us"}).attributed
    assert not parse({"value": 1, "why": "So."}).attributed


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("likely", {"words": "likely"}),
        ("30%", 0.3),
        (["20%", "40 %"], [0.2, 0.4]),
        (
            {"low": "20%", "mode": 0.25, "high": "33.3%", "by": "us"},
            {"low": 0.2, "mode": 0.25, "high": 0.333, "by": "us"},
        ),
        ({"choices": {"10%": "30%", "0.5": 0.7}}, {"choices": {"0.1": 0.3, "0.5": 0.7}}),
        ({"experts": {"navy": ["1%", "2%"], "press": 0.5}}, {"experts": {"navy": [0.01, 0.02], "press": 0.5}}),
    ],
)
def test_probabilities_may_be_words_and_percentages(raw: Any, plain: Any) -> None:
    assert TypeAdapter(Probability).validate_python(raw) == parse(plain)


@pytest.mark.parametrize(
    ("raw", "found", "nearest"), [("likly", "'likly'", "likely"), ("130%", "1.3", None), ("-5%", "-0.05", None)]
)
def test_probabilities_of_no_form(raw: Any, found: str, nearest: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Probability).validate_python(raw)
    said = caught.value.errors()[0]["ctx"]
    assert (said["found"], said["nearest"]) == (found, nearest)


def test_weights_of_choices_may_be_percentages() -> None:
    assert parse({"choices": {"-4": "30%", "-12": "70%"}}) == parse({"choices": {"-4": 0.3, "-12": 0.7}})


@pytest.mark.parametrize(
    ("raw", "found", "nearest"),
    [
        ("likly", "'likly'", None),
        ("30%", "'30%'", "0.3"),
        ("-mayor", "'-mayor'", "{worth: -major}"),
        ("zzz", "'zzz'", None),
        (None, "nothing", None),
        (True, "true", None),
        (math.inf, "inf", None),
        ([1], "[1]", None),
        ([True, 1], "[true, 1]", None),
        ([1, "2"], "[1, '2']", None),
        ({}, "a judgement with no number", None),
        ({"source": "a"}, "a judgement with no number", None),
        ({"value": 1, "words": "likely"}, "a judgement with value and words", None),
        ({"value": 1, "valeu": 2}, "the unknown key 'valeu' in a judgement", "value"),
        ({"value": "1"}, "'1'", None),
        ({"low": 2, "high": 1}, "a low of 2 above a high of 1", None),
        ({"low": 0, "mode": 3, "high": 1}, "a mode of 3 outside 0 to 1", None),
        ({"words": ["likely"]}, "['likely']", "likely"),
        ({"words": "Likely"}, "'Likely'", "likely"),
        ({"worth": ""}, "''", None),
        ({"worth": "-"}, "'-'", None),
        ({"choices": [1, 2]}, "[1, 2]", None),
        ({"choices": {"1_0": 1}}, "the alternative '1_0'", None),
        ({"choices": {"nan": 1}}, "the alternative 'nan'", None),
        ({"choices": {".inf": 1}}, "the alternative '.inf'", None),
        ({"choices": {"1": True}}, "the weight true", None),
        ({"choices": {"1": 0.5}}, "weights that add up to 0.5", None),
        ({"experts": {"a": 1}}, "{a: 1}", None),
        ({"experts": {"a": 1, "b": [2, 1]}}, "a low of 2 above a high of 1", None),
        ({"experts": {"a": 1, "b": {"experts": {"a": 1, "b": 2}}}}, "experts within an expert", None),
        ({"choices": {"1": 0, "2": 0}}, "weights that add up to 0", None),
        ({"value": 1, "by": ""}, "''", None),
        ({"value": 1, "source": [1]}, "[1]", None),
    ],
)
def test_what_is_refused(raw: Any, found: str, nearest: str | None) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse(raw)
    assert refused.value.context is not None
    assert (refused.value.context["found"], refused.value.context["nearest"]) == (found, nearest)


@given(st.one_of(NUMBERS, st.tuples(NUMBERS, NUMBERS).map(sorted)))
def test_probabilities_and_tolerances_are_bounded(raw: Any) -> None:
    judgement = parse(raw)
    assert _valid(Probability, raw) == (judgement.low >= 0 and judgement.high <= 1)
    assert _valid(NotNegative, raw) == (judgement.low >= 0)
    assert _valid(AnyJudgement, raw)


def test_words_fit_where_they_stand() -> None:
    assert _valid(Probability, {"words": "likely"})
    assert not _valid(Probability, {"worth": "minor"})
    assert _valid(NotNegative, {"worth": "minor"})
    assert not _valid(NotNegative, {"worth": "-minor"})


def _valid(kind: Any, raw: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(raw)
    except ValidationError:
        return False
    return True


def test_likelihood_words_tile_the_directive() -> None:
    rows = sorted(set(ICD_203.values()))
    assert [low for low, _ in rows] == [0.01, 0.05, 0.20, 0.45, 0.55, 0.80, 0.95]
    assert all(high == following for (_, high), (following, _) in pairwise(rows))
    assert len(ICD_203) == 2 * len(rows)


def test_default_value_words_rise_without_gaps() -> None:
    ranges = list(WORTHS.values())
    assert ranges == sorted(ranges)
    assert all(0 <= low <= high for low, high in ranges)
