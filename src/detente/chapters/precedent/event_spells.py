"""Events with and without talks: rates, their ratio, how they come in bursts, and what carries over by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.precedent.compared_history import EventCounts, TalkSpell
from detente.chapters.precedent.count_models import CountFit, fit_counts
from detente.chapters.precedent.exact_tests import binomial_limits, binomial_test

TAIL = 0.05
MONTH = 365.25 / 12  # days


@dataclass(frozen=True)
class EventRate:
    """How often something happened.

    Attributes:
        events: How many times.
        months: In how many months.
        low: Lower end of the rate, a month, of an interval that covers 90 %.
        high: Upper end of it.
    """

    events: int
    months: float
    low: float
    high: float

    @property
    def rate(self) -> float:
        """Events a month."""
        return self.events / self.months


@dataclass(frozen=True)
class RateRatio:
    """How many times as often something happened in one kind of month as in another.

    Attributes:
        ratio: The ratio; None where nothing happened in the second.
        low: Lower end of an interval that covers 90 %.
        high: Upper end of it; None where there is none.
        value: Two-sided value of the exact test that the rates are the same; None for a model’s ratio.
    """

    ratio: float | None
    low: float
    high: float | None
    value: float | None


@dataclass(frozen=True)
class EventsFound:
    """What counts of events say about talks.

    Attributes:
        spells: The spells, each with its number of events.
        talks: The rate during talks.
        none: The rate without.
        ratio: Without talks against with them, as if events came singly.
        dispersion: How much more counts vary than events that come singly would; None where it cannot be told.
        bursts: The same ratio where they come in bursts; None where it cannot be fitted.
        alpha: How much the variance exceeds the mean, as a multiple of its square.
        by_month: The same from months, beside what carries over from months before; None where events have no dates.
        carried: Month before → logarithm of the ratio that one more event then brings, on the scale of ln(1 + n).
    """

    spells: tuple[tuple[TalkSpell, int], ...]
    talks: EventRate
    none: EventRate
    ratio: RateRatio
    dispersion: float | None
    bursts: RateRatio | None
    alpha: float | None
    by_month: RateRatio | None
    carried: dict[int, float]


def event_spells(said: EventCounts) -> EventsFound | None:
    """Return what counts say about talks; None where one of the two kinds has no month.

    Args:
        said: The spells, and dated events where the case has them.
    """
    spells = tuple((spell, _number(said, spell)) for spell in said.windows)
    with_talks = [(s, n) for s, n in spells if s.talks == "yes"]
    without = [(s, n) for s, n in spells if s.talks == "no"]
    if not with_talks or not without:
        return None
    talks, none = (_rate(some) for some in (with_talks, without))
    told = with_talks + without
    counts = np.array([float(n) for _, n in told])
    months = np.array([s.months for s, _ in told])
    columns = np.column_stack([np.ones(len(told)), [float(s.talks == "no") for s, _ in told]])
    fit = fit_counts(counts, columns, months, dispersed=True) if len(told) > 3 else None
    monthly = _by_month(said) if said.dated else None
    return EventsFound(
        spells,
        talks,
        none,
        rate_ratio(none, talks),
        _dispersion(counts, months, columns[:, 1]),
        None if fit is None else _modelled(fit),
        None if fit is None else fit.alpha,
        None if monthly is None else _modelled(monthly),
        {} if monthly is None else {lag + 1: float(e) for lag, e in enumerate(monthly.effects[2:])},
    )


def _number(said: EventCounts, spell: TalkSpell) -> int:
    if spell.events is not None:
        return spell.events
    return sum(spell.first <= event.date <= spell.until for event in said.counted)


def _rate(spells: Sequence[tuple[TalkSpell, int]]) -> EventRate:
    """Return the rate over spells, with exact limits ([Garwood1936])."""
    from scipy.special import chdtri

    events, months = sum(n for _, n in spells), sum(s.months for s, _ in spells)
    low = chdtri(2 * events, 1 - TAIL) / 2 / months if events else 0.0
    return EventRate(events, months, float(low), float(chdtri(2 * events + 2, TAIL) / 2 / months))


def rate_ratio(one: EventRate, other: EventRate) -> RateRatio:
    """Return how many times as often something happened in one as in another ([PrzyborowskiWilenski1940])."""
    total = one.events + other.events
    if total == 0:
        return RateRatio(None, 0.0, None, 1.0)
    low, high = binomial_limits(one.events, total, TAIL)
    value = binomial_test(one.events, total, one.months / (one.months + other.months))
    longer = other.months / one.months
    most = None if high >= 1 else high / (1 - high) * longer
    ratio = one.rate / other.rate if other.events else None
    return RateRatio(ratio, low / (1 - low) * longer, most, value)


def _dispersion(counts: Floats, months: Floats, kind: Floats) -> float | None:
    free = len(counts) - 2
    rates = [counts[kind == k].sum() / months[kind == k].sum() for k in (0, 1)]
    if free < 1 or not all(rates):
        return None
    mu = np.where(kind == 0, rates[0], rates[1]) * months
    return float(((counts - mu) ** 2 / mu).sum() / free)


def _modelled(fit: CountFit) -> RateRatio:
    from scipy.special import ndtri

    effect, half = float(fit.effects[1]), float(-ndtri(TAIL) * fit.errors[1])
    return RateRatio(float(np.exp(effect)), float(np.exp(effect - half)), float(np.exp(effect + half)), None)


def _by_month(said: EventCounts) -> CountFit | None:
    """Return a model by calendar months that lie in one spell of which talks are known, with lags."""
    first, last = said.windows[0].first, said.windows[-1].until
    months = [
        (first.year + (first.month - 1 + k) // 12, (first.month - 1 + k) % 12 + 1) for k in range(_span(first, last))
    ]
    number = dict.fromkeys(months, 0)
    for event in said.counted:
        if (at := (event.date.year, event.date.month)) in number:
            number[at] += 1
    counts = np.array([float(number[month]) for month in months])
    kinds = [_kind(said, *month) for month in months]
    rows = [k for k in range(said.lags, len(months)) if kinds[k] is not None]
    if len(rows) < 2 * (said.lags + 2) or len({kinds[k] for k in rows}) < 2:
        return None
    before = [np.log1p(counts[np.array(rows) - lag]) for lag in range(1, said.lags + 1)]
    columns = np.column_stack([np.ones(len(rows)), [float(kinds[k] == "no") for k in rows], *before])
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return None
    return fit_counts(counts[rows], columns, np.ones(len(rows)), dispersed=True)


def _span(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _kind(said: EventCounts, year: int, month: int) -> str | None:
    """Return whether there were talks in the middle of a month; None where that is unclear."""
    middle = dt.date(year, month, 15)
    found = next((spell.talks for spell in said.windows if spell.first <= middle <= spell.until), None)
    return None if found == "unclear" else found
