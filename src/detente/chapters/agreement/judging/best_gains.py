"""The principals' gains by attainable packages: expected and best gains, regret, frontier and solutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Floats, Ints
from detente.chapters.agreement.bargaining.solutions import NAMES, Reach, solutions_by_world
from detente.chapters.agreement.bargaining.vector_sums import undominated
from detente.chapters.agreement.judging.quantised_sums import Bits
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores

WAITING = 64  # worlds whose sums are added together


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
    """Works out the gains by attainable packages, one world after the other, once it is known which those are."""

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
        self._nothing = TOLERANCE * np.stack([party.scale for party in parties], axis=1)
        self._units = np.stack([party.unit for party in parties], axis=1)

    def gains(self, batches: Sequence[Batch]) -> Gains:
        """Return the gains by all packages.

        Args:
            batches: The packages that are attainable somewhere.
        """
        sums = _PackageSums(len(self.principals), self.block.size, sum(len(batch.first) for batch in batches))
        if sums.count:
            bits = np.ascontiguousarray(np.concatenate([batch.ok for batch in batches]).T)
            columns = [self._columns(n, party, batches) for n, party in enumerate(self.principals)]
            for world in range(self.block.size):
                there = np.flatnonzero(bits[world >> 3] & (128 >> (world & 7)) != 0)
                if len(there):
                    self._look(sums, world, there, np.array([column.of(world, there) for column in columns]))
            if not self.plan.best_only:
                sums.flush()
                self._missed(sums, bits)
        return Gains(
            best={p: sums.best[:, n] for n, p in enumerate(self.principals)},
            top=np.maximum(self.top, sums.best),
            ideal=sums.ideal,
            missed=float(sums.ideal[self.block.weights > 0].max(initial=0.0)),
            expected={p: sums.added[n] for n, p in enumerate(self.principals)},
            surplus=sums.added[-1],
            regret=sums.regret,
            efficient=sums.efficient,
            solved=self._solved(sums),
        )

    def _columns(self, n: int, party: str, batches: Sequence[Batch]) -> _Columns:
        """Return a principal's gains by halves, laid out one world after the other."""
        first, second = self.plan.stakes[party]
        tables = {id(batch.tables[party]): batch.tables[party] for batch in batches}
        starts = dict(zip(tables, np.cumsum([0, *map(len, tables.values())]), strict=False))
        return _Columns(
            np.concatenate([table.T for table in tables.values()], axis=1),
            np.concatenate([starts[id(batch.tables[party])] + second.row[batch.second] for batch in batches]),
            np.ascontiguousarray((self._first[party] - self.block.parties[party].reservation).T),
            np.concatenate([first.row[batch.first] for batch in batches]),
        )

    def _look(self, sums: _PackageSums, world: int, there: Ints, gains: Floats) -> None:
        """Add the gains by the packages that are attainable in a world."""
        weight = self.block.weights[world]
        best = sums.best[world] = np.maximum(gains.max(axis=1), 0.0)
        if self.plan.best_only:
            return
        counts = best > self._nothing[world]
        if counts.any():
            surplus = np.maximum((gains[counts] * (1.0 / best[counts])[:, None]).min(axis=0), 0.0)
        else:
            surplus = np.zeros(len(there))
        sums.ideal[world] = surplus.max()
        sums.add(there, [*(gains * weight), surplus * weight])
        if weight > 0:
            sums.regret[there] = np.maximum(sums.regret[there], sums.ideal[world] - surplus)
        self._frontier(sums, world, there, gains)

    def _frontier(self, sums: _PackageSums, world: int, there: Ints, gains: Floats) -> None:
        """Find the frontier of a world, among the packages that are no worse for some principal than a good one."""
        best = sums.best[world]
        units = self._units[world]
        good = int(((1.0 / np.where(best > 0, best, np.inf)) @ gains).argmax())
        hopeful = np.flatnonzero((gains > (gains[:, good] - units / 2)[:, None]).any(axis=0))
        some = gains[:, hopeful].T
        front = undominated(np.rint(some / units))
        packages = there[hopeful[front]]
        sums.efficient[packages] += self.block.weights[world]
        sums.front.append((world, packages, some[front]))

    def _missed(self, sums: _PackageSums, bits: Bits) -> None:
        """Raise regrets for worlds in which packages are not attainable: to the largest surplus of any package there.

        Worlds with the largest surplus come first, so that most packages are done after a few worlds.
        """
        worlds = np.flatnonzero((self.block.weights > 0) & (sums.ideal > 0))
        left = np.arange(sums.count)
        for world in worlds[np.argsort(-sums.ideal[worlds], kind="stable")].tolist():
            there = bits[world >> 3, left] & (128 >> (world & 7)) != 0
            missed = left[~there]
            sums.regret[missed] = np.maximum(sums.regret[missed], sums.ideal[world])
            left = left[there]
            if not len(left):
                break

    def _solved(self, sums: _PackageSums) -> dict[str, Floats]:
        """Return for each solution the weight of the worlds in which each package is one."""
        if not sums.front:
            return {name: np.zeros(sums.count) for name in NAMES}
        worlds = np.array([world for world, _, _ in sums.front])
        sizes = [len(packages) for _, packages, _ in sums.front]
        packages = np.concatenate([packages for _, packages, _ in sums.front])
        gains = np.concatenate([gains for _, _, gains in sums.front])
        best, top = sums.best[worlds], np.maximum(self.top, sums.best)[worlds]
        found = solutions_by_world(gains, sizes, Reach(best > self._nothing[worlds], best, top))
        weight = np.repeat(self.block.weights[worlds], sizes)
        return {
            name: np.asarray(np.bincount(packages[chosen], weights=weight[chosen], minlength=sums.count), dtype=float)
            for name, chosen in found.items()
        }


