"""Charts: the numbers in them are the numbers found, there are few enough marks, and both widths show the same."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.chart_numbers import numbers
from detente.brief.charts import NARROW, WIDE, spec, svg
from detente.brief.drawings import draw
from detente.brief.html import kind
from detente.brief.palette import INK
from detente.brief.tree import listing
from detente.brief.turning import foremost, swings
from detente.findings import (
    Bar,
    Bars,
    Cell,
    Chart,
    Dot,
    Dots,
    Line,
    Lines,
    Matrix,
    MatrixRow,
    Plane,
    Relief,
    Section,
    Span,
    Spot,
    Swing,
    Swings,
    Table,
    Timeline,
    Web,
)
from tests.brief.conftest import Made
from tests.brief.page import drawing

MOST = 300
BARS = Bars(
    "Title",
    "A sentence.",
    "share of worlds",
    (Bar("first", (("points", 0.25), ("red lines", 0.5)), "75 points"), Bar("second", (("points", 0.1),), "10 points")),
)
DOTS = Dots(
    "Title",
    "A sentence.",
    "share",
    (Dot("first", (("attainable", 0.75), ("gain", 0.0))), Dot("second", (("attainable", 1.0), ("gain", 0.25)))),
)
PLANE = Plane(
    "Title",
    "A sentence.",
    "gain of A",
    "gain of B",
    (
        Spot("", "good", 0.5, 0.25),
        Spot("1", "good", 0.2, 0.9),
        Spot("2", "good", 0.21, 0.88),
        Spot("3", "bad", -7.0, 3.0),
        Spot("4", "bad", -9.0, 1.5),
    ),
)

LINES = Lines(
    "Title",
    "A sentence.",
    "2021",
    "belief",
    (Line("first", ((0.0, 0.25), (1.0, 0.5))), Line("second", ((0.0, 0.75), (1.0, 0.5), (2.0, 0.1)))),
    places=((0.0, "January"), (1.0, "April"), (2.0, "May “it’s”")),
    ticks=(0.0, 2.0),
    marks=((1.0, "1"),),
)
TIMELINE = Timeline(
    "Title",
    "A sentence.",
    "months",
    (Span("letters", "A", 0.0, 2.0, "sent"), Span("letters", "B", 2.0, 3.0), Span("pause", "A", 3.0, 6.5)),
    places=((0.0, "September"),),
    ticks=(0.0, 6.0),
    marks=((3.0, "round 1"),),
)
SWINGS = Swings(
    "Title",
    "A sentence.",
    "share of worlds",
    0.4,
    ("lowest", "highest"),
    (Swing("one", 0.1, 0.7, "10 % to 70 %"), Swing("other", 0.6, 0.45, "60 % to 45 %")),
)
MATRIX = Matrix(
    "Title",
    "A sentence.",
    ("Recommended", "Safer"),
    (
        MatrixRow("Tests", (Cell(2, 3, "Moratorium", False), Cell(1, 3, "Pause", True))),
        MatrixRow("Offices", (Cell(0, 1, "None", False), Cell(0, 1, "None", False))),
    ),
)


def marks(figure: Chart, width: int) -> list[dict[str, Any]]:
    """Return every mark of a chart, as its data, without the places it takes so as not to cover others."""
    found = [value for layer in spec(figure, width)["layer"] for value in layer["data"]["values"]]
    placed = (
        {"at", "drawn", "middle"}
        if isinstance(figure, Lines)
        else {"at"}
        if isinstance(figure, Timeline)
        else {"y", "down", "head"}
        if isinstance(figure, Matrix)
        else set()
    )
    return [
        {"label": value.get("label", value.get("name"))}
        if "lines" in value
        else {k: v for k, v in value.items() if k not in placed}
        for value in found
    ]


def layer(figure: Chart, mark: str, key: str) -> list[dict[str, Any]]:
    """Return the data of the layer of this mark that has this key."""
    (found,) = (
        one["data"]["values"]
        for one in spec(figure, WIDE)["layer"]
        if one["mark"]["type"] == mark and all(key in value for value in one["data"]["values"])
    )
    values: list[dict[str, Any]] = found
    return values


def test_every_chart_says_what_it_shows(made: Made) -> None:
    for figure in made.figures:
        assert figure.title.strip()
        assert figure.says.strip().endswith("."), figure
        if isinstance(figure, Plane | Lines | Relief):
            assert figure.across.strip()
            assert figure.up.strip()
        elif not isinstance(figure, Table | Matrix | Web):
            assert figure.axis.strip()


def test_a_chart_has_few_marks(made: Made) -> None:
    for chart in made.charts:
        for width in (WIDE, NARROW):
            assert 0 < len(marks(chart, width)) <= MOST, chart.title


def test_both_widths_show_the_same_marks(made: Made) -> None:
    for chart in made.charts:
        assert marks(chart, WIDE) == marks(chart, NARROW)
        assert spec(chart, NARROW)["width"] < spec(chart, WIDE)["width"]


def test_shares_are_shares(made: Made) -> None:
    for chart in made.charts:
        if isinstance(chart, Timeline | Matrix | Web | Relief) or (isinstance(chart, Lines) and not chart.shares):
            continue
        for row in numbers_of(chart):
            least, most = (-0.5, 1.25) if isinstance(chart, Plane) else (0, 1 + 1e-9)
            assert all(least <= value <= most for value in row), chart.title


def test_what_stands_on_an_axis_of_words_has_words(made: Made) -> None:
    for chart in made.charts:
        if isinstance(chart, Lines) and chart.places:
            places = [x for line in chart.lines for x, _ in line.at] + [x for x, *_ in chart.ranges]
            assert set(places) <= set(dict(chart.places)), chart.title


PICTURED = re.compile(
    r"\b(dashed|dotted|[Tt]hin lines?|[Uu]pright|[Ee]ach bar|at the edge|at the top|[Ff]urther right|darker|thick|"
    r"colour|drawn|Numbered|(?<!Red )lines:)|\((left|right|1)\)"
)


def test_a_table_that_stands_for_a_chart_speaks_of_no_picture(made: Made) -> None:
    """“The dashed line. Each bar ends …” stood above a table of two rows, since one bar alone is not drawn."""
    alone = swings(made.outcomes.case, foremost(made.outcomes))
    assert PICTURED.search(alone.says)
    for chart in (alone, *made.charts):
        says = numbers(chart).says
        assert says.endswith(".")
        assert not PICTURED.search(says), chart.title
        assert bool(PICTURED.search(chart.says)) is bool(chart.as_table), chart.title


def test_one_bar_is_told_as_a_table_by_every_form(made: Made) -> None:
    whole = swings(made.outcomes.case, foremost(made.outcomes))
    one = replace(whole, swings=SWINGS.swings[:1])
    (heading,) = listing([Section("own", "Why?", ("So.",), (one,))])
    (table,) = heading.figures
    assert isinstance(table, Table)
    assert not PICTURED.search(table.says)


def numbers_of(chart: Chart) -> list[list[float]]:
    """Return the numbers of a chart row by row, as they were found, or at the edge of a plane."""
    if isinstance(chart, Plane):
        return [[min(max(value, -0.5), 1.25) for value in (spot.x, spot.y)] for spot in chart.spots]
    if isinstance(chart, Timeline):
        return [[span.start, span.end] for span in chart.spans]
    if isinstance(chart, Lines):
        return [[y for _, y in line.at] for line in chart.lines]
    if isinstance(chart, Swings):
        return [[swing.low, swing.high] for swing in chart.swings]
    if isinstance(chart, Relief):
        return [list(row) for row in chart.rows]
    if isinstance(chart, Web):
        return [[float(end) for end in wire.ends] for wire in chart.wires]
    if isinstance(chart, Matrix):
        return [[float(cell.step) for cell in row.cells] for row in chart.rows]
    pairs = [b.parts for b in chart.bars] if isinstance(chart, Bars) else [d.at for d in chart.rows]
    return [[value for _, value in row] for row in pairs]


def check_wires(chart: Web, drawn: list[dict[str, Any]]) -> None:
    """Compare lines as they are drawn, one for all of a kind between two points, with those of the chart."""
    kinds: dict[tuple[int, ...], list[str]] = {}
    for wire in chart.wires:
        kinds.setdefault(tuple(sorted(wire.ends)), []).append(wire.series)
    expected = [(ends, series) for ends, of_pair in kinds.items() for series in dict.fromkeys(of_pair)]
    assert [v["series"] for v in drawn] == [series for _, series in expected]
    for v, (ends, _) in zip(drawn, expected, strict=True):
        one, other = (chart.knots[end] for end in ends)
        near = 0.0 if len({*kinds[ends]}) == 1 else 0.5  # several kinds stand side by side
        assert (v["x"], v["y"], v["to"], v["down"]) == pytest.approx((one.x, one.y, other.x, other.y), abs=near)


def test_the_numbers_in_the_drawing_are_those_found(made: Made) -> None:
    for chart in made.charts:
        if isinstance(chart, Bars):
            drawn = layer(chart, "rule", "series")
            assert [v["to"] - v["from"] for v in drawn] == pytest.approx([x for row in numbers_of(chart) for x in row])
            assert [v["note"] for v in layer(chart, "text", "note")] == [bar.note for bar in chart.bars]
            labels = [bar.label for bar in chart.bars]
        elif isinstance(chart, Plane):
            drawn = layer(chart, "point", "series")
            assert [[v["x"], v["y"]] for v in drawn] == numbers_of(chart)
            assert [(v["label"], v["series"]) for v in drawn] == [(s.label, s.series) for s in chart.spots]
            shown = [mark for v in layer(chart, "text", "label") for mark in v["label"].split(", ")]
            assert sorted(shown) == sorted(spot.label for spot in chart.spots if spot.label)
            continue
        elif isinstance(chart, Lines):
            drawn = layer(chart, "line", "series")
            points = [(line.label, x, y) for line in chart.lines for x, y in line.at]
            assert [(v["series"], v["x"], v["y"]) for v in drawn] == points
            continue
        elif isinstance(chart, Relief):
            told = [value for row in chart.values for value in row]
            assert [v["value"] for v in layer(chart, "rect", "value")] == told
            continue
        elif isinstance(chart, Web):
            drawn = layer(chart, "rule", "series")
            check_wires(chart, drawn)
            assert sorted(knot_names(chart)) == sorted(knot.label for knot in chart.knots)
            continue
        elif isinstance(chart, Swings):
            drawn = layer(chart, "rule", "series")
            assert [[v["from"], v["to"]] for v in drawn] == [
                [chart.middle, end] for swing in chart.swings for end in (swing.high, swing.low)
            ]
            labels = [swing.label for swing in chart.swings]
        elif isinstance(chart, Matrix):
            assert len(layer(chart, "rect", "fill")) == sum(len(row.cells) for row in chart.rows)
            said = [v["step"] for v in layer(chart, "text", "step")]
            cells = [cell for row in chart.rows for cell in row.cells]
            assert said == [f"{c.step} of {c.steps}" if c.step else "as now" for c in cells]
            labels = [row.label for row in chart.rows]
        elif isinstance(chart, Timeline):
            assert [[v["x"], v["to"]] for v in layer(chart, "rule", "series")] == numbers_of(chart)
            labels = list(dict.fromkeys(span.label for span in chart.spans))
        else:
            assert [v["at"] for v in layer(chart, "point", "at")] == [x for row in numbers_of(chart) for x in row]
            labels = [row.label for row in chart.rows]
        assert [v["label"] for v in layer(chart, "text", "label")] == labels


def knot_names(figure: Web) -> list[str]:
    """Return the names of the points of a network, as they are drawn in ink, those above points and those below."""
    named = [one for one in spec(figure, WIDE)["layer"] if one["encoding"].get("text") == {"field": "lines"}]
    inked = [one["data"]["values"] for one in named if one["mark"]["color"] == INK]
    return [" ".join(value["lines"]) for values in inked for value in values]


def test_parts_of_a_bar_follow_each_other() -> None:
    assert [(v["series"], v["from"], v["to"]) for v in layer(BARS, "rule", "series")] == [
        ("points", 0.0, 0.25),
        ("red lines", 0.25, 0.75),
        ("points", 0.0, 0.1),
    ]
    assert [v["at"] for v in layer(BARS, "text", "note")] == [0.75, 0.1]


def test_a_row_of_dots_is_joined_by_a_line() -> None:
    assert [(v["from"], v["to"]) for v in layer(DOTS, "rule", "from")] == [(0.0, 0.75), (0.25, 1.0)]


def test_series_differ_in_colour_and_dots_in_shape_too() -> None:
    scales = [
        one["encoding"][c]["scale"]
        for one in spec(DOTS, WIDE)["layer"]
        for c in ("color", "shape")
        if c in one["encoding"]
    ]
    assert [scale["domain"] for scale in scales] == [["attainable", "gain"]] * 2
    assert all(len(set(scale["range"])) == 2 for scale in scales)


def test_one_series_needs_no_legend() -> None:
    alone = replace(BARS, bars=(BARS.bars[1],))
    (colour,) = (one["encoding"]["color"] for one in spec(alone, WIDE)["layer"] if "color" in one["encoding"])
    assert colour["legend"] is None


def test_the_axis_reaches_to_the_end_of_the_longest_bar_and_never_beyond_all_worlds() -> None:
    for figure in (BARS, replace(BARS, bars=(Bar("all", (("points", 1.0),), "100 points"),))):
        for one in spec(figure, WIDE)["layer"][:2]:
            assert max(map(sum, numbers_of(figure))) <= one["encoding"]["x"]["scale"]["domain"][1] <= 1


def test_points_far_out_stand_at_the_edge_and_share_a_label() -> None:
    drawn = layer(PLANE, "point", "series")
    assert [(v["x"], v["y"]) for v in drawn[3:]] == [(-0.5, 1.25)] * 2
    assert [v["label"] for v in layer(PLANE, "text", "label")] == ["1", "2", "3, 4"]
    for one in spec(PLANE, WIDE)["layer"]:
        for axis in ("x", "y"):
            low, high = one["encoding"][axis]["scale"]["domain"]
            assert low < -0.5
            assert high > 1.25


def test_labels_of_a_plane_do_not_cover_each_other() -> None:
    crowd = tuple(Spot(str(n), "good", 0.5 + 0.04 * (n % 3), 0.5 + 0.04 * (n // 3)) for n in range(1, 7))
    root = ET.fromstring(svg(replace(PLANE, spots=crowd), NARROW))
    places = {}
    for element in root.iter():
        for text in element if element.attrib.get("class", "").startswith("mark-text role-mark") else ():
            x, y = re.findall(r"translate\(([-\d.]+),([-\d.]+)\)", text.attrib["transform"])[0]
            places["".join(text.itertext())] = float(x), float(y)
    assert sorted(places) == [str(n) for n in range(1, 7)]
    for one, other in combinations(places.values(), 2):
        assert abs(one[0] - other[0]) >= 7 or abs(one[1] - other[1]) >= 12, places


def test_a_plane_is_drawn_wide_and_narrow() -> None:
    for width in (WIDE, NARROW):
        root = ET.fromstring(svg(PLANE, width))
        assert width - 40 <= float(root.attrib["width"]) <= width + 40
        texts = {"".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")}
        assert {"gain of A", "gain of B", "good", "bad", "1", "2", "3, 4"} <= texts
    assert marks(PLANE, WIDE) == marks(PLANE, NARROW)
    assert drawing(draw(PLANE).narrow) == svg(PLANE, NARROW)


def test_the_numbers_of_a_plane_as_a_table() -> None:
    table = numbers(PLANE)
    assert table.head == ("Kind", "No.", "gain of A", "gain of B")
    assert len(table.rows) == len(PLANE.spots)
    assert [row[1] for row in table.rows] == ["–", "1", "2", "3", "4"]
    assert table.rows[3][2].replace("\u00a0", " ") == "−700 %"


@pytest.mark.parametrize("figure", [BARS, DOTS], ids=["bars", "dots"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_it_is_drawn_about_as_wide_as_asked(figure: Chart, width: int) -> None:
    root = ET.fromstring(svg(figure, width))
    assert width - 40 <= float(root.attrib["width"]) <= width + 40
    texts = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")]
    assert {"first", "second"} <= set(texts)
    assert "share of worlds" in texts or "share" in texts


def test_every_mark_is_drawn() -> None:
    root = ET.fromstring(svg(DOTS, WIDE))
    (symbols,) = (e for e in root.iter() if e.attrib.get("class") == "mark-point role-mark")
    assert len(symbols) == 4


def test_drawing_twice_gives_the_same() -> None:
    assert draw(DOTS) == draw(DOTS)
    assert drawing(draw(DOTS).wide) == svg(DOTS, WIDE)


def test_long_names_do_not_widen_a_drawing() -> None:
    long = replace(DOTS, rows=(Dot("A very long name of a package " * 6, (("attainable", 0.5),)),))
    for width in (WIDE, NARROW):
        assert float(ET.fromstring(svg(long, width)).attrib["width"]) <= width + 40


def test_nothing_to_draw_is_still_a_drawing() -> None:
    for empty in (
        replace(BARS, bars=()),
        replace(DOTS, rows=()),
        replace(DOTS, rows=(Dot("none", ()),)),
        replace(PLANE, spots=()),
    ):
        ET.fromstring(svg(empty, WIDE))


shares = st.floats(0, 1)
series = st.sampled_from(["a", "b", "c", "d", "e", "f", "g"])


@given(st.lists(st.tuples(st.text(max_size=20), st.dictionaries(series, shares, max_size=7)), max_size=8))
def test_any_chart_data_become_a_specification(rows: list[tuple[str, dict[str, float]]]) -> None:
    bars = Bars("t", "s.", "x", tuple(Bar(label, tuple(at.items()), "n") for label, at in rows))
    dots = Dots("t", "s.", "x", tuple(Dot(label, tuple(at.items())) for label, at in rows))
    for figure in (bars, dots):
        made = spec(figure, WIDE)
        assert [v["label"] for v in made["layer"][-1]["data"]["values"]] == [label for label, _ in rows]
        assert made["height"] == 40 * max(1, len(rows))
    assert len(numbers(dots).rows) == len(rows)


def test_the_numbers_as_a_table() -> None:
    assert kind(DOTS) == "chart"
    table = numbers(BARS)
    assert kind(table) == "table"
    assert table.head == ("", "points", "red lines")
    assert [tuple(cell.replace("\u00a0", " ") for cell in row) for row in table.rows] == [
        ("first", "25 %", "50 %"),
        ("second", "10 %", "0 %"),
    ]


def test_a_dot_that_is_not_there_is_not_a_zero() -> None:
    """A part that a bar lacks adds nothing; a dot that a row lacks is unknown, and its cell says so."""
    table = numbers(replace(DOTS, rows=(DOTS.rows[0], Dot("second", (("attainable", 1.0),)))))
    assert table.rows[1][2] != table.rows[0][2]


def test_curves_differ_in_colour_and_in_dash() -> None:
    many = replace(LINES, lines=tuple(Line(f"line {n}", ((0.0, 0.1), (1.0, n / 12))) for n in range(12)))
    (drawn,) = (one for one in spec(many, WIDE)["layer"] if one["mark"]["type"] == "line")
    names = next(one for one in spec(many, WIDE)["layer"] if "lines" in one["data"]["values"][0])
    assert [v["name"] for v in names["data"]["values"]] == [line.label for line in many.lines]
    colours, dashes = (drawn["encoding"][c]["scale"]["range"] for c in ("color", "strokeDash"))
    assert len({(colour, tuple(dash)) for colour, dash in zip(colours, dashes, strict=True)}) == 12


@pytest.mark.parametrize("figure", [LINES, TIMELINE, replace(LINES, ticks=(), marks=()), replace(LINES, shares=False)])
def test_what_the_axis_says_is_drawn(figure: Lines | Timeline) -> None:
    for width in (WIDE, NARROW):
        texts = ET.fromstring(svg(figure, width)).itertext()
        said = {text.strip() for text in texts}
        words = dict(figure.places)
        assert {words.get(tick, f"{tick:g}") for tick in figure.ticks} <= said
        assert {label for _, label in figure.marks} <= said
        if isinstance(figure, Timeline):
            assert {"letters", "pause", "sent"} <= said


def test_the_numbers_of_curves_and_timelines_are_a_table() -> None:
    curves = numbers(LINES)
    assert curves.head == ("2021", "first", "second")
    assert [row[0] for row in curves.rows] == ["January", "April", "May “it’s”"]
    assert curves.rows[2][1] == "–"
    assert numbers(replace(LINES, shares=False)).rows[0][1:] == ("0.25", "0.75")
    assert numbers(TIMELINE).rows[0] == ("letters", "A", "September", "2", "sent")
    assert len(numbers(TIMELINE).rows) == 3
