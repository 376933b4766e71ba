"""The contract of the agreement chapter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.chapters.agreement.columns import ATTAINABLE, COLUMNS
from detente.chapters.contract import Chapter, JointPart, Upstream
from detente.chapters.options import FOR, PACKAGE

if TYPE_CHECKING:
    from detente.arrays import Bools
    from detente.case.critique import Remark
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.agreement.pinned import AgreementPins
    from detente.chapters.agreement.report import AgreementReport
    from detente.chapters.agreement.result import Agreement
    from detente.findings import Page
    from detente.worlds import Worlds


class AgreementChapter(Chapter["Agreement", "AgreementReport"]):
    """Which limited agreement is attainable, and what would torpedo it?"""

    name = "agreement"
    question = "Which limited agreement is attainable, and what would torpedo it?"
    owns = ("leave-out",)
    version = 2
    after = ("reading",)
    options = (FOR, PACKAGE)
    effort = 10.0
    columns = COLUMNS
    joint = JointPart(ATTAINABLE, "attainable", "everybody needed accepts it in {}")

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.agreement.lacks import lacks

        return lacks(case)

    def worth_a_look(self, case: Case) -> tuple[Remark, ...]:
        """Return what in parties, issues, rules and packages may be a mistake."""
        from detente.chapters.agreement.remarks.agreement_remarks import remarks

        return remarks(case)

    def implications(self, case: Case) -> Iterable[tuple[str, str]]:
        """Return what is attainable wherever something else is: in wider scopes, and in those of a package."""
        from detente.chapters.agreement.entailments import implications

        return implications(case)

    def ruled_out(self, case: Case, column: str) -> tuple[str, ...]:
        """Return the red lines, certain to be real, any one of which alone makes a column false."""
        from detente.chapters.agreement.entailments import ruled_out

        return ruled_out(case, column)

    def seen(self, case: Case, inquiry: Inquiry) -> Case:
        """Return the case with the packages that are asked for besides its own."""
        from detente.chapters.agreement.asked import with_packages

        return with_packages(case, inquiry.packages)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Agreement:
        """Answer the question in every world."""
        from detente.chapters.agreement.analyse import analyse

        return analyse(worlds, upstream)

    def holds(self, result: Agreement, label: str, worlds: Worlds) -> Bools | None:
        """In which other worlds is it so that a package is attainable?"""
        import numpy as np

        from detente.chapters.agreement.judging.package_detail import package_gains

        for package in result.detail.packages:
            if result.label(package) == label:
                return np.asarray(package_gains(result.main.plan, [package], worlds).attainable[0])
        return None

    def pins(self) -> type[AgreementPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.agreement.pinned import AgreementPins

        return AgreementPins

    def pinned(self, result: Agreement) -> AgreementPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.agreement.pinned import AgreementPins

        return AgreementPins.of(result)

    def model(self) -> type[AgreementReport]:
        """Return the type of the report."""
        from detente.chapters.agreement.report import AgreementReport

        return AgreementReport

    def report(self, result: Agreement) -> AgreementReport:
        """Return what was found in plain numbers."""
        from detente.chapters.agreement.report import report

        return report(result)

    def exactness(self, report: AgreementReport) -> str | None:
        """Return that only candidates were judged; None where every package was."""
        if report.method == "exact":
            return None
        return f"the best of {report.packages:,} candidates judged, not every package"

    def page(self, case: Case, report: AgreementReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.agreement.pages.page import page

        return page(case, report, inquiry)


AGREEMENT = AgreementChapter()
