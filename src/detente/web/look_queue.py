"""LookQueue: who works out the next first look, of two processes, of which the second helps once a queue forms."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import BrokenExecutor, CancelledError, Future
from functools import partial
from threading import Lock

from detente.web.asked_work import LastingPool
from detente.web.judged_in_advance import hand_out, take_in
from detente.web.questions_asked import KEPT, CaseQuestion


class LookQueue:
    """Two processes that work out first looks: one that answers for the case as written, and one that helps it.

    The second is started by the first question that finds another one before it. It is handed the package recommended
    and what says in which worlds that holds, not the case to be answered for once more, and is asked from then on
    whenever less waits for it than for the first.
    """

    def __init__(self, first: LastingPool, second: LastingPool) -> None:
        """Begin with no question.

        Args:
            first: The process that answers for cases as written.
            second: The process that helps.
        """
        self._first, self._second = first, second
        self._helped: OrderedDict[CaseQuestion, bool] = OrderedDict()  # whether the second has what it needs
        self._lock = Lock()

    def next_for(self, written: CaseQuestion) -> LastingPool:
        """Return who is to work out the next look at a case as it is written, which has its first answer."""
        waiting = self._first.waiting
        with self._lock:
            ready = self._helped.get(written)
            begins = ready is None and waiting > 0
            if begins:
                self._helped[written] = False
                while len(self._helped) > KEPT:
                    self._helped.popitem(last=False)
            elif ready:
                self._helped.move_to_end(written)
        if begins:
            self._first.submit(hand_out, written).add_done_callback(partial(self._take_in, written))
        return self._second if ready and self._second.waiting < waiting else self._first

    def _take_in(self, written: CaseQuestion, handed: Future[bytes | None]) -> None:
        if packed := _found(handed):
            self._second.submit(take_in, written, packed).add_done_callback(partial(self._is_ready, written))

    def _is_ready(self, written: CaseQuestion, taken: Future[None]) -> None:
        with self._lock:
            if taken.cancelled() or taken.exception() is not None:
                self._helped.pop(written, None)
            elif written in self._helped:
                self._helped[written] = True


def _found(handed: Future[bytes | None]) -> bytes | None:
    """Return what was handed out; nothing where that failed."""
    try:
        return handed.result()
    except (CancelledError, BrokenExecutor):
        return None
