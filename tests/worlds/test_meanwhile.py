"""Requests that another process works out while this one goes on."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from detente.workers import Handed, Workers, workers
from detente.worlds import Draws, RunEntry, Worlds
from tests.worlds.test_worlds import small


@dataclass(frozen=True)
class Where(RunEntry[tuple[int, float]]):
    """Who works this out, and the sum of the weights."""

    name: str

    def work(self, worlds: Worlds) -> tuple[int, float]:
        if self.name == "bad":
            raise ArithmeticError(self.name)
        return os.getpid(), worlds.total


def number(draws: Draws) -> int:
    return len(draws.weights)


def test_another_process_begins_one_request_after_the_other() -> None:
    here, alone = os.getpid(), Worlds(small(), size=30, seed=1)
    with workers(1) as pool:
        assert isinstance(pool, Workers)
        worlds = replace(alone, jobs=2, engine="processes", helpers=pool)
        worlds.meanwhile([Where("first"), Where("bad"), Where("third"), Where("fourth")])
        pool.idle.submit(abs, 1).result()  # it has done all four
        there, total = worlds.taken(Where("first"))
        assert (there != here, total) == (True, 30.0)
        assert worlds.taken(Where("first")) == (here, 30.0)  # nobody was told that it would be made twice
        with pytest.raises(ArithmeticError, match="bad"):
            worlds.taken(Where("bad"))
        assert worlds.tied(0.3).taken(Where("third")) == (here, 30.0)  # these are other worlds
        assert worlds.taken(Where("third"))[0] == there
        busy = pool.submit(time.sleep, 0.2)
        worlds.meanwhile([Where("fifth")])
        assert list(worlds.each(number)) == [30]  # which is done before what can wait
        assert worlds.taken(Where("fourth"), lambda: (0, 0.0))[0] == there
        assert worlds.taken(Where("fifth"), lambda: (0, 0.0)) in {(0, 0.0), (there, 30.0)}
        busy.result()
        busy = pool.submit(time.sleep, 0.2)
        worlds.meanwhile([Where("sixth")])
        assert worlds.taken(Where("sixth")) == (here, 30.0)  # not begun


@dataclass(frozen=True)
class LightlyWhere(Where):
    """The same, of what takes little."""

    light = True


def test_a_process_that_would_wait_does_light_requests_from_the_last_on() -> None:
    here, alone = os.getpid(), Worlds(small(), size=30, seed=1)
    with workers(1) as pool:
        assert isinstance(pool, Workers)
        worlds = replace(alone, jobs=2, engine="processes", helpers=pool)
        busy = Handed(pool, time.sleep, 0.2)
        worlds.meanwhile([LightlyWhere("bad"), LightlyWhere("first"), LightlyWhere("second"), Where("third")])
        assert worlds.taken(LightlyWhere("second")) == (here, 30.0)
        assert worlds.begun(LightlyWhere("first"))
        busy.result()
        assert not pool.aside
        assert worlds.taken(LightlyWhere("first"), lambda: (0, 0.0)) == (here, 30.0)  # while it waited
        with pytest.raises(ArithmeticError, match="bad"):
            worlds.taken(LightlyWhere("bad"), lambda: (0, 0.0))
        assert worlds.taken(Where("third"), lambda: (0, 0.0))[0] != here
        assert not worlds.begun(LightlyWhere("first"))


def test_requests_can_be_told_without_being_begun_before_what_comes_next() -> None:
    here, alone = os.getpid(), Worlds(small(), size=30, seed=1)
    with workers(1) as pool:
        worlds = replace(alone, jobs=2, engine="processes", helpers=pool)
        worlds.meanwhile([Where("first"), Where("second")], at_once=False)
        time.sleep(0.05)
        assert worlds.taken(Where("first")) == (here, 30.0)
        pool.submit(abs, -1).result()
        pool.submit(abs, -1).result()
        assert worlds.taken(Where("second"), lambda: (0, 0.0))[0] != here


def test_where_nobody_helps_requests_are_worked_out_when_they_are_made() -> None:
    alone = Worlds(small(), size=30, seed=1)
    alone.meanwhile([Where("bad")])
    with ThreadPoolExecutor(1) as threads:
        replace(alone, jobs=2, helpers=threads).meanwhile([Where("bad")])
    assert alone.taken(Where("good")) == (os.getpid(), 30.0)
