"""What in `precedent.yaml` must fit the rest of the case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.case.faults import KeyPath
from detente.case.model import LATER, Case
from detente.case.references import Problem, unknown
from detente.chapters.precedent.agreement_rows import PastAgreement, bundled_table
from detente.chapters.precedent.compared_history import ComparedHistory, EventCounts, LaterHistory

CHAPTER = "precedent"


def check(part: ComparedHistory, case: Case) -> Iterator[Problem]:
    """Yield a problem for every name that nothing defines, and for whatever contradicts itself."""
    table = {} if part.table is None else bundled_table(part.table)
    for name in part.without:
        yield from unknown((CHAPTER, "without"), name, table, "row of the table")
    for name in part.scopes:
        yield from unknown((CHAPTER, "scopes", name), name, case.scopes, "scope")
    for name in part.parties:
        yield from unknown((CHAPTER, "parties", name), name, case.parties, "party")
    for name in part.at_once:
        yield from unknown((CHAPTER, "at_once"), name, case.packages, "package")
    yield from _options(part, case)
    yield from _series(part, case)
    for name, agreement in part.agreements.items():
        yield from _dates((CHAPTER, "agreements", name), agreement)
    if part.events is not None:
        yield from _spells(part.events, case)


def _options(part: ComparedHistory, case: Case) -> Iterator[Problem]:
    for issue, options in part.options.items():
        yield from unknown((CHAPTER, "options", issue), issue, case.issues, "issue")
        for option in options if issue in case.issues else ():
            place = (CHAPTER, "options", issue, option)
            yield from unknown(place, option, case.issues[issue].options, f"option of {issue}")


def _series(part: ComparedHistory, case: Case) -> Iterator[Problem]:
    for name, pair in part.trends.items():
        for key, series in (("cause", pair.cause), ("effect", pair.effect)):
            yield from unknown((CHAPTER, "trends", name, key), series, part.series, "series")
    for name, numbers in part.series.items():
        for year in numbers.years:
            if int(year) > case.date.year:
                place = (CHAPTER, "series", name, "years", year)
                yield Problem(place, f"the year {year}", f"no later than {case.date.year}, that of the case")


def check_later(later: LaterHistory, case: Case) -> Iterator[Problem]:
    """Yield a problem if a back-test would not look beyond the day of the case."""
    if later.until <= case.date:
        place = (f"{CHAPTER}{LATER}", "until")
        yield Problem(place, f"{later.until}", f"a day after {case.date}, the day of the case")


def _dates(place: KeyPath, agreement: PastAgreement) -> Iterator[Problem]:
    if agreement.ended is not None and agreement.ended < agreement.began:
        yield Problem((*place, "ended"), f"{agreement.ended}", f"no day before {agreement.began}, when it began")
    if (agreement.ended is None) != (agreement.ending is None):
        yield Problem(place, "one of ended and ending", "both, or neither of them where it is in force")


def _spells(events: EventCounts, case: Case) -> Iterator[Problem]:
    place = (CHAPTER, "events", "windows")
    for number, spell in enumerate(events.windows):
        if spell.until < spell.first:
            yield Problem((*place, number, "until"), f"{spell.until}", f"no day before {spell.first}")
        if spell.until > case.date:
            yield Problem(
                (*place, number, "until"), f"{spell.until}", f"no later than {case.date}, the day of the case"
            )
        if spell.events is None and not events.dated:
            yield Problem((*place, number), "no number of events", "events, or a table of dated events")
    for number, (one, other) in enumerate(pairwise(events.windows)):
        if other.first <= one.until:
            yield Problem(
                (*place, number + 1, "from"), f"{other.first}", f"a day after {one.until}, when the last ended"
            )
