"""Drawing chart data as SVG, by Vega-Lite through vl-convert; nothing is fetched, and nothing is computed here.

Every chart is drawn twice, wide and narrow. Labels stand above their row rather than beside it, so that long names
fit on a telephone. Colours are those of [OkabeIto2008], safe for the colour-blind, and series differ in shape too.
"""

from __future__ import annotations

from typing import Any

from detente.brief import plane_charts as planes
from detente.brief import time_charts as times
from detente.brief.row_labels import BAR, height, labels
from detente.findings import Bars, Chart, Dots, Lines, Plane, Timeline

WIDE, NARROW = 700, 330
MARGIN = 40  # pixels that the axes of curves and timelines take up
CHARACTER, ENTRY = 7.0, 45.0  # pixels: a character of a legend at most, and what comes with each entry
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
INK, MUTED, GRID = "#1a1a1a", "#555555", "#d9d9d9"
Spec = dict[str, Any]


def svg(figure: Chart, width: int) -> str:
    """Return a chart as SVG text of about this width in pixels."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec(figure, width)))


def spec(figure: Chart, width: int) -> Spec:
    """Return the Vega-Lite specification of a chart.

    Example:
        >>> from detente.findings import Bar, Bars
        >>> spec(Bars("t", "s", "share", (Bar("a", (("x", 0.5),), "50 %"),)), 300)["height"]
        40
    """
    height, layers = _drawn(figure, width)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width - (MARGIN if isinstance(figure, Lines | Timeline) else 20),
        "height": height,
        "background": None,
        "layer": layers,
        "config": {
            "view": {"stroke": None},
            "font": "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif",
            "axis": {"gridColor": GRID, "labelColor": MUTED, "titleColor": MUTED, "domain": False, "ticks": False},
            "legend": {
                "orient": "top",
                "title": None,
                "labelLimit": 0 if width >= WIDE else width - 50,
                "columns": _columns(figure, width),
                "columnPadding": 14,
                "offset": 21 + times.STEP * (times.ROWS - 1)
                if isinstance(figure, Lines | Timeline) and figure.marks
                else 18,
                "symbolStrokeWidth": 7
                if isinstance(figure, Bars | Timeline)
                else 2
                if isinstance(figure, Lines)
                else 1.5,
            },
        },
    }


def _columns(figure: Chart, width: int) -> int:
    """How many entries of a legend fit beside each other: fonts differ, so there is room to spare."""
    longest = max((len(name) for name in _named(figure)), default=1)
    return max(1, int(width // (longest * CHARACTER + ENTRY)))


def _named(figure: Chart) -> list[str]:
    """Return the names in the legend of a chart."""
    match figure:
        case Lines():
            return [line.label for line in figure.lines]
        case Bars():
            return [series for bar in figure.bars for series, _ in bar.parts]
        case Dots():
            return [series for row in figure.rows for series, _ in row.at]
        case Plane() | Timeline():
            return [row.series for row in figure.rows]


def _thick(figure: Chart) -> float:
    return {Bars: 7.0, Timeline: 7.0, Lines: 2.0}.get(type(figure), 1.5)


def _drawn(figure: Chart, width: int) -> tuple[int, list[Spec]]:
    """Return the height of a chart and its layers."""
    match figure:
        case Plane():
            return min(width - 20, 420), planes.layers(figure, COLOURS, SHAPES, INK)
        case Lines():
            return min(width - 60, 300), times.curves(figure, COLOURS, INK, width)
        case Timeline():
            rows = times.rows_of(figure)
            spans = times.spans(figure, COLOURS, _labels(rows, width), _line(len(rows)), width)
            return len(rows) * height(rows, width), spans
        case Bars():
            return max(len(figure.bars), 1) * _row(figure, width), _bars(figure, width)
        case Dots():
            return max(len(figure.rows), 1) * _row(figure, width), _dots(figure, width)


def _share_axis(title: str, top: float) -> Spec:
    return {
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": title, "format": ".0%", "tickCount": 5, "labelFlush": True},
    }


def _line(rows: int) -> Spec:
    return {
        "type": "quantitative",
        "scale": {"domain": [0, max(rows, 1)], "reverse": True, "nice": False},
        "axis": None,
    }


def _row(figure: Bars | Dots, width: int) -> int:
    return height([row.label for row in figure.rows], width)


def _labels(names: list[str], width: int) -> Spec:
    return labels(names, width, INK, _line(len(names)))


def _series(names: list[str], figure_title: str) -> Spec:
    known = list(dict.fromkeys(names))
    scale = {"domain": known, "range": [COLOURS[n % len(COLOURS)] for n in range(len(known))]}
    return {"field": "series", "type": "nominal", "scale": scale, **({} if len(known) > 1 else {"legend": None})}


def _bars(figure: Bars, width: int) -> list[Spec]:
    values: list[Spec] = []
    notes: list[Spec] = []
    for n, bar in enumerate(figure.bars):
        at = 0.0
        for series, value in bar.parts:
            values.append({"series": series, "from": at, "to": at + value, "y": n + BAR})
            at += value
        notes.append({"at": at, "y": n + BAR, "note": bar.note})
    longest = max((note["at"] for note in notes), default=0.0)
    top = min(1.0, max(0.05, longest)) * (1.18 if width >= WIDE else 1.35)
    line, share = _line(len(figure.bars)), _share_axis(figure.axis, top)
    colour = _series([str(value["series"]) for value in values], figure.title)
    drawn = {
        "data": {"values": values},
        "mark": {"type": "rule", "strokeWidth": 13},
        "encoding": {
            "y": {"field": "y", **line},
            "x": {"field": "from", **share},
            "x2": {"field": "to"},
            "color": colour,
        },
    }
    said = {
        "data": {"values": notes},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5, "fontSize": 12, "color": INK},
        "encoding": {"y": {"field": "y", **line}, "x": {"field": "at", **share}, "text": {"field": "note"}},
    }
    return [drawn, said, _labels([bar.label for bar in figure.bars], width)]


def _dots(figure: Dots, width: int) -> list[Spec]:
    values = [
        {"series": series, "at": value, "y": n + BAR} for n, row in enumerate(figure.rows) for series, value in row.at
    ]
    spans = [
        {"from": min(v for _, v in row.at), "to": max(v for _, v in row.at), "y": n + BAR}
        for n, row in enumerate(figure.rows)
        if row.at
    ]
    line, share = _line(len(figure.rows)), _share_axis(figure.axis, 1.0)
    colour = _series([str(value["series"]) for value in values], figure.title)
    known = list(dict.fromkeys(str(value["series"]) for value in values))
    shape = {**colour, "scale": {"domain": known, "range": [SHAPES[n % len(SHAPES)] for n in range(len(known))]}}
    return [
        {
            "data": {"values": spans},
            "mark": {"type": "rule", "color": GRID, "strokeWidth": 2},
            "encoding": {"y": {"field": "y", **line}, "x": {"field": "from", **share}, "x2": {"field": "to"}},
        },
        {
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.9},
            "encoding": {"y": {"field": "y", **line}, "x": {"field": "at", **share}, "color": colour, "shape": shape},
        },
        _labels([row.label for row in figure.rows], width),
    ]
