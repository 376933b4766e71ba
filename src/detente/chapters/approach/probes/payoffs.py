"""The worth of each later decision under each explanation, from agreement, stability and roadmap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.case.references import conditioned
from detente.chapters.agreement import Agreement, Groundwork, OptionNumbers, evaluate, scores
from detente.chapters.approach.schema import ApproachFile, LaterDecision, stated
from detente.chapters.contract import Upstream
from detente.chapters.roadmap import REACHABLE
from detente.chapters.stability import DURABLE
from detente.worlds import Draws, Worlds

# Columns of other chapters that must hold for a package to bring what it promises, where those chapters ran.
KEPT = (DURABLE, REACHABLE)


@dataclass(frozen=True)
class Payoffs:
    """The worth of decisions to the party advised, points a year.

    Attributes:
        decisions: Ids of the decisions.
        table: Array (decisions, explanations): worth of each decision under each explanation.
        kept: Decision → share of the worlds in which its package is attainable that also find it durable and reachable,
            as far as those chapters ran. Gains from the package are multiplied by it.
    """

    decisions: tuple[str, ...]
    table: Floats
    kept: Mapping[str, float]

    def best_decision(self, belief: Floats) -> str:
        """Return the decision with the largest expected payoff under a belief, an array (explanations)."""
        return self.decisions[int((self.table @ belief).argmax())]


def payoffs(case: Case, worlds: Worlds, agreement: Agreement, upstream: Upstream, likely: Floats) -> Payoffs:
    """Return the worth of each decision under each explanation.

    Each explanation is assumed in turn in the same worlds, so that payoffs differ by the explanation and not by chance.

    Args:
        case: The case.
        worlds: The worlds.
        agreement: The result of the agreement chapter.
        upstream: Results of the other chapters.
        likely: Array (explanations, worlds): weight of each world under each explanation, after the evidence.
    """
    part: ApproachFile = case.parts["approach"]
    known = {name: _package(agreement, decision) for name, decision in part.decisions.items()}
    open_to = {name: package for name, package in known.items() if package or part.decisions[name].package is None}
    packages = list(dict.fromkeys(package for package in open_to.values() if package is not None))
    kept = {name: _kept(worlds, agreement, upstream, package) for name, package in open_to.items() if package}
    advised = case.advises or ""
    blocks = list(worlds.each(partial(_gains, agreement.main.plan, packages, advised, _alike(case))))
    gains = np.concatenate([gain for gain, _ in blocks], axis=-1)  # (explanations, packages, worlds)
    reached = np.concatenate([yes for _, yes in blocks], axis=-1)
    share = shares_of_worlds(likely)
    refused = {name: f"approach/decisions/{name}/refused" for name in kept}
    rate = rate_of_one_off(part)
    judged = worlds.judged([rate, *refused.values()])
    yearly = judged[rate]
    table = np.zeros((len(open_to), len(case.explanations)))
    for row, (name, package) in enumerate(open_to.items()):
        if package is not None:
            n = packages.index(package)
            succeeds = _taken_up(case, worlds, name, part.decisions[name]) * reached[:, n]
            brought = succeeds * kept[name] * gains[:, n] - (1 - succeeds) * judged[refused[name]] * yearly
            table[row] = (share * brought).sum(axis=1)
    return Payoffs(tuple(open_to), table, kept)


def shares_of_worlds(likely: Floats) -> Floats:
    """Return the share that each world has under each explanation, from weights (explanations, worlds).

    Under an explanation that is ruled out no world is likelier than another; nothing is then weighted by it.
    """
    total = likely.sum(axis=1, keepdims=True)
    even = np.full_like(likely, 1 / likely.shape[1])
    return np.asarray(np.divide(likely, total, out=even, where=total > 0))


def rate_of_one_off(part: ApproachFile) -> str:
    """Return the path of the yearly rate at which one-off points count as a yearly flow.

    Args:
        part: The `approach.yaml` of the case.

    Returns:
        The path of `one_off`, or of `waiting` where the case does not state it.
    """
    return "approach/waiting" if part.one_off is None else "approach/one_off"


def _package(agreement: Agreement, decision: LaterDecision) -> OptionNumbers | None:
    """Return the package that a decision proposes; None if it proposes none, or none of its kind is recommended."""
    if decision.package is not None and decision.package in agreement.named:
        return agreement.named[decision.package]
    if decision.package == "proposed":  # the choice of the chapter proposal where it ran, else the first recommended
        return agreement.first
    return next((r.package for r in agreement.recommended if r.kind == decision.package), None)


def _taken_up(case: Case, worlds: Worlds, name: str, decision: LaterDecision) -> Floats:
    """Return array (explanations, worlds): probability that the other side looks at a proposal at all."""
    at = f"approach/decisions/{name}/taken_up"
    paths = {e: f"{at}/{stated(case, e, decision.taken_up)}" for e in case.explanations}
    found = worlds.judged(paths.values())
    return np.array([found[paths[e]] for e in case.explanations])


def _alike(case: Case) -> tuple[str, ...]:
    """Return, for each explanation, the first one under which all judgements with `when` are the same."""
    asked = {condition.hypothesis for _, stated in conditioned(case) for condition in stated.when}
    seen: dict[frozenset[str], str] = {}
    return tuple(seen.setdefault(case.implies(e) & asked, e) for e in case.explanations)


def _gains(
    plan: Groundwork, packages: list[OptionNumbers], party: str, alike: tuple[str, ...], draws: Draws
) -> tuple[Floats, np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return arrays (explanations, packages, worlds): gain of a party, and whether the package is attainable."""
    parties = tuple(dict.fromkeys([*plan.parties, party]))
    found = {}
    for explanation in dict.fromkeys(alike):
        block = scores(plan.case, draws.supposing(explanation), parties, plan.needs)
        judged = evaluate(plan, packages, block)
        found[explanation] = judged.value[party] - block.parties[party].reservation, judged.attainable
    return np.array([found[e][0] for e in alike]), np.array([found[e][1] for e in alike])


def _kept(worlds: Worlds, agreement: Agreement, upstream: Upstream, package: OptionNumbers) -> float:
    label, row = agreement.label(package), agreement.detail.index(package)
    attainable = agreement.detail.attainable[row]
    holds = attainable.copy()
    for form in KEPT:
        found = upstream.column(form.named(label))
        holds &= True if found is None else np.asarray(found.values)
    some = worlds.share(attainable)
    return worlds.share(holds) / some if some > 0 else 0.0
