"""What is reported of hours."""

from __future__ import annotations

import datetime as dt

import numpy as np

from detente.case.base import Frozen
from detente.chapters.urgency.attention.agenda import LEVELS
from detente.chapters.urgency.attention.hours_programme import HoursPlan
from detente.chapters.urgency.forms.attention_forms import AttentionPart
from detente.chapters.urgency.result import Urgencies
from detente.chapters.urgency.waiting.drifting_values import day_of


class FileHours(Frozen):
    """One file in the best use of hours."""

    file: str
    """The file."""
    name: str
    """Its printed name."""
    coverage: list[float]
    """Share of the hours it needs that it gets, a month each."""
    state: list[float]
    """Its state at the end of each month, from 0 to 1."""
    principal: list[float]
    """Hours of the principal that it gets in each month."""
    working: list[float]
    """Hours at working level."""


class EngagementHours(Frozen):
    """What it costs to begin an engagement in each month."""

    engagement: str
    """The engagement."""
    name: str
    """Its printed name."""
    worth: float
    """Points that it is worth."""
    costs: list[float | None]
    """Points that its hours would bring elsewhere, for a beginning in each month; null where there is no room."""
    first: int | None
    """The first month, from 1, in which it costs no more than it is worth; null where there is none."""


class HoursReport(Frozen):
    """The best use of hours in one world."""

    scenario: str
    """central: medians of all judgements; stressed: needs at their ninth tenth, hours at their first."""
    value: float
    """Points over all months."""
    files: list[FileHours]
    """The files."""
    hours: dict[str, list[float]]
    """Level → hours that there are in each month."""
    idle: dict[str, list[float]]
    """Level → hours that nobody uses."""
    prices: dict[str, list[float]]
    """Level → points that an hour more would bring in each month: its shadow price."""
    postponed: list[float]
    """Points that it costs to leave the own file alone for 0, 1, 2, … months."""
    engagements: list[EngagementHours]
    """What could be done about it."""


class AttentionReport(Frozen):
    """Hours that files compete for."""

    party: str
    """Whose hours they are."""
    own: str
    """The file that the case is about."""
    months: list[dt.date]
    """The day on which each month begins."""
    plans: list[HoursReport]
    """The best use of hours in the central and in the stressed world."""


def attention_report(found: Urgencies) -> AttentionReport | None:
    """Return what is reported of hours; None where the case names no files."""
    part = found.part.attention
    if part is None:
        return None
    return AttentionReport(
        party=part.party,
        own=part.own,
        months=[day_of(found.worlds.case.date, month) for month in range(part.months)],
        plans=[_plan(part, plan) for plan in found.plans],
    )


def _plan(part: AttentionPart, plan: HoursPlan) -> HoursReport:
    agenda = plan.agenda

    def levels(array: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[str, list[float]]:
        return {level: [float(x) for x in array[:, n]] for n, level in enumerate(LEVELS)}

    files = []
    for name, file in part.files.items():
        taken = levels(agenda.files[name].needs * plan.coverage[name][:, None])
        coverage, state = ([float(x) for x in table[name]] for table in (plan.coverage, plan.states))
        files.append(FileHours(file=name, name=file.name, coverage=coverage, state=state, **taken))
    return HoursReport(
        scenario=agenda.scenario,
        value=plan.value,
        files=files,
        hours=levels(agenda.hours),
        idle=levels(plan.idle),
        prices=levels(plan.prices),
        postponed=[float(x) for x in plan.postponed],
        engagements=[_engagement(part, plan, name) for name in part.engagements],
    )


def _engagement(part: AttentionPart, plan: HoursPlan, name: str) -> EngagementHours:
    costs, worth = plan.engaged[name], plan.agenda.worth[name]
    fitting = [n for n, cost in enumerate(costs, 1) if np.isfinite(cost) and cost <= worth]
    return EngagementHours(
        engagement=name,
        name=part.engagements[name].name,
        worth=worth,
        costs=[float(cost) if np.isfinite(cost) else None for cost in costs],
        first=fitting[0] if fitting else None,
    )
