"""Which past agreements are near a package, in every world: Gower’s distance with drawn weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats, Ints
from detente.chapters.precedent.agreement_rows import RANKS
from detente.chapters.precedent.package_features import FEATURES, Features
from detente.chapters.precedent.past_lives import PastLife

SAME = 1e-12
TIES = 12  # digits to which distances are told apart


@dataclass(frozen=True)
class Nearness:
    """How near past agreements are to one package.

    Attributes:
        package: Id of the package.
        features: Its features.
        apart: Array (agreements, features): how far each is in each feature, 0 to 1; NaN where that is not known.
        distance: Array (agreements, worlds): the distance, 0 to 1.
        near: Array (agreements, worlds): whether it is among the nearest.
        first: Array (worlds): number of the nearest.
        held: Array (worlds): share of those that held among the nearest of which one can say; NaN where there are none.
    """

    package: str
    features: Features
    apart: Floats
    distance: Floats
    near: Bools
    first: Ints
    held: Floats


def differences(one: Features, other: Features) -> list[float | None]:
    """Return how far two are in each feature, 0 to 1; None where that is not known of one ([Gower1971])."""
    return [
        _steps("scope", one.scope, other.scope),
        None if one.linkage is None or other.linkage is None else float(one.linkage != other.linkage),
        float(one.objections != other.objections),
        float(one.phases != other.phases),
        _steps("verification", one.verification, other.verification),
        None if not one.domains or not other.domains else _jaccard(one.domains, other.domains),
        None if not one.parties or not other.parties else _joined(one.parties, other.parties),
    ]


def _steps(feature: str, one: str | None, other: str | None) -> float | None:
    if one is None or other is None:
        return None
    ranks = RANKS[feature]
    return abs(ranks.index(one) - ranks.index(other)) / (len(ranks) - 1)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return 1 - len(one & other) / len(one | other)


def _joined(package: frozenset[str], agreement: frozenset[str]) -> float:
    return 0.0 if package <= agreement else _jaccard(package, agreement)


def nearness(
    package: str,
    features: Features,
    lives: Sequence[PastLife],
    past: Sequence[Features],
    weights: Mapping[str, Floats],
    count: int,
    horizon: float,
) -> Nearness:
    """Return how near agreements are to a package.

    Args:
        package: Id of the package.
        features: Its features.
        lives: The agreements as they were known on the day of the case; one at least.
        past: Their features, in the same order.
        weights: Feature → array (worlds) of its weight.
        count: How many count as near.
        horizon: Years after which an agreement held.
    """
    raw = [differences(features, other) for other in past]
    known = np.array([[gap is not None for gap in row] for row in raw])
    apart = np.array([[np.nan if gap is None else gap for gap in row] for row in raw])
    weight = np.stack([weights[name] for name in FEATURES])
    weight = np.where(weight.sum(axis=0) > SAME, weight, 1.0)  # no weight at all: every feature counts the same
    total = known.astype(float) @ weight
    sums = np.nan_to_num(apart) @ weight
    distance = np.divide(sums, total, out=np.ones_like(sums), where=total > SAME)
    order = np.argsort(np.round(distance, TIES), axis=0, kind="stable")[: min(count, len(lives))]
    near = np.zeros(distance.shape, dtype=bool)
    np.put_along_axis(near, order, values=True, axis=0)
    standing = [life.standing(horizon) for life in lives]
    good, decided = (np.array([end in ends for end in standing]) for ends in ({"held"}, {"held", "failed"}))
    told = (near & decided[:, None]).sum(axis=0)
    held = np.divide((near & good[:, None]).sum(axis=0), told, out=np.full(told.shape, np.nan), where=told > 0)
    return Nearness(package, features, apart, distance, near, order[0], held)


def why(found: Nearness, weights: Mapping[str, float], number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in which features an agreement is like the package and in which not, the heaviest first.

    Args:
        found: How near agreements are.
        weights: Feature → its mean weight.
        number: Number of the agreement.
    """
    ranked = sorted(FEATURES, key=lambda name: -weights[name])
    far = dict(zip(FEATURES, found.apart[number], strict=True))
    return tuple(n for n in ranked if far[n] <= SAME), tuple(n for n in ranked if far[n] > SAME)
