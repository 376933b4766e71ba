"""Drawing curves and timelines over one axis, as Vega-Lite specifications."""

from __future__ import annotations

import json
from typing import Any

from detente.brief.row_labels import BAR
from detente.findings import Lines, Timeline

Spec = dict[str, Any]
DASHES: tuple[list[int], ...] = ([], [6, 3], [2, 2], [8, 3, 2, 3], [12, 3], [4, 2, 1, 2])
GRID = "#d9d9d9"
ROWS, STEP = 3, 13  # heights of marks, and pixels from one to the next
MARK, EDGE = 6.5, 60  # pixels: a character of a mark, and what axes take of a drawing


def curves(figure: Lines, colours: tuple[str, ...], ink: str, width: int) -> list[Spec]:
    """Return the layers of curves on so many pixels: vertical lines with their marks, then the curves themselves."""
    values: list[Spec] = [{"series": line.label, "x": x, "y": y} for line in figure.lines for x, y in line.at]
    heights = [value["y"] for value in values]
    low, high = min([0.0, *heights]), max([0.0, *heights])
    room = (high - low or 1.0) * 0.12
    across = _across(figure, [v["x"] for v in values], figure.across)
    up: Spec = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [low, high + room], "nice": False},
        "axis": {"title": figure.up, "tickCount": 5, **({"format": ".0%"} if figure.shares else {})},
    }
    known = [line.label for line in figure.lines]
    colour = _scaled("series", known, [colours[n % len(colours)] for n in range(len(known))])
    dash = _scaled("series", known, [list(DASHES[(n + n // len(colours)) % len(DASHES)]) for n in range(len(known))])
    dash = dash if len(known) == 1 else {**dash, "legend": {"symbolType": "stroke", "symbolSize": 400}}
    drawn = {
        "data": {"values": values},
        "mark": {
            "type": "line",
            "strokeWidth": 2.5,
            "interpolate": "step-after" if figure.stepped else "linear",
        },
        "encoding": {"x": across, "y": up, "color": colour, "strokeDash": dash},
    }
    return [*_marks(figure.marks, across, ink, width), drawn]


def spans(figure: Timeline, colours: tuple[str, ...], labels: Spec, line: Spec, width: int) -> list[Spec]:
    """Return the layers of a timeline.

    Args:
        figure: The timeline.
        colours: Colours of the series.
        labels: The layer with the labels of the rows.
        line: The scale of the rows.
        width: Width of the chart, pixels.
    """
    rows = rows_of(figure)
    values: list[Spec] = [
        {
            "series": span.series,
            "x": span.start,
            "to": span.end,
            "y": rows.index(span.label) + BAR,
            "note": span.note,
        }
        for span in figure.spans
    ]
    ends = [value[key] for value in values for key in ("x", "to")]
    across = _across(figure, ends, figure.axis)
    known = list(dict.fromkeys(span.series for span in figure.spans))
    colour = _scaled("series", known, [colours[n % len(colours)] for n in range(len(known))])
    bars = {
        "data": {"values": values},
        "mark": {"type": "rule", "strokeWidth": 13},
        "encoding": {"y": {"field": "y", **line}, "x": across, "x2": {"field": "to"}, "color": colour},
    }
    noted = [value for value in values if value["note"]]
    notes = {
        "data": {"values": noted},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5, "fontSize": 12},
        "encoding": {"y": {"field": "y", **line}, "x": {**across, "field": "to"}, "text": {"field": "note"}},
    }
    return [*_marks(figure.marks, across, "#555555", width), bars, *([notes] if noted else []), labels]


def rows_of(figure: Timeline) -> list[str]:
    """Return the labels of the rows of a timeline, top to bottom."""
    return list(dict.fromkeys(span.label for span in figure.spans))


def _scaled(field: str, known: list[str], shown: list[Any]) -> Spec:
    legend: Spec = {} if len(known) > 1 else {"legend": None}
    return {"field": field, "type": "nominal", "sort": None, "scale": {"domain": known, "range": shown}, **legend}


def _across(figure: Lines | Timeline, values: list[float], title: str) -> Spec:
    """The horizontal axis, labelled by the words of its places where it has any."""
    low, high = min([*values, *figure.ticks]), max([*values, *figure.ticks])
    room = 0.22 * (high - low or 1.0) if isinstance(figure, Timeline) and any(s.note for s in figure.spans) else 0.0
    axis: Spec = {"title": title, "labelFlush": True, "labelOverlap": True}
    if figure.ticks:
        words = dict(figure.places)
        shown = json.dumps({f"{tick:.6f}": words.get(tick, f"{tick:g}") for tick in figure.ticks}, ensure_ascii=False)
        axis |= {"values": list(figure.ticks), "labelExpr": f"({shown})[format(datum.value, '.6f')]"}
    else:
        axis |= {"tickCount": 6}
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [low, high + room], "nice": False, "zero": False},
        "axis": axis,
    }


def _marks(marks: tuple[tuple[float, str], ...], across: Spec, ink: str, width: int) -> list[Spec]:
    """Vertical lines with a short label at the top of each."""
    if not marks:
        return []
    low, high = across["scale"]["domain"]
    heights, last = [], [-float("inf")] * ROWS
    for x, label in marks:  # some heights, so that close marks do not cover each other
        room = (high - low) * (len(label) + 1) * MARK / (width - EDGE)
        row = next((n for n in range(ROWS) if x - last[n] >= room), last.index(min(last)))
        last[row] = x
        heights.append(-3 - STEP * row)
    values = [{"x": x, "mark": label, "at": at} for (x, label), at in zip(marks, heights, strict=True)]
    rule = {
        "data": {"values": values},
        "mark": {"type": "rule", "color": GRID, "strokeWidth": 1.5},
        "encoding": {"x": across},
    }
    text = {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "center",
            "baseline": "bottom",
            "fontSize": 11,
            "color": ink,
            "yOffset": {"expr": "datum.at"},
        },
        "encoding": {"x": across, "y": {"value": 0}, "text": {"field": "mark"}},
    }
    return [rule, text]
