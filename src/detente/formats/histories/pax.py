"""The Peace Agreements Database PA-X ([BellBadanjak2019]), as the CSV that its site offers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from detente.case.csv_text import CsvRow, csv_rows
from detente.case.table_heads import TableText
from detente.formats.histories.plain_tables import PlainTable

PAX = ("AgtId", "Agt", "Dat")  # columns by which such a file is known
ALSO = ("Con", "Agtp", "Stage", "Status")  # columns that are read where they are there
HEAD = ("id", "name", "parties", "signed", "scope", "followed", "verified", "source", "note")
STATES = "Inter"  # kind of agreements between states

# Stage of a process → scope in the words of this program; other stages are mixed.
STAGES: Mapping[str, str] = {
    "SubPar": "limited",
    "Cea": "limited",
    "SubComp": "comprehensive",
}


def pax_agreements(table: TableText) -> PlainTable:
    """Return the agreements between states of PA-X, as rows of a table of past agreements.

    PA-X does not say what became of an agreement, how it was verified, or what became of wider demands: such rows count
    for nearness and for no outcome, until somebody codes them.

    Args:
        table: The table, with the columns AgtId, Agt, Dat, and where it has them Con, Agtp, Stage and Status.

    Raises:
        CaseError: It is no such table, or a day is none.
    """
    rows = csv_rows(table.text, table.file, PAX, separator=table.separator, spelled=table.spelled)
    kept = [row for row in rows if row.cells.get("Agtp", STATES) in {STATES, ""}]
    told = tuple(sorted((_row(row) for row in kept), key=lambda cells: (cells[3], cells[0])))
    notes = [
        "PA-X says neither how agreements ended nor how they were verified: they count for nearness alone.",
        "Scope is read from the stage: partial and ceasefire are limited, comprehensive is so, others are mixed.",
        "Cite C. Bell and S. Badanjak (2019) and the codebook of the version that you hold.",
    ]
    if len(rows) > len(kept):
        notes.append(
            f"{len(rows) - len(kept)} agreements within states, or of conflicts in and between states, were left out."
        )
    return PlainTable("PA-X", HEAD, told, tuple(notes))


def _row(row: CsvRow) -> tuple[str, ...]:
    number = re.sub("[^a-z0-9]+", "-", row.cells["AgtId"].lower()).strip("-")
    if not number:
        row.refuse("AgtId", "nothing", "the number of an agreement")
    name = " ".join(row.cells["Agt"].split())
    if not name:
        row.refuse("Agt", "nothing", "the name of an agreement")
    parties = [_id(part) for part in re.split(r"[/;]", re.sub(r"[()]", "/", row.cells.get("Con", "")))]
    stage, status = row.cells.get("Stage", ""), row.cells.get("Status", "")
    said = "; ".join(f"{head}: {cell}" for head, cell in (("Stage", stage), ("Status", status)) if cell)
    return (
        f"pax-{number}",
        name[:200],
        ";".join(dict.fromkeys(part for part in parties if part)) or "not-known",
        _signed(row).isoformat(),
        STAGES.get(stage, "mixed"),
        "no",
        "yes",
        f"PA-X, agreement {row.cells['AgtId']}",
        said,
    )


def _id(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def _signed(row: CsvRow) -> dt.date:
    written = row.cells["Dat"].split("T")[0].split(" ")[0]
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(written, form).date()
        except ValueError:
            continue
    return row.refuse("Dat", repr(written[:40]), "a day such as 1991-12-13 or 13/12/1991")
