"""How talks stand at a time: silences, texts, commitments, lines. The rules are in docs/theory/state-of-play.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Any, Literal, Protocol

from detente.case.base import Frozen
from detente.talks.help.proposed_texts import delegation_of, said_on
from detente.talks.record.signed_entries import SeatStatement
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import MOSTLY, CourseState, RuleBook

APPROACHES = frozenset({"letter", "proposal", "amendment"})
SUBSTANCE = APPROACHES | {"acceptance", "rejection", "sealed-acceptance", "agreed-text", "initials", "signature"}
SPEAK = ("head", "group")
HOUR, DAY = 3600.0, 86_400.0
Standing = Literal["kept", "broken", "overdue", "due"]


class Silence(Frozen):
    """Approaches of one delegation that another has not answered."""

    of: str
    """Who has not answered."""
    towards: str
    """Who waits."""
    since: str
    """When the first of them was sent, in UTC."""
    days: float
    """How long that is."""
    approaches: list[int]
    """Numbers of the letters, proposals and amendments."""
    arrived: bool
    """Whether the first of them is known to have arrived: who is silent has signed something after seeing it."""


class StandingText(Frozen):
    """A proposal as it stands."""

    number: int
    """Number of the proposal."""
    version: int
    """Number of the entry that has its text."""
    by: str
    """Seat that made it."""
    state: str
    """open, withdrawn, agreed or in force."""
    package: dict[str, str]
    """Its package."""
    accepted: list[str]
    """Delegations that accept the text as it stands."""
    asked: dict[str, str]
    """Ally whose answer is outstanding → until when, in UTC."""
    carried_out: bool
    """Whether it is in force, and every commitment under it is kept."""


class StandingCommitment(Frozen):
    """A commitment as it stands."""

    number: int
    """Number of the commitment."""
    proposal: int
    """Number of the proposal under which it was made."""
    party: str
    """Who owes it."""
    does: str
    """What it is."""
    due: str
    """The last day."""
    standing: Standing
    """Whether it is kept, broken, overdue, or due later."""
    score: int | None
    """The last finding: 0 not, 1 little, 2 mostly, 3 wholly; null if there is none."""
    suspended_by: str
    """Delegation that has suspended what it owes in return; empty if none."""
    waits_for: list[int]
    """Commitments that it waits for."""
    snapback: str
    """What others may suspend if it is not kept, as was said with it; empty if nothing was."""
    settled: str
    """When it came to stand so, in UTC: of the last finding, breach, suspension or restoration; empty if of none."""


class LineState(Frozen):
    """Test calls on one channel."""

    channel: str
    """The channel."""
    calls: int
    """Calls."""
    answered: int
    """How many were answered."""
    median_hours: float | None
    """Median hours until an answer; null if there is none."""
    longest_hours: float | None
    """Most hours until an answer."""
    unanswered: int
    """How many of the last calls in a row were not answered."""


class StateOfPlay(Frozen):
    """How talks stand at a time."""

    record: str
    """Name of the record."""
    at: str
    """The time, in UTC."""
    entries: int
    """Entries up to then."""
    silences: list[Silence]
    """Who has not answered whom, the longest silence first."""
    texts: list[StandingText]
    """Proposals, in the order of the record."""
    commitments: list[StandingCommitment]
    """Commitments, in the order of the record."""
    lines: list[LineState]
    """Channels that were tested, by name."""


def until(record: TalksRecord, at: str) -> tuple[RuleBook, list[tuple[int, SeatStatement]]]:
    """Return the book of rules and the entries of a record up to a time.

    Args:
        record: The record.
        at: The time, as the record has it.
    """
    book, entries = RuleBook(), []
    for number, said in said_on(record):
        if said.time <= at:
            book.take(number, said)
            entries.append((number, said))
    return book, entries


def state_of_play(record: TalksRecord, at: str) -> StateOfPlay:
    """Return how talks stand at a time.

    Args:
        record: The record.
        at: The time, as the record has it.
    """
    book, entries = until(record, at)
    commitments = [_commitment(book, one, entries, at) for one in _of(book, "commitment")]
    return StateOfPlay(
        record=record.origin,
        at=at,
        entries=len(entries),
        silences=sorted(silences(book, entries, at), key=lambda one: (one.since, one.of, one.towards)),
        texts=[_text(book, one, commitments, at) for one in _of(book, "proposal")],
        commitments=commitments,
        lines=lines(book, entries),
    )


def seconds(time: str) -> float:
    """Return a time of the record in seconds since 1970."""
    return datetime.fromisoformat(time).timestamp()


def silences(book: RuleBook, entries: Sequence[tuple[int, SeatStatement]], at: str) -> Iterator[Silence]:
    """Yield who has not answered whom.

    Args:
        book: The book of rules at that time.
        entries: The entries until then.
        at: The time.
    """
    for of in sorted(book.delegations()):
        last = max((n for n, said in entries if said.kind in SUBSTANCE and speaks_for(book, said) == of), default=-1)
        for towards in sorted(book.delegations() - {of}):
            open_ = [
                (n, said)
                for n, said in entries
                if n > last and said.kind in APPROACHES and speaks_for(book, said) == towards
            ]
            if open_:
                first, sent = open_[0]
                yield Silence(
                    of=of,
                    towards=towards,
                    since=sent.time,
                    days=(seconds(at) - seconds(sent.time)) / DAY,
                    approaches=[n for n, _ in open_],
                    arrived=any(delegation_of(book, s.seat) == of and s.after.size > first for _, s in entries),
                )


def speaks_for(book: RuleBook, said: SeatStatement) -> str:
    """Return the delegation for which a head or a group has made an entry; empty for others."""
    seat = book.roster.seats.get(said.seat)
    return seat.delegation if seat is not None and seat.role in SPEAK else ""


def lines(book: RuleBook, entries: Sequence[tuple[int, SeatStatement]]) -> list[LineState]:
    """Return what test calls say of each channel.

    Args:
        book: The book of rules.
        entries: The entries.
    """
    hours = answered_after(entries)
    by_channel: dict[str, list[float | None]] = {}
    for one in _of(book, "test-call"):
        by_channel.setdefault(one.body["channel"], []).append(hours.get(one.number))
    return [_line(channel, by_channel[channel]) for channel in sorted(by_channel)]


class TimedEntry(Protocol):
    """What an entry says, of which kind it is, and when it was made."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says."""

    @property
    def time(self) -> str:
        """When it was made."""


