"""Which days an axis labels: firsts of a year, a quarter or a month, or days of equal distance."""

from __future__ import annotations

import datetime as dt

FEWEST = 3  # days that are labelled, where there are so many
MONTHS = (120, 60, 24, 12, 6, 3, 2, 1)
DAYS = (14, 7, 2, 1)


def round_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return at least three round days from one day to another, as far apart as that allows; all if there are fewer.

    Example:
        >>> [str(day) for day in round_days(dt.date(2021, 9, 15), dt.date(2024, 11, 5))]
        ['2022-01-01', '2023-01-01', '2024-01-01']
        >>> [str(day) for day in round_days(dt.date(1962, 10, 16), dt.date(1962, 10, 22))]
        ['1962-10-16', '1962-10-18', '1962-10-20', '1962-10-22']
    """
    begin = first.year * 12 + first.month - 1 + (first.day > 1)  # months since the year 0
    end = last.year * 12 + last.month - 1
    for step in MONTHS:
        found = [dt.date(month // 12, month % 12 + 1, 1) for month in range(-(-begin // step) * step, end + 1, step)]
        if len(found) >= FEWEST:
            return found
    wide = (last - first).days
    step = next((days for days in DAYS if wide // days >= FEWEST - 1), 1)
    return [first + dt.timedelta(days=n) for n in range(0, wide + 1, step)]
