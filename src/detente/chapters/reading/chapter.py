"""The contract of the reading chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from detente.chapters.contract import Chapter, Upstream
from detente.chapters.options import CommandOption
from detente.chapters.reading.columns import COLUMNS

if TYPE_CHECKING:
    from detente.case.critique import Remark
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.reading.pinned import ReadingPins
    from detente.chapters.reading.report import ReadingReport
    from detente.chapters.reading.result import Beliefs
    from detente.chapters.reading.schema import ReadingFile, ReadingLaterFile
    from detente.findings import Page
    from detente.worlds import Worlds

UNTIL = CommandOption("until", "Weigh the evidence up to this day; later than the case's, it is a back-test.", "DATE")
STRIKE = CommandOption("strike", "Leave out an item of evidence, a group, or a recipient.", "ITEM", "texts")
DOUBT = CommandOption(
    "doubt", "Take a report to say anything at all with this probability only.", "ITEM=SHARE", "texts"
)
DECEPTION = CommandOption(
    "deception",
    "Probability that the other side stages what it shows, to make us believe this.",
    "HYPOTHESIS=SHARE",
)
IDS = {
    **dict.fromkeys(("hypotheses", "likelihoods", "replies", "hazards", "kept"), "HYPOTHESIS"),
    "subjects": "SUBJECT",
    "evidence": "ITEM",
    "groups": "GROUP",
    "recipients": "RECIPIENT",
    "answers": "ANSWER",
    "indicators": "INDICATOR",
}
UNITS = {"recipients/*/hazards": "a month", "subjects/*/recipients/*/hazards": "a month"}


class ReadingChapter(Chapter["Beliefs", "ReadingReport"]):
    """What do their behaviour and their silence mean?"""

    name = "reading"
    version = 2
    question = "What do their behaviour and their silence mean?"
    owns = ("would-change",)
    options = (UNTIL, STRIKE, DOUBT, DECEPTION)
    columns = COLUMNS
    units = UNITS
    ids = IDS

    def schema(self) -> type[ReadingFile]:
        """Return the type of `reading.yaml`."""
        from detente.chapters.reading.schema import ReadingFile

        return ReadingFile

    def later(self) -> type[ReadingLaterFile]:
        """Return the type of `reading-later.yaml`."""
        from detente.chapters.reading.schema import ReadingLaterFile

        return ReadingLaterFile

    def forms(self) -> Mapping[str, str]:
        """Return the short forms of `reading.yaml`."""
        says = "A [judgement](#judgement) from 0 to 1 and never 0; a likelihood word may stand alone."
        return {"Likelihood": says}

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.reading.lacks import lacks

        return lacks(case)

    def worth_a_look(self, case: Case) -> tuple[Remark, ...]:
        """Return what in explanations and in evidence may be a mistake."""
        from detente.chapters.reading import evidence_remarks, explanation_remarks

        return (*explanation_remarks.remarks(case), *evidence_remarks.remarks(case))

    def seen(self, case: Case, inquiry: Inquiry) -> Case:
        """Return the case with the evidence that the inquiry strikes out, doubts, or takes from another day."""
        from detente.chapters.reading.asked import asked

        return asked(case, inquiry)

    def following(self, worlds: Worlds, result: Beliefs) -> Worlds:
        """Return the worlds as the evidence leaves them: their weights, and what is believed in each."""
        return result.following

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `reading.yaml` is about."""
        from detente.chapters.reading.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Beliefs:
        """Answer the question in every world."""
        from detente.chapters.reading.analyse import analyse

        return analyse(worlds, upstream)

    def pins(self) -> type[ReadingPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.reading.pinned import ReadingPins

        return ReadingPins

    def pinned(self, result: Beliefs) -> ReadingPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.reading.pinned import ReadingPins

        return ReadingPins.of(result)

    def model(self) -> type[ReadingReport]:
        """Return the type of the report."""
        from detente.chapters.reading.report import ReadingReport

        return ReadingReport

    def report(self, result: Beliefs) -> ReadingReport:
        """Return what was found in plain numbers."""
        from detente.chapters.reading.report import report

        return report(result)

    def page(self, case: Case, report: ReadingReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.reading.pages.page import page

        return page(case, report, inquiry)


READING = ReadingChapter()
