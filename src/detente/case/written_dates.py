"""Dates as people write them: which day is meant, to be said to somebody who wrote it in a form that no case has."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORTEST = 3  # letters of a month that is cut short

YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/. ]?(?P<month>\d{1,2})[-/. ]?(?P<day>\d{1,2})")
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
SLASHES = re.compile(r"(?P<one>\d{1,2})[-/](?P<other>\d{1,2})[-/](?P<year>\d{4})")
DAY_AND_NAME = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?(?P<name>[a-z]+)\.?,? (?P<year>\d{4})")
NAME_AND_DAY = re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")


def meant(written: object) -> str | None:
    """Return the day that somebody probably meant, year-month-day.

    Args:
        written: What stands where a date should.

    Returns:
        The day, or None: where it is no date, where no such day exists, and where day and month could be exchanged.

    Example:
        >>> meant("31.08.2021"), meant("1 March 2026"), meant("August 31, 2021"), meant(20210831)
        ('2021-08-31', '2026-03-01', '2021-08-31', '2021-08-31')
        >>> meant("8/31/2021"), meant("3/4/2021"), meant("31.02.2021"), meant("soon")
        ('2021-08-31', None, None, None)
    """
    text = str(written).strip().lower()
    for pattern in (YEAR_FIRST, DAY_FIRST, SLASHES, DAY_AND_NAME, NAME_AND_DAY):
        if found := pattern.fullmatch(text):
            return _day(found.groupdict())
    return None


def _day(said: dict[str, str]) -> str | None:
    if "name" in said:
        months = [n for n, month in enumerate(MONTHS, 1) if month.startswith(said["name"])]
        known = len(said["name"]) >= SHORTEST and len(months) == 1
        pairs = {(months[0], int(said["day"]))} if known else set()
    elif "one" in said:
        one, other = int(said["one"]), int(said["other"])
        pairs = {(one, other), (other, one)}
    else:
        pairs = {(int(said["month"]), int(said["day"]))}
    days = {day for month, number in pairs if (day := _existing(int(said["year"]), month, number))}
    return days.pop() if len(days) == 1 else None


def _existing(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
