"""The marks of charts: rules, curves, points, cells and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import sqrt
from typing import Any

from detente.brief.svg.drawn_parts import DrawnPart, element, group, number
from detente.brief.svg.layers_read import Layer
from detente.brief.svg.letterings import Lettering, lettered
from detente.brief.svg.scale_kinds import Banded
from detente.brief.svg.symbol_paths import symbol

BLACK = "#000000"
POINT = 30.0  # size of a point of which nothing is said
DOT = 2.4  # how often the thickness of a curve goes into the dot that it is where it has one place only
FAINT = 0.7  # how much a point covers of which nothing is said


def drawn(one: Layer) -> DrawnPart:
    """Return all marks of a layer."""
    kinds: dict[str, Callable[[Layer], Iterator[DrawnPart]]]
    kinds = {"rule": rules, "line": curves, "point": points, "rect": cells, "text": texts}
    return group(f"mark-{one.kind} role-mark", kinds[one.kind](one))


def rules(one: Layer) -> Iterator[DrawnPart]:
    """Yield straight lines; one of which an end is not said reaches across the plot."""
    width, height = one.plot.width, one.plot.height
    x, y = one.says("x", None), one.says("y", None)
    right, down = one.says("x2", None), one.says("y2", None)
    colour, thick = one.says("color", BLACK), one.says("strokeWidth", 1.0, "size")
    dash, cap, opacity = one.says("strokeDash"), one.says("strokeCap"), one.says("opacity")
    for row in one.values:
        x1, y1, x2, y2 = x(row), y(row), right(row), down(row)
        x2 = x1 if x2 is None else x2
        y2 = y1 if y2 is None else y2
        x1, x2 = (0.0, width) if x1 is None else (x1, x2)
        y1, y2 = (0.0, height) if y1 is None else (y1, y2)
        edge = thick(row) / 2
        looks = {"stroke": colour(row), "stroke_width": thick(row), "stroke_dasharray": dashes(dash(row))}
        line = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, **looks, "stroke_linecap": cap(row), "opacity": opacity(row)}
        aside, above = (edge if y1 != y2 or cap(row) else 0.0), (edge if x1 != x2 or cap(row) else 0.0)
        box = (min(x1, x2) - aside, min(y1, y2) - above, max(x1, x2) + aside, max(y1, y2) + above)
        yield DrawnPart(element("line", line), box)


def dashes(pattern: list[float] | None) -> str | None:
    """Return a pattern of dashes as SVG has it; None for an unbroken line."""
    return ",".join(number(length) for length in pattern) if pattern else None


def curves(one: Layer) -> Iterator[DrawnPart]:
    """Yield a curve for each series, from left to right."""
    x, y, colour, dash = one.says("x"), one.says("y"), one.says("color", BLACK), one.says("strokeDash")
    thick = one.says("strokeWidth", 2.0)
    stepped = one.spec["mark"].get("interpolate") == "step-after"
    series: dict[Any, list[dict[str, Any]]] = {}
    for row in one.values:
        series.setdefault((colour(row), dashes(dash(row))), []).append(row)
    for (ink, pattern), rows in series.items():
        at = sorted(((x(row), y(row)) for row in rows), key=lambda place: place[0])
        steps = [(b[0], a[1]) for a, b in pairwise(at)] if stepped else []
        joined = [place for pair in zip(at, [*steps, at[-1]], strict=True) for place in pair][:-1] if stepped else at
        path = "M" + "L".join(f"{number(a)},{number(b)}" for a, b in (joined if len(at) > 1 else at * 2))
        alone = len(at) == 1
        wide, (lefts, tops) = thick(rows[0]) * (DOT if alone else 1), zip(*at, strict=True)
        edge = wide / 2
        box = (min(lefts) - edge, min(tops) - edge, max(lefts) + edge, max(tops) + edge)
        looks = {"stroke": ink, "stroke_width": wide, "stroke_dasharray": None if alone else pattern}
        looks |= {"stroke_linecap": "round"} if alone else {}
        yield DrawnPart(element("path", {"d": path, **looks}), box)


def points(one: Layer) -> Iterator[DrawnPart]:
    """Yield points, each as its shape."""
    x, y, colour, opacity = one.says("x"), one.says("y"), one.says("color", BLACK), one.says("opacity", FAINT)
    size, shape = one.says("size", POINT), one.says("shape", "circle")
    for row in one.values:
        at, down, reach = x(row), y(row), sqrt(size(row)) / 2
        looks = {"transform": f"translate({number(at)},{number(down)})", "d": symbol(shape(row), size(row))}
        box = (at - reach, down - reach, at + reach, down + reach)
        yield DrawnPart(element("path", {**looks, "fill": colour(row), "opacity": opacity(row)}), box)


def cells(one: Layer) -> Iterator[DrawnPart]:
    """Yield rectangles, from edge to edge or a band wide."""
    x, y, right, down = one.says("x"), one.says("y"), one.says("x2"), one.says("y2")
    fill, stroke, thick = one.says("color", BLACK, "fill"), one.says("stroke"), one.says("strokeWidth", 1.0)
    bands = [place.band if isinstance(place, Banded) else 0.0 for place in (one.plot.across, one.plot.up)]
    for row in one.values:
        x1, y1 = x(row), y(row)
        x2, y2 = (
            end if end is not None else start + band
            for start, end, band in zip((x1, y1), (right(row), down(row)), bands, strict=True)
        )
        left, top, wide, tall = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
        edge = thick(row) / 2 if stroke(row) else 0.0
        looks = {"fill": fill(row), "stroke": stroke(row), "stroke_width": thick(row) if stroke(row) else None}
        box = (left - edge, top - edge, left + wide + edge, top + tall + edge)
        yield DrawnPart(element("rect", {"x": left, "y": top, "width": wide, "height": tall, **looks}), box)


def texts(one: Layer) -> Iterator[DrawnPart]:
    """Yield texts, on as many lines as each has."""
    mark = one.spec["mark"]
    x, y, text = one.says("x"), one.says("y"), one.says("text")
    colour, aside, down, below = (
        one.says("color", BLACK, "fill"),
        one.says("dx", 0.0),
        one.says("dy", 0.0),
        one.says("yOffset", 0.0),
    )
    how = Lettering(
        mark.get("fontSize", 11),
        mark.get("align", "center"),
        mark.get("baseline", "middle"),
        mark.get("fontWeight", "normal"),
        mark.get("lineHeight"),
    )
    edge = {
        "stroke": mark.get("stroke"),
        "stroke_width": mark.get("strokeWidth"),
        "stroke_linejoin": mark.get("strokeJoin"),
    }
    for row in one.values:
        left, top = x(row) + aside(row), y(row) + down(row) + below(row)
        yield lettered(text(row), left, top, how, fill=colour(row), **edge)
