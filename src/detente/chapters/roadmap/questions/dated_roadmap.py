"""A roadmap of a case put on the calendar, every duration at its median."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.chapters.roadmap.judging.lattice_values import MONTHS, overhead
from detente.chapters.roadmap.questions.calendar import DAYS, NeverError, Schedule, Task, schedule
from detente.chapters.roadmap.schema import Entry
from detente.chapters.roadmap.space.lattice import MeasureStep, brought, legs
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
    """When would each measure of a roadmap be carried out?

    Args:
        plan: The package.
        roadmap: Positions after each round.
        worlds: The worlds; their central one is taken.

    Returns:
        The schedule, or the measure that the calendar never allows.
    """
    said, centre = plan.said, worlds.central()
    rounds = [[_task(plan, centre, measure) for measure in brought(*leg)] for leg in legs(roadmap)]
    start = said.starts or plan.case.date
    try:
        return schedule(rounds, start, round(float(overhead(centre)[0]) * DAYS), said.ends)
    except NeverError as error:
        return Impossible(error.args[0])


def _task(plan: RoadmapSpace, centre: Draws, measure: MeasureStep) -> Task:
    terms = read(plan.case, centre).measure(*measure)
    return Task(
        measure=measure,
        lead=round(float(terms.lead[0]) * DAYS),
        verify=round(float(terms.detection[0]) * DAYS),
        barred=tuple(_days(plan, measure, "bars")),
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


def _occasions(plan: RoadmapSpace, centre: Draws, measure: MeasureStep) -> Iterator[tuple[int, int, int]]:
    for name, entry in _entries(plan, measure, "suits"):
        worth = round(float(centre.value(f"roadmap/calendar/{name}/wait")[0]) / MONTHS * DAYS)
        for period in entry.periods:
            yield period.start.toordinal(), period.end.toordinal(), worth


def too_late(plan: RoadmapSpace, found: Schedule) -> tuple[tuple[MeasureStep, str], ...]:
    """Which measures come after something that they had better come before?

    Args:
        plan: The package.
        found: The schedule.

    Returns:
        Measure and the entry's id, where a period of it begins between the start and the day it is carried out.
    """
    start = found.rounds[0][0].start
    late = []
    for dates in found.rounds:
        for at in dates:
            for name, entry in _entries(plan, at.measure, "before"):
                if any(start <= period.start <= at.done for period in entry.periods):
                    late.append((at.measure, name))
    return tuple(late)
