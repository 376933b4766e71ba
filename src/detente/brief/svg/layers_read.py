"""Layers of a chart as they are drawn: what each channel says of a row of data, and the axes that layers share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente.brief.svg.scale_kinds import Banded, Straight, along, looked_up
from detente.brief.svg.undrawable import UndrawableError

Spec = dict[str, Any]
Reading = Callable[[Spec], Any]
_COMMON = ("type", "scale", "axis", "sort")
_EXPRESSION = "datum."


@dataclass(frozen=True)
class Plot:
    """Where the marks of a chart stand.

    Attributes:
        width: Pixels.
        height: Pixels.
        across: The horizontal scale; None where no layer has one.
        up: The vertical scale; None where no layer has one.
        layers: The layers, in the order in which they are drawn.
    """

    width: float
    height: float
    across: Straight | Banded | None
    up: Straight | Banded | None
    layers: tuple[Spec, ...]

    def place(self, name: str) -> Straight | Banded | None:
        """Return the scale of a channel of places: `x`, `x2`, `y` or `y2`."""
        return self.across if name[0] == "x" else self.up


def plot(spec: Spec) -> Plot:
    """Return where the marks of a chart stand, by its specification."""
    width, height, layers = spec["width"], spec["height"], tuple(spec["layer"])
    x, y = shared(layers, "x"), shared(layers, "y")
    across = along(x, width, upward=False) if x is not None else None
    up = along(y, height, upward=y["type"] != "ordinal") if y is not None else None
    return Plot(width, height, across, up, layers)


def shared(layers: tuple[Spec, ...], name: str) -> Spec | None:
    """Return the encoding of places that layers share; None where none has one.

    Raises:
        UndrawableError: Two layers have different scales or axes.
    """
    found = [layer["encoding"][name] for layer in layers if "field" in layer["encoding"].get(name, {})]
    for other in found[1:]:
        for key in _COMMON:
            if other.get(key) != found[0].get(key):
                raise UndrawableError(f"{key} of {name} in two layers", other.get(key), (found[0].get(key),))
    return found[0] if found else None


@dataclass(frozen=True)
class Layer:
    """One layer: its data, and what is said of each row of them.

    Attributes:
        kind: The mark.
        values: The rows.
        plot: Where it is drawn.
        spec: Its part of the specification.
    """

    kind: str
    values: list[Spec]
    plot: Plot
    spec: Spec

    def says(self, name: str, otherwise: Any = None, *others: str) -> Reading:
        """Return what a channel says of a row: by its encoding, else as a property of the mark.

        Args:
            name: The channel.
            otherwise: What is said where the layer says nothing.
            others: Other names of the channel, which count more.
        """
        encoding, mark = self.spec["encoding"], self.spec["mark"]
        for one in (*others, name):
            if one in encoding:
                return _read(encoding[one], self.plot.place(one) if one[0] in "xy" else None, self.values)
        for one in (*others, name):
            if one in mark:
                return _told(mark[one])
        return lambda _: otherwise

    def __contains__(self, name: str) -> bool:
        """Whether it says anything by a channel."""
        return name in self.spec["encoding"] or name in self.spec["mark"]


def layer(spec: Spec, where: Plot) -> Layer:
    """Return a layer by its part of a specification."""
    return Layer(spec["mark"]["type"], spec["data"]["values"], where, spec)


def _read(channel: Spec, place: Straight | Banded | None, values: list[Spec]) -> Reading:
    if "value" in channel:
        return lambda _: channel["value"]
    field = channel["field"]
    if place is not None:
        return lambda row: place(row[field])
    if set(channel) == {"field"}:
        return lambda row: row[field]
    turned = looked_up(channel, values)
    return lambda row: turned(row[field])


def _told(value: Any) -> Reading:
    """Return a property of a mark, the same for every row or, by an expression, a field of it."""
    if isinstance(value, dict):
        expression = value.get("expr", "")
        field = expression.removeprefix(_EXPRESSION)
        if field == expression or not field.isidentifier():
            raise UndrawableError("a property of a mark", value, ("{expr: datum.FIELD}",))
        return lambda row: row[field]
    return lambda _: value
