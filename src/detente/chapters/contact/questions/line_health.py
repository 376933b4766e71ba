"""The health of lines from a log of calls: how available they are, how soon they answer, and why they fall silent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.chapters.contact.call_logs import LogRow

PRIOR = 0.5  # of Jeffreys, for shares and for rates alike
SURE = 30.0  # logarithm of odds that count as certainty
MOST_CUTS_A_DAY = 0.49


@dataclass(frozen=True)
class Posterior:
    """A number with its 90 % interval of belief.

    Attributes:
        middle: The mean.
        low: Lower end.
        high: Upper end.
    """

    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class LineHealth:
    """What a log says of one line.

    Attributes:
        channel: Id of the channel.
        days: Days that the log covers.
        calls: Calls in all.
        answered: Calls that were answered.
        technical: Share of calls that fail for technical reasons while the line is kept open.
        cuts: Times it was cut or its staff was told not to answer.
        shut: Days on which it was.
        silent: Days of silence at the end of the log; 0 where the last calls were answered.
        open_share: Share of the time in which the line is kept open in the long run.
        available: The same, less what fails for technical reasons.
        hours: Hours until an answer; None where the log does not say.
        political: How likely the last silence without a known cause is political; None where there is none.
        restored: Months → how likely the line is restored within them, if it is shut now; empty if it is not.
    """

    channel: str
    days: int
    calls: int
    answered: int
    technical: Posterior
    cuts: int
    shut: int
    silent: int
    open_share: float
    available: float
    hours: Posterior | None
    political: float | None
    restored: dict[int, float]


@dataclass(frozen=True)
class LaterCalls:
    """What became of a line after the day of the case, beside what its log had let expect.

    Attributes:
        channel: Id of the channel.
        days: Days of the later log.
        answered: Share of the later calls that were answered; None where there were none.
        expected: How available the line was expected to be in the long run.
        restored_after: Days of silence until a line that was shut was answered again; None where it was not, or was
            not shut.
        foreseen: How likely it was that it would be restored so soon, or in the time of the later log if it was not;
            None for a line that was open.
    """

    channel: str
    days: int
    answered: float | None
    expected: float
    restored_after: int | None
    foreseen: float | None


def later_calls(before: Sequence[LogRow], after: Sequence[LogRow]) -> tuple[LaterCalls, ...]:
    """Return what became of each line that both logs know.

    Args:
        before: The log up to the day of the case, in order of time.
        after: What came later, in order of time.
    """
    found = []
    for health in line_health(before):
        rows = [row for row in after if row.channel == health.channel]
        if rows:
            found.append(_later(health, [row for row in before if row.channel == health.channel], rows))
    return tuple(found)


def _later(health: LineHealth, before: Sequence[LogRow], rows: Sequence[LogRow]) -> LaterCalls:
    calls, days = sum(row.calls for row in rows), sum(row.days for row in rows)
    first = next((row for row in rows if row.answered), None)
    silent = (first.first - rows[0].first).days if first is not None else days
    shut = _shut(before[-1])
    ended = sum(_shut(row) and not _shut(then) for row, then in pairwise(before))
    return LaterCalls(
        channel=health.channel,
        days=days,
        answered=sum(row.answered for row in rows) / calls if calls else None,
        expected=health.available,
        restored_after=silent if shut and first is not None else None,
        foreseen=restored(ended, health.shut, silent) if shut else None,
    )


def line_health(rows: Sequence[LogRow]) -> tuple[LineHealth, ...]:
    """Return what a log says of each line, in the order in which they appear.

    Args:
        rows: The log, in order of time.
    """
    return tuple(
        _health([row for row in rows if row.channel == name]) for name in dict.fromkeys(r.channel for r in rows)
    )


def _health(rows: Sequence[LogRow]) -> LineHealth:
    """Return what its rows say of one line."""
    failed = sum(row.calls - row.answered for row in rows if row.cause == "technical")
    answered = sum(row.answered for row in rows)
    technical = _share(failed, answered)
    kept = [row for row in rows if not _shut(row)]
    spells = [n for n, row in enumerate(rows) if _shut(row)]
    begun = [n for n in spells if n == 0 or not _shut(rows[n - 1])]
    ended = [n for n in spells if n + 1 < len(rows) and not _shut(rows[n + 1])]
    shut, up = sum(rows[n].days for n in spells), sum(row.days for row in kept)
    cut_rate, back_rate = ((PRIOR + len(of)) / max(days, 1) for of, days in ((begun, up), (ended, shut)))
    now_shut = bool(rows) and _shut(rows[-1])
    last = _last_silence(rows)
    open_share = back_rate / (cut_rate + back_rate)
    return LineHealth(
        channel=rows[0].channel,
        days=sum(row.days for row in rows),
        calls=sum(row.calls for row in rows),
        answered=answered,
        technical=technical,
        cuts=len(begun),
        shut=shut,
        silent=last,
        open_share=open_share,
        available=open_share * (1 - technical.middle),
        hours=_hours(rows),
        political=_political(rows[-1], technical.middle, cut_rate),
        restored={m: restored(len(ended), shut, m * 30.4375) for m in (1, 3, 12)} if now_shut else {},
    )


def _shut(row: LogRow) -> bool:
    """Return whether a row is one of a line that was cut, or may have been: nobody answered, and not for rain."""
    return row.cause == "political" or (row.calls > 0 and row.answered == 0 and row.cause != "technical")


def _last_silence(rows: Sequence[LogRow]) -> int:
    found = 0
    for row in reversed(rows):
        if row.answered:
            break
        found += row.days
    return found


def _political(row: LogRow, technical: float, cut_rate: float) -> float | None:
    """Return how likely a last silence without a known cause is political: rain does not last."""
    if row.cause or row.answered or not row.calls:
        return None
    prior = min(cut_rate, MOST_CUTS_A_DAY)
    odds = math.log(prior / (1 - prior)) - row.calls * math.log(max(technical, 1e-12))
    return 1 / (1 + math.exp(-min(odds, SURE)))


def restored(times: int, days: float, within: float) -> float:
    """Return how likely a line that is shut is restored within some days.

    Args:
        times: How often it was restored before.
        days: Days on which it was shut so far.
        within: The days from now on.

    Example:
        >>> round(restored(1, 413, 55), 2)
        0.17
    """
    return float(1 - (max(days, 1) / (max(days, 1) + within)) ** (PRIOR + times))


def _share(yes: int, no: int) -> Posterior:
    from scipy.special import betaincinv

    a, b = PRIOR + yes, PRIOR + no
    return Posterior(a / (a + b), float(betaincinv(a, b, 0.05)), float(betaincinv(a, b, 0.95)))


def _hours(rows: Sequence[LogRow]) -> Posterior | None:
    """Return the mean hours until an answer: waits are exponential, with Jeffreys’ prior for their rate."""
    from scipy.special import gammaincinv

    known = [(row.answered, row.hours) for row in rows if row.hours is not None and row.answered]
    total, number = sum(n * hours for n, hours in known), sum(n for n, _ in known)
    if not number or total <= 0:
        return None
    low, high = (float(total / gammaincinv(PRIOR + number, share)) for share in (0.95, 0.05))
    return Posterior(total / number, low, high)
