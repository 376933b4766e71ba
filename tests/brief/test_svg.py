"""Our drawings beside those of Vega: every mark, label and line at the same place, in the same looks.

Different on purpose: the room around the plot, which is as large as what is there; the title beside a vertical axis,
which leaves room for labels in wider letters; and a curve of one place only, which is a dot.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief.charts import NARROW, WIDE, spec, svg
from detente.brief.svg.axis_parts import kept
from detente.brief.svg.drawn_parts import DrawnPart
from detente.brief.svg.letter_widths import width
from detente.brief.svg.number_words import formatted, plain, ticks
from detente.brief.svg.picture import picture
from detente.brief.svg.undrawable import UndrawableError
from detente.findings import Bar, Bars, Chart, Dot, Dots, Line, Lines, Plane, Spot, Swing, Swings
from tests.brief.conftest import Made
from tests.brief.drawn_marks import DrawnMark, marks_of
from tests.brief.test_charts import BARS, DOTS, LINES, MATRIX, PLANE, SWINGS, TIMELINE
from tests.oracles import vega

APART, ROW = (
    0.51,
    1.01,
)  # pixels; lines of a grid fill a row of pixels, of which either will do where they lie between two
MOST_BESIDE = 9.0  # pixels: a fifth of the widest label
UPWARDS = "-90"
ROLES = ("mark", "axis-label", "axis-title", "axis-grid", "legend")
UNLIKE = ("korea-2021", "korea-1950", "tobacco-2010")
ALONE: dict[str, Chart] = {
    "bars": BARS,
    "dots": DOTS,
    "plane": PLANE,
    "lines": LINES,
    "steps": Lines("T", "S.", "x", "y", (Line("a", ((0, 3), (2, 1250.5), (5, -40))),), stepped=True, shares=False),
    "timeline": TIMELINE,
    "swings": SWINGS,
    "matrix": MATRIX,
}


def in_order(marks: list[DrawnMark], role: str) -> list[DrawnMark]:
    """Return what there is of a role: marks in the order in which one covers the other, all else by its place."""
    found = [mark for mark in marks if mark.role == role]
    return found if role == "mark" else sorted(found, key=lambda mark: [round(n) for n in reversed(mark.at)])


def compare(drawn_from: dict[str, Any], title: str = "Title") -> None:
    """Compare our drawing of a specification with that of Vega."""
    ours = marks_of(picture(drawn_from, title))
    theirs = marks_of(vega.drawn(json.dumps(drawn_from)))
    for role in ROLES:
        mine, other = in_order(ours, role), in_order(theirs, role)
        assert [(m.kind, m.says) for m in mine] == [(m.kind, m.says) for m in other], (title, role)
        for one, two in zip(mine, other, strict=True):
            beside = two.at[0] - one.at[0] if role == "axis-title" and one.looks[-1] == UPWARDS else 0.0
            assert -APART < beside < MOST_BESIDE, (title, one, two)
            near = ROW if role == "axis-grid" else APART
            assert (one.at[0] + beside, *one.at[1:]) == pytest.approx(two.at, abs=near), (title, one, two)
            assert one.looks == two.looks or _named_or_alone(one), (title, one, two)


def _named_or_alone(mark: DrawnMark) -> bool:
    """Whether a mark has shades, whose names differ, or is a curve of one place."""
    return mark.looks[0].startswith("url(") or (mark.kind == "path" and len({mark.at[n : n + 2] for n in (0, 2)}) == 1)


@pytest.mark.parametrize("name", UNLIKE)
def test_every_chart_of_a_case_is_drawn_as_vega_draws_it(briefs: Callable[[str], Made], name: str) -> None:
    found = briefs(name).charts
    assert found
    for chart in found:
        for wide in (WIDE, NARROW):
            compare(spec(chart, wide), chart.title)


@pytest.mark.parametrize("name", ALONE)
def test_every_kind_of_chart_is_drawn_as_vega_draws_it(name: str) -> None:
    for wide in (WIDE, NARROW):
        compare(spec(ALONE[name], wide))


shares = st.floats(0, 1).map(partial(round, ndigits=3))
series = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=6, unique=True)
names = st.text("abc défW’–&<", min_size=1, max_size=40).filter(str.strip)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    """Draw a small chart of any of the kinds that hold numbers."""
    known, rows = draw(series), draw(st.lists(names, min_size=1, max_size=3))
    values = [[draw(shares) for _ in known] for _ in rows]
    kind = draw(st.sampled_from(["bars", "dots", "swings", "lines", "plane"]))
    if kind == "bars":
        parts = [tuple(zip(known, (v / len(known) for v in row), strict=True)) for row in values]
        return Bars("T", "S.", "share", tuple(Bar(n, p, "note") for n, p in zip(rows, parts, strict=True)))
    if kind == "dots":
        at = [tuple(zip(known, row, strict=True)) for row in values]
        return Dots("T", "S.", "share", tuple(Dot(n, a) for n, a in zip(rows, at, strict=True)))
    if kind == "swings":
        ends = tuple(Swing(n, row[0], row[-1], "note") for n, row in zip(rows, values, strict=True))
        return Swings("T", "S.", "share", draw(shares), ("low", "high"), ends)
    if kind == "plane":
        spots = tuple(Spot(str(n), known[n % len(known)], row[0], 3 * row[-1] - 1) for n, row in enumerate(values))
        return Plane("T", "S.", "across", "up", spots)
    large = draw(st.sampled_from([1.0, 40.0, 1e5]))
    lines = [
        Line(n, tuple((m * 3.0, large * v - 0.2 * large) for m, v in enumerate((*row, 0.5))))
        for n, row in zip(dict.fromkeys(rows), values, strict=False)
    ]
    return Lines("T", "S.", "across", "up", tuple(lines), shares=False)


@given(any_chart(), st.sampled_from([WIDE, NARROW]))
@settings(max_examples=40, deadline=None)
def test_any_small_chart_is_drawn_as_vega_draws_it(chart: Chart, wide: int) -> None:
    compare(spec(chart, wide))


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return the specification of dots with something else at a path of keys."""
    made: dict[str, Any] = json.loads(json.dumps(spec(DOTS, WIDE)))
    *way, last = path.split(".")
    inner: Any = made
    for key in way:
        inner = inner[int(key)] if key.isdigit() else inner[key]
    inner[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("padding", 3, "padding"),
        ("layer.0.mark.type", "arc", "layer 0: the mark: found 'arc'; expected one of line, point, rect, rule, text"),
        ("layer.1.mark.angle", 3, "angle"),
        ("layer.1.encoding.theta", {"field": "at"}, "theta"),
        ("layer.1.encoding.x.bin", True, "bin"),
        ("layer.1.encoding.x.type", "temporal", "temporal"),
        ("layer.1.encoding.x.scale.type", "log", "log"),
        ("layer.1.encoding.x.scale.domain", [0, 3], "scale of x in two layers"),
        ("layer.1.encoding.x.axis.labelAngle", 45, "layer 1: x: axis: labelAngle: found 45; expected one of 0"),
        ("layer.1.encoding.color.legend", {"orient": "left"}, "left"),
        ("config.axis.ticks", True, "ticks"),
    ],
)
def test_what_is_not_known_is_an_error_and_never_left_out(path: str, value: Any, says: str) -> None:
    with pytest.raises(UndrawableError, match=says):
        picture(changed(path, value), "Title")


