"""The contract of the contact chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.chapters.contact.columns import COLUMNS
from detente.chapters.contract import Chapter, Upstream
from detente.chapters.options import CommandOption

if TYPE_CHECKING:
    from detente.case.critique import Remark
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.contact.pinned import ContactPins
    from detente.chapters.contact.report import ContactReport
    from detente.chapters.contact.result import Contacts
    from detente.chapters.contact.schema import ContactFile, ContactLaterFile
    from detente.findings import Page
    from detente.worlds import RunEntry, Worlds

MAP = CommandOption(
    "map", "Multiples of hostility and of harm on the map of what a channel is worth.", "NUMBER", "number", 2, 200
)
IDS = {
    "posts": "POST",
    "channels": "CHANNEL",
    "messages": "KIND",
    "available": "RUNG",
    "candidates": "CANDIDATE",
    "rungs": "RUNG",
    "counterfactuals": "COUNTERFACTUAL",
    "instead": "CHANNEL",
    "answered": "HYPOTHESIS",
}
UNITS = {
    "channels/*/latency": "hours",
    "messages/*/deadline": "hours",
    "candidates/*/cost": "units of cost a year",
    "ladder/incidents": "incidents a year",
    "ladder/deliberate": "a year",
    "ladder/rungs/*/window": "hours",
    "hostility": "elasticity",
    "harm/war": "units of harm",
    "harm/escalation": "elasticity",
    "counterfactuals/*/instead/*/latency": "hours",
    "talks/a_month": "a month",
    "fear/most": "multiple of what arming brings",
    "fear/power": "power",
}


class ContactChapter(Chapter["Contacts", "ContactReport"]):
    """What is a channel worth, and which one is missing?"""

    name = "contact"
    question = "What is a channel worth, and which one is missing?"
    after = ("reading",)
    options = (MAP,)
    effort = 4.0
    aside = True
    columns = COLUMNS
    units = UNITS
    ids = IDS

    def schema(self) -> type[ContactFile]:
        """Return the type of `contact.yaml`."""
        from detente.chapters.contact.schema import ContactFile

        return ContactFile

    def later(self) -> type[ContactLaterFile]:
        """Return the type of `contact-later.yaml`."""
        from detente.chapters.contact.schema import ContactLaterFile

        return ContactLaterFile

    def lacks(self, case: Case) -> tuple[str, ...]:
        """Return what a case still lacks for this chapter."""
        from detente.chapters.contact.lacks import lacks

        return lacks(case)

    def worth_a_look(self, case: Case) -> tuple[Remark, ...]:
        """Return what in a network may be a mistake."""
        from detente.chapters.contact.network_remarks import remarks

        return remarks(case)

    def label(self, case: Case, ids: Sequence[str]) -> str:
        """Say in words what a judgement of `contact.yaml` is about."""
        from detente.chapters.contact.labels import label

        return label(case, ids)

    def analyse(self, worlds: Worlds, upstream: Upstream) -> Contacts:
        """Answer the question in every world."""
        from detente.chapters.contact.analyse import analyse

        return analyse(worlds, upstream)

    def meanwhile(self, worlds: Worlds) -> Sequence[RunEntry[Any]]:
        """Return all that it asks of the worlds."""
        from detente.chapters.contact.analyse import WhateverElse

        return (WhateverElse(),)

    def pins(self) -> type[ContactPins]:
        """Return the type of what it chooses, as data by which other worlds are judged."""
        from detente.chapters.contact.pinned import ContactPins

        return ContactPins

    def pinned(self, result: Contacts) -> ContactPins:
        """Return what it chose, so that the same columns can be worked out in any other worlds of the case."""
        from detente.chapters.contact.pinned import ContactPins

        return ContactPins.of(result)

    def model(self) -> type[ContactReport]:
        """Return the type of the report."""
        from detente.chapters.contact.report import ContactReport

        return ContactReport

    def report(self, result: Contacts) -> ContactReport:
        """Return what was found in plain numbers."""
        from detente.chapters.contact.report import report

        return report(result)

    def exactness(self, report: ContactReport) -> str | None:
        """Return that it is not exact, where it is not."""
        exact = all(arrival.at_most is None for arrival in report.arrival)
        return None if exact else "how likely messages arrive is a lower bound, as there are too many paths to list"

    def page(self, case: Case, report: ContactReport, inquiry: Inquiry) -> Page:
        """Return what it says on page one, and its sections of the brief."""
        from detente.chapters.contact.pages.page import page

        return page(case, report)


CONTACT = ContactChapter()
