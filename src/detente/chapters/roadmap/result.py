"""The result of the roadmap chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.roadmap import columns
from detente.chapters.roadmap.judging.best_roadmap import Context, Journey
from detente.chapters.roadmap.judging.roadmap_choice import Criteria, full_gains
from detente.chapters.roadmap.judging.roadmap_detail import RoadmapDetail
from detente.chapters.roadmap.judging.round_values import Walk
from detente.chapters.roadmap.questions.calendar import Schedule
from detente.chapters.roadmap.questions.dated_roadmap import Impossible
from detente.chapters.roadmap.questions.insurance import Insurance
from detente.chapters.roadmap.questions.partial_measures import Share
from detente.chapters.roadmap.questions.precondition import Demand, Insisted
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.findings import Column, Headline
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
        demands: What further demands would cost, as content and as preconditions.
        shares: Measures that can be carried out in shares.
        schedule: The roadmap to propose on the calendar, or the measure that the calendar never allows.
    """

    plan: RoadmapSpace
    context: Context
    journey: Journey
    chosen: Roadmap
    detail: RoadmapDetail
    insurances: tuple[Insurance, ...]
    insisted: tuple[Insisted, ...]
    demands: tuple[Demand, ...]
    shares: tuple[Share, ...]
    schedule: Schedule | Impossible

    @property
    def walk(self) -> Walk:
        """The roadmap to propose, in every world."""
        return self.detail.walks[0]

    @property
    def reachable(self) -> Bools:
        """Array (worlds): whether the roadmap to propose is self-enforcing."""
        return self.walk.enforcing

    @property
    def principals(self) -> dict[str, int]:
        """Principal → its row in the arrays."""
        return {party: self.detail.parties.index(party) for party in self.plan.case.principals}

    def best(self, party: str) -> Floats:
        """Return array (worlds): a principal's best attainable gain, points, present value."""
        return np.asarray(self.context.best[party] / self.detail.rates[self.principals[party]])

    def worth(self, party: str, walk: Walk) -> Floats:
        """Return array (worlds): b·V + (1 − b)·W − N of a roadmap for a principal, at its stated belief b."""
        row, belief = self.principals[party], self.detail.belief[party]
        return np.asarray(belief * walk.keep[0, row] + (1 - belief) * walk.worst[0, row] - walk.nothing[row])

    def weight(self, worlds: Worlds) -> Floats:
        """Return the weight of each world in which the package is attainable, and 0 for the others.

        Where the package is attainable in no world, all worlds keep their weight.
        """
        return np.asarray(worlds.weight() * self.context.agreed)

    def criteria(self, walk: Walk, worlds: Worlds) -> Criteria:
        """Return what counts about a roadmap, as the search weighs it.

        Args:
            walk: The roadmap in every world.
            worlds: The worlds.
        """
        weight = self.weight(worlds)
        total = float(weight.sum())
        rows = list(self.principals.values())
        gains = full_gains(np.array([weight @ self.best(p) for p in self.principals]), total)
        best = dict(zip(self.principals, gains.tolist(), strict=True))
        counted = [p for p in self.principals if best[p] > 0]
        exposure = {p: np.maximum(0.0, walk.exposure[:, self.principals[p]].max(axis=0)) for p in counted}
        return Criteria(
            worth=min(float(weight @ self.worth(p, walk)) / best[p] for p in counted),
            doubt=float(weight @ walk.trust[rows].max(axis=0)) / total,
            exposure=max(float(weight @ exposure[p]) / best[p] for p in counted),
            years=float(weight @ walk.years.sum(axis=0)) / total,
            enforcing=worlds.share(walk.enforcing),
        )

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
            if not path.startswith("roadmap/beliefs/"):
                found.add(path)
        return frozenset(found)


@dataclass(frozen=True)
class Roadmaps:
    """The result of the chapter.

    Attributes:
        worlds: The worlds.
        label: Label of the package, as in the agreement chapter; empty where there is none.
        way: The roadmaps to it; None where no package is attainable, the rules leave no roadmap, or there are too many.
        also: Label of the package recommended first → array (worlds): whether its roadmap is self-enforcing; empty
            where that is the package above.
        problem: Why `way` is None although there is a package; None otherwise.
    """

    worlds: Worlds
    label: str
    way: Way | None
    also: Mapping[str, Bools] = field(default_factory=dict)
    problem: str | None = None

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the chapter in the table of outcomes, with one value for each world."""
        name, way = self.label, self.way
        if way is None:
            return (columns.NONE_REACHABLE.column(np.zeros(self.worlds.size, dtype=bool)),)
        found = [columns.REACHABLE.column(lines, label) for label, lines in {name: way.reachable, **self.also}.items()]
        for base, walk in zip(way.plan.baselines, way.detail.walks[1:], strict=True):
            ids = (name, base.of) if base.of else (name,)
            found.append(columns.COMPARED[base.kind].column(walk.enforcing, *ids))
        found.append(columns.YEARS.column(way.walk.years.sum(axis=0), name))
        for party, row in way.principals.items():
            exposure = np.maximum(0.0, way.walk.exposure[:, row].max(axis=0))
            found.append(columns.TRUST.column(way.walk.trust[row], name, party))
            found.append(columns.EXPOSURE.column(exposure, name, party))
        return tuple(found)

    def headlines(self) -> tuple[Headline, ...]:
        """Return the headline: whether the package is reachable, with the judgements that decide it."""
        case, way = self.worlds.case, self.way
        if way is None:
            return (Headline(columns.NONE_REACHABLE.named(), "some roadmap pays to keep throughout", frozenset()),)
        words = f"“{case.packages[self.label].name}”" if self.label in case.packages else "the package recommended"
        says = f"the roadmap proposed to {words} pays to keep for everybody throughout"
        return (Headline(columns.REACHABLE.named(self.label), says, way.trace()),)
