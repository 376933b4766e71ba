"""Documents as JSON: every number as it is, and none that JSON does not know."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.base import Frozen
from detente.cli.output import as_json

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Inner(Frozen):
    """A part."""

    value: float


class Document(Frozen):
    """A document with anything in it."""

    anything: dict[str, Any]


@given(st.dictionaries(st.text(), PLAIN), st.sampled_from(("utf-8", "ascii")))
def test_what_is_read_is_what_was_written(said: dict[str, Any], encoding: str) -> None:
    text = as_json(Document(anything=said), encoding)
    assert json.loads(text.encode(encoding)) == {"anything": said}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_json_does_not_know_is_refused_wherever_it_stands(number: float) -> None:
    for said in (number, [1.0, number], {"x": number}, Inner(value=number), [[number, "x"]]):
        with pytest.raises(ValueError, match="expected a number that JSON knows"):
            as_json(Document(anything={"first": 1, "it": said, "last": "NaN"}))
    assert as_json(Document(anything={"it": "NaN", "that": ["Infinity,", ": NaN"]}))
