"""The chapter chooses nothing: it looks at the packages that `agreement` shows, and at what policies propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.agreement import AGREED, PackageJudge, package_judge
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.urgency.arsenal.outlook import PolicyProposal, outlook
from detente.chapters.urgency.consistency import CHAPTER
from detente.chapters.urgency.result import Urgencies, arsenal_columns, waiting_columns
from detente.chapters.urgency.schema import UrgencyFile
from detente.chapters.urgency.waiting.later_starts import starts_of, weapons_at_starts
from detente.findings import Column
from detente.worlds import Worlds


class UrgencyPins(Pins):
    """Nothing of its own."""

    @classmethod
    def of(cls, found: Urgencies) -> UrgencyPins:
        """Return that nothing was chosen."""
        return cls()

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case, with the packages of the agreement chapter if it ran."""
        return WaitingJudge(package_judge(before))


@dataclass(frozen=True)
class WaitingJudge(Judge):
    """Judges worlds.

    Attributes:
        agreement: What judges worlds as the agreement chapter does; None where it did not run.
    """

    agreement: PackageJudge | None

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        part: UrgencyFile = worlds.case.parts[CHAPTER]
        found = None if part.arsenal is None else outlook(part.arsenal, worlds, self._proposals(known))
        columns = [] if found is None else [*arsenal_columns(found)]
        if part.waiting is not None and self.agreement is not None:
            shown, weapons = self.agreement.pins.shown, weapons_at_starts(found, part.waiting.months)
            later = starts_of(part.waiting, worlds, self.agreement.plan, [*shown.values()], weapons)
            columns += waiting_columns(later.months, [*shown], later.attainable, later.gains)
        return Rows(tuple(columns), worlds)

    def _proposals(self, known: Mapping[str, Column]) -> list[PolicyProposal]:
        """Return what each policy proposes, as far as that is known."""
        if self.agreement is None:
            return []
        options = self.agreement.plan.packages.options
        proposed = self.agreement.pins.proposals.items()
        return [PolicyProposal(n, options(x) if x else {}, known[AGREED.named(n)].values) for n, x in proposed]
