"""The contract of the urgency chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.chapters.contract import Chapter, Upstream
from detente.chapters.options import FOR, PACKAGE, CommandOption
from detente.chapters.urgency.columns import COLUMNS

if TYPE_CHECKING:
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.urgency.pinned import UrgencyPins
    from detente.chapters.urgency.report import UrgencyReport
    from detente.chapters.urgency.result import Urgencies
    from detente.chapters.urgency.schema import UrgencyFile, UrgencyLaterFile
    from detente.findings import Page
    from detente.worlds import RunEntry, Worlds

BACK_TEST = CommandOption(
    "back_test", "Compare with estimates of later years up to this day; they are never input.", "DATE"
)
IDS = {
    "materials": "MATERIAL",
    "sources": "SOURCE",
    "weapons": "TYPE",
    "takes": "MATERIAL",
    "uses": "USE",
    "interventions": "INTERVENTION",
    "removes": "MATERIAL",
    "drifts": "DRIFT",
    "files": "FILE",
    "engagements": "ENGAGEMENT",
}
UNITS = {
    "arsenal/materials/*/stock": "kg",
    "arsenal/sources/*/rate": "kg a year",
    "arsenal/sources/*/growth": "share a year",
    "arsenal/weapons/*/takes": "kg a weapon",
    "arsenal/uses/*/a_year": "a year",
    "arsenal/uses/*/takes": "kg each",
    "arsenal/interventions/*/delay": "months",
    "arsenal/interventions/*/lasts": "years",
    "waiting/drifts/*/a_year": "points a year, a year",
    "waiting/drifts/*/step": "points a year",
    "waiting/drifts/*/with_arsenal": "points a year a doubling",
    "waiting/harm/now": "units of harm a year",
    "waiting/harm/a_year": "share a year",
    "waiting/harm/with_arsenal": "elasticity",
    "attention/hours": "hours a week",
    "attention/files/*/needs": "hours a week",
    "attention/files/*/worth": "points a month",
    "attention/engagements/*/hours": "hours",
    "attention/engagements/*/worth": "points",
}


class UrgencyChapter(Chapter["Urgencies", "UrgencyReport"]):
    """What does waiting cost, in weapons, in chances, in hours?"""

    name = "urgency"
    question = "What does waiting cost, in weapons, in chances, in hours?"
    after = ("agreement", "stability", "roadmap", "contact")
    options = (FOR, PACKAGE, BACK_TEST)
    effort = 5.0
    aside = True
    columns = COLUMNS
    units = UNITS
    ids = IDS

    def schema(self) -> type[UrgencyFile]:
        """Return the type of `urgency.yaml`."""
        from detente.chapters.urgency.schema import UrgencyFile

        return UrgencyFile

    def later(self) -> type[UrgencyLaterFile]:
        """Return the type of `urgency-later.yaml`."""
        from detente.chapters.urgency.schema import UrgencyLaterFile

        return UrgencyLaterFile

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.urgency.lacks import lacks

        return lacks(case)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `urgency.yaml` is about."""
        from detente.chapters.urgency.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Urgencies:
        """Answer the question in every world."""
        from detente.chapters.urgency.analyse import analyse

        return analyse(worlds, upstream)

    def meanwhile(self, worlds: Worlds) -> Sequence[RunEntry[Any]]:
        """Return the plans of hours, where the case has any to plan."""
        from detente.chapters.agreement import listable
        from detente.chapters.urgency.analyse import PlansOfHours
        from detente.chapters.urgency.waiting.later_starts import PackagesJudgedLater

        part, case = worlds.case.parts[self.name], worlds.case
        plans = () if part.attention is None else (PlansOfHours(),)
        judged = (PackagesJudgedLater(),) if part.waiting is not None and case.issues and listable(case) else ()
        return (*plans, *judged)

    def pins(self) -> type[UrgencyPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.urgency.pinned import UrgencyPins

        return UrgencyPins

    def pinned(self, result: Urgencies) -> UrgencyPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.urgency.pinned import UrgencyPins

        return UrgencyPins.of(result)

    def model(self) -> type[UrgencyReport]:
        """Return the type of the report."""
        from detente.chapters.urgency.report import UrgencyReport

        return UrgencyReport

    def report(self, result: Urgencies) -> UrgencyReport:
        """Return what was found in plain numbers."""
        from detente.chapters.urgency.report import report

        return report(result)

    def page(self, case: Case, report: UrgencyReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.urgency.pages.page import page

        return page(case, report)


URGENCY = UrgencyChapter()
