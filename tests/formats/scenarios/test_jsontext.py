"""JSON text: the lines of its values, wherever line breaks stand, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.faults import CaseError, KeyPath
from detente.formats.json_text import JsonLines, parse_json

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(['"', "[{,:}]\n"])
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)


def laid_out(value: Any, place: KeyPath, lines: dict[KeyPath, int], text: list[str]) -> None:
    """Write JSON with a line for every name and item, and note on which line each stands."""
    if isinstance(value, dict | list) and value:
        is_list = isinstance(value, list)
        items: list[tuple[Any, Any]] = [*enumerate(value)] if isinstance(value, list) else [*value.items()]
        text.append("[" if is_list else "{")
        for number, (step, item) in enumerate(items):
            text.append(",\n" if number else "\n")
            lines[(*place, step)] = "".join(text).count("\n") + 1
            text.append("" if is_list else f"{json.dumps(step)} : ")
            laid_out(item, (*place, step), lines, text)
        text.append("]" if is_list else "}")
    else:
        text.append(json.dumps(value))


@given(VALUES)
def test_every_line_is_found(value: Any) -> None:
    expected: dict[KeyPath, int] = {}
    text: list[str] = []
    laid_out(value, (), expected, text)
    lines = JsonLines("".join(text))
    assert {place: lines.line(place) for place in expected} == expected
    assert not [*lines.again()]
    assert lines.line(()) == 1


def test_a_name_twice_is_a_fault_where_it_stands_again() -> None:
    source = parse_json('{"a": [{"b": 1,\n"b": 2}, 3],\n"a": 4}', "x.json")
    assert [str(fault) for fault in source.faults] == [
        "x.json:2: a → 1: found 'b' a second time; expected each name once",
        "x.json:3: found 'a' a second time; expected each name once",
    ]
    assert source.value == {"a": 4}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.json:1: found text that is not JSON (Expecting value); expected JSON"),
        ('{"a":\n}', "x.json:2: found text that is not JSON (Expecting value); expected JSON"),
        ("[" * 200_000, "x.json: found too many levels of nesting; expected fewer"),
        ("[" * 65 + "]" * 65, "x.json: found more than 64 levels of nesting; expected fewer"),
        ("9" * 5000, "x.json: found a number of thousands of digits; expected an ordinary number"),
    ],
)
def test_what_is_no_json_is_refused(text: str, said: str) -> None:
    with pytest.raises(CaseError) as refused:
        parse_json(text, "x.json")
    assert str(refused.value) == said
