"""Legends above a plot: a sample and a name for each series, or a strip of shades with its numbers."""

from __future__ import annotations

from math import ceil, sqrt
from typing import Any

from detente.brief.svg.drawn_parts import DrawnPart, element, group, number
from detente.brief.svg.letter_widths import shortened, width
from detente.brief.svg.letterings import Lettering, lettered
from detente.brief.svg.mark_kinds import FAINT, dashes
from detente.brief.svg.number_words import formatted, ticks
from detente.brief.svg.scale_kinds import looked_up, part, shades
from detente.brief.svg.symbol_paths import symbol
from detente.brief.svg.undrawable import UndrawableError

Spec = dict[str, Any]
INK = "#000000"
SAMPLE = 100.0  # size of a sample, as that of a point
GAP, ROW_GAP = 4.0, 2.0  # pixels between a sample and its name, and between two rows
STRIP = (200.0, 16.0)  # pixels of a strip of shades
TITLE_GAP = 5.0  # pixels below a title
STRIP_TICKS = 4


def legend(spec: Spec) -> DrawnPart:
    """Return the legend of a chart, nothing where it needs none; it ends as far above the plot as it is told to."""
    found = {
        name: (layer, channel)
        for layer in spec["layer"]
        for name, channel in layer["encoding"].items()
        if name in ("color", "shape", "strokeDash") and _wanted(channel)
    }
    if not found:
        return DrawnPart("")
    layer, colour = found["color"]
    if colour["type"] == "quantitative":
        return _strip(layer, colour, spec["config"]["legend"])
    if any(channel["scale"]["domain"] != colour["scale"]["domain"] for _, channel in found.values()):
        raise UndrawableError("the series of a legend", sorted(found), ("channels of the same series",))
    first = next(one for one in spec["layer"] if _wanted(one["encoding"].get("color", {})))
    return _entries(first, {name: channel for name, (_, channel) in found.items()}, spec["config"]["legend"])


def _wanted(channel: Spec) -> bool:
    """Whether a channel has a scale that a legend explains."""
    return bool(channel.get("scale")) and channel.get("legend", True) is not None


def _entries(layer: Spec, channels: dict[str, Spec], looks: Spec) -> DrawnPart:
    """Return samples and names, row by row, each column as wide as its longest entry."""
    series = channels["color"]["scale"]["domain"]
    read = {name: looked_up(channel, ()) for name, channel in channels.items()}
    size, columns = looks["labelFontSize"], min(looks["columns"], len(series))
    sample = ceil(sqrt(SAMPLE) + looks["symbolStrokeWidth"])
    names = [shortened(one, looks["labelLimit"], size) for one in series]
    edge = 0 if layer["mark"]["type"] == "point" else ceil(looks["symbolStrokeWidth"] / 2)
    wide = [edge + sample + GAP + max(ceil(width(name, size)) for name in names[n::columns]) for n in range(columns)]
    lefts = [sum(wide[:n]) + looks["columnPadding"] * n for n in range(columns)]
    tall, rows = max(size, sample - 1) + ROW_GAP, -(-len(series) // columns)
    top = -looks["offset"] - rows * tall + ROW_GAP
    pieces = []
    for n, (one, name) in enumerate(zip(series, names, strict=True)):
        left, middle = lefts[n % columns], top + tall * (n // columns) + sample / 2
        at = {channel: turned(one) for channel, turned in read.items()}
        pieces.append(_sample(layer["mark"], at, left + sample / 2, middle, looks["symbolStrokeWidth"]))
        pieces.append(lettered(name, left + sample + GAP, middle, Lettering(size, "left", "middle"), fill=INK))
    return group("role-legend", pieces)


def _sample(mark: Spec, at: Spec, x: float, y: float, thick: float) -> DrawnPart:
    """Return what stands for a series: a stroke for rules and curves, else its shape."""
    reach, kind = sqrt(SAMPLE) / 2, mark["type"]
    box = (x - reach, y - reach, x + reach, y + reach)
    if kind == "point":
        looks = {"d": symbol(at.get("shape", "circle"), SAMPLE), "fill": at["color"]}
        looks |= {"opacity": mark.get("opacity", FAINT), "transform": f"translate({number(x)},{number(y)})"}
        return DrawnPart(element("path", looks), box)
    line = {"x1": x - reach, "y1": y, "x2": x + reach, "y2": y, "stroke": at["color"], "stroke_width": thick}
    line |= {"stroke_dasharray": dashes(at.get("strokeDash")), "opacity": mark.get("opacity")}
    return DrawnPart(element("line", line), box)


def _strip(layer: Spec, colour: Spec, looks: Spec) -> DrawnPart:
    """Return a strip of shades, with a title above and numbers below."""
    scale, size = shades(colour, layer["data"]["values"]), looks["labelFontSize"]
    told, (wide, tall) = formatted(colour["legend"]["format"]), STRIP
    top = -looks["offset"] - size - GAP / 2 - tall
    title = Lettering(size, "left", "top", "bold")
    pieces = [lettered(colour["legend"]["title"], 0, top - size - TITLE_GAP, title, fill=INK)]
    stops = "".join(
        element("stop", {"offset": f"{n / (len(scale.colours) - 1):g}", "stop_color": shade})
        for n, shade in enumerate(scale.colours)
    )
    shaded = element("defs", {}, element("linearGradient", {"id": "shades"}, stops))
    strip = element("rect", {"x": 0, "y": top, "width": wide, "height": tall, "fill": "url(#shades)"})
    pieces.append(DrawnPart(shaded + strip, (0, top, wide, top + tall)))
    for value in ticks(*scale.domain, STRIP_TICKS):
        at = part(value, scale.domain)
        align = "left" if at == 0 else "right" if at == 1 else "center"
        below = Lettering(size, align, "top")
        pieces.append(lettered(told(value), wide * at, top + tall + GAP / 2, below, fill=INK))
    return group("role-legend", pieces)
