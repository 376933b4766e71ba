"""Other processes that do part of the work: they end with this one, and what one of them leaves undone is done here.

Only what every Python has is loaded here, so that they can be started while this process still loads what it needs.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

SWITCH = 5e-4  # seconds after which a thread that takes what others send may go on; by itself, ten times that
R = TypeVar("R")


@contextmanager
def workers(count: int, noted: Callable[[str], None] | None = None) -> Iterator[Executor]:
    """Start other processes, and end them with the work: at once where it fails.

    Each holds the end of a pipe that nobody writes to. When the other end is closed, by this process or because it is
    gone, whatever ended it, they leave what they are doing.

    Args:
        count: How many.
        noted: Called with a sentence where something is not as it should be, and the work goes on without it.

    Yields:
        The processes; threads instead on a machine without the shared memory that processes are kept in step by.
    """
    context = get_context("spawn")
    watched, held = context.Pipe(duplex=False)
    try:
        pool: Executor = ProcessPoolExecutor(count, context, _begin, (watched, gc.get_threshold()))
    except (OSError, ImportError) as error:
        watched.close()
        held.close()
        if noted is not None:
            noted(f"No shared memory for other processes ({error}): threads are used instead, which takes longer.")
        with ThreadPoolExecutor(count) as threads:
            yield threads
        return
    patience = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield pool
        if noted is not None and _broken(pool):
            noted("Another process was ended from outside (for want of memory?): its share was done by this one.")
    except BaseException:
        held.close()
        raise
    finally:
        # They have ended when the run has: a thread that still closes its pipes while Python exits is woken through a
        # pipe that is closed already (“Bad file descriptor”).
        sys.setswitchinterval(patience)
        pool.shutdown(wait=True, cancel_futures=True)
        held.close()
        watched.close()


class Handed(Generic[R]):
    """Work handed to another process or thread; done here where that ends before the work is done."""

    def __init__(self, pool: Executor, work: Callable[..., R], *args: Any, here: Callable[[], R] | None = None) -> None:
        """Hand work over.

        Args:
            pool: Who is to do it.
            work: The work; for processes, such as can be pickled.
            *args: What it is done on.
            here: The same work as it is done here.
        """
        self.here = here or partial(work, *args)
        self._there: Future[R] | None = None
        with suppress(BrokenExecutor):
            self._there = pool.submit(work, *args)

    def done(self) -> bool:
        """Return whether its result is there, or nobody is working on it."""
        return self._there is None or self._there.done()

    def result(self) -> R:
        """Return its result, or raise the error that it ended with."""
        if self._there is not None:
            with suppress(BrokenExecutor):
                return self._there.result()
        return self.here()

    def cancel(self) -> bool:
        """Take it back, and return whether nobody has begun."""
        return self._there is not None and self._there.cancel()


def _broken(pool: Executor) -> bool:
    try:
        pool.submit(int)
    except BrokenExecutor:
        return True
    return False


def _begin(watched: Connection, tidied: tuple[int, int, int]) -> None:
    """Leave Ctrl-C to the first process, which reports it, end with that process, and look for garbage as it does."""
    gc.set_threshold(*tidied)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(watched,), daemon=True).start()


def _end_with(watched: Connection) -> None:
    watched.poll(None)
    os._exit(1)
