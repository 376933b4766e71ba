"""Colours, shapes and dashes of charts: safe for the colour-blind, and at least 3 : 1 against the page.

Any two of the colours stay apart for eyes that see all colours and, by the simulation of [Machado2009], for those that
lack one kind of cone. Series differ in shape or dash too, so that nothing depends on colour alone.
"""

from __future__ import annotations

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


def coloured(known: list[str], backdrop: str = "") -> dict[str, Any]:
    """Return the encoding of series by colour; the backdrop takes none of the colours."""
    own = [series for series in known if series != backdrop]
    shown = [BACKDROP if s == backdrop else COLOURS[own.index(s) % len(COLOURS)] for s in known]
    return scale("series", known, shown)


def shaped(known: list[str]) -> dict[str, Any]:
    """Return the encoding of series by shape."""
    return scale("series", known, [SHAPES[n % len(SHAPES)] for n in range(len(known))])


def dashed(known: list[str]) -> dict[str, Any]:
    """Return the encoding of series by dash; series whose colours are alike have other dashes."""
    return scale("series", known, [list(DASHES[(n + n // len(COLOURS)) % len(DASHES)]) for n in range(len(known))])
