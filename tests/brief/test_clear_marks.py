"""What stands on a chart can be read: no line crosses a label, no dot hides another, and parts have one scale."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import sqrt

import pytest

from detente.brief.bar_charts import sizes
from detente.brief.chart_parts import MOST_ROWS, in_parts
from detente.brief.charts import NARROW, WIDE, spec, svg
from detente.brief.row_labels import HALF, LETTER
from detente.brief.time_charts import spans as timeline_layers
from detente.findings import Bar, Bars, Line, Lines, Span, Swing, Swings, Timeline
from tests.brief.drawn_marks import marks_of

BASELINE = 4.0  # pixels from the middle of a line of a label down to where its letters stand
LONG = "what “UN sanctions” is worth to the United States by the judgement of those who were asked for it first"
SWINGS = Swings(
    "What moves it",
    "It moves.",
    "share of worlds",
    0.45,
    ("low end", "high end"),
    (Swing(LONG, 0.2, 0.7, "20 % to 70 %"), Swing("short", 0.4, 0.6, "40 % to 60 %"), Swing(LONG, 0.1, 0.5, "to 50 %")),
)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_line_at_the_middle_crosses_no_label(width: int) -> None:
    marks = [mark for mark in marks_of(svg(SWINGS, width)) if mark.role == "mark"]
    lines = [mark.at for mark in marks if mark.kind == "line" and abs(mark.at[0] - mark.at[2]) < 0.1]
    labels = [mark for mark in marks if mark.kind == "text" and mark.at[0] == 0]
    assert (len(lines), len(labels)) == (len(SWINGS.swings),) * 2
    for x, top, _, bottom in lines:
        for label in labels:
            said = label.says.split("\n")
            middle = label.at[1] - BASELINE
            first, last = middle - HALF, middle + 2 * HALF * (len(said) - 1) + HALF
            apart = bottom <= first or top >= last
            assert apart or max(map(len, said)) * LETTER < x, (x, top, bottom, label)


def test_a_dot_has_room_within_the_dot_of_the_series_before() -> None:
    found = [sqrt(size) for size in sizes(4)]  # sides of squares and diameters of circles
    assert all(sqrt(2) * inner < outer - 0.4 for outer, inner in pairwise(found))


def test_all_parts_of_a_chart_have_one_scale() -> None:
    """Two parts of a chart of war went to 20 % and to 25 %, so that equal risks had bars of other lengths."""
    rows = tuple(Bar(f"way {n}", (("risk", n / 200),), f"{n / 2:g} %") for n in range(2 * MOST_ROWS, 0, -1))
    swung = tuple(Swing(f"judgement {n}", 0.1, n / 100, f"to {n} %") for n in range(2 * MOST_ROWS, 0, -1))
    bars, torn = Bars("War", "Likely.", "risk", rows), Swings("Moved", "It is.", "share", 0.1, ("low", "high"), swung)
    spans = tuple(Span(f"step {n}", "ab"[n % 2], n, 2.0 * n, f"day {n}") for n in range(2 * MOST_ROWS))
    dated = Timeline("Steps", "In order.", "day", (Span("fair", "c", 0, 90), *spans), ticks=(0.0, 90.0), backdrop="c")
    for whole in (bars, torn, dated):
        parts = in_parts(whole)
        assert len(parts) > 1
        scales = {
            tuple((mark.says, mark.at[0]) for mark in marks_of(svg(part, WIDE)) if mark.role == "axis-label")
            for part in parts
            if isinstance(part, Bars | Swings | Timeline)
        }
        assert len(scales) == 1


def test_a_series_has_one_colour_in_all_parts_of_a_timeline() -> None:
    series = ["fair", *(f"party {n % 3}" for n in range(2 * MOST_ROWS))]
    spans = tuple(Span(f"step {n}", name, n, n + 1.0) for n, name in enumerate(series))
    whole = Timeline("Steps", "In order.", "day", spans, backdrop="fair")
    known: dict[str, set[str]] = {}
    for part in in_parts(whole):
        assert isinstance(part, Timeline)
        assert len({span.label for span in part.spans}) <= MOST_ROWS
        scale = timeline_layers(part, WIDE)[0]["encoding"]["color"]["scale"]
        for name, hue in zip(scale["domain"], scale["range"], strict=True):
            known.setdefault(name, set()).add(hue)
    assert known.keys() == {*series}
    assert all(len(found) == 1 for found in known.values())


def test_what_is_on_the_calendar_and_what_is_done_are_parts_of_their_own() -> None:
    fair = tuple(Span(f"fair {n}", "fair", n, n + 9.0) for n in range(3))
    steps = tuple(Span(f"step {n}", "ab"[n % 2], n, n + 9.0) for n in range(MOST_ROWS + 1))
    for some, sizes_found in ((steps[:8], [3, 8]), (steps, [3, 6, 5]), (steps[:7], [10])):
        whole = Timeline("Steps", "In order.", "day", (*fair, *some), backdrop="fair")
        parts = [part.spans for part in in_parts(whole) if isinstance(part, Timeline)]
        assert [len(rows) for rows in parts] == sizes_found
        assert len(parts) == 1 or all(len({span.series == "fair" for span in rows}) == 1 for rows in parts)
    one = Timeline("Steps", "In order.", "day", (*fair[:1], *steps), backdrop="fair")
    assert [len(part.rows) for part in in_parts(one)] == [6, 6], "one row makes no picture"


def test_a_part_of_a_timeline_names_its_own_series_only() -> None:
    fair = tuple(Span(f"fair {n}", "fair", n, n + 9.0) for n in range(3))
    steps = tuple(Span(f"step {n}", "ab"[n % 2], n, n + 9.0) for n in range(8))
    parts = in_parts(Timeline("Steps", "In order.", "day", (*fair, *steps), backdrop="fair"))
    drawings = [svg(part, WIDE) for part in parts if isinstance(part, Timeline)]
    named = [[m.says for m in marks_of(drawing) if m.role == "legend" and m.says] for drawing in drawings]
    assert named == [["fair"], ["a", "b"]]


@pytest.mark.parametrize("days", [0, 1, 2])
def test_what_takes_a_day_or_two_of_a_long_time_is_a_diamond(days: int) -> None:
    spans = (Span("season", "fair", 0, 240), Span("summit", "fair", 200, 200 + days))
    for width in (WIDE, NARROW):
        bars, points, *_ = spec(Timeline("Steps", "In order.", "day", spans), width)["layer"]
        assert points["mark"]["shape"] == "diamond"
        assert [value["middle"] for value in points["data"]["values"]] == [200 + days / 2]
        assert [value["thick"] > 0 for value in bars["data"]["values"]] == [True, False]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_upright_bars_stand_at_their_time_and_no_label_covers_another_or_a_bar(width: int) -> None:
    """Those of January and March 2021 were drawn as far as October, beyond the line of today, 31 August."""
    line = Line("median", ((0.0, 30.0), (7.0, 70.0)))
    early = ((0.0, 67.0, 116.0, "1"), (0.0, 40.0, 50.0, "2"), (0.16, 20.0, 60.0, "4"), (0.0, 25.0, 60.0, "3"))
    ranges = (*early, (7.0, 151.0, 242.0, "6"))
    years = tuple(map(float, range(8)))
    figure = Lines("It", "It.", "year", "weapons", (line,), (), years, ((0.66, "today"),), shares=False, ranges=ranges)
    bars, texts = (
        next(
            one
            for one in spec(figure, width)["layer"]
            if one["mark"]["type"] == kind and all("low" in value for value in one["data"]["values"])
        )
        for kind in ("rule", "text")
    )
    first, last = bars["encoding"]["x"]["scale"]["range"]
    across = (last - first) / 7.0
    high = min(spec(figure, width)["height"], 300) / 250.0
    assert {value["label"]: value["x"] for value in bars["data"]["values"]} == {one[3]: one[0] for one in ranges}
    assert all(abs(value["drawn"] - value["x"]) * across <= 3.0 for value in bars["data"]["values"])
    boxes = [
        (v["drawn"] * across - 1.5, v["low"] * high, v["drawn"] * across + 1.5, v["high"] * high, v["label"])
        for v in bars["data"]["values"]
    ]
    boxes += [
        (v["middle"] * across - 3, v["at"] * high, v["middle"] * across + 3, v["at"] * high + 8, v["label"])
        for v in texts["data"]["values"]
    ]
    for one, other in combinations(boxes, 2):
        beside = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert beside, (one, other)
    assert first + min(box[0] for box in boxes) >= 0, "left of that the axis has its labels"
