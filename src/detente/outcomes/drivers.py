"""What a headline turns on: the draws that its variance over worlds lies between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import EVENT, EXPERTS, explains
from detente.findings.words import within
from detente.outcomes.chance import ChanceLevels
from detente.outcomes.splits import BINS, Split
from detente.worlds import Worlds
from detente.worlds.errors import Interval
from detente.worlds.unknowns import Kind

LEAST = 0.02  # an explanation that is true in less of the worlds is no end of a contrast


@dataclass(frozen=True)
class Driver:
    """One draw that a headline turns on.

    Attributes:
        stream: The uniform: a judgement, a ladder of judgements, or (marked `!`) whether an event happens.
        kind: judgement; event, which happens or not; or decision, which the side advised can take.
        eta2: Share of the headline's variance between ten bins of the judgement, or between worlds in which the event
            happens and others, 0 to 1.
        low: Share of worlds in which the headline holds, in the lowest fifth of the judgement; where the event does not
            happen; or under the explanation, or by the expert, under which it holds least.
        high: The same in the highest fifth, where the event happens, or under the explanation or by the expert that
            favours it most.
        chance: Share of worlds in which the event happens; None for what is not one event.
        path: Path of the event's probability; None for what is not one event.
        sourced: Whether every judgement of the stream rests on a source, and none on its author alone.
        errors: low, high and chance → its error of sampling.
    """

    stream: str
    kind: Kind
    eta2: float
    low: float
    high: float
    chance: float | None
    path: str | None
    sourced: bool
    errors: Mapping[str, Interval] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """Say low, high or chance with its error."""
        share = float(getattr(self, name))
        error = self.errors.get(name, Interval(share, share, share))
        return within(share, error.low, error.high)


def drivers(worlds: Worlds, headline: Bools, splits: Mapping[str, Split]) -> tuple[Driver, ...]:
    """On which judgements does a headline turn?

    Args:
        worlds: The worlds.
        headline: In which worlds it holds.
        splits: The splits by everything on which it may turn, by name.

    Returns:
        Drivers by falling η², those above what noise reaches with any of these splits in one headline of a hundred.
        Of the events of one ladder, the one that explains most.
    """
    if not splits or headline.all() or not headline.any():
        return ()
    weight, value = worlds.weight(), headline.astype(float)
    if not 0 < weight @ value < weight.sum():
        return ()
    chance = ChanceLevels(value, weight, worlds.seed, [split.counts for split in splits.values()])
    varies = Variation.of(value, weight)
    strength = {name: varies.between(split.bins, split.mass) for name, split in splits.items()}
    found: dict[str, Driver] = {}
    for name in sorted(strength, key=lambda s: -strength[s]):
        split = splits[name]
        if split.stream not in found and strength[name] > chance.of(split.counts):
            found[split.stream] = _driver(worlds, value, weight, split, strength[name])
    return tuple(found.values())


@dataclass(frozen=True)
class Variation:
    """The weighted variation of a value over worlds.

    Attributes:
        mean: Its mean.
        total: Weighted sum of the squares of its deviations.
        weighted: Array (worlds): the value times the weight.
    """

    mean: float
    total: float
    weighted: Floats

    @classmethod
    def of(cls, value: Floats, weight: Floats) -> Variation:
        """Look at a value: arrays (worlds)."""
        mean = np.average(value, weights=weight)
        return cls(float(mean), float(np.sum(weight * (value - mean) ** 2)), weight * value)

    def between(self, bins: Ints, mass: Floats) -> float:
        """Return which share of it lies between bins: η².

        Args:
            bins: Array (worlds): the bin of each.
            mass: Array (bins): weight of the worlds in each.

        Example:
            >>> import numpy as np
            >>> Variation.of(np.array([0.0, 0, 1, 1]), np.ones(4)).between(np.array([0, 0, 1, 1]), np.array([2.0, 2.0]))
            1.0
        """
        if self.total <= 0:
            return 0.0
        sums = np.bincount(bins, weights=self.weighted, minlength=len(mass))
        if not mass.all():  # what lies in no world is in no bin
            there = mass != 0
            sums, mass = sums[there], mass[there]
        return float((mass * (sums / mass - self.mean) ** 2).sum() / self.total)


def _driver(worlds: Worlds, value: Floats, weight: Floats, split: Split, strength: float) -> Driver:
    chance, errors = None, {}
    if explains(split.stream) or split.stream.startswith(EXPERTS):
        mass = np.bincount(split.bins, weights=weight)
        told = mass >= LEAST * mass.sum()
        shares = np.bincount(split.bins, weights=weight * value)[told] / mass[told]
        ends = [split.bins == np.flatnonzero(told)[at] for at in (shares.argmin(), shares.argmax())]
    elif split.happens:
        ends = [split.bins == side for side in (0, 1)]
        chance, errors = worlds.share(split.bins == 1), {"chance": worlds.sampled(split.bins == 1)}
    else:
        ends = [split.bins < 2, split.bins >= BINS - 2]
    low, high = (worlds.sampled(value > 0, end) for end in ends)
    errors |= {"low": low, "high": high}
    sourced = worlds.case.sourced_streams.get(split.stream.removesuffix(EVENT), True)
    return Driver(split.stream, split.kind, strength, low.value, high.value, chance, split.path, sourced, errors)
