"""Pages on what may be cause or mere correlation: two trends, and events with and without talks."""

from __future__ import annotations

from detente.chapters.precedent.pages.naming import CHAPTER, chance, spoken, times
from detente.chapters.precedent.report import PrecedentReport
from detente.chapters.precedent.reports.event_reports import EventRateReport, EventsReport
from detente.chapters.precedent.reports.trend_reports import TrendReport
from detente.findings import Line, Lines, Section, Table
from detente.findings.words import HARD_SPACE, count, percent

LATE = 90
MANY = 2  # lags of which the table says from which to which they run
FAIR = ("shuffled changes", "random walks")


def trend_sections(found: PrecedentReport) -> tuple[Section, ...]:
    """Return the pages on trends and events that the case raises."""
    pages = [_trends(found)] if found.trends else []
    return (*pages, *((_events(found.events),) if found.events is not None else ()))


def _trends(found: PrecedentReport) -> Section:
    says = [_worth(one) for one in found.trends]
    lags = sorted({lag for one in found.trends for lag in one.changes}, key=int)
    rows = tuple(
        (
            one.name,
            f"{one.years[0].year}–{one.years[-1].year}",
            _number(one.correlation, one),
            "; ".join(spoken(one.changes[lag]) if lag in one.changes else "–" for lag in lags),
            *(percent(one.placebos[kind]) for kind in one.placebos),
            one.said("beyond"),
        )
        for one in found.trends
    )
    kinds = tuple(found.trends[0].placebos)
    head = (
        "Pair",
        "Years",
        "Levels",
        "Changes" if len(lags) < MANY else f"Changes, {lags[0]} to {count(int(lags[-1]), 'year')} on",
        *(f"{kind[:1].upper()}{kind[1:]}" for kind in kinds),
        "Beyond trends",
    )
    note = (
        "Levels, changes: correlations, means over worlds; changes of the second so many years later. Shuffled "
        "changes, random walks, shuffled years: share of placebos, series made up in that way, that are as "
        "strongly correlated. Beyond trends: share of worlds in which at most a tenth of either placebo that has a "
        "trend is as strong."
    )
    table = Table("Correlations and placebos", note, head, rows)
    return Section(
        CHAPTER, "Causation or mere correlation?", tuple(says), (_drawn(found.trends[0]), table), weight=LATE
    )


def _number(correlation: float, one: TrendReport) -> str:
    ends = one.errors["correlation"]
    half = (ends.high - ends.low) / 2
    return spoken(correlation) if half < 0.005 else f"{spoken(float(correlation))} ± {half:.2f}"


def by_chance(one: TrendReport) -> str:
    """Say how many of the placebos that have a trend, and nothing else in common, are as strongly correlated."""
    return percent(max(float(one.placebos[kind]) for kind in FAIR))


def _worth(one: TrendReport) -> str:
    """Say what a correlation is worth."""
    claimed = "the sign that is claimed" if one.sign > 0.5 else "not the sign that is claimed"
    told = (
        f"{one.name}, {one.years[0].year} to {one.years[-1].year}: {one.cause} and {one.effect} are correlated by "
        f"{spoken(one.correlation)}, {claimed}; {by_chance(one)} of made-up series that only have a trend do as well"
    )
    change = one.changes.get("0")
    after = "" if change is None else f", and yearly changes are correlated by {spoken(change)}"
    note = f" {one.note}" if one.note else ""
    return f"{told}{after}.{note}"


def _drawn(one: TrendReport) -> Lines:
    """Draw both series, each as a share of its largest value."""
    tops = max(year.cause for year in one.years) or 1.0, max(year.effect for year in one.years) or 1.0
    lines = (
        Line(one.cause, tuple((float(year.year), year.cause / tops[0]) for year in one.years)),
        Line(one.effect, tuple((float(year.year), year.effect / tops[1]) for year in one.years)),
    )
    largest = f"{tops[0]:.0f} ({one.units[0]}) and {tops[1]:.0f} ({one.units[1]})"
    says = f"{one.name}: each as a share of its largest value, {largest}."
    places = tuple((float(year.year), str(year.year)) for year in one.years)
    return Lines("Two trends", says, "year", "share of the largest", lines, places, tuple(x for x, _ in places[::4]))


def _counted(rate: EventRateReport) -> str:
    return f"{rate.events} in {rate.months:.0f} months ({rate.rate:.2f} a month)"


def _events(found: EventsReport) -> Section:
    says = [
        f"{found.name}: {_counted(found.none)} without talks, {_counted(found.talks)} with them.",
    ]
    if found.ratio.ratio is not None:
        says.append(f"Without talks there are {times(found.ratio)} times as many, if events came singly.")
    if found.dispersion is not None and found.dispersion > 1 and found.bursts is not None:
        says.append(
            f"They come in bursts, {found.dispersion:.1f} times as uneven; allowing for that the ratio is "
            f"{times(found.bursts)}."
        )
    if found.by_month is not None:
        says.append(f"By month, beside what carries over from months before, it is {times(found.by_month)}.")
    says.append(
        "Talks are not dealt out at random: they begin where there is restraint and stop where there is none, so the "
        "same numbers come about if restraint brings talks. Spells also differ by leader, by year and by weapon."
    )
    rows = tuple(
        (f"{s.first} to {s.until}", s.talks, f"{s.months:.1f}", str(s.events), f"{s.rate:.2f}") for s in found.spells
    )
    spells = Table(
        "Events by spell",
        "Whether there were talks is a judgement.",
        ("Spell", "Talks", "Months", "Events", "A month"),
        rows,
    )
    compared = [("Poisson, exact", times(found.ratio), "–" if found.ratio.value is None else chance(found.ratio.value))]
    if found.bursts is not None:
        compared.append(("Negative binomial, spells", times(found.bursts), "–"))
    if found.by_month is not None:
        compared.append(("Negative binomial, months with lags", times(found.by_month), "–"))
    ratios = Table(
        "Without talks against with them",
        f"How many times as many events a month, with the 90{HARD_SPACE}% interval.",
        ("Model", "Ratio", "Value of the exact test"),
        tuple(compared),
    )
    return Section(CHAPTER, "Do talks go with fewer events?", tuple(says), (spells, ratios), weight=LATE)
