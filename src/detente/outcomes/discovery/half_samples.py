"""Whether a box is more than noise: what is found in half of the worlds is tried in the other half."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats
from detente.outcomes.discovery.box_search import BoxSearch
from detente.outcomes.discovery.ranked_rows import RankedRows
from detente.worlds.strata import key

DEALS = 5  # times that the worlds are dealt into two halves
FEWEST = 20  # worlds that are worth dealing


@dataclass(frozen=True)
class HalfSamples:
    """What was found in halves of the worlds.

    Attributes:
        chance: A p-value: how likely noise alone gives boxes that are so dense in worlds that had no part in finding
            them.
        restricted: Array (inputs): the share of the halves in which the box restricts an input.
        elsewhere: Mean density of the boxes in the other halves; that of all where none was found.
    """

    chance: float
    restricted: Floats
    elsewhere: float


def halves(rows: RankedRows, weight: Floats, happens: Bools, whole: float, seed: int) -> HalfSamples:
    """Search halves of the worlds, and try what was found in the others.

    Args:
        rows: The inputs.
        weight: Array (worlds): 0 for worlds that are not looked at.
        happens: Array (worlds): whether that happens which is to be explained.
        whole: Weight of all worlds.
        seed: Seed of the run, by which worlds are dealt.

    Returns:
        The p-value is twice the median of those of the halves ([MeinshausenMeierBuhlmann2009]).
    """
    inputs = int(rows.owner.max(initial=-1)) + 1
    worlds = np.flatnonzero(weight > 0)
    base = float(weight @ happens / max(float(weight.sum()), 1e-300))
    if worlds.size < FEWEST:
        return HalfSamples(1.0, np.zeros(inputs), base)
    rng = np.random.Generator(np.random.Philox(key(seed, "half-samples")))
    chances, densities, restricted = [], [], np.zeros(inputs)
    for _ in range(DEALS):
        dealt = np.zeros(len(weight), dtype=bool)
        dealt[rng.permutation(worlds)[: worlds.size // 2]] = True
        for half in (dealt, ~dealt):
            searched, other = weight * half, weight * ~half
            found = BoxSearch.among(rows, searched, happens, whole * float(searched.sum() / weight.sum())).found()
            inside = rows.inside(found.bounds)
            chances.append(beyond_chance(other, happens, inside) if found.bounds else 1.0)
            restricted[list(found.quasi_p)] += 1
            mass = float(other @ inside)
            densities.append(float((other * happens) @ inside) / mass if found.bounds and mass > 0 else base)
    chance = 2 * float(np.median(chances))
    return HalfSamples(min(1.0, chance), restricted / len(chances), float(np.mean(densities)))


def beyond_chance(weight: Floats, happens: Bools, inside: Bools) -> float:
    """Return how likely a box is as dense as this one in worlds that had no part in finding it, if it means nothing.

    The worlds of the box would be any of so many then; the sum over them has a Pearson curve of type III.

    Args:
        weight: Array (worlds): 0 for worlds that are not looked at.
        happens: Array (worlds).
        inside: Array (worlds): which lie in the box.

    Example:
        >>> happens = np.arange(200) < 100
        >>> dense = beyond_chance(np.ones(200), happens, np.arange(200) < 50)
        >>> half = beyond_chance(np.ones(200), happens, np.arange(200) % 2 == 0)
        >>> dense < 1e-9, round(half, 1)
        (True, 0.5)
    """
    from scipy.special import gammaincc, ndtr  # slow to load, and not needed where nothing is searched

    looked_at = weight > 0
    weight, happens, inside = weight[looked_at], happens[looked_at], inside[looked_at]
    size, members = len(weight), int(inside.sum())
    if size < 3 or not 0 < members < size:
        return 1.0
    apart = weight * (happens - weight @ happens / weight.sum())
    square, cube = float(apart @ apart), float(apart**2 @ apart)
    if square <= 0:
        return 1.0
    spread = members * (size - members)
    away = float(apart @ inside) / np.sqrt(spread / (size * (size - 1)) * square)
    skewness = (size - 2 * members) / np.sqrt(spread) * np.sqrt(size - 1) / (size - 2)
    skewness *= np.sqrt(size) * cube / square**1.5
    if abs(skewness) < 1e-6:
        return float(ndtr(-away))
    shape = 4 / skewness**2
    tail = float(gammaincc(shape, max(0.0, shape + np.copysign(1, skewness) * away * np.sqrt(shape))))
    return tail if skewness > 0 else 1 - tail
