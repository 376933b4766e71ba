"""The best use of hours, as linear programmes solved by HiGHS ([HuangfuHall2018]) through SciPy.

No hours move from one month to another, so each month is a programme of its own; all of them, and those of the
questions asked beside them, are solved at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.urgency.attention.agenda import LEVELS, Agenda

HALVES = 2


@dataclass(frozen=True)
class MonthProgramme:
    """One month to be planned.

    Attributes:
        worth: Array (files, halves): points that each half of a file's hours brings, if all of it is given.
        needs: Array (files, levels): hours for both halves.
        hours: Array (levels): hours that there are.
        least: Array (files): share of its hours that a file gets at least.
        open: Array (files): whether a file may be attended to.
    """

    worth: Floats
    needs: Floats
    hours: Floats
    least: Floats
    open: Bools


@dataclass(frozen=True)
class PlannedMonth:
    """The best use of the hours of a month.

    Attributes:
        value: Points.
        coverage: Array (files): share of the hours needed that each file gets.
        prices: Array (levels): points that an hour more would bring.
    """

    value: float
    coverage: Floats
    prices: Floats


def months_of(agenda: Agenda) -> list[MonthProgramme]:
    """Return the months of an agenda, all files open."""
    files = list(agenda.files.values())
    reach = np.array([file.reach for file in files])
    halves = np.array([[file.first_half, 1 - file.first_half] for file in files])
    needs = np.array([file.needs for file in files])
    least = np.array([file.least for file in files])
    return [
        MonthProgramme(
            reach[:, month, None] * halves,
            needs[:, month],
            hours,
            least * _fitting(least @ needs[:, month], hours),
            np.ones(len(files), dtype=bool),
        )
        for month, hours in enumerate(agenda.hours)
    ]


def _fitting(asked: Floats, hours: Floats) -> float:
    """Return which share of what cannot be refused there are hours for: all of it, unless that is too much."""
    return float(np.min(np.where(asked > hours, hours / np.where(asked > 0, asked, 1.0), 1.0)))


def planned(months: Sequence[MonthProgramme]) -> list[PlannedMonth]:
    """Return the best use of the hours of each month.

    Args:
        months: Months; none has fewer than 0 hours.
    """
    from scipy.optimize import linprog  # slow to load, and not needed where nobody asks for hours
    from scipy.sparse import block_diag

    if not months:
        return []
    worth = np.concatenate([month.worth.ravel() for month in months])
    used = [np.repeat(month.needs / HALVES, HALVES, axis=0).T for month in months]
    top = np.concatenate([np.repeat(month.open.astype(float), HALVES) for month in months])
    least = np.concatenate([_by_half(month.least * month.open) for month in months])
    hours = np.concatenate([month.hours for month in months])
    matrix: Any = block_diag(used, format="csr")  # the stubs of linprog know no sparse ones
    found = linprog(-worth, A_ub=matrix, b_ub=hours, bounds=list(zip(least, top, strict=True)))
    if found.x is None:
        raise ArithmeticError(f"HiGHS found no plan: {found.message}")
    halves, prices = np.clip(found.x, 0.0, 1.0), -found.ineqlin.marginals
    plans, start = [], 0
    for number, month in enumerate(months):
        size = month.worth.size
        mine = halves[start : start + size].reshape(-1, HALVES)
        levels = prices[number * len(LEVELS) : (number + 1) * len(LEVELS)]
        plans.append(PlannedMonth(float(np.sum(mine * month.worth)), mine.mean(axis=1), np.asarray(levels)))
        start += size
    return plans


@dataclass(frozen=True)
class HoursPlan:
    """The best use of hours in one world, and what other uses would cost.

    Attributes:
        agenda: The world.
        value: Points over all months, what the first states bring included.
        coverage: File → array (months): share of the hours needed that it gets.
        states: File → array (months): its state at the end of each month.
        prices: Array (months, levels): what an hour more would bring.
        idle: Array (months, levels): hours that nobody uses.
        postponed: Array (months + 1): what it costs to leave the own file alone for so many months.
        engaged: Engagement → array (months): what it costs to begin it in that month; NaN where there is no room.
    """

    agenda: Agenda
    value: float
    coverage: Mapping[str, Floats]
    states: Mapping[str, Floats]
    prices: Floats
    idle: Floats
    postponed: Floats
    engaged: Mapping[str, Floats]


def hours_plan(agenda: Agenda, own: str, lengths: Mapping[str, int]) -> HoursPlan:
    """Return the best use of hours in one world.

    Args:
        agenda: The world.
        own: The file that may be postponed.
        lengths: Engagement → its number of months.
    """
    base = months_of(agenda)
    names, count = list(agenda.files), len(base)
    without = [_closed(month, names.index(own)) for month in base]
    fits = {name: [_room(month, hours) for month in base] for name, hours in agenda.engagements.items()}
    beside = [
        _shorter(month, hours)
        for name, hours in agenda.engagements.items()
        for month, there in zip(base, fits[name], strict=True)
        if there
    ]
    plans = planned([*base, *without, *beside])
    values = np.array([plan.value for plan in plans])
    lost = values[:count] - values[count : 2 * count]
    engaged, at = {}, 2 * count
    for name in agenda.engagements:
        costs = np.full(count, np.nan)
        there = np.flatnonzero(fits[name])
        costs[there] = values[there] - values[at : at + len(there)]
        at += len(there)
        engaged[name] = np.array([_summed(costs[k : k + lengths[name]], lengths[name]) for k in range(count)])
    coverage = np.array([plan.coverage for plan in plans[:count]])
    needed = np.array([month.needs for month in base])
    return HoursPlan(
        agenda,
        float(values[:count].sum()) + sum(file.at_first for file in agenda.files.values()),
        {name: coverage[:, n] for n, name in enumerate(names)},
        {name: _states(agenda, name, coverage[:, n]) for n, name in enumerate(names)},
        np.array([plan.prices for plan in plans[:count]]),
        np.maximum(agenda.hours - np.einsum("tf,tfl->tl", coverage, needed), 0.0),
        np.maximum(np.concatenate([[0.0], np.cumsum(lost)]), 0.0),
        engaged,
    )


def _by_half(coverage: Floats) -> Floats:
    """Return how much of each half a coverage takes, the first half first; array (files · halves)."""
    return np.column_stack([np.minimum(1.0, 2 * coverage), np.maximum(0.0, 2 * coverage - 1)]).ravel()


def _room(month: MonthProgramme, hours: Floats) -> bool:
    """Return whether there are hours for an engagement beside what cannot be refused."""
    return bool(np.all(month.least @ month.needs + hours <= month.hours))


def _closed(month: MonthProgramme, file: int) -> MonthProgramme:
    opened = month.open.copy()
    opened[file] = False
    return replace(month, open=opened)


def _shorter(month: MonthProgramme, hours: Floats) -> MonthProgramme:
    return replace(month, hours=month.hours - hours)


def _summed(costs: Floats, months: int) -> float:
    """Return the cost over all months of an engagement; NaN where one of them lies beyond the plan or does not fit."""
    return float(np.maximum(costs.sum(), 0.0)) if len(costs) == months else float("nan")


def _states(agenda: Agenda, name: str, coverage: Floats) -> Floats:
    file, found = agenda.files[name], np.empty(len(coverage))
    state = file.state
    for month, c in enumerate(coverage):
        brings = HALVES * (file.first_half * min(c, 0.5) + (1 - file.first_half) * max(0.0, c - 0.5))
        state = (1 - file.decay) * state + file.decay * brings
        found[month] = state
    return found
