"""The price of a veto: what it costs to ask one more party, or would bring to need one less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from detente.agreement.listed import evaluate
from detente.agreement.packages import Package
from detente.agreement.plan import Plan
from detente.agreement.scores import TOLERANCE, Bools, Floats, scores
from detente.agreement.survey import Survey, leader
from detente.worlds import Draws, Worlds

MOST_CHANGES = 2


@dataclass(frozen=True)
class VetoPrice:
    """What one veto costs, in shares of worlds.

    Attributes:
        kind: party or clause.
        name: Its id.
        needed: Whether its consent is needed now; then every price is what taking it for granted would bring.
        price: Fall in P(any).
        blind_price: Fall in the largest P(x).
        by_package: Shown package → fall in its P(x).
    """

    kind: Literal["party", "clause"]
    name: str
    needed: bool
    price: float
    blind_price: float
    by_package: Mapping[Package, float]


@dataclass(frozen=True)
class Amendment:
    """How a party could be brought aboard a package.

    Attributes:
        party: The party.
        package: The package it refuses.
        refused: Share of worlds in which the package is attainable and the party refuses it.
        by_changes: Number of issues changed → share of those worlds in which so many are enough, and no fewer.
        beyond: Share of those worlds in which more changes are needed than were looked at, or none help.
        cheapest: The amended package that is cheapest in most of those worlds; None where none helps.
        cheapest_share: The share of those worlds in which it is the cheapest.
    """

    party: str
    package: Package
    refused: float
    by_changes: Mapping[int, float]
    beyond: float
    cheapest: Package | None
    cheapest_share: float


def veto_prices(main: Survey, worlds: Worlds, packages: Sequence[Package]) -> tuple[VetoPrice, ...]:
    """What would each veto cost, and what does each consent that is needed now cost?

    Args:
        main: A survey with vetoes and waivers.
        worlds: The worlds, for their weights.
        packages: The packages whose own fall is wanted.

    Returns:
        Would-be vetoes first, then consents needed now; dearest first.
    """
    anyone = worlds.share(main.any)
    lead = leader(main.packages, main.share)
    most = lead[1] if lead else 0.0
    found = []
    for needed, group in ((False, main.vetoed), (True, main.waived)):
        for name, (share, lines) in group.items():
            sign = -1.0 if needed else 1.0
            places = {package: main.packages.place(package) for package in packages}
            kind, who = name.split(" ") if needed else ("party", name)
            found.append(
                VetoPrice(
                    kind="clause" if kind == "clause" else "party",
                    name=who,
                    needed=needed,
                    price=sign * (anyone - worlds.share(lines)),
                    blind_price=sign * (most - float(share[main.packages.valid].max(initial=0.0))),
                    by_package={x: sign * float(main.share[at] - share[at]) for x, at in places.items()},
                )
            )
    return tuple(sorted(found, key=lambda veto: (veto.needed, -veto.price, -veto.blind_price)))


def amendment(plan: Plan, package: Package, party: str, best: Mapping[str, Floats], worlds: Worlds) -> Amendment:
    """What is the cheapest change to a package that brings a party aboard?

    In every world in which the package is attainable and the party refuses it: the fewest issues changed so that the
    result is attainable and accepted by the party, and among those the smallest worst loss of a principal.

    Args:
        plan: The fixed part of the question.
        package: The package.
        party: The party.
        best: Principal → largest attainable gain in each world.
        worlds: The worlds.

    Returns:
        The amendment; up to two issues are changed.
    """
    steps = [plan.packages.amendments(package, changes) for changes in range(1, MOST_CHANGES + 1)]
    refused = 0.0
    weight_by_step: defaultdict[int, float] = defaultdict(float)
    weight_by_package: defaultdict[Package, float] = defaultdict(float)
    start = 0
    for found in worlds.each(partial(_cheapest, plan, package, party, steps)):
        stop = start + len(found.refused)
        losses = {p: best[p][start:stop] for p in best}
        refused += float(found.weights[found.refused].sum())
        for changes, chosen, weights in found.choose(losses):
            weight_by_step[changes] += float(weights.sum())
            for n, weight in zip(chosen, weights, strict=True):
                weight_by_package[steps[changes - 1][n]] += float(weight)
        start = stop
    total = refused or 1.0
    by_changes = {changes: weight_by_step[changes] / total for changes in range(1, MOST_CHANGES + 1)}
    top = min(weight_by_package.items(), key=lambda item: (-item[1], item[0])) if weight_by_package else None
    return Amendment(
        party=party,
        package=package,
        refused=refused / worlds.total,
        by_changes=by_changes,
        beyond=max(0.0, 1.0 - sum(by_changes.values())) if refused else 0.0,
        cheapest=top[0] if top else None,
        cheapest_share=top[1] / total if top else 0.0,
    )


@dataclass(frozen=True)
class _Found:
    """Amendments in a block: for each number of changes, where each works and what each principal loses by it."""

    weights: Floats
    refused: Bools
    works: tuple[Bools, ...]
    lost: tuple[Mapping[str, Floats], ...]
    scale: Mapping[str, Floats]

    def choose(self, best: Mapping[str, Floats]) -> list[tuple[int, np.ndarray, Floats]]:
        """Pick the cheapest amendment in each world: (changes, amendment chosen, weights of the worlds)."""
        open_worlds = self.refused.copy()
        found = []
        for changes, (works, lost) in enumerate(zip(self.works, self.lost, strict=True), start=1):
            solved = open_worlds & works.any(axis=0)
            if solved.any():
                worst = np.full((len(works), int(solved.sum())), -np.inf)
                for party, loss in lost.items():
                    scale = best[party][solved]
                    counts = scale > TOLERANCE * self.scale[party][solved]
                    with np.errstate(divide="ignore", invalid="ignore"):
                        worst = np.maximum(worst, np.where(counts, loss[:, solved] / scale, -np.inf))
                worst = np.where(works[:, solved], worst, np.inf)
                found.append((changes, worst.argmin(axis=0), self.weights[solved]))
            open_worlds &= ~solved
        return found


def _cheapest(plan: Plan, package: Package, party: str, steps: Sequence[Sequence[Package]], draws: Draws) -> _Found:
    parties = tuple(dict.fromkeys([*plan.parties, party]))
    block = scores(plan.case, draws, parties, plan.needs)
    base = evaluate(plan, [package], block)
    refused = base.attainable[0] & ~base.accepts[party][0]
    works, lost = [], []
    for step in steps:
        view = evaluate(plan, step, block)
        works.append(view.attainable & view.accepts[party] & refused)
        lost.append({p: base.value[p] - view.value[p] for p in plan.case.principals})
    scale = {p: block.parties[p].scale for p in plan.case.principals}
    return _Found(draws.weights, refused, tuple(works), tuple(lost), scale)
