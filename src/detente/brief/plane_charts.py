"""Drawing points in a plane of two shares, as a Vega-Lite specification."""

from __future__ import annotations

from itertools import product
from typing import Any

from detente.brief.chart_axes import PERCENT, fitting
from detente.brief.chart_words import of_spot
from detente.brief.palette import INK, coloured, shaped
from detente.findings import Plane, Spot

LABEL, SIDE = (8.0, 13.0), 270.0  # pixels: of a character of a label, and of the drawing on a narrow screen
REACH, CLOSE = 6.0, 2.6  # pixels: how far a point reaches, and how close two are that share one label
APART = 8  # pixels between two labels of an axis, or every second goes
TICKS = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)  # points beyond the last lie beyond what a share can be
Spec = dict[str, Any]
Box = tuple[float, float, float, float]


def layers(figure: Plane) -> list[Spec]:
    """Return the layers of a plane: the points, and their marks beside them."""
    values: list[Spec] = [
        {"series": s.series, "x": s.drawn[0], "y": s.drawn[1], "label": s.label, "row": n, **of_spot(figure, s)}
        for n, s in enumerate(figure.spots)
    ]
    low = min([0.0, *(min(v["x"], v["y"]) for v in values)])
    high = max([1.0, *(max(v["x"], v["y"]) for v in values)])
    domain = [low - 0.03, high + 0.05]
    known = list(dict.fromkeys(spot.series for spot in figure.spots))
    across = _axis("x", figure.across, domain)
    up = _axis("y", figure.up, domain)
    return [
        {
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 0.85},
            "encoding": {"x": across, "y": up, "color": coloured(known), "shape": shaped(known)},
        },
        {
            "data": {"values": _labels(figure.spots, domain)},
            "mark": {
                "type": "text",
                "align": "center",
                "baseline": "middle",
                "dx": {"expr": "datum.dx"},
                "dy": {"expr": "datum.dy"},
                "fontSize": 12,
                "color": INK,
            },
            "encoding": {"x": across, "y": up, "text": {"field": "label"}},
        },
    ]


def _labels(spots: tuple[Spot, ...], domain: list[float]) -> list[Spec]:
    """Put each label where it covers least; points at one place share a label."""
    scale = SIDE / (domain[1] - domain[0])
    points = [((s.drawn[0] - domain[0]) * scale, (s.drawn[1] - domain[0]) * scale) for s in spots]
    taken: list[Box] = [(x - REACH, y - REACH, x + REACH, y + REACH) for x, y in points]
    groups: list[tuple[int, list[str]]] = []
    for n, (x, y) in enumerate(points):
        if spots[n].label:
            here = [g for at, g in groups if max(abs(points[at][0] - x), abs(points[at][1] - y)) < CLOSE]
            if here:
                here[0].append(spots[n].label)
            else:
                groups.append((n, [spots[n].label]))
    found = []
    for at, marks in groups:
        label = ", ".join(marks)
        wide, tall = LABEL[0] * len(label), LABEL[1]
        x, y = points[at]
        boxes: list[tuple[float, Box, float, float]] = []
        for far, (across, up) in product(
            (1, 2), ((1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))
        ):
            dx, dy = across * (wide / 2 + far * REACH), up * (tall / 2 + far * REACH * 0.7)
            box = (x + dx - wide / 2, y + dy - tall / 2, x + dx + wide / 2, y + dy + tall / 2)
            cost = sum(_common(box, other) for other in taken) + far
            boxes.append((cost + (0 if min(box) >= 0 and max(box) <= SIDE else 1000), box, dx, dy))
        _, box, dx, dy = min(boxes, key=lambda b: b[0])
        taken.append(box)
        found.append({"x": spots[at].drawn[0], "y": spots[at].drawn[1], "label": label, "dx": dx, "dy": -dy})
    return found


def _common(one: Box, other: Box) -> float:
    """Return the area that two boxes have in common."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, tall)


def _axis(field: str, title: str, domain: list[float]) -> Spec:
    ticks = [share for share in TICKS if domain[0] <= share]
    axis = {"title": fitting(title, SIDE - 30), "values": ticks, "labelSeparation": APART, **PERCENT}
    return {"field": field, "type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": axis}
