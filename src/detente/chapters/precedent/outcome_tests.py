"""Whether agreements of one kind held more often than others: exact tests, and what so few can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.chapters.precedent.exact_tests import barnard, binomial, boschloo, fisher, fisher_values
from detente.chapters.precedent.past_lives import PastLife
from detente.worlds.errors import Z

CHANCE = 0.1  # a value below is called a difference
POWER = 0.8

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
    of_kind = QUESTIONS[question][1]
    told = [(of_kind(life), life.standing(horizon)) for life in lives]
    held, other, lost, others_lost = (
        sum(pair == (kind, end) for pair in told) for end in ("held", "failed") for kind in (True, False)
    )
    first, others = held + lost, other + others_lost
    if not first or not others:
        return None
    decided = bool(held + other) and bool(lost + others_lost)  # else the tests have nothing to compare
    table = (held, first, other, others)
    return TwoByTwo(
        question,
        (held, other),
        (lost, others_lost),
        fisher(*table) if decided else 1.0,
        barnard(*table) if decided else 1.0,
        boschloo(*table) if decided else 1.0,
        newcombe(*table),
        least_difference(first, others, other / others),
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


def power(first: int, others: int, share: float, base: float) -> float:
    """Return how likely Fisher’s test calls a difference at the level of 10 %, where the true shares are these.

    Args:
        first: Number of agreements of the first kind.
        others: Number of the others.
        share: True share of the first kind that hold.
        base: True share of the others.
    """
    called = fisher_values(first, others) <= CHANCE
    return float(binomial(first, share) @ called @ binomial(others, base))


def least_difference(first: int, others: int, base: float) -> float | None:
    """Return by how much less often the first kind must hold for that to be found with a power of 80 %.

    Returns:
        The difference in steps of a hundredth; None where even a share of 0 would not be found.
    """
    for step in range(1, round(base * 100) + 1):
        if power(first, others, max(0.0, base - step / 100), base) >= POWER:
            return step / 100
    return None
