"""The chapter chooses nothing: each world is judged by itself, under courses that propose what was chosen for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.agreement import PackageJudge, package_judge
from detente.chapters.contact.analyse import in_each_world
from detente.chapters.contact.result import Contacts
from detente.chapters.pins import Judge, Pins, Rows
from detente.findings import Column
from detente.worlds import Worlds


class ContactPins(Pins):
    """Whether courses count with what they propose."""

    courses: bool
    """Whether the risk of war is known by every course, with what it proposes where that is agreed."""

    @classmethod
    def of(cls, found: Contacts) -> ContactPins:
        """Return whether courses count with what they propose."""
        return cls(courses=found.courses)

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case."""
        return ChannelJudge(package_judge(before) if self.courses else None)


@dataclass(frozen=True)
class ChannelJudge(Judge):
    """Judges worlds, each by itself.

    Attributes:
        agreement: What judges worlds as the agreement chapter does; None where courses count by their shifts alone.
    """

    agreement: PackageJudge | None

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        found = in_each_world(worlds)
        if self.agreement is not None:
            found = found.with_courses(self.agreement.effects(worlds, known))
        return Rows(found.columns(), worlds)
