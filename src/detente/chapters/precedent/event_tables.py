"""Tables of dated events as CSV text: a row an event, with its day and its type."""

from __future__ import annotations

import datetime as dt

from detente.case.base import Frozen, refuse
from detente.case.csv_text import CsvRow, csv_rows
from detente.case.faults import CaseError

COLUMNS = ("date", "type")


class DatedEvent(Frozen):
    """One event: its day, and of what type it is."""

    date: dt.date
    """Its day."""
    type: str
    """Its type, such as `Missile`; empty where the table has none."""


def events_of(text: str, file: str) -> tuple[DatedEvent, ...]:
    r"""Return the events of a CSV table with the columns `date` and `type`, in order of time; others are passed over.

    Args:
        text: The table.
        file: What it is called in messages.

    Raises:
        CaseError: It is no such table.

    Example:
        >>> [(e.date.year, e.type) for e in events_of("date,type\n2021-03-25,Missile\n", "x.csv")]
        [(2021, 'Missile')]
    """
    found = [DatedEvent(date=day_of(row), type=row.cells.get("type", "")) for row in csv_rows(text, file, COLUMNS[:1])]
    return tuple(sorted(found, key=lambda event: (event.date, event.type)))


def day_of(row: CsvRow, column: str = "date") -> dt.date:
    """Return the day in a cell of a row; of a time, its day.

    Raises:
        CaseError: There is none.
    """
    try:
        return dt.date.fromisoformat(row.cells[column][:10])
    except ValueError:
        row.refuse(column, repr(row.cells[column][:40]), "a date such as 2021-08-31")


def dated_events(text: str) -> tuple[DatedEvent, ...]:
    """Return the events of a table that stands in the case itself.

    Raises:
        PydanticCustomError: It is no such table.
    """
    try:
        return events_of(text, "the table")
    except CaseError as error:
        fault = error.faults[0]
        return refuse(f"in line {fault.line} of the table {fault.found}", fault.expected, fault.nearest)
