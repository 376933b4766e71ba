"""What the proposal chapter found: arrays over worlds, and the trace of its headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import Agreement, OptionNumbers, trace_of
from detente.chapters.proposal import columns
from detente.chapters.proposal.judging.engagement import Readiness
from detente.chapters.proposal.judging.outcomes_by_world import Prospects
from detente.chapters.proposal.judging.steady_endings import measured
from detente.chapters.proposal.questions.expected_gains import Expected
from detente.chapters.proposal.questions.proposals_in_sequence import NextProposal
from detente.chapters.proposal.questions.selection import Selected
from detente.chapters.roadmap import Roadmap
from detente.chapters.stability import durability_trace
from detente.findings import Choice, Column, Headline
from detente.findings.standing import the_package
from detente.worlds import Worlds

RHOS = (0.0, 0.3, 0.6)


@dataclass(frozen=True)
class Proposals:
    """What to propose.

    Attributes:
        worlds: The worlds it was found in.
        agreement: What can be agreed, with the package chosen as the one recommended first.
        ready: Whether the other side engages.
        cost: Array (worlds): what a refused or unanswered proposal costs the side advised, points once.
        found: What may be expected of the packages judged; None where nothing is attainable.
        selected: The choice among them.
        judged_packages: The packages judged for attainability and durability; the sequence counts them.
        sequence: What to propose after a refusal, the package chosen first.
        by_rho: Strength of each party's general factor → joint share of the package chosen.
        roadmaps: Package judged on its way → its roadmap; empty where the case does not let packages be judged so.
    """

    worlds: Worlds
    agreement: Agreement
    ready: Readiness
    cost: Floats
    found: Expected | None = None
    selected: Selected | None = None
    judged_packages: tuple[OptionNumbers, ...] = ()
    sequence: tuple[NextProposal, ...] = ()
    by_rho: Mapping[float, float] = field(default_factory=dict)
    roadmaps: Mapping[OptionNumbers, Roadmap] = field(default_factory=dict)

    @property
    def row(self) -> int | None:
        """Row of the package chosen; None where there is none."""
        return None if self.selected is None else self.selected.chosen

    @property
    def package(self) -> OptionNumbers | None:
        """The package chosen; None where nothing beats asking for nothing."""
        return None if self.found is None or self.row is None else self.found.packages[self.row]

    @property
    def judged(self) -> list[Literal["attainable", "durable", "reachable"]]:
        """What the joint share asks of a package, as far as the case lets it be judged."""
        if self.roadmaps:
            return ["attainable", "durable", "reachable"]
        return ["attainable", "durable"] if measured(self.worlds.case) else ["attainable"]

    def choice(self) -> Choice | None:
        """Return what was chosen of what, by which terms; None where nothing is attainable."""
        if self.found is None:
            return None
        case, plan = self.worlds.case, self.agreement.main.plan
        trace = set(self.ready.trace)
        for package in self.found.packages:
            trace |= trace_of(plan, package)
            trace |= durability_trace(case, package) if measured(case) else frozenset()
        own = ("proposal", "roadmap", "discount_rates") if self.roadmaps else ("proposal", "discount_rates")
        trace |= {path for path in case.judgements if path.split("/")[0] in own}
        options = tuple(plan.packages.options(package) for package in self.found.packages)
        return Choice(options, self.found.terms, self.row, frozenset(trace))

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes of the chapter, a value a world."""
        found, row, package = self.found, self.row, self.package
        if found is None or row is None or package is None:
            return (columns.NONE.column(np.zeros(self.worlds.size, dtype=bool)),)
        return proposal_columns(self.agreement.label(package), found.prospects.some([row]), found.engaged[row])

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first, with the judgements it was worked out from."""
        case, package = self.worlds.case, self.package
        if package is None:
            return (Headline(columns.NONE.named(), "some package is worth proposing", frozenset()),)
        trace = trace_of(self.agreement.main.plan, package)
        if measured(case):
            trace |= durability_trace(case, package)
        name = self.agreement.label(package)
        words = f"“{case.packages[name].name}”" if name in case.packages else the_package(True)
        return (Headline(columns.HOLDS.named(name), f"{words} is {columns.done(self.judged)}", trace),)


def proposal_columns(label: str, judged: Prospects, engaged: Floats) -> tuple[Column, ...]:
    """Return the columns about a package.

    Args:
        label: What it is called in columns.
        judged: What comes of it, and of no other.
        engaged: Array (worlds): how likely the other side is to engage with it.
    """
    worth = (columns.WORTH.column(of[0], label, party) for party, of in judged.worth.items())
    return (columns.HOLDS.column(judged.completed[0], label), columns.ENGAGED.column(engaged, label), *worth)
