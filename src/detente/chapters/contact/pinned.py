"""The chapter chooses nothing that its columns depend on: each world is judged by itself."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.chapters.contact.analyse import in_each_world
from detente.chapters.contact.result import Contacts
from detente.chapters.pins import Judge, Pins, Rows
from detente.findings import Column
from detente.worlds import Worlds


class ContactPins(Pins):
    """Nothing: what the columns say of a world depends on no other."""

    @classmethod
    def of(cls, found: Contacts) -> ContactPins:
        """Return that nothing was chosen."""
        return cls()

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case."""
        return ChannelJudge()


class ChannelJudge(Judge):
    """Judges worlds, each by itself."""

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        return Rows(in_each_world(worlds).columns(), worlds)
