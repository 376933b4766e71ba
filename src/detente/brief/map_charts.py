"""Drawing networks, and a number over two others, as Vega-Lite specifications."""

from __future__ import annotations

from math import hypot
from textwrap import wrap
from typing import Any

from detente.brief.chart_axes import LETTER, fitting
from detente.brief.chart_words import of_field, of_wires
from detente.brief.palette import INK, MUTED, PAGE, SHADES, coloured, dashed
from detente.findings import Relief, Web, Wire

ROW = 76  # pixels from one point of a network to the next below it
ABOVE = 30  # pixels of the heads
LINE = 12  # pixels of a line of a name
LETTERS = 15  # of a line of a name below a point
ACROSS = 6.8  # rows that the width is as long as
APART = 0.09  # rows between two lines that join the same points
SIDES = 0.18  # of the width: room for names beyond the outermost points
Spec = dict[str, Any]


def web(figure: Web) -> list[Spec]:
    """Return the layers of a network: lines, points, their names, and what stands above the columns."""
    bottom, top = _bottom(figure), _top(figure)
    x: Spec = {"type": "quantitative", "scale": {"domain": [-SIDES, 1 + SIDES], "nice": False}, "axis": None}
    y: Spec = {"type": "quantitative", "scale": {"domain": [top, bottom], "reverse": True, "nice": False}, "axis": None}
    names: list[Spec] = [
        {"x": knot.x, "y": knot.y, "lines": lines, "dy": -9 - LINE * (len(lines) - 1) if knot.above else 9}
        for knot in figure.knots
        for lines in [wrap(knot.label, LETTERS)]
    ]
    heads = [
        (align, {"x": at, "y": top + 0.1, "head": fitting(head, LETTER * LETTERS)})
        for align, at, head in zip(("left", "center", "right"), (-SIDES, 0.5, 1 + SIDES), figure.heads, strict=True)
        if head
    ]
    series = dict.fromkeys(wire.series for wire in figure.wires)
    known = [
        *(name for name in series if name != figure.backdrop),
        *(name for name in series if name == figure.backdrop),
    ]
    place = {"x": {"field": "x", **x}, "y": {"field": "y", **y}}
    ends = {"x2": {"field": "to"}, "y2": {"field": "down"}}
    text: Spec = {"type": "text", "align": "center", "fontSize": 11}
    inks: tuple[Spec, ...] = ({"color": PAGE, "stroke": PAGE, "strokeWidth": 4, "strokeJoin": "round"}, {"color": INK})
    return [
        {
            "data": {"values": _wires(figure)},
            "mark": {"type": "rule", "opacity": 0.9},
            "encoding": {
                **place,
                **ends,
                "color": coloured(known, figure.backdrop),
                "strokeDash": dashed(known),
                "size": {"field": "width", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        {
            "data": {"values": names},
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": INK},
            "encoding": place,
        },
        *(
            {
                "data": {"values": told},
                "mark": {**text, "baseline": "top" if dy > 0 else "bottom", "dy": dy, "lineHeight": LINE, **ink},
                "encoding": {**place, "text": {"field": "lines"}},
            }
            for ink in inks  # lines do not cross names
            for dy in sorted({name["dy"] for name in names})
            for told in [[name for name in names if name["dy"] == dy]]
        ),
        *(
            {
                "data": {"values": [head]},
                "mark": {**text, "align": align, "baseline": "bottom", "color": MUTED, "fontWeight": "bold"},
                "encoding": {**place, "text": {"field": "head"}},
            }
            for align, head in heads
        ),
    ]


def _wires(figure: Web) -> list[Spec]:
    """Return the lines as they are drawn: one for all of a kind between two points, others beside it."""
    kinds: dict[tuple[int, int], dict[str, list[Wire]]] = {}
    for wire in figure.wires:
        kinds.setdefault((min(wire.ends), max(wire.ends)), {}).setdefault(wire.series, []).append(wire)
    drawn: list[Spec] = []
    for (a, b), of_pair in kinds.items():
        one, other = figure.knots[a], figure.knots[b]
        length = hypot(across := ACROSS * (other.x - one.x), down := other.y - one.y) or 1.0
        for n, (series, alike) in enumerate(of_pair.items()):
            shift = APART * (n - (len(of_pair) - 1) / 2) / length
            aside, lower = -down * shift / ACROSS, across * shift
            starts: Spec = {"x": one.x + aside, "y": one.y + lower, "to": other.x + aside, "down": other.y + lower}
            width = 1.2 if series == figure.backdrop else 2
            drawn.append(starts | {"series": series, "width": width} | of_wires(figure, alike))
    return drawn


def _bottom(figure: Web) -> float:
    return max((knot.y for knot in figure.knots), default=0.0) + 0.75


def _top(figure: Web) -> float:
    above = [len(wrap(knot.label, LETTERS)) for knot in figure.knots if knot.above and knot.y == 0]
    return -0.5 - LINE / ROW * max(above, default=0)


def web_height(figure: Web) -> int:
    """Return the pixels that a network takes from top to bottom."""
    return round((_bottom(figure) - _top(figure)) * ROW + ABOVE - ROW / 4)


def relief(figure: Relief) -> list[Spec]:
    """Return the layer of a number over two others: cells, the darker the larger the number."""
    cells = [
        {"column": figure.columns[column], "line": figure.lines[line], "value": value, **of_field(figure, line, column)}
        for line, values in enumerate(figure.values)
        for column, value in enumerate(values)
    ]
    axes = {
        "x": {
            "field": "column",
            "type": "ordinal",
            "sort": list(figure.columns),
            "axis": {"title": figure.across, "labelAngle": 0, "labelOverlap": True},
        },
        "y": {
            "field": "line",
            "type": "ordinal",
            "sort": list(reversed(figure.lines)),
            "axis": {"title": figure.up, "labelOverlap": True},
        },
    }
    shades: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"range": [PAGE, *SHADES], "type": "linear", "domainMin": 0, "interpolate": "rgb"},
        "legend": {"title": figure.unit, "orient": "top", "format": ".2~g"},
    }
    return [{"data": {"values": cells}, "mark": {"type": "rect"}, "encoding": {**axes, "color": shades}}]
