"""The best by any package at all for a later start: judged in some of the worlds, at some of the starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.model import Case
from detente.chapters.agreement import (
    Groundwork,
    Scores,
    Survey,
    best_of_all,
    for_the_best,
    past,
    scores,
    side_by_side,
)
from detente.chapters.urgency.waiting.drifting_values import DriftingValues, day_of
from detente.worlds import Draws, Worlds
from detente.worlds.worlds import BLOCK

JUDGED = 2**25  # packages times worlds at one start, at most
FEWEST, MOST = 32, 128  # worlds


@dataclass(frozen=True)
class BestLater:
    """The best by any package of the case at some starts, in the first worlds of the run.

    Attributes:
        worlds: These worlds.
        months: The months that are looked at; the first is 0.
        any: Array (months, worlds): whether any package is attainable.
        gains: Principal → array (months, worlds): the largest value of an attainable package, or what no agreement is
            worth where there is none, less what no agreement is worth today.
    """

    worlds: Worlds
    months: tuple[int, ...]
    any: Bools
    gains: Mapping[str, Floats]


@dataclass(frozen=True)
class JudgedLater:
    """The best by any package of the case at later starts, in the first worlds of the run.

    Attributes:
        months: The starts.
        any: Array (months, worlds): whether any package is attainable.
        gains: Principal → array (months, worlds), as of `BestLater`.
    """

    months: tuple[int, ...]
    any: Bools
    gains: Mapping[str, Floats]


def judged_later(
    plan: Groundwork, drifting: DriftingValues, worlds: Worlds, months: Sequence[int]
) -> JudgedLater | None:
    """Judge every package at some later starts.

    Args:
        plan: The groundwork of the case.
        drifting: What drifts add, by month.
        worlds: The worlds of the run, of which the first are taken.
        months: The later starts, each among those that drifts are known for.

    Returns:
        The best of all packages; None where they are too many to be judged each.
    """
    whole = for_the_best(plan)
    if whole is None:
        return None
    plan = whole
    size = min(worlds.size, BLOCK, max(FEWEST, min(MOST, JUDGED // max(1, plan.packages.count))))
    draws, some = worlds.draws(0, min(worlds.size, BLOCK)), np.arange(size)
    today = scores(plan.case, draws, plan.parties, plan.needs)
    there = np.zeros((len(months), size), dtype=np.bool_)
    gains = {party: np.zeros((len(months), size)) for party in plan.case.principals}
    for rows in _alike(plan.case, months):
        blocks = [_at(today, drifting, draws, months[n]).some(some) for n in rows]
        found = best_of_all(plan, side_by_side(blocks), lasting_options(plan.case, months[rows[0]]))
        for k, n in enumerate(rows):
            here = slice(k * size, (k + 1) * size)
            there[n] = found.any[here]
            for party, best in found.gains.items():
                later = blocks[k].parties[party].reservation - today.parties[party].reservation[:size]
                gains[party][n] = best[here] + later
    return JudgedLater(tuple(months), there, gains)


def best_later(main: Survey, later: JudgedLater, worlds: Worlds) -> BestLater:
    """Put the best of all packages today before that at later starts.

    Args:
        main: The survey of all packages as of today.
        later: The best at later starts.
        worlds: The worlds of the run, of which the first were taken.
    """
    size = later.any.shape[1]
    return BestLater(
        worlds.part(0, size),
        (0, *later.months),
        np.concatenate([main.any[None, :size], later.any]),
        {party: np.concatenate([best[None, :size], later.gains[party]]) for party, best in main.best.items()},
    )


def _at(today: Scores, drifting: DriftingValues, draws: Draws, month: int) -> Scores:
    """Return what options are worth for a start in a month."""
    row = drifting.months.index(month)
    return replace(today, parties={party: drifting.shifted(draws, party, row) for party in today.parties})


def _alike(case: Case, months: Sequence[int]) -> list[list[int]]:
    """Return the numbers of the starts at which the same options are past: these are judged together."""
    found: dict[tuple[tuple[int, frozenset[int]], ...], list[int]] = {}
    for n, month in enumerate(months):
        found.setdefault(tuple(lasting_options(case, month).items()), []).append(n)
    return [*found.values()]


def lasting_options(case: Case, month: int) -> Mapping[int, frozenset[int]]:
    """Return the option numbers of the issues of which an option is past its last day by a start.

    Args:
        case: The case.
        month: The month of the start; today nothing is past.
    """
    day, found = day_of(case.date, month), {}
    for n, issue in enumerate(case.issues):
        gone = past(case, issue, day) if month else ()
        if gone:
            found[n] = frozenset(k for k, option in enumerate(case.ladder(issue)) if option not in gone)
    return found
