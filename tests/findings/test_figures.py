"""What chapters hand on: columns, headlines, chart data and tables, as plain values."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from itertools import combinations

import numpy as np
import pytest

import detente.findings
from detente.findings import (
    Bar,
    Bars,
    Column,
    Dot,
    Dots,
    Headline,
    Line,
    Lines,
    Page,
    Plane,
    Section,
    Span,
    Spot,
    Table,
    Timeline,
    joined,
)
from detente.findings.columns import joined as joined_in_columns
from detente.findings.figures import Chart, Figure

BARS = Bars("t", "s", "a", (Bar("l", (("x", 0.5),), "n"),))
DOTS = Dots("t", "s", "a", (Dot("l", (("x", 0.5),)),))
PLANE = Plane("t", "s", "x", "y", (Spot("1", "k", 0.5, 0.25),))
LINES = Lines("t", "s", "x", "y", (Line("l", ((0.0, 0.5),)),))
TIMELINE = Timeline("t", "s", "a", (Span("l", "k", 0.0, 1.0),))
TABLE = Table("t", "s", ("h",), (("c",),))


def test_what_is_offered_is_there() -> None:
    assert sorted(detente.findings.__all__) == list(detente.findings.__all__)
    for name in detente.findings.__all__:
        assert hasattr(detente.findings, name)
    assert joined is joined_in_columns


@pytest.mark.parametrize(
    "made",
    [
        *(Bar("l", (), "n"), Dot("l", ()), Spot("", "k", 0, 0), Line("l", ()), Span("l", "k", 0, 1)),
        *(BARS, DOTS, PLANE, LINES, TIMELINE, TABLE, Section("c", "q", (), ())),
    ],
)
def test_figures_are_values(made: object) -> None:
    assert is_dataclass(made)
    assert hash(made) == hash(made)
    for field in fields(made):
        with pytest.raises(FrozenInstanceError):
            setattr(made, field.name, None)


def test_figures_that_say_the_same_are_the_same() -> None:
    assert Bars("t", "s", "a", (Bar("l", (("x", 0.5),), "n"),)) == BARS
    for one, other in combinations(
        [BARS, DOTS, PLANE, LINES, TIMELINE, TABLE, Bars("t", "s", "a", ()), Dots("t", "s", "a", ())], 2
    ):
        assert one != other


def test_a_figure_is_a_chart_or_a_table() -> None:
    assert all(isinstance(figure, Chart) for figure in (BARS, DOTS, PLANE, LINES, TIMELINE))
    assert all(isinstance(figure, Figure) for figure in (BARS, DOTS, PLANE, LINES, TIMELINE, TABLE))
    assert not isinstance(TABLE, Chart)
    assert not isinstance(Bar("l", (), "n"), Figure)


def test_the_rows_of_a_plane_are_its_spots() -> None:
    assert PLANE.rows == PLANE.spots
    assert (LINES.rows, TIMELINE.rows) == (LINES.lines, TIMELINE.spans)


@pytest.mark.parametrize(
    ("found", "drawn"), [((0.5, 0.25), (0.5, 0.25)), ((-9, 9), (-0.5, 1.25)), ((1.25, -0.5), (1.25, -0.5))]
)
def test_a_spot_far_out_is_drawn_at_the_edge(found: tuple[float, float], drawn: tuple[float, float]) -> None:
    assert Spot("", "k", *found).drawn == drawn


def test_a_page_holds_its_parts() -> None:
    names = {field.name for field in fields(Page)}
    assert {"answer", "table", "picture", "sections"} <= names


def test_a_headline_names_its_column_and_its_trace() -> None:
    headline = Headline("chapter.measure[x]", "it holds", frozenset({"reservation/a"}))
    column = Column("chapter.measure[x]", "bool", "yes or no", "it holds", np.array([True]))
    assert headline.name == column.name


def test_joined_puts_blocks_side_by_side() -> None:
    parts = [
        {"a": np.array([[1, 2], [3, 4]]), "b": np.array([1.5, 2.5])},
        {"b": np.array([3.5]), "a": np.array([[5], [6]])},
    ]
    found = joined(list(parts))
    assert found["a"].tolist() == [[1, 2, 5], [3, 4, 6]]
    assert found["b"].tolist() == [1.5, 2.5, 3.5]


def test_joined_keeps_the_kind_of_values() -> None:
    assert joined([{"a": np.array([True])}, {"a": np.array([False])}])["a"].dtype == bool


def test_joined_refuses_blocks_that_do_not_match() -> None:
    with pytest.raises(KeyError):
        joined([{"a": np.array([1])}, {"b": np.array([1])}])
    with pytest.raises(ValueError, match="dimension"):
        joined([{"a": np.array([1])}, {"a": np.array([[1]])}])
