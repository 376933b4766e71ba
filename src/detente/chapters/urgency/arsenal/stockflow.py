"""Stocks of material month by month: what is made, lost, used and taken away, in every world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from detente.arrays import Floats
from detente.chapters.urgency.arsenal.month_grid import MONTHS, MonthGrid

NO_MONTHS = 1e-12


@dataclass(frozen=True)
class Holding:
    """An intervention while it holds.

    Attributes:
        held: Array (months, worlds): the share of each month in which it holds.
        stops: Source → array (worlds): the share of its production that it stops; below 0 it adds to it.
        ends_uses: Whether it ends uses.
        removes: Material → array (worlds): the share of the stock that it takes away.
        away: Array (months, worlds): which part of taking away falls into each month.
    """

    held: Floats
    stops: Mapping[str, Floats]
    ends_uses: bool
    removes: Mapping[str, Floats]
    away: Floats


@dataclass(frozen=True)
class MaterialFlow:
    """One material; arrays (months, worlds) of kilograms but for the stock, which has a month more.

    Attributes:
        stock: At the beginning of each month, and at the end of the last.
        made: What is made and not lost.
        used: What tests and other uses take.
        removed: What is taken away.
    """

    stock: Floats
    made: Floats
    used: Floats
    removed: Floats


@dataclass(frozen=True)
class Production:
    """What makes and uses material where nobody intervenes.

    Attributes:
        grid: The months.
        stocks: Material → array (worlds): kilograms on the day of the stocks.
        losses: Material → array (worlds): share that is lost in processing.
        made_by: Source → its material.
        flows: Source → array (months, worlds): kilograms.
        uses: Material → array (worlds): kilograms a year that uses take after the day of the case.
    """

    grid: MonthGrid
    stocks: Mapping[str, Floats]
    losses: Mapping[str, Floats]
    made_by: Mapping[str, str]
    flows: Mapping[str, Floats]
    uses: Mapping[str, Floats]

    def run(self, holding: tuple[Holding, ...] = ()) -> dict[str, MaterialFlow]:
        """Return every material month by month under some interventions."""
        left_uses = _product(1 - h.held for h in holding if h.ends_uses)
        found = {}
        for material, stock in self.stocks.items():
            made = np.zeros((self.grid.count, len(stock)))
            for source, of in self.made_by.items():
                if of == material:
                    left = _product(1 - h.stops[source] * h.held for h in holding if source in h.stops)
                    made += self.flows[source] if left is None else self.flows[source] * left
            made *= 1 - self.losses[material]
            asked = self.grid.after * self.uses[material] / MONTHS
            if left_uses is not None:
                asked = asked * left_uses
            stays = _product((1 - h.removes[material]) ** h.away for h in holding if material in h.removes)
            found[material] = _through(stock, made, asked, stays)
        return found


def _product(factors: Iterable[Floats]) -> Floats | None:
    """Return the product of arrays (months, worlds); None where there are none, so that nothing need be multiplied."""
    found = list(factors)
    return reduce(np.multiply, found) if found else None


def _through(stock: Floats, made: Floats, asked: Floats, stays: Floats | None) -> MaterialFlow:
    """Go through the months, each beginning with what the last one left."""
    months = len(made)
    held, used, removed = np.empty((months + 1, len(stock))), np.empty_like(made), np.zeros_like(made)
    goes = None if stays is None else 1 - stays
    held[0] = stock
    for k in range(months):
        there = np.add(held[k], made[k], out=held[k + 1])
        np.minimum(there, asked[k], out=used[k])
        there -= used[k]
        if goes is not None:
            np.multiply(there, goes[k], out=removed[k])
            there -= removed[k]
    return MaterialFlow(held, made, used, removed)


def holding(
    grid: MonthGrid,
    start: Floats,
    end: Floats,
    stops: Mapping[str, Floats],
    ends_uses: bool,
    removes: Mapping[str, Floats],
    over: float,
) -> Holding:
    """Return an intervention while it holds.

    Args:
        grid: The months.
        start: Array (worlds): years from the day of the stocks to when it bites.
        end: Array (worlds): years to when it breaks; infinite where it is kept.
        stops: Source → array (worlds): share of production that it stops.
        ends_uses: Whether it ends uses.
        removes: Material → array (worlds): share of the stock that it takes away.
        over: Years that taking away needs.
    """
    away = grid.share(start, np.minimum(end, start + over)) / (MONTHS * max(over, NO_MONTHS))
    return Holding(grid.share(start, end), stops, ends_uses, removes, away)
