"""Boxes found by plain loops over worlds, from `docs/theory/scenarios.md`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

PATIENCE, LEAST, MOST, SURE = 0.05, 0.05, 3, 0.05
EQUAL = 1e-9

Worlds = list[int]


@dataclass(frozen=True)
class Input:
    """What was drawn: a number a world; or, of one of several explanations, whether it is the true one."""

    name: str
    values: Sequence[float]
    part: int = 0

    @property
    def row(self) -> tuple[str, int]:
        return self.name, self.part


def explanations(name: str, true: Sequence[int]) -> list[Input]:
    """Return an input that has no order as one that is so or not for each of its values."""
    return [Input(name, [float(t == one) for t in true], one) for one in sorted(set(true))]


Row = tuple[str, int]
Dropped = dict[Row, set[float]]


@dataclass
class Found:
    """A box: row → the values of it that are left out; and the worlds that are left."""

    dropped: Dropped = field(default_factory=dict)
    worlds: Worlds = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _ in self.dropped}))


@dataclass(frozen=True)
class Problem:
    """Worlds, what is to be explained, and inputs by name."""

    weights: Sequence[float]
    happens: Sequence[bool]
    inputs: Sequence[Input]

    @property
    def everywhere(self) -> Worlds:
        return [w for w, o in enumerate(self.weights) if o > 0]

    def weight(self, worlds: Worlds) -> float:
        return math.fsum(self.weights[w] for w in worlds)

    def hits(self, worlds: Worlds) -> float:
        return math.fsum(self.weights[w] for w in worlds if self.happens[w])

    def density(self, worlds: Worlds) -> float:
        return self.hits(worlds) / self.weight(worlds)

    def excess(self, worlds: Worlds) -> float:
        every = self.everywhere
        return (self.hits(worlds) - self.density(every) * self.weight(worlds)) / self.weight(every)

    def inside(self, dropped: Dropped) -> Worlds:
        known = {one.row: one.values for one in self.inputs}
        return [w for w in self.everywhere if all(known[row][w] not in out for row, out in dropped.items())]


def without(dropped: Dropped, name: str) -> Dropped:
    """Return what is left out but for one input."""
    return {row: out for row, out in dropped.items() if row[0] != name}


def faces(problem: Problem, one: Input, worlds: Worlds) -> list[set[float]]:
    """Return what can be taken away of a row next, from below and from above: sets of values."""
    left = sorted({one.values[w] for w in worlds})
    every = {one.values[w] for w in problem.everywhere}
    found = []
    for below, way in ((True, left), (False, left[::-1])):
        for value in way:
            taken = {v for v in every if (v <= value if below else v >= value)}
            mass = problem.weight([w for w in worlds if one.values[w] in taken])
            if mass >= PATIENCE * problem.weight(worlds) * (1 - EQUAL):
                break
        found.append(taken)
    return found


def peeled(problem: Problem, names: Sequence[str]) -> list[Found]:
    """Return the boxes from all worlds down to the last that can be peeled."""
    box = Found({}, problem.everywhere)
    path = [box]
    while problem.density(box.worlds) < 1 - EQUAL:
        options = []
        for one in sorted(problem.inputs, key=lambda i: i.row):
            for out in faces(problem, one, box.worlds) if one.name in names else []:
                left = [w for w in box.worlds if one.values[w] not in out]
                if not left or problem.weight(left) < LEAST * problem.weight(problem.everywhere) * (1 - EQUAL):
                    continue
                lost = problem.weight(box.worlds) - problem.weight(left)
                options.append(((problem.density(left) - problem.density(box.worlds)) / lost, one.row, out, left))
        if not options:
            break
        best = max(gain for gain, *_ in options)
        scale = max(abs(gain) for gain, *_ in options)
        near = [o for o in options if o[0] >= best - EQUAL * scale]
        _, row, out, left = next((o for o in near if o[1][0] in box.names), near[0])
        box = Found({**box.dropped, row: box.dropped.get(row, set()) | out}, left)
        path.append(box)
    return path


def chosen(problem: Problem, path: Sequence[Found]) -> Found:
    """Return the box with the largest excess, the first of equal ones."""
    best = max(problem.excess(box.worlds) for box in path)
    return next(box for box in path if problem.excess(box.worlds) >= best - EQUAL)


def tail(n: float, q: float, hits: float) -> float:
    """Return I_q(hits, n − hits + 1) by the trapezoid rule over the angle whose sine squared is the variable."""
    if hits <= EQUAL or q >= 1:
        return 1.0
    a, b, steps = hits, n - hits + 1, 4000

    def part(upper: float) -> float:
        width = upper / steps
        at = [math.exp(a_log(width * k, a, b)) for k in range(1, steps)]
        ends = 0.5 * (math.exp(a_log(upper, a, b)) if upper < math.pi / 2 - 1e-12 else (0.0 if b > 0.5 else math.nan))
        return width * (math.fsum(at) + ends)

    return part(math.asin(math.sqrt(q))) / part(math.pi / 2)


def a_log(angle: float, a: float, b: float) -> float:
    """Return the logarithm of x^(a−1) (1−x)^(b−1) dx at x = sin², up to a constant."""
    sine, cosine = math.sin(angle), math.cos(angle)
    if sine <= 0 or cosine <= 1e-15:
        return -math.inf
    return (2 * a - 1) * math.log(sine) + (2 * b - 1) * math.log(cosine)


def quasi(problem: Problem, box: Found, name: str) -> float:
    """Return the quasi-p-value of a restriction."""
    square = math.fsum(problem.weights[w] ** 2 for w in box.worlds)
    n = problem.weight(box.worlds) ** 2 / square
    larger = problem.inside(without(box.dropped, name))
    return tail(n, problem.density(larger), n * problem.density(box.worlds))


def kept(problem: Problem, box: Found) -> tuple[str, ...]:
    """Return the inputs whose restrictions stay."""
    now = box
    while now.dropped:
        weak = [name for name in now.names if quasi(problem, now, name) > SURE]
        if not weak and len(now.names) <= MOST:
            break
        open_to = weak or list(now.names)
        left = {name: problem.excess(problem.inside(without(now.dropped, name))) for name in open_to}
        best = max(left.values())
        dropped = without(now.dropped, next(n for n in open_to if left[n] >= best - EQUAL))
        now = Found(dropped, problem.inside(dropped))
    return now.names


def pasted(problem: Problem, box: Found) -> Found:
    """Return the box with what makes its excess larger added, as long as there is any."""
    known = {one.row: one for one in problem.inputs}
    while True:
        options = []
        for row in sorted(box.dropped):
            one, out = known[row], box.dropped[row]
            others = {r: o for r, o in box.dropped.items() if r != row}
            beyond = [w for w in problem.inside(others) if one.values[w] in out]
            held = {one.values[w] for w in problem.everywhere} - out
            below, above = (v for v in (sorted(v for v in out if v < min(held))[::-1], sorted(out - held)))
            for way in (below, [v for v in above if v > max(held)]):
                for value in [v for v in way if any(one.values[w] == v for w in beyond)]:
                    add = set(way[: way.index(value) + 1])
                    mass = problem.weight([w for w in beyond if one.values[w] in add])
                    if mass >= PATIENCE * problem.weight(box.worlds) * (1 - EQUAL):
                        break
                else:
                    if not any(one.values[w] in way for w in beyond):
                        continue
                dropped = {r: o for r, o in {**others, row: out - add}.items() if o}
                options.append(Found(dropped, problem.inside(dropped)))
        if not options:
            return box
        best = max(problem.excess(o.worlds) for o in options)
        if best <= problem.excess(box.worlds) + EQUAL:
            return box
        box = next(o for o in options if problem.excess(o.worlds) >= best - EQUAL)


def strength(problem: Problem, name: str) -> float:
    """Return η² between tenths of an input: of its ranks among those that occur, where there are more than ten."""
    strongest = 0.0
    for one in problem.inputs:
        if one.name == name:
            known = sorted(set(one.values))
            tenth = {v: (k if len(known) <= 10 else k * 10 // len(known)) for k, v in enumerate(known)}
            parts: dict[int, Worlds] = {}
            for w in problem.everywhere:
                parts.setdefault(tenth[one.values[w]], []).append(w)
            mean = problem.density(problem.everywhere)
            between = math.fsum(problem.weight(p) * (problem.density(p) - mean) ** 2 for p in parts.values())
            strongest = max(strongest, between / (problem.weight(problem.everywhere) * mean * (1 - mean)))
    return strongest


def found_among(problem: Problem, names: tuple[str, ...]) -> Found:
    """Return the box that is found among some inputs."""
    while True:
        box = pasted(problem, chosen(problem, peeled(problem, names)))
        left = kept(problem, box)
        if left == box.names:
            return box
        names = left


def found(problem: Problem, numbers: Sequence[int] = (3, 12)) -> Found:
    """Return the box that is found, with no restriction where there is none."""
    if not 0 < problem.hits(problem.everywhere) < problem.weight(problem.everywhere):
        return Found({}, problem.everywhere)
    names = sorted({one.name for one in problem.inputs})
    ranked = sorted(names, key=lambda name: (-round(strength(problem, name), 9), name))
    boxes = [found_among(problem, tuple(sorted(ranked[:most]))) for most in numbers]
    best = max(problem.excess(box.worlds) for box in boxes)
    return next(box for box in boxes if problem.excess(box.worlds) >= best - EQUAL)


def chance(weights: Sequence[float], happens: Sequence[bool], inside: Sequence[bool]) -> float:
    """Return how likely a box is so dense in worlds that had no part in finding it, by the moments of the theory.

    The tail of the Pearson curve is that of a gamma distribution, added up by the trapezoid rule.
    """
    total = math.fsum(weights)
    mean = math.fsum(o for o, y in zip(weights, happens, strict=True) if y) / total
    d = [o * (y - mean) for o, y in zip(weights, happens, strict=True)]
    size, m = len(d), sum(inside)
    square, cube = math.fsum(x * x for x in d), math.fsum(x * x * x for x in d)
    if not 0 < m < size or square <= 0:
        return 1.0
    total = math.fsum(x for x, b in zip(d, inside, strict=True) if b)
    z = total / math.sqrt(m * (size - m) / (size * (size - 1)) * square)
    skew = (size - 2 * m) / math.sqrt(m * (size - m)) * math.sqrt(size - 1) / (size - 2)
    skew *= math.sqrt(size) * cube / math.pow(square, 1.5)
    if abs(skew) < 1e-6:
        return 0.5 * math.erfc(z / math.sqrt(2))
    shape = 4 / (skew * skew)
    at = shape + z * math.sqrt(shape) * (1 if skew > 0 else -1)

    def log(x: float) -> float:
        return (shape - 1) * math.log(x) - x - math.lgamma(shape)

    if at <= 0:
        return 1.0 if skew > 0 else 0.0
    steps, far = 20000, at + 60 * max(1.0, math.sqrt(shape)) + 60
    width = (far - at) / steps
    above = width * math.fsum(
        (0.5 if k in {0, steps} else 1.0) * math.exp(log(at + width * k)) for k in range(steps + 1)
    )
    return above if skew > 0 else 1 - above


def twice_the_median(chances: Sequence[float]) -> float:
    """Return twice the median, at most 1."""
    return min(1.0, 2 * median(chances))
