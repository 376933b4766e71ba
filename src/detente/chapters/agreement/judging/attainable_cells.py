"""The cells of a block: packages in worlds in which they are attainable, and what the principals gain there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.arrays import Floats, Ints
from detente.chapters.agreement.judging.value_tables import Bits
from detente.compiled.kernels import Kernel

KERNELS = "detente.chapters.agreement.judging.gain_kernels"
list_cells = Kernel(KERNELS, "list_cells")
best_in_worlds = Kernel(KERNELS, "best_in_worlds")
add_gains = Kernel(KERNELS, "add_gains")
raise_regrets = Kernel(KERNELS, "raise_regrets")
find_frontiers = Kernel(KERNELS, "find_frontiers")
gains_at = Kernel(KERNELS, "gains_at")
ROOM = 128  # packages on the frontier of a world, at first
BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)  # of every byte
PLACES = np.ascontiguousarray(np.argsort(BITS == 0, axis=1, kind="stable").astype(np.int16))  # the bits set come first


@dataclass(frozen=True)
class BlockFrontiers:
    """The frontiers of all worlds of a block, one behind the other.

    Attributes:
        sizes: How many packages are on the frontier of each world.
        packages: These packages, in rising order.
        gains: Array (packages on frontiers, principals).
    """

    sizes: Ints
    packages: Ints
    gains: Floats

    @classmethod
    def none(cls, worlds: int, principals: int) -> BlockFrontiers:
        """Return that there is no package on the frontier of any world."""
        return cls(np.zeros(worlds, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros((0, principals)))


@dataclass(frozen=True)
class AttainableCells:
    """Packages in the worlds in which they are attainable.

    Attributes:
        ok: Bits (packages, worlds): where each is attainable.
        size: How many worlds there are.
        rows: Array (2, principals, packages): where the two rows begin in memory, of a number a world, whose sum is the
            gain of each principal by each package.
        tables: What these rows are in, which keeps them there.
        starts: Array (packages + 1): where the worlds of each package begin, and where the last end.
        worlds: The worlds in which each package is attainable, one behind the other.
    """

    ok: Bits
    size: int
    rows: Ints
    tables: Sequence[Floats]
    starts: Ints
    worlds: NDArray[np.int16]

    @classmethod
    def of(cls, ok: Bits, size: int, rows: Ints, tables: Sequence[Floats]) -> AttainableCells:
        """List the worlds in which packages are attainable; for the arguments, see the attributes."""
        starts = np.concatenate([[0], np.cumsum(np.bitwise_count(ok).sum(axis=1, dtype=np.int64))])
        worlds = np.empty(starts[-1] + 8, dtype=np.int16)
        list_cells(*ok.shape, ok, PLACES, starts, worlds)
        return cls(ok, size, rows, tables, starts, worlds)

    @cached_property
    def sizes(self) -> tuple[int, int, int]:
        """How many packages there are, worlds, and principals."""
        return len(self.ok), self.size, self.rows.shape[1]

    def best(self, best: Floats) -> None:
        """Raise the largest gains, array (principals, worlds)."""
        best_in_worlds(*self.sizes, self.starts, self.worlds, self.rows, best)

    def add(self, shares: Floats, weights: Floats, added: Floats, ideal: Floats) -> Floats:
        """Add up gains and surpluses.

        Args:
            shares: Array (principals, worlds): what a gain is multiplied with to be a share of the largest; 0 where
                that is nothing.
            weights: Array (worlds).
            added: Array (principals + 1, packages), written: sums of the gains of each, and of surpluses.
            ideal: Array (worlds), raised: the largest surplus.

        Returns:
            Array (principals + 1, worlds): the gains by a good package of each world; −∞ where there is none.
        """
        good = np.full((self.sizes[2] + 1, self.sizes[1]), -np.inf)
        add_gains(
            *(*self.sizes, self.starts, self.worlds, self.rows),
            *(shares, weights, added, ideal, good, np.empty_like(good)),
        )
        return good

    def raise_regrets(self, shares: Floats, ideal: Floats, ranked: Ints, regret: Floats) -> None:
        """Write the largest regret of each package in some worlds, those with the largest surplus first."""
        raise_regrets(
            *(*self.sizes, len(ranked), self.ok, ranked, self.rows, shares, ideal, regret),
        )

    def frontiers(self, good: Floats, units: Floats) -> BlockFrontiers:
        """Return the frontiers.

        Args:
            good: Array (principals + 1, worlds): the gains by a good package.
            units: Array (principals, worlds): all gains are whole multiples of it.
        """
        packages, worlds, principals = self.sizes
        room = min(ROOM, packages)
        while True:
            sizes, front = np.zeros(worlds, dtype=np.int64), np.empty((worlds, room), dtype=np.int64)
            find_frontiers(
                *(*self.sizes, room, self.starts, self.worlds, self.rows),
                *(good[:-1] - units / 2, units, np.full(units.shape, -np.inf), sizes, front),
                *(np.empty((worlds, room, principals)), np.empty_like(good)),
            )
            if sizes.max() <= room:
                break
            room = min(4 * room, packages)
        found = front[np.arange(room) < sizes[:, None]]
        world = np.repeat(np.arange(worlds), sizes)
        gains = np.empty((len(found), principals))
        gains_at(len(found), packages, principals, found, world, self.rows, gains)
        return BlockFrontiers(sizes, found, gains)
