"""CSV files that ask for judgements, with commas, semicolons or tabs between cells, and a decimal point or comma."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.files import read_bytes
from detente.formats.spreadsheets.asked import AskedSheets
from detente.formats.spreadsheets.cell_grid import CellGrid, Place, SheetCell
from detente.formats.spreadsheets.judgement_rows import sheet_names
from detente.formats.spreadsheets.row_cells import HEADS, ID_HEAD

MAX_BYTES = 5_000_000
MAX_ROWS, MAX_COLUMNS = 10_000, 100
PARTY, EXPERT, EXPERT_NAME = "Party", "Expert", "Name of the expert"
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet program takes text of a CSV file for a formula


def csv_of(asked: AskedSheets, decimal_comma: bool) -> str:
    """Return a CSV file that asks for judgements, all parties in one table.

    Args:
        asked: The rows, and who is asked.
        decimal_comma: Whether numbers have a decimal comma; cells then have semicolons between them.
    """
    names, text = sheet_names(asked.case), StringIO()
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",", lineterminator="\r\n")
    writer.writerow((ID_HEAD, PARTY, *HEADS[1:], EXPERT, EXPERT_NAME))
    who = (asked.expert, _harmless(asked.name))
    for one in asked.rows:
        row, said = one.row, one.said
        numbers = (number.replace(".", ",") if decimal_comma else number for number in (said.low, said.mode, said.high))
        texts = (names[row.party], row.what, row.option, row.counts)
        notes = (said.word, said.why, said.source, one.stands)
        writer.writerow((row.path, *map(_harmless, texts), *numbers, *map(_harmless, notes), *who))
    return text.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def read_csv(given: bytes | Path, file: str) -> tuple[CellGrid, str]:
    """Return the table of a CSV file, and in words how it was read.

    Args:
        given: The bytes of the file, or its path.
        file: Its name in messages.

    Returns:
        The table, and what stands between its cells.

    Raises:
        CaseError: It is too large, or no table.
    """
    raw = read_bytes(given, file, MAX_BYTES) if isinstance(given, Path) else given
    if len(raw) > MAX_BYTES:
        raise CaseError([Fault(file, 0, "", f"more than {MAX_BYTES:,} bytes", f"at most {MAX_BYTES:,} bytes")])
    text, encoding = _decoded(raw, file)
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    cells: dict[Place, SheetCell] = {}
    lines: dict[int, int] = {}
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader):
            if number >= MAX_ROWS or len(row) > MAX_COLUMNS:
                found = f"row {number + 1:,} with {len(row):,} cells"
                raise CaseError(
                    [Fault(file, reader.line_num, "", found, f"at most {MAX_ROWS:,} rows, {MAX_COLUMNS} cells")]
                )
            lines[number] = reader.line_num
            for column, said in enumerate(row):
                if said.strip():
                    cells[number, column] = SheetCell(_plain(said.strip()))
    except csv.Error as error:
        raise CaseError([Fault(file, reader.line_num, "", f"no CSV ({error})", "a table of cells")]) from None
    return CellGrid(file, "", cells, lines), f"{SEPARATORS[separator]} between cells{encoding}"


def _plain(said: str) -> str:
    return said[1:] if said.startswith("'") and said[1:].startswith(FORMULA) else said


def _decoded(raw: bytes, file: str) -> tuple[str, str]:
    """Return the text, and in words its encoding where it is not the usual one."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise CaseError([Fault(file, 1, "", "a file in UTF-16", "text saved as UTF-8")])
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        try:
            return raw.decode("cp1252"), ", read as Windows-1252 since it is not UTF-8"
        except UnicodeDecodeError:
            line = raw[: error.start].count(b"\n") + 1
            found = f"the byte {raw[error.start]:#04x}"
            raise CaseError([Fault(file, line, "", found, "text saved as UTF-8")]) from None
