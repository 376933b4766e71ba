"""Other processes: what they leave undone is done here, and they end with the process that started them."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor

import pytest

import detente.workers
from detente.workers import Handed, Workers, loaded, workers
from detente.worlds.engines import run

STARTS = """
import os, time
from detente.workers import workers

if __name__ == "__main__":
    with workers(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 600)
        time.sleep(600)
"""
unix = pytest.mark.skipif(os.name == "nt", reason="signals of Unix")


def dies(here: int) -> int:
    """End the process by force, unless it is this one."""
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return here


@unix
def test_what_a_killed_process_had_is_done_here() -> None:
    """A killed worker ended in the traceback of a BrokenProcessPool."""
    told: list[str] = []
    with workers(1, told.append) as pool:
        assert list(run(dies, [os.getpid()] * 5, 2, "processes", pool)) == [os.getpid()] * 5
        handed = Handed(pool, abs, -1)
        assert (handed.done(), handed.result()) == (True, 1)
    assert told == [
        "Another process was ended from outside (for want of memory?): its share was done by this one.",
    ]


@unix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_they_end_with_the_process_that_started_them(how: signal.Signals) -> None:
    """After SIGTERM they stayed for minutes."""
    command = [sys.executable, "-c", STARTS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.send_signal(how)
        process.wait(timeout=30)
    for _ in range(200):
        if not _runs(worker):
            return
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("it is still there after ten seconds")


def _runs(pid: int) -> bool:
    try:
        with pathlib.Path(f"/proc/{pid}/stat").open(encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_without_shared_memory_there_are_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """“file: No such file or directory”."""

    def absent(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(detente.workers, "ProcessPoolExecutor", absent)
    told: list[str] = []
    with workers(2, told.append) as pool:
        assert isinstance(pool, ThreadPoolExecutor)
        assert list(run(abs, [-1, -2, -3], 3, "processes", pool)) == [1, 2, 3]
    (note,) = told
    assert note.startswith("No shared memory for other processes")


def test_an_error_of_the_work_is_passed_on() -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(ZeroDivisionError):
        Handed(pool, divmod, 1, 0).result()


def test_what_somebody_waits_for_comes_before_what_can_wait_and_all_that_is_not_begun_can_be_taken_back() -> None:
    """A pool of the standard library counts one piece as begun that nobody works on."""
    order: list[str] = []
    with workers(1) as pool:
        assert isinstance(pool, Workers)
        busy = pool.submit(time.sleep, 0.3)
        late, soon, dropped = pool.idle.submit(abs, -1), pool.submit(abs, -2), pool.submit(abs, -3)
        late.add_done_callback(lambda _: order.append("late"))
        soon.add_done_callback(lambda _: order.append("soon"))
        assert dropped.cancel()
        busy.result()
        assert (soon.result(), late.result()) == (2, 1)
    assert order == ["soon", "late"]


def test_work_behind_other_work_is_not_begun_before_it() -> None:
    """The largest work of a run came just after small work that could wait, and waited for it."""
    with workers(1) as pool:
        assert isinstance(pool, Workers)
        later = pool.between.submit(abs, -1)
        time.sleep(0.05)
        assert not (later.running())
        assert not (later.done())
        assert pool.submit(abs, -2).result() == 2
        assert later.result() == 1


def test_a_process_that_would_wait_does_what_there_is_to_do_aside() -> None:
    done: list[str] = []
    with workers(1) as pool:
        assert isinstance(pool, Workers)
        pool.aside.extend([lambda: done.append("first"), lambda: done.append("second")])
        Handed(pool, abs, -1).there_within(0.0)
        assert not done  # it was not to wait at all
        busy = Handed(pool, time.sleep, 0.2)
        busy.result()
        assert done == ["first", "second"]
        pool.aside.append(lambda: done.append("third"))
        busy.result()
        assert done == ["first", "second"]  # it did not wait


def test_a_piece_aside_is_done_in_place_of_the_first_task() -> None:
    done: list[str] = []
    with workers(1) as pool:
        assert isinstance(pool, Workers)
        pool.aside.extend([lambda: done.append("first"), lambda: done.append("second")])
        pool.submit(abs, 1).result()
        assert list(run(abs, [-1, -2, -3], 2, "processes", pool)) == [1, 2, 3]
        assert done[:1] == ["first"]


def test_what_cannot_be_loaded_is_left_to_whoever_needs_it() -> None:
    loaded("detente.no_such_module")
    loaded("detente.arrays")
    assert "detente.arrays" in sys.modules


@unix
def test_a_pool_that_broke_says_so_when_it_is_handed_more() -> None:
    with workers(1) as pool:
        with pytest.raises(BrokenExecutor):
            pool.submit(dies, os.getpid()).result()
        with pytest.raises(BrokenExecutor):
            pool.submit(abs, -1)
