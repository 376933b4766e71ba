"""Plain tables, as CSV text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a cell would be a formula to a spreadsheet


@dataclass(frozen=True)
class PlainTable:
    """A table that was read from a file of another format.

    Attributes:
        format: The format of the file.
        head: Columns.
        rows: Cells, a row each.
        notes: What was left out or assumed, a sentence each.
    """

    format: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]

    def text(self) -> str:
        """Return it as CSV text; a cell that a spreadsheet would take for a formula gets an apostrophe in front."""
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.head)
        writer.writerows([_safe(cells) for cells in self.rows])
        return out.getvalue()


def _safe(cells: Sequence[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
