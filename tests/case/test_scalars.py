from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.scalars import number, plain


@pytest.mark.parametrize(
    "text", ["no", "No", "yes", "on", "off", "y", "n", "nan", "inf", "1_000", "1:30", "0b1", "2021-08-31", "1e", "."]
)
def test_what_older_yaml_took_for_something_else_is_text(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("010", 10),
        ("+5", 5),
        ("-0", 0),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5E-1", -0.05),
        ("0" * 5000 + "7", 7),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_what_yaml_1_2_takes_for_something_else(text: str, value: object) -> None:
    found = plain(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text", [".nan", ".NaN", ".inf", "-.Inf", "+.INF", "1e999", "-1e16", "9" * 16, "9" * 100_000, "0x" + "F" * 40]
)
def test_numbers_that_no_case_needs(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        plain(text)


@given(st.floats(-1e15, 1e15))
def test_numbers_are_read_as_they_are_written(value: float) -> None:
    assert number(repr(value)) == value


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_stay_whole(value: int) -> None:
    found = number(str(value))
    assert found == value
    assert isinstance(found, int)


@given(st.text(max_size=8))
def test_any_text_is_something(text: str) -> None:
    try:
        value = plain(text)
    except ValueError:
        return
    assert not isinstance(value, float) or math.isfinite(value)