class _PackageSums:
    """Sums over worlds, for every attainable package.

    Attributes:
        count: Number of packages.
        best: Array (worlds, principals): largest gains.
        ideal: Array (worlds): largest surplus.
        added: Array (principals and one more, packages): sums of the gains of each, and of surpluses.
        regret: Array (packages).
        efficient: Array (packages).
        front: World, packages on its frontier, and their gains.
    """

    def __init__(self, principals: int, worlds: int, packages: int) -> None:
        """Start at zero."""
        self.count = packages
        self.best, self.ideal = np.zeros((worlds, principals)), np.zeros(worlds)
        self.added = np.zeros((principals + 1, packages))
        self.regret, self.efficient = np.zeros((2, packages))
        self.front: list[tuple[int, Ints, Floats]] = []
        self._packages: list[Ints] = []
        self._terms: list[Sequence[Floats]] = []

    def add(self, packages: Ints, terms: Sequence[Floats]) -> None:
        """Add to the sums of some packages, once enough has been gathered to add it quickly."""
        self._packages.append(packages)
        self._terms.append(terms)
        if len(self._packages) == WAITING:
            self.flush()

    def flush(self) -> None:
        """Add what has been gathered."""
        if not self._packages:
            return
        packages = np.concatenate(self._packages)
        for row, terms in zip(self.added, zip(*self._terms, strict=True), strict=True):
            np.add(row, np.bincount(packages, weights=np.concatenate(terms), minlength=self.count), out=row)
        self._packages, self._terms = [], []


@dataclass(frozen=True)
class _Columns:
    """One principal's gains by packages as sums over their halves, laid out one world after the other.

    Attributes:
        second: Array (worlds, rows): what rows of the second half are worth.
        at: For each package, its row there.
        first: Array (worlds, rows): what rows of the first half are worth, less the reservation value.
        by: For each package, its row there.
    """

    second: Floats
    at: Ints
    first: Floats
    by: Ints

    def of(self, world: int, packages: Ints) -> Floats:
        """Return the gains by some packages in a world."""
        found = self.second[world].take(self.at.take(packages))
        return np.asarray(found + self.first[world].take(self.by.take(packages)))
