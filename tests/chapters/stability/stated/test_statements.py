"""States and statements: every form, what is refused, and that they hold where they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from detente.chapters.stability.stated.state_numbers import StateNumbers, prioritised
from detente.chapters.stability.stated.statements import AnyStatement, parse
from detente.chapters.stability.stated.states import AnyStates, level_of
from detente.chapters.stability.stated.states import parse as states
from tests.chapters.stability.stated.stated import every, statements

OPTIONS = ["a", "b", "c", "d"]
GRID = StateNumbers(dict.fromkeys(OPTIONS, ("N", "Y")))


def naive(raw: Any, state: dict[str, str]) -> bool:
    """Say whether a statement holds in a state, from the words of the manual."""
    if isinstance(raw, str):
        return all(letter in {"-", state[o]} for o, letter in zip(OPTIONS, raw, strict=True))
    match raw:
        case {"all": parts}:
            return all(naive(part, state) for part in parts)
        case {"any": parts}:
            return any(naive(part, state) for part in parts)
        case {"not": part}:
            return not naive(part, state)
        case {"if": first, "then": second}:
            return naive(second, state) if naive(first, state) else True
        case {"iff": [first, second]}:
            return naive(first, state) == naive(second, state)
    return all(state[option] == ("NY"[level] if isinstance(level, int) else level) for option, level in raw.items())


@given(statements(OPTIONS))
def test_a_statement_holds_where_it_says(raw: Any) -> None:
    expected = [naive(raw, dict(zip(OPTIONS, state, strict=True))) for state in every(4)]
    assert GRID.holds(parse(raw)).tolist() == expected


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), max_size=150))
def test_the_first_statement_that_tells_states_apart_decides(masks: list[list[bool]]) -> None:
    values = np.broadcast_to(prioritised(np.array(mask) for mask in masks), (6,))
    rows = [tuple(mask[state] for mask in masks) for state in range(6)]
    for one, first in zip(values, rows, strict=True):
        for other, second in zip(values, rows, strict=True):
            assert (one > other, one == other) == (first > second, first == second)


def test_patterns_over_several_levels() -> None:
    grid = StateNumbers({"a": ("N", "Y"), "b": ("none", "some", "all")})
    assert grid.numbers(states("-1")).tolist() == [2, 3]
    assert grid.numbers(states({"b": "all"})).tolist() == [4, 5]
    assert grid.numbers(states({"b": 2, "a": "Y"})).tolist() == [5]
    assert grid.covers(states("Y-")) == 3
    assert grid.mask([states("Y0"), states("-2")]).tolist() == [False, True, False, False, True, True]
    assert level_of(("none", "some", "all"), "1") == 1
    assert level_of(("none", "some", "all"), "Y") is None


@pytest.mark.parametrize("raw", [120, "", "NXY", [], {}, {"a": True}, {"a": 1.5}, None, {"a": ["Y"]}])
def test_what_are_no_states(raw: object) -> None:
    with pytest.raises(ValidationError, match="expected a state such as NYN"):
        TypeAdapter(AnyStates).validate_python(raw)


@pytest.mark.parametrize(
    "raw", [[], {"all": []}, {"all": "NN"}, {"if": "NN"}, {"iff": ["NN"]}, {"not": []}, {"all": ["N"], "any": ["N"]}]
)
def test_what_are_no_statements(raw: object) -> None:
    with pytest.raises(ValidationError, match="expected"):
        TypeAdapter(AnyStatement).validate_python(raw)


def test_a_key_that_is_nearly_one() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(AnyStatement).validate_python({"an": ["NN"]})
    assert refused.value.errors()[0]["ctx"]["nearest"] == "any"


def in_text(raw: Any) -> str:
    """Return a statement as text."""
    match raw:
        case str():
            return raw
        case {"all": parts}:
            return f"({' and '.join(map(in_text, parts))})"
        case {"any": parts}:
            return f"({' or '.join(map(in_text, parts))})"
        case {"not": part}:
            return f"not ({in_text(part)})"
        case {"if": first, "then": second}:
            return f"(if ({in_text(first)}) then ({in_text(second)}))"
        case {"iff": [first, second]}:
            return f"(({in_text(first)}) iff ({in_text(second)}))"
    told = (f"{option} = {'NY'[level] if isinstance(level, int) else level}" for option, level in raw.items())
    return f"({' and '.join(told)})"


@given(statements(OPTIONS))
def test_a_statement_as_text_holds_where_its_structure_does(raw: Any) -> None:
    assert GRID.holds(parse(f"({in_text(raw)})")).tolist() == GRID.holds(parse(raw)).tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [("if a", "the end of it at column 5"), ("a nor b", "'nor' at column 3"), ("a = ", "the end of it")],
)
def test_what_is_wrong_with_a_text_is_said(text: str, found: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(AnyStatement).validate_python(text)
    assert found in refused.value.errors()[0]["ctx"]["found"]
