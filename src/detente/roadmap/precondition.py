"""Demands as preconditions: what it costs to insist that something be done before anything else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.agreement.detail import detail as package_detail
from detente.agreement.result import Agreement
from detente.roadmap.detail import detail
from detente.roadmap.journey import Journey
from detente.roadmap.lattice import Position
from detente.roadmap.plan import Plan, Roadmap
from detente.roadmap.rounds import Bools
from detente.worlds import Worlds

MOST_DEMANDS = 4


@dataclass(frozen=True)
class Insisted:
    """A measure of the package that is insisted on in the first round.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        worth: What the best roadmap that begins with it is worth; None if no roadmap may begin with it.
        trust: How sure the more doubtful side must be for that roadmap.
        loss: By how much that is worth less than the best roadmap of all.
    """

    issue: int
    option: int
    worth: float | None
    trust: float | None
    loss: float | None


@dataclass(frozen=True)
class Demand:
    """Something on top of the package, asked for in the course of it or before anything else.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        price: Its price as content, from the agreement chapter: fall of the share of worlds with some agreement.
        free: Share of worlds in which the package is attainable and its roadmap self-enforcing.
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
    begun = _first_rounds(journey)
    result = []
    for n, option in [(n, option) for n, rungs in lattice.rungs.items() for option in rungs[1:]]:
        rows = np.array([row for row, place in enumerate(begun) if place[n] == option], dtype=np.intp)
        if len(rows):
            row = found.best(rows)
            worth, doubt = float(found.worth[row]), float(found.trust[row])
            result.append(Insisted(n, option, worth, doubt, max(0.0, float(best - worth))))
        else:
            result.append(Insisted(n, option, None, None, None))
    return tuple(sorted(result, key=lambda i: -np.inf if i.loss is None else -i.loss))


def _first_rounds(journey: Journey) -> Sequence[Position]:
    """The position after the first round of every roadmap judged."""
    if journey.roadmaps:
        return [roadmap[0] for roadmap in journey.roadmaps]
    lattice = journey.plan.lattice
    after = {edge: lattice.position(int(lattice.edges[1][edge])) for edge in np.unique(journey.scored.first).tolist()}
    return [after[edge] for edge in journey.scored.first.tolist()]


def demands(plan: Plan, roadmap: Roadmap, upstream: Agreement, free: Bools, worlds: Worlds) -> tuple[Demand, ...]:
    """What do the dearest demands that some principal would like cost, as content and as preconditions?

    Args:
        plan: The package.
        roadmap: The roadmap proposed for it.
        upstream: What the agreement chapter found.
        free: Where the package is attainable and that roadmap self-enforcing.
        worlds: The worlds.

    Returns:
        The demands, dearest as a precondition first.
    """
    case, packages = plan.case, upstream.main.packages
    found = []
    for price in upstream.demands:
        n = plan.numbers[price.issue]
        option = case.ladder(price.issue).index(price.option)
        if option <= plan.target[n] or not _wanted(plan, price.issue, price.option):
            continue
        target = (*plan.target[:n], option, *plan.target[n + 1 :])
        if packages.is_valid(target):
            found.append(_priced(plan, roadmap, upstream, (n, option), worlds))
        if len(found) == MOST_DEMANDS:
            break
    share, prices = worlds.share(free), {(plan.numbers[d.issue], d.option): d.price for d in upstream.demands}
    told = [
        Demand(n, option, prices[n, case.ladder(list(case.issues)[n])[option]], share, *joint)
        for (n, option), joint in found
    ]
    return tuple(sorted(told, key=lambda demand: demand.precondition))


def _wanted(plan: Plan, issue: str, option: str) -> bool:
    """Whether some principal would like it, by the central judgement."""
    paths = [f"positions/{party}/{issue}/{option}" for party in plan.case.principals]
    return any(p in plan.case.judgements and plan.case.judgements[p].judgement.central > 0 for p in paths)


def _priced(
    plan: Plan, roadmap: Roadmap, upstream: Agreement, demand: tuple[int, int], worlds: Worlds
) -> tuple[tuple[int, int], tuple[float, float]]:
    issue, option = demand
    target = _with(plan.target, issue, option)
    lite = replace(upstream.main.plan, vetoes=(), waivers=(), full=False)
    attainable = package_detail(lite, [target], worlds).attainable[0]
    start = (0,) * len(plan.target)
    stands = [start, *roadmap]
    ways = [
        (*stands[1 : k + 1], _with(stands[k], issue, option), *(_with(s, issue, option) for s in stands[k + 1 :]))
        for k in range(len(stands))
    ]
    wider = replace(plan, target=target)
    walks = detail(wider, ways, worlds).walks
    joint = [worlds.share(walk.enforcing & attainable) for walk in walks]
    return demand, (max(joint), joint[0])


def _with(position: Position, issue: int, option: int) -> Position:
    return tuple(max(option, o) if n == issue else o for n, o in enumerate(position))
