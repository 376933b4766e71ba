"""What a package is worth to one's own side, against every corner of the stated ranges; and statements with faults."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.web.talks_service.own_values import (
    OptionWorths,
    WorthRange,
    WorthsError,
    change_of,
    own_value,
    read_worths,
)
from tests.oracles import package_bounds as oracle

ISSUES = ("a", "b", "c")
OPTIONS = ("x", "y")
ENDS = st.integers(-8, 8).map(lambda n: n / 2)
PACKAGES = st.fixed_dictionaries({}, optional={issue: st.sampled_from(OPTIONS) for issue in ISSUES})
RANGES = st.fixed_dictionaries(
    {(issue, option): st.tuples(ENDS, ENDS).map(sorted).map(tuple) for issue in ISSUES for option in OPTIONS}
)


@given(RANGES, PACKAGES, PACKAGES)
def test_values_and_changes_are_those_of_the_oracle(
    worths: dict[tuple[str, str], tuple[float, float]], before: dict[str, str], after: dict[str, str]
) -> None:
    stated = OptionWorths({one: WorthRange(*ends) for one, ends in worths.items()}, None)
    found = own_value(after, stated, {})
    assert (found.worth.low, found.worth.high) == oracle.bounds(after, worths)
    changed = change_of(before, after, stated, {})
    assert (changed.worth.low, changed.worth.high) == oracle.change_bounds(before, after, worths)
    assert found.unstated == changed.unstated == ()


def test_an_option_without_a_worth_is_named() -> None:
    stated = read_worths("a/x: 1 to 2\n# a remark\n\nreservation: -1 to 0")
    found = own_value({"a": "x", "b": "y", "c": "x"}, stated, {"c": "x"})
    assert (found.worth.text, found.unstated, found.beside_failing) == ("1 to 2", ("b",), "")
    assert change_of({"b": "x"}, {"b": "y"}, stated, {}).unstated == ("b",)


@pytest.mark.parametrize(
    ("worth", "says"),
    [("1 to 2", "better"), ("-3 to -2", "worse"), ("-1 to 2", "better or worse"), ("-1.5", "worse")],
)
def test_it_is_compared_with_failing(worth: str, says: str) -> None:
    found = own_value({"a": "x"}, read_worths(f"a/x: {worth}\nreservation: -1 to 0"), {})
    assert found.beside_failing.startswith(f"{says} than no agreement")


@pytest.mark.parametrize(
    "line", ["a/x", "a/x: much", "a/x: 2 to 1", "a/x: 1 to nan", "a: 1", "A/x: 1", "a/x: 1 to inf"]
)
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(WorthsError, match=r"line 2: .*expected"):
        read_worths(f"a/y: 1\n{line}")
