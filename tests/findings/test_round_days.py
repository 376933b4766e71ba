"""Days that an axis labels are round, in order, inside, and enough."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from detente.findings.round_days import FEWEST, round_days

DAYS = st.dates(dt.date(2, 1, 1), dt.date(9998, 12, 31))


@given(DAYS, st.integers(0, 20_000))
def test_days_are_inside_and_at_most_eleven(first: dt.date, wide: int) -> None:
    last = min(first + dt.timedelta(days=wide), dt.date.max)
    days = round_days(first, last)
    assert days == sorted(set(days))
    assert first <= days[0]
    assert days[-1] <= last
    assert min(FEWEST, wide + 1) <= len(days) <= 11


@given(DAYS)
def test_years_begin_in_january_and_months_on_the_first(first: dt.date) -> None:
    years = round_days(first, min(first + dt.timedelta(days=5 * 366), dt.date.max))
    assert all((day.month, day.day) == (1, 1) for day in years) or first.year > 9993
    assert all(day.day == 1 for day in round_days(first, min(first + dt.timedelta(days=130), dt.date.max)))
