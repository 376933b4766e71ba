"""Logs of calls and messages as CSV text: rows of days, calls and answers."""

from __future__ import annotations

import csv
import datetime as dt
from io import StringIO
from typing import Annotated, Any

from pydantic import Field

from detente.case.base import Frozen, Id, Shorthand, refuse
from detente.case.faults import nearest, one_of, shown

COLUMNS = ("channel", "from", "until", "calls", "answered", "cause", "hours")
CAUSES = ("", "technical", "political")


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
    """Return the rows of a log, in order of time.

    Args:
        raw: CSV text with a head; rows that were read before are left as they are.

    Raises:
        PydanticCustomError: It is no CSV, or a row says what cannot be.
    """
    if not isinstance(raw, str):
        return raw if isinstance(raw, tuple) else refuse(shown(raw), f"CSV text with the columns {', '.join(COLUMNS)}")
    lines = list(csv.reader(StringIO(raw.strip()), skipinitialspace=True))
    head = [name.strip() for name in lines[0]] if lines else []
    for name in head:
        if name not in COLUMNS:
            refuse(f"the column {shown(name)}", one_of(COLUMNS), nearest(name, COLUMNS))
    missing = [name for name in COLUMNS[:5] if name not in head and name != "until"]
    if missing:
        refuse(f"no column {missing[0]}", f"the columns {', '.join(COLUMNS)}; until, cause and hours may be left out")
    rows = [_row(dict(zip(head, line, strict=False)), n) for n, line in enumerate(lines[1:], 2) if any(line)]
    return tuple(sorted(rows, key=lambda row: (row.first, row.channel)))


def _row(said: dict[str, str], number: int) -> LogRow:
    cells = {name: (said.get(name) or "").strip() for name in COLUMNS}
    at = f"row {number} of the log: "
    first, last = (_day(cells[name] or cells["from"], at) for name in ("from", "until"))
    calls, answered = (_count(cells[name], name, at) for name in ("calls", "answered"))
    if last < first:
        refuse(f"{at}until {last}, before {first}", "a later day")
    if answered > calls:
        refuse(f"{at}{answered} answered of {calls} calls", f"at most {calls}")
    if cells["cause"] not in CAUSES:
        refuse(
            f"{at}the cause {shown(cells['cause'])}", "technical, political or nothing", nearest(cells["cause"], CAUSES)
        )
    hours = None if not cells["hours"] else _hours(cells["hours"], at)
    return LogRow(
        channel=cells["channel"],
        first=first,
        last=last,
        calls=calls,
        answered=answered,
        cause=cells["cause"],
        hours=hours,
    )


def _day(text: str, at: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return refuse(f"{at}the day {shown(text)}", "a date such as 2021-08-31")


def _count(text: str, name: str, at: str) -> int:
    return int(text) if text.isdecimal() else refuse(f"{at}{name} {shown(text)}", "a whole number, 0 or more")


def _hours(text: str, at: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    return found if 0 <= found < float("inf") else refuse(f"{at}hours {shown(text)}", "a number, 0 or more")


CallLog = Annotated[tuple[LogRow, ...], Field(strict=False), Shorthand(parsed, "Text", alone=True)]
