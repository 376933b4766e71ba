"""The chapter's page about a later start: chances against the month, the price of a year, what is gone by when."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.urgency.pages.naming import capital, month_of, months_in_words, moved, number, signed
from detente.chapters.urgency.reports.waiting_reports import PriceReport, WaitingReport
from detente.findings import Line, Lines, Section, Table
from detente.findings.speech import of_name
from detente.findings.standing import standing, the_package
from detente.findings.words import percent, pp

CHAPTER = "urgency"
YEAR = 12
MOST = 5  # packages that are drawn
SEEN = 0.02  # of worlds: packages that are attainable less often are not drawn


def waiting_sections(case: Case, found: WaitingReport) -> list[Section]:
    """Return the page about a later start."""
    figures = (_chances(found), _prices(found), _fading(found))
    return [Section(CHAPTER, "What does a later start change?", tuple(answer(case, found)), figures, "call", 80)]


def year_of(found: WaitingReport) -> PriceReport | None:
    """Return the price of a year, or of the longest wait looked at where that is less."""
    return next((price for price in found.prices if price.months == YEAR), found.prices[-1] if found.prices else None)


def answer(case: Case, found: WaitingReport) -> list[str]:
    """Say what waiting changes."""
    price, last = year_of(found), found.prices[-1] if found.prices else None
    told = {one.months: one for one in (price, last) if one is not None}
    says = [_changed(found, one) for one in told.values()]
    gone = [(capital(one.name), month_of(one.gone)) for one in found.packages if one.gone is not None]
    says += [f"{name} can be had in less than half of today’s worlds from {day} on." for name, day in gone[:2]]
    if found.party in found.pays:
        party = of_name(case.parties[found.party])
        paid = percent(found.pays[found.party])
        says.append(f"Waiting would bring {party} more than today, at its best moment, in {paid} of plausible worlds.")
    says += _of_all(case, found)
    says.append(
        "Red lines and gates stay as they are today, and so does who would keep or walk through an agreement; only "
        "values that the case lets drift change."
    )
    return says


def _of_all(case: Case, found: WaitingReport) -> list[str]:
    """Say what changes about the best of all packages, where they could all be judged."""
    if found.searched is None:
        return ["Only packages named in the case or shown here are followed: others are too many to be judged each."]
    last = found.prices[-1] if found.prices else None
    if last is None or last.best is None or found.party not in last.best:
        return []
    told = [
        f"{signed(one.best[found.party])} points a year after {months_in_words(one.months)}"
        for one in {one.months: one for one in (year_of(found), last) if one is not None}.values()
        if one.best is not None
    ]
    party = of_name(case.parties[found.party])
    judged = f"By any package at all, judged in {found.searched} of the worlds"
    return [f"{judged}, the best that {party} could have changes by {' and by '.join(told)} of waiting."]


def _changed(found: WaitingReport, price: PriceReport) -> str:
    """Say what a later start changes about chances."""
    when = f"If talks start in {months_in_words(price.months)}"
    if price.attainable is None:
        return f"{when}, the share of worlds in which a package in question is attainable {moved(price.any)}."
    package = the_package(found.proposes)
    return f"{when}, the share of worlds in which {package} is attainable {moved(price.attainable)}."


def _chances(found: WaitingReport) -> Lines:
    first = found.starts[0]
    shown = sorted(first.attainable, key=lambda name: (name != found.proposed, -first.attainable[name]))
    shown = [name for name in shown if max(s.attainable[name] for s in found.starts) >= SEEN][:MOST]
    lines = [Line("one of them", tuple((float(s.months), s.any) for s in found.starts))]
    lines += [Line(found.names[n], tuple((float(s.months), s.attainable[n]) for s in found.starts)) for n in shown]
    return Lines(
        "Chances against the start of talks",
        "Share of plausible worlds in which a package is attainable, by the month in which talks start.",
        "months from today",
        "share of worlds",
        tuple(lines),
        ticks=tuple(float(m) for m in range(0, found.starts[-1].months + 1, YEAR)),
    )


def _prices(found: WaitingReport) -> Table:
    rows = tuple(
        (
            capital(months_in_words(price.months)),
            pp(price.any),
            "–" if price.attainable is None else pp(price.attainable),
            "–" if price.joint is None else pp(price.joint),
            "–" if price.gain is None else signed(price.gain),
            "–" if price.weapons is None else signed(price.weapons),
            "–" if price.harmed is None else number(price.harmed),
        )
        for price in found.prices
    )
    head = ("Waiting", "Any", standing(found.proposes).capitalize(), "And kept", "Best gain", "Weapons", "Harm")
    unit = "" if found.unit is None else f" Harm: until then, in {found.unit}."
    says = (
        "Changes against a start today, in the same worlds. Any: one of the packages named in the case or shown here "
        f"today ({len(found.names)} in all) is attainable. And kept: attainable, durable and "
        f"reachable. Best gain: of the side advised, points a year.{unit}"
    )
    return Table("The price of waiting", says, head, rows)


def _fading(found: WaitingReport) -> Table:
    rows = tuple(
        (
            capital(one.name),
            percent(one.today),
            percent(one.lost) if one.today > 0 else "–",
            percent(one.last) if one.today > 0 else "–",
            "–" if one.gone is None else month_of(one.gone),
        )
        for one in found.packages
    )
    says = (
        "Lost: of the worlds in which it is attainable today, the share in which it never is again from a year on. At "
        "the end: the share in which it is not in the last month looked at. Gone: from when on it can be had in less "
        "than half."
    )
    return Table("What is gone by when", says, ("Package", "Today", "Lost in a year", "At the end", "Gone"), rows)
