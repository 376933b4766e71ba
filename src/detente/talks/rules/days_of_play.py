"""Days of an exercise: a record that is opened to play a case begins on a day of the case, and goes on from there.

Times on the record stay those of the clock, so that nobody can sign for another time. Where a day is meant, such as
that of a commitment, or that from which a case is seen, it is the day of play.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

PLAYS_FROM = "plays-from"  # field of the opening
LENGTH = len("2021-08-31")


def day_of_play(opening: Mapping[str, Any], opened: str, time: str) -> str:
    """Return the day that is meant by a time on a record: its own, or that of the exercise.

    Args:
        opening: What the opening of the record says.
        opened: When the record was opened.
        time: The time.

    Example:
        >>> day_of_play({"plays-from": "2021-08-31"}, "2026-10-01T09:00:00.000Z", "2026-10-03T10:00:00.000Z")
        '2021-09-02'
        >>> day_of_play({}, "2026-10-01T09:00:00.000Z", "2026-10-03T10:00:00.000Z")
        '2026-10-03'
    """
    begins = first_day(opening)
    if begins is None:
        return time[:LENGTH]
    try:
        return (begins + (date.fromisoformat(time[:LENGTH]) - date.fromisoformat(opened[:LENGTH]))).isoformat()
    except OverflowError:
        return time[:LENGTH]


def first_day(opening: Mapping[str, Any]) -> date | None:
    """Return the day of play on which a record begins, or None if it is no exercise or says something else there."""
    said = opening.get(PLAYS_FROM)
    if not isinstance(said, str) or len(said) != LENGTH:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
