"""Verdicts against a second reading of the same conditions, by Python's own grammar and plain loops over worlds."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.condition_types import checked
from detente.case.language.condition_tree import condition
from detente.claims.evaluation import Evaluation
from detente.claims.possible_ranges import PossibleRange, possible_range
from detente.claims.verdicts import worldly
from tests.claims.written_conditions import CASE, NAMES, YES, conditions
from tests.oracles.claims import Judged

COLUMNS = (*YES, "game.moves[ann]", "game.moves[bea]", "game.moves-left")
MOST = 6  # worlds, and moves


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, list[Any]], list[int]]:
    """Draw a few worlds, and how much each counts."""
    size = draw(st.integers(1, MOST))
    some = {name: st.booleans() if name in YES else st.integers(0, MOST).map(float) for name in COLUMNS}
    values = {name.strip("'"): draw(st.lists(kind, min_size=size, max_size=size)) for name, kind in some.items()}
    weights = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size).filter(any))
    return values, weights


@settings(max_examples=80, deadline=None)
@given(st.booleans().flatmap(conditions), worlds())
def test_verdicts_are_those_of_plain_loops(text: str, drawn: tuple[dict[str, list[Any]], list[int]]) -> None:
    values, weights = drawn
    tree = condition(text)
    assert checked(text, NAMES, CASE) == ("world" if worldly(tree) else "all worlds")
    arrays = {name: np.array(column) for name, column in values.items()}
    found = Evaluation(arrays.__getitem__, np.array([weights], dtype=float)).of(tree)
    expected = Judged(values, weights).rows(text)
    assert np.broadcast_to(found, (1, len(weights)))[0].tolist() == expected, text


@settings(max_examples=30, deadline=None)
@given(conditions(True), worlds())
def test_rows_of_weights_are_judged_each_for_itself(text: str, drawn: tuple[dict[str, list[Any]], list[int]]) -> None:
    values, weights = drawn
    arrays = {name: np.array(column) for name, column in values.items()}
    rows = np.array([weights, np.roll(weights, 1), np.ones(len(weights))], dtype=float)
    found = Evaluation(arrays.__getitem__, rows).of(condition(text))
    each = [Evaluation(arrays.__getitem__, row[None]).of(condition(text)) for row in rows]
    assert np.broadcast_to(found, (3, 1))[:, 0].tolist() == [bool(np.ravel(one)[0]) for one in each]


@settings(max_examples=60, deadline=None)
@given(st.booleans().flatmap(conditions), worlds())
def test_what_ranges_decide_is_so_in_every_world(text: str, drawn: tuple[dict[str, list[Any]], list[int]]) -> None:
    values, weights = drawn
    tree = condition(text)
    ranges = {name: PossibleRange(float(min(column)), float(max(column))) for name, column in values.items()}
    decided = possible_range(tree, lambda node: ranges[node.name]).decided
    if decided is not None:
        assert set(Judged(values, weights).rows(text)) == {decided}
