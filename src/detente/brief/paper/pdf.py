"""The brief as a PDF, or its page one as a picture: set by Typst, tagged, with page numbers, and nothing fetched."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

from detente.brief.compose import Brief
from detente.brief.paper.packed_objects import packed
from detente.brief.paper.sheets import Draw, Sheets, lettered_in
from detente.findings.words import unbroken

FONT = "Libertinus Serif"  # comes with Typst, so that a brief looks alike on any machine
DOTS = 120  # of a picture, an inch
ACCESSIBLE = "ua-1"  # PDF/UA-1: tags, title, language, and words for every picture


def pdf(brief: Brief, draw: Draw) -> bytes:
    """Return a brief as a PDF.

    Args:
        brief: The brief.
        draw: What draws its charts.

    Returns:
        A file that says it is PDF/UA-1. Where letters of the case are in no font of this machine, which that standard
        forbids, it is tagged in the same way and does not say so. The same brief gives the same bytes.
    """
    import typst

    given = _given(brief, draw)
    compiled: Any = typst.compile  # its types do not know of files that are handed over by name
    try:
        return packed(bytes(compiled(given, format="pdf", pdf_standards=ACCESSIBLE)))
    except typst.TypstError:
        return packed(bytes(compiled(given, format="pdf")))


def first_page(brief: Brief, draw: Draw) -> bytes:
    """Return page one of a brief as a picture, PNG.

    Args:
        brief: The brief.
        draw: What draws its charts.

    Returns:
        A sheet as wide as A4 and as long as page one. The same brief gives the same bytes.
    """
    import typst

    compiled: Any = typst.compile
    return bytes(compiled(_given(replace(brief, headings=()), draw), format="png", ppi=DOTS))


def _given(brief: Brief, draw: Draw) -> dict[str, bytes]:
    """Return the files that Typst reads, by name."""
    sheets = Sheets(draw)
    data = json.dumps(sheets.of(brief), ensure_ascii=False)
    return {
        "main": (files("detente.brief") / "templates" / "brief.typ").read_bytes(),
        "brief.json": unbroken(data).encode(),
        **{name: lettered_in(svg, FONT).encode() for name, svg in sheets.pictures.items()},
    }
