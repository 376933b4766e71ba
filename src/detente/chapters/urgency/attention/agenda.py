"""What files need in one world, month by month, and what hours there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.urgency.arsenal.month_grid import MONTHS, YEAR
from detente.chapters.urgency.consistency import CHAPTER
from detente.chapters.urgency.forms.attention_forms import AgendaFile, AttentionPart, BusySpell
from detente.worlds import Worlds
from detente.worlds.quantiles import quantile

Scenario = Literal["central", "stressed"]
SCENARIOS: tuple[Scenario, ...] = ("central", "stressed")
LEVELS = ("principal", "working")
WEEKS = YEAR / 7 / MONTHS  # of a month
TIGHT, SHORT = 0.9, 0.1  # needs and hours in the stressed world
AT = f"{CHAPTER}/attention"


@dataclass(frozen=True)
class DeskMonths:
    """A file in one world.

    Attributes:
        needs: Array (months, levels): hours.
        worth: Array (months): points if it is in its best state.
        first_half: Share of its worth that the first half of its hours brings.
        decay: Share of its state that is lost in a month.
        least: Share of its hours that cannot be refused.
        state: Its state on the first day.
    """

    needs: Floats
    worth: Floats
    first_half: float
    decay: float
    least: float
    state: float

    @property
    def reach(self) -> Floats:
        """What one more of its state, gained in a month, brings until the end; array (months)."""
        found = np.empty(len(self.worth))
        later = 0.0
        for month in reversed(range(len(self.worth))):
            later = self.worth[month] + (1 - self.decay) * later
            found[month] = self.decay * later
        return found

    @property
    def at_first(self) -> float:
        """What its state on the first day brings until the end, if nobody attends to it."""
        left = self.state * (1 - self.decay) ** np.arange(1, len(self.worth) + 1)
        return float(left @ self.worth)


@dataclass(frozen=True)
class Agenda:
    """One world of hours.

    Attributes:
        scenario: Which world it is.
        files: File → what it needs.
        hours: Array (months, levels): hours that there are.
        engagements: Engagement → array (levels): hours that it takes in each of its months.
        worth: Engagement → points.
    """

    scenario: Scenario
    files: Mapping[str, DeskMonths]
    hours: Floats
    engagements: Mapping[str, Floats]
    worth: Mapping[str, float]


def agenda(part: AttentionPart, worlds: Worlds, scenario: Scenario) -> Agenda:
    """Return the central world, with medians, or the stressed one, with much to do and few hours for it."""
    case, months, now = worlds.case, part.months, worlds.case.date
    draws = worlds.central()

    def number(*ids: str, level: float = 0.5, otherwise: float = 0.0) -> float:
        path = "/".join((AT, *ids))
        if path not in case.judgements:
            return otherwise
        if scenario == "central" or level == 0.5:
            return float(draws.value(path)[0])
        return float(quantile(case.judgements[path].judgement, np.array([level]), np.array([0.5]))[0])

    def levels(*ids: str, level: float) -> Floats:
        return np.array([number(*ids, each, level=level) for each in LEVELS])

    def desk(name: str, file: AgendaFile) -> DeskMonths:
        times = multiples(file.busy, now, months)
        place = ("files", name)
        needs = levels(*place, "needs", level=TIGHT) * WEEKS
        return DeskMonths(
            times[:, None] * needs,
            times * number(*place, "worth"),
            number(*place, "first_half"),
            number(*place, "decay"),
            number(*place, "least"),
            number(*place, "state"),
        )

    return Agenda(
        scenario,
        {name: desk(name, file) for name, file in part.files.items()},
        np.tile(levels("hours", level=SHORT) * WEEKS, (months, 1)),
        {n: levels("engagements", n, "hours", level=TIGHT) / e.months for n, e in part.engagements.items()},
        {n: number("engagements", n, "worth") for n in part.engagements},
    )


def multiples(spells: tuple[BusySpell, ...], start: dt.date, months: int) -> Floats:
    """Return by what a file's needs are multiplied in each month; array (months).

    Example:
        >>> multiples((), dt.date(2021, 8, 31), 2).tolist()
        [1.0, 1.0]
    """
    edges = np.arange(months + 1) / MONTHS
    found = np.ones(months)
    for spell in spells:
        first, last = ((day - start).days / YEAR for day in (spell.first, spell.until))
        inside = np.clip(np.minimum(edges[1:], last) - np.maximum(edges[:-1], first), 0.0, None) * MONTHS
        found += inside * (spell.times - 1)
    return np.maximum(found, 0.0)
