"""Conditions of claims as they are read: what is understood, what is refused and where, whatever is thrown at them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.condition_types import checked
from detente.case.language.condition_tree import CONDITIONS, condition
from detente.case.language.grammar_kit import DEEPEST, LONGEST, MisreadError
from tests.claims.written_conditions import CASE, NAMES

PIECES = st.sampled_from(
    (
        *"()|,<>=+-*/%[].'\"!_ \n\t&^~{}@:;\\#$`?é\u200b",
        "and", "or", "not", "true", "game.won[ann]", "game.moves-left", "'positions/ann/peel/all'", "share(", "median(",
        "quantile(", "count(", "min(", "12", "1e9", "1e999", "0.5", "30%", "__import__('os')", "eval(", "lambda: 0",
        "exec", "a.b", "a.__class__", "1_000", "0x10", "inf", "nan", "**", "==", "!=", "<=",
    )
)  # fmt: skip


def test_what_binds_closer() -> None:
    found = condition("not a.b > 1 + 2 * 3 or c.d and e.f")
    assert found.does == "or"
    assert [part.does for part in found.parts] == ["not", "and"]
    compared = found.parts[0].parts[0]
    assert compared.does == "compare"
    assert compared.parts[1].signs == ("+",)
    assert compared.parts[1].parts[1].signs == ("*",)


def test_names_and_numbers() -> None:
    found = condition("stability.attainable-and-durable[a-b, c] - 2.5e1 % < 'positions/us/a-b/c' -1")
    left, right = found.parts
    assert left.parts[0].name == "stability.attainable-and-durable[a-b,c]"
    assert left.parts[1].number == pytest.approx(0.25)
    assert right.parts[0].name == "positions/us/a-b/c"


def test_what_is_given_stands_behind_a_stroke() -> None:
    found = condition("quantile(a.x, 10% | not b.y) >= 2").parts[0]
    assert [part.does for part in found.parts] == ["column", "number"]
    assert found.given is not None
    assert found.given.does == "not"
    assert found.end == len("quantile(a.x, 10% | not b.y)")


@pytest.mark.parametrize(
    ("text", "found", "nearest"),
    [
        ("a.b = 3", "'=' at column 5", "=="),
        ("a.b > 1 && c.d", "'&&' at column 9", "and"),
        ("a.b > 1\nor c.d || e.f", "'||' at line 2, column 8", "or"),
        ("a.b ** 9 > 1", "'*' at column 6", None),
        ("a.b >", "the end of it at column 6", None),
        ("", "the end of it at column 1", None),
        ("(a.b > 1", "the end of it at column 9", None),
        ("a.b > 1)", "')' at column 8", None),
        ("share a.b > 1", "'share' at column 1", None),
        ("a.b > 'c", '"\'" at column 7', None),
        ("a.b > 1e999", "the number '1e999' at column 7", None),
        ("a.b\x00 > 1", "'\\x00' at column 4", None),
    ],
)
def test_what_does_not_fit_is_found_where_it_stands(text: str, found: str, nearest: str | None) -> None:
    with pytest.raises(MisreadError) as caught:
        condition(text)
    assert (caught.value.found, caught.value.nearest) == (found, nearest)
    assert caught.value.expected


def test_what_could_stand_there_is_said() -> None:
    with pytest.raises(MisreadError) as caught:
        condition("share(a.b c.d)")
    assert caught.value.expected == (
        "one of a comparison (<, <=, >, >=, ==, !=), and, or, +, -, *, /, a comma, | and a condition, a closing bracket"
    )


@pytest.mark.parametrize(
    "text", ["not " * (DEEPEST + 1) + "a.b", "- " * 60 + "1 < a.b", "min(" * 60 + "a.b" + ")" * 60]
)
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(MisreadError, match="levels deep"):
        condition(text)


def test_long_texts_are_refused_before_they_are_read() -> None:
    with pytest.raises(MisreadError, match="2,001 characters"):
        condition("a" * (LONGEST + 1))
    assert len(condition(" or ".join(["a.b"] * 285)).parts) == 285


def test_the_grammar_is_one_that_takes_time_in_proportion() -> None:
    """LALR(1): conflicts are errors when the grammar is loaded, and nothing is tried twice."""
    parser = CONDITIONS._parser
    assert parser.options.parser == "lalr"
    assert parser.options.lexer == "contextual"


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join), st.text()))
def test_whatever_is_thrown_at_it_is_read_or_refused(text: str) -> None:
    try:
        found = condition(text)
        checked(text, NAMES, CASE)
    except MisreadError:
        return
    assert found.depth <= DEEPEST
