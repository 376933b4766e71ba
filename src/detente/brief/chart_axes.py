"""Axes of charts: none goes beyond 100 %, titles are broken where they would not fit, and words have room beside it."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import Any

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)  # of an axis of shares
MOST_STEPS = 5
LEAST = 24.0  # pixels to the right of any axis, for half of its last label
LETTER = 7.0  # pixels of a letter at most, on average, by a wide font
PERCENT = {"labelExpr": "format(100 * datum.value, '.0f') + '\u00a0%'", "labelFlush": False}
Spec = dict[str, Any]


def top_of(longest: float) -> tuple[float, list[float]]:
    """Return where an axis of shares ends that begins at 0, and the shares that it labels.

    Example:
        >>> top_of(0.33), top_of(1.0)[0], top_of(0.0)[0]
        ((0.4, [0.0, 0.1, 0.2, 0.3, 0.4]), 1.0, 0.01)
    """
    step = next((s for s in STEPS if longest <= s * MOST_STEPS + 1e-9), STEPS[-1])
    number = max(1, min(ceil(longest / step - 1e-9), round(1 / step)))
    return round(number * step, 6), [round(n * step, 6) for n in range(number + 1)]


def share_axis(title: str, longest: float, length: float) -> Spec:
    """Return a horizontal axis of shares from 0 on, at most to 100 %.

    Args:
        title: Its title.
        longest: The largest share on it.
        length: Its length, pixels; what is drawn to the right of it has room there.
    """
    top, ticks = top_of(longest)
    return {
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False, "range": [0, length]},
        "axis": {"title": fitting(title, length), "values": ticks, **PERCENT},
    }


def rows_axis(rows: int, above: float = 0.0) -> Spec:
    """Return the vertical axis of rows, a unit a row, with room for heads above the first."""
    return {
        "type": "quantitative",
        "scale": {"domain": [-above, max(rows, 1)], "reverse": True, "nice": False},
        "axis": None,
    }


def fitting(title: str, length: float) -> str | list[str]:
    """Return a title on as many lines as its axis makes necessary.

    Example:
        >>> fitting("share of worlds", 300), fitting("share of worlds", 70)
        ('share of worlds', ['share of', 'worlds'])
    """
    lines = wrap(title, max(8, int(length / LETTER)))
    return lines if len(lines) > 1 else title


def room_for(texts: list[str], most: float) -> float:
    """Return the pixels that the longest of some texts takes to the right of an axis."""
    longest = max((len(text) for text in texts), default=0)
    return max(LEAST, min(most, longest * LETTER + 12))
