"""Files change where something else is wanted, and nowhere else."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.bundled import CASES, bundled
from detente.case.yaml_edits import rewritten
from detente.case.yaml_tree import parsed

TEXT = """\
# A case, with remarks
title: "Two: sisters"   # quoted
summary: >-
  Folded over
  two lines.

# Values
positions:
  ann: {flesh: {ann: [3, 5], bea: [-5, -3]}}  # hers
  bea:
    flesh:
      ann: {low: 1, high: 2, why: a guess}   # his
      bea:
        low: 3   # at least
        high: 4
    empty:
list:
  - one
  - {two: 2}
none: {}

# The end
"""
PLAIN = st.one_of(st.integers(-9, 9), st.text("ab :#'\"-é,]}", max_size=6), st.booleans(), st.none())
NESTED = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text("abz-", min_size=1, max_size=3), inner, max_size=2)
    ),
    max_leaves=5,
)


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place of a plain value, the whole aside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for step, item in inner for found in ((*place, step), *places(item, (*place, step)))]


@given(st.data())
def test_what_is_wanted_is_what_is_read(data: st.DataObject) -> None:
    known = parsed(TEXT, "x.yaml").value
    wanted = copy.deepcopy(known)
    *around, last = data.draw(st.sampled_from(places(known)))
    inner = wanted
    for step in around:
        inner = inner[step]
    inner[last] = data.draw(NESTED)
    if isinstance(inner, dict):
        inner[data.draw(st.sampled_from(["new", "no", "1"]))] = data.draw(NESTED)
    changed = rewritten(TEXT, wanted, "x.yaml")
    assert parsed(changed, "x.yaml").value == wanted
    assert "# A case, with remarks\n" in changed
    assert changed.endswith("\n# The end\n")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_nothing_else_is_touched(line_end: str) -> None:
    text = TEXT.replace("\n", line_end)
    wanted = parsed(text, "x.yaml").value
    wanted["positions"]["bea"]["flesh"]["bea"]["low"] = 3.5
    wanted["positions"]["bea"]["flesh"]["ann"]["why"] = "a guess: mine"
    wanted["positions"]["ann"]["flesh"]["cee"] = {"low": 0, "high": 1}
    wanted["experts"] = {"navy": "The navy"}
    expected = (
        TEXT.replace("low: 3 ", "low: 3.5 ")
        .replace("why: a guess", 'why: "a guess: mine"')
        .replace("bea: [-5, -3]", "bea: [-5, -3], cee: {low: 0, high: 1}")
        .replace("none: {}\n", "none: {}\nexperts: {navy: The navy}\n")
    )
    assert rewritten(text, wanted, "x.yaml") == expected.replace("\n", line_end)


@pytest.mark.parametrize("name", [*bundled()][:4])
def test_what_is_said_already_costs_no_byte(name: str) -> None:
    text = (CASES / name / "case.yaml").read_text(encoding="utf-8")
    known = parsed(text, "case.yaml").value
    assert rewritten(text, known, "case.yaml") == text
    wanted = copy.deepcopy(known)
    wanted["title"] = "Another: title"
    assert rewritten(text, wanted, "case.yaml").splitlines()[-3:] == text.splitlines()[-3:]
