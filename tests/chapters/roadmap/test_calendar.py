"""Dates agree with a constraint solver on random calendars; the latest ones leave just enough time."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.chapters.roadmap.questions.calendar import NeverError, Schedule, Task, schedule
from tests.sharing import tried

SOLVER = Path(__file__).with_name("ask_cpsat.py")
START = dt.date(2021, 9, 1)


def days(date: dt.date) -> int:
    return (date - START).days


def made(seed: int) -> tuple[list[list[Task]], int]:
    """Return rounds with a random calendar, and the days between rounds."""
    rng = random.Random(seed)
    zero = START.toordinal()

    def stretch(longest: int) -> tuple[int, int]:
        start = zero + rng.randrange(0, 500)
        return start, start + rng.randrange(0, longest)

    def task(n: int) -> Task:
        only = tuple(stretch(80) for _ in range(rng.choice((0, 0, 2))))
        return Task(
            measure=(n, 1),
            lead=rng.randrange(0, 90),
            verify=rng.randrange(0, 40),
            barred=tuple(stretch(60) for _ in range(rng.choice((0, 1, 2)))),
            only=(*only, (zero + 700, zero + 5000)) if only else (),
            occasions=tuple((*stretch(20), rng.randrange(1, 60)) for _ in range(rng.choice((0, 0, 1)))),
        )

    rounds = [[task(10 * k + n) for n in range(rng.choice((1, 1, 2)))] for k in range(rng.choice((1, 2, 3)))]
    return rounds, rng.randrange(0, 60)


def cost(found: Schedule, rounds: list[list[Task]]) -> int:
    """Return the end, less what the occasions taken are worth."""
    taken = 0
    for tasks, dates in zip(rounds, found.rounds, strict=True):
        for task, at in zip(tasks, dates, strict=True):
            day = at.done.toordinal()
            taken += max((worth for a, b, worth in task.occasions if a <= day <= b), default=0)
    return days(found.end) - taken


def test_dates_agree_with_a_solver() -> None:
    pytest.importorskip("ortools", reason="the solver is an oracle, not a part of the program")
    asked: list[dict[str, Any]] = []
    mine = []
    for seed in range(60):
        rounds, between = made(seed)
        found = schedule(rounds, START, between, None)
        mine.append(cost(found, rounds))
        asked.append({"rounds": [[vars(task) for task in tasks] for tasks in rounds], "between": between})
    document = json.dumps({"start": START.toordinal(), "problems": asked})
    ran = subprocess.run([sys.executable, SOLVER], input=document, capture_output=True, text=True, check=True)
    assert mine == json.loads(ran.stdout)


@pytest.mark.parametrize("seed", tried(range(40)))
def test_the_plan_keeps_the_calendar(seed: int) -> None:
    rounds, between = made(seed)
    end = START + dt.timedelta(days=6000)
    found = schedule(rounds, START, between, end)
    begin = START
    for tasks, dates in zip(rounds, found.rounds, strict=True):
        for task, at in zip(tasks, dates, strict=True):
            assert at.start == begin
            assert task.free(at.done.toordinal())
            assert (at.done - begin).days >= task.lead
            assert (at.verified - at.done).days == task.verify
            assert at.latest is None or at.latest >= at.done
        last = max(at.verified for at in dates)
        assert {at.critical for at in dates if at.verified == last} == {True}
        begin = last + dt.timedelta(days=between)
    assert found.end == begin - dt.timedelta(days=between)
    assert found.soonest <= found.end <= end
    assert found.in_time


def test_the_latest_dates_leave_just_enough_time() -> None:
    one, two = Task((0, 1), lead=10, verify=5), Task((1, 1), lead=20, verify=1)
    found = schedule([[one], [two]], START, 7, START + dt.timedelta(days=100))
    latest = [at.latest for dates in found.rounds for at in dates]
    assert [days(day) for day in latest if day] == [100 - 1 - 20 - 7 - 5, 99]
    assert schedule([[one], [two]], START, 7, START + dt.timedelta(days=40)).in_time is False


def test_what_is_never_allowed_is_said() -> None:
    zero = START.toordinal()
    with pytest.raises(NeverError):
        schedule([[Task((0, 1), 10, 0, only=((zero, zero + 5),))]], START, 0, None)


def test_an_occasion_is_waited_for_if_it_is_worth_it() -> None:
    zero = START.toordinal()
    for worth, waits in ((9, False), (11, True)):
        task = Task((0, 1), lead=10, verify=0, occasions=((zero + 20, zero + 20, worth),))
        found = schedule([[task]], START, 0, None)
        assert found.rounds[0][0].occasion is waits
        assert days(found.soonest) == 10
