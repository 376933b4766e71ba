"""The exact frontier of one world, without listing all packages: groups of issues, merged.

Where consent depends on options, every set of conditions that could carry a package is tried: only options whose needs
it meets are merged, on the principals and on the parties of the conditions together, and what meets all thresholds is
pooled. Only then are dominated packages discarded, on the principals alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement.bargaining.issue_groups import IssueGroups
from detente.chapters.agreement.bargaining.vector_sums import MOST, Front, leaf, merge, refined, undominated
from detente.chapters.agreement.space.consent_sets import Carried, carried
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import Scores


@dataclass(frozen=True)
class Frontier:
    """The attainable packages of a world that no other attainable package dominates.

    Attributes:
        gains: Array (points, principals): gains over the reservation values, all different; points a year.
        fronts: For each point, the fronts it lies on and its number there.
        ground: The groups.
    """

    gains: Floats
    fronts: tuple[tuple[tuple[Front, int], ...], ...]
    ground: IssueGroups

    def packages(self, point: int, most: int | None = None) -> list[OptionNumbers]:
        """Return the packages at a point, at most so many; they are worth the same to every principal."""
        return list(islice(self._packages(point), most))

    def _packages(self, point: int) -> Iterator[OptionNumbers]:
        seen = set()
        for front, number in self.fronts[point]:
            for chosen in front.packages(number):
                package = self.ground.package(chosen)
                if package not in seen:
                    seen.add(package)
                    yield package

    def every(self) -> Iterator[tuple[int, OptionNumbers]]:
        """Yield every package of the frontier, with its point."""
        for point in range(len(self.fronts)):
            yield from ((point, package) for package in self._packages(point))


class Frontiers:
    """Frontiers of the worlds of a block."""

    def __init__(self, ground: IssueGroups, block: Scores, most: int = MOST) -> None:
        """Work out what groups are worth in all worlds of a block that has the scores of all parties that are asked."""
        self.ground, self.block, self.most = ground, block, most
        self.principals = tuple(ground.case.principals)
        self.tables = {
            name: [np.rint(group.values(party) / party.unit) for group in ground.groups]
            for name, party in block.parties.items()
        }
        self.crossed = {
            name: [group.crossed(party) for group in ground.groups] for name, party in block.parties.items()
        }
        self._sets: dict[tuple[bool, ...], tuple[Carried, ...]] = {}

    def best_alone(self, party: str) -> Floats:
        """Return a party's largest gain in each world by packages that cross none of its red lines; −∞ if none."""
        best, extra = np.zeros(self.block.size), np.full(self.block.size, -np.inf)
        for group, table, crossed in zip(self.ground.groups, self.tables[party], self.crossed[party], strict=True):
            barred = np.where(crossed, -np.inf, table)
            top = barred.max(axis=0, initial=-np.inf)
            changed = np.delete(barred, group.still, axis=0) if group.still is not None else barred
            step = changed.max(axis=0, initial=-np.inf)
            with np.errstate(invalid="ignore"):
                extra = np.fmax(extra + top, best + step)
            best = best + top
        scores = self.block.parties[party]
        return np.asarray(extra * scores.unit - scores.reservation)

    def world(self, n: int) -> Frontier:
        """Return the frontier of one world of the block.

        Raises:
            TooLargeError: There are too many sums to look at.
            TooManyConditionsError: There are too many sets of consents to look at.
        """
        found = [front for one in self._carried(n) if (front := self._front(one, n)) is not None]
        k = len(self.principals)
        points = [(front, number) for front in found for number in range(len(front.values))]
        if not points:
            return Frontier(np.zeros((0, k)), (), self.ground)
        values = np.concatenate([front.values[:, :k] for front in found])
        keep = np.flatnonzero(undominated(values))
        units = np.array([self.block.parties[p].unit[n] for p in self.principals])
        reservation = np.array([self.block.parties[p].reservation[n] for p in self.principals])
        distinct, at = np.unique(values[keep], axis=0, return_inverse=True)
        lies: list[list[tuple[Front, int]]] = [[] for _ in distinct]
        for place, point in zip(at.reshape(-1), keep, strict=True):
            lies[place].append(points[point])
        return Frontier(distinct * units - reservation, tuple(map(tuple, lies)), self.ground)

    def _carried(self, n: int) -> tuple[Carried, ...]:
        passes = {path: bool(passing[n]) for path, passing in self.block.gates.items()}
        key = tuple(passes.values())
        if key not in self._sets:
            self._sets[key] = carried(self.ground.needs, passes, self.principals)
        return self._sets[key]

    def _front(self, one: Carried, n: int) -> Front | None:
        """Return what can be agreed in a world under these conditions; None if nothing can."""
        conditions = sorted(one.conditions)
        asked = (*self.principals, *(party for party, _ in conditions))
        thresholds = np.array(
            [self._threshold(p, n, False) for p in self.principals]
            + [self._threshold(p, n, abstains) for p, abstains in conditions]
        )
        unmet = [k for k in range(len(self.ground.needs)) if k not in one.needs]
        leaves, low, high = [], [], []
        for number, group in enumerate(self.ground.groups):
            allowed = np.asarray(~group.calls[:, unmet].any(axis=1))
            for party in asked:
                allowed &= ~self.crossed[party][number][:, n]
            still = group.still is not None
            if group.still is not None:
                allowed[group.still] = False
            rows = np.flatnonzero(allowed)
            values = np.stack([self.tables[party][number][rows, n] for party in asked], axis=1)
            if not len(rows) and not still:
                return None
            spread = np.concatenate([values, np.zeros((int(still), len(asked)))])
            low.append(spread.min(axis=0))
            high.append(spread.max(axis=0))
            leaves.append(leaf(number, values, rows, still))
        return self._merged(leaves, np.array(low), np.array(high), thresholds)

    def _merged(self, leaves: list[Front], low: Floats, high: Floats, thresholds: Floats) -> Front | None:
        """Merge the leaves, leaving out what can no longer reach a threshold.

        What a sum is worth to a third party counts only up to the point where it is certain to reach its threshold, so
        that fewer sums have to be kept.
        """
        more, less = ([*np.cumsum(x[::-1], axis=0)[::-1][1:], np.zeros(len(thresholds))] for x in (high, low))
        k = len(self.principals)

        def refine(front: Front, merged: int) -> Front:
            keep: Bools = (front.values + more[merged - 1] >= thresholds).all(axis=1)
            if k == len(thresholds) and keep.all():
                return front
            values = front.values.copy()
            values[:, k:] = np.minimum(values[:, k:], np.ceil((thresholds - less[merged - 1])[k:]))
            return refined(front, keep, values)

        front = merge(leaves, refine, self.most)
        return front if len(front.values) else None

    def _threshold(self, party: str, n: int, abstains: bool) -> float:
        scores = self.block.parties[party]
        return float((scores.forbears if abstains else scores.least)[n] / scores.unit[n])
