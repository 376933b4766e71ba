"""From inputs to one box: peeled, chosen, freed of what explains nothing, and pasted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from detente.arrays import TIE, Bools, Floats, Ints, Levels
from detente.outcomes.discovery.peeling import LEAST, PATIENCE, Peel, peels
from detente.outcomes.discovery.ranked_rows import Bounds, RankedRows

STRONGEST = (3, 12)  # so many inputs are searched, those between whose tenths what happens varies most
MOST_RESTRICTED = 3  # inputs of a box that is said
SURE = 0.05  # quasi-p-value above which a restriction is dropped


@dataclass(frozen=True)
class RankedBox:
    """A box that was found, as levels of rows.

    Attributes:
        bounds: Number of a row among all → the lowest and the highest level that are left.
        quasi_p: Input → how likely its restriction explains nothing that the others do not.
    """

    bounds: Bounds = field(default_factory=dict)
    quasi_p: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class BoxSearch:
    """A search for the box in which something happens most often for its size.

    Attributes:
        rows: The inputs.
        weight: Array (worlds): 0 for worlds that are not looked at.
        happens: Array (worlds): whether that happens which is to be explained.
        floor: Weight that a box has at least.
    """

    rows: RankedRows
    weight: Floats
    happens: Bools
    floor: float

    @classmethod
    def among(cls, rows: RankedRows, weight: Floats, happens: Bools, whole: float) -> BoxSearch:
        """Set out to search some worlds.

        Args:
            rows: The inputs.
            weight: Array (worlds): 0 for worlds that are not looked at.
            happens: Array (worlds).
            whole: Weight of all worlds, of which a box holds a twentieth at least.
        """
        return cls(rows, weight, happens, LEAST * whole)

    def only(self, inputs: Ints) -> BoxSearch:
        """Return the same search among some of the inputs."""
        return replace(self, rows=self.rows.only(inputs))

    @cached_property
    def total(self) -> float:
        """Weight of the worlds."""
        return float(self.weight.sum())

    @cached_property
    def share(self) -> float:
        """Share of the worlds in which it happens."""
        return float(self.weight @ self.happens / self.total)

    @cached_property
    def apart(self) -> Floats:
        """Array (worlds): what each adds to the excess of a box that holds it."""
        return np.asarray(self.weight * (self.happens - self.share) / self.total)

    def excess(self, inside: Bools) -> float:
        """Return the excess of a box: the share of the worlds in which it happens there beyond what chance gives."""
        return float(self.apart @ inside)

    def found(self) -> RankedBox:
        """Return the box with the larger excess of those found among few and more inputs, the first of equal ones.

        It is without bounds where there is none.
        """
        if not 0 < self.share < 1 or self.total <= self.floor:
            return RankedBox()
        fewer = {len(rows.owner): rows for rows in (self._strongest(most) for most in STRONGEST)}
        boxes = [self._found_among(rows) for rows in fewer.values()]
        excess = np.array([self.excess(self.rows.inside(self._own(box.bounds))) for box in boxes])
        return boxes[int(np.argmax(excess >= excess.max() - TIE))]

    def _strongest(self, most: int) -> RankedRows:
        return self.rows.strongest(self.weight, self.happens, most)

    def _own(self, bounds: Bounds) -> Bounds:
        """Return bounds by number of a row among all, as bounds by row of this search."""
        return {int(np.searchsorted(self.rows.number, number)): bound for number, bound in bounds.items()}

    def _found_among(self, rows: RankedRows) -> RankedBox:
        """Peel, choose, paste and drop restrictions, until none is dropped."""
        looked_at = rows
        while True:
            path = peels(looked_at, self.weight, self.happens, self.floor, whole=False)
            at = self._best(path)
            box = self.pasted(looked_at, self._bounded(looked_at, path[:at]))
            kept = self.kept(looked_at, box)
            if kept.keys() == {int(looked_at.owner[row]) for row in box}:
                numbered = {int(looked_at.number[row]): box[row] for row in sorted(box)}
                return RankedBox(numbered, kept)
            looked_at = looked_at.only(np.array(sorted(kept), dtype=np.intp))

    def curve(self, box: RankedBox) -> tuple[tuple[float, float], ...]:
        """Return (coverage, density) of all worlds and of each box to which the inputs of a box can be peeled."""
        rows, hits = self.rows.only(np.array(sorted(box.quasi_p), dtype=np.intp)), self.share * self.total
        path = peels(rows, self.weight, self.happens, self.floor)
        return ((1.0, self.share), *((step.hits / hits, step.hits / step.mass) for step in path))

    def kept(self, rows: RankedRows, bounds: Bounds) -> dict[int, float]:
        """Return input → quasi-p-value of the restrictions that stay ([BryantLempert2010])."""
        outs = rows.outs(bounds)
        owners = rows.owner[sorted(bounds)]
        inputs = np.unique(owners)
        while inputs.size:
            out = np.array([outs[owners == one].any(axis=0) for one in inputs])
            missed = out.sum(axis=0)
            inside, larger = missed == 0, missed - out == 0
            p = self._quasi_p(inside, larger)
            open_to = np.flatnonzero(p > SURE)
            if not open_to.size and len(inputs) <= MOST_RESTRICTED:
                return dict(zip(inputs.tolist(), p.tolist(), strict=True))
            open_to = open_to if open_to.size else np.arange(len(inputs))
            excess = larger[open_to] @ self.apart
            inputs = np.delete(inputs, open_to[int(np.argmax(excess >= excess.max() - TIE))])
        return {}

    def pasted(self, rows: RankedRows, bounds: Bounds) -> Bounds:
        """Return the bounds moved outwards for as long as the excess rises."""
        now = dict(bounds)
        while now:
            outs = rows.outs(now)
            missed = outs.sum(axis=0) + (self.weight == 0)
            inside = missed == 0
            moved, excess = [], []
            for out, row in zip(outs, sorted(now), strict=True):
                beyond = out & (missed == 1)
                for bound in self._moved(rows.levels[row], now[row], beyond, PATIENCE * float(self.weight @ inside)):
                    added = beyond & (rows.levels[row] >= bound[0]) & (rows.levels[row] <= bound[1])
                    moved.append((row, bound))
                    excess.append(self.excess(inside | added))
            if not moved or max(excess) <= self.excess(inside) + TIE:
                return now
            row, bound = moved[int(np.argmax(np.array(excess) >= max(excess) - TIE))]
            now[row] = bound
            if bound == (0, int(rows.highest[row])):
                del now[row]
        return now

    def _moved(self, levels: Levels, bound: tuple[int, int], beyond: Bools, need: float) -> list[tuple[int, int]]:
        """Return the bounds of a row with either end moved outwards, as far as worlds of a weight reach."""
        low, high = bound
        found = []
        for side in (0, 1):
            worlds = np.flatnonzero(beyond & ((levels > high) if side else (levels < low)))
            if worlds.size:
                away = levels[worlds].astype(np.intp) - high if side else low - levels[worlds].astype(np.intp)
                order = np.argsort(away, kind="stable")
                reached = np.cumsum(self.weight[worlds[order]]) >= need * (1 - TIE)
                last = int(away[order[int(np.argmax(reached)) if reached[-1] else -1]])
                found.append((low, high + last) if side else (low - last, high))
        return found

    def _quasi_p(self, inside: Bools, larger: Bools) -> Floats:
        from scipy.special import betainc  # slow to load, and not needed where nothing is searched

        mass = float(self.weight @ inside)
        number = mass**2 / float(self.weight**2 @ inside)
        hits = number * float(self.weight * self.happens @ inside) / mass
        shares = larger @ (self.weight * self.happens) / (larger @ self.weight)
        certain = (shares >= 1 - TIE) | (hits <= TIE)
        return np.asarray(np.where(certain, 1.0, betainc(max(hits, TIE), number - hits + 1, shares)))

    def _best(self, path: list[Peel]) -> int:
        """Return after how many peels the excess is largest."""
        excess = np.array([0.0, *((step.hits - self.share * step.mass) / self.total for step in path)])
        return int(np.argmax(excess >= excess.max() - TIE))

    def _bounded(self, rows: RankedRows, path: list[Peel]) -> Bounds:
        found: dict[int, tuple[int, int]] = {}
        for step in path:
            low, high = found.get(step.row, (0, int(rows.highest[step.row])))
            found[step.row] = (low, step.level - 1) if step.above else (step.level + 1, high)
        return found
