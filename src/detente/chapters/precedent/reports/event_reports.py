"""Events with and without talks, as parts of the report."""

from __future__ import annotations

from detente.case.base import Frozen
from detente.chapters.precedent.compared_history import EventCounts, Talks
from detente.chapters.precedent.event_spells import EventRate, EventsFound, RateRatio
from detente.findings.sampled import Ends


class SpellReport(Frozen):
    """Some months with talks or without."""

    first: str
    """The first day."""
    until: str
    """The last day."""
    talks: Talks
    """Whether there were talks."""
    months: float
    """How long it is."""
    events: int
    """How many events there were."""
    rate: float
    """Events a month."""


class EventRateReport(Frozen):
    """How often something happened."""

    events: int
    """How many times."""
    months: float
    """In how many months."""
    rate: float
    """Events a month."""
    interval: Ends
    """The exact interval of the rate that covers 90 %."""


class RateRatioReport(Frozen):
    """How many times as often something happened without talks as with them."""

    ratio: float | None
    """The ratio; null where nothing happened with talks."""
    low: float
    """Lower end of an interval that covers 90 %."""
    high: float | None
    """Upper end; null where there is none."""
    value: float | None
    """Two-sided value of the exact test that the rates are the same; null for the ratio of a model."""


class EventsReport(Frozen):
    """What counts of events say about talks."""

    name: str
    """What is counted."""
    spells: list[SpellReport]
    """The spells, in order of time."""
    talks: EventRateReport
    """The rate with talks."""
    none: EventRateReport
    """The rate without talks."""
    ratio: RateRatioReport
    """Without talks against with them, as if events came singly."""
    dispersion: float | None
    """How much more counts vary than events that come singly would, 1 for not at all; null where it cannot be told."""
    bursts: RateRatioReport | None
    """The ratio of a negative binomial model of spells, for events that come in bursts; null where it has no fit."""
    alpha: float | None
    """How much its variance exceeds the mean, as a multiple of the square of the mean."""
    by_month: RateRatioReport | None
    """The same from months, beside what carries over from months before; null where events have no dates."""
    carried: dict[str, float]
    """Months before → effect of events then, per unit of ln(1 + their number)."""


def events_report(said: EventCounts, found: EventsFound) -> EventsReport:
    """Return what counts of events say about talks."""
    return EventsReport(
        name=said.name,
        spells=[
            SpellReport(
                first=spell.first.isoformat(),
                until=spell.until.isoformat(),
                talks=spell.talks,
                months=spell.months,
                events=number,
                rate=number / spell.months,
            )
            for spell, number in found.spells
        ],
        talks=_rate(found.talks),
        none=_rate(found.none),
        ratio=_ratio(found.ratio),
        dispersion=found.dispersion,
        bursts=None if found.bursts is None else _ratio(found.bursts),
        alpha=found.alpha,
        by_month=None if found.by_month is None else _ratio(found.by_month),
        carried={str(lag): effect for lag, effect in found.carried.items()},
    )


def _rate(found: EventRate) -> EventRateReport:
    ends = Ends(low=found.low, high=found.high)
    return EventRateReport(events=found.events, months=found.months, rate=found.rate, interval=ends)


def _ratio(found: RateRatio) -> RateRatioReport:
    return RateRatioReport(ratio=found.ratio, low=found.low, high=found.high, value=found.value)
