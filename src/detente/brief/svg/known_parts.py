"""The part of Vega-Lite that is drawn: marks, channels and what may be said of each; anything else is an error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.brief.svg.undrawable import UndrawableError

Spec = dict[str, Any]
_STROKES = {"strokeWidth", "strokeDash", "strokeCap", "opacity"}
MARKS = {
    "rule": {"color", "x", "x2"} | _STROKES,
    "line": {"interpolate", "strokeWidth"},
    "point": {"filled", "size", "shape", "opacity", "color"},
    "rect": set[str](),
    "text": {"align", "baseline", "dx", "dy", "yOffset", "fontSize", "fontWeight", "lineHeight", "color", "fill"}
    | {"stroke", "strokeWidth", "strokeJoin"},
}
CHANNELS = {
    "rule": {"x", "x2", "y", "y2", "color", "size", "strokeWidth", "strokeDash"},
    "line": {"x", "y", "color", "strokeDash"},
    "point": {"x", "y", "color", "shape", "size"},
    "rect": {"x", "x2", "y", "y2", "color", "fill", "stroke", "strokeWidth"},
    "text": {"x", "y", "text", "color"},
}
PARTS = {
    "": {"$schema", "width", "height", "background", "layer", "config"},
    "layer": {"data", "mark", "encoding"},
    "channel": {"field", "type", "scale", "axis", "legend", "sort", "value"},
    "axis": {"title", "values", "grid", "format", "labelExpr", "labelFlush", "labelOverlap", "labelSeparation"}
    | {"labelAngle", "tickCount"},
    "scale": {"domain", "domainMin", "range", "type", "nice", "zero", "reverse", "interpolate"},
    "legend": {"title", "orient", "format"},
    "config": {"view", "font", "axis", "legend"},
    "config.axis": {"gridColor", "labelColor", "titleColor", "labelFontSize", "titleFontWeight", "domain", "ticks"},
    "config.legend": {"orient", "title", "labelFontSize", "labelLimit", "columns", "columnPadding", "offset"}
    | {"symbolStrokeWidth"},
}
# Values other than these would need something that is not drawn.
VALUES: dict[tuple[str, str], tuple[Any, ...]] = {
    ("scale", "type"): ("linear",),
    ("scale", "nice"): (False,),
    ("scale", "zero"): (False,),
    ("scale", "interpolate"): ("rgb",),
    ("axis", "labelAngle"): (0,),
    ("axis", "labelOverlap"): (True, "greedy"),
    ("legend", "orient"): ("top",),
    ("config.legend", "orient"): ("top",),
    ("config.legend", "title"): (None,),
    ("config.axis", "domain"): (False,),
    ("config.axis", "ticks"): (False,),
    ("config.axis", "titleFontWeight"): ("normal",),
    ("", "background"): (None,),
    ("channel", "type"): ("quantitative", "ordinal", "nominal"),
    ("line", "interpolate"): ("linear", "step-after"),
    ("point", "filled"): (True,),
}


def checked(spec: Spec) -> Spec:
    """Return a specification all of which is known here.

    Raises:
        UndrawableError: Something in it is not, and would be left out.
    """
    _part("", "the chart", spec)
    _part("config", "config", config := spec["config"])
    _part("config.axis", "config.axis", config["axis"])
    _part("config.legend", "config.legend", config["legend"])
    for n, layer in enumerate(spec["layer"]):
        place = f"layer {n}"
        _part("layer", place, layer)
        kind = layer["mark"]["type"]
        if kind not in MARKS:
            raise UndrawableError(f"{place}: the mark", kind, MARKS)
        _keys(f"{place}: {kind}", layer["mark"], MARKS[kind] | {"type"})
        _values(kind, place, layer["mark"])
        _keys(f"{place}: encoding of {kind}", layer["encoding"], CHANNELS[kind])
        for name, channel in layer["encoding"].items():
            _channel(f"{place}: {name}", channel)
    return spec


def _channel(place: str, channel: Spec) -> None:
    _part("channel", place, channel)
    for part in ("axis", "scale", "legend"):
        if channel.get(part) is not None:
            _part(part, f"{place}: {part}", channel[part])


def _part(part: str, place: str, found: Spec) -> None:
    _keys(place, found, PARTS[part])
    _values(part, place, found)


def _keys(place: str, found: Spec, known: Iterable[str]) -> None:
    for key in found:
        if key not in known:
            raise UndrawableError(place, key, known)


def _values(part: str, place: str, found: Spec) -> None:
    for key, value in found.items():
        known = VALUES.get((part, key))
        if known is not None and value not in known:
            raise UndrawableError(f"{place}: {key}", value, known)
