"""The engines: results in the order of the tasks, faults passed on, and never more in memory than agreed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from detente.worlds.engines import Engine, Sealed, run

JOBS = [1, 2, 3]


def squared(n: int) -> int:
    return n * n


def fussy(n: int) -> int:
    if n == 5:
        raise ValueError("no fives")
    return n


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_results_come_in_the_order_of_the_tasks(jobs: int, count: int) -> None:
    def slow_at_first(n: int) -> int:
        time.sleep(0.001 * (n % 3 == 0))
        return n * n

    assert list(run(slow_at_first, range(count), jobs)) == [n * n for n in range(count)]


ENGINES: list[tuple[int, Engine]] = [(1, "threads"), (2, "threads"), (3, "threads"), (2, "processes")]


@pytest.mark.parametrize(("jobs", "engine"), ENGINES)
def test_faults_are_passed_on_after_the_results_before_them(jobs: int, engine: Engine) -> None:
    results = run(fussy, range(10), jobs, engine)
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="no fives"):
        next(results)


class Growing:
    """Work that remembers what it did, as a case remembers what it has worked out about itself."""

    def __call__(self, n: int) -> int:
        for k in range(2000):
            self.__dict__[f"seen-{n}-{k}"] = n
        return n


def test_work_is_sealed_before_it_can_change() -> None:
    work = Growing()
    sealed = Sealed(work)
    work(1)
    assert sealed(2) == 2
    assert list(run(Growing(), range(40), 2, "processes")) == list(range(40))


@pytest.mark.parametrize("jobs", JOBS)
def test_faults_of_the_tasks_themselves_are_passed_on(jobs: int) -> None:
    def tasks() -> Iterator[int]:
        yield 1
        raise RuntimeError("no more tasks")

    with pytest.raises(RuntimeError, match="no more tasks"):
        list(run(squared, tasks(), jobs))


@pytest.mark.parametrize("jobs", JOBS)
def test_tasks_are_taken_as_they_are_needed(jobs: int) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(1000):
            taken.append(n)
            yield n

    results = run(squared, tasks(), jobs)
    assert next(results) == 0
    assert len(taken) <= 2 * jobs + 1
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 2 * jobs + 1


def test_work_runs_in_several_threads() -> None:
    barrier = threading.Barrier(2, timeout=10)

    def meet(_: int) -> bool:
        barrier.wait()
        return True

    assert list(run(meet, range(4), 2)) == [True] * 4


def test_one_job_stays_in_this_thread() -> None:
    assert set(run(lambda _: threading.get_ident(), range(3), 1)) == {threading.get_ident()}


def test_what_no_helper_has_begun_is_done_here() -> None:
    """Helpers may be busy with other things, such as charts."""
    busy = threading.Event()
    with ThreadPoolExecutor(1) as helpers:
        other = helpers.submit(busy.wait, 30)
        assert list(run(squared, range(6), jobs=2, helpers=helpers)) == [0, 1, 4, 9, 16, 25]
        assert not other.done()
        busy.set()
