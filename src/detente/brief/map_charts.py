"""Drawing networks, and a number over two others, as Vega-Lite specifications."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from detente.brief.chart_axes import LETTER, fitting
from detente.brief.palette import INK, MUTED, PAGE, SHADES, coloured, dashed
from detente.findings import Relief, Web

ROW = 76  # pixels from one point of a network to the next below it
ABOVE = 30  # pixels of the heads
LETTERS = 15  # of a line of a name below a point
SIDES = 0.18  # of the width: room for names beyond the outermost points
Spec = dict[str, Any]


def web(figure: Web) -> list[Spec]:
    """Return the layers of a network: lines, points, their names, and what stands above the columns."""
    bottom = max((knot.y for knot in figure.knots), default=0.0) + 0.75
    x: Spec = {"type": "quantitative", "scale": {"domain": [-SIDES, 1 + SIDES], "nice": False}, "axis": None}
    scale = {"domain": [-0.5, bottom], "reverse": True, "nice": False}
    y: Spec = {"type": "quantitative", "scale": scale, "axis": None}
    wires = []
    for wire in figure.wires:
        first, second = (figure.knots[end] for end in wire.ends)
        wires.append(
            {"x": first.x, "y": first.y, "to": second.x, "down": second.y, "series": wire.series, "name": wire.label}
        )
    knots = [{"x": knot.x, "y": knot.y, "lines": wrap(knot.label, LETTERS)} for knot in figure.knots]
    heads = [
        (align, {"x": at, "y": -0.4, "head": fitting(head, LETTER * LETTERS)})
        for align, at, head in zip(("left", "center", "right"), (-SIDES, 0.5, 1 + SIDES), figure.heads, strict=True)
        if head
    ]
    known = list(dict.fromkeys(wire.series for wire in figure.wires))
    place = {"x": {"field": "x", **x}, "y": {"field": "y", **y}}
    ends = {"x2": {"field": "to"}, "y2": {"field": "down"}}
    text = {"type": "text", "align": "center", "fontSize": 11}
    return [
        {
            "data": {"values": wires},
            "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.9},
            "encoding": {**place, **ends, "color": coloured(known), "strokeDash": dashed(known)},
        },
        {
            "data": {"values": knots},
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": INK},
            "encoding": place,
        },
        *(
            {
                "data": {"values": knots},
                "mark": {**text, "baseline": "top", "dy": 9, "lineHeight": 12, **ink},
                "encoding": {**place, "text": {"field": "lines"}},
            }
            for ink in ({"color": PAGE, "stroke": PAGE, "strokeWidth": 4}, {"color": INK})  # lines do not cross names
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


def web_height(figure: Web) -> int:
    """Return the pixels that a network takes from top to bottom."""
    return round((max((knot.y for knot in figure.knots), default=0.0) + 1) * ROW + ABOVE)


def relief(figure: Relief) -> list[Spec]:
    """Return the layer of a number over two others: cells, the darker the larger the number."""
    cells = [
        {"column": column, "line": line, "value": value}
        for line, values in zip(figure.lines, figure.values, strict=True)
        for column, value in zip(figure.columns, values, strict=True)
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
        "scale": {"range": [PAGE, *SHADES], "type": "linear", "domainMin": 0},
        "legend": {"title": figure.unit, "orient": "top", "format": ".2~g"},
    }
    return [{"data": {"values": cells}, "mark": {"type": "rect"}, "encoding": {**axes, "color": shades}}]
