"""Charts as Vega-Lite specifications, and drawn from these as SVG; nothing is computed here.

Every chart is drawn twice, wide and narrow. Labels stand above their row rather than beside it, so that long names
fit on a telephone.
"""

from __future__ import annotations

from typing import Any

from detente.brief import bar_charts as rows
from detente.brief import map_charts as maps
from detente.brief import matrix_charts as matrices
from detente.brief import plane_charts as planes
from detente.brief import time_charts as times
from detente.brief.palette import GRID, MUTED
from detente.brief.row_labels import height
from detente.brief.svg.picture import picture
from detente.findings import Bars, Chart, Dots, Lines, Matrix, Plane, Relief, Swings, Timeline, Web

WIDE, NARROW = 700, 330
AXIS, EDGE = 60, 20  # pixels beside a drawing that has a vertical axis, and beside one that has none
CHARACTER, ENTRY = 7.0, 45.0  # pixels: a character of a legend at most, and what comes with each entry
WIDER = 1.3  # pixels a character by which a reader’s font may be wider than that by which legends are laid out
Spec = dict[str, Any]


def svg(figure: Chart, width: int) -> str:
    """Return a chart as SVG text of about this width in pixels."""
    return picture(spec(figure, width), figure.title)


def spec(figure: Chart, width: int) -> Spec:
    """Return the Vega-Lite specification of a chart.

    Example:
        >>> from detente.findings import Bar, Bars
        >>> spec(Bars("t", "s", "share", (Bar("a", (("x", 0.5),), "50 %"),)), 300)["height"]
        40
    """
    inside = width - (AXIS if isinstance(figure, Lines | Plane | Relief) else EDGE)
    tall, layers = _drawn(figure, inside)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": inside,
        "height": tall,
        "background": None,
        "layer": layers,
        "config": {
            "view": {"stroke": None},
            "font": "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif",
            "axis": {
                "gridColor": GRID,
                "labelColor": MUTED,
                "titleColor": MUTED,
                "labelFontSize": 11,
                "titleFontWeight": "normal",
                "domain": False,
                "ticks": False,
            },
            "legend": {
                "orient": "top",
                "title": None,
                "labelFontSize": 11,
                "labelLimit": width - 50,
                "columns": _columns(figure, width),
                "columnPadding": 14 + WIDER * _longest(figure),
                "offset": 21 + times.STEP * (times.ROWS - 1) if isinstance(figure, Timeline) and figure.marks else 18,
                "symbolStrokeWidth": 7 if isinstance(figure, Bars | Timeline | Swings) else 1.5,
            },
        },
    }


def _columns(figure: Chart, width: int) -> int:
    """How many entries of a legend fit beside each other: fonts differ, so there is room to spare."""
    return max(1, int(width // (_longest(figure) * CHARACTER + ENTRY)))


def _longest(figure: Chart) -> int:
    """How many characters the longest name in its legend has."""
    return max((len(name) for name in _named(figure)), default=1)


def _named(figure: Chart) -> list[str]:
    """Return the names in the legend of a chart; those of curves stand at the curves."""
    match figure:
        case Bars():
            return [series for bar in figure.bars for series, _ in bar.parts]
        case Dots():
            return [series for row in figure.rows for series, _ in row.at]
        case Swings():
            return list(figure.ends)
        case Plane() | Timeline():
            return [row.series for row in figure.rows]
        case Web():
            return [wire.series for wire in figure.wires]
        case Lines() | Matrix() | Relief():
            return []


def _drawn(figure: Chart, width: int) -> tuple[int, list[Spec]]:
    """Return the height of a chart and its layers."""
    match figure:
        case Plane():
            return min(width, 420), planes.layers(figure)
        case Web():
            return maps.web_height(figure), maps.web(figure)
        case Relief():
            return min(width, 300), maps.relief(figure)
        case Matrix():
            return matrices.tall(figure, width), matrices.layers(figure, width)
        case Lines():
            tall = min(width, 300)
            return tall, times.curves(figure, width, tall)
        case Timeline():
            names = times.rows_of(figure)
            return max(len(names), 1) * height(names, width), times.spans(figure, width)
        case Bars():
            return max(len(figure.bars), 1) * rows.row_height(figure, width), rows.bars(figure, width)
        case Dots():
            return max(len(figure.rows), 1) * rows.row_height(figure, width), rows.dots(figure, width)
        case Swings():
            return max(len(figure.swings), 1) * rows.row_height(figure, width), rows.swings(figure, width)
