"""Where an arsenal goes: by course, against published estimates, to thresholds, and what decides it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.urgency.arsenal.input_programmes import InputProgrammes, input_programmes
from detente.chapters.urgency.arsenal.judged_arsenal import AT, JudgedArsenal, WeaponCount, judged_arsenal
from detente.chapters.urgency.arsenal.stockflow import Holding
from detente.chapters.urgency.forms.arsenal_forms import ArsenalPart, PublishedEstimate
from detente.worlds import Worlds

FIFTH = 0.2
Kind = Literal["nothing", "intervention", "package", "policy"]


@dataclass(frozen=True)
class ArsenalCourse:
    """An arsenal under an intervention, a package or a policy.

    Attributes:
        kind: What it is; nothing: nobody intervenes.
        id: Its id; empty for nothing.
        name: Its printed name.
        count: What the stocks amount to.
        agreed: Array (worlds): where the policy’s proposal is agreed; None for others.
        paths: Paths of the judgements that decide it beyond those of production.
    """

    kind: Kind
    id: str
    name: str
    count: WeaponCount
    agreed: Bools | None
    paths: frozenset[str]


@dataclass(frozen=True)
class SeparatingInput:
    """A judgement by which worlds with many weapons differ from those with few.

    Attributes:
        path: Its path; of an event that of its probability, and `!`; of who is believed, where two differ, its stream.
        apart: How far its means lie apart, in its standard deviations.
        low: Its mean in the fifth of worlds with the fewest weapons at the end.
        high: Its mean in the fifth with the most.
    """

    path: str
    apart: float
    low: float
    high: float


@dataclass(frozen=True)
class ArsenalOutlook:
    """Where an arsenal goes.

    Attributes:
        judged: The arsenal.
        courses: Courses; the first is that nobody intervenes.
    """

    judged: JudgedArsenal
    courses: tuple[ArsenalCourse, ...]

    @property
    def part(self) -> ArsenalPart:
        """What the case says of it."""
        return self.judged.part

    @property
    def alone(self) -> WeaponCount:
        """What the stocks amount to where nobody intervenes."""
        return self.courses[0].count

    def at(self, day: dt.date) -> Floats:
        """Return the weapons on a day where nobody intervenes; array (worlds)."""
        return self.judged.grid.at(self.alone.weapons, self.judged.grid.years(day))

    @cached_property
    def programmes(self) -> InputProgrammes:
        """What the ranges of the case allow where nobody intervenes."""
        return input_programmes(self.judged, sorted(self.trace))

    def by_programmes(self, estimate: PublishedEstimate) -> Floats | None:
        """Return what each programme has of what an estimate speaks of; None where it supposes an intervention."""
        if estimate.under is not None:
            return None
        return self.judged.grid.at(self.programmes.count.of(estimate.counts), self.judged.grid.years(estimate.date))

    def estimated(self, estimate: PublishedEstimate) -> Floats:
        """Return what an estimate speaks of, as found here; array (worlds)."""
        held = [c.count for c in self.courses if c.kind == "intervention" and c.id == estimate.under]
        counted = (held[0] if held else self.alone).of(estimate.counts)
        return self.judged.grid.at(counted, self.judged.grid.years(estimate.date))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years whose last day is looked at."""
        grid = self.judged.grid
        return tuple(y for y in range(grid.now.year, grid.until.year + 1) if dt.date(y, 12, 31) <= grid.until)

    def reached(self, threshold: str) -> Bools:
        """Return in which worlds a threshold is reached by its day."""
        said = self.part.thresholds[threshold]
        return np.asarray(self.at(said.by) >= said.weapons)

    def years_to(self, threshold: str) -> Floats:
        """Return the years from the day of the case until a threshold is reached; infinite where it never is."""
        wanted, grid = self.part.thresholds[threshold].weapons, self.judged.grid
        now = grid.years(grid.now)
        numbers = np.vstack([grid.at(self.alone.weapons, now)[None], self.alone.weapons[grid.points > now]])
        times = np.concatenate([[now], grid.points[grid.points > now]])
        there = numbers >= wanted
        first = there.argmax(axis=0)
        before = np.maximum(first - 1, 0)
        low, high = (np.take_along_axis(numbers, row[None], axis=0)[0] for row in (before, first))
        rise = np.where(high > low, high - low, 1.0)
        part = np.where(first > 0, np.clip((wanted - low) / rise, 0.0, 1.0), 0.0)
        when = times[before] + part * (times[first] - times[before]) - now
        return np.where(there.any(axis=0), np.maximum(when, 0.0), np.inf)

    @cached_property
    def separating(self) -> tuple[SeparatingInput, ...]:
        """By what the worlds with the most weapons at the end differ from those with the fewest, the most first."""
        worlds = self.judged.worlds
        weight, weapons = worlds.weight(), self.alone.weapons[-1]
        order = np.argsort(weapons, kind="stable")
        reached = (np.cumsum(weight[order]) - weight[order] / 2) / worlds.total
        few, many = order[reached < FIFTH], order[reached >= 1 - FIFTH]
        found = []
        for path in sorted(self.trace):
            found.append((path, self.judged.values[path]))
            if path in self.judged.happens:
                found.append((f"{path}!", self.judged.happens[path].astype(float)))
        found += [(stream, who.astype(float)) for stream, who in self.judged.schools.items() if who.max() == 1]
        told = []
        for path, values in found:
            mean = weight @ values / worlds.total
            spread = float(np.sqrt(weight @ (values - mean) ** 2 / worlds.total))
            if spread <= 1e-12 or not few.size or not many.size:
                continue
            low, high = (float(np.average(values[part], weights=weight[part])) for part in (few, many))
            told.append(SeparatingInput(path, (high - low) / spread, low, high))
        return tuple(sorted(told, key=lambda one: -abs(one.apart)))

    @property
    def trace(self) -> frozenset[str]:
        """Paths of the judgements that decide the arsenal where nobody intervenes."""
        return frozenset(p for p in self.judged.values if p.startswith(f"{AT}/") and "/interventions/" not in p)


