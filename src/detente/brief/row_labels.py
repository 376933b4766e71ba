"""Labels of rows: they stand above what they name, on as many lines as they need to fit."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from detente.brief.palette import PAGE

ROW, LINE = 40, 18  # pixels: a row whose label takes one line, and each line more
LETTER = 6.5  # pixels of a letter on average, by a wide font
MOST = 3  # lines
BAR = 0.7  # where in a row what it shows is drawn, from its top
EDGE = 4  # pixels: the light edge around a label, so that no line is read through it
ABOVE, HALF = 16.0, 7.5  # pixels: from there to the middle of the last line above, and half of a line
Spec = dict[str, Any]


def broken(name: str, width: int) -> list[str]:
    """Break a label into lines for a chart of so many pixels.

    Example:
        >>> broken("Relations and channel: liaison offices", 160)
        ['Relations and', 'channel: liaison', 'offices']
    """
    return wrap(name, max(8, int((width - 24) / LETTER)), max_lines=MOST, placeholder=" …") or [""]


def height(names: list[str], width: int) -> int:
    """Return the pixels of a row, so that the label with the most lines has room."""
    return ROW + LINE * (max((len(broken(name, width)) for name in names), default=1) - 1)


def clear_of(name: str, width: int, row: int, at: float) -> float:
    """Return where a line from top to bottom may begin so that it does not cross a label, as a share of the row.

    Args:
        name: The label.
        width: Width of the chart, pixels.
        row: Height of the row, pixels.
        at: Where the line stands, pixels from the left.

    Example:
        >>> clear_of("short", 300, 40, 200.0), round(clear_of("a long label of a row", 300, 40, 100.0), 2)
        (0.0, 0.54)
    """
    reaches = max(len(one) for one in broken(name, width)) * LETTER + EDGE
    return BAR - (ABOVE - HALF - EDGE / 2) / row if reaches >= at else 0.0


def labels(names: list[str], width: int, ink: str, line: Spec) -> Spec:
    """Return the layer of the labels.

    Args:
        names: The label of each row, top to bottom.
        width: Width of the chart, pixels.
        ink: Colour.
        line: The vertical axis, a unit a row.
    """
    row = height(names, width)
    values: list[Spec] = []
    for n, name in enumerate(names):
        lines = broken(name, width)
        first = BAR * row - ABOVE - 2 * HALF * (len(lines) - 1)  # later lines stand below it
        values.append({"label": name, "lines": lines, "y": n + first / row})
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12, "lineHeight": 2 * HALF, "fill": ink}
    edge = {"stroke": PAGE, "strokeWidth": EDGE, "strokeJoin": "round"}
    return {
        "data": {"values": values},
        "mark": {**mark, **edge},
        "encoding": {"y": {"field": "y", **line}, "x": {"value": 0}, "text": {"field": "lines"}},
    }
