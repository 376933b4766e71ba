"""The result of the roadmap chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.roadmap import columns
from detente.chapters.roadmap.judging.best_roadmap import Journey
from detente.chapters.roadmap.judging.hopes import Context, Hopes, hopes
from detente.chapters.roadmap.judging.package_judgement import JudgedPackage
from detente.chapters.roadmap.judging.roadmap_choice import Criteria, criteria_sums, scored
from detente.chapters.roadmap.judging.roadmap_detail import RoadmapDetail, WalkedRoadmap
from detente.chapters.roadmap.judging.round_values import Walk
from detente.chapters.roadmap.questions.calendar import Schedule
from detente.chapters.roadmap.questions.dated_roadmap import Impossible
from detente.chapters.roadmap.questions.insurance import Insurance
from detente.chapters.roadmap.questions.partial_measures import Share
from detente.chapters.roadmap.questions.precondition import Demand, Insisted
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.findings import Column, Headline
from detente.findings.cuts import Cut
from detente.findings.standing import the_package
from detente.worlds import Worlds


@dataclass(frozen=True)
class Way:
    """Everything about the roadmaps to one package.

    Attributes:
        plan: The package and its lattice.
        context: In which worlds it would be agreed.
        journey: The search: the roadmaps judged, and which is best.
        chosen: The roadmap to propose, as positions after each round.
        detail: That roadmap and the baselines in every world, in this order.
        insurances: What insuring each measure would do.
        insisted: What insisting on each measure first would cost.
        demands: What further demands would cost, as content and as preconditions; and how many were not priced.
        shares: Measures that can be carried out in shares.
        schedule: The roadmap to propose on the calendar, or the measure that the calendar never allows.
        proposes: Whether the package is the one that the chapter `proposal` chose, and not only looked at.
    """

    plan: RoadmapSpace
    context: Context
    journey: Journey
    chosen: Roadmap
    detail: RoadmapDetail
    insurances: tuple[Insurance, ...]
    insisted: tuple[Insisted, ...]
    demands: Cut[Demand]
    shares: tuple[Share, ...]
    schedule: Schedule | Impossible
    proposes: bool

    @property
    def walked(self) -> WalkedRoadmap:
        """The roadmap to propose, in every world."""
        return self.detail.walked[0]

    @property
    def walk(self) -> Walk:
        """What the roadmap to propose is worth, in every world."""
        return self.walked.walk

    @property
    def reachable(self) -> Bools:
        """Array (worlds): whether the roadmap to propose is completed, supposing that the package is agreed."""
        return self.walked.completed

    @property
    def principals(self) -> dict[str, int]:
        """Principal → its row in the arrays."""
        return {party: self.detail.parties.index(party) for party in self.plan.case.principals}

    def best(self, party: str) -> Floats:
        """Return array (worlds): a principal's best attainable gain, points, present value."""
        return np.asarray(self.context.best[party] / self.detail.rates[self.principals[party]])

    def weight(self, worlds: Worlds) -> Floats:
        """Return the weight of each world in which the package is attainable, and 0 for the others.

        Where the package is attainable in no world, all worlds keep their weight.
        """
        return np.asarray(worlds.weight() * self.context.agreed)

    def criteria(self, walked: WalkedRoadmap, worlds: Worlds) -> Criteria[float]:
        """What counts about a roadmap?

        Args:
            walked: The roadmap in every world.
            worlds: The worlds.

        Returns:
            Its criteria, as they were weighed in the choice.
        """
        weight, total = self.weight(worlds), worlds.weight()
        best = hopes(np.array([weight @ self.best(p) for p in self.principals]), float(weight.sum()))
        hoped = Hopes(best, float(weight.sum()), float(total.sum()), self.advised)
        sums = criteria_sums(walked, list(self.principals.values()), weight, total)
        return scored(sums[None], np.array([len(walked.begun)]), hoped).at(0)

    @property
    def advised(self) -> int | None:
        """Number of the principal that is advised; None in a mediator's view."""
        principals, advised = self.plan.case.principals, self.plan.case.advises
        return principals.index(advised) if advised in principals else None

    def trace(self) -> frozenset[str]:
        """Return the paths of the judgements that decide whether the package is reachable."""
        case = self.plan.case
        held = {(i, o) for n, i in enumerate(case.issues) for o in case.ladder(i)[1 : self.plan.target[n] + 1]}
        found = set()
        for path in self.detail.trace:
            section, *ids = path.split("/")
            if section in {"red_lines", "abstains_within"}:
                continue
            if section == "positions" and (ids[1], ids[2]) not in held:
                continue
            if path.startswith("stability/measures/") and (ids[1], ids[2]) not in held:
                continue
            found.add(path)
        return frozenset(found)


@dataclass(frozen=True)
class Roadmaps:
    """The result of the chapter.

    Attributes:
        worlds: The worlds it was found in.
        label: Label of the package, as the agreement chapter has it; empty where there is none.
        way: The way to it; None where nothing is attainable, or the rules leave no roadmap.
        also: Label of the package recommended first, if that is another one → what comes of its roadmap.
        problem: Why there is none, if that is not for want of an attainable package.
    """

    worlds: Worlds
    label: str
    way: Way | None
    also: Mapping[str, JudgedPackage] = field(default_factory=dict)
    problem: str | None = None

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the chapter in the table of outcomes, with one value for each world."""
        name, way = self.label, self.way
        if way is None:
            return (columns.NONE_REACHABLE.column(np.zeros(self.worlds.size, dtype=bool)),)
        also = [columns.REACHABLE.column(judged.walked.completed, label) for label, judged in self.also.items()]
        return (columns.REACHABLE.column(way.reachable, name), *also, *way_columns(name, way.plan, way.detail))

    def headlines(self) -> tuple[Headline, ...]:
        """Return the headline: whether the package is reachable, with the judgements that decide it."""
        case, way = self.worlds.case, self.way
        if way is None:
            return (Headline(columns.NONE_REACHABLE.named(), "some roadmap is walked to its end", frozenset()),)
        words = f"“{case.packages[self.label].name}”" if self.label in case.packages else the_package(way.proposes)
        says = f"the roadmap proposed to {words} is walked to its end, once it is agreed"
        return (Headline(columns.REACHABLE.named(self.label), says, way.trace()),)


def way_columns(name: str, plan: RoadmapSpace, detail: RoadmapDetail) -> Iterator[Column]:
    """Yield the columns about the roadmap to propose, but for whether it is completed, and about the baselines.

    Args:
        name: Label of the package.
        plan: The package and its lattice.
        detail: That roadmap and the baselines, in this order.
    """
    proposed, *others = detail.walked
    yield columns.ENFORCING.column(proposed.walk.enforcing, name)
    yield columns.WALKED.column(proposed.walked, name)
    for base, walked in zip(plan.baselines, others, strict=True):
        ids = (name, base.of) if base.of else (name,)
        yield columns.COMPARED[base.kind].column(walked.completed, *ids)
    yield columns.YEARS.column(proposed.walk.years.sum(axis=0), name)
    for number, party in enumerate(plan.case.principals):
        exposure = np.maximum(0.0, proposed.walk.exposure[:, detail.parties.index(party)].max(axis=0))
        yield columns.TRUST.column(np.minimum(proposed.trust[number], 1.0), name, party)
        yield columns.EXPOSURE.column(exposure, name, party)
