"""The chapter's page about hours: the principal's calendar, what still fits, what postponing costs."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.urgency.pages.naming import capital, months_in_words, number, planned_months
from detente.chapters.urgency.reports.attention_reports import AttentionReport, EngagementHours, HoursReport
from detente.findings import Line, Lines, Section, Table
from detente.findings.words import listed, percent

CHAPTER = "urgency"
FEW = 5  # files that are drawn
SHORT = 1e-6


def attention_sections(case: Case, found: AttentionReport) -> list[Section]:
    """Return the page about hours."""
    del case
    central = found.plans[0]
    figures = (_calendar(found, central), _engagements(found), _postponing(found), _prices(found))
    return [Section(CHAPTER, "What still fits on the desk?", tuple(answer(found)), figures, "sequence", 85)]


def answer(found: AttentionReport) -> list[str]:
    """Say what still fits, and what it costs to postpone the own file."""
    central, stressed = found.plans
    first = planned_months(found.months)[0]
    fits: list[str] = []
    later: list[str] = []
    for told in central.engagements:
        (fits if told.first == 1 else later).append(_when(told, found))
    says = []
    if fits:
        says.append(f"In {first} there is time for {listed(fits)}, at no more than it is worth.")
    says += [f"{capital(text)}." for text in later]
    name = next(file.name for file in central.files if file.file == found.own)
    months = min(4, len(central.postponed) - 1)
    says.append(
        f"Leaving {name} alone for {months_in_words(months)} costs {number(central.postponed[months])} points with "
        f"median judgements, and {number(stressed.postponed[months])} where files need much and hours are few."
    )
    scarce = [
        month
        for month, price in zip(planned_months(found.months), central.prices["principal"], strict=True)
        if price > SHORT
    ]
    if scarce:
        dearest = max(central.prices["principal"])
        says.append(
            f"Hours of the principal are short from {scarce[0]} to {scarce[-1]}: one more would bring up to "
            f"{dearest:.2f} points."
        )
    return says


def _when(told: EngagementHours, found: AttentionReport) -> str:
    if told.first == 1:
        return told.name
    if told.first is None:
        return f"there is no month in which {told.name} costs no more than it is worth"
    return f"{told.name} costs no more than it is worth from {planned_months(found.months)[told.first - 1]} on"


def _calendar(found: AttentionReport, plan: HoursReport) -> Lines:
    own = [file for file in plan.files if file.file == found.own]
    most = sorted((f for f in plan.files if f.file != found.own), key=lambda f: -sum(f.principal))
    lines = tuple(
        Line(file.name, tuple((float(n), hours) for n, hours in enumerate(file.principal)))
        for file in (*own, *most[: FEW - 1])
    )
    days = tuple((float(n), month) for n, month in enumerate(planned_months(found.months)))
    return Lines(
        "The principal’s calendar",
        "Hours of the principal a month in the best use of them, with median judgements: the own file and those that "
        "take most.",
        "month",
        "hours a month",
        lines,
        days,
        tuple(float(n) for n in range(0, len(days), 3)),
        shares=False,
        stepped=True,
    )


def _engagements(found: AttentionReport) -> Table:
    rows = []
    for central, stressed in zip(found.plans[0].engagements, found.plans[1].engagements, strict=True):
        rows.append(
            (
                capital(central.name),
                number(central.worth),
                _cost(central.costs[0]),
                _month(central, found),
                _cost(stressed.costs[0]),
                _month(stressed, found),
            )
        )
    head = ("Engagement", "Worth", "Costs now", "Pays from", "Costs now, stressed", "Pays from, stressed")
    says = (
        "In points. Costs: what its hours would bring elsewhere if it began in the first month; none where the hours "
        "are not there beside what cannot be refused. Pays from: the first month in which it costs no more than it is "
        "worth. Stressed: files need much and hours are few."
    )
    return Table("Which engagement fits", says, head, tuple(rows))


def _cost(value: float | None) -> str:
    return "no hours" if value is None else number(value)


def _month(told: EngagementHours, found: AttentionReport) -> str:
    return "never" if told.first is None else planned_months(found.months)[told.first - 1]


def _postponing(found: AttentionReport) -> Table:
    months = [m for m in (1, 2, 3, 4, 6, 9, 12) if m <= len(found.months)]
    rows = tuple((str(m), *(number(plan.postponed[m]) for plan in found.plans)) for m in months)
    says = "Points lost over all months if the own file is left alone for so many months from today."
    return Table("What postponing costs", says, ("Months", "Central world", "Stressed world"), rows)


def _prices(found: AttentionReport) -> Table:
    central, stressed = found.plans
    own = next(file for file in central.files if file.file == found.own)
    rows = tuple(
        (
            month,
            f"{central.prices['principal'][n]:.2f}",
            f"{central.prices['working'][n]:.3f}",
            f"{stressed.prices['principal'][n]:.2f}",
            f"{stressed.prices['working'][n]:.3f}",
            percent(own.coverage[n]),
        )
        for n, month in enumerate(planned_months(found.months))
    )
    head = ("Month", "Principal", "Working", "Principal, stressed", "Working, stressed", "Own file gets")
    says = (
        "Points that an hour more would bring, by level; and the share of the hours it needs that the own file gets, "
        "in the central world."
    )
    return Table("What an hour is worth", says, head, rows)
