"""The queue of questions: each once, the latest of each asker, bounded, and alive after a process has gone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from detente.web import asked_work
from detente.web.asked_work import AskedWork, CrowdedError, LastingPool


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Opens for those who wait."""
    found = threading.Event()
    yield found
    found.set()


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> Iterator[LastingPool]:
    """One who works."""
    monkeypatch.setattr(asked_work, "workers", ThreadPoolExecutor)
    with LastingPool(1) as found:
        yield found
        gate.set()


def waiting(gate: threading.Event) -> Callable[[int], int]:
    def work(number: int) -> int:
        gate.wait(30)
        return number

    return work


def test_a_question_is_worked_out_once(pool: LastingPool, gate: threading.Event) -> None:
    work, asked = AskedWork(), waiting(gate)
    first = work.asked(pool, asked, 1)
    assert work.asked(pool, asked, 1) is first
    assert work.found_already(asked, 1) is None
    gate.set()
    assert first.result(30) == 1
    assert work.found_already(asked, 1) == 1


def test_what_an_asker_no_longer_wants_is_taken_back(pool: LastingPool, gate: threading.Event) -> None:
    work, asked = AskedWork(), waiting(gate)
    work.asked(pool, asked, 0)
    dropped = work.asked(pool, asked, 1, asker="ann")
    shared = work.asked(pool, asked, 2, asker="ann")
    assert dropped.cancelled()
    assert work.asked(pool, asked, 2, asker="bob") is shared
    latest = work.asked(pool, asked, 3, asker="ann")
    gate.set()
    assert (shared.result(30), latest.result(30)) == (2, 3)  # bob still wants his
    assert work.asked(pool, asked, 1).result(30) == 1


def test_only_so_much_is_taken_and_what_was_found_makes_room(pool: LastingPool, gate: threading.Event) -> None:
    work, asked = AskedWork(2), waiting(gate)
    first = work.asked(pool, asked, 1)
    work.asked(pool, asked, 2)
    with pytest.raises(CrowdedError):
        work.asked(pool, asked, 3)
    gate.set()
    first.result(30)
    assert work.asked(pool, asked, 3).result(30) == 3


def test_what_failed_is_tried_again(pool: LastingPool) -> None:
    tries = []

    def fails_first(number: int) -> int:
        tries.append(number)
        if len(tries) == 1:
            raise OSError
        return number

    work = AskedWork()
    assert isinstance(work.asked(pool, fails_first, 1).exception(30), OSError)
    assert work.asked(pool, fails_first, 1).result(30) == 1


def test_a_process_that_is_ended_is_replaced() -> None:
    with LastingPool(1) as pool:
        os.kill(pool.submit(os.getpid).result(60), signal.SIGKILL)
        assert AskedWork().waited(pool, abs, -3) == 3


def test_answers_are_kept_by_their_size(pool: LastingPool) -> None:
    """Those not asked for the longest time go first, and one that is too large alone is handed out all the same."""
    work = AskedWork(most_bytes=2500)
    for number in (1, 2):
        assert len(work.asked(pool, bytes, 990 + number).result(30)) == 990 + number
    once_done(pool)
    work.asked(pool, bytes, 991)
    assert len(work.asked(pool, bytes, 993).result(30)) == 993
    once_done(pool)
    assert [work.found_already(bytes, size) is not None for size in (991, 992, 993)] == [True, False, True]
    assert len(work.asked(pool, bytes, 3000).result(30)) == 3000
    once_done(pool)
    assert work.found_already(bytes, 3000) is None
    assert work.held <= 2500


def once_done(pool: LastingPool) -> None:
    """Wait until what was found is put away: the one who works does that before anything else."""
    pool.submit(int).result(30)
