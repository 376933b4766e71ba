"""The contract of the stability chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.chapters.agreement import ATTAINABLE
from detente.chapters.contract import Chapter, JointPart, Upstream
from detente.chapters.options import PACKAGE
from detente.chapters.stability.columns import ATTAINABLE_AND_DURABLE, COLUMNS, DURABLE

if TYPE_CHECKING:
    from detente.arrays import Bools
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.stability.pinned import StabilityPins
    from detente.chapters.stability.report import StabilityReport
    from detente.chapters.stability.result import Stability
    from detente.chapters.stability.schema import StabilityFile
    from detente.findings import Page
    from detente.worlds import Worlds

UNITS = {
    "measures/*/*/lead": "months",
    "measures/*/*/detection": "months",
    "measures/*/*/snapback": "months",
    "measures": "share",
    "hazard": "a year",
    "conflict": "points",
}


def described(doc: str | None) -> str:
    """Return the docstring of a module without its first sentence."""
    return (doc or "").split("\n\n", 1)[1].strip()


class StabilityChapter(Chapter["Stability", "StabilityReport"]):
    """Would it hold, or would somebody gain by walking out?"""

    name = "stability"
    question = "Would it hold, or would somebody gain by walking out?"
    after = ("agreement",)
    options = (PACKAGE,)
    effort = 2.0
    columns = COLUMNS
    units = UNITS
    joint = JointPart(DURABLE, "durable", "nobody gains by breaking or leaving it in {}")

    def schema(self) -> type[StabilityFile]:
        """Return the type of `stability.yaml`."""
        from detente.chapters.stability.schema import StabilityFile

        return StabilityFile

    def forms(self) -> Mapping[str, str]:
        """Return the short forms of a stated conflict."""
        from detente.chapters.stability.stated import statements, states

        return {
            "States": described(states.__doc__),
            "Statement": described(statements.__doc__),
            "Levels": "The names of the levels in order, or how many there are, at least two.",
            "Ranking": "States from best to worst; a list within the list is a tie.",
            "Tied": "[States](#states), or a list of them that are equally good.",
        }

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.stability.lacks import lacks

        return lacks(case)

    def resting(self, case: Case) -> tuple[str, ...]:
        """Return what it rests on: measures are measures of packages; a stated conflict stands for itself."""
        return ("agreement",) if case.parts["stability"].measures else ()

    def implications(self, case: Case) -> Iterable[tuple[str, str]]:
        """Return that what is attainable and durable is both."""
        for package in case.packages:
            both = ATTAINABLE_AND_DURABLE.named(package)
            yield both, DURABLE.named(package)
            yield both, ATTAINABLE.named(package)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `stability.yaml` is about."""
        from detente.chapters.stability.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Stability:
        """Answer the question in every world."""
        from detente.chapters.stability.analyse import analyse

        return analyse(worlds, upstream)

    def holds(self, result: Stability, label: str, worlds: Worlds) -> Bools | None:
        """In which other worlds is it so that a package is durable?"""
        from detente.chapters.stability.analyse import durable

        package = next((promise.package for promise in result.promises if promise.label == label), None)
        return None if package is None else durable(package, worlds)

    def pins(self) -> type[StabilityPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.stability.pinned import StabilityPins

        return StabilityPins

    def pinned(self, result: Stability) -> StabilityPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.stability.pinned import StabilityPins

        return StabilityPins.of(result)

    def model(self) -> type[StabilityReport]:
        """Return the type of the report."""
        from detente.chapters.stability.report import StabilityReport

        return StabilityReport

    def report(self, result: Stability) -> StabilityReport:
        """Return what was found in plain numbers."""
        from detente.chapters.stability.report import report

        return report(result)

    def page(self, case: Case, report: StabilityReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.stability.pages.page import page

        return page(case, report, inquiry)


STABILITY = StabilityChapter()
