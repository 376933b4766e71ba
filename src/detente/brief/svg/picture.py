"""A chart as SVG, by its Vega-Lite specification, with as much room around the plot as its words need."""

from __future__ import annotations

from math import ceil
from typing import Any

from detente.brief.svg.axis_parts import axis, grid, labels_and_title
from detente.brief.svg.drawn_parts import DrawnPart, around, element, number
from detente.brief.svg.known_parts import checked
from detente.brief.svg.layers_read import layer, plot, shared
from detente.brief.svg.legend_parts import legend
from detente.brief.svg.mark_kinds import drawn

EDGE = 5  # pixels around everything
SPARE = 12  # more to the right, where labels end that a reader’s font may set wider
Spec = dict[str, Any]


def picture(spec: Spec, title: str) -> str:
    """Return a chart as SVG text.

    Args:
        spec: Its specification.
        title: What it is called.

    Raises:
        UndrawableError: The specification asks for something that is not known here.
    """
    known = checked(spec)
    where, looks = plot(known), known["config"]["axis"]
    size = (where.width, where.height)
    axes = [
        one
        for name, scale, below in (("x", where.across, True), ("y", where.up, False))
        if (one := axis(shared(where.layers, name), looks, scale, size, below)) is not None
    ]
    parts = [
        DrawnPart("", (0.0, 0.0, *size)),
        *(grid(one) for one in axes),
        *(labels_and_title(one) for one in axes),
        *(drawn(layer(one, where)) for one in where.layers),
        legend(known),
    ]
    return _sheet(parts, title, known["config"]["font"])


def _sheet(parts: list[DrawnPart], title: str, font: str) -> str:
    """Return parts of a drawing on a sheet that is as large as they need."""
    box = around(parts) or (0.0, 0.0, 0.0, 0.0)
    left, top = ceil(EDGE - box[0]), ceil(EDGE - box[1])
    width, height = left + ceil(box[2] + EDGE + SPARE), top + ceil(box[3] + EDGE)
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": width,
        "height": height,
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-label": title,
    }
    looks = {"font_family": font, "fill": "none", "stroke_miterlimit": 10}
    place = f"translate({number(left)},{number(top)})"
    return element("svg", attributes, element("g", {**looks, "transform": place}, "".join(part.svg for part in parts)))
