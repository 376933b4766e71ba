"""Packages judged quickly: along roadmaps that are known to be good for a like package, and the shortest ones.

A full search for the best roadmap takes seconds a package. Of many packages that are much alike, the steps can be taken
in the same order: what a package does not ask for is left out, what it asks for besides comes last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement import Agreement, Groundwork, OptionNumbers, package_gains
from detente.chapters.roadmap.judging.many_roadmaps import kept_shares, trees_along
from detente.chapters.roadmap.judging.outcome_tree import OutcomeTree, refused
from detente.chapters.roadmap.judging.package_judgement import contexts_of
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.roadmap.space.shortest_roadmaps import cut, shortest
from detente.chapters.stability.compliance import opened
from detente.worlds import Draws, Worlds


def judge_along(
    packages: Sequence[OptionNumbers], known: Sequence[Roadmap], worlds: Worlds, agreement: Agreement
) -> list[tuple[Roadmap, OutcomeTree] | None]:
    """What would come of packages along the roadmaps known to be good for others, or along the shortest ones?

    All are judged at once, as they share most of their rounds.

    Args:
        packages: Option numbers of every issue; each must change something.
        known: Roadmaps to like packages, as positions after each round.
        worlds: The worlds of a case that lacks nothing for the roadmap chapter.
        agreement: What the agreement chapter found in them.

    Returns:
        For each, the roadmap that is worth most to the side advised (for a mediator, to the side that gains least), and
        its outcome tree; None where the rules allow none of them.
    """
    plans = [RoadmapSpace(worlds.case, tuple(int(option) for option in package)) for package in packages]
    contexts = contexts_of(agreement, [plan.target for plan in plans], worlds)
    ways = [
        WaysToPackage(plan, tuple(dict.fromkeys(_sketches(plan, known))), context.agreed)
        for plan, context in zip(plans, contexts, strict=True)
    ]
    hoped, open_ways = _hoped(agreement, worlds), [way for way in ways if way.roadmaps]
    trees = iter(trees_along(open_ways, worlds) if open_ways else ())
    found: list[tuple[Roadmap, OutcomeTree] | None] = []
    for way, context in zip(ways, contexts, strict=True):
        told = [refused(tree, context.attainable) for tree in next(trees)] if way.roadmaps else []
        worth = [(_worth(tree, hoped, worlds), -len(way.roadmaps[n])) for n, tree in enumerate(told)]
        best = max(range(len(told)), key=worth.__getitem__, default=None)
        found.append(None if best is None else (way.roadmaps[best], told[best]))
    return found


def along(
    ways: Mapping[OptionNumbers, Roadmap],
    worlds: Worlds,
    plan: Groundwork,
    shares: Mapping[OptionNumbers, Floats] | None = None,
    *,
    alone: bool = False,
) -> dict[OptionNumbers, OutcomeTree]:
    """What would come of packages with one roadmap each, in worlds that may be drawn otherwise?

    Args:
        ways: Package → positions after each round.
        worlds: The worlds.
        plan: The groundwork of the case.
        shares: What `kept_along` says of the worlds by which the parties judge each other, where these are others:
            nobody knows what is only supposed.
        alone: Whether nobody else asks what rounds come to in these worlds (`prepared`).
    """
    asked, attainable = _asked(ways, worlds, plan)
    told = None if shares is None else [(shares[package],) for package in ways]
    trees = trees_along(asked, worlds, told, alone=alone) if asked else []
    return {package: refused(tree, attainable[package]) for package, (tree,) in zip(ways, trees, strict=True)}


def kept_along(ways: Mapping[OptionNumbers, Roadmap], worlds: Worlds, plan: Groundwork) -> dict[OptionNumbers, Floats]:
    """In which share of worlds would an insincere party keep each round of some roadmaps and all before?

    Args:
        ways: Package → positions after each round.
        worlds: The worlds.
        plan: The groundwork of the case.

    Returns:
        Package → array (rounds, principals).
    """
    asked, _ = _asked(ways, worlds, plan)
    found = kept_shares(asked, worlds) if asked else []
    return {package: shares for package, (shares,) in zip(ways, found, strict=True)}


def _asked(
    ways: Mapping[OptionNumbers, Roadmap], worlds: Worlds, plan: Groundwork
) -> tuple[list[WaysToPackage], dict[OptionNumbers, Bools]]:
    """Return the roadmaps with where their packages would be agreed, and where each package is attainable."""
    if not ways:
        return [], {}
    attainable = package_gains(plan, [*ways], worlds).by_package
    agreed = {package: where if where.any() else np.ones_like(where) for package, where in attainable.items()}
    spaces = {package: RoadmapSpace(worlds.case, tuple(int(option) for option in package)) for package in ways}
    return [WaysToPackage(spaces[p], (roadmap,), agreed[p]) for p, roadmap in ways.items()], attainable


def _sketches(plan: RoadmapSpace, known: Sequence[Roadmap]) -> list[Roadmap]:
    """Return the roadmaps that are tried: the shortest and those of others; without any, the comparisons."""
    nowhere = (0,) * len(plan.target)
    made = [shortest(plan, (), nowhere), *(cut(plan, other) for other in known)]
    found = [roadmap for roadmap in made if roadmap and plan.broken(roadmap) is None]
    return found or [base.roadmap for base in plan.baselines if base.breaks is None]


def _hoped(agreement: Agreement, worlds: Worlds) -> dict[str, float]:
    """Return principal → the sum over worlds of its best attainable gain; nothing where one of them is advised."""
    case, weight = worlds.case, worlds.weight()
    if case.advises in case.principals:
        return {}
    blocks = list(worlds.each(_rates))
    rates = {party: np.concatenate([block[party] for block in blocks]) for party in case.principals}
    return {party: float(weight @ (agreement.main.best[party] / rate)) for party, rate in rates.items()}


def _rates(draws: Draws) -> dict[str, Floats]:
    return dict(opened(draws).terms.rates)


def _worth(tree: OutcomeTree, hoped: Mapping[str, float], worlds: Worlds) -> float:
    """Return what a tree is worth to the side advised, or to the one that gains least of its best."""
    case, weight = worlds.case, worlds.weight()
    if case.advises in case.principals:
        return float(weight @ tree.of(case.advises))
    return min((float(weight @ tree.of(p)) / best for p, best in hoped.items() if best > 0), default=0.0)
