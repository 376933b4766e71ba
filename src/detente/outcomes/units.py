"""Units of judgements, in the words of those who state them; loads nothing heavy."""

from __future__ import annotations

from detente.chapters import CHAPTERS

UNITS = {
    "positions": "points a year",
    "linkages": "points a year",
    "reservation": "points a year",
    "abstains_within": "points a year",
    "red_lines": "probability",
    "gates": "probability",
    "discount_rates": "share a year",
    "policies": "as what it shifts",
    "issues": "share of today’s level",  # effects of options
}


def unit_of(path: str) -> str:
    """Return the unit of a judgement; each chapter knows those of its own part of the case."""
    if path.startswith("positions/") and path.endswith("/once"):
        return "points"
    section, *ids = path.split("/")
    of_chapters = {chapter.name: chapter for chapter in CHAPTERS}
    if section in of_chapters:
        return of_chapters[section].unit(ids)
    return UNITS.get(section, "as documented for its key")
