"""Read a workbook (.xlsx) as tables of cells, within bounds, and compute nothing.

A workbook is a ZIP archive of XML parts. Only the few parts that hold cells are unpacked, each up to a limit, and read
event by event: a document type is refused before it could declare an entity, a merged range is a range and never as
many cells, and a formula is known as one and not worked out.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from detente.case.faults import CaseError, Fault
from detente.case.files import read_bytes
from detente.formats.spreadsheets.cell_grid import CellGrid
from detente.formats.spreadsheets.sheet_xml import DatesRead, LinksRead, SheetRead, TextsRead, read_part

MAX_BYTES = 10_000_000  # of the file
MAX_PART = 10_000_000  # of a part, unpacked
MAX_UNPACKED = 30_000_000  # of all parts that are read
MAX_PARTS = 2_000
MAX_SHEETS = 200
OLD = b"\xd0\xcf\x11\xe0"  # how .xls and workbooks with a password begin
WORKBOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TEXTS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
EXPECTED = "a workbook saved as .xlsx"


def read_workbook(given: bytes | Path, file: str) -> tuple[CellGrid, ...]:
    """Return the sheets of a workbook, hidden ones among them.

    Args:
        given: The bytes of the workbook, or its path.
        file: Its name in messages.

    Returns:
        Its sheets, in order.

    Raises:
        CaseError: It is no workbook, it is too large, or a part of it cannot be read.
    """
    raw = read_bytes(given, file, MAX_BYTES) if isinstance(given, Path) else given
    if len(raw) > MAX_BYTES:
        _refuse(file, f"more than {MAX_BYTES:,} bytes", f"at most {MAX_BYTES:,} bytes")
    if raw.startswith(OLD):
        _refuse(file, "an old workbook (.xls), or one with a password", f"{EXPECTED}, without a password")
    try:
        with ZipFile(BytesIO(raw)) as archive:
            return _sheets(_Parts(archive, file), file)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        _refuse(file, f"no archive that can be unpacked ({str(error)[:80] or type(error).__name__})", EXPECTED)


class _Parts:
    """The parts of an archive, unpacked one by one up to a limit for all."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        self.file = file
        self._unpacking = archive.open
        self._info = archive.getinfo
        self._left = MAX_UNPACKED
        names = archive.namelist()
        if len(names) > MAX_PARTS or len({*names}) < len(names):
            _refuse(file, f"an archive of {len(names):,} parts, or with two of one name", EXPECTED)
        self.names = frozenset(names)

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            CaseError: It is missing, too large, encrypted, or packed in an unusual way.
        """
        if name not in self.names:
            _refuse(self.file, f"no part {name}", EXPECTED)
        info = self._info(name)
        if info.flag_bits & 1 or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            _refuse(self.file, f"the part {name}, encrypted or packed in an unusual way", EXPECTED)
        most = min(MAX_PART, self._left)
        with self._unpacking(info) as part:
            raw = part.read(most + 1)
        if len(raw) > most:
            _refuse(self.file, f"more than {most:,} bytes once {name} is unpacked", "a smaller workbook")
        self._left -= len(raw)
        return raw


def _sheets(parts: _Parts, file: str) -> tuple[CellGrid, ...]:
    links = LinksRead()
    for part in (LINKS, WORKBOOK):
        read_part(parts.read(part), f"{file} ({part})", links)
    if not 0 < len(links.sheets) <= MAX_SHEETS:
        _refuse(file, f"{len(links.sheets):,} sheets", f"1 to {MAX_SHEETS}")
    texts, dates = TextsRead(), DatesRead()
    if TEXTS in parts.names:
        read_part(parts.read(TEXTS), f"{file} ({TEXTS})", texts)
    if STYLES in parts.names:
        read_part(parts.read(STYLES), f"{file} ({STYLES})", dates)
    found = []
    for name, link, hidden in links.sheets:
        part = _target(links.targets, link)
        if part.startswith("xl/worksheets/"):
            sheet = SheetRead(file, name, texts.found, dates.styles)
            read_part(parts.read(part), f"{file} ({part})", sheet)
            found.append(sheet.grid(hidden))
    return tuple(found)


def _target(targets: Mapping[str, str], link: str) -> str:
    target = targets.get(link, "")
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    return re.sub("^(\\.\\./)+", "", path)


def _refuse(file: str, found: str, expected: str) -> NoReturn:
    raise CaseError([Fault(file, 0, "", found, expected)]) from None
