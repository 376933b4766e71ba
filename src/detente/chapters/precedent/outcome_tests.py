"""Whether agreements of one kind held more often than others: exact tests, and what so few can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.chapters.precedent.past_lives import PastLife

CHANCE = 0.1  # a value below is called a difference
POWER = 0.8
Z = 1.6448536269514722

QUESTIONS: dict[str, tuple[str, Callable[[PastLife], bool]]] = {
    "linkage": ("a wider demand was kept as a condition", lambda life: life.agreement.linkage == "kept"),
    "objections": ("an ally or a third party objected", lambda life: bool(life.agreement.objectors)),
    "limited": ("the scope was limited", lambda life: life.agreement.scope == "limited"),
    "inspections": ("there were inspections", lambda life: life.agreement.verification == "inspections"),
}


@dataclass(frozen=True)
class TwoByTwo:
    """Agreements of two kinds, and how many of each held.

    Attributes:
        question: What tells the kinds apart.
        held: How many held among those of which it is true, and among the others.
        failed: How many failed, of the same.
        fisher: Two-sided value of Fisher’s exact test.
        barnard: The same of Barnard’s.
        boschloo: The same of Boschloo’s.
        apart: Difference of the shares that held, with the ends of its 90 % interval.
        least: The smallest share of the first kind, below that of the others, that would be told apart from it with a
            power of 80 % is so much lower; None where none would be.
    """

    question: str
    held: tuple[int, int]
    failed: tuple[int, int]
    fisher: float
    barnard: float
    boschloo: float
    apart: tuple[float, float, float]
    least: float | None


def two_by_two(lives: Sequence[PastLife], question: str, horizon: float) -> TwoByTwo | None:
    """Return how many agreements of two kinds held, and whether that is a difference.

    Args:
        lives: Agreements as they were known on a day.
        question: Key of `QUESTIONS`.
        horizon: Years after which an agreement held.

    Returns:
        The table and its tests; None where one of the kinds has no agreement of which one can say.
    """
    from scipy import stats  # slow to load, and not needed to look at a case

    of_kind = QUESTIONS[question][1]
    told = [(of_kind(life), life.standing(horizon)) for life in lives]
    counts = np.array(
        [[sum(pair == (kind, end) for pair in told) for end in ("held", "failed")] for kind in (True, False)]
    )
    if not counts.sum(axis=1).all():
        return None
    decided = counts.sum(axis=0).all()  # else the tests have nothing to compare
    tests = (stats.fisher_exact, stats.barnard_exact, stats.boschloo_exact)
    fisher, barnard, boschloo = (float(test(counts).pvalue) if decided else 1.0 for test in tests)
    first, others = (int(n) for n in counts.sum(axis=1))
    base = float(counts[1, 0] / others)
    return TwoByTwo(
        question,
        (int(counts[0, 0]), int(counts[1, 0])),
        (int(counts[0, 1]), int(counts[1, 1])),
        fisher,
        barnard,
        boschloo,
        newcombe(int(counts[0, 0]), first, int(counts[1, 0]), others),
        least_difference(first, others, base),
    )


def newcombe(held: int, number: int, other: int, others: int) -> tuple[float, float, float]:
    """Return the difference of two shares with its 90 % interval from two of Wilson’s ([Newcombe1998]).

    Example:
        >>> [round(x, 3) for x in newcombe(5, 10, 2, 10)]
        [0.3, -0.047, 0.566]
    """
    p1, p2 = held / number, other / others
    (l1, u1), (l2, u2) = _wilson(held, number), _wilson(other, others)
    low = p1 - p2 - float(np.hypot(p1 - l1, u2 - p2))
    high = p1 - p2 + float(np.hypot(u1 - p1, p2 - l2))
    return p1 - p2, low, high


def _wilson(held: int, number: int) -> tuple[float, float]:
    share, square = held / number, Z * Z
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = Z * float(np.sqrt(share * (1 - share) / number + square / (4 * number**2))) / (1 + square / number)
    return middle - half, middle + half


@lru_cache(maxsize=64)
def fisher_values(first: int, others: int) -> Floats:
    """Return Fisher’s two-sided value of every table with so many in its rows; array (held, held of others)."""
    from scipy.special import gammaln

    def choose(number: int, some: AnyArray) -> Floats:
        return np.asarray(gammaln(number + 1) - gammaln(some + 1) - gammaln(number - some + 1))

    values = np.ones((first + 1, others + 1))
    for held in range(first + others + 1):
        i = np.arange(max(0, held - others), min(first, held) + 1)
        chance = np.exp(choose(first, i) + choose(others, held - i) - choose(first + others, np.asarray(float(held))))
        as_rare = chance[None, :] <= chance[:, None] * (1 + 1e-7)
        values[i, held - i] = np.minimum(1.0, (as_rare * chance).sum(axis=1))
    return values


def power(first: int, others: int, share: float, base: float) -> float:
    """Return how likely Fisher’s test calls a difference at the level of 10 %, where the true shares are these.

    Args:
        first: Number of agreements of the first kind.
        others: Number of the others.
        share: True share of the first kind that hold.
        base: True share of the others.
    """
    called = fisher_values(first, others) <= CHANCE
    return float(_binomial(first, share) @ called @ _binomial(others, base))


def least_difference(first: int, others: int, base: float) -> float | None:
    """Return by how much less often the first kind must hold for that to be found with a power of 80 %.

    Returns:
        The difference in steps of a hundredth; None where even a share of 0 would not be found.
    """
    for step in range(1, round(base * 100) + 1):
        if power(first, others, max(0.0, base - step / 100), base) >= POWER:
            return step / 100
    return None


def _binomial(number: int, share: float) -> Floats:
    from scipy.special import gammaln, xlogy

    k = np.arange(number + 1)
    ways = gammaln(number + 1) - gammaln(k + 1) - gammaln(number - k + 1)
    return np.asarray(np.exp(ways + xlogy(k, share) + xlogy(number - k, 1 - share)))
