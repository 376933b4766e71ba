"""The principals' gains by attainable packages: expected and best gains, regret, frontier and solutions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats, Ints
from detente.chapters.agreement.bargaining.solutions import NAMES, Reach, solutions
from detente.chapters.agreement.bargaining.vector_sums import undominated
from detente.chapters.agreement.judging.quantised_sums import Bits
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.scores import Scores

MOST = 2_000_000  # attainable packages × worlds looked at together


@dataclass(frozen=True)
class Batch:
    """Packages that were judged together.

    Attributes:
        first: Row of the first half, for each package.
        second: Row of the second half.
        ok: Bits (packages, worlds): where the package is attainable.
        tables: Principal → array (rows of the second half that differ to it, worlds), its values.
        own: Principal → array (rows of the first half that differ to it, worlds), its values.
    """

    first: Ints
    second: Ints
    ok: Bits
    tables: Mapping[str, Floats]
    own: Mapping[str, Floats]


@dataclass(frozen=True)
class Gains:
    """Gains in a block of worlds; tables are weighted sums over its worlds, laid out as P(x).

    Attributes:
        best: Principal → largest gain over its reservation value by an attainable package, 0 where there is none.
        expected: Principal → its gain where attainable.
        surplus: The smallest normalised gain of a principal.
        ideal: In each world, the largest surplus of a package.
        regret: The largest regret over worlds with weight: not a sum but a maximum.
        efficient: Weight of the worlds in which the package is on the frontier.
        solved: Solution → weight of the worlds in which the package is one.
    """

    best: dict[str, Floats]
    expected: dict[str, Floats]
    surplus: Floats
    ideal: Floats
    regret: Floats
    efficient: Floats
    solved: dict[str, Floats]


@dataclass(frozen=True)
class _Cells:
    """Attainable packages in some worlds, one by one.

    Attributes:
        package: Number of the package among those gathered.
        world: The world.
        gains: For each principal, its gains.
    """

    package: Ints
    world: Ints
    gains: tuple[Floats, ...]


class Gatherer:
    """Gathers batches of attainable packages, and works out the gains once all are there."""

    def __init__(self, plan: Groundwork, block: Scores) -> None:
        """Start without any batch."""
        self.plan, self.block = plan, block
        self.principals = tuple(plan.case.principals)
        self.own: dict[str, Floats] = {}
        self.top = np.full((block.size, len(self.principals)), -np.inf)
        self.batches: list[Batch] = []

    def add(self, batch: Batch) -> None:
        """Add a batch."""
        if not self.own:
            self.own = {p: values - self.block.parties[p].reservation for p, values in batch.own.items()}
        self.batches.append(batch)

    def gains(self) -> Gains:
        """Return the gains of all batches, worked out for as many worlds at a time as memory allows."""
        shape, size, k = self.plan.packages.shape, self.block.size, len(self.principals)
        self._first, self._second = (
            np.concatenate([np.zeros(0, dtype=np.intp), *(getattr(batch, half) for batch in self.batches)])
            for half in ("first", "second")
        )
        count = len(self._first)
        self._sums = np.zeros((count, k))
        self._surplus, self._regret, self._efficient = (np.zeros(count) for _ in range(3))
        self._solved = {name: np.zeros(count) for name in NAMES}
        self._best, self._ideal = np.zeros((size, k)), np.zeros(size)
        for start, stop in self._slices():
            self._look(start, stop)

        def laid_out(values: Floats) -> Floats:
            table = np.zeros(shape)
            table[self._first, self._second] = values
            return table

        regret = np.full(shape, self._ideal[self.block.weights > 0].max(initial=0.0))
        regret[self._first, self._second] = self._regret
        return Gains(
            best={p: self._best[:, n] for n, p in enumerate(self.principals)},
            expected={p: laid_out(self._sums[:, n]) for n, p in enumerate(self.principals)},
            surplus=laid_out(self._surplus),
            ideal=self._ideal,
            regret=regret,
            efficient=laid_out(self._efficient),
            solved={name: laid_out(values) for name, values in self._solved.items()},
        )

    def _slices(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of bytes of the bits with at most `MOST` cells each, or of a single byte."""
        cells = np.zeros(-(-self.block.size // 8), dtype=np.int64)
        for batch in self.batches:
            cells += np.bitwise_count(batch.ok).sum(axis=0, dtype=np.int64)
        start, total = 0, 0
        for byte, here in enumerate(cells):
            if byte > start and total + here > MOST:
                yield start, byte
                start, total = byte, 0
            total += int(here)
        yield start, len(cells)

    def _look(self, start: int, stop: int) -> None:
        """Add the gains in the worlds of some bytes."""
        cells = self._gather(start, stop)
        if not len(cells.world):
            return
        weights = self.block.weights[cells.world]
        for n, gains in enumerate(cells.gains):
            np.maximum.at(self._best[:, n], cells.world, gains)
            self._sums[:, n] += self._added(cells, gains * weights)
        surplus = self._surpluses(cells)
        np.maximum.at(self._ideal, cells.world, surplus)
        self._surplus += self._added(cells, surplus * weights)
        regret = np.where(weights > 0, self._ideal[cells.world] - surplus, 0.0)
        np.maximum.at(self._regret, cells.package, regret)
        self._regret_elsewhere(start, stop)
        self._solve(cells)

    def _added(self, cells: _Cells, values: Floats) -> Floats:
        return np.asarray(np.bincount(cells.package, weights=values, minlength=len(self._first)), dtype=float)

    def _gather(self, start: int, stop: int) -> _Cells:
        packages, worlds = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
        gains: list[list[Floats]] = [[np.zeros(0)] for _ in self.principals]
        size = min(8 * stop, self.block.size) - 8 * start
        offset = 0
        for batch in self.batches:
            bits = np.unpackbits(batch.ok[:, start:stop], axis=1, count=size).view(bool)
            at = np.flatnonzero(bits)
            package = np.repeat(np.arange(len(bits)), np.count_nonzero(bits, axis=1))
            world = at - package * size + 8 * start
            for n, party in enumerate(self.principals):
                gains[n].append(self._gains(batch, party, package, world))
            packages.append(package + offset)
            worlds.append(world)
            offset += len(bits)
        return _Cells(np.concatenate(packages), np.concatenate(worlds), tuple(map(np.concatenate, gains)))

    def _gains(self, batch: Batch, party: str, package: Ints, world: Ints) -> Floats:
        first, second = self.plan.stakes[party]
        found = batch.tables[party][second.row[batch.second][package], world]
        found += self.own[party][first.row[batch.first][package], world]
        return found

    def _surpluses(self, cells: _Cells) -> Floats:
        """Return the smallest normalised gain of a principal that could gain something; 0 where there is none."""
        smallest = np.full(len(cells.package), np.inf)
        for n, gains in enumerate(cells.gains):
            counts, best = self._counts[:, n], self._best[:, n]
            per_point = np.where(counts, 1.0 / np.where(counts, best, 1.0), np.nan)
            np.fmin(smallest, gains * per_point[cells.world], out=smallest)
        smallest[smallest == np.inf] = 0.0
        return np.asarray(np.maximum(smallest, 0.0))

    @property
    def _counts(self) -> Bools:
        """Which principals could gain something in which worlds: array (worlds, principals)."""
        scale = np.stack([self.block.parties[p].scale for p in self.principals], axis=1)
        return np.asarray(self._best > TOLERANCE * scale)

    def _regret_elsewhere(self, start: int, stop: int) -> None:
        """Raise regrets for worlds in which packages are not attainable: to the largest surplus of any package there.

        Worlds with the largest surplus come first, so that most packages are done after a few worlds.
        """
        worlds = np.arange(8 * start, min(8 * stop, self.block.size))
        worlds = worlds[(self.block.weights[worlds] > 0) & (self._ideal[worlds] > 0)]
        ok = np.concatenate([np.zeros((0, stop - start), dtype=np.uint8), *(b.ok[:, start:stop] for b in self.batches)])
        left = np.arange(len(ok))
        for world in worlds[np.argsort(-self._ideal[worlds], kind="stable")]:
            byte, bit = divmod(int(world) - 8 * start, 8)
            there = (ok[left, byte] >> (7 - bit)) & 1 == 1
            missed = left[~there]
            self._regret[missed] = np.maximum(self._regret[missed], self._ideal[world])
            left = left[there]
            if not len(left):
                break

    def _solve(self, cells: _Cells) -> None:
        """Find the frontier and the solutions of every world."""
        units = np.stack([self.block.parties[p].unit for p in self.principals], axis=1)
        top, counts = np.maximum(self.top, self._best), self._counts
        hopeful = np.flatnonzero(self._hopeful(cells, units))
        hopeful = hopeful[np.argsort(cells.world[hopeful].astype(np.uint16), kind="stable")]  # a block has few worlds
        gains = np.stack([mine[hopeful] for mine in cells.gains], axis=1)
        package, world = cells.package[hopeful], cells.world[hopeful]
        starts = np.flatnonzero(np.diff(world, prepend=-1))
        for start, stop in zip(starts, [*starts[1:], len(world)], strict=True):
            at = world[start]
            front = start + np.flatnonzero(undominated(np.rint(gains[start:stop] / units[at])))
            packages, weight = package[front], self.block.weights[at]
            self._efficient[packages] += weight
            could = Reach(counts[at], self._best[at], top[at])
            for name, chosen in solutions(gains[front], could).items():
                self._solved[name][packages[chosen]] += weight

    def _hopeful(self, cells: _Cells, units: Floats) -> Bools:
        """Return which cells may be on the frontier: those that are no worse for some principal than a good package."""
        total = np.zeros(len(cells.world))
        for n, mine in enumerate(cells.gains):
            best = self._best[:, n]
            total += mine * np.where(best > 0, 1.0 / np.where(best > 0, best, 1.0), 0.0)[cells.world]
        most = np.full(self.block.size, -np.inf)
        np.maximum.at(most, cells.world, total)
        good = np.flatnonzero(total == most[cells.world])
        found = np.zeros(len(cells.world), dtype=bool)
        for n, mine in enumerate(cells.gains):
            bar = np.full(self.block.size, np.inf)
            bar[cells.world[good]] = mine[good]  # of those that are tied, the same one for all principals
            found |= mine > (bar - units[:, n] / 2)[cells.world]
        return found
