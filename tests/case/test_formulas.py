from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from detente.case.formulas import Formula, parse

PARTIES = [f"p{n}" for n in range(9)]


def test_each_form() -> None:
    assert parse("us") == parse({"accept": "us"}) == Formula(party="us")
    assert parse({"not_object": "us"}) == Formula(party="us", abstains=True)
    parts = (Formula(party="us"), Formula(party="uk"))
    assert parse({"all": ["us", "uk"]}) == Formula(k=2, parts=parts)
    assert parse({"any": ["us", "uk"]}) == Formula(k=1, parts=parts)
    assert parse({"at_least": 2, "of": ["us", "uk"]}) == Formula(k=2, parts=parts)
    assert parse(parse("us")) == parse("us")


@given(st.lists(st.sampled_from(PARTIES), min_size=1, unique=True))
def test_all_and_any_are_the_ends_of_at_least(parties: list[str]) -> None:
    assert parse({"all": parties}) == parse({"at_least": len(parties), "of": parties})
    assert parse({"any": parties}) == parse({"at_least": 1, "of": parties})
    assert [leaf.party for leaf in parse({"any": parties}).leaves()] == parties


def test_leaves_of_nested_formulas() -> None:
    formula = parse({"all": ["us", {"any": ["uk", {"not_object": "france"}]}]})
    assert [(leaf.party, leaf.abstains) for leaf in formula.leaves()] == [
        ("us", False),
        ("uk", False),
        ("france", True),
    ]


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        (5, ()),
        (None, ()),
        ({}, ()),
        ({"accept": ["us"]}, ()),
        ({"accept": "us", "not_object": "uk"}, ()),
        ({"all": "us"}, ()),
        ({"at_least": 1}, ()),
        ({"al": ["us"]}, ("al",)),
        ({"all": []}, ("all",)),
        ({"any": []}, ("any",)),
        ({"at_least": True, "of": ["us"]}, ("at_least",)),
        ({"at_least": 2, "of": ["us"]}, ("at_least",)),
        ({"at_least": 0, "of": []}, ("at_least",)),
        ({"all": ["us", {"any": ["uk", 5]}]}, ("all", 1, "any", 1)),
        ({"at_least": 2, "of": ["us", "uk", {"accept": "us"}]}, ("of", 2)),
    ],
)
def test_what_is_refused_and_where(raw: Any, at: tuple[str | int, ...]) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse(raw)
    assert refused.value.context is not None
    assert refused.value.context["at"] == at
