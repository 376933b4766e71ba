"""Drawing points in a plane of two shares, as a Vega-Lite specification."""

from __future__ import annotations

from typing import Any

from detente.findings import Plane

LOW, HIGH = -0.5, 1.25  # points beyond are drawn at the edge
Spec = dict[str, Any]


def layers(figure: Plane, colours: tuple[str, ...], shapes: tuple[str, ...], ink: str) -> list[Spec]:
    """Return the layers of a plane: the points, and their marks beside them."""
    values: list[Spec] = [
        {"series": spot.series, "x": _inside(spot.x), "y": _inside(spot.y), "label": spot.label}
        for spot in figure.spots
    ]
    low = min([0.0, *(min(v["x"], v["y"]) for v in values)])
    high = max([1.0, *(max(v["x"], v["y"]) for v in values)])
    domain = [low - 0.03, high + 0.05]
    known = list(dict.fromkeys(spot.series for spot in figure.spots))
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": known, "range": [colours[n % len(colours)] for n in range(len(known))]},
    }
    shape = {**colour, "scale": {"domain": known, "range": [shapes[n % len(shapes)] for n in range(len(known))]}}
    across = _axis("x", figure.across, domain)
    up = _axis("y", figure.up, domain)
    return [
        {
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 0.85},
            "encoding": {"x": across, "y": up, "color": colour, "shape": shape},
        },
        {
            "data": {"values": [v for v in values if v["label"]]},
            "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 6, "fontSize": 12, "color": ink},
            "encoding": {"x": across, "y": up, "text": {"field": "label"}},
        },
    ]


def _inside(value: float) -> float:
    return min(max(value, LOW), HIGH)


def _axis(field: str, title: str, domain: list[float]) -> Spec:
    axis = {"title": title, "format": ".0%", "tickCount": 5, "titleLimit": 320}
    return {"field": field, "type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": axis}
