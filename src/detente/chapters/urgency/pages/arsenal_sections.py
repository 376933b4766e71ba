"""The chapter's pages about an arsenal: how it grows, beside what was published, and under which course."""

from __future__ import annotations

import datetime as dt

from detente.case.model import Case
from detente.chapters.urgency.pages.naming import capital, month_of, number, share, signed
from detente.chapters.urgency.pages.school_sections import COUNTED, school_section
from detente.chapters.urgency.reports.arsenal_reports import ArsenalReport, EstimateReport, FanPoint
from detente.findings import Line, Lines, Section, Table
from detente.findings.speech import of_name
from detente.findings.words import listed, percent

CHAPTER = "urgency"
GROWS, PUBLISHED = "How the arsenal grows", "What was published"  # titles, by which one speaks of the other


def arsenal_sections(case: Case, found: ArsenalReport) -> list[Section]:
    """Return the pages about an arsenal."""
    sections = [_growth(case, found), school_section(case, found), _courses(found)]
    if found.back_test:
        sections.append(_back_test(found))
    return sections


def reached(found: ArsenalReport) -> list[str]:
    """Say when numbers of weapons are reached."""
    says = []
    for told in found.thresholds:
        when = "" if told.years is None else f"; half of all worlds have it within {number(told.years)} years"
        says.append(
            f"{capital(told.name)} by {month_of(told.by)}: in {told.said('reached')} of plausible worlds{when}."
        )
    return says


def _growth(case: Case, found: ArsenalReport) -> Section:
    now = next(point for point in reversed(found.fan) if point.years <= found.now + 1e-9)
    end, party = found.fan[-1], of_name(case.parties[found.party], begins=True)
    told = (
        f"{party} has {_range(now)} {found.unit} in {month_of(now.date)} and, if nobody intervenes, {_range(end)} in "
        f"{month_of(end.date)}, in eight worlds of ten."
    )
    if found.year is not None:
        told += f" A year adds {number(found.year)}."
    lines = tuple(
        Line(name, tuple((point.years, getattr(point.weapons, which)) for point in found.fan))
        for name, which in (("one world in ten has more", "high"), ("median", "median"), ("one in ten has less", "low"))
    )
    marks = tuple((e.years, e.low, e.high, str(n)) for n, e in enumerate(found.estimates, 1) if e.counts != "assembled")
    days = {e.years: month_of(e.date) for e in found.estimates} | {p.years: month_of(p.date) for p in found.fan}
    begins = {year: (dt.date(year, 1, 1) - found.day).days / 365.25 for year in _years(found)}
    says = f"{capital(found.unit)} if nobody intervenes."
    published = f"published estimates, numbered as in “{PUBLISHED}”; they are no input."
    chart = Lines(
        GROWS,
        f"{says} Upright bars: {published}{_not_drawn(found)}",
        "year",
        found.unit,
        lines,
        tuple(days.items()),
        tuple(begins.values()),
        ((found.now, "today"),),
        shares=False,
        ranges=marks,
        as_table=f"{says} Below: {published}" if marks else says,
        short=tuple(map(str, begins)),
    )
    return Section(
        CHAPTER, "How does the arsenal grow?", (told, *reached(found)), (chart, _published(found)), "why", 75
    )


def _not_drawn(found: ArsenalReport) -> str:
    """Say which published estimates have no bar since they count something else; nothing where all have one."""
    left = [str(n) for n, e in enumerate(found.estimates, 1) if e.counts == "assembled"]
    if not left:
        return ""
    counts = "counts" if len(left) == 1 else "count"
    return f" Without a bar: {listed(left)}, which {counts} only weapons that are {COUNTED['assembled']}."


def _years(found: ArsenalReport) -> range:
    """The years that begin between the first day and the last."""
    first = found.day.year if (found.day.month, found.day.day) == (1, 1) else found.day.year + 1
    return range(first, found.until.year + 1)


def _range(point: FanPoint) -> str:
    return f"{number(point.weapons.low)} to {number(point.weapons.high)}"


def _published(found: ArsenalReport) -> Table:
    return _estimates(PUBLISHED, f"Numbers are those of “{GROWS}”.", found.estimates)


def _estimates(title: str, says: str, estimates: list[EstimateReport]) -> Table:
    rows = tuple(
        (
            str(n),
            f"{e.name} (not checked)" if e.unverified else e.name,
            month_of(e.date),
            COUNTED[e.counts],
            number(e.low) if e.low == e.high else f"{number(e.low)} to {number(e.high)}",
            f"{number(e.found.low)} to {number(e.found.high)}",
            percent(e.below),
            percent(e.within),
            percent(e.above),
        )
        for n, e in enumerate(estimates, 1)
    )
    head = ("No.", "Who", "When", "Counts", "Says", "Here", "Fewer", "Within", "More")
    told = f"{says} Here: eight worlds of ten. Fewer, within, more: share of worlds with fewer or more than it says."
    return Table(title, told, head, rows)


def _courses(found: ArsenalReport) -> Section:
    alone, *others = found.courses
    known = any(course.war is not None for course in others)
    told = [
        f"If nobody intervenes there are {number(alone.weapons)} {found.unit} in {month_of(found.until)}, on average."
    ]
    if others:
        best = min(others, key=lambda course: course.weapons)
        if best.change < -0.05:
            told.append(f"Fewest: {number(best.weapons)} with “{best.name}”.")
        else:
            told.append("No course that the case names makes a difference that can be seen.")
    rows = tuple(
        (
            capital(course.name),
            "–" if course.agreed is None else percent(course.agreed),
            number(course.weapons),
            f"{number(course.range.low)} to {number(course.range.high)}",
            "–" if course.kind == "nothing" else signed(course.change),
            *((share(course.war),) if known else ()),
        )
        for course in found.courses
    )
    head = ("Course", "Agreed", "Weapons", "Eight worlds in ten", "Change", *(("War",) if known else ()))
    says = (
        f"Weapons in {month_of(found.until)}. A package is taken for agreed, and holds where it is kept; a policy "
        "counts where what it proposes is agreed. Change: against nobody intervening, in the same worlds."
        f"{' War: its risk within the years that “contact” looks at, with the channels of today.' if known else ''}"
    )
    table = Table("Courses and the arsenal", says, head, rows)
    return Section(CHAPTER, "What would slow it?", tuple(told), (table,))


def _back_test(found: ArsenalReport) -> Section:
    held = [e for e in found.back_test if e.found.low <= e.high and e.found.high >= e.low]
    told = (
        f"{len(held)} of {len(found.back_test)} estimates that were published later overlap with what eight worlds of "
        "ten have. They are never input."
    )
    table = _estimates("What was published later", "A back-test.", found.back_test)
    return Section(CHAPTER, "What was published later?", (told,), (table,))
