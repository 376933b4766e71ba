"""AskedWork: what other processes were asked, each question once, with room for so many and no more."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack
from typing import Any, TypeVar, cast

from detente.workers import workers

MOST = 256  # questions whose answers are kept or being worked out
T = TypeVar("T")


class CrowdedError(Exception):
    """More is asked at a time than is taken."""


class LastingPool:
    """Other processes, started anew where they were ended from outside, such as for want of memory."""

    def __init__(self, count: int) -> None:
        """Start so many."""
        self._count, self._held, self._lock = count, ExitStack(), threading.Lock()
        self._pool = self._held.enter_context(workers(count))

    def submit(self, work: Callable[..., T], *args: Any) -> Future[T]:
        """Hand work over."""
        with self._lock:
            try:
                return self._pool.submit(work, *args)
            except BrokenExecutor:
                self._held.close()
                self._pool = self._held.enter_context(workers(self._count))
                return self._pool.submit(work, *args)

    def __enter__(self) -> LastingPool:
        """Hand them out."""
        return self

    def __exit__(self, *_: object) -> None:
        """End them."""
        self._held.close()


class AskedWork:
    """Questions, and what came of them.

    What nobody has asked before is handed over once, whoever asks for it meanwhile. What somebody asked and no longer
    wants, since a later question took its place, is taken back if nobody has begun. What was found and not asked for
    the longest time is forgotten first; what is being worked on never is.
    """

    def __init__(self, most: int = MOST) -> None:
        """Begin with no question, and keep at most so many."""
        self._known: OrderedDict[Any, Future[Any]] = OrderedDict()
        self._latest: dict[str, Any] = {}
        self._most = most
        self._lock = threading.Lock()

    def asked(self, pool: LastingPool, work: Callable[..., Any], *args: Any, asker: str = "") -> Future[Any]:
        """Return the work as it was handed over before, or hand it over now.

        Args:
            pool: Who is to do it.
            work: The work.
            *args: What it is done on.
            asker: Who asks, where only the latest question counts.

        Raises:
            CrowdedError: Too much is being worked on.
        """
        key = (work.__name__, args)
        with self._lock:
            if asker:
                self._supersede(asker, key)
            known = self._known.get(key)
            if known is not None and not (known.cancelled() or (known.done() and known.exception() is not None)):
                self._known.move_to_end(key)
                return known
            if known is None and len(self._known) >= self._most:
                self._forget_oldest()
            self._known[key] = pool.submit(work, *args)
            return self._known[key]

    def waited(self, pool: LastingPool, work: Callable[..., T], *args: Any) -> T:
        """Return what comes of work that takes no long time; asked once more if its process was ended from outside."""
        try:
            return cast("T", self.asked(pool, work, *args).result())
        except BrokenExecutor:
            return cast("T", self.asked(pool, work, *args).result())

    def found_already(self, work: Callable[..., T], *args: Any) -> T | None:
        """Return what came of work, if it was done before without an error."""
        with self._lock:
            known = self._known.get((work.__name__, args))
        if known is None or not known.done() or known.cancelled() or known.exception() is not None:
            return None
        return cast("T", known.result())

    def _forget_oldest(self) -> None:
        done = next((key for key, work in self._known.items() if work.done()), None)
        if done is None:
            raise CrowdedError
        del self._known[done]

    def _supersede(self, asker: str, key: Any) -> None:
        """Take back what somebody asked before, unless somebody else asks the same."""
        before = self._latest.pop(asker, None)
        self._latest[asker] = key
        if len(self._latest) > self._most:
            del self._latest[next(iter(self._latest))]
        if before is None or before == key or before in self._latest.values():
            return
        if before in self._known and self._known[before].cancel():
            del self._known[before]
