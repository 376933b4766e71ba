"""AskedWork: what other processes were asked, each question once, with room for so many and so much and no more."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack
from functools import partial
from typing import Any, TypeVar, cast

from detente.handover import size_handed_over
from detente.workers import workers

MOST = 256  # questions whose answers are kept or being worked out
MOST_BYTES = 128 * 2**20  # of all answers that are kept
T = TypeVar("T")


class CrowdedError(Exception):
    """More is asked at a time than is taken."""


class LastingPool:
    """Other processes, started anew where they were ended from outside, such as for want of memory."""

    def __init__(self, count: int) -> None:
        """Start so many."""
        self._count, self._held, self._lock = count, ExitStack(), threading.Lock()
        self._pool = self._held.enter_context(workers(count))
        self._undone: set[Future[Any]] = set()

    @property
    def waiting(self) -> int:
        """How much was handed over that is not done."""
        return len(self._undone)

    def submit(self, work: Callable[..., T], *args: Any) -> Future[T]:
        """Hand work over."""
        with self._lock:
            try:
                found = self._pool.submit(work, *args)
            except BrokenExecutor:
                self._held.close()
                self._pool = self._held.enter_context(workers(self._count))
                found = self._pool.submit(work, *args)
            self._undone.add(found)
        found.add_done_callback(self._undone.discard)
        return found

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
    the longest time is forgotten first; what is being worked on never is. An answer that alone is larger than all that
    may be kept is handed to those who wait for it, and forgotten.
    """

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        """Begin with no question, and keep at most so many, and answers of at most so many bytes in all."""
        self._known: OrderedDict[Any, Future[Any]] = OrderedDict()
        self._sizes: dict[Any, int] = {}
        self._latest: dict[str, Any] = {}
        self._most, self._most_bytes = most, most_bytes
        self._lock = threading.Lock()

    @property
    def held(self) -> int:
        """How many bytes the answers have that are kept."""
        with self._lock:
            return sum(self._sizes.values())

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
            found = self._known[key] = pool.submit(work, *args)
            self._known.move_to_end(key)
        found.add_done_callback(partial(self._weigh, key))
        return found

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
        self._forget(done)

    def _forget(self, key: Any) -> None:
        del self._known[key]
        self._sizes.pop(key, None)

    def _weigh(self, key: Any, work: Future[Any]) -> None:
        """Note how large an answer is, and forget those not asked for the longest time if all are too large."""
        if work.cancelled() or work.exception() is not None:
            return
        size = size_handed_over(work.result())
        with self._lock:
            if self._known.get(key) is not work:
                return
            self._sizes[key] = size
            while sum(self._sizes.values()) > self._most_bytes:
                self._forget(next(known for known in self._known if known in self._sizes))

    def _supersede(self, asker: str, key: Any) -> None:
        """Take back what somebody asked before, unless somebody else asks the same."""
        before = self._latest.pop(asker, None)
        self._latest[asker] = key
        if len(self._latest) > self._most:
            del self._latest[next(iter(self._latest))]
        if before is None or before == key or before in self._latest.values():
            return
        if before in self._known and self._known[before].cancel():
            self._forget(before)
