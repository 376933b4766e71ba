"""What about the roadmaps to a package does not depend on the world: its lattice, and the roadmaps for comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from detente.case.model import Case
from detente.case.patterns import Pattern
from detente.case.schema import IssueOption, Package
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.schema import RoadmapFile
from detente.chapters.roadmap.space.lattice import (
    Lattice,
    MeasureStep,
    Precedence,
    Rules,
    legs,
    measures_between,
    thinned,
)
from detente.chapters.stability import Measure

DAYS = 365.25  # in a year
RoadmapKind = Literal["recommended", "at-once", "goes-first", "named"]
Roadmap = tuple[OptionNumbers, ...]  # positions after each round


@dataclass(frozen=True)
class Baseline:
    """A roadmap that is shown for comparison, whatever the search finds.

    Attributes:
        kind: recommended, at-once, goes-first, or named.
        of: The party that goes first, or the id of a named roadmap; empty for the others.
        roadmap: Positions after each round.
        breaks: The kind of rule that it breaks: order, apart, together, most or rounds; None where it keeps them all.
    """

    kind: RoadmapKind
    of: str
    roadmap: Roadmap
    breaks: str | None


@dataclass(frozen=True)
class RoadmapSpace:
    """The roadmaps to a package.

    Attributes:
        case: The case.
        target: The package, as option numbers.
    """

    case: Case
    target: OptionNumbers

    def __getstate__(self) -> dict[str, object]:
        """Return the fields alone: another process works out cached values for itself.

        Another thread of this process may be filling the cache at the same time.
        """
        return {"case": self.case, "target": self.target}

    @property
    def said(self) -> RoadmapFile:
        """The `roadmap.yaml` of the case."""
        part: RoadmapFile = self.case.parts["roadmap"]
        return part

    def is_done(self, step: MeasureStep) -> bool:
        """Return whether a measure has been carried out already."""
        issue, option = step
        name = list(self.case.issues)[issue]
        done = self.said.carried_out.get(name)
        return done is not None and option <= self.case.ladder(name).index(done)

    def rounds_done(self, roadmap: Roadmap) -> int:
        """Return how many of the first rounds do nothing that has not been carried out already."""
        done = [all(map(self.is_done, measures_between(*leg))) for leg in legs(roadmap)]
        return next((n for n, one in enumerate(done) if not one), len(done))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Issue → its number."""
        return {issue: n for n, issue in enumerate(self.case.issues)}

    @cached_property
    def _stops(self) -> dict[int, tuple[int, ...]]:
        """Issue that the package changes → the option numbers at which a roadmap may stop."""
        passed = self.options(self.said.pass_over)
        return {
            n: tuple(rung for rung in range(option + 1) if rung in {0, option} or (n, rung) not in passed)
            for n, option in enumerate(self.target)
            if option
        }

    @property
    def partly(self) -> bool:
        """Whether there are more places on the way than can be searched, so that only some are, or none."""
        return self.lattice.crowded or self.lattice.rungs != self._stops

    @cached_property
    def lattice(self) -> Lattice:
        """The places between the status quo and the package; where there are too many, not all of them."""
        rungs = thinned(self._stops)
        orders = tuple(
            Precedence(tuple(self._first(order.first)), self.options(order.then)) for order in self.said.order.values()
        )
        apart = tuple(self.options(apart.options) for apart in self.said.apart.values())
        on_the_way = [self.options(swap.options) & {*self._steps()} for swap in self.said.together.values()]
        together = tuple(group for group in on_the_way if len(group) > 1)
        return Lattice(self.target, rungs, Rules(orders, apart, together, self.said.most_at_once))

    @property
    def most_rounds(self) -> int:
        """Largest number of rounds of a roadmap."""
        steps = sum(len(rungs) - 1 for rungs in self._stops.values())
        return min(steps, self.said.max_rounds or steps)

    def options(self, pattern: Pattern) -> frozenset[MeasureStep]:
        """Return the options of a pattern, as numbers of issue and option."""
        return frozenset(
            (self.numbers[issue], number)
            for issue, which in pattern.items()
            for number, option in enumerate(self.case.ladder(issue))
            if option in which.of(self.case.ladder(issue))
        )

    def _first(self, options: Mapping[str, str]) -> Iterator[MeasureStep]:
        """Yield what must be reached first, as far as the package goes."""
        for issue, option in options.items():
            number = self.numbers[issue]
            if self.target[number]:
                yield number, min(self.case.ladder(issue).index(option), self.target[number])

    @cached_property
    def first_days(self) -> Mapping[MeasureStep, dt.date]:
        """Measure → the first day on which it can be carried out, where there is one."""
        days = {step: [body.first for body in self._dated(step) if body.first] for step in self._steps()}
        return {step: max(told) for step, told in days.items() if told}

    @cached_property
    def last_days(self) -> Mapping[MeasureStep, dt.date]:
        """Measure → the last day on which it can be carried out, where there is one."""
        days = {step: [body.until for body in self._dated(step) if body.until] for step in self._steps()}
        return {step: min(told) for step, told in days.items() if told}

    @cached_property
    def first_years(self) -> Mapping[MeasureStep, float]:
        """Measure with a first day → years from the day on which the first round can begin to that day."""
        return {step: (day - self.starts).days / DAYS for step, day in self.first_days.items()}

    @cached_property
    def last_years(self) -> Mapping[MeasureStep, float]:
        """Measure with a last day → years from the day on which the first round can begin to the end of that day."""
        return {step: ((day - self.starts).days + 1) / DAYS for step, day in self.last_days.items()}

    @property
    def starts(self) -> dt.date:
        """The day on which the first round can begin."""
        return self.said.starts or self.case.date

    def _steps(self) -> Iterator[MeasureStep]:
        """Yield the measures on the way to the package."""
        for n, option in enumerate(self.target):
            yield from ((n, number) for number in range(1, option + 1))

    def _dated(self, step: MeasureStep) -> Iterator[IssueOption | Measure | Package]:
        """Yield what may give a measure a first or last day: its option, itself, and packages that are the target."""
        issue = list(self.case.issues)[step[0]]
        option = self.case.ladder(issue)[step[1]]
        yield self.case.issues[issue].options[option]
        measure = self.case.parts["stability"].measures.get(issue, {}).get(option)
        if measure is not None:
            yield measure
        yield from self._named

    @cached_property
    def _named(self) -> tuple[Package, ...]:
        """The packages of the case that are the target and have a first or a last day."""
        dated = (body for body in self.case.packages.values() if body.first or body.until)
        return tuple(body for body in dated if self._numbers(body) == self.target)

    def _numbers(self, package: Package) -> OptionNumbers:
        """Return a named package as option numbers."""
        held = package.options
        return tuple(self.case.ladder(i).index(held[i]) if i in held else 0 for i in self.case.issues)

    @cached_property
    def baselines(self) -> tuple[Baseline, ...]:
        """The roadmaps for comparison: all at once, each principal first, and those that the case names."""
        found = [self._baseline("at-once", "", (self.target,))]
        for party in self.case.principals:
            own = self._own(party)
            if own not in (self.target, (0,) * len(self.target)):
                found.append(self._baseline("goes-first", party, (own, self.target)))
        for name, named in self.said.roadmaps.items():
            steps = tuple(self._applied([dict(step) for step in named.rounds]))
            if len(steps) > 1 or len(self.lattice.issues) == 1:
                found.append(self._baseline("named", name, steps))
        return tuple(found)

    def broken(self, roadmap: Sequence[OptionNumbers]) -> str | None:
        """Return the kind of rule that a roadmap breaks, rounds among them; None if it breaks none."""
        if len(roadmap) > self.most_rounds:
            return "rounds"
        return next((kind for leg in legs(roadmap) if (kind := self.lattice.rules.broken(*leg))), None)

    def _baseline(self, kind: RoadmapKind, of: str, roadmap: Roadmap) -> Baseline:
        return Baseline(kind, of, roadmap, self.broken(roadmap))

    def _own(self, party: str) -> OptionNumbers:
        """Return the position in which only a party's own measures of the package are carried out."""
        movers = [body.movers for body in self.case.issues.values()]
        return tuple(option if movers[n] == (party,) else 0 for n, option in enumerate(self.target))

    def _applied(self, steps: Sequence[Mapping[str, str]]) -> Iterator[OptionNumbers]:
        """Yield the positions of a named roadmap, applied to this package."""
        here = [0] * len(self.target)
        for step in steps:
            before = tuple(here)
            for issue, option in step.items():
                n = self.numbers[issue]
                here[n] = max(here[n], min(self.case.ladder(issue).index(option), self.target[n]))
            if tuple(here) != before:
                yield tuple(here)
        if tuple(here) != self.target:
            yield self.target
