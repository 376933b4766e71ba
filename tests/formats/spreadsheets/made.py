"""Workbooks as a spreadsheet program saves them: ours, but opened, changed and saved by openpyxl."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from detente.formats.spreadsheets import asked_of, workbook_of
from tests.sharing import bundled_case

CASE = "orange"
FIRST = 5  # row of the first judgement on a sheet
IDS = [f"positions/ann/{issue}/{option}" for issue in ("flesh", "peel") for option in ("ann", "bea")]


@cache
def sent(expert: str = "", name: str = "", blind: bool = False) -> bytes:
    """Return the workbook of the smallest case, as it is sent."""
    return workbook_of(asked_of(bundled_case(CASE), expert, name, blind))


def saved(raw: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Return a workbook after somebody has changed and saved it."""
    book, stream = load_workbook(io.BytesIO(raw)), io.BytesIO()
    change(book)
    book.save(stream)
    return stream.getvalue()


def filled(raw: bytes, cells: Mapping[str, Any], sheet: str = "Ann") -> bytes:
    """Return a workbook with something typed into cells of a sheet."""

    def fill(book: Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell] = value

    return saved(raw, fill)


def repacked(raw: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one part changed."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as archive, ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        for name in archive.namelist():
            said = archive.read(name)
            packed.writestr(name, change(said) if name == part else said)
    return stream.getvalue()
