"""Scales: from the values of a chart to places, colours, shapes and dashes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.brief.svg.undrawable import UndrawableError

Spec = dict[str, Any]
Ends = tuple[float, float]


@dataclass(frozen=True)
class Straight:
    """Numbers at places along a line.

    Attributes:
        domain: The numbers at its ends.
        reach: The pixels at its ends.
    """

    domain: Ends
    reach: Ends

    def __call__(self, value: float) -> float:
        """Return the pixels at which a number stands."""
        return self.reach[0] + part(value, self.domain) * (self.reach[1] - self.reach[0])


@dataclass(frozen=True)
class Banded:
    """Names side by side, each with as much room as the others.

    Attributes:
        names: The names, in order.
        reach: The pixels at its ends.
    """

    names: tuple[str, ...]
    reach: Ends

    @property
    def band(self) -> float:
        """Pixels of each."""
        return (self.reach[1] - self.reach[0]) / max(1, len(self.names))

    def __call__(self, name: str) -> float:
        """Return the pixels at which the band of a name begins."""
        return self.reach[0] + self.names.index(name) * self.band


@dataclass(frozen=True)
class Shaded:
    """Numbers as colours, with even changes from each to the next.

    Attributes:
        domain: The numbers of the first colour and of the last.
        colours: Two at least, as #rrggbb.
    """

    domain: Ends
    colours: tuple[str, ...]

    def __call__(self, value: float) -> str:
        """Return the colour of a number.

        Example:
            >>> Shaded((0, 2), ("#ffffff", "#d3e5f0", "#00578a"))(0.5)
            '#e9f2f8'
        """
        at = min(1.0, max(0.0, part(value, self.domain))) * (len(self.colours) - 1)
        n = min(int(at), len(self.colours) - 2)
        ends = (int(self.colours[n + k][1:], 16) for k in (0, 1))
        one, other = ([colour >> shift & 255 for shift in (16, 8, 0)] for colour in ends)
        mixed = (int(a + (at - n) * (b - a) + 0.5) for a, b in zip(one, other, strict=True))
        return "#" + "".join(f"{share:02x}" for share in mixed)


def part(value: float, domain: Ends) -> float:
    """Return how far a number is on the way between two; in the middle where they are one."""
    low, high = domain
    return (value - low) / (high - low) if high != low else 0.5


def along(channel: Spec, length: float, upward: bool) -> Straight | Banded:
    """Return the scale of places of a channel.

    Args:
        channel: Its encoding.
        length: Pixels of the plot along it.
        upward: Whether larger numbers stand higher, as on a vertical axis.
    """
    if channel["type"] == "ordinal":
        return Banded(tuple(channel["sort"]), (0.0, length))
    scale = channel["scale"]
    low, high = scale["domain"]
    first, last = scale.get("range", (length, 0.0) if upward else (0.0, length))
    return Straight((low, high), (last, first) if scale.get("reverse") else (first, last))


def looked_up(channel: Spec, values: Sequence[Spec]) -> Callable[[Any], Any]:
    """Return what turns a value of a channel that is no place into a colour, a shape, a dash or a size.

    Args:
        channel: Its encoding.
        values: The data of its layer.

    Raises:
        UndrawableError: Its scale is of a kind that is not known here.
    """
    scale = channel.get("scale", {})
    if scale is None:
        return lambda value: value
    if channel["type"] == "nominal":
        return dict(zip(scale["domain"], scale["range"], strict=True)).__getitem__
    if channel["type"] == "quantitative" and "domainMin" in scale:
        return shades(channel, values)
    raise UndrawableError("a scale of what is no place", scale, ("domain and range", "domainMin and range"))


def shades(channel: Spec, values: Sequence[Spec]) -> Shaded:
    """Return the colours of numbers, up to the largest of some data."""
    scale = channel["scale"]
    most = max((value[channel["field"]] for value in values), default=scale["domainMin"])
    return Shaded((scale["domainMin"], most), tuple(scale["range"]))
