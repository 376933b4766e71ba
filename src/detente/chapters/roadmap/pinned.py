"""What the chapter chose: roadmaps; and what is a matter of all worlds: how far conduct tells who is sincere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.case.base import Frozen
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.pins import Judge, Pins, Rows
from detente.chapters.roadmap import columns
from detente.chapters.roadmap.judging.many_roadmaps import kept_shares
from detente.chapters.roadmap.judging.roadmap_detail import detail_by_shares
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage
from detente.chapters.roadmap.result import Roadmaps, way_columns
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.findings import Column
from detente.worlds import Worlds

Shares = tuple[tuple[float, ...], ...]  # rounds × principals: in which share of worlds an insincere party keeps them


class PinnedRoadmap(Frozen):
    """A roadmap to a package."""

    package: OptionNumbers
    """The package."""
    roadmap: Roadmap
    """The roadmap to propose for it: positions after each round."""
    shares: tuple[Shares, ...]
    """Of this roadmap, then of those it is compared with: in which share of worlds an insincere party would keep each
    round and all before, by round and principal."""


class RoadmapPins(Pins):
    """The roadmaps that are proposed."""

    label: str
    """What the package is called in columns; empty where there is none."""
    way: PinnedRoadmap | None
    """The way to it; null where there is none."""
    also: dict[str, PinnedRoadmap]
    """What the package recommended first is called in columns, if it is another one → the way to it."""

    @classmethod
    def of(cls, found: Roadmaps) -> RoadmapPins:
        """Return what was chosen."""
        also = {}
        for label, judged in found.also.items():
            best, plan = judged.journey.best, RoadmapSpace(found.worlds.case, judged.package)
            (shares,) = kept_shares([WaysToPackage(plan, (best,), judged.context.agreed)], found.worlds)
            also[label] = _pinned(judged.package, best, shares)
        way = found.way
        return cls(
            label=found.label,
            way=None if way is None else _pinned(way.plan.target, way.chosen, way.detail.shares),
            also=also,
        )

    def judge(self, case: Case, before: Mapping[str, Judge]) -> Judge:
        """Return what judges worlds of the case by this."""
        ways = {} if self.way is None else {self.label: self.way, **self.also}
        return RoadmapJudge(self, {label: RoadmapSpace(case, way.package) for label, way in ways.items()})


@dataclass(frozen=True)
class RoadmapJudge(Judge):
    """Judges worlds.

    Attributes:
        pins: What was chosen.
        plans: Label of a package → the package and its lattice.
    """

    pins: RoadmapPins
    plans: Mapping[str, RoadmapSpace]

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        name, way = self.pins.label, self.pins.way
        if way is None:
            return Rows((columns.NONE_REACHABLE.column(np.zeros(worlds.size, dtype=bool)),), worlds)
        plan = self.plans[name]
        roadmaps = (way.roadmap, *(base.roadmap for base in plan.baselines))
        detail = detail_by_shares(plan, roadmaps, tuple(map(array_of, way.shares)), worlds)
        found = [columns.REACHABLE.column(detail.walked[0].completed, name)]
        for label, other in self.pins.also.items():
            shares = tuple(map(array_of, other.shares))
            there = detail_by_shares(self.plans[label], (other.roadmap,), shares, worlds)
            found.append(columns.REACHABLE.column(there.walked[0].completed, label))
        return Rows((*found, *way_columns(name, plan, detail)), worlds)


def array_of(shares: Shares) -> Floats:
    """Return array (rounds, principals)."""
    return np.array(shares)


def plain_shares(shares: Floats) -> Shares:
    """Return an array (rounds, principals) as data."""
    return tuple(tuple(row) for row in shares.tolist())


def plain_roadmap(roadmap: Roadmap) -> Roadmap:
    """Return a roadmap with numbers that JSON knows."""
    return tuple(tuple(int(option) for option in place) for place in roadmap)


def _pinned(package: OptionNumbers, roadmap: Roadmap, shares: tuple[Floats, ...]) -> PinnedRoadmap:
    return PinnedRoadmap(
        package=tuple(int(option) for option in package),
        roadmap=plain_roadmap(roadmap),
        shares=tuple(map(plain_shares, shares)),
    )
