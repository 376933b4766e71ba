"""What the chapter chose: the package to propose and its roadmap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.chapters.agreement import Groundwork, OptionNumbers, package_judge
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.proposal import columns
from detente.chapters.proposal.judging.engagement import readiness
from detente.chapters.proposal.judging.walked_packages import prospects_along
from detente.chapters.proposal.result import Proposals, proposal_columns
from detente.chapters.roadmap import Roadmap, Shares, array_of, kept_along, plain_roadmap, plain_shares
from detente.findings import Column
from detente.worlds import Worlds


class ProposalPins(Pins):
    """The package to propose and its roadmap."""

    label: str
    """What the package is called in columns; empty where nothing is worth proposing."""
    package: OptionNumbers | None
    """The package; null where nothing is worth proposing."""
    roadmap: Roadmap | None
    """Its roadmap: positions after each round; null where packages are judged as if carried out at once."""
    shares: Shares
    """In which share of worlds an insincere party would keep each round and all before, by round and principal."""

    @classmethod
    def of(cls, found: Proposals) -> ProposalPins:
        """Return what was chosen."""
        package = found.package
        if package is None:
            return cls(label="", package=None, roadmap=None, shares=())
        label, plain = found.agreement.label(package), tuple(int(option) for option in package)
        roadmap = found.roadmaps.get(package)
        if roadmap is None:
            return cls(label=label, package=plain, roadmap=None, shares=())
        shares = kept_along({package: roadmap}, found.worlds, found.agreement.main.plan)[package]
        return cls(label=label, package=plain, roadmap=plain_roadmap(roadmap), shares=plain_shares(shares))

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this."""
        agreement = package_judge(before)
        assert agreement is not None, "the chapter needs agreement"
        return ProposalJudge(self, agreement.plan)


@dataclass(frozen=True)
class ProposalJudge(Judge):
    """Judges worlds.

    Attributes:
        pins: What was chosen.
        plan: The groundwork of the case.
    """

    pins: ProposalPins
    plan: Groundwork

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        pins, package = self.pins, self.pins.package
        if package is None:
            return Rows((columns.NONE.column(np.zeros(worlds.size, dtype=bool)),), worlds)
        roadmaps = {} if pins.roadmap is None else {package: pins.roadmap}
        shares = dict.fromkeys(roadmaps, array_of(pins.shares))
        judged = prospects_along(self.plan, [package], roadmaps, worlds, shares)
        engaged = readiness(worlds).of(self.plan, [package])[0]
        return Rows(proposal_columns(pins.label, judged, engaged), worlds)
