"""Measures that can be carried out in shares: how large a first share may be, and how large a gesture must be.

What a side gives and gets is taken over the whole package, compared with no talks. A measure is taken to buy the part
of what the side gets that equals its part of what the side gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.arrays import Floats
from detente.chapters.roadmap.judging.lattice_values import overhead
from detente.chapters.roadmap.judging.stated_beliefs import stated_belief
from detente.chapters.roadmap.questions.irreversible_steps import first_step
from detente.chapters.roadmap.questions.reassurance import GestureStage
from detente.chapters.roadmap.questions.starting_small import GrowingStakes, first_stake, shortest
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.chapters.stability.compliance import Terms, read
from detente.findings import joined
from detente.worlds import Draws, Worlds


@dataclass(frozen=True)
class Share:
    """A measure that one principal can carry out in shares; arrays (worlds) of shares of the whole measure.

    Attributes:
        issue: Number of the issue.
        option: Number of the option.
        party: Who carries it out.
        irreversible: Largest first share if no share could be taken back: 1 − k/d, the smallest over principals.
        small: Largest first share at the mover's stated belief that the other side is sincere.
        years: Years in which shares then grow to the whole.
        least: Smallest gesture that reassures; NaN where the case does not say what exploiting it is worth, or where
            there is nothing to gain, to lose, or to exploit.
        most: Largest gesture that a side dares to make; NaN likewise.
    """

    issue: int
    option: int
    party: str
    irreversible: Floats
    small: Floats
    years: Floats
    least: Floats
    most: Floats


def shares(plan: RoadmapSpace, worlds: Worlds) -> tuple[Share, ...]:
    """Return how large the first share of each measure may be that can be carried out in shares.

    Only measures of the package count that one principal carries out alone.

    Args:
        plan: The package.
        worlds: The worlds.
    """
    case = plan.case
    found = []
    for issue, named in plan.said.partial.items():
        n, option, movers = plan.numbers[issue], case.ladder(issue).index(named), case.issues[issue].movers
        if plan.target[n] == option and len(movers) == 1 and movers[0] in case.principals:
            blocks = list(worlds.each(partial(_block, plan, n, option, movers[0])))
            found.append(Share(n, option, movers[0], **joined(blocks)))
    return tuple(found)


def _block(plan: RoadmapSpace, issue: int, option: int, party: str, draws: Draws) -> Mapping[str, Floats]:
    terms, case = read(draws), plan.case
    measure, rate = terms.measure(issue, option), terms.rates[party]
    length = measure.lead + measure.detection + overhead(draws)
    ratios = [_ratio(terms, plan, p) for p in case.principals]
    patience = [np.exp(-terms.rates[p] * length) for p in case.principals]
    steps = [first_step(ratio, d) for ratio, d in zip(ratios, patience, strict=True)]
    cost = np.maximum(0.0, -terms.worth[party][issue][option])
    mine = ratios[case.principals.index(party)]
    flow = np.where(np.isfinite(mine) & (mine > 0), cost / np.where(mine > 0, mine, 1.0) - cost, 0.0)
    other = next(p for p in case.principals if p != party)
    found_after = _detection(terms, plan, other)
    loss = cost * _left(rate, found_after, measure.own)
    gain = np.maximum(0.0, terms.worth[other][issue][option])
    temptation = gain * _left(terms.rates[other], found_after, measure.others)
    belief = stated_belief(draws, party, other)
    small, years = _small(GrowingStakes(rate, flow, loss, temptation, temptation), belief)
    least, most = _window(plan, draws, party, other, (flow / rate, loss, temptation, belief))
    return {
        "irreversible": np.minimum.reduce(steps),
        "small": small,
        "years": years,
        "least": least,
        "most": most,
    }


def _ratio(terms: Terms, plan: RoadmapSpace, party: str) -> Floats:
    """Return array (worlds): what a party gives in the package for each point that it gets.

    What it gets includes linkages, less its reservation value; the ratio is infinite where it gets nothing.
    """
    given: Floats | float = 0.0
    got: Floats | float = 0.0
    for issue, option in enumerate(plan.target):
        if option:
            worth = terms.worth[party][issue][option]
            if party in terms.movers[issue]:
                given = given + np.maximum(0.0, -worth)
            else:
                got = got + np.maximum(0.0, worth)
    got = got - terms.reservation[party]
    for link in terms.linkages[party]:
        if all(plan.target[issue] in options for issue, options in link.members.items()):
            got = got + link.value
    size = terms.rates[party].shape
    gives, gets = np.broadcast_to(given, size), np.broadcast_to(got, size)
    return np.asarray(np.divide(gives, gets, out=np.full(size, np.inf), where=gets > 0))


def _detection(terms: Terms, plan: RoadmapSpace, party: str) -> Floats:
    """Return array (worlds): years until a breach by a party is found, for the slowest of its measures."""
    times = [
        terms.measure(issue, option).detection
        for issue, option in enumerate(plan.target)
        if option and party in terms.movers[issue]
    ]
    return np.asarray(np.maximum.reduce([np.zeros_like(terms.rates[party]), *times]))


def _left(rate: Floats, found: Floats, reversible: Floats) -> Floats:
    """Return the present value of a point a year until a breach is found, and of the irreversible part afterwards."""
    fade = np.exp(-rate * found)
    return np.asarray((1 - fade + fade * (1 - reversible)) / rate)


def _small(stakes: GrowingStakes, belief: Floats) -> tuple[Floats, Floats]:
    """Return the first share at a stated belief, and the years until the whole.

    The share is 1, at once, where the belief is certain or nothing can be lost or exploited; and 0 where there is
    nothing to gain.
    """
    flow, loss, tempted = (np.asarray(value) for value in (stakes.flow, stakes.loss, stakes.temptation))
    sure = (belief >= 1) | (loss <= 0) | (tempted <= 0)
    counts = ~sure & (flow > 0) & (belief > 0)
    safe = GrowingStakes(
        stakes.rate,
        np.where(counts, flow, 1.0),
        np.where(counts, loss, 1.0),
        np.where(counts, tempted, 1.0),
        np.where(counts, tempted, 1.0),
    )
    prior = np.where(counts, belief, 0.5)
    years = shortest(safe, prior)
    share = first_stake(safe, prior, years)
    return np.where(counts, share, sure.astype(float)), np.where(counts, years, 0.0)


def _window(
    plan: RoadmapSpace, draws: Draws, party: str, other: str, worth: tuple[Floats, Floats, Floats, Floats]
) -> tuple[Floats, Floats]:
    """Return the smallest gesture that reassures and the largest that is dared; NaN where `Share` says so."""
    whole, loss, temptation, belief = worth
    unknown = np.full(draws.size, np.nan)
    if other not in plan.said.exploiting:
        return unknown, unknown
    tempted = draws.value(f"roadmap/exploiting/{other}")
    counts = (whole > 0) & (loss > 0) & (tempted > 1)
    size = np.where(counts, whole, 1.0)
    payoffs = GestureStage(
        np.where(counts, loss / size, 1.0), np.minimum(0.99, temptation / size), np.where(counts, tempted, 2.0)
    )
    least, most = payoffs.window(np.clip(belief, 1e-6, 1.0))
    return np.where(counts, least, np.nan), np.where(counts, most, np.nan)
