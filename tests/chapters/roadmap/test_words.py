"""Times in words: a crisis counts days."""

from __future__ import annotations

import pytest

from detente.chapters.roadmap.pages.wording import axis, duration
from detente.findings import Span
from detente.findings.words import HARD_SPACE


@pytest.mark.parametrize("days", [1, 3, 6, 12])
def test_days_are_said_as_days(days: int) -> None:
    assert duration(days / 365.25) == f"{days}{HARD_SPACE}day{'' if days == 1 else 's'}"


def test_nothing_that_takes_time_is_said_to_take_none() -> None:
    said = [duration(hours / 24 / 365.25) for hours in (1, 11, 13, 24 * 13.4, 24 * 13.6, 24 * 59, 24 * 60)]
    assert [one.replace(HARD_SPACE, " ") for one in said] == [
        "under 1 day",
        "under 1 day",
        "1 day",
        "13 days",
        "2 weeks",
        "8 weeks",
        "2 months",
    ]


def test_a_short_timeline_counts_days_and_a_long_one_months() -> None:
    unit, spans, places, each = axis([Span("a", "x", 0.0, 0.5), Span("b", "x", 0.5, 1.0)])
    assert unit == "days"
    assert each == pytest.approx(30.4375)
    assert [(span.start, span.end) for span in spans] == [(0.0, 15.21875), (15.21875, 30.4375)]
    assert dict(places) == {0.0: "the start", 15.21875: f"2{HARD_SPACE}weeks", 30.4375: f"4{HARD_SPACE}weeks"}
    unit, spans, places, each = axis([Span("a", "x", 0.5, 7.0)])
    assert (unit, each, spans[0].end) == ("months", 1.0, 7.0)
    assert dict(places)[7.0] == f"7{HARD_SPACE}months"
