"""Charts that answer on a page: the drawing of `charts`, with words at every mark, and what can be picked out in it.

A specification holds texts of cases as data only; expressions are those below, and none has a text of a case in it.
"""

from __future__ import annotations

from typing import Any

from detente.brief.charts import spec
from detente.brief.palette import INK
from detente.brief.screen_colours import named
from detente.findings import Chart, Lines, Plane

WIDE, NARROW = 600, 320  # pixels of a page that a drawing needs
DENSE = 12  # points from which on some can be picked out by a frame
FAINT = 0.15  # of what is not picked out
LINKED = "linked === '' || indexof(datum.names, linked) >= 0"
Spec = dict[str, Any]


def live(figure: Chart, width: int) -> Spec:
    """Return the Vega-Lite specification of a chart whose marks say their numbers.

    What it reacts to: `kept`, the series that a reader chose in the legend; `framed`, points within a frame, where
    there are many; `linked`, a name that a mark of another chart has too.

    Args:
        figure: The chart.
        width: Pixels that it may take.
    """
    drawn = spec(figure, width)
    layers = drawn["layer"] + ([_touched(drawn["layer"])] if isinstance(figure, Lines) else [])
    first = next((n for n, layer in enumerate(layers) if _has_legend(layer)), None)
    picked = [] if first is None else ["kept"]
    framed = _framed(figure, layers) if width >= WIDE else None
    picked += [] if framed is None else ["framed"]
    awake = [_awake(layer, picked) if _speaks(layer) else layer for layer in layers]
    if first is not None:
        awake[first]["params"] = [{"name": "kept", "select": {"type": "point", "fields": ["series"]}, "bind": "legend"}]
    if framed is not None:
        ends = ["x", "y"] if isinstance(figure, Plane) else ["x"]
        frame = {"name": "framed", "select": {"type": "interval", "encodings": ends}}
        awake[framed]["params"] = [*awake[framed].get("params", []), frame]
    config = {**drawn["config"], "legend": {**drawn["config"]["legend"], "labelColor": INK, "titleColor": INK}}
    linked = [{"name": "linked", "value": ""}]
    found: Spec = named({**drawn, "layer": awake, "config": config, "params": linked})
    return found


def _values(layer: Spec) -> list[Spec]:
    values: list[Spec] = layer["data"]["values"]
    return values


def _speaks(layer: Spec) -> bool:
    """Whether the marks of a layer say something."""
    return any("told" in value for value in _values(layer)) and layer["mark"]["type"] != "text"


def _has_legend(layer: Spec) -> bool:
    """Whether the series of a layer stand in a legend."""
    colour = layer["encoding"].get("color", {})
    return colour.get("field") == "series" and colour.get("legend", True) is not None


def _framed(figure: Chart, layers: list[Spec]) -> int | None:
    """Return which layer has points enough for a frame; None where none has."""
    if not isinstance(figure, Plane | Lines):
        return None
    spots = len(figure.spots) if isinstance(figure, Plane) else len({x for line in figure.lines for x, _ in line.at})
    last = 0 if isinstance(figure, Plane) else len(layers) - 1
    return last if spots >= DENSE else None


def _touched(layers: list[Spec]) -> Spec:
    """Return points on curves that cannot be seen, since a curve is one mark and says one thing only."""
    curves = next(layer for layer in layers if layer["mark"]["type"] == "line")
    places = {key: curves["encoding"][key] for key in ("x", "y")}
    rows = {x: n for n, x in enumerate(sorted({value["x"] for value in _values(curves)}))}
    points = [{**value, "row": rows[value["x"]]} for value in _values(curves)]
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 0, "color": INK}
    return {"data": {"values": points}, "mark": mark, "encoding": places}


def _awake(layer: Spec, picked: list[str]) -> Spec:
    """Return a layer whose marks say their words, and fade where others are picked out."""
    mark = layer["mark"]
    told = {"field": "told", "type": "nominal"}
    alone = {} if mark["type"] == "line" else {"tooltip": told, "description": told}  # a curve is one mark
    encoding = {**layer["encoding"], **alone}
    if mark.get("opacity", 1):
        chosen = {"and": [*({"param": name} for name in picked), LINKED]}
        encoding["opacity"] = {"condition": {"test": chosen, "value": mark.get("opacity", 1)}, "value": FAINT}
    return {**layer, "encoding": encoding}
