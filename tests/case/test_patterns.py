from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from detente.case.patterns import Which, parse

LADDER = ("held", "reduced", "suspended", "ended")


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("ended", {"ended"}),
        (["held", "ended"], {"held", "ended"}),
        ({"at_least": "suspended"}, {"suspended", "ended"}),
        ({"at_most": "reduced"}, {"held", "reduced"}),
        ({"at_least": "held"}, set(LADDER)),
        ({"at_most": "held"}, {"held"}),
    ],
)
def test_each_form(raw: Any, meant: set[str]) -> None:
    which = parse(raw)
    assert which.of(LADDER) == meant
    assert set(which.named) <= set(LADDER)
    assert parse(which) is which


@given(st.sampled_from(LADDER))
def test_at_least_and_at_most_share_one_option_and_leave_none_out(option: str) -> None:
    above, below = Which(at_least=option).of(LADDER), Which(at_most=option).of(LADDER)
    assert above & below == {option}
    assert above | below == set(LADDER)


@pytest.mark.parametrize(
    "raw", [None, 5, True, [], [1], ["a", None], {}, {"at_least": 1}, {"at_least": "a", "at_most": "b"}]
)
def test_what_is_refused(raw: Any) -> None:
    with pytest.raises(PydanticCustomError, match="expected an option"):
        parse(raw)


def test_nearest_key() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse({"at_lest": "a"})
    assert refused.value.context is not None
    assert refused.value.context["nearest"] == "at_least"
