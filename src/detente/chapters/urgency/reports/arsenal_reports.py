"""What is reported of the arsenal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from detente.chapters.urgency.arsenal.outlook import ArsenalCourse, ArsenalOutlook
from detente.chapters.urgency.forms.arsenal_forms import Measure, PublishedEstimate
from detente.chapters.urgency.reports.programme_reports import (
    ProgrammeReport,
    SchoolsReport,
    programme_reports,
    schools_report,
)
from detente.chapters.urgency.reports.sampled_numbers import Quantiles, falls, quantiles
from detente.chapters.urgency.result import Urgencies
from detente.findings.means import means
from detente.findings.sampled import Sampled

EVERY = 3  # months between two points of the fan


class FanPoint(Sampled):
    """The arsenal on one day, if nobody intervenes."""

    date: dt.date
    """The day."""
    years: float
    """Years since the day of the stocks."""
    weapons: Quantiles
    """Weapons."""
    material: Quantiles
    """Weapons for which there is material."""
    assembled: Quantiles
    """Weapons that are put together."""


class EstimateReport(Sampled):
    """A published estimate beside what is found here: never input."""

    id: str
    """Its id."""
    name: str
    """Who says it."""
    date: dt.date
    """The day of which it speaks."""
    years: float
    """Years since the day of the stocks."""
    counts: Measure
    """What it counts: material, weapons or assembled."""
    low: float
    """The lowest number it gives."""
    high: float
    """The highest number it gives."""
    found: Quantiles
    """What is found here."""
    least: float
    """The least that any world has."""
    most: float
    """The most that any world has."""
    possible: tuple[float, float] | None
    """The least and the most that the ranges of the inputs allow; null where it supposes an intervention."""
    below: float
    """Share of worlds below its lowest number."""
    within: float
    """Share of worlds within it."""
    above: float
    """Share of worlds above its highest number."""
    unverified: bool
    """Whether one of its sources was not checked."""
    note: str | None
    """What the case says of it."""


class ThresholdReport(Sampled):
    """When a number of weapons is reached, if nobody intervenes."""

    id: str
    """Its id."""
    name: str
    """Its printed name."""
    weapons: float
    """How many weapons."""
    by: dt.date
    """The day by which it is asked for."""
    reached: float
    """Share of worlds that have so many by that day."""
    ever: float
    """Share of worlds that have so many by the last day looked at."""
    years: float | None
    """Years until it is reached, median over all worlds; null where half of the worlds do not reach it."""


class SeparatingReport(Sampled):
    """A judgement by which worlds with many weapons differ from those with few."""

    path: str
    """Its path; of something that happens or not that of its probability, and `!`."""
    apart: float
    """How far its means lie apart, in its standard deviations; below 0: more weapons where it is low."""
    low: float
    """Its mean in the fifth of worlds with the fewest weapons on the last day."""
    high: float
    """Its mean in the fifth with the most."""


class ArsenalCourseReport(Sampled):
    """The arsenal on the last day looked at, under one course."""

    kind: str
    """nothing, intervention, package or policy."""
    id: str | None
    """Its id; null for nothing."""
    name: str
    """Its printed name."""
    agreed: float | None
    """Share of worlds in which what the policy proposes is agreed; null for others."""
    weapons: float
    """Mean number of weapons."""
    range: Quantiles
    """Weapons over worlds."""
    change: float
    """Difference to nobody intervening, mean over worlds."""
    war: float | None
    """Risk of war by the policy, mean over worlds; null where it is not known."""


class ArsenalReport(Sampled):
    """The arsenal."""

    party: str
    """Whose it is."""
    unit: str
    """What is counted."""
    day: dt.date
    """The day of the stocks."""
    now: float
    """Years from there to the day of the case."""
    until: dt.date
    """The last day looked at."""
    year: float | None
    """Weapons more after a year of waiting, mean over worlds; null where the last day comes before."""
    fan: list[FanPoint]
    """The arsenal over time."""
    estimates: list[EstimateReport]
    """Published estimates, by date."""
    back_test: list[EstimateReport]
    """Later estimates, in a back-test that is asked for; they stand apart and are never input."""
    thresholds: list[ThresholdReport]
    """Numbers of weapons that are asked for."""
    separating: list[SeparatingReport]
    """Which inputs separate high counts from low ones, the most first."""
    programmes: list[ProgrammeReport]
    """What the ranges of the inputs allow: for every school fewest, central and most."""
    schools: SchoolsReport | None
    """What lies between the school with the fewest and the one with the most; null where nobody differs."""
    courses: list[ArsenalCourseReport]
    """Courses side by side; the first is that nobody intervenes."""


def arsenal_report(found: Urgencies) -> ArsenalReport | None:
    """Return what is reported of the arsenal; None where the case names none."""
    if found.outlook is None:
        return None
    out, worlds = found.outlook, found.worlds
    grid, part = out.judged.grid, out.part
    estimates = sorted(part.estimates.items(), key=lambda pair: pair[1].date)
    later = sorted(found.back_test.items(), key=lambda pair: pair[1].date)
    return ArsenalReport(
        party=part.party,
        unit=part.unit,
        day=part.day,
        now=grid.years(grid.now),
        until=part.until,
        **_year(found, out),
        fan=_fan(found, out),
        estimates=[_estimate(found, out, name, one) for name, one in estimates],
        back_test=[_estimate(found, out, name, one) for name, one in later],
        thresholds=[_threshold(found, out, name) for name in part.thresholds],
        separating=[
            SeparatingReport(path=one.path, apart=one.apart, low=one.low, high=one.high) for one in out.separating
        ],
        programmes=programme_reports(worlds.case, out),
        schools=schools_report(worlds.case, out),
        courses=[_course(found, out, course) for course in out.courses],
    )


def _year(found: Urgencies, out: ArsenalOutlook) -> dict[str, Any]:
    grid = out.judged.grid
    first = grid.years(grid.now)
    if first + 1 > grid.points[-1] + 1e-9:
        return {"year": None, "errors": {}}
    now, then = (grid.at(out.alone.weapons, first + n) for n in (0, 1))
    return falls(found.worlds, {"year": (then, now)})


def _fan(found: Urgencies, out: ArsenalOutlook) -> list[FanPoint]:
    grid, points = out.judged.grid, []
    for k in sorted({*range(0, grid.count + 1, EVERY), grid.count}):
        weapons, material, assembled = (
            quantiles(found.worlds, counted[k])
            for counted in (out.alone.weapons, out.alone.material, out.alone.assembled)
        )
        day = min(grid.until, grid.day + dt.timedelta(days=round(float(grid.points[k]) * 365.25)))
        years = float(grid.points[k])
        points.append(FanPoint(date=day, years=years, weapons=weapons, material=material, assembled=assembled))
    return points


def _estimate(found: Urgencies, out: ArsenalOutlook, name: str, said: PublishedEstimate) -> EstimateReport:
    values, sources = out.estimated(said), found.worlds.case.sources
    programmed = out.by_programmes(said)
    shares = {"below": values < said.low, "within": (values >= said.low) & (values <= said.high)}
    return EstimateReport(
        id=name,
        name=said.name,
        date=said.date,
        years=out.judged.grid.years(said.date),
        counts=said.counts,
        low=said.low,
        high=said.high,
        found=quantiles(found.worlds, values),
        least=float(values.min()),
        most=float(values.max()),
        possible=None if programmed is None else (float(programmed.min()), float(programmed.max())),
        **means(found.worlds, {**shares, "above": values > said.high}),
        unverified=any(sources[source].unverified for source in said.source),
        note=said.note,
    )


def _threshold(found: Urgencies, out: ArsenalOutlook, name: str) -> ThresholdReport:
    said, years = out.part.thresholds[name], out.years_to(name)
    median = quantiles(found.worlds, years).median
    return ThresholdReport(
        id=name,
        name=said.name,
        weapons=said.weapons,
        by=said.by,
        **means(found.worlds, {"reached": out.reached(name), "ever": np.isfinite(years)}),
        years=median if np.isfinite(median) else None,
    )


def _course(found: Urgencies, out: ArsenalOutlook, course: ArsenalCourse) -> ArsenalCourseReport:
    worlds, at_end = found.worlds, course.count.weapons[-1]
    told = means(worlds, {"weapons": at_end})
    change = falls(worlds, {"change": (at_end, out.alone.weapons[-1])})
    share = means(worlds, {"agreed": course.agreed}) if course.agreed is not None else {"agreed": None, "errors": {}}
    war = found.war.get(course.id) if course.kind == "policy" else None
    risk = means(worlds, {"war": war}) if war is not None else {"war": None, "errors": {}}
    parts = (told, change, share, risk)
    errors = {name: ends for part in parts for name, ends in part.pop("errors").items()}
    return ArsenalCourseReport(
        kind=course.kind,
        id=course.id or None,
        name=course.name,
        **told,
        **change,
        **share,
        **risk,
        range=quantiles(worlds, at_end),
        errors=errors,
    )
