"""By how much values differ from today for a start in a later month, in every world."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import PartyScores, ScoresOf
from detente.chapters.urgency.arsenal.month_grid import MONTHS, YEAR
from detente.chapters.urgency.consistency import CHAPTER
from detente.chapters.urgency.forms.waiting_forms import ValueDrift, WaitingPart
from detente.worlds import Draws, Worlds

AT = f"{CHAPTER}/waiting"
FEW = (0, 1, 2, 3, 6, 9, 12)  # months looked at in the first year; then every sixth, every twelfth from the third on


def starts(months: int) -> tuple[int, ...]:
    """Return the months in which talks may start that are looked at.

    Example:
        >>> starts(60)
        (0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60)
    """
    later = [*range(18, 25, 6), *range(36, months + 1, 12)]
    return tuple(sorted({m for m in (*FEW, *later, months) if m <= months}))


def day_of(now: dt.date, month: int) -> dt.date:
    """Return the day of a start so many months after a day.

    Example:
        >>> day_of(dt.date(2021, 8, 31), 12)
        datetime.date(2022, 8, 31)
    """
    return now + dt.timedelta(days=round(month / MONTHS * YEAR))


@dataclass(frozen=True)
class DriftingValues:
    """What drifts add, by month.

    Attributes:
        months: The months.
        added: Path of a value → array (months, worlds): points a year.
    """

    months: tuple[int, ...]
    added: Mapping[str, Floats]

    def alike(self, one: int, other: int) -> bool:
        """Return whether nothing changes between two months, by their numbers among those looked at."""
        return all(np.array_equal(array[one], array[other]) for array in self.added.values())

    def shifted(self, draws: Draws, party: str, month: int) -> PartyScores:
        """Return the worths of a party in a block of worlds for a start in a month.

        Args:
            draws: The block.
            party: The party.
            month: Number of the month among those looked at.
        """
        held = draws.kept(ScoresOf(party))
        here = slice(draws.start, draws.start + draws.size)
        options = list(held.options)
        for path, array in self.added.items():
            section, of, *ids = path.split("/")
            if of != party:
                continue
            more = array[month, here]
            if section == "reservation":
                names = ("reservation", "least", "forbears")
                held = replace(held, **{name: getattr(held, name) + more for name in names})
            else:
                issue, option = ids
                place = list(draws.case.issues).index(issue)
                worths = options[place].copy()
                worths[draws.case.ladder(issue).index(option)] += more
                options[place] = worths
        return replace(held, options=tuple(options))


def drifting_values(part: WaitingPart, worlds: Worlds, doublings: Floats | None) -> DriftingValues:
    """Return what drifts add for a start in every month that is looked at.

    Args:
        part: What the case says.
        worlds: The worlds.
        doublings: Array (months, worlds): how often the arsenal has doubled since today; None without an arsenal.
    """
    months = starts(part.months)
    prefix = f"{AT}/drifts/"
    values = worlds.judged(path for path in worlds.case.judgements if path.startswith(prefix))
    added: dict[str, Floats] = {}
    for name, drift in part.drifts.items():
        total = np.zeros((len(months), worlds.size))
        for row, month in enumerate(months):
            total[row] = _one(drift, f"{prefix}{name}", values, worlds.case.date, month, worlds.size)
        if drift.with_arsenal is not None and doublings is not None:
            total += values[f"{prefix}{name}/with_arsenal"] * doublings
        added[drift.of] = added[drift.of] + total if drift.of in added else total
    return DriftingValues(months, added)


def _one(drift: ValueDrift, place: str, values: Mapping[str, Floats], now: dt.date, month: int, size: int) -> Floats:
    """Return what the calendar adds in a month."""
    found, first = np.zeros(size), drift.first or now
    start = day_of(now, month)
    if drift.step is not None and start >= first and month > 0:
        found = found + values[f"{place}/step"]
    if drift.a_year is not None:
        later = max(0, (first - now).days) / YEAR
        found = found + values[f"{place}/a_year"] * max(0.0, month / MONTHS - later)
    return found
