"""How healthy the lines are: test calls by line, how many were answered, and how long that took."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from detente.talks.help.state_of_play import answered_after
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
    hours = answered_after([(one.number, one) for one in entries])
    found = []
    for channel in sorted({str(one.body["channel"]) for one in calls}):
        of = [one for one in calls if one.body["channel"] == channel]
        taken = [60 * hours[one.number] for one in of if one.number in hours]
        found.append(CallHealth(channel, len(of), len(taken), median(taken) if taken else None, of[-1].time))
    return found
