"""What is typed in single cells: numbers in any notation, words, sources; a fault where it is none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

from detente.case.base import ID_PATTERN
from detente.case.faults import Fault, nearest, one_of, printable, shown
from detente.case.model import Case
from detente.case.percentages import share
from detente.case.yaml_edits import flow
from detente.formats.case_folder import tidy
from detente.formats.spreadsheets.cell_grid import CellGrid, Place, SheetCell
from detente.formats.spreadsheets.judgement_rows import MINUS, JudgementRow, words_of
from detente.formats.spreadsheets.row_cells import one_line

LARGEST = 1e9
TYPED = re.compile(r"[-+−]?\s*([0-9]{1,15}([.,][0-9]{0,15})?|[.,][0-9]{1,15})([eE][-+]?[0-9]{1,3})?\s*%?")
LONGEST_NOTE = 2_000
Notes = Callable[[Fault], None]
ITSELF = {
    "formula": ("a formula", "the value itself: formulas are not read"),
    "date": ("a date, which the spreadsheet program made of what was typed", "a number, in a cell formatted as one"),
    "error": ("an error of the spreadsheet program", "a number"),
    "truth": ("true or false", "a number"),
}


def decimal_comma(grid: CellGrid, places: Iterable[Place], note: Notes) -> bool | None:
    """Return whether numbers that are typed as text have a decimal comma; None where none has comma or point.

    Args:
        grid: The table.
        places: The cells that hold numbers.
        note: Takes a fault, where some have a comma and some a point.
    """
    seen: dict[str, Place] = {}
    for place in sorted(places):
        cell = grid.at(*place)
        if cell.kind == "text" and TYPED.fullmatch(cell.text):
            for sign in (",", "."):
                if sign in cell.text:
                    seen.setdefault(sign, place)
    if len(seen) == 2:
        first, second = sorted(seen, key=lambda sign: seen[sign])
        names = {",": "a decimal comma", ".": "a decimal point"}
        earlier = grid.fault(seen[first], "", "")
        told = f"line {earlier.line}" if earlier.line else earlier.where
        found = f"{names[second]} ({grid.at(*seen[second]).text}), after {names[first]} in {told}"
        note(grid.fault(seen[second], found, "one or the other in the whole file, and nothing between thousands"))
    return None if not seen else min(seen, key=lambda sign: seen[sign]) == ","


def number_in(grid: CellGrid, place: Place, comma: bool, chance: bool, note: Notes) -> str:
    """Return the number in a cell, as text in one notation; empty where there is none or it is none.

    Args:
        grid: The table.
        place: The cell.
        comma: Whether text has a decimal comma.
        chance: Whether a percentage may stand there.
        note: Takes a fault.
    """
    cell = grid.at(*place)
    if not cell.text and cell.kind != "formula":
        return ""
    if cell.kind in ITSELF:
        note(_itself(grid, place, cell))
        return ""
    text = cell.text.replace("−", "-").replace(",", "." if comma else ",")
    percentage = share(text.replace("\u00a0", " ").replace("\u202f", " ")) if chance else None
    value = percentage if percentage is not None else _value(text)
    if value is None:
        expected = "a number" + (" or a percentage" if chance else "") + "; words have a column of their own"
        note(grid.fault(place, shown(cell.text), expected))
        return ""
    if abs(value) > LARGEST:
        note(grid.fault(place, shown(cell.text), f"a number between −{LARGEST:g} and {LARGEST:g}"))
        return ""
    return flow(value + 0.0)


def _value(text: str) -> float | None:
    try:
        value = float(text.replace(" ", "")) if TYPED.fullmatch(text) else None
        value = float(text) if value is None and re.fullmatch(r"[-+0-9.eE]{1,40}", text) else value
    except ValueError:
        return None
    return value if value is not None and math.isfinite(value) else None


def word_in(grid: CellGrid, place: Place, row: JudgementRow, case: Case, note: Notes) -> str:
    """Return the value word or likelihood word in a cell; empty where there is none."""
    cell = grid.at(*place)
    if not cell.text and cell.kind != "formula":
        return ""
    if not row.worded:
        note(grid.fault(place, shown(cell.text), "numbers: no word stands for them here"))
        return ""
    valid = words_of(case, row.chance)
    said = " ".join(re.sub(r"^=?\s*[-−]\s*", MINUS, cell.text.lstrip("=")).lower().split())
    if cell.kind == "text" and said in valid:
        return said
    if cell.kind in ITSELF:
        fault = _itself(grid, place, cell)
        note(grid.fault(place, fault.found, one_of(valid, 20), nearest(said, valid)))
    else:
        note(grid.fault(place, shown(cell.text), one_of(valid, 20), nearest(said, valid)))
    return ""


def text_in(grid: CellGrid, place: Place, note: Notes) -> str:
    """Return the text of a cell, on one line; a formula is a fault."""
    cell = grid.at(*place)
    if cell.kind in {"formula", "error"}:
        note(_itself(grid, place, cell))
        return ""
    if len(cell.text) > LONGEST_NOTE:
        note(grid.fault(place, f"a text of {len(cell.text):,} characters", f"at most {LONGEST_NOTE:,}"))
        return ""
    return one_line(cell.text)


def sources_in(grid: CellGrid, place: Place, text: str, case: Case, note: Notes) -> tuple[str, ...]:
    """Return the sources in a cell: ids of the case, and titles that it does not know yet.

    Args:
        grid: The table.
        place: The cell.
        text: Its text.
        case: The case.
        note: Takes a fault, where one word is no id.
    """
    by_name = {source.name.casefold(): key for key, source in case.sources.items()}
    found = []
    for part in (part.strip() for part in text.split(";")):
        if part in case.sources:
            found.append(part)
        elif part.casefold() in by_name:
            found.append(by_name[part.casefold()])
        elif part and (re.fullmatch(ID_PATTERN, part) or re.fullmatch(r"\w+", part)):
            expected = "the id of a source of the case, or a title of two words or more"
            note(grid.fault(place, f"the source {shown(part)}", expected, nearest(part, case.sources)))
        elif part:
            found.append(tidy(part))
    return tuple(dict.fromkeys(found))


def typed_notation(grids: Sequence[bool | None]) -> str:
    """Say which decimal sign numbers have that are typed as text; empty where none has any."""
    commas = [comma for comma in grids if comma is not None]
    return "" if not commas else "decimal comma" if commas[0] else "decimal point"


def _itself(grid: CellGrid, place: Place, cell: SheetCell) -> Fault:
    found, expected = ITSELF.get(cell.kind, ("something else", "a number"))
    beside = f" ({printable('=' + cell.text if cell.kind == 'formula' else cell.text, 40)})" if cell.text else ""
    return grid.fault(place, found + beside, expected)
