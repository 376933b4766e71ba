"""Regret, robust choices, nearest packages and first requests over many worlds, by brute force and in fractions.

Written from `docs/theory/solutions.md` alone, on top of `oracles.solutions`, which answers in one world.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tests.oracles.agreement import Package, changed
from tests.oracles.shares import Shares
from tests.oracles.solutions import TIE, ZERO, Solved, largest

TENTH = Fraction(1, 10)


@dataclass(frozen=True)
class Nearest:
    """What it takes for a party to accept, in the worlds in which it refuses a package.

    Attributes:
        refused: Share of all worlds in which the party refuses the package; the other shares are of those worlds.
        by_changes: Number of issues to change → share in which so many are needed.
        none: Share in which no package serves.
        served: Package → share in which it is the nearest.
        package: The package that serves most often, None if none ever does.
    """

    refused: Fraction
    by_changes: dict[int, Fraction]
    none: Fraction
    served: dict[int, Fraction]
    package: int | None


@dataclass(frozen=True)
class Request:
    """A package one issue away: what it adds for a party (a share of its expected best gain), and what P(x) loses."""

    package: int
    worth: Fraction
    lost: Fraction


class Robust:
    """All packages of a case in all worlds of a run. Packages are numbers: their places in `packages`."""

    def __init__(self, shares: Shares) -> None:
        """Solve every world."""
        self.case = shares.case
        self.packages = shares.packages
        self.worlds = [Solved(world) for world in shares.worlds]
        self.weights = [Fraction(weight) for weight in shares.weights]
        self.total = sum(self.weights, ZERO)

    def mean(self, values: Sequence[Fraction | int]) -> Fraction:
        """Return the weighted mean of one value a world."""
        return sum((w * v for w, v in zip(self.weights, values, strict=True)), ZERO) / self.total

    @cached_property
    def share(self) -> list[Fraction]:
        """P: package by package, the share of worlds in which it is attainable."""
        return [self.mean([x in w.attainable for w in self.worlds]) for x in range(len(self.packages))]

    def solution_share(self, name: str) -> list[Fraction]:
        """Return, package by package, the share of worlds in which it is a solution of that name."""
        return [self.mean([x in w.solutions[name] for w in self.worlds]) for x in range(len(self.packages))]

    # Regret and robust choices

    @cached_property
    def surplus(self) -> list[list[Fraction]]:
        """World by world, the surplus of every package."""
        return [[w.surplus(x) for x in range(len(self.packages))] for w in self.worlds]

    @cached_property
    def regret(self) -> list[list[Fraction]]:
        """World by world, the regret of every package."""
        return [[max(row) - s for s in row] for row in self.surplus]

    def largest_regret(self, x: int) -> Fraction:
        """Return the largest regret of a package over worlds of positive weight."""
        return max(row[x] for row, weight in zip(self.regret, self.weights, strict=True) if weight > 0)

    def expected_regret(self, x: int) -> Fraction:
        """Return the expected regret of a package."""
        return self.mean([row[x] for row in self.regret])

    def tenth_percentile(self, x: int) -> Fraction:
        """Return the largest surplus that a package reaches or exceeds in all but a tenth of the worlds."""
        column = [(row[x], weight) for row, weight in zip(self.surplus, self.weights, strict=True)]
        reached = []
        for t, weight in column:
            below = sum((w for s, w in column if s < t), ZERO)
            if weight > 0 and below <= (TENTH + TIE) * self.total:
                reached.append(t)
        return max(reached)

    @cached_property
    def possible(self) -> list[int]:
        """The packages that are attainable in some world that counts; only these are chosen."""
        return [x for x in range(len(self.packages)) if self.share[x] > 0]

    def _chosen(self, measure: Callable[[int], Fraction], among: Sequence[int]) -> int | None:
        """Return the package for which a measure is largest; ties go to the fewest changes, then to the first."""
        return self.worlds[0].simplest(largest({x: measure(x) for x in among})) if among else None

    def highest_share(self) -> int | None:
        """Return the package with the largest share of worlds; None where nothing is attainable in any world."""
        return self._chosen(lambda x: self.share[x], self.possible)

    def minimax_regret(self) -> int | None:
        """Return the package with the smallest largest regret; None where nothing is attainable in any world."""
        tied = largest({x: -self.largest_regret(x) for x in self.possible}) if self.possible else []
        return self._chosen(lambda x: -self.expected_regret(x), tied)

    def least_expected_regret(self) -> int | None:
        """Return the package with the smallest expected regret; None where nothing is attainable in any world."""
        return self._chosen(lambda x: -self.expected_regret(x), self.possible)

    def best_tenth_percentile(self) -> int | None:
        """Return the package with the best tenth percentile of surplus; None where that is 0 for every package."""
        if not any(self.tenth_percentile(x) > 0 for x in self.possible):
            return None
        return self._chosen(self.tenth_percentile, self.possible)

    # Nearest acceptable package

    def differing(self, x: int, y: int) -> int:
        """Return on how many issues two packages differ."""
        return sum(self.packages[x][issue] != self.packages[y][issue] for issue in self.case.issues)

    def nearest_in(self, w: int, x: int, party: str) -> tuple[int, Fraction, int] | None:
        """Return changes, worst loss and number of the nearest package that a party accepts in a world."""
        world = self.worlds[w]
        found = []
        for y in world.attainable:
            if world.world.accepts(party, self.packages[y]):
                losses = [(world.gains[q][x] - world.gains[q][y]) / world.best[q] for q in world.counted]
                found.append((self.differing(x, y), max(losses, default=ZERO), y))
        fewest = [one for one in found if one[0] == min(found)[0]]
        return next(((n, loss, y) for n, loss, y in fewest if loss <= min(fewest)[1] + TIE), None)

    def nearest(self, x: int, party: str) -> Nearest | None:
        """Return what it takes for a party to accept; None where it never refuses the package."""
        needed = party in self.case.principals or self.needed(party, self.packages[x])
        refused, none = ZERO, ZERO
        by_changes: dict[int, Fraction] = {}
        served: dict[int, Fraction] = {}
        for w, weight in enumerate(self.weights):
            world = self.worlds[w]
            if weight == 0 or world.world.accepts(party, self.packages[x]):
                continue
            if not needed and x not in world.attainable:
                continue
            refused += weight
            found = self.nearest_in(w, x, party)
            if found is None:
                none += weight
            else:
                changes, _, y = found
                by_changes[changes] = by_changes.get(changes, ZERO) + weight
                served[y] = served.get(y, ZERO) + weight
        if refused == 0:
            return None
        most = min(served, key=lambda y: (-served[y], y), default=None)
        return Nearest(
            refused / self.total,
            {changes: weight / refused for changes, weight in by_changes.items()},
            none / refused,
            {y: weight / refused for y, weight in served.items()},
            most,
        )

    def needed(self, party: str, x: Package) -> bool:
        """Whether a package needs the consent of a party that is no principal."""
        moved = changed(self.case, x)
        if any(party in self.case.issues[issue].movers for issue in moved):
            return True
        return any(
            x[issue] in which.of(list(self.case.issues[issue].options))
            and any(leaf.party == party for leaf in clause.needs.leaves())
            for clause in self.case.consent.values()
            for issue, which in clause.covers.items()
            if issue in moved
        )

    # What to ask for first

    def requests(self, x: int, party: str) -> list[Request]:
        """Return what a party can ask for first, from a package; empty where its expected best gain is 0."""
        best = self.mean([w.best[party] for w in self.worlds])
        if best == 0:
            return []
        found = []
        for y in range(len(self.packages)):
            worth = self.mean([w.values[party][y] - w.values[party][x] for w in self.worlds]) / best
            if self.differing(x, y) == 1 and worth > TIE:
                found.append(Request(y, worth, self.share[x] - self.share[y]))
        free = sorted((r for r in found if r.lost <= TIE), key=lambda r: (-r.worth, r.package))
        dear = sorted((r for r in found if r.lost > TIE), key=lambda r: (-r.worth / r.lost, r.package))
        return [*free, *dear]
