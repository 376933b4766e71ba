"""The contract of the proposal chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from detente.chapters.contract import Chapter, Result, Upstream
from detente.chapters.options import FOR, PACKAGE
from detente.chapters.proposal.columns import COLUMNS

if TYPE_CHECKING:
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.proposal.pinned import ProposalPins
    from detente.chapters.proposal.report import ProposalReport
    from detente.chapters.proposal.result import Proposals
    from detente.chapters.proposal.schema import ProposalFile
    from detente.findings import Choice, Page, Switch
    from detente.worlds import Worlds

UNITS = {"asking": "points", "engaged/months": "months", "engaged/offers/*/odds": "multiple of the odds"}
IDS = {"chance": "HYPOTHESIS", "offers": "OFFER"}


class ProposalChapter(Chapter["Proposals", "ProposalReport"]):
    """Which package should be proposed?"""

    name = "proposal"
    question = "Which package should be proposed?"
    owns = ("recommendation", "alternative")
    needs = ("agreement",)
    after = ("reading",)
    guides = ("stability", "roadmap")
    options = (FOR, PACKAGE)
    effort = 40.0
    columns = COLUMNS
    units = UNITS
    ids = IDS
    chooses = True

    def schema(self) -> type[ProposalFile]:
        """Return the type of `proposal.yaml`."""
        from detente.chapters.proposal.schema import ProposalFile

        return ProposalFile

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.proposal.lacks import lacks

        return lacks(case)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `proposal.yaml` is about."""
        from detente.chapters.proposal.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Proposals:
        """Answer the question in every world."""
        from detente.chapters.proposal.analyse import analyse

        return analyse(worlds, upstream)

    def settled(self, result: Proposals, upstream: Upstream) -> Mapping[str, Result]:
        """Return what can be agreed with the package chosen as the one recommended first, and what courses do then."""
        from detente.chapters.contact import CONTACT

        agreement, contacts = result.agreement, upstream.of(CONTACT)
        if contacts is None:
            return {"agreement": agreement}
        effects = {outcome.policy: outcome.effects for outcome in agreement.policies}
        return {"agreement": agreement, CONTACT.name: contacts.with_courses(effects)}

    def choice(self, result: Proposals) -> Choice | None:
        """Return the package chosen and those it was compared with, by what may be expected of each."""
        return result.choice()

    def overturned(self, report: ProposalReport, choice: Choice, switches: Sequence[Switch]) -> ProposalReport:
        """Return the report with what would overturn the choice."""
        from detente.chapters.proposal.reports.switch_reports import SwitchReport

        return report.model_copy(update={"overturns": [SwitchReport.of(choice, one) for one in switches]})

    def pins(self) -> type[ProposalPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.proposal.pinned import ProposalPins

        return ProposalPins

    def pinned(self, result: Proposals) -> ProposalPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.proposal.pinned import ProposalPins

        return ProposalPins.of(result)

    def model(self) -> type[ProposalReport]:
        """Return the type of the report."""
        from detente.chapters.proposal.report import ProposalReport

        return ProposalReport

    def report(self, result: Proposals) -> ProposalReport:
        """Return what was found in plain numbers."""
        from detente.chapters.proposal.report import report

        return report(result)

    def page(self, case: Case, report: ProposalReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.proposal.pages.page import page

        return page(case, report, inquiry)


PROPOSAL = ProposalChapter()
