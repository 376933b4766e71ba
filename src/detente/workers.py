"""Other processes that do part of the work: they end with this one, and what one of them leaves undone is done here.

Only what every Python has is loaded here, so that they can be started while this process still loads what it needs.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any, Generic, TypeVar

SWITCH = 5e-4  # seconds after which a thread that takes what others send may go on; by itself, ten times that
R = TypeVar("R")


@contextmanager
def workers(count: int, noted: Callable[[str], None] | None = None) -> Iterator[Executor]:
    """Start other processes, and end them with the work, at once.

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
        pool = ProcessPoolExecutor(count, context, _begin, (watched, gc.get_threshold()))
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
    handed = Workers(pool, count)
    try:
        yield handed
        if noted is not None and _broken(pool):
            noted("Another process was ended from outside (for want of memory?): its share was done by this one.")
    finally:
        # They leave at once, whatever they work on: nobody asks for it, and to tidy up first takes them half a second.
        # They have ended when the run has: a thread that still closes its pipes while Python exits is woken through a
        # pipe that is closed already (“Bad file descriptor”).
        sys.setswitchinterval(patience)
        held.close()
        handed.shutdown(wait=True, cancel_futures=True)
        watched.close()


class Workers(Executor):
    """Other processes, of which each is handed a piece of work when it has done the last.

    A pool of the standard library hands out one piece more than it has processes, which counts as begun although nobody
    works on it. Here all that nobody works on can be taken back, and what can wait is done when there is nothing else.
    """

    idle: Executor
    """Takes work that can wait."""

    between: Executor
    """Takes work that can wait, and that is begun only behind other work: more of that is about to come."""

    aside: deque[Callable[[], object]]
    """What this process itself has to do some time or other: it does a piece whenever it would wait for another."""

    spare: deque[Callable[[], object]]
    """What it does when it would wait and has nothing aside; others do it where they have time first."""

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        """Hand work to processes.

        Args:
            pool: The processes.
            count: How many they are.
        """
        self.idle, self.between = _Idle(self), _Idle(self, at_once=False)
        self.aside, self.spare = deque(), deque()
        self._pool, self._free = pool, count
        self._soon: deque[_Piece] = deque()
        self._some_time: deque[_Piece] = deque()
        self._lock = threading.Lock()

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Hand work over that somebody waits for.

        Raises:
            BrokenExecutor: A process was ended from outside.
        """
        return self._queued(self._soon, partial(fn, *args, **kwargs))

    def submit_idle(self, at_once: bool, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Hand work over that can wait until a process has nothing else to do, or has just done something."""
        return self._queued(self._some_time, partial(fn, *args, **kwargs), at_once)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Hand nothing out any more, and end the processes when they have done what they work on."""
        for promised, _ in self._left():
            promised.cancel()
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def do_aside(self, enough: Callable[[], bool]) -> None:
        """Do here what there is to do, aside and to spare, piece by piece, until it is enough or nothing is left."""
        while not enough() and (self.aside or self.spare):
            (self.aside or self.spare).popleft()()

    def _queued(self, queue: deque[_Piece], work: Callable[[], R], at_once: bool = True) -> Future[R]:
        promised: Future[R] = Future()
        with self._lock:
            queue.append((promised, work))
        if at_once:
            self._hand_out()
        if promised.done() and isinstance(error := promised.exception(), BrokenExecutor):
            raise error
        return promised

    def _hand_out(self) -> None:
        """Hand out what there is, as long as a process is free; without the lock, since the pool has one of its own."""
        while True:
            with self._lock:
                if not self._free or not (self._soon or self._some_time):
                    return
                promised, work = (self._soon or self._some_time).popleft()
                self._free -= 1
            if promised.set_running_or_notify_cancel():
                try:
                    done = self._pool.submit(work)
                except BrokenExecutor as error:
                    promised.set_exception(error)
                else:
                    done.add_done_callback(partial(self._end, promised))
                    continue
            with self._lock:
                self._free += 1

    def _end(self, promised: Future[Any], done: Future[Any]) -> None:
        """Have the process that is free go on, then pass on what it found."""
        error = BrokenExecutor("the processes were ended") if done.cancelled() else done.exception()
        with self._lock:
            self._free += 1
        if isinstance(error, BrokenExecutor):  # the pool may be locked, and takes nothing more
            for left, _ in self._left():
                if left.set_running_or_notify_cancel():
                    left.set_exception(error)
        else:
            self._hand_out()
        if error is None:
            promised.set_result(done.result())
        else:
            promised.set_exception(error)

    def _left(self) -> list[_Piece]:
        """Take all that is not handed out."""
        with self._lock:
            left = [*self._soon, *self._some_time]
            self._soon.clear()
            self._some_time.clear()
        return left


class _Idle(Executor):
    """Work for processes that have nothing else to do."""

    def __init__(self, workers: Workers, at_once: bool = True) -> None:
        self._workers, self._at_once = workers, at_once
        self.do_aside = workers.do_aside

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        return self._workers.submit_idle(self._at_once, fn, *args, **kwargs)


_Piece = tuple[Future[Any], Callable[[], Any]]


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
        self._do_aside = pool.do_aside if isinstance(pool, Workers | _Idle) else None
        self._there: Future[R] | None = None
        with suppress(BrokenExecutor):
            self._there = pool.submit(work, *args)

    def there_within(self, seconds: float) -> bool:
        """Wait for so long at most, and return whether its result is there, or nobody is working on it.

        What there is to do aside is begun only within that time.
        """
        end = monotonic() + seconds
        if self._there is not None:
            if self._do_aside is not None:
                self._do_aside(lambda: self.done() or monotonic() >= end)
            wait([self._there], timeout=max(0.0, end - monotonic()))
        return self.done()

    def done(self) -> bool:
        """Return whether its result is there, or nobody is working on it."""
        return self._there is None or self._there.done()

    def begun(self) -> bool:
        """Return whether somebody else has begun it, or done it."""
        return self._there is not None and (self._there.running() or self._there.done())

    def result(self) -> R:
        """Return its result, or raise the error that it ended with."""
        if self._there is not None:
            if self._do_aside is not None:
                self._do_aside(self.done)
            with suppress(BrokenExecutor):
                return self._there.result()
        return self.here()

    def cancel(self) -> bool:
        """Take it back, and return whether nobody has begun."""
        return self._there is not None and self._there.cancel()


def loaded(name: str) -> None:
    """Load a module before it is needed; whoever needs one that cannot be loaded will say so."""
    with suppress(ImportError):
        import_module(name)


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
