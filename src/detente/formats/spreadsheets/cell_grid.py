"""A table of cells as it was found in a file: text with its kind, and names of places for messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from detente.case.faults import Fault, printable

Kind = Literal["text", "number", "formula", "error", "truth", "date"]
Place = tuple[int, int]  # row and column, counted from 0


@dataclass(frozen=True)
class SheetCell:
    """What stands in a cell, without spaces around it."""

    text: str
    kind: Kind = "text"


EMPTY = SheetCell("")


@dataclass(frozen=True)
class CellGrid:
    """A sheet of a workbook, or the table of a CSV file.

    Attributes:
        file: Name of the file in messages.
        sheet: Name of the sheet; empty for a CSV file.
        cells: Row and column, counted from 0 → what stands there; empty cells are absent.
        lines: Row → line of the file on which it stands; empty for a sheet of a workbook.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
        merged: Ranges of cells that were made one: first and last row, first and last column.
        hidden: Whether the whole sheet is not shown.
    """

    file: str
    sheet: str
    cells: Mapping[Place, SheetCell]
    lines: Mapping[int, int] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False

    @cached_property
    def height(self) -> int:
        """How many rows there are, down to the last that holds something."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @cached_property
    def width(self) -> int:
        """How many columns there are, up to the last that holds something."""
        return max((column for _, column in self.cells), default=-1) + 1

    def at(self, row: int, column: int) -> SheetCell:
        """Return the cell at a place."""
        return self.cells.get((row, column), EMPTY)

    def fault(
        self, place: Place | None, found: str, expected: str, nearest: str | None = None, what: str = "cell"
    ) -> Fault:
        """Return a fault at a place, named as whoever looks at the file knows it.

        Args:
            place: Row and column; None for the sheet as a whole.
            found: What stands there.
            expected: What should stand there.
            nearest: The nearest valid name, if any.
            what: `cell`, or `row` or `column` where the whole of it is meant.
        """
        line = self.lines.get(place[0], 0) if place else 0
        where = f"sheet {printable(self.sheet)}" if self.sheet else ""
        if place and self.sheet:
            number = {"cell": cell_name(*place), "row": str(place[0] + 1), "column": letters(place[1])}[what]
            where += f", {what} {number}"
        elif place and what != "row":
            where = f"column {self.at(0, place[1]).text or letters(place[1])}"
        return Fault(self.file, line, where, found, expected, nearest)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell as spreadsheets have it.

    Example:
        >>> cell_name(13, 3), cell_name(0, 27)
        ('D14', 'AB1')
    """
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Return the name of a column.

    Example:
        >>> letters(0), letters(25), letters(26)
        ('A', 'Z', 'AA')
    """
    name, left = "", column + 1
    while left:
        left, last = divmod(left - 1, 26)
        name = chr(ord("A") + last) + name
    return name
