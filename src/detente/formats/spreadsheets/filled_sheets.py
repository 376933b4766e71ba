"""What somebody filled in: every row of a workbook or CSV file, checked, with faults by sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.case.base import ID_PATTERN
from detente.case.faults import CaseError, Fault, few_searches, nearest, one_of, shown
from detente.case.model import Case
from detente.formats.ids import ids
from detente.formats.spreadsheets.asked import before
from detente.formats.spreadsheets.cell_grid import CellGrid, Place
from detente.formats.spreadsheets.judgement_rows import JudgementRow, Told, rows_of, sheet_names
from detente.formats.spreadsheets.read_cells import (
    decimal_comma,
    number_in,
    sources_in,
    text_in,
    typed_notation,
    word_in,
)
from detente.formats.spreadsheets.row_cells import (
    HEADS,
    HIGH,
    ID_HEAD,
    LOW,
    SOURCE,
    WHY,
    WORD,
    SaidInRow,
    amiss,
    amiss_in_answer,
    cells_of,
    unpacked,
)
from detente.formats.spreadsheets.separated_text import EXPERT, EXPERT_NAME, read_csv
from detente.formats.spreadsheets.workbook_reader import read_workbook
from detente.formats.spreadsheets.workbook_writer import ABOUT, KEPT, NAME, NOTE, WHO

HEAD_WITHIN = 20  # rows in which the head of a table is looked for
MOST_FAULTS = 100
CSV, XLSX = ".csv", ".xlsx"


@dataclass(frozen=True)
class FilledRow:
    """A row as it came back.

    Attributes:
        row: Which judgement it is.
        said: What stands in it.
        sent: What stood in it when it was sent.
        sources: The sources in it: ids, and titles that the case does not know.
        grid: The table in which it stands.
        place: The cell of its id.
    """

    row: JudgementRow
    said: SaidInRow
    sent: SaidInRow
    sources: tuple[str, ...]
    grid: CellGrid
    place: Place


@dataclass(frozen=True)
class FilledSheets:
    """A workbook or CSV file as it came back.

    Attributes:
        file: Its name in messages.
        expert: Id of who filled it in; empty where the case itself is edited.
        name: Name of who filled it in.
        note: What they want to be known.
        rows: The rows.
        read_as: In words how text was read, such as what stands between cells and which decimal sign.
        stale: Whether the case has changed since it was sent.
    """

    file: str
    expert: str
    name: str
    note: str
    rows: tuple[FilledRow, ...]
    read_as: str
    stale: bool

    @property
    def changed(self) -> tuple[FilledRow, ...]:
        """The rows in which something stands that was not sent."""
        return tuple(one for one in self.rows if one.said != one.sent and not one.said.empty)

    @property
    def emptied(self) -> tuple[str, ...]:
        """Ids of the rows that were emptied."""
        return tuple(one.row.path for one in self.rows if one.said.empty and not one.sent.empty)


@dataclass
class _Reading:
    """One file that is being read, and what is wrong with it."""

    case: Case
    file: str
    rows: Mapping[str, JudgementRow]
    faults: list[Fault] = field(default_factory=list)
    found: dict[str, FilledRow] = field(default_factory=dict)
    commas: list[bool | None] = field(default_factory=list)

    def note(self, fault: Fault) -> None:
        """Keep a fault."""
        self.faults.append(fault)


@few_searches()
def filled_sheets(
    case: Case, given: bytes | Path, file: str, expert: str = "", told: Told | None = None
) -> FilledSheets:
    """Return what somebody filled in.

    Args:
        case: The case that was asked about.
        given: A workbook or CSV file: its bytes, or its path.
        file: Its name, which ends in .xlsx or .csv.
        expert: Id of who filled it in, where the file need not say so.
        told: What a judgement is about, and its unit, by its path; without it, only parties and questions have sheets.

    Returns:
        Its rows, and who filled it in.

    Raises:
        CaseError: Something is wrong with it; all faults are listed, with sheet and cell, or line.
    """
    reading = _Reading(case, file, {row.path: row for row in rows_of(case, told)})
    kind = Path(file).suffix.lower()
    if kind not in {CSV, XLSX}:
        raise CaseError([Fault(file, 0, "", f"a file that ends in {kind or 'nothing'}", f"{XLSX} or {CSV}")])
    if kind == CSV:
        grid, separated = read_csv(given, file)
        asked, column = _only(reading, grid, EXPERT, "experts")
        about = _Said(asked, _only(reading, grid, EXPERT_NAME, "names")[0] if asked else "", "")
        who = _who(reading, about, expert, grid, (0, max(column, 0)))
        _table(reading, grid, {}, who if about.who else "", bool(about.who))
        said, stale = separated, False
    else:
        grids = read_workbook(given, file)
        about_grid = next((grid for grid in grids if grid.sheet == ABOUT), None)
        about = _about(reading, about_grid)
        kept = _kept(next((grid for grid in grids if grid.sheet == KEPT), None))
        who = _who(reading, about, expert, about_grid or grids[0], (2, 1))
        _tables(reading, grids, kept, who)
        said, stale = "", kept.get("digest", case.digest) != case.digest
    if reading.faults:
        raise CaseError(reading.faults[:MOST_FAULTS])
    notation = "; ".join(part for part in (said, typed_notation(reading.commas)) if part)
    name = about.name or (case.experts[who].name if who in case.experts else who)
    return FilledSheets(file, who, name if who else "", about.note, tuple(reading.found.values()), notation, stale)


@dataclass(frozen=True)
class _Said:
    """What a file says of who filled it in."""

    who: str
    name: str
    note: str


def _only(reading: _Reading, grid: CellGrid, head: str, kind: str) -> tuple[str, int]:
    """Return what stands in every row of a column that says who filled a table in, and the number of the column.

    It is empty where nothing stands there; where there is no such column, its number is −1.
    """
    column = next((c for c in range(grid.width) if grid.at(0, c).text.lower() == head.lower()), -1)
    rows = range(1, grid.height if column >= 0 else 1)
    said = {text: row for row in rows if (text := grid.at(row, column).text)}
    if len(said) > 1:
        reading.note(grid.fault((0, column), f"{len(said)} {kind}", "one in a file"))
    return (text_in(grid, (min(said.values()), column), reading.note) if len(said) == 1 else ""), column


def _about(reading: _Reading, grid: CellGrid | None) -> _Said:
    if grid is None:
        return _Said("", "", "")
    said = {grid.at(row, 0).text: text_in(grid, (row, 1), reading.note) for row in range(min(grid.height, 50))}
    return _Said(said.get(WHO, ""), said.get(NAME, ""), said.get(NOTE, ""))


def _kept(grid: CellGrid | None) -> dict[str, str]:
    return {} if grid is None else {grid.at(row, 0).text: grid.at(row, 1).text for row in range(grid.height)}


def _who(reading: _Reading, about: _Said, expert: str, grid: CellGrid, place: Place) -> str:
    """Return the id of who filled a file in: as asked for, as it says, or made of the name."""
    known = reading.case.experts
    if about.who and not re.fullmatch(ID_PATTERN, about.who):
        expected = "an id: one word of small letters, digits and hyphens"
        reading.note(grid.fault(place, f"the id {shown(about.who)}", expected, nearest(about.who.lower(), known)))
    if about.who and expert and about.who != expert:
        reading.note(grid.fault(place, f"the id {shown(about.who)}", f"{expert}, as asked for"))
    if about.who or expert or not about.name:
        return about.who or expert
    by_name = {one.name.casefold(): id_ for id_, one in known.items()}
    return by_name.get(about.name.casefold()) or ids([about.name], "expert", known)[0]


def _tables(reading: _Reading, grids: Sequence[CellGrid], kept: Mapping[str, str], who: str) -> None:
    names = sheet_names(reading.case)
    parties = {name.lower(): party for party, name in names.items()}
    tables = [grid for grid in grids if grid.sheet.lower() in parties or (not grid.hidden and _head(grid) is not None)]
    if not tables:
        sheets = ", ".join(shown(grid.sheet) for grid in grids[:5])
        reading.note(Fault(reading.file, 0, "", f"the sheets {sheets}", f"a sheet a party: {one_of(names.values())}"))
    for grid in tables:
        if grid.hidden:
            reading.note(grid.fault(None, "a sheet that is hidden", "a sheet that is shown"))
            continue
        _table(reading, grid, kept, who, "digest" in kept, parties.get(grid.sheet.lower(), ""))


def _head(grid: CellGrid) -> int | None:
    for row in range(min(grid.height, HEAD_WITHIN)):
        if any(grid.at(row, column).text.lower() == ID_HEAD.lower() for column in range(grid.width)):
            return row
    return None


def _table(reading: _Reading, grid: CellGrid, kept: Mapping[str, str], who: str, knows: bool, party: str = "") -> None:
    """Read a table.

    Args:
        reading: The file.
        grid: The table.
        kept: Id of a row → what stood in it when it was sent.
        who: Id of who filled it in.
        knows: Whether the file says what was sent: a row that `kept` does not name was sent empty.
        party: The party whose sheet it is; empty where it is not known.
    """
    head = _head(grid)
    columns = _columns(reading, grid, head)
    if head is None or columns is None:
        return
    _check_shape(reading, grid, head, columns)
    numbers = [(row, columns[column]) for row in range(head + 1, grid.height) for column in range(LOW, HIGH + 1)]
    comma = decimal_comma(grid, numbers, reading.note)
    reading.commas.append(comma)
    unknown: list[Fault] = []
    places = [row for row in range(head + 1, grid.height) if any(grid.at(row, c).text for c in columns.values())]
    for number in places:
        place = (number, columns[0])
        path = grid.at(*place).text
        row = reading.rows.get(path)
        if row is None:
            found = f"the id {shown(path)}" if path else "a row without an id"
            unknown.append(grid.fault(place, found, "the id of a judgement of the case", nearest(path, reading.rows)))
        elif path in reading.found:
            reading.note(grid.fault(place, f"the id {shown(path)} a second time", "each id once"))
        elif party and row.party != party:
            on = sheet_names(reading.case)[row.party]
            reading.note(grid.fault(place, f"the id {shown(path)}", f"ids of this party; that one is of {on}"))
        else:
            sent = unpacked(kept.get(path, "")) or (SaidInRow() if kept else _sent(row, who, knows))
            _row(reading, grid, row, columns, number, comma=bool(comma), sent=sent)
    if len(unknown) > max(3, len(places) / 2):
        found = f"{len(unknown)} of {len(places)} rows with ids that the case does not have"
        reading.note(grid.fault(None, found, "a sheet that was written for this case"))
    else:
        reading.faults += unknown


def _sent(row: JudgementRow, who: str, knows: bool) -> SaidInRow:
    """Return what stood in a row of a file that does not say so itself."""
    return before(row, who) if knows or row.seed is not None else cells_of(row.judgement)


def _columns(reading: _Reading, grid: CellGrid, head: int | None) -> dict[int, int] | None:
    """Return column as this module counts → column of the table; None where one is missing."""
    if head is None:
        reading.note(
            grid.fault(None, f"no column {ID_HEAD!r}", f"a head with the columns {', '.join(HEADS[: SOURCE + 1])}")
        )
        return None
    heads: dict[str, int] = {}
    for column in range(grid.width):
        heads.setdefault(grid.at(head, column).text.lower(), column)
    needed = [0, *range(LOW, SOURCE + 1)]
    missing = [HEADS[column] for column in needed if HEADS[column].lower() not in heads]
    for name in missing:
        close = nearest(name.lower(), [said for said in heads if said])
        reading.note(grid.fault((head, 0), f"no column {name!r}", "the heads as they were sent", close, what="row"))
    return None if missing else {column: heads[HEADS[column].lower()] for column in needed}


def _check_shape(reading: _Reading, grid: CellGrid, head: int, columns: Mapping[int, int]) -> None:
    """Note merged cells, and what is hidden, within a table."""
    last = max(columns.values())
    for top, bottom, left, _ in grid.merged:
        if bottom >= head and left <= last and top < grid.height:
            reading.note(grid.fault((top, left), "cells that are merged", "a cell for each value"))
    for number in sorted(grid.hidden_rows):
        if head <= number < grid.height and any(grid.at(number, column).text for column in columns.values()):
            reading.note(grid.fault((number, 0), "a row that is hidden", "rows that are shown", what="row"))
    for column, at in columns.items():
        if at in grid.hidden_columns and column != 0:
            reading.note(grid.fault((head, at), "a column that is hidden", "columns that are shown", what="column"))


def _row(
    reading: _Reading,
    grid: CellGrid,
    row: JudgementRow,
    columns: Mapping[int, int],
    number: int,
    *,
    comma: bool,
    sent: SaidInRow,
) -> None:
    cells = {column: (number, at) for column, at in columns.items()}
    known = len(reading.faults)
    low, mode, high = (
        number_in(grid, cells[column], comma, row.chance, reading.note) for column in range(LOW, HIGH + 1)
    )
    word = word_in(grid, cells[WORD], row, reading.case, reading.note)
    why, source = (text_in(grid, cells[column], reading.note) for column in (WHY, SOURCE))
    said = SaidInRow(low, mode, high, word, why, source)
    if len(reading.faults) > known or said == sent:
        sources: tuple[str, ...] = ()
    else:
        wrong = (
            None if said.empty else amiss(said, row.chance) if row.seed is None else amiss_in_answer(said, row.seed.log)
        )
        if wrong is not None:
            reading.note(grid.fault(cells[wrong[0]], *wrong[1:]))
        sources = sources_in(grid, cells[SOURCE], source, reading.case, reading.note)
    reading.found[row.path] = FilledRow(row, said, sent, sources, grid, cells[0])
