"""What may be expected of each package, for each principal and for whom the choice is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import Agreement, OptionNumbers
from detente.chapters.proposal.judging.engagement import Readiness
from detente.chapters.proposal.judging.outcomes_by_world import REFUSED, Prospects
from detente.worlds import Worlds


@dataclass(frozen=True)
class Expected:
    """What may be expected of packages; arrays are (packages, worlds) or (packages,).

    Attributes:
        prospects: What comes of the packages if the other side engages.
        engaged: How likely it is to engage with each, in each world.
        worlds: Principal → array (packages, worlds): what may be expected of each in each world, engagement included.
        hoped: Principal → what its best attainable package would bring it on average, present value.
        gains: Principal → expected gain of each package, engagement included, present value.
        alone: Principal → the same if the other side engages.
        shares: Principal → expected gain of each package over its expected best one; only where that is above 0.
        counts: For each package, the principal that counts: the side advised, or the one that gains least.
        objective: What the choice looks at: the expected gain of the side advised, or the smallest share.
        terms: Array (packages, worlds): what each world adds to the objective.
        joint: Share of worlds in which each is completed if the other side engages.
        share: Share of worlds in which each is attainable.
    """

    prospects: Prospects
    engaged: Floats
    worlds: Mapping[str, Floats]
    hoped: Mapping[str, float]
    gains: Mapping[str, Floats]
    alone: Mapping[str, Floats]
    shares: Mapping[str, Floats]
    counts: tuple[str, ...]
    objective: Floats
    terms: Floats
    joint: Floats
    share: Floats

    @property
    def packages(self) -> tuple[OptionNumbers, ...]:
        """The packages."""
        return self.prospects.packages

    def if_completed(self, row: int, party: str, weight: Floats) -> float | None:
        """Return what a party has on average where a package is completed; None where it nowhere is."""
        done = self.prospects.completed[row] * weight
        total = float(done.sum())
        return float(done @ self.prospects.worth[party][row]) / total if total > 0 else None

    def others(self, row: int, advised: str | None) -> float:
        """Return the smallest share of its best gain that another side than the one advised may expect."""
        found = [share[row] for party, share in self.shares.items() if party != advised]
        return float(min(found, default=0.0))


def if_engaged(judged: Prospects, years: Floats, cost: Floats, advised: str | None) -> dict[str, Floats]:
    """What do packages bring in each world if the other side engages?

    Args:
        judged: What comes of them.
        years: Array (worlds): years until it engages.
        cost: Array (worlds): what a proposal that is refused costs the side advised.
        advised: The side advised; None for a mediator.

    Returns:
        Principal → array (packages, worlds): what it has more than no talks, present value today.
    """
    refused = judged.branch == REFUSED
    brought = {party: worth * np.exp(-judged.rates[party] * years) for party, worth in judged.worth.items()}
    if advised is not None:
        brought[advised] = brought[advised] - refused * cost
    return brought


def expected(found: Agreement, judged: Prospects, ready: Readiness, cost: Floats, worlds: Worlds) -> Expected:
    """What may be expected of packages?

    Args:
        found: What can be agreed.
        judged: What comes of the packages if the other side engages.
        ready: Whether it does.
        cost: Array (worlds): what a proposal that is refused or not answered costs the side advised.
        worlds: The worlds.

    Returns:
        What may be expected of them.
    """
    case = worlds.case
    advised = case.advises if case.advises in case.principals else None
    weight = worlds.weight() / worlds.total
    engaged = ready.of(found.main.plan, judged.packages)
    brought = if_engaged(judged, ready.years, cost, advised)
    alone = {party: values @ weight for party, values in brought.items()}
    world = _with_engagement(brought, engaged, cost, advised)
    hoped = {p: float(weight @ (found.main.best[p] / judged.rates[p])) for p in case.principals}
    gains = {party: values @ weight for party, values in world.items()}
    shares = {party: gain / hoped[party] for party, gain in gains.items() if hoped[party] > 0}
    counts, terms = _counted(world, hoped, weight, advised)
    return Expected(
        prospects=judged,
        engaged=engaged,
        worlds=world,
        hoped=hoped,
        gains=gains,
        alone=alone,
        shares=shares,
        counts=counts,
        objective=terms @ weight,
        terms=terms,
        joint=judged.completed @ weight,
        share=judged.attainable @ weight,
    )


def terms_again(
    first: Expected, found: Agreement, judged: Prospects, ready: Readiness, cost: Floats, worlds: Worlds
) -> Floats:
    """Return what each of other worlds adds to the objective of packages; array (packages, worlds).

    Args:
        first: What may be expected of packages in the worlds of the run; what principals could hope for is as there.
        found: What can be agreed.
        judged: What comes of the packages in the other worlds.
        ready: Whether the other side engages there.
        cost: What a proposal that is refused or not answered costs the side advised there.
        worlds: The other worlds.
    """
    case = worlds.case
    advised = case.advises if case.advises in case.principals else None
    engaged = ready.of(found.main.plan, judged.packages)
    world = _with_engagement(if_engaged(judged, ready.years, cost, advised), engaged, cost, advised)
    return _counted(world, first.hoped, worlds.weight() / worlds.total, advised)[1]


def _with_engagement(
    brought: Mapping[str, Floats], engaged: Floats, cost: Floats, advised: str | None
) -> dict[str, Floats]:
    """Return what may be expected of packages in each world, with how likely the other side engages there."""
    asked = {party: cost if party == advised else np.zeros_like(cost) for party in brought}
    return {party: engaged * values - (1 - engaged) * asked[party] for party, values in brought.items()}


def _counted(
    world: Mapping[str, Floats], hoped: Mapping[str, float], weight: Floats, advised: str | None
) -> tuple[tuple[str, ...], Floats]:
    """Return the principal that counts of each package, and what each world adds to what the choice looks at."""
    if advised is not None:
        return (advised,) * len(world[advised]), world[advised]
    shares = {party: values @ weight / hoped[party] for party, values in world.items() if hoped[party] > 0}
    if not shares:
        return (), np.zeros_like(next(iter(world.values())))
    names = list(shares)
    counts = tuple(names[n] for n in np.array([shares[p] for p in names]).argmin(axis=0))
    return counts, np.array([world[p][row] / hoped[p] for row, p in enumerate(counts)])
