"""Numbers as a person would say them: nothing is rounded to nothing, and nothing to everything."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.findings.words import count, listed, percent, points

HALVES = [0.005, 0.015, 0.025, 0.125, 0.495, 0.985, 0.994999, 0.995]


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def number(text: str) -> float:
    """Return the number that a text says."""
    found = re.fullmatch(r"([+−]?)(\d+) (?:%|percentage points?)", plain(text))
    assert found, text
    return (-1 if found[1] == "−" else 1) * float(found[2])


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 %"),
        (0.001, "under 1 %"),
        (0.01, "1 %"),
        (0.41, "41 %"),
        (0.999, "over 99 %"),
        (1, "100 %"),
        (0.5, "50 %"),
    ],
)
def test_percent(share: float, said: str) -> None:
    assert plain(percent(share)) == said


@given(st.floats(1e-11, 1 - 1e-11))
@example(0.005)
@example(0.994999999999)
@example(0.995)
@example(1e-11)
@example(1 - 1e-11)
def test_percent_never_rounds_to_nothing_or_everything(share: float) -> None:
    said = plain(percent(share))
    assert said not in {"0 %", "100 %"}
    if said[0].isdigit():
        assert abs(number(said) - 100 * share) <= 0.5 + 1e-9
    else:
        assert said in {"under 1 %", "over 99 %"}
        assert share < 0.01 or share > 0.99


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_is_never_said_to_be_smaller(one: float, other: float) -> None:
    def size(share: float) -> float:
        said = plain(percent(share))
        return {"under 1 %": 0.5, "over 99 %": 99.5}.get(said) or number(said)

    low, high = sorted((one, other))
    assert size(low) <= size(high)


def test_what_is_nothing_but_rounding_is_nothing() -> None:
    assert plain(percent(1e-17)) == "0 %"
    assert plain(percent(1 - 1e-16)) == "100 %"
    assert points(0.1 + 0.2 - 0.3) == "nothing"


@pytest.mark.parametrize("text", [percent(0.3), percent(0.001), percent(0.999), percent(0), percent(1)])
def test_a_percentage_is_not_broken_at_the_end_of_a_line(text: str) -> None:
    assert "\u00a0%" in text


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "nothing"),
        (0.123, "12 percentage points"),
        (-0.4, "−40 percentage points"),
        (0.01, "1 percentage point"),
        (-0.01, "−1 percentage point"),
        (0.001, "under 1 percentage point"),
        (1, "100 percentage points"),
    ],
)
def test_points(share: float, said: str) -> None:
    assert plain(points(share)) == said


@given(st.floats(-1, 1))
@example(0.005)
@example(-0.005)
@example(1e-9)
def test_points_never_say_zero_and_keep_the_sign(share: float) -> None:
    said = plain(points(share))
    assert "0 percentage point" not in re.sub(r"\d+0 percentage point", "", said)
    if said == "nothing":
        assert abs(share) < 1e-9
    elif "under" in said:
        assert abs(share) < 0.01
    else:
        assert number(said) * share > 0
        assert abs(number(said) - 100 * share) <= 0.5 + 1e-9


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a"] * 4, "a, a, a and a")],
)
def test_listed(items: list[str], said: str) -> None:
    assert listed(items) == said
    assert listed(iter(items)) == said


def test_listed_with_another_last_word() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@given(st.lists(st.text("xyz", min_size=1), min_size=1))
def test_listed_leaves_nothing_out(items: list[str]) -> None:
    assert re.split(", | and ", listed(items)) == items


@pytest.mark.parametrize(
    ("how_many", "said"),
    [(0, "0 worlds"), (1, "1 world"), (2, "2 worlds"), (25740, "25,740 worlds"), (10**6, "1,000,000 worlds")],
)
def test_count(how_many: int, said: str) -> None:
    assert count(how_many, "world") == said


def test_halves_are_said_somehow() -> None:
    for share in HALVES:
        assert plain(percent(share))
        assert plain(points(share))
