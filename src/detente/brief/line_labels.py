"""Names of curves, beside their ends: in the colour of the curve, on as many lines as it takes, none over another."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from detente.brief.chart_axes import LETTER
from detente.brief.palette import hues
from detente.findings import Lines

SHARE = 0.34  # of the drawing that names take at most
LINE = 14.0  # pixels from one line of a name to the next
GAP = 4.0  # pixels between two names
MOST = 6  # lines of a name
WORD = 16  # letters of a word that is not broken, even where it takes more than its share


def beside(figure: Lines, edges: tuple[float, float], width: int, tall: int) -> tuple[list[dict[str, Any]], float]:
    """Return the names of curves with their places, and the pixels that they take to the right of the curves.

    Args:
        figure: The curves.
        edges: Where the vertical axis begins and ends.
        width: Pixels of the whole drawing from left to right.
        tall: Pixels from top to bottom.

    Returns:
        For each curve its lines, its colour and where its first line stands on the vertical axis; and the pixels.
        There is nothing to name where there is one curve.
    """
    if len(figure.lines) < 2:
        return [], 8.0
    words = [len(word) for line in figure.lines for word in line.label.split()]
    letters = max(10, int((SHARE * width - 12) / LETTER), min(WORD, max(words, default=0)))
    ended = [(n, line) for n, line in enumerate(figure.lines) if line.at]
    texts = [wrap(line.label, letters, max_lines=MOST, placeholder=" …") or [""] for _, line in ended]
    unit = tall / (edges[1] - edges[0])
    middles = [(edges[1] - line.at[-1][1]) * unit for _, line in ended]
    placed = apart(middles, [len(lines) * LINE for lines in texts], tall)
    inks = hues([line.label for line in figure.lines], parties=figure.parties)
    names = [
        {
            "name": line.label,
            "lines": lines,
            "beside": edges[1] - (at - (len(lines) - 1) * LINE / 2) / unit,
            "ink": inks[n],
        }
        for (n, line), lines, at in zip(ended, texts, placed, strict=True)
    ]
    longest = max((len(one) for lines in texts for one in lines), default=0)
    return names, longest * LETTER + 12


def apart(middles: list[float], heights: list[float], tall: float) -> list[float]:
    """Return where to put texts so that none covers another, each as near to its place as that allows.

    Args:
        middles: Where the middle of each should be, pixels from the top.
        heights: Pixels that each takes.
        tall: Pixels of the drawing.

    Example:
        >>> apart([50.0, 52.0, 10.0], [14.0, 14.0, 14.0], 100)
        [42.0, 60.0, 10.0]
    """
    groups: list[tuple[list[int], float]] = []  # texts that touch, and the middle of them all
    for n in sorted(range(len(middles)), key=lambda k: middles[k]):
        groups.append(([n], middles[n]))
        while True:
            members, middle = groups[-1]
            size = _size(members, heights)
            middle = min(max(middle, size / 2), max(size / 2, tall - size / 2))
            groups[-1] = (members, middle)
            if len(groups) < 2 or groups[-2][1] + _size(groups[-2][0], heights) / 2 + GAP <= middle - size / 2:
                break
            before, other = groups[-2]
            joint = (other * len(before) + middle * len(members)) / (len(before) + len(members))
            groups[-2:] = [([*before, *members], joint)]
    found = [0.0] * len(middles)
    for members, middle in groups:
        top = middle - _size(members, heights) / 2
        for n in members:
            found[n] = top + heights[n] / 2
            top += heights[n] + GAP
    return found


def _size(members: list[int], heights: list[float]) -> float:
    return sum(heights[n] for n in members) + GAP * (len(members) - 1)
