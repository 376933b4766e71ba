"""What becomes of packages that are carried out at once: who leaves, who breaks, and what each side is left with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability import STABILITY
from detente.chapters.stability.compliance import Ledger, opened
from detente.worlds import Draws


@dataclass(frozen=True)
class Endings:
    """How packages end in a block of worlds; arrays are (packages, worlds).

    Attributes:
        stopped: Whether leaving is worth more to somebody than staying.
        broken: Whether somebody would gain by cheating, where nobody leaves.
        left: Principal → what it has more than no talks where it is stopped or broken, present value; else 0.
    """

    stopped: Bools
    broken: Bools
    left: Mapping[str, Floats]


def measured(case: Case) -> bool:
    """Whether a case says enough about its measures to judge whether packages are kept."""
    part = case.parts.get("stability")
    return part is not None and bool(part.measures) and not STABILITY.lacks(case)


def endings(packages: Sequence[OptionNumbers], draws: Draws) -> Endings:
    """How do packages end that are carried out at once?"""
    ledger = opened(draws)
    found = [_ending(ledger, package, draws.case.principals) for package in packages]
    return Endings(
        np.array([stopped for stopped, _, _ in found]),
        np.array([broken for _, broken, _ in found]),
        {p: np.array([left[p] for _, _, left in found]) for p in draws.case.principals},
    )


def _ending(
    ledger: Ledger, package: OptionNumbers, principals: Sequence[str]
) -> tuple[Bools, Bools, dict[str, Floats]]:
    """Where is a package stopped, where broken, and what is left then?"""
    ledger = ledger.at(package)  # what an outbreak of a crisis adds is the same everywhere, and only differences count
    terms, parties = ledger.terms, ledger.parties
    keep = {p: ledger.steady(p, package) for p in parties}
    nothing = {p: ledger.no_talks(p) for p in parties}
    leave = {p: ledger.leave(p, package) for p in parties}
    slight = {p: TOLERANCE * terms.scales[p] / terms.rates[p] for p in parties}
    stopped = np.any([keep[p] < leave[p] - slight[p] for p in parties], axis=0)
    breaches = {p: ledger.breaches(p, package, package) for p in parties}
    tempted = {}
    for p in parties:
        most = np.maximum.reduce([np.full(stopped.shape, -np.inf), *(b.worth for b in breaches[p])])
        gains = most - keep[p]
        share = gains * terms.rates[p] / np.where(terms.spans[p] > 0, terms.spans[p], 1.0)
        tempted[p] = np.where(gains > slight[p], share, -np.inf)
    top = np.maximum.reduce(list(tempted.values()))
    broken = ~stopped & np.isfinite(top)
    left = {p: np.where(stopped, leave[p] - nothing[p], 0.0) for p in principals}
    if broken.any():
        breakers = {p: broken & (tempted[p] >= top - TOLERANCE) for p in parties}
        each = 1.0 / np.maximum(np.sum(list(breakers.values()), axis=0), 1)
        for breaker, where in breakers.items():
            if where.any():
                for p in principals:
                    value = _after_breach(ledger, package, breaker, p, slight[breaker])
                    left[p] = left[p] + np.where(where, each * (value - nothing[p]), 0.0)
    return np.asarray(stopped), np.asarray(broken), left


def _after_breach(ledger: Ledger, package: OptionNumbers, breaker: str, party: str, slight: Floats) -> Floats:
    """What has a party after another's, or its own, best breach: the worst for it of those tied for the breaker."""
    own = ledger.breaches(breaker, package, package)
    best = np.maximum.reduce([breach.worth for breach in own])
    if party == breaker:
        return np.asarray(best)
    theirs = ledger.breaches(breaker, package, package, victim=party)
    tied = [np.where(o.worth >= best - slight, t.worth, np.inf) for o, t in zip(own, theirs, strict=True)]
    return np.asarray(np.minimum.reduce(tied))
