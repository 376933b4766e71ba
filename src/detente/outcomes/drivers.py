"""What a headline turns on: the draws that its variance over worlds lies between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.case.model import EVENT, HYPOTHESIS
from detente.worlds import Worlds
from detente.worlds.strata import key

BINS = 10
PERMUTATIONS = 2000
LEVEL = 0.999


@dataclass(frozen=True)
class Driver:
    """One draw that a headline turns on.

    Attributes:
        stream: The uniform: a judgement, a ladder of judgements, or (marked `!`) whether an event happens.
        eta2: Share of the headline's variance between ten bins of the uniform, 0 to 1.
        low: Share of worlds in which the headline holds, in the lowest fifth of the uniform.
        high: The same in the highest fifth.
        sourced: Whether every judgement of the stream rests on a source, and none on its author alone.
    """

    stream: str
    eta2: float
    low: float
    high: float
    sourced: bool


def drivers(worlds: Worlds, headline: Bools, bins: Mapping[str, Ints]) -> tuple[Driver, ...]:
    """On which judgements does a headline turn?

    Args:
        worlds: The worlds.
        headline: In which worlds it holds.
        bins: Stream → in which of ten bins each world lies, for the streams that the headline may turn on.

    Returns:
        Drivers by falling η², those above the 99.9th percentile of what permuted worlds give.
    """
    if not bins or headline.all() or not headline.any():
        return ()
    weight = worlds.weight()
    value = headline.astype(float)
    strength = {stream: eta2(value, weight, at) for stream, at in bins.items()}
    least = threshold(value, weight, worlds.seed)
    judgements = worlds.case.judgements.values()
    found = []
    for stream in sorted(strength, key=lambda s: -strength[s]):
        if strength[stream] > least:
            low, high = (_share(value, weight, bins[stream], at) for at in ((0, 1), (BINS - 2, BINS - 1)))
            of = [placed.judgement for placed in judgements if placed.stream == stream.removesuffix(EVENT)]
            found.append(Driver(stream, strength[stream], low, high, all(j.sourced for j in of)))
    return tuple(found)


def binned(worlds: Worlds, streams: Iterable[str]) -> dict[str, Ints]:
    """In which of ten bins of equal count does each world lie, for each stream?"""
    draws = worlds.draws(0, worlds.size)
    ranks = np.empty(worlds.size, dtype=np.intp)
    found = {}
    for stream in streams:
        ranks[np.argsort(draws.uniform(stream), kind="stable")] = np.arange(worlds.size)
        found[stream] = ranks * BINS // worlds.size
    return found


def streams_of(worlds: Worlds, trace: Iterable[str]) -> tuple[str, ...]:
    """Which uniforms lie behind the paths of a trace and can move anything?"""
    found: dict[str, None] = {}
    trace = set(trace)
    for path in sorted(trace):
        placed = worlds.case.judgements[path]
        if not placed.judgement.certain:
            found[placed.stream] = None
        if placed.stream + EVENT in worlds.dependence.streams:
            found[placed.stream + EVENT] = None
    priors = set(worlds.case.hypotheses.values()) & set(trace)
    about = {path.split("/")[0] for path in priors}
    if priors and any(path.split("/")[0] not in about for path in trace):
        found[HYPOTHESIS] = None  # of beliefs alone it would say nothing: they are about what it decides
    return tuple(found)


def eta2(value: Floats, weight: Floats, bins: Ints) -> float:
    """Which share of the weighted variance of a value lies between bins?

    Example:
        >>> import numpy as np
        >>> eta2(np.array([0.0, 0, 1, 1]), np.ones(4), np.array([0, 0, 1, 1]))
        1.0
    """
    mean = np.average(value, weights=weight)
    total = np.sum(weight * (value - mean) ** 2)
    mass = np.bincount(bins, weights=weight)
    sums = np.bincount(bins, weights=weight * value)
    with np.errstate(invalid="ignore"):
        between = np.nansum(mass * (sums / mass - mean) ** 2)
    return float(between / total) if total > 0 else 0.0


def threshold(value: Floats, weight: Floats, seed: int) -> float:
    """Which η² do bins that have nothing to do with the value hardly ever reach?

    Worlds of equal weight are permuted. With other weights the deviations w·(v − mean) of the worlds are, and for many
    worlds η² is then distributed as Σ(w·(v − mean))² / (Σw · Σw·(v − mean)²) times χ² with nine degrees of freedom.

    Args:
        value: What the headline says in each world, 0 or 1, not always the same.
        weight: Weight of each world.
        seed: Seed of the permutations.

    Returns:
        The 99.9th percentile.
    """
    if (weight == weight[0]).all():
        return float(np.quantile(_null(value, seed), LEVEL))
    from scipy.special import chdtri  # slow to load, and not needed where worlds weigh alike

    deviation = value - np.average(value, weights=weight)
    scale = np.sum((weight * deviation) ** 2) / (weight.sum() * np.sum(weight * deviation**2))
    return float(scale * chdtri(BINS - 1, 1 - LEVEL))


def _null(value: Floats, seed: int) -> Floats:
    """η² of bins that have nothing to do with the value; bins of equal count have one distribution for all drivers.

    Permuting worlds comes to drawing the counts of a multivariate hypergeometric distribution.
    """
    rng = np.random.Generator(np.random.Philox(key(seed, "permutations")))
    size = len(value)
    counts = np.bincount(np.arange(size) * BINS // size, minlength=BINS)
    holds = rng.multivariate_hypergeometric(counts, int(value.sum()), size=PERMUTATIONS)
    mean = value.mean()
    between = np.sum(np.where(counts > 0, (holds - counts * mean) ** 2 / np.maximum(counts, 1), 0), axis=1)
    return np.asarray(between / (size * mean * (1 - mean)))


def _share(value: Floats, weight: Floats, bins: Ints, at: tuple[int, ...]) -> float:
    inside = np.isin(bins, at)
    mass = float(weight[inside].sum())
    return float(np.sum(weight[inside] * value[inside])) / mass if mass else 0.0
