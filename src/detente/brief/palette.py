"""Colours, shapes and dashes of charts: safe for the colour-blind, and at least 3 : 1 against the page.

Any two of the colours stay apart for eyes that see all colours and, by the simulation of [Machado2009], for those that
lack one kind of cone. Series differ in shape or dash too, so that nothing depends on colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

COLOURS = ("#0072B2", "#D55E00", "#442244", "#8822EE", "#660000", "#AA6666")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES: tuple[list[int], ...] = ([], [6, 3], [2, 2], [8, 3, 2, 3], [12, 3], [4, 2, 1, 2])
INK, MUTED, GRID, PAGE = "#1a1a1a", "#555555", "#d9d9d9", "#ffffff"
BACKDROP = "#767676"  # of what has no colour of its own
SHADES = ("#d3e5f0", "#8bbcd9", "#3d8fc0", "#00578a")  # of steps, from the first to the last of a ladder


def scale(field: str, known: list[str], shown: list[Any]) -> dict[str, Any]:
    """Return the encoding of series by something that tells them apart; one series needs no legend.

    Args:
        field: Name of the field.
        known: The series, in order.
        shown: What each is shown by.
    """
    legend: dict[str, Any] = {} if len(known) > 1 else {"legend": None}
    return {"field": field, "type": "nominal", "sort": None, "scale": {"domain": known, "range": shown}, **legend}


def coloured(known: list[str], backdrop: str = "", parties: Sequence[str] = ()) -> dict[str, Any]:
    """Return the encoding of series by colour."""
    return scale("series", known, hues(known, backdrop, parties))


def hues(known: Sequence[str], backdrop: str = "", parties: Sequence[str] = ()) -> list[str]:
    """Return the colour of each series: that of its party, or one that no party of the chart has.

    Args:
        known: The series, in order.
        backdrop: The series that takes none of the colours; empty for none.
        parties: Names of all parties, in the order of the case.

    Example:
        >>> two = ("Ann", "Bea")
        >>> [COLOURS.index(hue) for hue in hues(["attainable", "gain of Bea", "gain of Ann"], parties=two)]
        [2, 1, 0]
    """
    named = {series: party for series in known if (party := party_of(series, parties)) is not None}
    free = [hue for n, hue in enumerate(COLOURS) if n not in {party % len(COLOURS) for party in named.values()}]
    others = [series for series in known if series != backdrop and series not in named]
    own = {series: (free or COLOURS)[n % len(free or COLOURS)] for n, series in enumerate(others)}
    own |= {series: COLOURS[party % len(COLOURS)] for series, party in named.items()}
    return [BACKDROP if series == backdrop else own[series] for series in known]


def party_of(series: str, parties: Sequence[str]) -> int | None:
    """Return the number of the party that a series is named after; None where it names none, or several.

    Example:
        >>> parties = ("Korea", "South Korea", "China")
        >>> party_of("gain of South Korea", parties), party_of("South Korea and China", parties)
        (1, None)
    """
    found: set[int] = set()
    left = series
    for n, name in sorted(enumerate(parties), key=lambda one: -len(one[1])):
        if re.search(whole := rf"(?<!\w){re.escape(name)}(?!\w)", left):
            found.add(n)
            left = re.sub(whole, " ", left)
    return found.pop() if len(found) == 1 else None


def shaped(known: list[str]) -> dict[str, Any]:
    """Return the encoding of series by shape."""
    return scale("series", known, [SHAPES[n % len(SHAPES)] for n in range(len(known))])


def dashed(known: list[str]) -> dict[str, Any]:
    """Return the encoding of series by dash; series whose colours are alike have other dashes."""
    return scale("series", known, [list(DASHES[(n + n // len(COLOURS)) % len(DASHES)]) for n in range(len(known))])
