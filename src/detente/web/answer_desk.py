"""AnswerDesk: asked of other processes, a first one of few worlds and then the full one, each worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as NotYetError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.web.workbench_settings import WebSettings
from detente.web.working import (
    CaseQuestion,
    CheckedCase,
    Described,
    Glance,
    Judged,
    Refused,
    Shown,
    answer,
    check,
    describe,
    glance,
    judge,
    skeleton,
)
from detente.workers import workers

MOST = 256  # answers that are kept
SOON = 0.28  # seconds that a page waits for a first answer
PATIENT = 20.0  # seconds that somebody waits who asked for one thing and nothing else
T = TypeVar("T")


@dataclass(frozen=True)
class Answering(Generic[T]):
    """An answer that is there, or is being worked out.

    Attributes:
        found: The answer; None while it is being worked out.
        failed: What went wrong, if anything.
    """

    found: T | None = None
    failed: str = ""


class AnswerDesk:
    """Hands questions to other processes, and keeps what they found.

    First answers and full ones have processes of their own, so that a long answer holds up no short one.
    """

    def __init__(self, first: Executor, full: Executor, settings: WebSettings) -> None:
        """Answer with two pools of processes."""
        self._first, self._full = first, full
        self._settings = settings
        self._known: OrderedDict[Any, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def described(self, folder: Path) -> Described | Refused:
        """Return a case as the workbench shows it, or what is wrong with it."""
        stamp = stamped(folder)
        found: Described | Refused = self._asked(self._first, describe, str(folder), stamp).result()
        return found

    def checked(self, folder: Path) -> CheckedCase:
        """Return every fault of a case, or what it lacks."""
        found: CheckedCase = self._first.submit(check, str(folder)).result()
        return found

    def skeleton(self, folder: Path, wanted: tuple[str, ...]) -> None:
        """Write the skeleton of a new case.

        Raises:
            CaseError: There is a case already, a chapter is none, or the folder cannot be written.
        """
        faults = self._first.submit(skeleton, str(folder), wanted).result()
        if faults:
            raise CaseError(faults)

    def first(self, folder: Path, inquiry: Inquiry, chapter: str = "", wait: float = SOON) -> Answering[Any]:
        """Return the answer of few worlds, as far as it is there soon."""
        return self._of(self._first, folder, inquiry, chapter, self._settings.first, wait)

    def full(self, folder: Path, inquiry: Inquiry, chapter: str = "", wait: float = 0.0) -> Answering[Any]:
        """Return the full answer, as far as it is there."""
        return self._of(self._full, folder, inquiry, chapter, self._settings.worlds, wait)

    def glance(self, folder: Path, before: Inquiry, now: Inquiry, wait: float = SOON) -> Answering[Glance | Refused]:
        """Return what a change does to the package recommended before it, where that was worked out."""
        question = self._question(folder, before, "", self._settings.first)
        if not self._asked(self._first, answer, question).done():
            return Answering()
        then = _sized(now, self._settings.first, self._settings.seed)
        return _taken(self._asked(self._first, glance, question, then.model_dump_json()), wait)

    def judged(self, folder: Path, inquiry: Inquiry, options: str) -> Answering[Judged | Refused]:
        """Return what comes of a package that was built by hand."""
        question = self._question(folder, inquiry, "", self._settings.first)
        return _taken(self._asked(self._first, judge, question, options), PATIENT)

    def _of(
        self, pool: Executor, folder: Path, inquiry: Inquiry, chapter: str, worlds: int, wait: float
    ) -> Answering[Shown | Refused]:
        question = self._question(folder, inquiry, chapter, worlds)
        return _taken(self._asked(pool, answer, question), wait)

    def _question(self, folder: Path, inquiry: Inquiry, chapter: str, worlds: int) -> CaseQuestion:
        asked = _sized(inquiry, worlds, self._settings.seed).model_dump_json()
        return CaseQuestion(str(folder), stamped(folder), asked, chapter)

    def _asked(self, pool: Executor, work: Callable[..., Any], *args: Any) -> Future[Any]:
        """Return the work as it was handed over before, or hand it over now."""
        key = (work.__name__, args)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                known = self._known[key]
                if not (known.done() and known.exception() is not None):
                    return known
            self._known[key] = pool.submit(work, *args)
            while len(self._known) > MOST:
                self._known.popitem(last=False)[1].cancel()
            return self._known[key]


def _taken(work: Future[Any], wait: float) -> Answering[Any]:
    try:
        return Answering(work.result(wait))
    except NotYetError:
        return Answering()
    except Exception as error:  # noqa: BLE001 - shown in its place
        return Answering(failed=f"an error in détente: {type(error).__name__}")


def _sized(inquiry: Inquiry, worlds: int, seed: int) -> Inquiry:
    return inquiry.model_copy(update={"worlds": worlds, "seed": seed})


def stamped(folder: Path) -> str:
    """Return what tells the files of a folder from what they were before."""
    told = sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            found = path.stat()
            told.update(f"{path.name} {found.st_mtime_ns} {found.st_size}\n".encode())
    return told.hexdigest()


@contextmanager
def answering(settings: WebSettings) -> Iterator[AnswerDesk]:
    """Start the processes that answer, and end them with the workbench."""
    with ExitStack() as stack:
        first, full = (stack.enter_context(workers(1)) for _ in range(2))
        yield AnswerDesk(first, full, settings)
