"""Texts of a drawing: on one line or on several, beside, above or below the place that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.brief.svg.drawn_parts import Box, DrawnPart, element, moved, number, words
from detente.brief.svg.letter_widths import width

# Where a text stands beside its place → how far below it its first line is written, in heights of a letter.
BASELINES = {"top": 0.79, "middle": 0.3, "bottom": -0.21, "alphabetic": 0.0}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
ASCENT = 0.8  # of a letter’s height: what stands above the line that it is written on
LEADING = 2  # pixels between two lines


@dataclass(frozen=True)
class Lettering:
    """How a text is set.

    Attributes:
        size: Of the font, pixels.
        align: Which end of it, or whether its middle, is at its place: left, center or right.
        baseline: What of it is at the height of its place, one of `BASELINES`.
        weight: Of the font.
        leading: Pixels from one line to the next; None for what the size asks for.
        turned: Whether it is read from below upwards.
    """

    size: float = 11.0
    align: str = "left"
    baseline: str = "alphabetic"
    weight: str = "normal"
    leading: float | None = None
    turned: bool = False

    @property
    def step(self) -> float:
        """Pixels from one line to the next."""
        return self.size + LEADING if self.leading is None else self.leading


def lettered(text: str | list[str], x: float, y: float, how: Lettering, **looks: Any) -> DrawnPart:
    """Return a text at a place.

    Args:
        text: A line, or several.
        x: Pixels from the left.
        y: Pixels from the top.
        how: How it is set.
        looks: Further attributes: colours, and the edge around letters, which is drawn behind them.
    """
    lines = [text] if isinstance(text, str) else text
    down = round(BASELINES[how.baseline] * how.size)
    looks = ({"paint_order": "stroke"} if looks.get("stroke") else {}) | looks
    place = f"translate({number(x)},{number(y)}) rotate(-90) " if how.turned else ""
    written = f"{place}translate({'0' if how.turned else number(x)},{number(down + (0 if how.turned else y))})"
    attributes = {
        "text_anchor": ANCHORS[how.align],
        "transform": written,
        "font_size": f"{number(how.size)}px",
        "font_weight": None if how.weight == "normal" else how.weight,
        **looks,
    }
    inner = words(lines[0]) if len(lines) == 1 else _lines(lines, how.step)
    wide, tall, left, top = _extent(lines, how, down)
    box = (left, top, left + wide, top + tall)
    box = (box[1], -box[2], box[3], -box[0]) if how.turned else box
    return DrawnPart(element("text", attributes, inner), moved(box, x, y) if wide else None)


def _lines(lines: list[str], step: float) -> str:
    first, *others = lines
    later = (element("tspan", {"x": 0, "dy": step}, words(line)) for line in others)
    return element("tspan", {}, words(first)) + "".join(later)


def _extent(lines: list[str], how: Lettering, down: float) -> Box:
    """Return how wide and how tall some lines are, and where they begin from their place."""
    wide = max((width(line, how.size, how.weight == "bold") for line in lines), default=0.0)
    left = {"left": 0.0, "center": -wide / 2, "right": -wide}[how.align]
    return wide, how.size + how.step * (len(lines) - 1), left, down - ASCENT * how.size