@dataclass(frozen=True)
class PolicyProposal:
    """What a policy proposes.

    Attributes:
        policy: Id of the policy.
        options: Issue → option of what it proposes; empty where it proposes nothing.
        agreed: Array (worlds): where that is attainable.
    """

    policy: str
    options: Mapping[str, str]
    agreed: Bools


def unhindered(part: ArsenalPart, worlds: Worlds) -> ArsenalOutlook:
    """Return where an arsenal goes if nobody intervenes.

    Args:
        part: What the case says of it.
        worlds: The worlds.
    """
    judged = judged_arsenal(part, worlds)
    return ArsenalOutlook(
        judged, (ArsenalCourse("nothing", "", "nobody intervenes", judged.count(), None, frozenset()),)
    )


def outlook(part: ArsenalPart, worlds: Worlds, proposals: Sequence[PolicyProposal]) -> ArsenalOutlook:
    """Return where an arsenal goes.

    Args:
        part: What the case says of it.
        worlds: The worlds.
        proposals: What each policy proposes; none where that is not known.
    """
    alone = unhindered(part, worlds)
    judged, courses = alone.judged, [*alone.courses]
    for name, body in part.interventions.items():
        if not body.options:
            paths = worlds.case.paths_at(f"{AT}/interventions/{name}")
            courses.append(_course("intervention", name, body.name, judged, (judged.intervention(name),), paths))
    for name, package in worlds.case.packages.items():
        held = judged.agreed(package.options)
        if held:
            paths = _paths(judged, package.options)
            courses.append(_course("package", name, package.name, judged, held, paths))
    courses += [_by_policy(part, worlds, judged, one) for one in proposals]
    return ArsenalOutlook(judged, tuple(courses))


def _course(
    kind: Kind, name: str, printed: str, judged: JudgedArsenal, held: tuple[Holding, ...], paths: frozenset[str]
) -> ArsenalCourse:
    return ArsenalCourse(kind, name, printed, judged.count(held), None, paths)


def _by_policy(part: ArsenalPart, worlds: Worlds, judged: JudgedArsenal, one: PolicyProposal) -> ArsenalCourse:
    """Return the arsenal by a policy: what it shifts, and what it proposes where that is agreed."""
    policy = worlds.case.policies[one.policy]
    shifted = any(path.startswith(f"{AT}/") for path in policy.shifts)
    here = judged_arsenal(part, worlds.shifted(one.policy)) if shifted else judged
    held = here.agreed(one.options, one.agreed)
    paths = frozenset(worlds.case.paths_at(f"policies/{one.policy}")) | _paths(judged, one.options)
    return ArsenalCourse("policy", one.policy, policy.name, here.count(held), one.agreed, paths)


def _paths(judged: JudgedArsenal, options: Mapping[str, str]) -> frozenset[str]:
    """Return the judgements on what options do to the arsenal."""
    case = judged.worlds.case
    named = [
        name
        for name, body in judged.part.interventions.items()
        if body.options and all(options.get(issue) == option for issue, option in body.options.items())
    ]
    effects = [p for p in judged.values if p.startswith("issues/") and options.get(p.split("/")[1]) == p.split("/")[3]]
    return frozenset(effects).union(*(case.paths_at(f"{AT}/interventions/{name}") for name in named))
