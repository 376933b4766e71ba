"""AnswerDesk: asked of other processes, a first one of few worlds and then the full one, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYetError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from detente.case.faults import CaseError, Fault
from detente.case.inquiry import Inquiry
from detente.web.asked_work import AskedWork, LastingPool
from detente.web.script_answers import DocumentWriter, documented
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
    tried,
)

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

    def __init__(self, first: LastingPool, full: LastingPool, settings: WebSettings) -> None:
        """Answer with two pools of processes."""
        self._first, self._full = first, full
        self._settings = settings
        self._work = AskedWork()

    def described(self, folder: Path) -> Described | Refused:
        """Return a case as the workbench shows it, or what is wrong with it."""
        return self._work.waited(self._first, describe, str(folder), stamped(folder))

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

    def tried(self, folder: Path, inquiry: Inquiry) -> tuple[Fault, ...]:
        """Return what is wrong with an inquiry, before anything is worked out for it."""
        return self._work.waited(self._first, tried, self._question(folder, inquiry, "", self._settings.first))

    def documented(
        self, folder: Path, inquiry: Inquiry, chapter: str, document: DocumentWriter
    ) -> Future[str | Refused]:
        """Return an answer as JSON, once it is there, in as many worlds as the inquiry says."""
        question = CaseQuestion(str(folder), stamped(folder), inquiry.model_dump_json(), chapter)
        return self._work.asked(self._full, documented, question, document)

    def first(self, folder: Path, inquiry: Inquiry, chapter: str = "", wait: float = SOON) -> Answering[Any]:
        """Return the answer of few worlds, as far as it is there soon."""
        return self._of(self._first, folder, inquiry, chapter, self._settings.first, wait)

    def full(self, folder: Path, inquiry: Inquiry, chapter: str = "", wait: float = 0.0) -> Answering[Any]:
        """Return the full answer, as far as it is there."""
        return self._of(self._full, folder, inquiry, chapter, self._settings.worlds, wait)

    def glance(
        self, folder: Path, before: Inquiry, now: Inquiry, wait: float = SOON, asker: str = ""
    ) -> Answering[Glance | Refused]:
        """Return what a change does to the package recommended before it, where that was worked out.

        Of several glances of one asker only the latest is worked out, if the others have not begun.
        """
        question = self._question(folder, before, "", self._settings.first)
        if not self._work.asked(self._first, answer, question).done():
            return Answering()
        then = _sized(now, self._settings.first, self._settings.seed)
        return _taken(self._work.asked(self._first, glance, question, then.model_dump_json(), asker=asker), wait)

    def judged(self, folder: Path, inquiry: Inquiry, options: str) -> Answering[Judged | Refused]:
        """Return what comes of a package that was built by hand."""
        question = self._question(folder, inquiry, "", self._settings.first)
        return _taken(self._work.asked(self._first, judge, question, options), PATIENT)

    def _of(
        self, pool: LastingPool, folder: Path, inquiry: Inquiry, chapter: str, worlds: int, wait: float
    ) -> Answering[Shown | Refused]:
        question = self._question(folder, inquiry, chapter, worlds)
        return _taken(self._work.asked(pool, answer, question), wait)

    def _question(self, folder: Path, inquiry: Inquiry, chapter: str, worlds: int) -> CaseQuestion:
        asked = _sized(inquiry, worlds, self._settings.seed).model_dump_json()
        return CaseQuestion(str(folder), stamped(folder), asked, chapter)


def _taken(work: Future[Any], wait: float) -> Answering[Any]:
    try:
        return Answering(work.result(wait))
    except (NotYetError, CancelledError):
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
        first, full = (stack.enter_context(LastingPool(1)) for _ in range(2))
        yield AnswerDesk(first, full, settings)
