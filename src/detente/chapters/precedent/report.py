"""The report of the precedent chapter: the JSON of `detente precedent --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.precedent.agreement_rows import Ending
from detente.chapters.precedent.past_lives import Standing
from detente.chapters.precedent.reports.event_reports import EventsReport, events_report
from detente.chapters.precedent.reports.life_reports import (
    KindOutcomeReport,
    LifeCurveReport,
    curve_reports,
    outcome_reports,
)
from detente.chapters.precedent.reports.near_reports import NearReport, near_reports
from detente.chapters.precedent.reports.trend_reports import TrendReport, trend_reports
from detente.chapters.precedent.result import Precedents


class PastAgreementReport(Frozen):
    """One past agreement, as it was known on the day of the case."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    parties: list[str]
    """Who made it, by their ids in the table."""
    signed: str
    """The day of its signature."""
    began: str
    """The day from which its life is counted."""
    ended: str | None
    """The day on which it ended; null where it was in force."""
    ending: Ending | None
    """How it ended; null where it was in force."""
    agreed: bool
    """Whether anything was agreed at all."""
    years: float
    """Years from its beginning to its end, or to the day of the case."""
    standing: Standing
    """Whether it held for the years asked, failed before, or whether one cannot say."""
    scope: str
    """limited, mixed or comprehensive."""
    linkage: str | None
    """What became of wider demands: none, dropped, parallel or kept; null where that is not known."""
    objectors: list[str]
    """Allies and third parties that objected."""
    phased: bool
    """Whether it was carried out in steps."""
    verification: str | None
    """none, own-means, visits or inspections; null where that is not known."""
    domains: list[str]
    """What it was about."""
    verified: bool
    """Whether its dates were seen in a source; else they are from general knowledge."""
    source: str
    """Where its dates are from."""


class LaterReport(Frozen):
    """What became of an agreement that was in force on the day of the case; for a back-test alone."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    expected: float | None
    """How likely it was to last to the later day, by the curve of all agreements; null where none lasted so long."""
    lasted: bool | None
    """Whether it did; null where it ended without failing."""
    ended: str | None
    """The day on which it ended; null where it did not."""


class PrecedentReport(Frozen):
    """Everything the chapter found."""

    date: str
    """The day of the case: nothing that happened later is read, but for the back-test."""
    horizon: float
    """Years after which an agreement counts as having held."""
    agreements: list[PastAgreementReport]
    """Past agreements and attempts, in order of time."""
    unverified: int
    """Of how many of them the dates are from general knowledge."""
    nearest: list[NearReport]
    """Package by package: which past agreements are near, and why."""
    survival: list[LifeCurveReport]
    """How long agreements lasted: all of them, and by scope."""
    outcomes: list[KindOutcomeReport]
    """Whether agreements of one kind held more often, and what so few can show."""
    trends: list[TrendReport]
    """What correlations of two yearly series are worth."""
    events: EventsReport | None
    """Events with and without talks; null where the case has none."""
    until: str | None
    """The later day of the back-test; null where there is none."""
    later: list[LaterReport]
    """What became of agreements after the day of the case, apart from all else."""


def report(found: Precedents) -> PrecedentReport:
    """Return what was found in plain numbers.

    Args:
        found: The analysis.
    """
    part, case = found.part, found.worlds.case
    agreements = [_agreement(found, number) for number in range(len(found.lives))]
    names = {one.id: one.name for one in agreements}
    later = case.later.get("precedent")
    return PrecedentReport(
        date=case.date.isoformat(),
        horizon=part.horizon,
        agreements=agreements,
        unverified=sum(not one.verified for one in agreements),
        nearest=near_reports(found),
        survival=curve_reports(found),
        outcomes=outcome_reports(found),
        trends=trend_reports(found),
        events=None if found.events is None or part.events is None else events_report(part.events, found.events),
        until=None if later is None or not found.later else later.until.isoformat(),
        later=[
            LaterReport(
                id=fate.id,
                name=names[fate.id],
                expected=fate.expected,
                lasted=fate.lasted,
                ended=None if fate.ended is None else fate.ended.isoformat(),
            )
            for fate in found.later
        ],
    )


def _agreement(found: Precedents, number: int) -> PastAgreementReport:
    life = found.lives[number]
    row = life.agreement
    return PastAgreementReport(
        id=life.id,
        name=row.name,
        parties=list(row.parties),
        signed=row.signed.isoformat(),
        began=row.began.isoformat(),
        ended=None if row.ended is None else row.ended.isoformat(),
        ending=row.ending,
        agreed=row.agreed,
        years=life.years,
        standing=life.standing(found.part.horizon),
        scope=row.scope,
        linkage=row.linkage,
        objectors=list(row.objectors),
        phased=row.phased,
        verification=row.verification,
        domains=list(row.domains),
        verified=row.verified,
        source=row.source,
    )
