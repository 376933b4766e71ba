"""How long something was outstanding: sent, and neither answered nor withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.chapters.reading.entries import Recipient

DAYS_A_MONTH = 365.25 / 12


def outstanding(recipient: Recipient, until: dt.date) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return the spans of time, up to a day, in which some approach was outstanding.

    Args:
        recipient: Somebody who was approached.
        until: The day up to which to look.

    Returns:
        First and last day of each span, in order. Spans do not overlap: approaches that do are joined.

    Example:
        >>> one = {"name": "a", "date": "2021-02-15"}
        >>> two = {"name": "b", "date": "2021-03-01", "ends": "2021-03-11"}
        >>> kim = {"name": "Kim", "delivered": 1, "replies": {"otherwise": 1}, "hazards": {"otherwise": 1}}
        >>> said = Recipient.model_validate(kim | {"approaches": {"one": one, "two": two}})
        >>> [(str(a), str(b)) for a, b in outstanding(said, dt.date(2021, 8, 31))]
        [('2021-02-15', '2021-08-31')]
    """
    answered = sorted(answer.date for answer in recipient.answers.values())
    spans = []
    for approach in recipient.approaches.values():
        ends = [until, *([approach.ends] if approach.ends else []), *(d for d in answered if d >= approach.date)]
        if approach.date < min(ends):
            spans.append((approach.date, min(ends)))
    joined: list[tuple[dt.date, dt.date]] = []
    for start, end in sorted(spans):
        before = joined[-1][1] if joined else start
        if joined and (start < before or (start == before and before not in answered)):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def months(spans: Sequence[tuple[dt.date, dt.date]]) -> float:
    """Return the total length of some spans of time, in months."""
    return sum((end - start).days for start, end in spans) / DAYS_A_MONTH
