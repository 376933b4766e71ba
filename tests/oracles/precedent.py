"""Past agreements, exact tests, distances, trends and counts by plain loops.

Written from `docs/theory/precedent.md` alone. Of the program it knows nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise, permutations
from math import comb

Life = tuple[float, bool]  # years, failed


def life(began: date, ended: date | None, failure: bool, day: date) -> Life | None:
    """Return t and δ of an agreement as it was known on a day; None where it had not begun."""
    if began > day:
        return None
    if ended is None or ended > day:
        return (day - began).days / 365.25, False
    return (ended - began).days / 365.25, failure


def kaplan_meier(lives: Sequence[Life], years: float) -> tuple[float, float, float]:
    """Return S, and the ends of its log-log interval, NaN where it is not defined."""
    share, variance = 1.0, 0.0
    for at in sorted({t for t, failed in lives if failed and t <= years}):
        left = sum(t >= at for t, _ in lives)
        gone = sum(t == at and failed for t, failed in lives)
        share *= 1 - gone / left
        variance += gone / (left * (left - gone)) if left > gone else math.inf
    if share in {0.0, 1.0}:
        return share, math.nan, math.nan
    power = math.exp(1.6448536269514722 * math.sqrt(variance) / math.log(share))
    ends = share**power, share ** (1 / power)
    return share, min(ends), max(ends)


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Return the two-sided value: the chance of all tables of these margins that are no likelier."""
    ways = {i: comb(a + b, i) * comb(c + d, a + c - i) for i in range(a + b + 1) if 0 <= a + c - i <= c + d}
    return sum(w for w in ways.values() if w <= ways[a]) / sum(ways.values())


def _at_worst(tables: Sequence[tuple[int, int]], first: int, others: int) -> float:
    """Return the largest chance of some tables (i, j) over common shares in steps of a two-thousandth."""
    found = 0.0
    for step in range(2001):
        p = step / 2000
        chances = (
            comb(first, i) * comb(others, j) * p ** (i + j) * (1 - p) ** (first + others - i - j) for i, j in tables
        )
        found = max(found, sum(chances))
    return found


def barnard(a: int, b: int, c: int, d: int) -> float:
    """Return the two-sided value: rows fixed, tables in the order of the squared difference, in whole numbers."""

    def order(i: int, j: int) -> Fraction:
        pooled = Fraction(i + j, a + b + c + d)
        square = pooled * (1 - pooled) * (Fraction(1, a + b) + Fraction(1, c + d))
        return (Fraction(i, a + b) - Fraction(j, c + d)) ** 2 / square if square else Fraction(0)

    tables = [(i, j) for i in range(a + b + 1) for j in range(c + d + 1) if order(i, j) >= order(a, c)]
    return _at_worst(tables, a + b, c + d)


def power(first: int, others: int, share: float, base: float) -> float:
    """Return how likely Fisher’s test is at most 0.1."""
    found = 0.0
    for i in range(first + 1):
        for j in range(others + 1):
            if fisher(i, first - i, j, others - j) <= 0.1 + 1e-9:
                chance = comb(first, i) * share**i * (1 - share) ** (first - i)
                found += chance * comb(others, j) * base**j * (1 - base) ** (others - j)
    return found


RANKS = {"scope": ("limited", "mixed", "comprehensive"), "verification": ("none", "own-means", "visits", "inspections")}


def gower(package: Mapping[str, object], past: Mapping[str, object], weights: Mapping[str, float]) -> float:
    """Return the distance of a package from an agreement; 1 where nothing is known of both."""
    above = below = 0.0
    for name, weight in weights.items():
        one, other = package[name], past[name]
        if one is None or other is None or one == frozenset() or other == frozenset():
            continue
        if name in RANKS:
            gap = abs(RANKS[name].index(str(one)) - RANKS[name].index(str(other))) / (len(RANKS[name]) - 1)
        elif isinstance(one, frozenset) and isinstance(other, frozenset):
            gap = 1 - len(one & other) / len(one | other)
            gap = 0.0 if name == "parties" and one <= other else gap
        else:
            gap = float(one != other)
        above, below = above + weight * gap, below + weight
    return above / below if below else 1.0


def correlation(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the correlation; 0 where one does not change."""
    mx, my = sum(x) / len(x), sum(y) / len(y)
    xx, yy = sum((a - mx) ** 2 for a in x), sum((b - my) ** 2 for b in y)
    xy = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    return xy / math.sqrt(xx * yy) if xx * yy > 0 else 0.0


def changes(x: Sequence[float]) -> list[float]:
    """Return yearly changes."""
    return [b - a for a, b in pairwise(x)]


def lagged(x: Sequence[float], y: Sequence[float], lag: int) -> float:
    """Return the correlation of changes with changes so many years later."""
    dx, dy = changes(x), changes(y)
    return correlation(dx[: len(dx) - lag], dy[lag:])


def all_orders(y: Sequence[float], kind: str) -> Iterator[list[float]]:
    """Yield every placebo that shuffling can give, each as often as it comes up."""
    if kind == "shuffled years":
        yield from (list(order) for order in permutations(y))
    else:
        for order in permutations(changes(y)):
            series = [y[0]]
            for step in order:
                series.append(series[-1] + step)
            yield series


def yearly(stated: Mapping[int, float], between: str) -> dict[int, float]:
    """Return a series at every year that it has a value for."""
    known = sorted(stated)
    if between == "none":
        return dict(stated)
    found = {}
    for year in range(known[0], known[-1] + 1):
        before = max(k for k in known if k <= year)
        after = min(k for k in known if k >= year)
        part = 0.0 if after == before or between == "hold" else (year - before) / (after - before)
        found[year] = stated[before] + part * (stated[after] - stated[before])
    return found
