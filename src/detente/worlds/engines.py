"""Running the same work over blocks of worlds: in this thread, in threads, or in processes, results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Literal, TypeVar

Engine = Literal["threads", "processes"]
T = TypeVar("T")
R = TypeVar("R")


def run(work: Callable[[T], R], tasks: Iterable[T], jobs: int, engine: Engine = "threads") -> Iterator[R]:
    """What does the work give for each task, in the order of the tasks?

    Args:
        work: A function of one task; for processes, one that can be pickled.
        tasks: The tasks.
        jobs: How many to run at a time; 1 runs them in this thread.
        engine: threads or processes.

    Yields:
        The results. At most twice `jobs` of them wait in memory.

    Example:
        >>> list(run(abs, [-1, -2], jobs=2))
        [1, 2]
    """
    if jobs <= 1:
        yield from map(work, tasks)
        return
    pool: Executor = (
        ThreadPoolExecutor(jobs) if engine == "threads" else ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    )
    with pool:
        queue = iter(tasks)
        waiting: deque[Future[R]] = deque(pool.submit(work, task) for task in islice(queue, 2 * jobs))
        try:
            while waiting:
                result = waiting.popleft().result()
                waiting.extend(pool.submit(work, task) for task in islice(queue, 1))
                yield result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
