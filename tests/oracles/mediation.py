"""What a mediator finds in sealed positions, by looking at every package in fractions, straight from the formulas.

Written from `docs/theory/mediation.md` alone. A package is a tuple of option numbers, one an issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

Package = tuple[int, ...]
TOLERANCE = Fraction(1, 10**9)


@dataclass(frozen=True)
class Side:
    """One delegation.

    Attributes:
        points: For each issue, points of its options.
        linkages: (issue number → options that count, points).
        reservation: What no agreement is worth.
        refuses: (issue number, option number).
    """

    points: Sequence[Sequence[Fraction]]
    linkages: Sequence[tuple[dict[int, set[int]], Fraction]]
    reservation: Fraction
    refuses: frozenset[tuple[int, int]]

    def value(self, x: Package) -> Fraction:
        """Points a year of a package."""
        own = sum((self.points[i][o] for i, o in enumerate(x)), Fraction(0))
        return own + sum((v for p, v in self.linkages if all(x[i] in o for i, o in p.items())), Fraction(0))

    @property
    def tolerance(self) -> Fraction:
        """Below this, points make no difference."""
        scale = sum((max(map(abs, row)) for row in self.points), abs(self.reservation))
        return TOLERANCE * (scale + sum((abs(v) for _, v in self.linkages), Fraction(0)))

    def refused(self, x: Package) -> bool:
        """Whether the package has an option that is refused."""
        return any((i, o) in self.refuses for i, o in enumerate(x))

    def accepts(self, x: Package) -> bool:
        """Whether it is acceptable."""
        return self.value(x) >= self.reservation - self.tolerance and not self.refused(x)


def packages(sizes: Iterable[int]) -> list[Package]:
    """Every package but the status quo, in the order of the case."""
    return [x for x in product(*map(range, sizes)) if any(x)]


@dataclass(frozen=True)
class Mediator:
    """One who knows everything.

    Attributes:
        sides: The delegations.
        every: The packages that the rules of the case allow.
    """

    sides: Sequence[Side]
    every: Sequence[Package]

    def spans(self) -> list[Fraction]:
        """The distance between the best and the worst for each side."""
        values = [[side.value(x) for x in self.every] for side in self.sides]
        return [max(row) - min(row) for row in values]

    def counted(self) -> list[tuple[Side, Fraction]]:
        """The sides that care, with their spans."""
        return [(s, d) for s, d in zip(self.sides, self.spans(), strict=True) if d > s.tolerance]

    def common(self) -> list[Package]:
        """What is acceptable to all."""
        return [x for x in self.every if all(side.accepts(x) for side in self.sides)]

    def gap(self) -> Fraction | None:
        """How far off the nearest text is; None where somebody refuses each."""
        open_ = [x for x in self.every if not any(s.refused(x) for s in self.sides)]
        found = [max(((s.reservation - s.value(x)) / d for s, d in self.counted()), default=Fraction(0)) for x in open_]
        return min(found, default=None)

    def first(self, asked: Sequence[Package | None]) -> Package | None:
        """The first draft; what a side has asked for is its best where it is None."""
        wants = {
            id(side): side.value(x) if x is not None else max(map(side.value, self.every))
            for side, x in zip(self.sides, asked, strict=True)
        }

        def missing(x: Package) -> list[Fraction]:
            return [(wants[id(side)] - side.value(x)) / d for side, d in self.counted()]

        common = self.common()
        content = [x for x in common if all(m <= TOLERANCE for m in missing(x))]
        if content:
            return _least(content, lambda x: max((-m for m in missing(x)), default=Fraction(0)))
        return _least(common, lambda x: max(missing(x), default=Fraction(0))) if common else None

    def better(self, y: Package, z: Package) -> bool:
        """Whether z is worse for nobody and better for somebody."""
        gains = [(s.value(z) - s.value(y), s.tolerance) for s in self.sides]
        return all(g >= -t for g, t in gains) and any(g > t for g, t in gains)

    def ordered(self, y: Package, among: Iterable[Package]) -> list[Package]:
        """Packages by what they add to y, the best first."""
        left, found = list(among), []
        while left:
            gains = {z: [(s.value(z) - s.value(y)) / d for s, d in self.counted()] for z in left}
            best = max(min(g, default=Fraction(0)) for g in gains.values())
            tied = [z for z in left if min(gains[z], default=Fraction(0)) >= best - TOLERANCE]
            most = max(sum(gains[z], Fraction(0)) for z in tied)
            tied = [z for z in tied if sum(gains[z], Fraction(0)) >= most - TOLERANCE]
            found.append(min(tied, key=lambda z: (sum(map(bool, z)), z)))
            left.remove(found[-1])
        return found

    def following(self, y: Package, changes: int) -> Package | None:
        """The draft after another one."""
        near = [z for z in self.common() if sum(a != b for a, b in zip(y, z, strict=True)) <= changes]
        return next(iter(self.ordered(y, [z for z in near if self.better(y, z)])), None)

    def improvements(self, a: Package) -> list[Package]:
        """What all could have instead of an agreed text."""
        open_ = [x for x in self.every if not any(s.refused(x) for s in self.sides)]
        found = [z for z in open_ if self.better(a, z)]
        return self.ordered(a, [z for z in found if not any(self.better(z, other) for other in found)])

    def best(self, side: Side) -> Fraction | None:
        """The most that a side could gain of what is acceptable to all."""
        return max((side.value(y) - side.reservation for y in self.common()), default=None)

    def nash(self, x: Package) -> float | None:
        """The geometric mean of gains, as a share of the largest."""

        def product_of(y: Package) -> Fraction:
            found = Fraction(1)
            for side in self.sides:
                found *= max(Fraction(0), side.value(y) - side.reservation)
            return found

        largest = max(map(product_of, self.common()), default=Fraction(0))
        return float(product_of(x) / largest) ** (1 / len(self.sides)) if largest else None


def _least(among: Sequence[Package], measure) -> Package:  # type: ignore[no-untyped-def]
    best = min(map(measure, among))
    return min((x for x in among if measure(x) <= best + TOLERANCE), key=lambda x: (sum(map(bool, x)), x))
