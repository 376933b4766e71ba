"""The contract of the approach chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.chapters.approach.columns import COLUMNS
from detente.chapters.contract import Chapter, Upstream
from detente.chapters.options import FOR

if TYPE_CHECKING:
    from detente.case.critique import Remark
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.approach.pinned import ApproachPins
    from detente.chapters.approach.report import ApproachReport
    from detente.chapters.approach.result import Approaches
    from detente.chapters.approach.schema import ApproachFile
    from detente.findings import Page
    from detente.worlds import Worlds

IDS = {
    "probes": "PROBE",
    "outcomes": "OUTCOME",
    "decisions": "DECISION",
    "likelihoods": "HYPOTHESIS",
    "strategic": "HYPOTHESIS",
}
UNITS = {
    "probes/*/cost": "points of the party advised",
    "probes/*/months": "months",
    "probes/*/outcomes/*/effect": "points of the party advised",
    "probes/*/outcomes/*/raises": "multiple of the odds",
    "probes/*/gesture/size": "share",
    "probes/*/gesture": "multiple of what cooperation brings",
    "probes/*/audience/prize": "points",
    "probes/*/audience": "points a month",
    "waiting": "a year",
    "one_off": "a year",
}


class ApproachChapter(Chapter["Approaches", "ApproachReport"]):
    """What should be sent next, and what would the answer tell?"""

    name = "approach"
    question = "What should be sent next, and what would the answer tell?"
    version = 2
    needs = ("agreement",)
    after = ("reading", "stability", "roadmap", "proposal")
    begins_with = ("reading",)
    options = (FOR,)
    effort = 8.0
    columns = COLUMNS
    units = UNITS
    ids = IDS

    def schema(self) -> type[ApproachFile]:
        """Return the type of `approach.yaml`."""
        from detente.chapters.approach.schema import ApproachFile

        return ApproachFile

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.approach.lacks import lacks

        return lacks(case)

    def worth_a_look(self, case: Case) -> tuple[Remark, ...]:
        """Return what is lacking before probes can be valued; letters are written without it."""
        from detente.chapters.approach.lacks import remarks

        return remarks(case)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `approach.yaml` is about."""
        from detente.chapters.approach.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Approaches:
        """Answer the question in every world."""
        from detente.chapters.approach.analyse import analyse

        return analyse(worlds, upstream)

    def pins(self) -> type[ApproachPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.approach.pinned import ApproachPins

        return ApproachPins

    def pinned(self, result: Approaches) -> ApproachPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.approach.pinned import ApproachPins

        return ApproachPins.of(result)

    def model(self) -> type[ApproachReport]:
        """Return the type of the report."""
        from detente.chapters.approach.report import ApproachReport

        return ApproachReport

    def report(self, result: Approaches) -> ApproachReport:
        """Return what was found in plain numbers."""
        from detente.chapters.approach.report import report

        return report(result)

    def page(self, case: Case, report: ApproachReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.approach.pages.page import page

        return page(case, report, inquiry)


APPROACH = ApproachChapter()
