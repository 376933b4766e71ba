"""A roadmap on the calendar of its case, with every duration at its median."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from detente.chapters.roadmap.judging.lattice_values import MONTHS, overhead
from detente.chapters.roadmap.questions.calendar import DAYS, LAST_DAY, NeverError, Schedule, Task, schedule
from detente.chapters.roadmap.schema import Entry
from detente.chapters.roadmap.space.lattice import MeasureStep, legs, measures_between
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import read
from detente.worlds import Draws, Worlds


@dataclass(frozen=True)
class Impossible:
    """A measure that the calendar never allows.

    Attributes:
        measure: Numbers of its issue and option.
    """

    measure: MeasureStep


def dated(plan: RoadmapSpace, roadmap: Roadmap, worlds: Worlds) -> Schedule | Impossible:
    """Put a roadmap on the calendar; what has been carried out already takes no more time.

    Args:
        plan: The package.
        roadmap: Positions after each round.
        worlds: The worlds, of which the central one is used.

    Returns:
        The schedule, or the measure that the calendar never allows.
    """
    said, centre = plan.said, worlds.central()
    rounds = [[_task(plan, centre, measure) for measure in measures_between(*leg)] for leg in legs(roadmap)]
    between = round(float(overhead(centre)[0]) * DAYS)
    start = plan.starts - dt.timedelta(days=between * plan.rounds_done(roadmap))
    try:
        return schedule(rounds, start, between, said.ends)
    except NeverError as error:
        return Impossible(error.args[0])


def _task(plan: RoadmapSpace, centre: Draws, measure: MeasureStep) -> Task:
    if plan.is_done(measure):
        return Task(measure, 0, 0)
    terms = read(centre).measure(*measure)
    return Task(
        measure=measure,
        lead=round(float(terms.lead[0]) * DAYS),
        verify=round(float(terms.detection[0]) * DAYS),
        barred=(*_days(plan, measure, "bars"), *_outside(plan, measure)),
        only=tuple(_days(plan, measure, "only_in")),
        occasions=tuple(_occasions(plan, centre, measure)),
    )


def _entries(plan: RoadmapSpace, measure: MeasureStep, what: str) -> Iterator[tuple[str, Entry]]:
    for name, entry in plan.said.calendar.items():
        if measure in plan.options(getattr(entry, what)):
            yield name, entry


def _days(plan: RoadmapSpace, measure: MeasureStep, what: str) -> Iterator[tuple[int, int]]:
    for _, entry in _entries(plan, measure, what):
        for period in entry.periods:
            yield period.start.toordinal(), period.end.toordinal()


def _outside(plan: RoadmapSpace, measure: MeasureStep) -> Iterator[tuple[int, int]]:
    """Yield the days before the first day of a measure and those after its last."""
    if measure in plan.first_days:
        yield 1, plan.first_days[measure].toordinal() - 1
    if measure in plan.last_days:
        yield plan.last_days[measure].toordinal() + 1, LAST_DAY


def _occasions(plan: RoadmapSpace, centre: Draws, measure: MeasureStep) -> Iterator[tuple[int, int, int]]:
    for name, entry in _entries(plan, measure, "suits"):
        worth = round(float(centre.value(f"roadmap/calendar/{name}/wait")[0]) / MONTHS * DAYS)
        for period in entry.periods:
            yield period.start.toordinal(), period.end.toordinal(), worth


def too_late(plan: RoadmapSpace, found: Schedule) -> tuple[tuple[MeasureStep, str], ...]:
    """Return the measures that come after something they had better come before.

    Args:
        plan: The package.
        found: The schedule.

    Returns:
        Each measure with the id of such an entry of the calendar: one with a period that begins between the start of
        the roadmap and the day on which the measure is carried out.
    """
    start = found.rounds[0][0].start
    late = []
    for dates in found.rounds:
        for at in dates:
            for name, entry in _entries(plan, at.measure, "before"):
                if any(start <= period.start <= at.done for period in entry.periods):
                    late.append((at.measure, name))
    return tuple(late)
