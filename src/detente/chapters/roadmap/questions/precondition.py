"""Demands as preconditions: what it costs to insist that something be done before anything else is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Bools
from detente.chapters.agreement import Agreement, OptionNumbers, package_detail
from detente.chapters.roadmap.judging.best_roadmap import Journey
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.roadmap_detail import roadmap_detail
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.worlds import Worlds

MOST_DEMANDS = 3


@dataclass(frozen=True)
class Insisted:
    """A measure of the package that is insisted on in the first round.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        worth: What the best roadmap that begins with it is worth; None if no roadmap may begin with it.
        doubt: How sure the more doubtful side must be for that roadmap.
        loss: By how much that is worth less than the best roadmap of all.
    """

    issue: int
    option: int
    worth: float | None
    doubt: float | None
    loss: float | None


@dataclass(frozen=True)
class Demand:
    """Something on top of the package, asked for in the course of it or before anything else.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        price: Its price as content, from the agreement chapter: fall of the share of worlds with some agreement.
        free: Share of worlds in which the package is attainable and its roadmap completed.
        content: The same for the package with the demand, put where it does best in the roadmap.
        precondition: The same with the demand in a round of its own before all others.
    """

    issue: int
    option: int
    price: float
    free: float
    content: float
    precondition: float


def insisted(journey: Journey) -> tuple[Insisted, ...]:
    """What does it cost to insist on one measure of the package in the first round?

    Args:
        journey: The roadmaps judged.

    Returns:
        Every measure of the package, the dearest first.
    """
    lattice, found = journey.plan.lattice, journey.scored
    best = found.worth[journey.chosen]
    result = []
    for n, option in [(n, option) for n, rungs in lattice.rungs.items() for option in rungs[1:]]:
        rows = np.array([row for row, roadmap in enumerate(journey.roadmaps) if roadmap[0][n] == option], dtype=np.intp)
        if len(rows):
            row = found.best(rows)
            worth, doubt = float(found.worth[row]), float(found.doubt[row])
            result.append(Insisted(n, option, worth, doubt, max(0.0, float(best - worth))))
        else:
            result.append(Insisted(n, option, None, None, None))
    return tuple(sorted(result, key=lambda i: -np.inf if i.loss is None else -i.loss))


def demands(
    plan: RoadmapSpace, roadmap: Roadmap, upstream: Agreement, context: Context, worlds: Worlds
) -> tuple[Demand, ...]:
    """What do the dearest demands that some principal would like cost, as content and as preconditions?

    Args:
        plan: The package.
        roadmap: The roadmap proposed for it.
        upstream: What the agreement chapter found.
        context: Where the package would be agreed.
        worlds: The worlds.

    Returns:
        The demands, dearest as a precondition first.
    """
    asked = [*_asked(plan, upstream)][:MOST_DEMANDS]
    if not asked:
        return ()
    lite = replace(upstream.main.plan, vetoes=(), waivers=(), full=False)
    targets = [_with(plan.target, n, option) for n, option, _ in asked]
    attainable = package_detail(lite, targets, worlds).attainable
    share, found = joint_shares(plan, [roadmap], context, worlds)[0], []
    for (n, option, price), row in zip(asked, attainable, strict=True):
        wider = replace(plan, target=_with(plan.target, n, option))
        content, precondition = _priced(wider, roadmap, _where(context, row), worlds)
        found.append(Demand(n, option, price, share, content, precondition))
    return tuple(sorted(found, key=lambda demand: demand.precondition))


def _asked(plan: RoadmapSpace, upstream: Agreement) -> Iterator[tuple[int, int, float]]:
    """Yield issue, option and price of what could be demanded on top, the dearest first."""
    for price in upstream.demands:
        n = plan.numbers[price.issue]
        option = plan.case.ladder(price.issue).index(price.option)
        further = option > plan.target[n] and _wanted(plan, price.issue, price.option)
        if further and upstream.main.packages.is_valid(_with(plan.target, n, option)):
            yield n, option, price.price


def _wanted(plan: RoadmapSpace, issue: str, option: str) -> bool:
    """Whether some principal would like it, by the central judgement."""
    paths = [f"positions/{party}/{issue}/{option}" for party in plan.case.principals]
    return any(p in plan.case.judgements and plan.case.judgements[p].judgement.central > 0 for p in paths)


def _priced(wider: RoadmapSpace, roadmap: Roadmap, context: Context, worlds: Worlds) -> tuple[float, float]:
    """Joint shares with the demand at its best place in the roadmap, and before everything else."""
    stands = [(0,) * len(wider.target), *roadmap]
    more = [tuple(max(pair) for pair in zip(s, _extra(wider, roadmap[-1]), strict=True)) for s in stands]
    ways = [(*stands[1 : k + 1], more[k], *more[k + 1 :]) for k in range(len(stands))]
    joint = joint_shares(wider, ways, context, worlds)
    return max(joint), joint[0]


def _where(context: Context, attainable: Bools) -> Context:
    return replace(context, attainable=attainable, agreed=attainable if attainable.any() else context.agreed)


def joint_shares(plan: RoadmapSpace, ways: Sequence[Roadmap], context: Context, worlds: Worlds) -> list[float]:
    """In which share of worlds is a package attainable and each of some roadmaps to it completed?"""
    walked = roadmap_detail(plan, ways, context, worlds).walked
    return [worlds.share(one.completed & context.attainable) for one in walked]


def _extra(wider: RoadmapSpace, target: OptionNumbers) -> OptionNumbers:
    """Return the demand alone: what the wider package holds beyond the other."""
    return tuple(w if w != t else 0 for w, t in zip(wider.target, target, strict=True))


def _with(position: OptionNumbers, issue: int, option: int) -> OptionNumbers:
    return tuple(max(option, o) if n == issue else o for n, o in enumerate(position))
