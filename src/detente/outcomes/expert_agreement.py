"""Where experts agree and differ, judgement by judgement, and whether it matters whom one believes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.arrays import Floats
from detente.case.judgements import ExpertRange, Judgement
from detente.case.model import Case, experts_of
from detente.outcomes.run import Outcomes
from detente.outcomes.splits import splits
from detente.outcomes.stream_labels import clause, label
from detente.outcomes.units import unit_of
from detente.worlds.errors import Interval
from detente.worlds.quantiles import quantile

POINTS = 512  # quantiles by which two beliefs are compared
BELIEVED = {
    "together": "A world believes one of the same experts on everything that they judge.",
    "by-party": "A world believes one expert on all that concerns one party.",
    "by-judgement": "A world believes one expert on each judgement.",
}


@dataclass(frozen=True)
class ExpertDisagreement:
    """What experts say of one judgement.

    Attributes:
        path: Its path.
        label: What it is about.
        unit: Its unit.
        views: What each expert says, in the order of ids.
        overlap: Of two experts, what both hold possible as a share of what either does; the mean over pairs, by weight.
        distance: Of two experts, how far one's belief must be moved to become the other's, as a share of what either
            holds possible; the mean over pairs, by weight. 0 if they say the same, 1 for two numbers that differ.
        stream: What decides whom to believe on it.
    """

    path: str
    label: str
    unit: str
    views: tuple[ExpertRange, ...]
    overlap: float
    distance: float
    stream: str


@dataclass(frozen=True)
class WhomToAsk:
    """What it means for the headline which of some experts is believed.

    Attributes:
        stream: What decides whom to believe.
        label: The same in words.
        judgements: On how many judgements it decides that.
        shares: Expert → share of worlds in which the headline holds among those in which that expert is believed.
        apart: The largest of these shares less the smallest, with its error.
        beyond_chance: Whether the headline turns on it, beyond what noise shows.
    """

    stream: str
    label: str
    judgements: int
    shares: dict[str, Interval]
    apart: Interval
    beyond_chance: bool


def disagreements(case: Case) -> tuple[ExpertDisagreement, ...]:
    """Return what experts say of each judgement on which they differ, those furthest apart first."""
    found = []
    for path, placed in case.judgements.items():
        if placed.whom is not None:
            views = placed.judgement.experts
            shared, apart = _mean(views, overlap), _mean(views, distance)
            said = ExpertDisagreement(path, clause(case, path), unit_of(path), views, shared, apart, placed.whom)
            found.append(said)
    return tuple(sorted(found, key=lambda one: (-one.distance, one.overlap, one.path)))


def believed(case: Case) -> str:
    """Say for how much a world of a case draws at once whom to believe."""
    return BELIEVED["together" if case.elicitation is None else case.elicitation.drawn]


def whom_to_ask(outcomes: Outcomes, headline: str = "") -> tuple[WhomToAsk, ...]:
    """Return what it means for the package of page one which experts are believed, what matters most first.

    Args:
        outcomes: A run.
        headline: What is asked about where that package is judged in one respect alone, so that nothing is asked of it
            at once; without it the answer is empty then.
    """
    if outcomes.joints:
        holds, drivers = outcomes.joints[0].holds, outcomes.joints[0].drivers
    elif headline:
        holds, drivers = outcomes.table.joint(headline), outcomes.drivers[headline]
    else:
        return ()
    worlds = outcomes.worlds
    judged: dict[str, int] = {}
    for placed in worlds.case.judgements.values():
        if placed.whom is not None:
            judged[placed.whom] = judged.get(placed.whom, 0) + 1
    known = splits(worlds, [path for path, placed in worlds.case.judgements.items() if placed.whom is not None])
    moved = {driver.stream for driver in drivers}
    found = []
    for stream, judgements in judged.items():
        chosen = [known[stream].bins == number for number in range(len(experts_of(stream)))]
        shares = [worlds.sampled(holds, of) for of in chosen]
        told = [share for share, of in zip(shares, chosen, strict=True) if of.any()]
        found.append(
            WhomToAsk(
                stream,
                label(worlds.case, stream),
                judgements,
                dict(zip(experts_of(stream), shares, strict=True)),
                _apart(told),
                stream in moved,
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.beyond_chance, -one.apart.value, one.stream)))


def distance(one: Judgement, other: Judgement) -> float:
    """Return how far one belief must be moved to become the other, as a share of what either holds possible.

    It is the mean distance of equal quantiles, Wasserstein's of order one.

    Example:
        >>> from detente.case.judgements import parse
        >>> round(distance(parse([0, 1]), parse([1, 2])), 3), distance(parse([0, 1]), parse([0, 1]))
        (0.5, 0.0)
    """
    width = max(one.high, other.high) - min(one.low, other.low)
    if width == 0:
        return 0.0
    at: Floats = (np.arange(POINTS) + 0.5) / POINTS
    return float(np.abs(quantile(one, at) - quantile(other, at)).mean() / width)


def overlap(one: Judgement, other: Judgement) -> float:
    """Return what both hold possible as a share of what either does.

    Example:
        >>> from detente.case.judgements import parse
        >>> overlap(parse([0, 2]), parse([1, 4])), overlap(parse(1), parse(1)), overlap(parse(1), parse([0, 2]))
        (0.25, 1.0, 0.0)
    """
    width = max(one.high, other.high) - min(one.low, other.low)
    return max(0.0, min(one.high, other.high) - max(one.low, other.low)) / width if width > 0 else 1.0


def _mean(views: tuple[ExpertRange, ...], measure: Callable[[Judgement, Judgement], float]) -> float:
    """Return the mean of a measure over pairs of experts, by the product of their weights."""
    pairs = [(one.weight * other.weight, measure(one.says, other.says)) for one, other in combinations(views, 2)]
    return sum(weight * value for weight, value in pairs) / sum(weight for weight, _ in pairs)


def _apart(shares: list[Interval]) -> Interval:
    """Return the difference of the largest and the smallest of independent shares, with its error."""
    low, high = (pick(shares, key=lambda share: share.value) for pick in (min, max))
    value = high.value - low.value
    down = np.hypot(high.value - high.low, low.high - low.value)
    up = np.hypot(high.high - high.value, low.value - low.low)
    return Interval(value, value - float(down), value + float(up))
