"""Running the same work over blocks of worlds: in this thread, in threads, or in processes, results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.reduction import ForkingPickler
from time import monotonic
from typing import Generic, Literal, TypeVar

from detente.workers import Handed, Workers, workers

Engine = Literal["threads", "processes"]
T = TypeVar("T")
R = TypeVar("R")


def run(
    work: Callable[[T], R],
    tasks: Iterable[T],
    jobs: int,
    engine: Engine = "threads",
    helpers: Executor | None = None,
) -> Iterator[R]:
    """Yield the result of the work for each task, in the order of the tasks.

    This thread does its share: with N jobs there are N − 1 helpers.

    Args:
        work: A function of one task; for processes, one that can be pickled.
        tasks: The tasks.
        jobs: How many to run at a time; 1 runs them in this thread.
        engine: threads or processes.
        helpers: Helpers that are already there, and stay; if not given, they are started and stopped.

    Yields:
        The results. At most twice `jobs` of them wait in memory.

    Example:
        >>> list(run(abs, [-1, -2], jobs=2))
        [1, 2]
    """
    if jobs <= 1:
        yield from map(work, tasks)
    elif helpers is not None:
        yield from _shared(work, tasks, jobs, helpers)
    else:
        with ThreadPoolExecutor(jobs - 1) if engine == "threads" else workers(jobs - 1) as pool:
            yield from _shared(work, tasks, jobs, pool)


def _shared(work: Callable[[T], R], tasks: Iterable[T], jobs: int, pool: Executor) -> Iterator[R]:
    """Share the tasks between the helpers and this thread, which does what no helper has begun before it waits long.

    A helper that is still busy with something else is given half the time that a task takes here, once. If this thread
    has something to do aside, it does a piece of that in place of its first task, which a helper may begin meanwhile.
    """
    work_there: Callable[[T], R] = work if isinstance(pool, ThreadPoolExecutor) else Sealed(work)
    waiting: deque[Handed[R] | Future[R]] = deque()
    patience = 0.0
    try:
        for n, task in enumerate(tasks):
            here = partial(work, task)
            if n % jobs != jobs - 1:
                waiting.append(Handed(pool, work_there, task, here=here))
            elif n == jobs - 1 and _begun(waiting) and (begun := _elsewhere(pool, work_there, task, here)) is not None:
                waiting.append(begun)
            else:
                began = monotonic()
                waiting.append(_here(here))
                patience = (monotonic() - began) / 2
            while waiting and (waiting[0].done() or len(waiting) >= 2 * jobs):
                yield _next(waiting)
        if waiting and isinstance(waiting[0], Handed):
            waiting[0].there_within(patience)
        while waiting:
            yield _next(waiting)
    finally:
        for left in waiting:
            left.cancel()


def _begun(waiting: Iterable[Handed[R] | Future[R]]) -> bool:
    """Return whether helpers had time to begin all that they were handed."""
    return all(isinstance(left, Future) or left.begun() for left in waiting)


def _elsewhere(pool: Executor, there: Callable[[T], R], task: T, here: Callable[[], R]) -> Handed[R] | None:
    """Offer a task to helpers while this thread does a piece of what it has to do aside.

    Returns:
        The task, begun by one of them; None if none has begun it, or there is nothing to do aside.
    """
    if not (isinstance(pool, Workers) and pool.aside):
        return None
    offered = Handed(pool, there, task, here=here)
    pool.aside.popleft()()
    return None if offered.cancel() else offered


def _next(waiting: deque[Handed[R] | Future[R]]) -> R:
    """Return the next result; until it is there, do what no helper has begun."""
    while not waiting[0].done() and _taken_back(waiting):
        pass
    return waiting.popleft().result()


def _taken_back(waiting: deque[Handed[R] | Future[R]]) -> bool:
    """Do the last task here that no helper has begun; False if there is none. Helpers may be busy with other things."""
    for n in range(len(waiting) - 1, -1, -1):
        left = waiting[n]
        if isinstance(left, Handed) and left.cancel():
            waiting[n] = _here(left.here)
            return True
    return False


class Sealed(Generic[T, R]):
    """A piece of work, pickled once for all its tasks.

    A pool pickles what it is handed in a thread of its own, while this one does its share and may add to what is being
    pickled, such as what a case has worked out about itself.
    """

    def __init__(self, work: Callable[[T], R]) -> None:
        """Pickle the work."""
        self.raw = bytes(ForkingPickler.dumps(work))

    def __call__(self, task: T) -> R:
        """Unpack the work and do it; called in another process."""
        work: Callable[[T], R] = ForkingPickler.loads(self.raw)
        return work(task)


def _here(work: Callable[[], R]) -> Future[R]:
    """Do a task in this thread."""
    done: Future[R] = Future()
    try:
        done.set_result(work())
    except Exception as error:  # noqa: BLE001 - passed on in its turn
        done.set_exception(error)
    return done
