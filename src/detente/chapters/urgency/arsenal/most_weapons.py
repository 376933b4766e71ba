"""The most weapons that stocks of material allow, by duality: a minimum of few sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.arrays import Bools, Floats

SLACK = 1e-9
SINGULAR = 1e-12


@dataclass(frozen=True)
class MaterialPrices:
    """Vertices of what a kilogram of each material may count, so that no weapon counts less than 1.

    Attributes:
        materials: Names of the materials.
        vertices: Array (vertices, materials, worlds); infinite where there is no such vertex.
    """

    materials: tuple[str, ...]
    vertices: Floats

    def most(self, stocks: Mapping[str, Floats]) -> Floats:
        """Return the most weapons that stocks allow: min over vertices of Σ y · S.

        Args:
            stocks: Material → array (…, worlds) of kilograms.
        """
        found = np.full(np.shape(stocks[self.materials[0]]), np.inf)
        for vertex in self.vertices:
            there = np.isfinite(vertex[0])
            first, *others = (
                np.where(there, y, 0.0) * stocks[name] for name, y in zip(self.materials, vertex, strict=True)
            )
            for term in others:
                first += term
            np.minimum(found, first, out=found, where=there)
        return found


def material_prices(
    materials: Sequence[str], takes: Sequence[Mapping[str, Floats]], known: Sequence[Bools]
) -> MaterialPrices:
    """Return the vertices for types of weapon in every world.

    Args:
        materials: Names of the materials that some type takes.
        takes: For each type, material → array (worlds) of kilograms, above 0.
        known: For each type, array (worlds): whether it can be built; some type always can.
    """
    size, number = len(known[0]), len(materials)
    zero = np.zeros(size)
    # Rows of y ≥ 0 and of Σ q · y ≥ 1: left sides (rows, materials, worlds), right sides (rows).
    rows = [np.stack([np.full(size, float(m == n)) for n in range(number)]) for m in range(number)]
    rows += [np.stack([each.get(name, zero) for name in materials]) for each in takes]
    left, right = np.array(rows), np.array([0.0] * number + [1.0] * len(takes))
    holds = [np.ones(size, dtype=bool)] * number + list(known)
    found = []
    for chosen in combinations(range(len(rows)), number):
        if all(row < number for row in chosen):
            continue  # y = 0, where every weapon counts nothing
        matrix = np.moveaxis(left[list(chosen)], -1, 0)
        regular = np.abs(np.linalg.det(matrix)) > SINGULAR
        there = regular & np.all([holds[row] for row in chosen], axis=0)
        safe = np.where(regular[:, None, None], matrix, np.eye(number))
        y = np.linalg.solve(safe, np.broadcast_to(right[list(chosen)][:, None], (size, number, 1)))[..., 0].T
        there &= np.all(y >= -SLACK, axis=0)
        for row in range(number, len(rows)):
            there &= ~holds[row] | (np.sum(left[row] * y, axis=0) >= 1 - SLACK)
        if there.any():
            found.append(np.where(there, np.maximum(y, 0.0), np.inf))
    return MaterialPrices(tuple(materials), np.array(found))
