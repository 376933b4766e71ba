"""Plain checks of urgency, written from `docs/theory/urgency.md`: one world at a time, loops, no arrays.

Stocks go month by month, the most weapons are found by trying every corner of what the stocks allow, and the best use
of hours by trying every plan on a grid.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

SLACK = 1e-9


def overlap(first: float, last: float, start: float, end: float) -> float:
    """Length of what two spells have in common."""
    return max(0.0, min(last, end) - max(first, start))


@dataclass(frozen=True)
class Made:
    """A source: material, kilograms a year, spells in which it runs, duty and growth after now."""

    material: str
    rate: float
    spells: Sequence[tuple[float, float]] = ((-math.inf, math.inf),)
    duty: float = 1.0
    growth: float = 0.0


@dataclass(frozen=True)
class Stopped:
    """An intervention: when it holds, what it stops, whether it ends uses, what it takes away within how many years."""

    start: float
    end: float
    stops: Mapping[str, float] = field(default_factory=dict)
    ends_uses: bool = False
    removes: Mapping[str, float] = field(default_factory=dict)
    over: float = 1.0


def stocks(
    at_first: Mapping[str, float],
    sources: Mapping[str, Made],
    months: int,
    now: float,
    losses: Mapping[str, float],
    uses: Mapping[str, float],
    interventions: Sequence[Stopped] = (),
) -> list[dict[str, float]]:
    """Kilograms of each material at the beginning of each month, and at the end of the last."""
    found = [dict(at_first)]
    for k in range(months):
        first, last = k / 12, (k + 1) / 12
        after = 12 * overlap(first, last, now, math.inf)
        held = [12 * overlap(first, last, i.start, i.end) for i in interventions]
        then = {}
        for material, there in found[-1].items():
            made = 0.0
            for name, source in sources.items():
                if source.material != material:
                    continue
                on = sum(12 * overlap(first, last, *spell) for spell in source.spells)
                duty = 1 - after * (1 - source.duty)
                growth = 1 + after * (max(0.0, 1 + source.growth * (first + 1 / 24 - now)) - 1)
                flow = source.rate / 12 * on * duty * growth
                for share, i in zip(held, interventions, strict=True):
                    flow *= 1 - i.stops.get(name, 0.0) * share
                made += flow
            amount = there + made * (1 - losses.get(material, 0.0))
            asked = uses.get(material, 0.0) / 12 * after
            for share, i in zip(held, interventions, strict=True):
                asked *= 1 - share if i.ends_uses else 1
            amount -= min(amount, asked)
            for i in interventions:
                part = overlap(first, last, i.start, min(i.end, i.start + i.over)) / i.over
                amount *= (1 - i.removes.get(material, 0.0)) ** part
            then[material] = amount
        found.append(then)
    return found


def most_weapons(stock: Mapping[str, float], types: Sequence[Mapping[str, float]]) -> float:
    """The most weapons of these types that a stock allows, by trying every corner."""
    left = [[each.get(m, 0.0) for each in types] for m in stock]
    right = list(stock.values())
    for n in range(len(types)):
        left.append([-1.0 if n == k else 0.0 for k in range(len(types))])
        right.append(0.0)
    return best_corner([1.0] * len(types), left, right)


def best_corner(worth: Sequence[float], left: Sequence[Sequence[float]], right: Sequence[float]) -> float:
    """The largest Σ worth · x with left · x ≤ right, by trying every corner; there is one."""
    a, b, best = np.array(left), np.array(right), -math.inf
    for rows in itertools.combinations(range(len(b)), len(worth)):
        corner = a[list(rows)]
        if abs(np.linalg.det(corner)) < 1e-12:
            continue
        x = np.linalg.solve(corner, b[list(rows)])
        if (a @ x <= b + SLACK * (1 + abs(b))).all():
            best = max(best, float(np.dot(worth, x)))
    return best


def least_and_most(
    stock: Sequence[float],
    rate: Sequence[float],
    exists: Sequence[bool],
    kilograms: Sequence[float],
    use: Sequence[float],
    turned: Sequence[float],
    months: int,
    now: float,
) -> tuple[float, float]:
    """The fewest and the most weapons of one material after some months, by trying every corner of all ranges."""
    found = []
    for s, r, there, q, u, share in itertools.product(stock, rate, exists, kilograms, use, turned):
        made = {"mill": Made("a", r if there else 0.0)}
        at_end = stocks({"a": s}, made, months, now, {}, {"a": u})[-1]
        found.append(share * most_weapons(at_end, [{"a": q}]))
    return min(found), max(found)


def drift(months: float, step: float, steps_at: float, a_year: float, from_month: float, doubling: float) -> float:
    """What a drift adds for a start in a month, given how often the arsenal has doubled by then times its points."""
    return (step if months >= steps_at else 0.0) + a_year * max(0.0, months - from_month) / 12 + doubling


def best_gain(
    worth: Sequence[Sequence[tuple[float, float]]], lines: tuple[float, float], today: tuple[float, float]
) -> tuple[bool, float, float]:
    """Whether two sides can agree on anything, and the most that each could have, less its reservation value of today.

    Args:
        worth: For each issue and option, what it is worth to the one and to the other; the first option is as it is.
        lines: What no agreement is worth to each at the start.
        today: What it is worth to each today.
    """
    best = None
    for chosen in itertools.product(*(range(len(options)) for options in worth)):
        if not any(chosen):
            continue
        values = [sum(options[k][side] for options, k in zip(worth, chosen, strict=True)) for side in (0, 1)]
        if all(value >= line for value, line in zip(values, lines, strict=True)):
            best = values if best is None else [max(a, b) for a, b in zip(best, values, strict=True)]
    one, other = lines if best is None else best
    return best is not None, one - today[0], other - today[1]


def harm(now: float, growth: float, elasticity: float, a_year: float, months: float) -> float:
    """Harm a year at a start, with an arsenal so many times that of today."""
    return float(now * growth**elasticity * max(0.0, 1 + a_year * months / 12))


def harmed(course: Sequence[float], months: Sequence[float]) -> float:
    """Harm from the first month to the last, by trapezoids."""
    pairs = zip(itertools.pairwise(course), itertools.pairwise(months), strict=True)
    return sum((a + b) / 2 * (n - m) / 12 for (a, b), (m, n) in pairs)


@dataclass(frozen=True)
class Desk:
    """A file: hours it needs in each month at each level, worth by month, what the first half brings, decay, state."""

    needs: Sequence[Sequence[float]]
    worth: Sequence[float]
    first_half: float
    decay: float
    state: float = 0.0


def value_of_hours(files: Sequence[Desk], covered: Sequence[Sequence[float]]) -> float:
    """What a plan is worth: Σ over months and files of worth times state."""
    total = 0.0
    for file, coverage in zip(files, covered, strict=True):
        state = file.state
        for month, c in enumerate(coverage):
            brings = 2 * file.first_half * min(c, 0.5) + 2 * (1 - file.first_half) * max(0.0, c - 0.5)
            state = (1 - file.decay) * state + file.decay * brings
            total += file.worth[month] * state
    return total


def best_hours(files: Sequence[Desk], hours: Sequence[Sequence[float]], steps: int) -> float:
    """The best plan among those whose coverages are multiples of 1/steps; hours are (months, levels)."""
    months, every = len(hours), [n / steps for n in range(steps + 1)]

    def fits(plan: tuple[float, ...], month: int) -> bool:
        taken = [sum(f.needs[month][n] * c for f, c in zip(files, plan, strict=True)) for n in range(len(hours[month]))]
        return all(used <= there + SLACK for used, there in zip(taken, hours[month], strict=True))

    plans = list(itertools.product(every, repeat=len(files)))
    fitting = [[plan for plan in plans if fits(plan, month)] for month in range(months)]
    return max(value_of_hours(files, list(zip(*chosen, strict=True))) for chosen in itertools.product(*fitting))
