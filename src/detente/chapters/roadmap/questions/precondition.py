"""Preconditions: what it costs to insist that something is done before anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement import Agreement, OptionNumbers, package_gains
from detente.chapters.roadmap.judging.best_roadmap import Journey
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.many_roadmaps import trees_along
from detente.chapters.roadmap.judging.outcome_tree import COMPLETED
from detente.chapters.roadmap.judging.roadmap_detail import WalkedRoadmap, roadmap_detail
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.findings.cuts import Cut, cut
from detente.worlds import Worlds
from detente.worlds.errors import Interval, mean

MOST_DEMANDS = 3


@dataclass(frozen=True)
class Insisted:
    """A measure of the package that is insisted on in the first round.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        worth: Worth of the best roadmap that begins with it, a share of the best gain; None if none may begin with it.
        doubt: How sure the more doubtful side must be for that roadmap; None likewise.
        loss: By how much it is worth less than the best roadmap of all; None likewise.
        errors: Number → its error of sampling; of `loss`, paired over the same worlds.
    """

    issue: int
    option: int
    worth: float | None
    doubt: float | None
    loss: float | None
    errors: Mapping[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True)
class Demand:
    """A demand on top of the package, to be met on the way or before anything else.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        price: Its price as content, from the agreement chapter: fall of the share of worlds with some agreement.
        free: Share of worlds in which the package is attainable and its roadmap completed.
        content: The same for the package with the demand, put where it does best in the roadmap.
        precondition: The same with the demand in a round of its own before all others.
        errors: Number → its error of sampling; of `dearer`, paired over the same worlds.
    """

    issue: int
    option: int
    price: Interval
    free: float
    content: float
    precondition: float
    errors: Mapping[str, Interval]

    @property
    def dearer(self) -> float:
        """By how much the precondition lowers the share."""
        return self.free - self.precondition


def insisted(journey: Journey, context: Context, worlds: Worlds) -> tuple[Insisted, ...]:
    """Return what it costs to insist on each measure of the package in the first round.

    Args:
        journey: The roadmaps judged.
        context: In which worlds the package would be agreed.
        worlds: The worlds.

    Returns:
        Every measure of the package, the dearest first.
    """
    lattice, found = journey.plan.lattice, journey.scored
    best = found.worth[journey.chosen]
    first = {(n, option): _beginning(journey, n, option) for n, rungs in lattice.rungs.items() for option in rungs[1:]}
    errors = _errors(journey, {row for row in first.values() if row is not None}, context, worlds)
    result = []
    for (n, option), row in first.items():
        if row is None:
            result.append(Insisted(n, option, None, None, None))
        else:
            worth, doubt = float(found.worth[row]), float(found.doubt[row])
            loss = max(0.0, float(best - worth))
            result.append(Insisted(n, option, worth, doubt, loss, errors[row]))
    return tuple(sorted(result, key=lambda i: -np.inf if i.loss is None else -i.loss))


def _beginning(journey: Journey, n: int, option: int) -> int | None:
    """Return the number of the best roadmap that begins with a measure; None if none of those judged does."""
    rows = [row for row, roadmap in enumerate(journey.roadmaps) if roadmap[0][n] == option]
    return journey.scored.best(np.array(rows, dtype=np.intp)) if rows else None


def _errors(journey: Journey, rows: set[int], context: Context, worlds: Worlds) -> dict[int, dict[str, Interval]]:
    """Return number of a roadmap → the errors of its worth, of the trust that it asks for, and of what it loses."""
    shown = [journey.chosen, *sorted(rows - {journey.chosen})]
    detail = roadmap_detail(journey.plan, [journey.roadmaps[row] for row in shown], context, worlds)
    weight = worlds.weight() * context.agreed
    best = {
        detail.parties.index(p): float(weight @ (gain / detail.rates[detail.parties.index(p)]) / weight.sum())
        for p, gain in context.best.items()
        if p in detail.principals
    }
    advised = journey.plan.case.advises
    counted = [row for row, hoped in best.items() if hoped > 0]
    who = [row for row in counted if detail.parties[row] == advised] or counted

    def worths(walked: WalkedRoadmap) -> Floats:
        """Array (worlds): what a roadmap gives the principal that counts, as a share of its best gain."""
        lines = [walked.tree.worth[row] / best[row] for row in who]
        return min(lines, key=lambda line: float(weight @ line), default=np.zeros(worlds.size))

    first = worths(detail.walked[0])
    return {
        row: {
            "worth": mean(worths(walked), weight),
            "doubt": mean(np.minimum(walked.trust, 1.0).max(axis=0), weight),
            "loss": mean(first - worths(walked), weight),
        }
        for row, walked in zip(shown, detail.walked, strict=True)
    }


def demands(plan: RoadmapSpace, roadmap: Roadmap, upstream: Agreement, context: Context, worlds: Worlds) -> Cut[Demand]:
    """Return what further demands would cost, as part of the package and as preconditions.

    Args:
        plan: The package.
        roadmap: The roadmap proposed for it.
        upstream: What the agreement chapter found.
        context: Where the package would be agreed.
        worlds: The worlds.

    Returns:
        The `MOST_DEMANDS` dearest demands that some principal would like, the dearest as a precondition first; and how
        many more of them there are.
    """
    asked, left = cut(_asked(plan, upstream), MOST_DEMANDS)
    if not asked:
        return Cut((), left)
    lite = replace(upstream.main.plan, vetoes=(), waivers=(), full=False)
    targets = [_with(plan.target, n, option) for n, option, _ in asked]
    attainable = package_gains(lite, targets, worlds).attainable
    free, found = jointly(plan, [roadmap], context, worlds)[0], []
    for (n, option, price), row in zip(asked, attainable, strict=True):
        wider = replace(plan, target=_with(plan.target, n, option))
        content, first = _priced(wider, roadmap, _where(context, row), worlds)
        errors = {
            "free": worlds.sampled(free),
            "content": worlds.sampled(content),
            "precondition": worlds.sampled(first),
            "dearer": worlds.apart(free, first),
        }
        shares = {name: errors[name].value for name in ("free", "content", "precondition")}
        found.append(Demand(n, option, price, **shares, errors=errors))
    return Cut(tuple(sorted(found, key=lambda demand: demand.precondition)), left)


def _asked(plan: RoadmapSpace, upstream: Agreement) -> Iterator[tuple[int, int, Interval]]:
    """Yield issue, option and price of what could be demanded on top of the package, the dearest first."""
    for price in upstream.demands:
        n = plan.numbers[price.issue]
        option = plan.case.ladder(price.issue).index(price.option)
        further = option > plan.target[n] and _wanted(plan, price.issue, price.option)
        if further and upstream.main.packages.is_valid(_with(plan.target, n, option)):
            yield n, option, price.errors["price"]


def _wanted(plan: RoadmapSpace, issue: str, option: str) -> bool:
    """Return whether some principal would gain by an option, by the central value of its judgement."""
    paths = [f"positions/{party}/{issue}/{option}" for party in plan.case.principals]
    return any(p in plan.case.judgements and plan.case.judgements[p].judgement.central > 0 for p in paths)


def _priced(wider: RoadmapSpace, roadmap: Roadmap, context: Context, worlds: Worlds) -> tuple[Bools, Bools]:
    """Where all holds with the demand at its best place in the roadmap, and before everything else."""
    stands = [(0,) * len(wider.target), *roadmap]
    more = [tuple(max(pair) for pair in zip(s, _extra(wider, roadmap[-1]), strict=True)) for s in stands]
    ways = [(*stands[1 : k + 1], more[k], *more[k + 1 :]) for k in range(len(stands))]
    joint = jointly(wider, ways, context, worlds, alone=True)
    return max(joint, key=worlds.share), joint[0]


def _where(context: Context, attainable: Bools) -> Context:
    return replace(context, attainable=attainable, agreed=attainable if attainable.any() else context.agreed)


def jointly(
    plan: RoadmapSpace, ways: Sequence[Roadmap], context: Context, worlds: Worlds, *, alone: bool = False
) -> list[Bools]:
    """In which worlds is a package attainable and each of some roadmaps to it completed?

    Args:
        plan: The package.
        ways: The roadmaps.
        context: Where the package would be agreed.
        worlds: The worlds.
        alone: Whether nobody else asks what rounds on these ways come to.
    """
    if not context.attainable.any():
        return [np.zeros(worlds.size, dtype=bool) for _ in ways]
    (trees,) = trees_along([WaysToPackage(plan, tuple(ways), context.agreed)], worlds, alone=alone)
    return [tree.holds(COMPLETED) & context.attainable for tree in trees]


def _extra(wider: RoadmapSpace, target: OptionNumbers) -> OptionNumbers:
    """Return the position of the demand alone: the options that the wider package has and the other has not."""
    return tuple(w if w != t else 0 for w, t in zip(wider.target, target, strict=True))


def _with(position: OptionNumbers, issue: int, option: int) -> OptionNumbers:
    return tuple(max(option, o) if n == issue else o for n, o in enumerate(position))
