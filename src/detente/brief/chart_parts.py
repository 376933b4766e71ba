"""Charts of many rows in parts, since a picture that is taller than a sheet loses its first rows and its last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from detente.findings import Bars, Dots, Figure, Swings, Timeline

MOST_ROWS = 10  # of a picture, which takes less than half a sheet of A4 then, so that little stays empty before it
FEWEST = 2  # rows of a kind that make a picture of their own
NUMBERED = re.compile(r" \(\d+ of \d+\)$")  # what the title of a part ends with
Row = TypeVar("Row")


def in_parts(figure: Figure) -> tuple[Figure, ...]:
    """Return a figure, or several of about as many rows each, on one scale, where it has too many for one picture.

    Example:
        >>> from detente.findings import Bar
        >>> rows = tuple(Bar(str(n), (("x", 0.5),), "50 %") for n in range(27))
        >>> [(part.title, len(part.bars)) for part in in_parts(Bars("War", "How likely.", "share", rows))]
        [('War (1 of 3)', 9), ('War (2 of 3)', 9), ('War (3 of 3)', 9)]
    """
    match figure:
        case Bars():
            parts: list[Figure] = [replace(figure, bars=rows, scale_of=figure.bars) for rows in evenly(figure.bars)]
        case Dots():
            parts = [replace(figure, rows=rows) for rows in evenly(figure.rows)]
        case Swings():
            parts = [replace(figure, swings=rows, scale_of=figure.swings) for rows in evenly(figure.swings)]
        case Timeline():
            spans = [tuple(span for span in figure.spans if span.label in rows) for rows in _by_kind(figure)]
            parts = [replace(figure, spans=rows, scale_of=figure.spans) for rows in spans]
        case _:
            return (figure,)
    if len(parts) < 2:
        return (figure,)
    titles = (f"{figure.title} ({n} of {len(parts)})" for n in range(1, len(parts) + 1))
    return tuple(replace(part, title=title) for part, title in zip(parts, titles, strict=True))


def is_one_chart(one: Figure, other: Figure) -> bool:
    """Whether two figures are parts of one chart, or the same figure.

    Example:
        >>> from detente.findings import Bar
        >>> rows = tuple(Bar(str(n), (("x", 0.5),), "50 %") for n in range(27))
        >>> first, second, _ = in_parts(Bars("War", "How likely.", "share", rows))
        >>> is_one_chart(first, second), is_one_chart(first, Bars("Peace", "How likely.", "share", rows))
        (True, False)
    """
    return type(one) is type(other) and one.says == other.says and _whole(one.title) == _whole(other.title)


def _whole(title: str) -> str:
    """Return the title of the chart of which one of this title is a part."""
    return NUMBERED.sub("", title)


def _by_kind(figure: Timeline) -> list[tuple[str, ...]]:
    """Return the rows of a timeline in parts: what is there anyway apart from what is done, where that makes parts."""
    rows = list(dict.fromkeys(span.label for span in figure.spans))
    behind = {span.label for span in figure.spans if span.series == figure.backdrop}
    kinds = [[row for row in rows if row in behind], [row for row in rows if row not in behind]]
    if len(rows) <= MOST_ROWS or min(map(len, kinds)) < FEWEST:
        return evenly(rows)
    return [part for kind in kinds for part in evenly(kind)]


def evenly(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Return rows in as few parts as hold at most so many each, the first ones longer by one where they must be.

    Example:
        >>> [len(part) for part in evenly(range(54))]
        [9, 9, 9, 9, 9, 9]
    """
    number = max(1, -(-len(rows) // MOST_ROWS))
    size, longer = divmod(len(rows), number)
    starts = [n * size + min(n, longer) for n in range(number + 1)]
    return [tuple(rows[start:end]) for start, end in pairwise(starts)]
