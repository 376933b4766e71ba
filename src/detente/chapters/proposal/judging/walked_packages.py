"""What comes of packages on their way: with roadmaps, exits and breaches on the way, if the other side engages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import Agreement, Groundwork, OptionNumbers
from detente.chapters.proposal.judging.outcomes_by_world import Prospects, prospects
from detente.chapters.proposal.judging.steady_endings import measured
from detente.chapters.roadmap import ROADMAP, NoRoadmapError, OutcomeTree, Roadmap, along, judge, judge_along
from detente.worlds import Worlds

GOOD = 8  # roadmaps of a package along which others are judged


@dataclass(frozen=True)
class OnTheirWay:
    """Packages with a roadmap each.

    Attributes:
        prospects: What comes of them.
        roadmaps: The roadmap of each.
    """

    prospects: Prospects
    roadmaps: tuple[Roadmap, ...]

    def beside(self, other: OnTheirWay) -> OnTheirWay:
        """Return the same with other packages behind these."""
        return OnTheirWay(self.prospects.beside(other.prospects), (*self.roadmaps, *other.roadmaps))

    def searched(self, row: int, found: Agreement, worlds: Worlds) -> OnTheirWay:
        """Return the same with the best of all roadmaps that the roadmap chapter finds to one package."""
        try:
            judged = judge(self.prospects.packages[row], worlds, found)
        except NoRoadmapError:
            return self
        best = judged.journey.best
        roadmaps = (*self.roadmaps[:row], best, *self.roadmaps[row + 1 :])
        return OnTheirWay(_with_trees(self.prospects, {row: judged.tree}), roadmaps)


def good_roadmaps(package: OptionNumbers, found: Agreement, worlds: Worlds) -> tuple[Roadmap, ...]:
    """Return the roadmap to propose for a package and those worth nearly as much; none where the rules leave none."""
    try:
        way = judge(package, worlds, found).journey
    except NoRoadmapError:
        return ()
    order = np.lexsort((np.arange(len(way.roadmaps)), way.scored.rounds, -way.scored.worth))
    return tuple(dict.fromkeys([way.best, *(way.roadmaps[n] for n in order[:GOOD])]))


def walkable(case: Case) -> bool:
    """Whether a case says enough to judge packages on their way."""
    return "roadmap" in case.parts and not ROADMAP.lacks(case) and measured(case)


def on_their_way(found: Agreement, judged: Prospects, known: Sequence[Roadmap], worlds: Worlds) -> OnTheirWay | None:
    """What comes of packages along roadmaps known to be good for like packages, or the shortest ones?

    Args:
        found: What can be agreed.
        judged: What comes of the packages if they are carried out at once.
        known: Roadmaps to like packages.
        worlds: The worlds.

    Returns:
        Those packages to which the rules allow one of these roadmaps; None where there are none.
    """
    told = judge_along(judged.packages, known, worlds, found)
    ways = {row: way for row, way in enumerate(told) if way is not None}
    if not ways:
        return None
    trees = {n: tree for n, (_, tree) in enumerate(ways.values())}
    return OnTheirWay(_with_trees(judged.some(list(ways)), trees), tuple(roadmap for roadmap, _ in ways.values()))


def prospects_along(
    plan: Groundwork,
    packages: Sequence[OptionNumbers],
    roadmaps: Mapping[OptionNumbers, Roadmap],
    worlds: Worlds,
    shares: Mapping[OptionNumbers, Floats],
) -> Prospects:
    """What comes of packages with roadmaps that are settled, in worlds that may be drawn otherwise?

    Args:
        plan: The groundwork of the case.
        packages: The packages.
        roadmaps: Package → its roadmap; the others are carried out at once.
        worlds: The worlds.
        shares: For each of these roadmaps, by what the parties judge each other (`kept_along`).
    """
    judged = prospects(plan, packages, worlds)
    trees = along({package: roadmaps[package] for package in shares}, worlds, plan, shares)
    return _with_trees(judged, {judged.row(package): tree for package, tree in trees.items()})


def walked_again(
    found: Agreement, judged: Prospects, roadmaps: Mapping[OptionNumbers, Roadmap], worlds: Worlds
) -> Prospects:
    """What comes of packages along roadmaps that are settled, in other worlds, by what the parties judge there?

    Args:
        found: What can be agreed.
        judged: What comes of the packages there if they are carried out at once.
        roadmaps: Package → its roadmap.
        worlds: The other worlds.
    """
    trees = along(roadmaps, worlds, found.main.plan)
    return _with_trees(judged, {judged.row(package): tree for package, tree in trees.items()})


def _with_trees(judged: Prospects, trees: dict[int, OutcomeTree]) -> Prospects:
    """Return prospects in which some packages end as these trees say; branches are numbered alike."""
    branch = np.array(judged.branch)
    worth = {party: np.array(values) for party, values in judged.worth.items()}
    for row, tree in trees.items():
        branch[row] = tree.branch
        for party, values in worth.items():
            values[row] = tree.of(party)
    return replace(judged, branch=branch, worth=worth)
