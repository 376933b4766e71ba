"""The months of an arsenal: what share of each lies in a spell of days, and numbers between two months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np

from detente.arrays import Floats
from detente.chapters.urgency.forms.arsenal_forms import Campaign

YEAR = 365.25  # days
MONTHS = 12


@dataclass(frozen=True)
class MonthGrid:
    """Months from the day of the stocks to the last day.

    Attributes:
        day: The day of the stocks.
        now: The day of the case.
        until: The last day.
    """

    day: dt.date
    now: dt.date
    until: dt.date

    def years(self, day: dt.date) -> float:
        """Return the years from the day of the stocks to a day."""
        return (day - self.day).days / YEAR

    @cached_property
    def count(self) -> int:
        """Number of months, the last one whole."""
        return max(1, ceil(self.years(self.until) * MONTHS - 1e-9))

    @cached_property
    def points(self) -> Floats:
        """Years at which months begin, and that at which the last one ends; array (months + 1)."""
        return np.arange(self.count + 1) / MONTHS

    def share(self, start: Floats | float, end: Floats | float = np.inf) -> Floats:
        """Return the share of each month that lies between two times.

        Args:
            start: Years from the day of the stocks; a number, or array (worlds).
            end: The same.

        Returns:
            Array (months, worlds), or (months, 1) where both are numbers.
        """
        first = np.arange(self.count)[:, None]  # in months, so that a whole month is exactly 1
        inside = np.minimum(first + 1, np.multiply(end, MONTHS)) - np.maximum(first, np.multiply(start, MONTHS))
        return np.asarray(np.clip(inside, 0.0, 1.0))

    @cached_property
    def after(self) -> Floats:
        """Share of each month after the day of the case; array (months, 1)."""
        return self.share(self.years(self.now))

    def running(self, campaigns: tuple[Campaign, ...]) -> Floats:
        """Return the share of each month in which one of some campaigns runs; all of it where there are none.

        Returns:
            Array (months, 1).
        """
        if not campaigns:
            return np.ones((self.count, 1))
        spells = [(self.years(c.first), np.inf if c.until is None else self.years(c.until)) for c in campaigns]
        return np.asarray(np.sum([self.share(*spell) for spell in spells], axis=0))

    def at(self, numbers: Floats, years: Floats | float) -> Floats:
        """Return a number at times between months, linearly; at the ends where times lie beyond them.

        Args:
            numbers: Array (months + 1, worlds).
            years: Years from the day of the stocks; a number or array (times).

        Returns:
            Array (worlds), or (times, worlds).
        """
        place = np.clip(np.asarray(years) * MONTHS, 0.0, self.count)
        low = np.minimum(place.astype(np.intp), self.count - 1)
        part = (place - low)[..., None]
        return np.asarray(numbers[low] * (1 - part) + numbers[low + 1] * part)
