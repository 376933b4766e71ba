"""Logs of calls and messages as CSV text, in the case or beside it: rows of days, calls and answers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, TypeAdapter, ValidationError

from detente.case.base import Frozen, Id, Shorthand, refuse
from detente.case.csv_text import CSV_NAME, CsvName, CsvRow, csv_rows
from detente.case.faults import CaseError, Fault, nearest, shown
from detente.case.table_heads import table_text

COLUMNS = ("channel", "from", "until", "calls", "answered", "cause", "hours")
NEEDED = ("channel", "from", "calls", "answered")
CAUSES = ("", "technical", "political")
MOST_DIGITS = 9  # of a number of calls


class LogRow(Frozen):
    """Some days on one line: how many calls, and how many were answered."""

    channel: Id
    """Id of the channel."""
    first: dt.date
    """The first day."""
    last: dt.date
    """The last day."""
    calls: Annotated[int, Field(ge=0)]
    """Calls or messages in these days."""
    answered: Annotated[int, Field(ge=0)]
    """How many were answered."""
    cause: str = ""
    """Why the others were not: technical, political, or not known."""
    hours: float | None = None
    """Hours until an answer, on average; None where that is not known."""
    _at: tuple[str, int] = PrivateAttr(default=("", 0))
    """See `place`."""

    @property
    def place(self) -> tuple[str, int]:
        """The file beside the case in which it stands, and its line; empty where it stands in the case."""
        return self._at

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def known_by(self, day: dt.date) -> LogRow | None:
        """Return what was known of it by a day: its calls are spread evenly over its days; None before it began."""
        if self.last <= day:
            return self
        if self.first > day:
            return None
        part = ((day - self.first).days + 1) / self.days
        seen = {"calls": round(self.calls * part), "answered": round(self.answered * part)}
        return self.model_copy(update={"last": day, **seen})


def parsed(raw: Any) -> Any:
    """Return the rows of a log that stands in the case itself, in order of time.

    Args:
        raw: CSV text with a head; rows that were read before, and the name of a file, are left as they are.

    Raises:
        PydanticCustomError: It is no CSV, or a row says what cannot be.
    """
    if not isinstance(raw, str):
        expected = f"CSV text with the columns {', '.join(COLUMNS)}, or the name of a file such as calls.csv"
        return raw if isinstance(raw, tuple) else refuse(shown(raw), expected)
    if re.match(CSV_NAME, raw):
        return raw
    if not re.search(r"[,;\t\n]", raw.strip()):
        expected = (
            f"the name of a file in the folder such as calls.csv, or CSV text with the columns {', '.join(COLUMNS)}"
        )
        return refuse(shown(raw), expected)
    try:
        return calls_of(raw.strip(), "")
    except CaseError as error:
        fault = error.faults[0 if error.faults[0].line > 1 else -1]
        at = f"row {fault.line} of the log: " if fault.line > 1 else ""
        return refuse(f"{at}{fault.found}", fault.expected, fault.nearest)


def calls_of(text: str, file: str) -> tuple[LogRow, ...]:
    """Return the rows of a log, in order of time.

    Args:
        text: CSV text with a head, its cells kept apart by commas, semicolons or tabs.
        file: What it is called in messages; empty where it stands in the case itself.

    Raises:
        CaseError: It is no such table, or a row says what cannot be; all faults are listed.
    """
    found: list[LogRow] = []
    faults: list[Fault] = []
    table = table_text(text, file, NEEDED, [name for name in COLUMNS if name not in NEEDED])
    for row in csv_rows(text, file, NEEDED, COLUMNS, table.separator, table.spelled):
        try:
            found.append(_row(row))
        except CaseError as error:
            faults += error.faults
    if faults:
        raise CaseError(faults)
    return tuple(sorted(found, key=lambda row: (row.first, row.channel)))


def _row(said: CsvRow) -> LogRow:
    cells = {name: said.cells.get(name, "") for name in COLUMNS}
    first, last = _day(said, "from"), _day(said, "until" if cells["until"] else "from")
    calls, answered = (_count(said, name) for name in ("calls", "answered"))
    if last < first:
        said.refuse("until", f"until {last}, before {first}", "a later day")
    if answered > calls:
        said.refuse("answered", f"{answered} answered of {calls} calls", f"at most {calls}")
    if cells["cause"] not in CAUSES:
        close = nearest(cells["cause"], CAUSES)
        said.refuse("cause", f"the cause {shown(cells['cause'])}", "technical, political or nothing", close)
    try:
        channel = TypeAdapter(Id).validate_python(cells["channel"])
    except ValidationError:
        said.refuse("channel", shown(cells["channel"]), "the id of a channel")
    hours = _hours(said) if cells["hours"] else None
    row = LogRow(
        channel=channel, first=first, last=last, calls=calls, answered=answered, cause=cells["cause"], hours=hours
    )
    if said.file:
        row._at = (said.file, said.line)
    return row


def _day(row: CsvRow, column: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row.cells[column])
    except ValueError:
        row.refuse(column, f"the day {shown(row.cells[column])}", "a date such as 2021-08-31")


def _count(row: CsvRow, column: str) -> int:
    text = row.cells[column]
    if text.isdecimal() and len(text) <= MOST_DIGITS:
        return int(text)
    return row.refuse(column, f"{column} {shown(text)}", "a whole number, 0 or more, of at most nine digits")


def _hours(row: CsvRow) -> float:
    text = row.cells["hours"]
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    return found if 0 <= found < float("inf") else row.refuse("hours", f"hours {shown(text)}", "a number, 0 or more")


CallLog = Annotated[Annotated[tuple[LogRow, ...], Field(strict=False)] | CsvName, Shorthand(parsed, "Text", alone=True)]
