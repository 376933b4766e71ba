"""What is on a drawing, read from its SVG: every mark, label and line with its place from the corner of the plot.

It reads what drawings of our charts hold, by whichever program they were drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity")
_ROLE = re.compile(r"role-(axis-label|axis-title|axis-grid|mark|legend)")
_MOVES = re.compile(r"(translate|rotate)\(([^)]*)\)")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_CELL = re.compile(r"M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v([-\d.e]+)h[-\d.e]+Z")
_STROKE = re.compile(r"M([-\d.]+),0L([-\d.]+),0")
_RGB = re.compile(r"rgb\((\d+), (\d+), (\d+)\)")
_UNSEEN = {"background", "foreground"}
Place = tuple[float, float]


@dataclass(frozen=True)
class DrawnMark:
    """Something on a drawing.

    Attributes:
        role: What it is there for: `mark`, `axis-label`, `axis-title`, `axis-grid` or `legend`.
        kind: `line`, `text`, `path` for a curve, or `box` for all that encloses something.
        at: Its numbers, pixels: ends of a line, the box around it, all points of a curve, the place of a text.
        says: Its text, a line of it a line.
        looks: Colours, widths, dashes and how it is set.
    """

    role: str
    kind: str
    at: tuple[float, ...]
    says: str
    looks: tuple[str, ...]


def marks_of(svg: str) -> list[DrawnMark]:
    """Return all that is on a drawing, in the order in which it is drawn."""
    found: list[DrawnMark] = []
    for inner in ET.fromstring(svg):
        if inner.tag == f"{SVG}g":
            _walk(inner, (0.0, 0.0), "", found, plot=True)
    return found


def _walk(one: ET.Element, at: Place, role: str, found: list[DrawnMark], plot: bool = False) -> None:
    if one.attrib.get("opacity") == "0":  # a label that has no room
        return
    classes = one.attrib.get("class", "")
    named = _ROLE.search(classes)
    role = named[1] if named else role
    tag = one.tag.removeprefix(SVG)
    if tag == "g":
        across, down = (0.0, 0.0) if plot else _moved(one.attrib.get("transform", ""))[:2]
        inherited = {key: one.attrib[key] for key in LOOKS if key in one.attrib}
        for inner in one:
            inner.attrib.update(inherited | inner.attrib)
            _walk(inner, (at[0] + across, at[1] + down), role, found)
    elif tag in ("line", "path", "text", "rect") and not _UNSEEN & {*classes.split()}:
        x, y, turned = _moved(one.attrib.get("transform", ""))
        found.append(_read(one, tag, role, (x + at[0], y + at[1]), turned))


def _moved(transform: str) -> tuple[float, float, int]:
    """Return where a transform puts the point 0, 0, and by how much it is turned."""
    x = y = 0.0
    turned = 0
    for name, numbers in _MOVES.findall(transform):
        first, *others = (float(n) for n in _NUMBERS.findall(numbers))
        second = others[0] if others else 0.0
        if name == "rotate":
            turned += round(first)
        elif turned:  # by a right angle, so that it reads from below upwards
            x, y = x + second, y - first
        else:
            x, y = x + first, y + second
    return x, y, turned


def _read(one: ET.Element, tag: str, role: str, at: Place, turned: int) -> DrawnMark:
    given, (x, y) = one.attrib, at
    looks = [_tidy(key, given.get(key, "")) for key in LOOKS]
    if not looks[1]:  # how wide a line is that is not there
        looks = [looks[0], "", "", "", looks[-1]]
    if tag == "text":
        lines = [part.text or "" for part in one] or [one.text or ""]
        steps = [part.attrib["dy"] for part in one if "dy" in part.attrib][:1]
        bold = given.get("font-weight", "").replace("normal", "")
        how = (given["text-anchor"], given["font-size"], bold, *steps, str(turned))
        return DrawnMark(role, tag, at, "\n".join(lines), (*looks, *how))
    kind, places = _outline(given["d"], at) if tag == "path" else ("", ())
    if tag == "line":
        ends = sorted((x + float(given.get(f"x{n}", 0)), y + float(given.get(f"y{n}", 0))) for n in (1, 2))
        kind, places = tag, (*ends[0], *ends[1])
    if tag == "rect":
        left, top = x + float(given["x"]), y + float(given["y"])
        kind, places = "box", (left, top, left + float(given["width"]), top + float(given["height"]))
    return DrawnMark(role, kind, places, "", ("" if kind == "line" else looks[0], *looks[1:]))


def _outline(path: str, at: Place) -> tuple[str, tuple[float, ...]]:
    """Return the box around what a path encloses, the ends of a stroke, or every point of a curve."""
    x, y = at
    numbers = [float(n) for n in _NUMBERS.findall(path)]
    if cell := _CELL.fullmatch(path):
        left, top, wide, tall = (float(n) for n in cell.groups())
        return "box", (x + left, y + top, x + left + wide, y + top + tall)
    if stroke := _STROKE.fullmatch(path):
        return "line", (x + float(stroke[1]), y, x + float(stroke[2]), y)
    if "A" in path:
        reach = abs(numbers[0])
        return "box", (x - reach, y - reach, x + reach, y + reach)
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    if not path.endswith("Z") or len({*points}) == 1:
        return "path", tuple(place for a, b in points for place in (x + a, y + b))
    lefts, tops = zip(*points, strict=True)
    return "box", (x + min(lefts), y + min(tops), x + max(lefts), y + max(tops))


def _tidy(key: str, value: str) -> str:
    """Return an attribute as both programs write it, with nothing for what is so anyway."""
    if key in ("stroke-width", "opacity") and value:
        value = f"{float(value):g}"
    if (key, value) in (("opacity", "1"), ("stroke-width", "1")):
        return ""
    if shade := _RGB.fullmatch(value):
        return "#" + "".join(f"{int(part):02x}" for part in shade.groups())
    return {"none": "", "black": "#000000", "#000": "#000000"}.get(value, value)
