"""Frontier and solutions in one world, by brute force and in fractions, straight from the formulas.

Written from `docs/theory/solutions.md` alone, on top of `oracles.agreement`, which says what is attainable.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from tests.oracles.agreement import World, changed, matches, packages

TIE = Fraction(1, 10**9)
ZERO = Fraction(0)
DIGITS = 13


def grid(scale: Fraction) -> Fraction:
    """Return 10^(⌈log₁₀ scale⌉ − 13), the unit to which points are rounded; without a scale all points are 0."""
    power = 0
    while scale > 0 and Fraction(10) ** power < scale:
        power += 1
    while scale > 0 and Fraction(10) ** (power - 1) >= scale:
        power -= 1
    return Fraction(10) ** (power - DIGITS)


def largest(values: Mapping[int, Fraction]) -> list[int]:
    """Return the packages with the largest value, ties within 10⁻⁹ included."""
    top = max(values.values())
    return [x for x, value in values.items() if value >= top - TIE]


class Solved:
    """One world, and what the methods make of it. Packages are numbers: their places in `packages`."""

    def __init__(self, world: World) -> None:
        """Hold the world."""
        self.world = world
        self.case = world.case
        self.packages = packages(world.case)

    # Points

    @cached_property
    def scale(self) -> dict[str, Fraction]:
        """Party with points → scale."""
        found = {}
        for party in self.case.valued:
            scale = abs(Fraction(self.world.reservation[party]))
            for issue, body in self.case.issues.items():
                scale += max(abs(Fraction(self.world.score(party, issue, option))) for option in body.options)
            for name, linkage in self.case.linkages.items():
                scale += abs(Fraction(self.world.linkages[name])) if linkage.party == party else ZERO
            found[party] = scale
        return found

    @cached_property
    def tolerance(self) -> dict[str, Fraction]:
        """Party with points → 10⁻⁹ of its scale."""
        return {party: TIE * scale for party, scale in self.scale.items()}

    def rounded(self, party: str, number: float) -> Fraction:
        """Round a number of points of a party to its grid."""
        unit = grid(self.scale[party])
        return round(Fraction(number) / unit) * unit

    def score(self, party: str, issue: str, option: str) -> Fraction:
        """Return what one option is worth to a party, rounded."""
        return self.rounded(party, self.world.score(party, issue, option))

    @cached_property
    def values(self) -> dict[str, list[Fraction]]:
        """V: party with points → what every package is worth to it."""
        return {party: self._values(party) for party in self.case.valued}

    def _values(self, party: str) -> list[Fraction]:
        scores = {(i, o): self.score(party, i, o) for i, body in self.case.issues.items() for o in body.options}
        mine = {name: linkage for name, linkage in self.case.linkages.items() if linkage.party == party}
        extra = {name: self.rounded(party, self.world.linkages[name]) for name in mine}
        found = []
        for x in self.packages:
            total = sum((scores[held] for held in x.items()), ZERO)
            found.append(total + sum((extra[n] for n in mine if matches(self.case, mine[n].pattern, x)), ZERO))
        return found

    @cached_property
    def reservation(self) -> dict[str, Fraction]:
        """R: party with points → what no agreement is worth to it, rounded."""
        return {party: self.rounded(party, self.world.reservation[party]) for party in self.case.valued}

    @cached_property
    def gains(self) -> dict[str, list[Fraction]]:
        """Party with points → V − R of every package."""
        return {p: [value - self.reservation[p] for value in values] for p, values in self.values.items()}

    # What can be had

    @cached_property
    def attainable(self) -> list[int]:
        """A: the attainable packages."""
        return [x for x, package in enumerate(self.packages) if self.world.attainable(package)]

    def dominates(self, y: int, x: int) -> bool:
        """Is a package at least as good for every principal as another, and better for one?"""
        pairs = [(self.gains[p][y], self.gains[p][x]) for p in self.case.principals]
        return all(mine >= other for mine, other in pairs) and any(mine > other for mine, other in pairs)

    @cached_property
    def frontier(self) -> list[int]:
        """F: the attainable packages that no attainable package dominates."""
        return [x for x in self.attainable if not any(self.dominates(y, x) for y in self.attainable)]

    @cached_property
    def best(self) -> dict[str, Fraction]:
        """Party with points → its largest gain from an attainable package, at least 0."""
        return {p: max([ZERO, *(gains[x] for x in self.attainable)]) for p, gains in self.gains.items()}

    @cached_property
    def top(self) -> dict[str, Fraction]:
        """Party with points → its largest gain from a package that crosses none of its red lines, at least its best."""
        crosses = self.world.crosses
        return {
            p: max([self.best[p], *(g for x, g in zip(self.packages, gains, strict=True) if not crosses(p, x))])
            for p, gains in self.gains.items()
        }

    @cached_property
    def counted(self) -> list[str]:
        """K: the principals who could gain something."""
        return [p for p in self.case.principals if self.best[p] > self.tolerance[p]]

    def n(self, party: str, x: int) -> Fraction:
        """Return the gain of a party in K as a share of its best, at least 0."""
        return max(ZERO, self.gains[party][x]) / self.best[party]

    def m(self, party: str, x: int) -> Fraction:
        """Return the gain of a party in K as a share of its top, at least 0."""
        return max(ZERO, self.gains[party][x]) / self.top[party]

    def surplus(self, x: int) -> Fraction:
        """Return the smallest gain of a principal in K as a share of its best; 0 where x is not attainable."""
        if x not in self.attainable or not self.counted:
            return ZERO
        return max(ZERO, min(self.gains[p][x] / self.best[p] for p in self.counted))

    # Solutions

    @cached_property
    def solutions(self) -> dict[str, list[int]]:
        """Solution → its packages, all of the frontier; none where nobody could gain anything."""
        names = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")
        if not self.counted:
            return {name: [] for name in names}
        found = (self._nash(), self._kalai_smorodinsky(), self._egalitarian(), self._utilitarian())
        return dict(zip(names, found, strict=True))

    def _nash(self) -> list[int]:
        products = {x: math.prod((self.n(p, x) for p in self.counted), start=Fraction(1)) for x in self.frontier}
        top = max(products.values())
        return [x for x, product in products.items() if product >= top * (1 - TIE)] if top > 0 else []

    def _kalai_smorodinsky(self) -> list[int]:
        left = self.frontier
        for place in range(len(self.counted)):
            left = largest({x: sorted(self.n(p, x) for p in self.counted)[place] for x in left})
        return left

    def _egalitarian(self) -> list[int]:
        return largest({x: min(self.m(p, x) for p in self.counted) for x in self.frontier})

    def _utilitarian(self) -> list[int]:
        return largest({x: sum((self.n(p, x) for p in self.counted), ZERO) for x in self.frontier})

    def simplest(self, tied: Sequence[int]) -> int:
        """Return the package with the fewest changes, then the one that comes first."""
        return min(tied, key=lambda x: (len(changed(self.case, self.packages[x])), x))
