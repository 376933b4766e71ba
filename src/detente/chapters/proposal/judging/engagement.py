"""How likely the other side is to engage at all, and how soon, in every world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import Groundwork, OptionNumbers
from detente.chapters.proposal.schema import OTHERWISE, ProposalFile
from detente.chapters.reading import where_true, would_still_reply
from detente.worlds import Draws, Worlds

Basis = Literal["judged", "silence", "unknown"]


@dataclass(frozen=True)
class Readiness:
    """Whether the other side engages.

    Attributes:
        basis: judged, silence (of the recipients of messages), or unknown.
        chance: Array (worlds): how likely it is before any offer shifts it; 1 where it is unknown.
        odds: Offer → array (worlds): what it multiplies the odds by.
        years: Array (worlds): years until it engages.
        trace: Paths of the judgements that were read.
    """

    basis: Basis
    chance: Floats
    odds: dict[str, Floats]
    years: Floats
    trace: frozenset[str]

    def of(self, plan: Groundwork, packages: Sequence[OptionNumbers]) -> Floats:
        """Return how likely it is to engage with each package, array (packages, worlds)."""
        found = np.repeat(self.chance[None, :], len(packages), axis=0)
        if self.odds:
            offers = plan.case.parts["proposal"].engaged.offers
            for row, package in enumerate(packages):
                for name, odds in self.odds.items():
                    if _has(plan, package, offers[name].options, offers[name].scope):
                        chance = found[row]
                        found[row] = odds * chance / np.maximum(1 - chance + odds * chance, 1e-300)
        return found


def readiness(worlds: Worlds) -> Readiness:
    """How likely is the other side to engage?

    Returns:
        As `proposal.yaml` judges it; else as the silence of the recipients in `reading.yaml` tells, but for that of
        the side advised; else unknown.
    """
    case = worlds.case
    said: ProposalFile | None = case.parts.get("proposal")
    blocks = list(worlds.each(partial(_chance, case)))
    offers = said.engaged.offers if said is not None and said.engaged is not None else {}
    paths = {name: f"proposal/engaged/offers/{name}/odds" for name in offers}
    months = ["proposal/engaged/months"] if "proposal/engaged/months" in case.judgements else []
    judged = worlds.judged([*paths.values(), *months])
    return Readiness(
        basis=blocks[0][0],
        chance=np.concatenate([chance for _, chance, _ in blocks]),
        odds={name: judged[path] for name, path in paths.items()},
        years=judged[months[0]] / 12 if months else np.zeros(worlds.size),
        trace=frozenset().union(*(trace for *_, trace in blocks), paths.values(), months),
    )


def _chance(case: Case, draws: Draws) -> tuple[Basis, Floats, frozenset[str]]:
    said: ProposalFile | None = case.parts.get("proposal")
    before = set(draws.trace)
    if said is not None and said.engaged is not None:
        own = {e for subject in case.subjects if subject.is_of(case.advises) for e in subject.explanations}
        others = [name for name in said.engaged.chance if name not in own]
        if set(others) <= {OTHERWISE} and len(others) < len(said.engaged.chance):
            return "unknown", np.ones(draws.size), frozenset()
        stated = {name: draws.value(f"proposal/engaged/chance/{name}") for name in others}
        return "judged", where_true(draws, stated), frozenset(draws.trace - before)
    heard = [
        would_still_reply(draws, subject, name, case.date)[draws.true_of(number), np.arange(draws.size)]
        for number, subject in enumerate(case.subjects)
        for name in subject.said.recipients
        if not subject.is_of(case.advises)
    ]
    if not heard:
        return "unknown", np.ones(draws.size), frozenset()
    return "silence", np.prod(heard, axis=0), frozenset(draws.trace - before)


def _has(plan: Groundwork, package: OptionNumbers, options: dict[str, str], scope: str | None) -> bool:
    """Whether a package has one of these options, or belongs to a scope."""
    has = plan.packages.options(package)
    if any(has.get(issue) == option for issue, option in options.items()):
        return True
    if scope is None:
        return False
    first, second = plan.scopes[scope]
    a, b = plan.packages.place(package)
    return bool(first[a] and second[b])
