"""What comes of packages on their way: with roadmaps, exits and breaches on the way, if the other side engages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import Agreement, Groundwork, OptionNumbers
from detente.chapters.proposal.judging.outcomes_by_world import REFUSED, Prospects, YearlyRates, prospects, yearly_rates
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
        return OnTheirWay(_with_tree(self.prospects, row, judged.tree), roadmaps)


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


def on_their_way(
    found: Agreement, packages: Sequence[OptionNumbers], known: Sequence[Roadmap], worlds: Worlds, rates: YearlyRates
) -> OnTheirWay | None:
    """What comes of packages along roadmaps known to be good for like packages, or the shortest ones?

    Args:
        found: What can be agreed.
        packages: The packages.
        known: Roadmaps to like packages.
        worlds: The worlds.
        rates: Principal → its yearly rate, array (worlds,).

    Returns:
        Those packages to which the rules allow one of these roadmaps; None where there are none.
    """
    told = zip(packages, judge_along(packages, known, worlds, found), strict=True)
    ways = {package: way for package, way in told if way is not None}
    if not ways:
        return None
    trees = {package: tree for package, (_, tree) in ways.items()}
    return OnTheirWay(_of_trees(trees, rates), tuple(roadmap for roadmap, _ in ways.values()))


def prospects_along(
    plan: Groundwork,
    packages: Sequence[OptionNumbers],
    roadmaps: Mapping[OptionNumbers, Roadmap],
    worlds: Worlds,
    shares: Mapping[OptionNumbers, Floats] | None = None,
    *,
    alone: bool = False,
) -> Prospects:
    """What comes of packages with roadmaps that are settled, in worlds that may be drawn otherwise?

    Args:
        plan: The groundwork of the case.
        packages: The packages.
        roadmaps: Package → its roadmap; the others are carried out at once.
        worlds: The worlds.
        shares: By what the parties judge each other on these roadmaps (`kept_along`), where that is settled too.
        alone: Whether nobody else asks what rounds come to in these worlds, so that little is worked out.
    """
    wanted = tuple(dict.fromkeys(packages))
    walked = {package: roadmaps[package] for package in wanted if package in roadmaps}
    rest = [package for package in wanted if package not in walked]
    at_once = prospects(plan, rest, worlds) if rest else None
    if not walked and at_once is not None:
        return at_once
    rates = yearly_rates(worlds) if at_once is None else at_once.rates
    judged = _of_trees(along(walked, worlds, plan, shares, alone=alone), rates)
    judged = judged if at_once is None else judged.beside(at_once)
    return judged.some([judged.row(package) for package in wanted])


def _of_trees(trees: Mapping[OptionNumbers, OutcomeTree], rates: YearlyRates) -> Prospects:
    """Return prospects of packages that end as these trees say, one a package; branches are numbered alike."""
    branch = np.array([tree.branch for tree in trees.values()])
    worth = {party: np.array([tree.of(party) for tree in trees.values()]) for party in rates}
    return Prospects(tuple(trees), branch != REFUSED, branch, worth, rates)


def _with_tree(judged: Prospects, row: int, tree: OutcomeTree) -> Prospects:
    """Return prospects in which one package ends as this tree says."""
    branch = np.array(judged.branch)
    worth = {party: np.array(values) for party, values in judged.worth.items()}
    branch[row] = tree.branch
    for party, values in worth.items():
        values[row] = tree.of(party)
    return replace(judged, branch=branch, worth=worth)
