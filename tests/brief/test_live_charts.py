"""Charts that answer: their marks say the numbers of their tables, and no text of a case is ever an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from detente.brief.chart_numbers import numbers
from detente.brief.compose import compose
from detente.brief.drawings import charts
from detente.brief.live_charts import LINKED, NARROW, WIDE, live
from detente.brief.screen_colours import OF_CHARTS
from detente.findings import Bar, Bars, Chart, Dot, Dots, Line, Lines, Matrix, Plane, Relief, Span, Spot, Timeline
from detente.findings.words import unbroken
from tests.sharing import found_in

HOSTILE = '\'+datum.told+alert(1)+"]); {"signal": "warn(1)"} \u2028 </script>'
EXPRESSIONS = {"expr", "signal", "test", "labelExpr", "calculate", "filter", "update", "param"}
TEXTS = {"values", "title", "domain"}  # keys below which a text of a case may stand: data, titles, and names of series


def figures() -> list[Chart]:
    """All charts of the brief of korea-2021."""
    brief = compose(found_in("korea-2021"), "korea-2021")
    return charts([brief.one.picture, *brief.figures])


def told(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """What the marks of a chart say, those of which are told of when somebody points at them."""
    speaking = [layer for layer in spec["layer"] if "tooltip" in layer["encoding"]]
    return [value for layer in speaking for value in layer["data"]["values"]]


def digits(text: str) -> set[str]:
    """The numbers of a text."""
    return set(re.findall(r"\d[\d.,]*", text))


def test_every_mark_says_numbers_of_the_table() -> None:
    kinds = set()
    for figure in figures():
        spec = live(figure, WIDE)
        known = digits(" ".join(cell for row in (numbers(figure).head, *numbers(figure).rows) for cell in row))
        words = digits(" ".join(value["told"] for value in told(spec)))
        assert told(spec), figure.title
        if not isinstance(figure, Relief):  # whose table has every third of its numbers
            assert words - known - digits("90 % interval") == set(), figure.title
        kinds.add(type(figure))
    assert len(kinds) >= 7


def test_every_row_of_a_table_of_shares_is_said_by_some_mark() -> None:
    for figure in figures():
        if isinstance(figure, Bars | Dots):
            said = " ".join(value["told"] for value in told(live(figure, NARROW)))
            for label, *cells in numbers(figure).rows:
                assert unbroken(label) in said, figure.title
                shares = [cell for cell in cells if re.fullmatch(r"[1-9][\d.]*\s%", cell)]
                assert all(share in said for share in shares), figure.title


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_colours_are_names_of_properties_and_every_name_is_known(width: int) -> None:
    lights = {light for light, _ in OF_CHARTS.values()}
    for figure in figures():
        for key, value in strings(live(figure, width)):
            assert value not in lights, (figure.title, key)
            assert not value.startswith("--") or value[2:] in OF_CHARTS


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a specification, with the key that it stands below."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from strings(one, key if key in TEXTS else name)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one, key)


def hostile() -> tuple[Chart, ...]:
    """Charts in which every text is an attempt to be run."""
    x = HOSTILE
    spots = tuple(Spot(x, f"{x}{n % 2}", n / 20, n / 20) for n in range(20))
    points = tuple((float(n), n / 20) for n in range(20))
    curves = (Line(x, points), Line(f"{x}2", points))
    spans = (Span(x, x, 0.0, 1.0, x), Span(f"{x}2", f"{x}2", 0.0, 2.0, x))
    return (
        Bars(x, x, x, (Bar(x, ((x, 0.5), (f"{x}2", 0.2)), x, (0.1, 0.4)),)),
        Dots(x, x, x, (Dot(x, ((x, 0.5), (f"{x}2", 0.2))),)),
        Plane(x, x, x, x, spots),
        Lines(x, x, x, x, curves, ((0.0, x),), (0.0,), ((1.0, x),), ranges=((1.0, 0.1, 0.2, x),)),
        Timeline(x, x, x, spans, ((0.0, x),), (0.0,), ((1.0, x),), x),
    )  # fmt: skip


def test_no_text_of_a_case_is_an_expression() -> None:
    for figure in hostile():
        for key, value in strings(live(figure, WIDE)):
            if "alert" in value and key not in TEXTS:
                assert key == "labelExpr", (figure.title, key, value)  # a table of labels, written as JSON
                assert "\\u2028" in value
            if key in EXPRESSIONS - {"labelExpr"}:
                assert value in {LINKED, "kept", "framed", "datum.at", "datum.dx", "datum.dy"}, (key, value)


def test_points_can_be_framed_where_there_are_many() -> None:
    many = next(figure for figure in hostile() if isinstance(figure, Plane))
    named = [param["name"] for layer in live(many, WIDE)["layer"] for param in layer.get("params", ())]
    assert named == ["kept", "framed"]
    assert not [layer for layer in live(many, NARROW)["layer"] if "framed" in str(layer.get("params"))]
    few = Plane("t", "s.", "a", "b", many.spots[:5])
    assert "framed" not in str(live(few, WIDE))


def test_a_matrix_says_the_step_in_words() -> None:
    matrix = next(figure for figure in figures() if isinstance(figure, Matrix))
    said = [value["told"] for value in told(live(matrix, WIDE))]
    assert all(any(cell.words in one for one in said) for row in matrix.rows for cell in row.cells)
