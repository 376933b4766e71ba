"""Inputs as levels of their values, a row each: all that a search for boxes looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Bools, Floats, Ints, Levels

Bounds = Mapping[int, tuple[int, int]]  # row → lowest and highest level of it that is left in a box
LEVELS = 100  # of a row, at most
TENTHS = 10


@dataclass(frozen=True)
class RankedRows:
    """Inputs in all worlds that are searched. A row is an input in an order, or one value of an input without.

    Attributes:
        levels: Array (rows, worlds): of few values the rank of each among those that occur, from 0; of many the
            hundredth of the worlds in which it lies. Of one value of an input without an order, 1 where it is that one
            and 0 elsewhere.
        owner: Array (rows): number of the input; rising.
        number: Array (rows): number of the row among those of all inputs.
    """

    levels: Levels
    owner: Ints
    number: Ints

    @classmethod
    def of(cls, values: Sequence[Floats], unordered: Sequence[bool]) -> RankedRows:
        """Rank what inputs are in the worlds.

        Args:
            values: Array (worlds) of each input; without an order, numbers of what it is from 0.
            unordered: Whether each input has no order.
        """
        rows: list[Levels] = []
        owner: list[int] = []
        for number, (row, apart) in enumerate(zip(values, unordered, strict=True)):
            parts = [(row == kind).astype(np.uint8) for kind in np.unique(row)] if apart else [levelled(row)]
            rows += parts
            owner += [number] * len(parts)
        return cls(np.array(rows, dtype=np.uint8), np.array(owner, dtype=np.intp), np.arange(len(rows)))

    @cached_property
    def highest(self) -> Ints:
        """Array (rows): the highest level of each."""
        return np.asarray(self.levels.max(axis=1, initial=0), dtype=np.intp)

    @cached_property
    def cells(self) -> Ints:
        """Array (worlds, rows): the cell of a table (rows, levels), flat, in which each world lies."""
        return np.asarray(self.levels.T + LEVELS * np.arange(len(self.owner)), dtype=np.intp, order="C")

    def tables(self, worlds: Ints, weights: Floats) -> Floats:
        """Array (weights, rows, levels): what some worlds weigh at each level.

        Args:
            worlds: Numbers of the worlds.
            weights: Array (weights, all worlds).
        """
        size = len(self.owner)
        cells, found = self.cells[worlds].ravel(), np.empty((len(weights), LEVELS * size))
        for weight, row in zip(weights, found, strict=True):
            row[:] = np.bincount(cells, weights=np.repeat(weight[worlds], size), minlength=LEVELS * size)
        return found.reshape(len(weights), size, LEVELS)

    def only(self, inputs: Ints) -> RankedRows:
        """Return the rows of some inputs, which keep their numbers."""
        wanted = np.zeros(self.owner.max(initial=-1) + 1, dtype=bool)
        wanted[inputs] = True
        rows = np.flatnonzero(wanted[self.owner])
        return self if len(rows) == len(self.owner) else self._rows(rows)

    def strongest(self, weight: Floats, happens: Bools, most: int) -> RankedRows:
        """Return the rows of the inputs between whose tenths what happens varies most, by η², the largest of its rows.

        Args:
            weight: Array (worlds): 0 for worlds that are not looked at.
            happens: Array (worlds).
            most: How many inputs to keep at most.
        """
        inputs = np.unique(self.owner)
        if len(inputs) <= most:
            return self
        strength = np.zeros(self.owner[-1] + 1)
        np.maximum.at(strength, self.owner, self._strength(weight, happens))
        return self.only(inputs[np.argsort(-strength[inputs].round(9), kind="stable")[:most]])

    def _strength(self, weight: Floats, happens: Bools) -> Floats:
        """Array (rows): share of the variance of what happens that lies between tenths of a row."""
        worlds = np.flatnonzero(weight)
        tenths = np.arange(LEVELS) * TENTHS // np.maximum(self.highest + 1, TENTHS)[:, None]
        starts = np.minimum(tenths, TENTHS - 1)[:, :, None] == np.arange(TENTHS)
        mass, hits = np.einsum("krl,rlt->krt", self.tables(worlds, np.array([weight, weight * happens])), starts)
        total = float(weight.sum())
        share = float(weight @ happens) / total
        apart = np.divide((hits - share * mass) ** 2, mass, out=np.zeros_like(mass), where=mass > 0).sum(axis=1)
        return np.asarray(apart / (share * (1 - share) * total))

    def outs(self, bounds: Bounds) -> Bools:
        """Array (restrictions, worlds): which worlds each leaves out, in the order of the rows."""
        found = [(self.levels[row] < bounds[row][0]) | (self.levels[row] > bounds[row][1]) for row in sorted(bounds)]
        return np.array(found, dtype=bool).reshape(len(found), self.levels.shape[1])

    def inside(self, bounds: Bounds) -> Bools:
        """Array (worlds): which meet all restrictions."""
        return np.asarray(~self.outs(bounds).any(axis=0))

    def _rows(self, rows: Ints) -> RankedRows:
        return RankedRows(self.levels[rows], self.owner[rows], self.number[rows])


def levelled(values: Floats) -> Levels:
    """Return array (worlds): the rank of each value among those that occur, or its hundredth where these are many.

    Equal values are at one level.

    Example:
        >>> levelled(np.array([0.5, -1, 0.5])).tolist(), levelled(np.arange(1000.0))[[0, 9, 10, 999]].tolist()
        ([1, 0, 1], [0, 0, 1, 99])
    """
    order = np.argsort(values, kind="stable")
    begins = np.diff(values[order], prepend=np.nan) != 0
    found = np.empty(len(values), dtype=np.uint8)
    ranks = np.cumsum(begins) - 1
    if len(ranks) and ranks[-1] >= LEVELS:
        ranks = np.flatnonzero(begins)[ranks] * LEVELS // len(values)
    found[order] = ranks
    return found
