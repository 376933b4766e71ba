"""The principals' gains by attainable packages: expected and best gains, regret, frontier and solutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Floats, Ints
from detente.chapters.agreement.bargaining.solutions import NAMES, Reach, solutions_by_world
from detente.chapters.agreement.judging.attainable_cells import AttainableCells, BlockFrontiers
from detente.chapters.agreement.judging.value_tables import Bits
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores


@dataclass(frozen=True)
class Batch:
    """Packages that were judged together.

    Attributes:
        first: Row of the first half, for each package.
        second: Row of the second half.
        ok: Bits (packages, worlds): where the package is attainable.
        tables: Principal → array (rows of the second half that differ to it, worlds), its values; empty where gains
            are not asked for.
    """

    first: Ints
    second: Ints
    ok: Bits
    tables: Mapping[str, Floats]


@dataclass(frozen=True)
class Gains:
    """Gains in a block of worlds; for each attainable package, sums are weighted sums over its worlds.

    Attributes:
        best: Principal → largest gain over its reservation value by an attainable package, 0 where there is none: a
            value a world.
        top: Array (worlds, principals): the largest gain of each by any package, attainable or not, that crosses none
            of its red lines.
        ideal: In each world, the largest surplus of a package.
        missed: The largest regret, over worlds with weight, of a package that is attainable nowhere.
        expected: Principal → its gain where attainable.
        surplus: The smallest normalised gain of a principal.
        regret: The largest regret over worlds with weight: not a sum but a maximum.
        efficient: Weight of the worlds in which the package is on the frontier.
        solved: Solution → weight of the worlds in which the package is one.
    """

    best: Mapping[str, Floats]
    top: Floats
    ideal: Floats
    missed: float
    expected: Mapping[str, Floats]
    surplus: Floats
    regret: Floats
    efficient: Floats
    solved: Mapping[str, Floats]


class Gatherer:
    """Works out the gains by attainable packages, once it is known which those are; the loops are compiled."""

    def __init__(self, plan: Groundwork, block: Scores, first: Mapping[str, Floats]) -> None:
        """Prepare for a block.

        Args:
            plan: The groundwork of the case.
            block: The block of worlds.
            first: Principal → array (rows of the first half that differ to it, worlds), its values.
        """
        self.plan, self.block = plan, block
        self.principals = tuple(plan.case.principals)
        self.top = np.full((block.size, len(self.principals)), -np.inf)
        self._first = first
        parties = [block.parties[party] for party in self.principals]
        self._nothing = TOLERANCE * np.stack([party.scale for party in parties])
        self._units = np.stack([party.unit for party in parties])

    def gains(self, batches: Sequence[Batch]) -> Gains:
        """Return the gains by all packages.

        Args:
            batches: The packages that are attainable somewhere.
        """
        size, count = self.block.size, sum(len(batch.first) for batch in batches)
        best, ideal = np.zeros((len(self.principals), size)), np.zeros(size)
        added, regret = np.zeros((len(self.principals) + 1, count)), np.zeros(count)
        front = BlockFrontiers.none(size, len(self.principals))
        if count:
            cells = self._cells(batches)
            cells.best(best)
            if not self.plan.best_only:
                shares = np.where(best > self._nothing, 1.0 / np.where(best > 0, best, 1.0), 0.0)
                good = cells.add(shares, self.block.weights, added, ideal)
                cells.raise_regrets(shares, ideal, self._ranked(ideal), regret)
                front = cells.frontiers(good, self._units)
        return Gains(
            best={p: best[n] for n, p in enumerate(self.principals)},
            top=np.maximum(self.top, best.T),
            ideal=ideal,
            missed=float(ideal[self.block.weights > 0].max(initial=0.0)),
            expected={p: added[n] for n, p in enumerate(self.principals)},
            surplus=added[-1],
            regret=regret,
            efficient=_summed(front.packages, np.repeat(self.block.weights, front.sizes), count),
            solved=self._solved(front, best.T, count),
        )

    def _cells(self, batches: Sequence[Batch]) -> AttainableCells:
        """Return where packages are attainable, and which rows add up to what each principal gains there."""
        tables, rows = list[Floats](), list[list[Ints]]([[], []])
        for party in self.principals:
            first, second = self.plan.stakes[party]
            above = self._first[party] - self.block.parties[party].reservation
            rows[0].append(np.concatenate([_places(each.tables[party], second.row[each.second]) for each in batches]))
            rows[1].append(np.concatenate([_places(above, first.row[each.first]) for each in batches]))
            tables += [above, *(each.tables[party] for each in batches)]
        ok = np.concatenate([each.ok for each in batches])
        return AttainableCells.of(ok, self.block.size, np.array(rows), tables)

    def _ranked(self, ideal: Floats) -> Ints:
        """Return the worlds in which something can be missed, those with the largest surplus first."""
        worlds = np.flatnonzero((self.block.weights > 0) & (ideal > 0))
        return np.asarray(worlds[np.argsort(-ideal[worlds], kind="stable")])

    def _solved(self, front: BlockFrontiers, best: Floats, count: int) -> dict[str, Floats]:
        """Return for each solution the weight of the worlds in which each package is one."""
        worlds = np.flatnonzero(front.sizes)
        if not len(worlds):
            return {name: np.zeros(count) for name in NAMES}
        sizes, some = front.sizes[worlds], best[worlds]
        top = np.maximum(self.top, best)[worlds]
        found = solutions_by_world(front.gains, sizes.tolist(), Reach(some > self._nothing.T[worlds], some, top))
        weight = np.repeat(self.block.weights[worlds], sizes)
        return {name: _summed(front.packages[chosen], weight[chosen], count) for name, chosen in found.items()}


def _places(table: Floats, rows: Ints) -> Ints:
    """Return where rows of a table begin in memory."""
    return np.asarray(table.ctypes.data + table.strides[0] * rows, dtype=np.int64)


def _summed(packages: Ints, weights: Floats, count: int) -> Floats:
    """Return the sum of the weights of each package."""
    return np.asarray(np.bincount(packages, weights, count), dtype=float)
