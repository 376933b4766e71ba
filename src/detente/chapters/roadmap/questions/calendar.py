"""Rounds on a calendar: the earliest and latest date of each measure, and which measures are critical.

A round begins when the one before is verified and this one is agreed on. Each of its measures takes its lead time and
is carried out on a day that the calendar allows; the round ends when its last measure is verified. Beginning later
never helps, so dates are found by going forward; a measure waits for a fitting occasion where that is worth the delay.

All times are whole days, and dates are ordinals of `datetime.date`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

FAR = 20 * 366  # days within which a measure must become possible
DAYS = 365.25  # of a year
LAST_DAY = dt.date.max.toordinal()


class NeverError(ValueError):
    """A measure can never be carried out."""


@dataclass(frozen=True)
class Task:
    """A measure to be carried out.

    Attributes:
        measure: Numbers of its issue and option.
        lead: Days from the beginning of its round until it can be carried out.
        verify: Days from then until it is verified.
        barred: Periods, as first and last day, in which it cannot be carried out.
        only: Periods in one of which it must be carried out; any day will do if there are none.
        occasions: Periods that suit it, as first day, last day, and the days of delay that they are worth.
    """

    measure: tuple[int, int]
    lead: int
    verify: int
    barred: tuple[tuple[int, int], ...] = ()
    only: tuple[tuple[int, int], ...] = ()
    occasions: tuple[tuple[int, int, int], ...] = ()

    def free(self, day: int) -> bool:
        """Return whether the calendar allows it on a day."""
        inside = not self.only or any(start <= day <= end for start, end in self.only)
        return inside and not any(start <= day <= end for start, end in self.barred)

    def earliest(self, day: int) -> int:
        """Return the first day that the calendar allows, not before a given one.

        Raises:
            NeverError: There is none within twenty years.
        """
        candidates = {day, *(end + 1 for _, end in self.barred), *(start for start, _ in self.only)}
        for candidate in sorted(c for c in candidates if day <= c <= day + FAR):
            if self.free(candidate):
                return candidate
        raise NeverError(self.measure)

    def latest(self, day: int) -> int | None:
        """Return the last day that the calendar allows, not after a given one; None if there is none in 20 years."""
        candidates = {day, *(start - 1 for start, _ in self.barred), *(end for _, end in self.only)}
        possible = [c for c in candidates if day - FAR <= c <= day and self.free(c)]
        return max(possible, default=None)

    def choices(self, day: int) -> Iterator[tuple[int, int]]:
        """Yield the days to consider, each with the days of delay that it is worth: the earliest, then occasions."""
        first = self.earliest(day)
        yield first, max((worth for start, end, worth in self.occasions if start <= first <= end), default=0)
        for start, end, worth in self.occasions:
            if start > first and (here := self.earliest(start)) <= end:
                yield here, worth


@dataclass(frozen=True)
class Dated:
    """A measure on the calendar.

    Attributes:
        measure: Numbers of its issue and option.
        start: Day on which its round begins.
        done: Day on which it is carried out.
        verified: Day on which that is verified.
        latest: Last day on which it can be carried out if all is to be done in time; None where nothing must be in time
            or no day is early enough.
        critical: Whether the end of its round depends on it.
        occasion: Whether it falls on an occasion.
    """

    measure: tuple[int, int]
    start: dt.date
    done: dt.date
    verified: dt.date
    latest: dt.date | None
    critical: bool
    occasion: bool


@dataclass(frozen=True)
class Schedule:
    """A roadmap on the calendar.

    Attributes:
        rounds: The measures of each round.
        end: Day on which all is verified.
        soonest: Day on which all could be verified if no occasion were waited for.
        in_time: Whether it ends by the day by which all should be done; None where there is no such day.
    """

    rounds: tuple[tuple[Dated, ...], ...]
    end: dt.date
    soonest: dt.date
    in_time: bool | None


CalendarPlan = tuple[tuple[int, ...], ...]  # for each round, the days on which its measures are carried out


def schedule(rounds: Sequence[Sequence[Task]], start: dt.date, between: int, end: dt.date | None) -> Schedule:
    """Put rounds on the calendar.

    Args:
        rounds: The measures of each round.
        start: Day on which the first round begins.
        between: Days from the end of a round to the beginning of the next.
        end: Day by which all should be done, if any.

    Returns:
        The schedule with the earliest end, where each occasion taken counts as if it saved the days that it is worth.

    Raises:
        NeverError: The calendar never allows one of the measures, or not before the end of the year 9999.

    Example:
        >>> one = Task((0, 1), lead=10, verify=5, barred=((738000, 738020),))
        >>> found = schedule([[one]], dt.date.fromordinal(737995), 0, None)
        >>> found.rounds[0][0].done.toordinal(), found.end.toordinal()
        (738021, 738026)
    """
    first = start.toordinal()
    plan = _best(rounds, first, between)
    for tasks, days in zip(rounds, plan, strict=True):
        for task, day in zip(tasks, days, strict=True):
            if day + task.verify + between > LAST_DAY:
                raise NeverError(task.measure)
    soonest = _best([[_plain(task) for task in tasks] for tasks in rounds], first, between)
    latest = _latest(rounds, between, end.toordinal()) if end is not None else None
    if latest is not None and min(day for days in latest for day in days) < 1:
        latest = None
    dated = []
    for k, (tasks, days) in enumerate(zip(rounds, plan, strict=True)):
        last = max(day + task.verify for task, day in zip(tasks, days, strict=True))
        dated.append(
            tuple(
                Dated(
                    measure=task.measure,
                    start=dt.date.fromordinal(first),
                    done=dt.date.fromordinal(day),
                    verified=dt.date.fromordinal(day + task.verify),
                    latest=dt.date.fromordinal(latest[k][n]) if latest else None,
                    critical=day + task.verify == last,
                    occasion=any(a <= day <= b for a, b, _ in task.occasions),
                )
                for n, (task, day) in enumerate(zip(tasks, days, strict=True))
            )
        )
        first = last + between
    finish = dt.date.fromordinal(first - between)
    return Schedule(
        rounds=tuple(dated),
        end=finish,
        soonest=dt.date.fromordinal(_finish(rounds[-1], soonest[-1])),
        in_time=None if end is None else finish <= end,
    )


def _plain(task: Task) -> Task:
    return Task(task.measure, task.lead, task.verify, task.barred, task.only)


def _finish(tasks: Sequence[Task], days: Sequence[int]) -> int:
    return max(day + task.verify for task, day in zip(tasks, days, strict=True))


def _best(rounds: Sequence[Sequence[Task]], start: int, between: int) -> CalendarPlan:
    """Return the days with the earliest end, less the days that occasions are worth."""

    @cache
    def from_round(k: int, begin: int) -> tuple[int, CalendarPlan]:
        """Return the end of the last round, less what occasions are worth, and the days of the rounds from k on."""
        options = []
        for chosen in product(*([*task.choices(begin + task.lead)] for task in rounds[k])):
            days = tuple(day for day, _ in chosen)
            end = _finish(rounds[k], days)
            worth = sum(value for _, value in chosen)
            cost, behind = (end, ()) if k == len(rounds) - 1 else from_round(k + 1, end + between)
            options.append((cost - worth, (days, *behind)))
        return min(options)

    return from_round(0, start)[1]


def _latest(rounds: Sequence[Sequence[Task]], between: int, end: int) -> CalendarPlan | None:
    """Return the last days on which measures can be carried out if all is verified by `end`; None if there are none."""
    found: list[tuple[int, ...]] = []
    for tasks in reversed(rounds):
        days = [task.latest(end - task.verify) for task in tasks]
        if any(day is None for day in days):
            return None
        known = tuple(day for day in days if day is not None)
        found.insert(0, known)
        end = min(day - task.lead for task, day in zip(tasks, known, strict=True)) - between
    return tuple(found)
