"""How healthy the lines are: test calls by line, how many were answered, and how long that took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from detente.web.talks_service.served_record import SeenEntry


@dataclass(frozen=True)
class CallHealth:
    """What test calls say of one line.

    Attributes:
        channel: The line.
        calls: How many test calls there were.
        answered: How many of them were answered.
        median_minutes: Median time to the answer, in minutes; None if there was none.
        last: When the last call was, in UTC.
    """

    channel: str
    calls: int
    answered: int
    median_minutes: float | None
    last: str


def call_health(entries: list[SeenEntry]) -> list[CallHealth]:
    """Return the health of each line, by name."""
    calls = [one for one in entries if one.kind == "test-call"]
    answers = {one.body["test-call"]: one for one in reversed(entries) if one.kind == "answer"}
    found = []
    for channel in sorted({str(one.body["channel"]) for one in calls}):
        of = [one for one in calls if one.body["channel"] == channel]
        taken = [_minutes(one.time, answers[one.number].time) for one in of if one.number in answers]
        found.append(CallHealth(channel, len(of), len(taken), median(taken) if taken else None, of[-1].time))
    return found


def _minutes(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 60
