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


PARTS = st.recursive(
    st.one_of(st.sampled_from(PARTIES), st.builds(lambda p: {"not_object": p}, st.sampled_from(PARTIES))),
    lambda inner: st.lists(inner, min_size=2, max_size=3, unique_by=repr).flatmap(
        lambda parts: st.sampled_from([{"all": parts}, {"any": parts}, {"at_least": 2, "of": parts}])
    ),
    max_leaves=8,
)


def in_text(form: Any) -> str:
    """Return a consent as text."""
    match form:
        case str():
            return form
        case {"not_object": party}:
            return f"not_object({party})"
        case {"all": parts}:
            return f"({' and '.join(map(in_text, parts))})"
        case {"any": parts}:
            return f"({' or '.join(map(in_text, parts))})"
        case {"at_least": k, "of": parts}:
            return f"at_least({k}, {', '.join(map(in_text, parts))})"
    raise ValueError(form)


@given(PARTS)
def test_a_consent_as_text_is_the_same_as_its_structure(form: Any) -> None:
    assert parse(in_text(form)) == parse(form)


@pytest.mark.parametrize(
    ("text", "found", "nearest"),
    [
        ("us nad uk", "'nad' at column 4", "and"),
        ("us && uk", "'&&' at column 4", "and"),
        ("at_least(3, us, uk)", "3 of 2", None),
        ("us and us", "'us' a second time", None),
        ("us and (uk", "the end of it at column 11", None),
        (f"{'(' * 50}us{')' * 50} and uk", "brackets 51 levels deep", None),
    ],
)
def test_what_is_wrong_with_a_text_is_said(text: str, found: str, nearest: str | None) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse(text)
    assert caught.value.context is not None
    assert (caught.value.context["found"], caught.value.context["nearest"]) == (found, nearest)
