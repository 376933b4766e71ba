"""Peeling: from all worlds to ever smaller boxes in which something happens ever more often."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.arrays import TIE, Bools, Floats
from detente.outcomes.discovery.ranked_rows import LEVELS, RankedRows

PATIENCE = 0.05  # share of the weight of a box that a peel takes at least
LEAST = 0.05  # share of the weight of all worlds below which no box is peeled


class Peel(NamedTuple):
    """What was taken away in one step, and the box that it left.

    Attributes:
        row: Number of the row.
        above: Whether levels from `level` on were taken away, else those up to it.
        level: The last level that was taken away.
        mass: Weight of the worlds that are left.
        hits: Weight of those among them in which it happens.
    """

    row: int
    above: bool
    level: int
    mass: float
    hits: float


def peels(rows: RankedRows, weight: Floats, happens: Bools, floor: float, whole: bool = True) -> list[Peel]:
    """Return the way from all worlds to the smallest box ([FriedmanFisher1999], with the lenient objective).

    Args:
        rows: The inputs.
        weight: Array (worlds): 0 for worlds that are not looked at.
        happens: Array (worlds): whether that happens which is to be explained.
        floor: Weight that a box has at least.
        whole: Whether the way is followed to its end, else only as long as the excess of a box to come may be larger
            than that of all before.
    """
    box = PeeledBox(rows, weight, happens)
    share, most = box.hits / box.mass, 0.0
    found: list[Peel] = []
    while box.hits < box.mass * (1 - TIE) and (whole or box.hits * (1 - share) >= most):
        step = box.best(floor)
        if step is None:
            break
        box.take(step)
        found.append(step)
        most = max(most, box.hits - share * box.mass)
    return found


class PeeledBox:
    """A box that is being peeled: which worlds are in it, and their weight at each level of each row."""

    def __init__(self, rows: RankedRows, weight: Floats, happens: Bools) -> None:
        """Begin with all worlds that have weight.

        Args:
            rows: The inputs.
            weight: Array (worlds).
            happens: Array (worlds).
        """
        self.rows, self.weights = rows, np.array([weight, weight * happens])
        self.inside, self.restricted = weight > 0, np.zeros(len(rows.owner), dtype=bool)
        self.mass, self.hits = self.weights.sum(axis=1).tolist()
        self._every = np.arange(len(rows.owner))
        self._tables = rows.tables(np.flatnonzero(self.inside), self.weights)

    def best(self, floor: float) -> Peel | None:
        """Return the peel that raises the density most for what it takes away; None where none is left.

        Of equal ones it is one of an input that is restricted already, if any, and the first of these.
        """
        sums = self._tables.cumsum(axis=2)  # (mass and hits, rows, levels)
        need = PATIENCE * self.mass * (1 - TIE)
        last = np.minimum((sums[0] < need).sum(axis=1), LEVELS - 1)
        first = (sums[0] <= self.mass - need).sum(axis=1)
        left = np.empty((2, len(last), 2))  # (mass and hits, rows, from below and from above)
        left[:, :, 0] = np.array([[self.mass], [self.hits]]) - sums[:, self._every, last]
        left[:, :, 1] = sums[:, self._every, np.maximum(first - 1, 0)] * (first > 0)
        mass, hits = left.reshape(2, -1)
        able = np.flatnonzero(mass >= max(floor * (1 - TIE), TIE * self.mass))
        if not able.size:
            return None
        gain = (hits[able] / mass[able] - self.hits / self.mass) / (self.mass - mass[able])
        near = able[gain >= gain.max() - TIE * abs(gain).max()]
        fewer = near[self.restricted[near // 2]]
        at = int((fewer if fewer.size else near)[0])
        row, side = divmod(at, 2)
        return Peel(row, bool(side), int(first[row] if side else last[row]), float(mass[at]), float(hits[at]))

    def take(self, step: Peel) -> None:
        """Take away what a peel takes."""
        levels = self.rows.levels[step.row]
        out = self.inside & ((levels >= step.level) if step.above else (levels <= step.level))
        self.inside &= ~out
        self.restricted |= self.rows.owner == self.rows.owner[step.row]
        self.mass, self.hits = step.mass, step.hits
        self._tables -= self.rows.tables(np.flatnonzero(out), self.weights)
