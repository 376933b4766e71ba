"""CSV text as rows with their lines, so that whatever is wrong with one can be found."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Annotated, NoReturn

from pydantic import Field

from detente.case.faults import CaseError, Fault, nearest, one_of, shown

MOST_ROWS = 100_000
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}
CSV_NAME = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*\.csv$"
CsvName = Annotated[str, Field(pattern=CSV_NAME)]
"""The name of a CSV file beside `case.yaml`."""


@dataclass(frozen=True)
class CsvRow:
    """One row of a CSV text.

    Attributes:
        file: What the text is called in messages.
        line: Line on which the row ends, counted from 1.
        cells: Column → what stands there, without spaces around it.
    """

    file: str
    line: int
    cells: dict[str, str]

    def refuse(self, column: str, found: str, expected: str, close: str | None = None) -> NoReturn:
        """Stop with a fault in a cell of this row.

        Raises:
            CaseError: Always.
        """
        raise CaseError([Fault(self.file, self.line, column, found, expected, close)])


def csv_rows(
    text: str,
    file: str,
    needed: Sequence[str],
    known: Sequence[str] | None = None,
    separator: str = ",",
    spelled: Callable[[str], str] = str.strip,
) -> list[CsvRow]:
    r"""Return the rows of a CSV text with a head; empty lines are passed over.

    Args:
        text: The text.
        file: What it is called in messages.
        needed: Columns that must be there.
        known: All columns that may be there; None where others are passed over.
        separator: What stands between cells.
        spelled: What a column of the head is called here.

    Returns:
        The rows, in order.

    Raises:
        CaseError: It is no such table.

    Example:
        >>> csv_rows("a,b\n1, 2\n", "x.csv", ["a"])[0].cells
        {'a': '1', 'b': '2'}
    """
    reader = csv.reader(StringIO(text), skipinitialspace=separator == ",", delimiter=separator)
    try:
        head = [spelled(name) for name in next(reader, [])]
        _check_head(head, file, needed, known)
        rows: list[CsvRow] = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(head):
                found = f"{len(cells)} cells; put text that has {NAMES.get(separator, separator)} in quotation marks"
                raise CaseError([Fault(file, reader.line_num, "", found, f"{len(head)}, as in the head")])
            if len(rows) == MOST_ROWS:
                raise CaseError([Fault(file, reader.line_num, "", "more rows", f"at most {MOST_ROWS:,}")])
            filled = [cell.strip() for cell in cells] + [""] * (len(head) - len(cells))
            rows.append(CsvRow(file, reader.line_num, dict(zip(head, filled, strict=True))))
    except csv.Error as error:
        raise CaseError(
            [Fault(file, reader.line_num, "", f"no CSV ({error})", "a table of cells and commas")]
        ) from None
    return rows


def _check_head(head: Sequence[str], file: str, needed: Sequence[str], known: Sequence[str] | None) -> None:
    faults = [
        Fault(file, 1, "", f"no column {name!r}", f"the columns {', '.join(known or needed)}", nearest(name, head))
        for name in needed
        if name not in head
    ]
    faults += [
        Fault(file, 1, "", f"the column {shown(name)} a second time", "each column once")
        for name in {name for name in head if head.count(name) > 1}
    ]
    faults += [
        Fault(file, 1, "", f"the column {shown(name)}", one_of(known, 20), nearest(name, known))
        for name in head
        if known is not None and name not in known
    ]
    if faults:
        raise CaseError(faults)
