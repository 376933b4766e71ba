"""What each later decision is worth under each explanation in each world: the outcome tree of the chapter proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Floats, Ints
from detente.case.model import Case
from detente.case.references import conditioned
from detente.chapters.agreement import Agreement, OptionNumbers
from detente.chapters.approach.probes.bound_decisions import BoundDecisions
from detente.chapters.proposal import (
    BRANCHES,
    asking,
    if_engaged,
    prospects_along,
    readiness,
    side_advised,
    yearly_rates,
)
from detente.chapters.roadmap import kept_along
from detente.worlds import Worlds
from detente.worlds.errors import Interval, mean


@dataclass(frozen=True)
class Payoffs:
    """What decisions are worth, under each explanation supposed in each world.

    Attributes:
        decisions: Ids of the decisions.
        parties: Whose points count: the party advised, or in a mediator's view each principal that could gain.
        likely: Array (explanations, worlds): how likely both are after the evidence; adds up to 1.
        engaged: Array (decisions, explanations, worlds): how likely the other side is to engage.
        brought: Array (parties, decisions, explanations, worlds): what each brings if it does.
        asked: Array (parties, worlds): what asking in vain costs.
        proposes: Array (decisions): whether it proposes anything.
        branches: Decision → branch of the outcome tree → how likely it is; nothing for one that proposes nothing.
    """

    decisions: tuple[str, ...]
    parties: tuple[str, ...]
    likely: Floats
    engaged: Floats
    brought: Floats
    asked: Floats
    proposes: Floats
    branches: Mapping[str, Mapping[str, Interval]]

    @property
    def belief(self) -> Floats:
        """Array (explanations): how likely each is after the evidence."""
        return np.asarray(self.likely.sum(axis=1))

    @cached_property
    def table(self) -> Floats:
        """Array (parties, decisions, explanations): what each decision is worth if that explanation is true."""
        return self.given(np.ones_like(self.likely), np.ones(self.likely.shape[1]))[1]

    @cached_property
    def _under(self) -> Floats:
        """Array (explanations, worlds): how likely each world is if an explanation is true; even if it is ruled out."""
        weight = np.where(self.belief[:, None] > 0, self.likely, 1.0)
        return np.asarray(weight / weight.sum(axis=1, keepdims=True))

    def chance(self, seen: Floats) -> Floats:
        """Return how likely something is under each explanation, from array (explanations, worlds)."""
        return np.asarray((self._under * seen).sum(axis=1))

    def in_each_world(self, party: int, decision: int, raised: Floats) -> Floats:
        """Return array (explanations, worlds): what a decision is worth to a party there, its odds multiplied."""
        taken = shifted(self.engaged[decision], raised)
        vain = (1 - taken) * self.asked[party] * self.proposes[decision]
        return np.asarray(taken * self.brought[party, decision] - vain)

    def given(self, seen: Floats, raised: Floats) -> tuple[Floats, Floats]:
        """What are decisions worth once something was seen?

        Args:
            seen: Array (explanations, worlds): how likely what was seen is there.
            raised: Array (worlds): what it multiplies the odds by that the other side engages.

        Returns:
            Array (explanations): how likely it is under each; and array (parties, decisions, explanations): what each
            decision is worth then. Under an explanation that is ruled out no world is likelier than another; where it
            cannot be seen under an explanation, nothing is worth anything.
        """
        weight = self._under * seen
        chance = weight.sum(axis=1)
        share = np.divide(weight, chance[:, None], out=np.zeros_like(weight), where=chance[:, None] > 0)
        taken = shifted(self.engaged, raised)
        found = np.einsum("hw,dhw,pdhw->pdh", share, taken, self.brought, optimize=True)
        vain = np.einsum("hw,dhw,pw->pdh", share, 1 - taken, self.asked, optimize=True)
        return chance, np.asarray(found - vain * self.proposes[:, None])


def shifted(chance: Floats, odds: Floats) -> Floats:
    """Return chances whose odds are multiplied.

    Example:
        >>> shifted(np.array([0.5, 0.0, 1.0]), np.array([2.0, 2.0, 2.0])).round(3).tolist()
        [0.667, 0.0, 1.0]
    """
    return np.asarray(odds * chance / np.maximum(1 - chance + odds * chance, 1e-300))


def payoffs(bound: BoundDecisions, worlds: Worlds, agreement: Agreement, likely: Floats) -> Payoffs:
    """What is each decision worth under each explanation?

    Each explanation is supposed in turn in the same worlds, so that decisions differ by it and not by chance.

    Args:
        bound: The decisions, with their packages and roadmaps.
        worlds: The worlds.
        agreement: What can be agreed.
        likely: Array (explanations, worlds): how likely both are after the evidence, up to a factor.
    """
    case, names = worlds.case, tuple(bound.packages)
    scale = scales(worlds, agreement)
    advised, cost = side_advised(case), asking(worlds)
    shape = (len(names), len(case.explanations), worlds.size)
    engaged, brought = np.zeros(shape), np.zeros((len(scale), *shape))
    branch = np.zeros(shape, dtype=np.intp)
    known = list(dict.fromkeys(package for package in bound.packages.values() if package is not None))
    ways = {package: bound.roadmaps[package] for package in known if package in bound.roadmaps}
    shares = kept_along(ways, worlds, agreement.main.plan)
    alike: dict[frozenset[str], tuple[Mapping[str, Floats], Floats]] = {}
    for h, explanation in enumerate(case.explanations if known else ()):
        supposed = worlds.supposing(explanation)
        ready = readiness(supposed)
        same = case.implies(explanation) & _asked_after(case)
        if same not in alike:
            judged = prospects_along(agreement.main.plan, known, ways, supposed, shares, alone=True)
            alike[same] = if_engaged(judged, ready.years, cost, advised), judged.branch
        gains, ends = alike[same]
        chance = ready.of(agreement.main.plan, known)
        for d, package in enumerate(bound.packages.values()):
            if package is not None:
                row = known.index(package)
                engaged[d, h], branch[d, h] = chance[row], ends[row]
                for n, (party, factor) in enumerate(scale.items()):
                    brought[n, d, h] = gains[party][row] * factor
    joint = likely / likely.sum()
    return Payoffs(
        decisions=names,
        parties=tuple(scale),
        likely=joint,
        engaged=engaged,
        brought=brought,
        asked=np.array([cost * factor if p == advised else np.zeros_like(cost) for p, factor in scale.items()]),
        proposes=np.array([package is not None for package in bound.packages.values()], dtype=float),
        branches=_shares(bound.packages, joint, engaged, branch),
    )


def scales(worlds: Worlds, agreement: Agreement) -> dict[str, float]:
    """Return principal that counts → what turns present values of its points into what is shown.

    For the party advised that is points a year, the yearly flow that is worth as much; in a mediator’s view it is the
    share of the largest gain that a principal could hope for, and one that could gain nothing does not count.
    """
    case, weight = worlds.case, worlds.weight() / worlds.total
    advised = side_advised(case)
    rates = yearly_rates(worlds)
    if advised is not None:
        return {advised: 1 / float(weight @ (1 / rates[advised]))}
    hoped = {p: float(weight @ (agreement.main.best[p] / rates[p])) for p in case.principals}
    return {p: 1 / best for p, best in hoped.items() if best > 0}


def _asked_after(case: Case) -> frozenset[str]:
    """Return the hypotheses on which a position or reservation value depends."""
    return frozenset(condition.hypothesis for _, stated in conditioned(case) for condition in stated.when)


def _shares(
    packages: Mapping[str, OptionNumbers | None], joint: Floats, engaged: Floats, branch: Ints
) -> dict[str, dict[str, Interval]]:
    """Return decision → branch → how likely it is, over explanations and worlds."""
    weight = joint.sum(axis=0)

    def likely(chance: Floats) -> Interval:
        """Return the mean of a chance under each explanation in each world."""
        each = np.divide((joint * chance).sum(axis=0), weight, out=np.zeros_like(weight), where=weight > 0)
        return mean(each, weight)

    found: dict[str, dict[str, Interval]] = {}
    for d, (name, package) in enumerate(packages.items()):
        if package is not None:
            ends = {end: likely(engaged[d] * (branch[d] == n)) for n, end in enumerate(BRANCHES)}
            found[name] = {"no-answer": likely(1 - engaged[d])} | ends
    return found