def answered_after(entries: Sequence[tuple[int, TimedEntry]]) -> dict[int, float]:
    """Return test call → hours until its answer."""
    sent = {n: seconds(said.time) for n, said in entries if said.kind == "test-call"}
    answers = [(said.body["test-call"], seconds(said.time)) for _, said in entries if said.kind == "answer"]
    return {call: (time - sent[call]) / HOUR for call, time in reversed(answers) if call in sent}


def _line(channel: str, hours: Sequence[float | None]) -> LineState:
    known = [one for one in hours if one is not None]
    last = next((n for n, one in enumerate(reversed(hours)) if one is not None), len(hours))
    return LineState(
        channel=channel,
        calls=len(hours),
        answered=len(known),
        median_hours=median(known) if known else None,
        longest_hours=max(known, default=None),
        unanswered=last,
    )


def _of(book: RuleBook, course: str) -> list[CourseState]:
    return [one for one in book.courses.values() if one.course == course]


def _text(book: RuleBook, one: CourseState, commitments: Sequence[StandingCommitment], at: str) -> StandingText:
    own = [c.standing for c in commitments if c.proposal == one.number]
    return StandingText(
        number=one.number,
        version=one.version,
        by=one.seat,
        state=one.state,
        package=dict(one.body["package"]),
        accepted=sorted(one.accepted),
        asked={asked.body["ally"]: asked.body["until"] for asked in book.open_consultations(one, at)},
        carried_out=one.state == "in force" and bool(own) and set(own) == {"kept"},
    )


def _commitment(
    book: RuleBook, one: CourseState, entries: Sequence[tuple[int, SeatStatement]], at: str
) -> StandingCommitment:
    settling = {"finding", "breach", "suspension", "restoration"}
    times = [said.time for _, said in entries if said.kind in settling and _about(said.body) == one.number]
    return StandingCommitment(
        number=one.number,
        proposal=one.body["proposal"],
        party=one.delegation,
        does=one.body["does"],
        due=one.body["due"],
        standing=_standing(book, one, at),
        score=one.score,
        suspended_by=one.suspended_by,
        waits_for=list(one.body.get("waits-for", [])),
        snapback=one.body.get("snapback", ""),
        settled=times[-1] if times else "",
    )


def _about(body: Mapping[str, object]) -> object:
    return body.get("commitment")


def _standing(book: RuleBook, one: CourseState, at: str) -> Standing:
    if one.state in {"breached", "suspended"} or (one.score is not None and one.score < MOSTLY):
        return "broken"
    if one.score is not None:
        return "kept"
    return "overdue" if book.is_overdue(one, at) else "due"
