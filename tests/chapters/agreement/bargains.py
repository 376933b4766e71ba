"""Made-up bargains: issues with values, what each value is worth to each party, and reservation values.

An outcome settles every issue and is worth the sum of its values, as in other negotiation programs. As a case, every
issue begins with an option “No agreement” that a rule forbids, which is how `detente convert` writes a scenario.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement.bargaining.frontier import Frontier, Frontiers
from detente.chapters.agreement.bargaining.issue_groups import IssueGroups
from detente.chapters.agreement.bargaining.solutions import Reach, reach, solutions
from detente.chapters.agreement.space.scores import scores
from detente.worlds import Worlds
from tests.oracles.cases import as_case

NAMES = ("ann", "bea", "cem", "dan")
Points = tuple[tuple[float, ...], ...]  # of one party: issue by issue, value by value


@dataclass(frozen=True)
class Bargain:
    """A bargain.

    Attributes:
        points: What every value of every issue is worth to each party.
        reservations: The reservation value of each.
        never: Outcomes that are forbidden: numbers of values, by number of the issue.
    """

    points: tuple[Points, ...]
    reservations: tuple[float, ...]
    never: tuple[dict[int, int], ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of values of each issue."""
        return tuple(map(len, self.points[0]))

    def data(self) -> dict[str, Any]:
        """Return the bargain as plain data, for a program that knows nothing of this class."""
        never = [[[issue, value] for issue, value in one.items()] for one in self.never]
        return {"points": self.points, "reservations": self.reservations, "never": never}

    def case(self) -> Case:
        """Return the bargain as a case."""
        parties = NAMES[: len(self.points)]
        rules = {f"settle-{n}": {"never": {f"i{n}": "none"}} for n in range(len(self.sizes))}
        rules |= {
            f"rule-{k}": {"never": {f"i{n}": f"v{value}" for n, value in one.items()}}
            for k, one in enumerate(self.never)
        }
        return as_case(
            {
                "title": "A bargain",
                "date": "2021-08-31",
                "parties": {party: party.title() for party in parties},
                "issues": {
                    f"i{n}": {
                        "name": f"Issue {n}",
                        "movers": list(parties),
                        "options": {"none": "No agreement", **{f"v{k}": f"Value {k}" for k in range(size)}},
                    }
                    for n, size in enumerate(self.sizes)
                },
                "rules": rules,
                "positions": {
                    party: {f"i{n}": {f"v{k}": x for k, x in enumerate(row)} for n, row in enumerate(points)}
                    for party, points in zip(parties, self.points, strict=True)
                },
                "reservation": dict(zip(parties, self.reservations, strict=True)),
            }
        )


def drawn(sizes: Sequence[int], parties: int, seed: int, digits: int = 6) -> tuple[Points, ...]:
    """Return random points: for every party and value a number between 0 and 1, independent of all others."""
    of = random.Random(seed)
    return tuple(tuple(tuple(round(of.random(), digits) for _ in range(m)) for m in sizes) for _ in range(parties))


def sorted_against(sizes: Sequence[int], seed: int) -> tuple[Points, ...]:
    """Return random points of two parties who rank the values of every issue in opposite orders."""
    first, second = drawn(sizes, 2, seed)
    return tuple(tuple(sorted(row)) for row in first), tuple(tuple(sorted(row, reverse=True)) for row in second)


def ladders(sizes: Sequence[int], seed: int) -> tuple[Points, ...]:
    """Return points of two parties with opposed ladders: even steps up and even steps down, random weights."""
    of = random.Random(seed)
    up, down = ([of.random() for _ in sizes] for _ in range(2))
    rising = tuple(tuple(round(w * k / (m - 1), 6) for k in range(m)) for w, m in zip(up, sizes, strict=True))
    falling = tuple(tuple(round(w * (1 - k / (m - 1)), 6) for k in range(m)) for w, m in zip(down, sizes, strict=True))
    return rising, falling


def zero_sum(sizes: Sequence[int], seed: int) -> tuple[Points, ...]:
    """Return random points of two parties of whom one loses exactly what the other gains."""
    (first,) = drawn(sizes, 1, seed)
    return first, tuple(tuple(-x for x in row) for row in first)


@dataclass(frozen=True)
class Solved:
    """The frontier of a bargain, and its solutions.

    Attributes:
        frontier: The frontier.
        reservations: What the program takes as reservation values.
        could: What the parties could get.
        solutions: Solution → which points.
    """

    frontier: Frontier
    reservations: Floats
    could: Reach
    solutions: dict[str, Bools]

    @property
    def utilities(self) -> Floats:
        """What the points of the frontier are worth: array (points, parties)."""
        return np.asarray(self.frontier.gains + self.reservations)

    def outcomes(self, point: int) -> list[tuple[int, ...]]:
        """Return the outcomes at a point, as numbers of values."""
        return sorted(tuple(n - 1 for n in package) for package in self.frontier.packages(point))


def solve(case: Case, seed: int = 0) -> Solved:
    """Find frontier and solutions of the case of a bargain: of the one world that it has, whatever the seed."""
    ground = IssueGroups(case)
    block = scores(case, Worlds(case, 1, seed).draws(0, 1), case.valued, ground.needs)
    frontiers = Frontiers(ground, block)
    found = frontiers.world(0)
    top = np.array([frontiers.best_alone(party)[0] for party in case.principals])
    tolerance = np.array([1e-9 * block.parties[party].scale[0] for party in case.principals])
    could = reach(found.gains, top, tolerance)
    reservations = np.array([block.parties[party].reservation[0] for party in case.principals])
    return Solved(found, reservations, could, dict(solutions(found.gains, could)))
