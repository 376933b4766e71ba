"""First and last days of options, measures and packages that contradict each other or the day of the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from detente.case.faults import KeyPath
from detente.case.model import Case
from detente.case.references import Problem


class HasDays(Protocol):
    """What may have a first and a last day."""

    @property
    def first(self) -> dt.date | None:
        """The first day."""

    @property
    def until(self) -> dt.date | None:
        """The last day."""


def first_after_last(place: KeyPath, body: HasDays) -> Iterator[Problem]:
    """Yield a problem where a first day comes after the last one."""
    if body.first is not None and body.until is not None and body.first > body.until:
        found = f"a first day {body.first} after the last, {body.until}"
        yield Problem((*place, "from"), found, "from ≤ until")


def days(place: KeyPath, body: HasDays, case: Case) -> Iterator[Problem]:
    """Yield a problem where a first day comes after the last one, or the last is past on the day of the case."""
    yield from first_after_last(place, body)
    if body.until is not None and case.date is not None and body.until < case.date:
        found = f"the last day {body.until}, before the day of the case"
        yield Problem((*place, "until"), found, f"{case.date} or later")
