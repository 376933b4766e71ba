"""The table of North Korean provocations of CSIS (Beyond Parallel), as CSV with a row an event."""

from __future__ import annotations

import datetime as dt

from detente.case.csv_text import CsvRow, csv_rows
from detente.case.table_heads import TableText
from detente.formats.histories.plain_tables import PlainTable

CSIS = ("date", "type")  # columns by which such a file is known


def csis_events(table: TableText) -> PlainTable:
    """Return the events of such a table: days and types alone; descriptions are not taken over.

    Args:
        table: The table, with the columns `date` and `type`; days are written as 2021-03-25 or 3/25/2021.

    Raises:
        CaseError: It is no such table, or a day is none.
    """
    rows = csv_rows(table.text, table.file, CSIS, separator=table.separator, spelled=table.spelled)
    found = sorted((_day(row).isoformat(), row.cells["type"]) for row in rows)
    notes = [
        "Days and types are facts; credit CSIS Beyond Parallel. Descriptions were left out.",
        "An event is a row: salvos are one row or several, and some days are those of the United States.",
    ]
    same = len(found) - len(set(found))
    if same:
        notes.append(f"{same} rows have the day and the type of another; all were kept.")
    return PlainTable("CSIS provocations", ("date", "type"), tuple(found), tuple(notes))


def _day(row: CsvRow) -> dt.date:
    written = row.cells["date"].split("T")[0].split(" ")[0]
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return dt.datetime.strptime(written, form).date()
        except ValueError:
            continue
    return row.refuse("date", repr(written[:40]), "a day such as 2021-03-25 or 3/25/2021")
