"""Axes: lines at round values, their labels, of which none covers another, and a title."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from detente.brief.svg.drawn_parts import Box, DrawnPart, around, element, group
from detente.brief.svg.letter_widths import shortened
from detente.brief.svg.letterings import Lettering, lettered
from detente.brief.svg.number_words import expressed, formatted, plain, ticks
from detente.brief.svg.scale_kinds import Banded, Straight
from detente.brief.svg.undrawable import UndrawableError

Spec = dict[str, Any]
CRISP = 0.5  # pixels by which lines are moved, so that each fills one row of pixels
GAP, TITLE_GAP = 2.0, 4.0  # pixels between the plot and labels, and between these and the title
WIDER = 1.2  # by how much letters of a reader’s font may be wider, where a title stands beside labels
LONGEST = 180.0  # pixels of a label at most
FEW = 3  # labels from which on some may be left out
FLUSH = 1.0  # pixels from an end of an axis within which its label begins or ends there


@dataclass(frozen=True)
class DrawnAxis:
    """An axis of a plot.

    Attributes:
        said: What its specification says of it.
        looks: What is said of all axes.
        scale: Its scale.
        below: Whether it is below the plot; else it is to its left.
        size: Pixels of the plot: from left to right, and from top to bottom.
    """

    said: Spec
    looks: Spec
    scale: Straight | Banded
    below: bool
    size: tuple[float, float]


def axis(
    channel: Spec | None, looks: Spec, scale: Straight | Banded | None, size: tuple[float, float], below: bool
) -> DrawnAxis | None:
    """Return the axis of a channel; None where it is not shown."""
    if channel is None or scale is None or channel.get("axis") is None:
        return None
    if "title" not in channel["axis"]:
        raise UndrawableError("an axis without a title", sorted(channel["axis"]), ("title",))
    return DrawnAxis(channel["axis"], looks, scale, below, size)


def grid(one: DrawnAxis) -> DrawnPart:
    """Return the lines at the labelled values of an axis, across the plot."""
    if isinstance(one.scale, Banded) or not one.said.get("grid", True):
        return DrawnPart("")
    width, height = one.size
    lines = []
    for value, _ in _labelled(one):
        at = int(one.scale(value) + 0.5) + CRISP
        ends = {"x1": at, "y1": 0, "x2": at, "y2": height} if one.below else {"x1": 0, "y1": at, "x2": width, "y2": at}
        lines.append(DrawnPart(element("line", ends), (ends["x1"], ends["y1"], ends["x2"], ends["y2"])))
    return group("mark-rule role-axis-grid", lines, stroke=one.looks["gridColor"])


def labels_and_title(one: DrawnAxis) -> DrawnPart:
    """Return the labels of an axis and its title."""
    pieces = kept(list(_labels(one)), one.said.get("labelOverlap", True), one.said.get("labelSeparation", 0.0))
    named = group("mark-text role-axis-label", pieces, fill=one.looks["labelColor"])
    title = group("mark-text role-axis-title", [_title(one, around(pieces))], fill=one.looks["titleColor"])
    return DrawnPart(named.svg + title.svg, around([named, title]))


def _words(one: DrawnAxis) -> Callable[[Any], str]:
    if isinstance(one.scale, Banded):
        return str
    if "labelExpr" in one.said:
        return expressed(one.said["labelExpr"])
    return formatted(one.said["format"]) if "format" in one.said else plain(*one.scale.domain, one.said["tickCount"])


def _labelled(one: DrawnAxis) -> list[tuple[Any, str]]:
    """Return the values that are labelled, and what each label says."""
    if isinstance(one.scale, Banded):
        values: list[Any] = list(one.scale.names)
    else:
        values = one.said.get("values") or ticks(*one.scale.domain, one.said["tickCount"])
    told = _words(one)
    return [(value, told(value)) for value in values]


def _labels(one: DrawnAxis) -> Iterator[DrawnPart]:
    size = one.looks["labelFontSize"]
    half = one.scale.band / 2 - CRISP if isinstance(one.scale, Banded) else 0.0
    for value, told in _labelled(one):
        at = one.scale(value) + half + CRISP
        text = shortened(told, LONGEST, size)
        if one.below:
            how = Lettering(size, _aligned(one, at - CRISP), "top")
            yield lettered(text, at, one.size[1] + CRISP + GAP, how)
        else:
            yield lettered(text, CRISP - GAP, at, Lettering(size, "right", "middle"))


def _aligned(one: DrawnAxis, at: float) -> str:
    """Return where a label below the plot is written from its place: at an end of the axis it does not go beyond."""
    if one.said.get("labelFlush") and isinstance(one.scale, Straight):
        first, last = one.scale.reach
        if abs(at - first) < FLUSH:
            return "left"
        if abs(at - last) < FLUSH:
            return "right"
    return "center"


def _title(one: DrawnAxis, labels: Box | None) -> DrawnPart:
    """Return the title of an axis, in the middle of it, beyond its labels."""
    title, size = one.said["title"], one.looks["labelFontSize"]
    middle = (one.scale.reach[0] + one.scale.reach[1]) / 2 + CRISP
    if one.below:
        # Labels have a height of their own, whatever they say.
        top = one.size[1] + CRISP + GAP + size + TITLE_GAP
        return lettered(title, middle, top, Lettering(size, "center", "top"))
    how = Lettering(size, "center", "bottom", turned=True)
    edge = CRISP - GAP
    left = edge - WIDER * (edge - (labels[0] if labels is not None else edge)) - TITLE_GAP
    more = how.step * (len(title) - 1) if isinstance(title, list) else 0.0
    return lettered(title, left - more, middle, how)


def kept(labels: list[DrawnPart], way: bool | str, apart: float) -> list[DrawnPart]:
    """Return labels of which none covers another, as Vega leaves them out.

    Args:
        labels: All of them, in order.
        way: `greedy` for every label that has room after the last that is kept; else every second, until all have room.
        apart: Pixels that must be between two.
    """
    shown = labels
    while len(shown) >= FEW and any(_close(a, b, apart) for a, b in pairwise(shown)):
        shown = _greedy(shown, apart) if way == "greedy" else shown[::2]
    if FEW > len(shown) < len(labels) and shown[-1] is not labels[-1]:
        shown = [shown[0], labels[-1]] if len(shown) > 1 else [*shown, labels[-1]]
    return shown


def _greedy(labels: list[DrawnPart], apart: float) -> list[DrawnPart]:
    found: list[DrawnPart] = []
    for label in labels:
        if not found or not _close(found[-1], label, apart):
            found.append(label)
    return found


def _close(one: DrawnPart, other: DrawnPart, apart: float) -> bool:
    """Whether two labels have less than so many pixels between them."""
    if one.box is None or other.box is None:
        return False
    a, b = one.box, other.box
    return apart > max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
