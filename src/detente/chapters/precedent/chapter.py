"""The contract of the precedent chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.chapters.contract import Chapter, Upstream
from detente.chapters.options import PACKAGE
from detente.chapters.precedent.columns import COLUMNS

if TYPE_CHECKING:
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.precedent.pinned import PrecedentPins
    from detente.chapters.precedent.report import PrecedentReport
    from detente.chapters.precedent.result import Precedents
    from detente.chapters.precedent.schema import PrecedentFile, PrecedentLaterFile
    from detente.findings import Page
    from detente.worlds import RunEntry, Worlds

UNITS = {"weights": "weight", "series": "unit of the series"}
IDS = {
    "agreements": "AGREEMENT",
    "scopes": "SCOPE",
    "parties": "PARTY",
    "options": "ISSUE",
    "series": "SERIES",
    "years": "YEAR",
    "trends": "TREND",
}


class PrecedentChapter(Chapter["Precedents", "PrecedentReport"]):
    """What happened to comparable agreements?"""

    name = "precedent"
    question = "What happened to comparable agreements?"
    after = ("reading", "agreement", "proposal")
    options = (PACKAGE,)
    effort = 2.0
    aside = True
    columns = COLUMNS
    units = UNITS
    ids = IDS

    def schema(self) -> type[PrecedentFile]:
        """Return the type of `precedent.yaml`."""
        from detente.chapters.precedent.schema import PrecedentFile

        return PrecedentFile

    def later(self) -> type[PrecedentLaterFile]:
        """Return the type of `precedent-later.yaml`."""
        from detente.chapters.precedent.schema import PrecedentLaterFile

        return PrecedentLaterFile

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.precedent.lacks import lacks

        return lacks(case)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `precedent.yaml` is about."""
        from detente.chapters.precedent.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Precedents:
        """Answer the question in every world."""
        from detente.chapters.precedent.analyse import analyse

        return analyse(worlds, upstream)

    def meanwhile(self, worlds: Worlds) -> Sequence[RunEntry[Any]]:
        """Return what past agreements show by themselves."""
        from detente.chapters.precedent.analyse import RecordShows

        return (RecordShows(),)

    def pins(self) -> type[PrecedentPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.precedent.pinned import PrecedentPins

        return PrecedentPins

    def pinned(self, result: Precedents) -> PrecedentPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.precedent.pinned import PrecedentPins

        return PrecedentPins.of(result)

    def model(self) -> type[PrecedentReport]:
        """Return the type of the report."""
        from detente.chapters.precedent.report import PrecedentReport

        return PrecedentReport

    def report(self, result: Precedents) -> PrecedentReport:
        """Return what was found in plain numbers."""
        from detente.chapters.precedent.report import report

        return report(result)

    def exactness(self, report: PrecedentReport) -> str | None:
        """Return nothing: what is not sampled has its own intervals, and its page says how agreements were coded."""
        return None

    def page(self, case: Case, report: PrecedentReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.precedent.pages.page import page

        return page(case, report)


PRECEDENT = PrecedentChapter()
