"""Two-stage improvement and Adjusted Winner in one world, by brute force and in fractions, straight from the formulas.

Written from `docs/theory/solutions.md` alone, on top of `oracles.solutions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.oracles.solutions import ZERO, Solved, largest


@dataclass(frozen=True)
class TwoStage:
    """Two-stage improvement; packages are numbers.

    Attributes:
        base: The common base.
        excess: The most that it gives a principal beyond its own proposal, as a share of the principal's span.
        improved: The improved package.
        gain: The least that this adds for a principal, as a share of the principal's span.
    """

    base: int
    excess: Fraction
    improved: int
    gain: Fraction


@dataclass(frozen=True)
class Division:
    """What Adjusted Winner makes of the issues.

    Attributes:
        settled: Issue on which one option is best for both → the earliest such option.
        points: Principal → issue that is not settled → points that it gives to the issue; 100 in all.
        held: Principal → issue that is not settled → part of it that the principal ends up with.
        totals: Principal → points that it ends up with.
    """

    settled: dict[str, str]
    points: dict[str, dict[str, Fraction]]
    held: dict[str, dict[str, Fraction]]
    totals: dict[str, Fraction]


def two_stage(solved: Solved, proposals: Mapping[str, int]) -> TwoStage | None:
    """Return what two-stage improvement makes of one proposal of each principal, None without a common base."""
    values = {p: solved.values[p] for p in solved.case.principals}
    spans = {p: max(values[p]) - min(values[p]) for p in values}
    affected = [p for p in values if spans[p] > solved.tolerance[p]]
    excess = {}
    for y in solved.attainable:
        beyond = {p: values[p][y] - values[p][proposals[p]] for p in values}
        if all(beyond[p] >= -solved.tolerance[p] for p in values):
            excess[y] = max((beyond[p] / spans[p] for p in affected), default=ZERO)
    if not excess:
        return None
    base = solved.simplest(largest({y: -most for y, most in excess.items()}))
    same = {*proposals.values()}
    if len(same) == 1 and same <= {*solved.attainable}:
        base = same.pop()
    added = {
        y: min(((values[p][y] - values[p][base]) / spans[p] for p in affected), default=ZERO) for y in solved.attainable
    }
    improved = solved.simplest(largest(added))
    return TwoStage(base, excess[base], improved, added[improved])


def adjusted_winner(solved: Solved) -> Division:
    """Return what Adjusted Winner makes of the issues; only for two principals."""
    one, two = solved.case.principals
    scores = {
        (p, issue): {option: solved.score(p, issue, option) for option in body.options}
        for p in (one, two)
        for issue, body in solved.case.issues.items()
    }
    settled: dict[str, str] = {}
    for issue, body in solved.case.issues.items():
        for option in body.options:
            if all(scores[p, issue][option] == max(scores[p, issue].values()) for p in (one, two)):
                settled.setdefault(issue, option)
    goods = [issue for issue in solved.case.issues if issue not in settled]
    points = {}
    for p in (one, two):
        ranges = {issue: max(scores[p, issue].values()) - min(scores[p, issue].values()) for issue in goods}
        points[p] = {issue: 100 * ranges[issue] / sum(ranges.values(), ZERO) for issue in goods}
    return _divided(settled, goods, points)


def _divided(settled: dict[str, str], goods: Sequence[str], points: dict[str, dict[str, Fraction]]) -> Division:
    """Give each issue to whoever gives it more points, then move issues until both have the same."""
    one, two = points
    held = {p: dict.fromkeys(goods, ZERO) for p in (one, two)}
    for issue in goods:
        held[one if points[one][issue] >= points[two][issue] else two][issue] = Fraction(1)

    def total(p: str) -> Fraction:
        return sum((held[p][issue] * points[p][issue] for issue in goods), ZERO)

    giver, receiver = (one, two) if total(one) >= total(two) else (two, one)
    given = [issue for issue in goods if held[giver][issue] > 0]
    for issue in sorted(given, key=lambda i: points[giver][i] / points[receiver][i]):  # keeps the order of ties
        ahead = total(giver) - total(receiver)
        part = min(Fraction(1), ahead / (points[giver][issue] + points[receiver][issue]))
        held[giver][issue], held[receiver][issue] = 1 - part, part
    return Division(settled, points, held, {p: total(p) for p in (one, two)})
