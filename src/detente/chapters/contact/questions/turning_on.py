"""What a difference in risk turns on: the judgements between which its variance over worlds lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import special

from detente.arrays import Floats, Ints
from detente.chapters.contact.consistency import CHAPTER
from detente.findings.cuts import Cut, cut
from detente.worlds import Worlds

BINS = 10
FALSE = 0.01  # how likely chance alone may name any judgement
MOST = 3  # judgements
LEAST_WORLDS = 50


@dataclass(frozen=True)
class TurnsOn:
    """One judgement on which a number turns.

    Attributes:
        path: Its path; of those that share one uniform, that which explains most.
        eta2: Share of the variance of the number between ten bins of the judgement.
        lowest: Mean of the number in the lowest fifth of the judgement.
        highest: The same in the highest fifth.
    """

    path: str
    eta2: float
    lowest: float
    highest: float


NONE: Cut[TurnsOn] = Cut((), 0)


def turning_on(
    worlds: Worlds, judged: Mapping[str, Floats], paths: Iterable[str], numbers: Mapping[str, Floats]
) -> dict[str, Cut[TurnsOn]]:
    """Return the judgements on which each of some numbers turns, the strongest first.

    Args:
        worlds: The worlds, for their weights.
        judged: Path without the name of the chapter → array (worlds).
        paths: Paths of the judgements on which a number may turn.
        numbers: Id → array (worlds).

    Returns:
        Id → the first three judgements, and how many more there are, beyond what chance reaches with any of them in one
        number of a hundred.
    """
    weight = worlds.weight() / worlds.total
    size = 1 / float(weight @ weight)
    named = {path: judged[path.removeprefix(f"{CHAPTER}/")] for path in sorted(paths)}
    varying = {path: values for path, values in named.items() if values.min() < values.max()}
    if size < LEAST_WORLDS or not varying:
        return dict.fromkeys(numbers, NONE)
    bins = {path: equal_bins(values, weight) for path, values in varying.items()}
    quantile = float(special.fdtri(BINS - 1, size - BINS, 1 - FALSE / len(bins)))
    chance = (BINS - 1) * quantile / ((BINS - 1) * quantile + size - BINS)
    return {name: _turns(worlds, bins, weight, number, chance) for name, number in numbers.items()}


def equal_bins(values: Floats, weight: Floats) -> Ints:
    """Return in which of ten bins of equal weight each world lies, by a judgement."""
    order = np.argsort(values, kind="stable")
    found = np.empty(len(values), dtype=np.intp)
    found[order] = np.minimum((np.cumsum(weight[order]) - weight[order] / 2) * BINS, BINS - 1).astype(np.intp)
    return found


def _turns(worlds: Worlds, bins: Mapping[str, Ints], weight: Floats, number: Floats, chance: float) -> Cut[TurnsOn]:
    mean = float(weight @ number)
    total = float(weight @ (number - mean) ** 2)
    if total <= 0:
        return NONE
    found: dict[str, TurnsOn] = {}
    for path, at in bins.items():
        mass, sums = (np.bincount(at, weights=of, minlength=BINS) for of in (weight, weight * number))
        means = np.divide(sums, mass, out=np.full(BINS, mean), where=mass > 0)
        eta2 = float(mass @ (means - mean) ** 2) / total
        stream = worlds.case.stated[path].stream
        if eta2 > chance and (stream not in found or eta2 > found[stream].eta2):
            ends = [float(sums[fifth].sum() / mass[fifth].sum()) for fifth in (slice(0, 2), slice(BINS - 2, BINS))]
            found[stream] = TurnsOn(path, eta2, *ends)
    return cut(sorted(found.values(), key=lambda one: -one.eta2), MOST)
