"""What rows of the two halves bring a party, and where they suffice together, compared by compiled loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.arrays import Bools, Floats, Ints
from detente.compiled.kernels import Kernel

Bits = NDArray[np.uint8]  # worlds along the last axis, eight a byte
KERNELS = "detente.chapters.agreement.judging.comparison_kernels"
reach_thresholds = Kernel(KERNELS, "reach_thresholds")
bound_rows = Kernel(KERNELS, "bound_rows")


def barred(values: Floats, crossed: Bools | None) -> Floats:
    """Return values, −∞ where a red line is crossed; they are overwritten."""
    if crossed is not None:
        values[crossed] = -np.inf
    return values


def raised(table: Floats, more: Sequence[tuple[Bools, Floats]]) -> Floats:
    """Return a table with linkages included.

    Args:
        table: Array (rows, worlds), without linkages.
        more: For each linkage, array (rows): which rows match it, and array (worlds): what it adds.
    """
    found = table.copy()
    for rows, worth in more:
        found[rows] += worth
    return found


@dataclass(frozen=True)
class Thresholds:
    """The worth that rows of the second half must have to a party to go with rows of the first.

    Attributes:
        least: The worth from which on the party accepts, in each world.
        own: What the rows of the first half are worth, −∞ where a red line is crossed: array (rows, worlds).
    """

    least: Floats
    own: Floats

    def of(self, rows: Ints) -> Floats:
        """Return the thresholds for some rows: array (rows, worlds), ∞ where a red line is crossed."""
        return np.asarray(self.least - self.own[rows])


@dataclass(frozen=True)
class Part:
    """Some rows of a table.

    Attributes:
        table: What the rows of the second half that differ to a party are worth to it, with some of its linkages, −∞
            where a red line is crossed: array (rows, worlds).
        rows: Which rows of the table.
        place: For every row of the second half that is looked at, where it is among those.
    """

    table: Floats
    rows: Ints
    place: Ints

    @cached_property
    def apart(self) -> bool:
        """Whether all rows that are looked at differ to the party, and come in the same order."""
        return bool((np.diff(self.place) > 0).all())

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """The smallest and the largest value in each world."""
        worlds = self.table.shape[1]
        lowest, highest = np.full(worlds, np.inf), np.full(worlds, -np.inf)
        bound_rows(worlds, len(self.table), len(self.rows), self.table, self.rows, lowest, highest)
        return lowest, highest


class Side(NamedTuple):
    """One party's rows of the second half, and the thresholds for them: rows, thresholds, which of the thresholds."""

    part: Part
    lines: Thresholds
    firsts: Ints


def reached(sides: Sequence[Side]) -> Bits:
    """Return where rows reach the thresholds of all parties.

    Args:
        sides: The parties; all tell the same rows apart.

    Returns:
        Bits (lines × rows, worlds).
    """
    worlds = len(sides[0].lines.least)
    shape = len(sides[0].firsts), len(sides[0].part.rows), -(-worlds // 64)
    found, work = np.full(shape, ~np.uint64(0)), np.empty((shape[0], worlds))
    for part, lines, firsts in sides:
        reach_thresholds(
            *(worlds, len(part.table), len(lines.own), shape[1], shape[0], part.table, part.rows),
            *(lines.least, lines.own, firsts, work, found),
        )
    bits = found.reshape(-1, shape[2]).view(np.uint8)
    return np.ascontiguousarray(bits[:, : -(-worlds // 8)])
