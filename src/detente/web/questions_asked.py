"""What is asked of a case in another process: the case as it was then, its run worked out once, and how far it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from detente import chapters
from detente.case.faults import CaseError, Fault
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.outcomes.opening import draw, read
from detente.outcomes.run import Outcomes, run

KEPT = 4  # cases and runs that a process keeps
_RUNS: OrderedDict[CaseQuestion, Outcomes] = OrderedDict()


@dataclass(frozen=True)
class CaseQuestion:
    """What is asked of a case.

    Attributes:
        folder: The folder of the case.
        stamp: What its files were when it was asked, so that nothing older is handed out.
        asked: The inquiry as JSON.
        chapter: The chapter that is to answer; empty for all.
    """

    folder: str
    stamp: str
    asked: str
    chapter: str = ""

    @property
    def inquiry(self) -> Inquiry:
        """The inquiry."""
        return Inquiry.model_validate_json(self.asked)

    @property
    def name(self) -> str:
        """What the case is called."""
        return Path(self.folder).name

    @property
    def whole(self) -> CaseQuestion:
        """The same, asked of all chapters."""
        return replace(self, chapter="")


@dataclass(frozen=True)
class Refused:
    """What is wrong with what was asked."""

    faults: tuple[Fault, ...]


@lru_cache(KEPT)
def opened(folder: str, stamp: str) -> Case:
    """Return a case as it was at a stamp."""
    del stamp
    return read(Path(folder))


def outcomes_of(question: CaseQuestion, note: str = "") -> Outcomes:
    """Return what the chapters find, worked out once.

    A chapter is not worked out again where all of them were over the same worlds.

    Args:
        question: What is asked.
        note: A file that says, while this goes on, how far it is; none if empty.

    Raises:
        CaseError: It cannot be asked of the case.
    """
    for known in (question, question.whole):
        if known in _RUNS and (not question.chapter or question.chapter in _RUNS[known].results):
            _RUNS.move_to_end(known)
            return _RUNS[known]
    only = [question.chapter] if question.chapter else None
    inquiry = as_asked_of(question.inquiry, *only) if only else question.inquiry
    worlds = draw(opened(question.folder, question.stamp), inquiry)
    outcomes = run(worlds, only, begins=_noting(note, only), spares=not question.chapter)
    _RUNS[question] = outcomes if question.chapter else outcomes.telling()
    while len(_RUNS) > KEPT:
        _RUNS.popitem(last=False)
    return _RUNS[question]


def tried(question: CaseQuestion) -> Refused | None:
    """Return why an inquiry cannot be asked of a case; None where it can."""
    try:
        chapters.seen(opened(question.folder, question.stamp), question.inquiry)
    except CaseError as error:
        return Refused(tuple(error.faults))
    return None


def as_asked_of(inquiry: Inquiry, *names: str) -> Inquiry:
    """Return an inquiry without the options and packages that make no difference to some chapters."""
    used = {option.name for option in chapters.options_of(*names)}
    options = {name: given for name, given in inquiry.options.items() if name in used}
    packages = inquiry.packages if "packages" in used else ()
    return inquiry.model_copy(update={"options": options, "packages": packages})


def _noting(note: str, only: list[str] | None) -> Callable[[str], None] | None:
    """Return what notes which chapter has begun."""
    if not note:
        return None
    order = [one.name for one in chapters.running(only or [one.name for one in chapters.CHAPTERS])]

    def begins(chapter: str) -> None:
        Path(note).write_text(f"{order.index(chapter) + 1} of {len(order)}: {chapter}", encoding="utf-8")

    return begins
