"""What `detente explore` says: what moves each outcome, and when."""

from __future__ import annotations

from collections.abc import Sequence

from detente.brief.failing_section import box_curve, box_table
from detente.brief.turning import Foremost, said_ends, swings
from detente.case.model import Case
from detente.findings import Figure, Page, Section, Table
from detente.findings.cuts import cut
from detente.findings.words import count, percent
from detente.outcomes.box_reports import BoxReport, box_report, box_sentences
from detente.outcomes.exploration import Explored
from detente.outcomes.stream_labels import label

ROOM = "outcomes"
MOST_DRIVERS = 10
MOST_OUTCOMES = 6  # of which a terminal has room for a line or four each
NEVER = "No few judgements tell when {}: what is found in one half of the worlds is not found again in the other."
NOTHING = "No single judgement moves it more than chance would."


def overview(case: Case, found: Sequence[Explored]) -> Page:
    """Return what is said of many outcomes: a line each.

    Args:
        case: The case.
        found: The outcomes.
    """
    moved = [one for one in found if one.drivers]
    told = [one for one in found if one.fails or one.holds]
    lead = (
        f"Of {count(len(found), 'outcome')}, {len(moved) or 'none'} {_turn(len(moved))} on some judgement more than "
        f"chance would show, and of {len(told) or 'none'} a box of few judgements tells when."
    )
    says = (
        "η²: the share of its variance over worlds that a judgement explains. Name one with --of for all that is known "
        "of it."
    )
    head = ("Outcome", "Holds in", "Turns on (η²)", "When")
    open_ = sorted((one for one in moved if 0 < one.share < 1), key=lambda one: -one.drivers[0].eta2)
    room = cut(open_, MOST_OUTCOMES)
    rows = tuple(row[:-1] for row in _rows(case, room.shown))  # when it is so takes lines, and stands with all
    first = Table("What moves most", f"{says}{room.said('outcome')}", head[:-1], rows)
    every = Table("What moves each outcome, and when", says, head, _rows(case, found))
    whole = Section(ROOM, "Every outcome: what moves it, and when?", (), (every,))
    return Page(lead, (), (), first if open_ else None, None, (whole,))


def _rows(case: Case, found: Sequence[Explored]) -> tuple[tuple[str, ...], ...]:
    return tuple((_sentence(one.says), percent(one.share), _first(case, one), _when(one)) for one in found)


def page_of(case: Case, one: Explored) -> Page:
    """Return what is said of one outcome.

    Args:
        case: The case.
        one: The outcome.
    """
    lead = f"{_sentence(one.says)} in {percent(one.share)} of worlds."
    sections = (_moving(case, one), *_when_sections(one))
    answer = tuple(sentence for section in sections for sentence in section.answer[:1])
    return Page(lead, (), answer, None, None, sections)


def _moving(case: Case, one: Explored) -> Section:
    if not one.drivers:
        return Section(ROOM, "What moves it?", (NOTHING,), ())
    chart = swings(case, Foremost(one.says, one.drivers, float(one.share)))
    room = cut(one.drivers, MOST_DRIVERS)
    rows = tuple((_sentence(label(case, d.stream)), f"{d.eta2:.3f}", said_ends(d)) for d in room.shown)
    says = f"η²: the share of its variance over worlds that each explains by itself.{room.said('judgement')}"
    table = Table("What moves it", says, ("Judgement", "η²", "It holds in"), rows)
    top = one.drivers[0]
    said = f"Most of all {label(case, top.stream)}: it holds in {said_ends(top)}."
    return Section(ROOM, "What moves it?", (said,), (chart, table))


def _when_sections(one: Explored) -> tuple[Section, ...]:
    sides = (("When does it fail?", "it fails", one.fails, 1.0), ("When does it hold?", "it holds", one.holds, 0.0))
    found = []
    for question, does, boxes, never in sides:
        if one.share == never:
            found.append(Section(ROOM, question, (f"{_sentence(does)} in none of these worlds.",), ()))
            continue
        told = [box_report(box) for box in boxes]
        figures: tuple[Figure, ...] = ()
        if told:
            figures = (box_curve(told[0], f"What one can have: {question.lower()}"), box_table(told, "The boxes"))
        found.append(Section(ROOM, question, box_sentences(told, does, NEVER.format(does)), figures))
    return tuple(found)


def _turn(number: int) -> str:
    return "turns" if number == 1 else "turn"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first(case: Case, one: Explored) -> str:
    """Say what it turns on most."""
    if not one.drivers:
        return "no single judgement"
    return f"{label(case, one.drivers[0].stream)} ({one.drivers[0].eta2:.2f})"


def _when(one: Explored) -> str:
    """Say in a cell when it fails or holds."""
    for does, boxes in (("fails", one.fails), ("holds", one.holds)):
        if boxes:
            box: BoxReport = box_report(boxes[0])
            return f"{does} where {box.where} ({percent(box.density)} there, {percent(box.coverage)} of all)"
    return "–"