@pytest.mark.parametrize("form", ["%", ".3s", "d"])
def test_formats_that_are_not_known_are_errors(form: str) -> None:
    with pytest.raises(UndrawableError, match="a format"):
        formatted(form)


def test_nothing_lies_beyond_the_sheet() -> None:
    for chart in ALONE.values():
        for wide in (WIDE, NARROW):
            for mark in marks_of(svg(chart, wide)):
                assert all(-60 < n < 1000 for n in mark.at)


def test_of_labels_that_cover_each_other_some_are_left_out() -> None:
    labels = [DrawnPart(str(n), (20.0 * n, 0.0, 20.0 * n + 30, 10.0)) for n in range(7)]
    for way in (True, "greedy"):
        shown = kept(labels, way, 4.0)
        assert [label.svg for label in shown] == ["0", "2", "4", "6"]
        boxes = [label.box for label in shown if label.box]
        assert all(other[0] - one[2] >= 4 for one, other in combinations(boxes, 2))
    assert kept(labels, True, -20.0) == labels


def test_numbers_of_an_axis_are_round_and_written_alike() -> None:
    assert [plain(0, 0.7, 6)(tick) for tick in ticks(0, 0.7, 6)] == [f"0.{n}" for n in range(8)]
    assert [plain(-2000, 4000, 6)(tick) for tick in ticks(-2000, 4000, 3)] == ["−2,000", "0", "2,000", "4,000"]


@given(st.text(max_size=30), st.floats(5, 30))
def test_a_text_is_as_wide_as_its_letters(text: str, size: float) -> None:
    assert width(text, size) == pytest.approx(sum(width(letter, size) for letter in text))
    assert width(text, 2 * size) == pytest.approx(2 * width(text, size))


def test_what_xml_cannot_hold_is_left_out_of_a_drawing() -> None:
    marks = marks_of(svg(Dots("a\0b", "S.", "x", (Dot("a\0<b>&\x1b", (("s", 0.5),)),)), WIDE))
    assert "a<b>&" in {mark.says for mark in marks}
