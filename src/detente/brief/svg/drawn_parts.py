"""Parts of a drawing: elements of SVG, each with the box that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

Box = tuple[float, float, float, float]  # left, top, right, bottom; pixels
_UNPRINTED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML has no place for


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A part of a drawing.

    Attributes:
        svg: Its elements.
        box: The pixels that it takes; None for none.
    """

    svg: str
    box: Box | None = None


def number(value: float) -> str:
    """Return a number of pixels as SVG has it, to a hundredth.

    Example:
        >>> number(12.0), number(-0.001), number(1 / 3)
        ('12', '0', '0.33')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, attributes: dict[str, Any], inner: str = "") -> str:
    """Return an element; attributes that are None are left out, and underscores in their names are hyphens.

    Example:
        >>> element("line", {"x1": 0.5, "stroke_width": 2, "stroke": "#1a1a1a", "opacity": None})
        '<line x1="0.5" stroke-width="2" stroke="#1a1a1a"/>'
    """
    told = ""
    for key, value in attributes.items():
        if value is not None:
            said = escape(printable(value)) if isinstance(value, str) else number(value)
            told += f' {key.replace("_", "-")}="{said}"'
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def printable(text: str) -> str:
    """Return a text without characters that XML has no place for."""
    return _UNPRINTED.sub("", text)


def words(text: str) -> str:
    """Return a text as the content of an element."""
    return escape(printable(text), quote=False)


def group(name: str, parts: Iterable[DrawnPart], **attributes: Any) -> DrawnPart:
    """Return parts as a group of a class, with the box around all of them; nothing where there are none."""
    found = list(parts)
    inner = "".join(part.svg for part in found)
    return DrawnPart(element("g", {"class": name, **attributes}, inner) if inner else "", around(found))


def around(parts: Iterable[DrawnPart]) -> Box | None:
    """Return the box around some parts; None where none takes room.

    Example:
        >>> around([DrawnPart("", (0, 0, 2, 2)), DrawnPart(""), DrawnPart("", (1, -1, 3, 1))])
        (0, -1, 3, 2)
    """
    boxes = [part.box for part in parts if part.box is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def moved(box: Box, across: float, down: float) -> Box:
    """Return a box that has been moved.

    Example:
        >>> moved((0, 0, 2, 1), 10, -1)
        (10, -1, 12, 0)
    """
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down
