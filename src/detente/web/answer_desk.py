"""AnswerDesk: asked of other processes, a first one of few worlds and then the full one, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYetError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from detente.case.faults import CaseError, Fault
from detente.case.inquiry import Inquiry
from detente.findings import Chart
from detente.web.asked_work import AskedWork, LastingPool
from detente.web.checked_letters import LetterChecked, check_letter_text
from detente.web.compared_variants import BeforeAndAfter, before_and_after, compared
from detente.web.described_cases import CheckedCase, Described, check, describe, skeleton
from detente.web.expert_sheets import SheetOffer, SheetsTaken, SheetWanted, asked_sheet, sheet_offer, taken_sheets
from detente.web.first_looks import Glance, glance, make_ready
from detente.web.judged_packages import Judged, judge
from detente.web.live_claims import judge_text
from detente.web.look_queue import LookQueue
from detente.web.made_documents import MadeDocument, document
from detente.web.questions_asked import CaseQuestion, Refused, tried
from detente.web.schema_help import KeyHelp, help_of
from detente.web.script_answers import DocumentWriter, documented
from detente.web.workbench_settings import WebSettings
from detente.web.written_answers import Shown, answer

SOON = 0.28  # seconds that a page waits for a first answer
LONG = 300.0  # seconds that somebody waits for a file
PATIENT = 20.0  # seconds that somebody waits who asked for one thing and nothing else
T = TypeVar("T")


@dataclass(frozen=True)
class Answering(Generic[T]):
    """An answer that is there, or is being worked out.

    Attributes:
        found: The answer; None while it is being worked out.
        failed: What went wrong, if anything.
        progress: How far it is, in a few words; empty where that is not known.
    """

    found: T | None = None
    failed: str = ""
    progress: str = ""


@dataclass(frozen=True)
class AnswerPools:
    """The processes that answer.

    Attributes:
        small: For what a case says, its faults, and packages built by hand.
        sight: For the case as written at first sight, and what changes do to what is recommended for it.
        help: For what changes do, where several wait for that.
        first: For other first answers.
        full: For full answers.
    """

    small: LastingPool
    sight: LastingPool
    help: LastingPool
    first: LastingPool
    full: LastingPool


class AnswerDesk:
    """Hands questions to other processes, and keeps what they found.

    Each kind of work has a process of its own, so that what takes long holds up nothing that does not: what a case
    says and packages built by hand; the case as written, at first sight, and what changes do to it, with one more where
    several wait for that; first answers of variants; full answers.
    """

    def __init__(self, pools: AnswerPools, settings: WebSettings, notes: Path) -> None:
        """Answer with some processes.

        Args:
            pools: The processes.
            settings: How the workbench is set up.
            notes: A folder for notes of how far answers are.
        """
        self._pools = pools
        self._notes = notes
        self._settings = settings
        self._work = AskedWork()
        self._looks = LookQueue(pools.sight, pools.help)

    def described(self, folder: Path) -> Described | Refused:
        """Return a case as the workbench shows it, or what is wrong with it."""
        return self._work.waited(self._pools.small, describe, str(folder), stamped(folder))

    def described_already(self, folder: Path) -> Described | Refused | None:
        """Return a case as the workbench shows it, if it was read before."""
        return self._work.found_already(describe, str(folder), stamped(folder))

    def help_of(self, file: str) -> tuple[KeyHelp, ...]:
        """Return what the keys of a file of a case mean."""
        found: tuple[KeyHelp, ...] = self._work.asked(self._pools.small, help_of, file).result()
        return found

    def claims(self, folder: Path, inquiry: Inquiry, text: str) -> Answering[Shown | Refused]:
        """Return what becomes of claims in few worlds, as far as it is there soon."""
        pool = self._pools.sight if inquiry == Inquiry() else self._pools.first
        question = self._question(folder, inquiry, "", self._settings.first)
        self._answered(pool, question)
        taken = _taken(self._work.asked(pool, judge_text, question, text), 1.0)
        return taken if taken.found is not None or taken.failed else Answering(progress=self._progress(question))

    def letter(
        self, folder: Path, inquiry: Inquiry, between: tuple[str, str], text: str
    ) -> Answering[LetterChecked | Refused]:
        """Return what a letter raises, priced in few worlds, as far as that is there soon."""
        pool = self._pools.sight if inquiry == Inquiry() else self._pools.first
        question = self._question(folder, inquiry, "agreement", self._settings.first)
        return _taken(self._work.asked(pool, check_letter_text, question, *between, text), 1.0)

    def checked(self, folder: Path) -> CheckedCase:
        """Return every fault of a case, or what it lacks."""
        found: CheckedCase = self._pools.small.submit(check, str(folder)).result()
        return found

    def sheet_offer(self, folder: Path) -> SheetOffer | Refused:
        """Return what sheets of a case ask, or what is wrong with it."""
        return self._work.waited(self._pools.small, sheet_offer, str(folder), stamped(folder))

    def asked_sheet(self, folder: Path, wanted: SheetWanted) -> MadeDocument | Refused:
        """Return a sheet that asks an expert, as a file."""
        return self._pools.small.submit(asked_sheet, str(folder), stamped(folder), wanted).result()

    def taken_sheets(self, folder: Path, given: tuple[tuple[str, bytes], ...], keep_own: bool) -> SheetsTaken | Refused:
        """Return what comes of filled-in sheets, by the name and the bytes of each."""
        return self._pools.small.submit(taken_sheets, str(folder), stamped(folder), given, keep_own).result()

    def skeleton(self, folder: Path, wanted: tuple[str, ...]) -> None:
        """Write the skeleton of a new case.

        Raises:
            CaseError: There is a case already, a chapter is none, or the folder cannot be written.
        """
        faults = self._pools.small.submit(skeleton, str(folder), wanted).result()
        if faults:
            raise CaseError(faults)

    def tried(self, folder: Path, inquiry: Inquiry) -> tuple[Fault, ...]:
        """Return why an inquiry cannot be asked of a case; nothing where it can."""
        question = self._question(folder, inquiry, "", self._settings.first)
        found: Refused | None = self._work.asked(self._pools.small, tried, question).result()
        return () if found is None else found.faults

    def documented(
        self, folder: Path, inquiry: Inquiry, chapter: str, document: DocumentWriter
    ) -> Future[str | Refused]:
        """Return an answer as JSON, once it is there, in as many worlds as the inquiry says."""
        question = CaseQuestion(str(folder), stamped(folder), inquiry.model_dump_json(), chapter)
        return self._work.asked(self._pools.full, documented, question, document)

    def first(self, folder: Path, inquiry: Inquiry, chapter: str = "", wait: float = SOON) -> Answering[Any]:
        """Return the answer of few worlds, as far as it is there soon."""
        pool = self._pools.sight if inquiry == Inquiry() and not chapter else self._pools.first
        return self._of(pool, folder, inquiry, chapter, self._settings.first, wait)

    def full(self, folder: Path, inquiry: Inquiry, chapter: str = "", wait: float = 0.0) -> Answering[Any]:
        """Return the full answer, as far as it is there."""
        return self._of(self._pools.full, folder, inquiry, chapter, self._settings.worlds, wait)

    def chart(self, folder: Path, inquiry: Inquiry, chapter: str, name: str) -> Chart | None:
        """Return a chart of a full answer by the name that the answer has for it; None where that is not there."""
        question = self._question(folder, inquiry, chapter, self._settings.worlds)
        found = self._work.found_already(answer, question, False, self._note(question))
        return found.charts.get(name) if isinstance(found, Shown) else None

    def glance(
        self, folder: Path, before: Inquiry, now: Inquiry, wait: float = SOON, asker: str = ""
    ) -> Answering[Glance | Refused]:
        """Return what a change does to the package recommended for the case as written, where that was worked out.

        Of several glances of one asker only the latest is worked out, if the others have not begun.
        """
        written = self._question(folder, Inquiry(), "", self._settings.first)
        if not self._answered(self._pools.sight, written).done():
            return Answering()
        texts = [self._question(folder, inquiry, "", self._settings.first).asked for inquiry in (before, now)]
        return _taken(self._work.asked(self._looks.next_for(written), glance, written, *texts, asker=asker), wait)

    def moved(self, folder: Path, before: Inquiry, now: Inquiry) -> Answering[BeforeAndAfter | Refused]:
        """Return what a change does to the headlines, where both full answers are there."""
        pool, worlds = self._pools.full, self._settings.worlds
        questions = [self._question(folder, inquiry, "", worlds) for inquiry in (before, now)]
        answers = [self._answered(pool, question) for question in questions]
        if not all(one.done() for one in answers):
            return Answering()
        return _taken(self._work.asked(pool, before_and_after, *questions), SOON)

    def compared(
        self, folder: Path, inquiries: tuple[Inquiry, Inquiry], names: tuple[str, str]
    ) -> Answering[Shown | Refused]:
        """Return two variants side by side in full, as far as that is there."""
        questions = [self._question(folder, inquiry, "", self._settings.worlds) for inquiry in inquiries]
        return _taken(self._work.asked(self._pools.full, compared, *questions, names), SOON)

    def judged(self, folder: Path, inquiry: Inquiry, options: str) -> Answering[Judged | Refused]:
        """Return what comes of a package that was built by hand."""
        question = self._question(folder, inquiry, "", self._settings.first)
        return _taken(self._work.asked(self._pools.small, judge, question, options), PATIENT)

    def document(self, folder: Path, inquiry: Inquiry, form: str) -> Answering[MadeDocument | Refused]:
        """Return a full brief as a file."""
        question = self._question(folder, inquiry, "", self._settings.worlds)
        return _taken(self._work.asked(self._pools.full, document, question, form), LONG)

    def _of(
        self, pool: LastingPool, folder: Path, inquiry: Inquiry, chapter: str, worlds: int, wait: float
    ) -> Answering[Shown | Refused]:
        question = self._question(folder, inquiry, chapter, worlds)
        taken = _taken(self._answered(pool, question), wait)
        return taken if taken.found is not None or taken.failed else Answering(progress=self._progress(question))

    def _progress(self, question: CaseQuestion) -> str:
        """Say how far an answer is; empty where nobody has begun."""
        try:
            return Path(self._note(question)).read_text(encoding="utf-8")
        except OSError:
            return ""

    def _answered(self, pool: LastingPool, question: CaseQuestion) -> Future[Any]:
        return self._work.asked(pool, answer, question, pool is not self._pools.full, self._note(question))

    def _note(self, question: CaseQuestion) -> str:
        """Return the file that says how far an answer is."""
        return str(self._notes / sha256(repr(question).encode()).hexdigest())

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
        notes = stack.enter_context(TemporaryDirectory(prefix="detente-"))
        pools = AnswerPools(*(stack.enter_context(LastingPool(1)) for _ in range(5)))
        if settings.shared:
            pools.help.submit(make_ready)
        yield AnswerDesk(pools, settings, Path(notes))
