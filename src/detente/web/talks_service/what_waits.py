"""What waits for a seat: steps that it can take now, or is asked to, by what the entries so far have settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.talks.rules.machines import ASKED_ANEW
from detente.talks.rules.rulebook import MOSTLY, CourseState, RuleBook
from detente.talks.rules.sight import SeatSight
from detente.talks.seats.roster import TakenSeat


@dataclass(frozen=True)
class WaitingStep:
    """One thing that waits for a seat.

    Attributes:
        number: What it is about, by the number that the seat knows.
        says: What waits, in words.
        kinds: Kinds of entries by which it can be done.
        until: Until when; empty if there is no such time.
    """

    number: int
    says: str
    kinds: tuple[str, ...]
    until: str = ""


def what_waits(book: RuleBook, seat: TakenSeat, sight: SeatSight, now: str) -> list[WaitingStep]:
    """Return what waits for a seat, what has a time first.

    Args:
        book: What the entries so far have settled.
        seat: The seat.
        sight: What it sees.
        now: The time, in UTC.
    """
    asked = {
        "proposal": _of_proposal,
        "round": _of_round,
        "consultation": _of_consultation,
        "commitment": _of_commitment,
        "test-call": _of_call,
    }
    found = []
    for course in book.courses.values():
        number = sight.number_of(course.number)
        if number is not None:
            found += [
                WaitingStep(number, says, kinds, until)
                for says, kinds, until in asked[course.course](book, seat, course, now)
            ]
    return sorted(found, key=lambda one: (not one.until, one.until, one.number))


Steps = Iterator[tuple[str, tuple[str, ...], str]]


def _of_proposal(book: RuleBook, seat: TakenSeat, of: CourseState, now: str) -> Steps:
    head, own, everybody = seat.role == "head", seat.delegation, book.delegations()
    settles = head or seat.role == "mediator"
    if of.state == "open":
        consulting = book.open_consultations(of, now)
        if head and own not in of.accepted and of.delegation != own:
            yield "a proposal to answer", ("acceptance", "rejection", "amendment"), ""
        elif head and own not in of.accepted:
            yield "your proposal, which your side has not yet accepted as it stands", ("acceptance", "amendment"), ""
        elif settles and everybody <= of.accepted and len(everybody) > 1 and not consulting:
            yield "all accept the text: it can be settled", ("agreed-text",), ""
    elif of.state == "agreed":
        if head and own not in of.initialled:
            yield "an agreed text to initial", ("initials",), ""
        elif head and everybody <= of.initialled and own not in of.signed:
            yield "an initialled text to sign, which binds", ("signature",), ""
        elif settles and everybody <= of.signed:
            yield "all have signed: it can enter into force", ("entry-into-force",), ""


def _of_round(book: RuleBook, seat: TakenSeat, of: CourseState, now: str) -> Steps:
    if of.state == "marking" and seat.role == "head" and seat.delegation not in of.marks:
        yield "proposals to mark, unseen by the other side", ("sealed-acceptance",), ""
    if of.state == "marking" and seat.role == "mediator" and book.delegations() <= of.marks.keys():
        yield "all have marked: the overlap can be shown", ("overlap",), ""


def _of_consultation(book: RuleBook, seat: TakenSeat, of: CourseState, now: str) -> Steps:
    if of.body["ally"] == seat.seat and of.state == "asked":
        if of.ended == ASKED_ANEW:  # it is answered where it was asked anew
            return
        late = ", though its time is over" if book.is_over(of, now) else ""
        yield f"your view is asked{late}", ("comment",), of.body["until"]


def _of_commitment(book: RuleBook, seat: TakenSeat, of: CourseState, now: str) -> Steps:
    own, head, overdue = of.delegation == seat.delegation, seat.role == "head", book.is_overdue(of, now)
    failed = overdue or (of.score is not None and of.score < MOSTLY)
    if own and seat.role in {"head", "group"} and of.state == "due":
        yield "your commitment, to be reported on" + (": overdue" if overdue else ""), ("report",), of.body["due"]
    if seat.role in {"mediator", "observer"} and of.state == "due" and of.body["due"] <= book.day_of(now):
        yield "a commitment to be judged", ("finding",), of.body["due"]
    if head and not own and failed and of.state in {"due", "judged"}:
        yield "a commitment of the other side that was not kept", ("breach",), of.body["due"]
    if head and of.state == "breached" and not own:
        yield "a breach: what you owe in return can be suspended", ("suspension",), ""
    if head and of.state == "suspended" and of.suspended_by == seat.delegation:
        yield "what you have suspended can be restored", ("restoration",), ""


def _of_call(book: RuleBook, seat: TakenSeat, of: CourseState, now: str) -> Steps:
    if of.state == "calling" and seat.role in {"head", "group"} and seat.delegation != of.delegation:
        yield "a test call to answer", ("answer",), ""
