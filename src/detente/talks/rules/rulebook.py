"""The book of rules: knows how far each proposal, consultation and commitment has come, and what may come next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from detente.case.faults import nearest, one_of
from detente.talks.record.signed_entries import SeatStatement
from detente.talks.record.signed_notes import NoteKey
from detente.talks.record.talks_record import RECORD
from detente.talks.rules import machines
from detente.talks.rules.days_of_play import PLAYS_FROM, day_of_play, first_day
from detente.talks.rules.entry_kinds import KINDS, NOTICE_HOURS, EntryKind
from detente.talks.rules.known_issues import known_issues, not_of_case
from detente.talks.rules.machines import COURSES, may_follow, step_of
from detente.talks.rules.sealed_marks import opens
from detente.talks.seats.roster import KINDS as OF_SEATS
from detente.talks.seats.roster import Roster

WITHOUT_COURSE = {"letter", "note", "sealed", "notice"}
WHO: dict[str, str] = {
    "record": "the record itself",
    "head": "a head of a delegation",
    "group": "a working group",
    "consulted": "a consulted ally",
    "mediator": "a mediator",
    "observer": "an observer",
}
MOSTLY = 2  # a score below is a breach


@dataclass
class CourseState:
    """How far one thing has come.

    Attributes:
        course: What it is: proposal, round, consultation, commitment or test-call.
        number: Number of the entry that began it.
        seat: Who made that.
        delegation: For whom.
        body: What stands now: the last text and package of a proposal, or what the entry said.
        version: Number of the entry that has the text as it stands.
        state: Its state.
        accepted: Delegations that accept the text as it stands.
        initialled: Delegations that have initialled.
        signed: Delegations that have signed.
        score: Last finding; None if there is none.
        suspended_by: Delegation that suspended; empty if none.
        marks: Of a round, what each delegation put on the record.
        ended: Why a consultation is over before its time and without a comment; empty if it is not.
    """

    course: str
    number: int
    seat: str
    delegation: str
    body: Mapping[str, Any]
    version: int
    state: str = ""
    accepted: set[str] = field(default_factory=set)
    initialled: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    score: int | None = None
    suspended_by: str = ""
    marks: dict[str, list[str]] = field(default_factory=dict)
    ended: str = ""


class RuleBook:
    """What entries so far have settled, about seats and about everything else."""

    kinds: Collection[str] | None = OF_SEATS | (KINDS.keys() - WITHOUT_COURSE)

    def __init__(self) -> None:
        """Start before the opening."""
        self.roster = Roster()
        self.courses: dict[int, CourseState] = {}

    @property
    def record_key(self) -> NoteKey | None:
        """The key of the record."""
        return self.roster.record_key

    def key_of(self, statement: SeatStatement) -> bytes | None:
        """Return the public key by which a statement must be signed, or None if its seat has none."""
        return self.roster.key_of(statement)

    def delegations(self) -> set[str]:
        """Return the delegations that have a head: those without whom nothing is agreed."""
        return {one.delegation for one in self.roster.seats.values() if one.role == "head"}

    def refuses(self, statement: SeatStatement) -> str | None:
        """Return why a statement may not come next, or None if it may."""
        if statement.kind in OF_SEATS:
            return _no_day(statement) or self.roster.refuses(statement)
        kind = KINDS.get(statement.kind)
        if kind is None:
            close = nearest(statement.kind, KINDS)
            hint = f" (did you mean {close!r}?)" if close else ""
            return f"kind: found {statement.kind!r}; expected one of {', '.join(KINDS)}{hint}"
        seat = self.roster.seats.get(statement.seat)
        role = seat.role if seat else ""
        if role not in kind.roles and not (statement.seat == RECORD and kind.kind in {"letter", "note"}):
            return f"{kind.kind} is not for {WHO.get(role, 'a seat that nobody has')}, but for {_roles(kind)}"
        return (
            wrong_field(kind, statement.body)
            or self._wrong_step(statement, kind)
            or self._not_of_case(statement)
            or self._too_late(statement)
        )

    def _not_of_case(self, said: SeatStatement) -> str | None:
        """Return what in a package is not of the case that the opening names, if it names one."""
        issues = known_issues(self.roster.opening)
        return not_of_case(said.body["package"], issues) if issues and "package" in said.body else None

    def _wrong_step(self, said: SeatStatement, kind: EntryKind) -> str | None:
        """Return why an entry does not follow on what it is about."""
        if kind.kind in {"consultation", "commitment"}:  # new, and about a proposal
            return self._about_proposal(said)
        if kind.kind == "round":
            of_round = {n for n in said.body["candidates"] if self._is(n, "proposal", "open")}
            return None if len(of_round) == len(said.body["candidates"]) else f"round: only if {machines.ARE_PROPOSALS}"
        if not kind.about:
            return None
        of = self.courses.get(said.body[kind.about])
        if of is None or of.course != kind.about:
            return f"{kind.about}: entry {said.body[kind.about]} is no {kind.about}"
        step = step_of(of.course, of.state, kind.kind)
        if step is None:
            can = ", ".join(may_follow(of.course, of.state)) or "nothing"
            return f"{kind.about} {of.number} is {of.state}: {kind.kind} may not follow; expected {can}"
        if step.only_if and not self._holds(step.only_if, said, of):
            return f"{kind.kind} on {kind.about} {of.number}: only if {step.only_if}"
        return None

    def _is(self, number: int, course: str, state: str) -> bool:
        found = self.courses.get(number)
        return found is not None and (found.course, found.state) == (course, state)

    def _about_proposal(self, said: SeatStatement) -> str | None:
        of = self.courses.get(said.body["proposal"])
        if of is None or of.course != "proposal":
            return f"proposal: entry {said.body['proposal']} is no proposal"
        if said.kind == "commitment":
            unknown = [
                n for n in said.body.get("waits-for", []) if getattr(self.courses.get(n), "course", "") != said.kind
            ]
            if unknown:
                return f"waits-for: entry {unknown[0]} is no commitment"
            return (
                None
                if of.state == "in force"
                else f"commitment under proposal {of.number}: only if {machines.IN_FORCE}"
            )
        ally = self.roster.seats.get(said.body["ally"])
        if ally is None or ally.role != "consulted":
            return self._no_ally(said.body["ally"])
        if ally.key is None:
            return f"ally: the key of {ally.seat} is revoked, so that it cannot answer; expected an ally that can"
        if of.state != "open":
            return f"proposal {of.number} is {of.state}: too late to consult"
        if said.body["until"] > said.time:
            return None
        return f"until: found {said.body['until']}, a time that is over; expected one after {said.time}"

    def _no_ally(self, found: str) -> str:
        """Return why an ally cannot be asked that is none, and which can be."""
        allies = sorted(seat.seat for seat in self.roster.seats.values() if seat.role == "consulted")
        close = nearest(found, allies)
        hint = f" (did you mean {close!r}?)" if close else ""
        expected = one_of(allies) if allies else "one that was invited as consulted; there is none so far"
        return f"ally: found {found!r}, which is no seat of a consulted ally; expected {expected}{hint}"

    def _too_late(self, said: SeatStatement) -> str | None:
        """Return how far a notice comes too late."""
        if said.kind != "notice":
            return None
        template = said.body["template"]
        if template == "launch" and "impact" not in said.body:
            return "impact: expected where a launch comes down"
        begins, now = (datetime.fromisoformat(text) for text in (said.body["begins"], said.time))
        hours = (begins - now).total_seconds() / 3600
        least = NOTICE_HOURS[template]
        return (
            None if hours >= least else f"begins: in {hours:.1f} hours; expected {least} hours or more, for {template}"
        )

    def _holds(self, condition: str, said: SeatStatement, of: CourseState) -> bool:
        """Whether what a row of a table asks for besides is so."""
        own = self._delegation(said.seat)
        everybody = self.delegations()
        latest = said.body.get("version") == of.version
        overdue = of.course == "commitment" and self.is_overdue(of, said.time)
        found = {
            machines.LATEST: latest,
            machines.ALL_ACCEPT: latest
            and len(everybody) > 1
            and everybody <= of.accepted
            and not self.open_consultations(of, said.time),
            machines.ALL_INITIAL: latest and everybody <= of.initialled,
            machines.ALL_SIGN: everybody <= of.signed,
            machines.OWN: said.seat == of.seat,
            machines.KEEPER: own == of.delegation,
            machines.NOT_OWN: own != of.delegation,
            machines.OTHER_SIDE: own != of.delegation,
            machines.FAILED: own != of.delegation and (overdue or (of.score is not None and of.score < MOSTLY)),
            machines.SUSPENDER: own == of.suspended_by,
            machines.NAMED_ALLY: said.seat == of.body.get("ally"),
        }
        if condition == machines.MARKS_ALL:
            return len(said.body["marks"]) == len(of.body["candidates"]) and own not in of.marks
        if condition == machines.OPENS:
            whole = everybody <= of.marks.keys() and len(everybody) > 1
            return whole and opens(of.number, of.body["candidates"], of.marks, said.body["opened"])
        return found[condition]

    def _key_is_gone(self, seat: Any) -> bool:
        found = self.roster.seats.get(seat) if isinstance(seat, str) else None
        return found is not None and found.key is None

    def _delegation(self, seat: str) -> str:
        found = self.roster.seats.get(seat)
        return found.delegation if found else ""

    def open_consultations(self, proposal: CourseState, now: str) -> list[CourseState]:
        """Return consultations about a proposal that are neither answered nor over; an ally cannot prolong one."""
        return [one for one in self._consultations(proposal.number) if not self.is_over(one, now)]

    def is_over(self, of: CourseState, now: str) -> bool:
        """Whether nobody waits for an ally’s answer to a consultation any more, though it has given none."""
        asked = (of.course, of.state) == ("consultation", "asked")
        return asked and bool(of.ended or of.body["until"] <= now)

    def _consultations(self, proposal: int) -> list[CourseState]:
        """Return consultations about a proposal that are not answered."""
        return [
            one
            for one in self.courses.values()
            if (one.course, one.state) == ("consultation", "asked") and one.body["proposal"] == proposal
        ]

    def _end_consultations(self, ally: str, proposal: int | None, why: str) -> None:
        """End those of an ally that are not answered: about a proposal, or all."""
        for one in self.courses.values():
            asked = (one.course, one.state) == ("consultation", "asked") and one.body["ally"] == ally
            if asked and not one.ended and proposal in {None, one.body["proposal"]}:
                one.ended = why

    def day_of(self, time: str) -> str:
        """Return the day that is meant by a time: of an exercise, the day of play."""
        return day_of_play(self.roster.opening, self.roster.opened, time)

    def is_overdue(self, commitment: CourseState, now: str) -> bool:
        """Whether the day of a commitment is over at a time, and what it waits for was not left undone by others."""
        waits = [self.courses.get(n) for n in commitment.body.get("waits-for", [])]
        free = all(one is not None and one.state == "judged" and (one.score or 0) >= MOSTLY for one in waits)
        kept = commitment.score is not None and commitment.score > MOSTLY
        return free and not kept and commitment.body["due"] < self.day_of(now)

    def take(self, sequence: int, statement: SeatStatement) -> None:
        """Take note of an entry that is on the record."""
        kind, body = statement.kind, statement.body
        if kind in OF_SEATS:
            self.roster.take(sequence, statement)
            if kind == "revocation" and self._key_is_gone(body.get("seat")):
                self._end_consultations(body["seat"], None, machines.REVOKED)
            return
        if kind not in KINDS or wrong_field(KINDS[kind], body):
            return
        own = self._delegation(statement.seat)
        if kind in COURSES:
            if kind == "consultation":
                self._end_consultations(body["ally"], body["proposal"], machines.ASKED_ANEW)
            begun = CourseState(kind, sequence, statement.seat, own, body, sequence, COURSES[kind][0].then)
            self.courses[sequence] = begun
            return
        of = self.courses.get(body[KINDS[kind].about]) if KINDS[kind].about else None
        step = step_of(of.course, of.state, kind) if of else None
        if of is None or step is None:
            return
        of.state = step.then
        _follow(of, own, kind, body, sequence)


def _follow(of: CourseState, own: str, kind: str, body: Mapping[str, Any], sequence: int) -> None:
    """Take note of what an entry of a delegation changes besides the state."""
    if kind == "amendment":  # whoever accepted another text has not accepted this one
        of.body, of.version, of.accepted = {**of.body, **body}, sequence, set()
    elif kind == "rejection":
        of.accepted.discard(own)
    elif kind == "finding":
        of.score = body["score"]
    elif kind == "sealed-acceptance" and len(body["marks"]) == len(of.body["candidates"]):
        of.marks[own] = body["marks"]
    elif kind in {"suspension", "restoration"}:
        of.suspended_by = own if kind == "suspension" else ""
    elif kind in {"acceptance", "initials", "signature"}:
        {"acceptance": of.accepted, "initials": of.initialled, "signature": of.signed}[kind].add(own)


def _no_day(opening: SeatStatement) -> str | None:
    """Return what is wrong with the day on which an exercise begins, if an opening names one."""
    if opening.kind != "opening" or PLAYS_FROM not in opening.body or first_day(opening.body) is not None:
        return None
    return f"{PLAYS_FROM}: found {opening.body[PLAYS_FROM]!r}; expected a day such as 2021-08-31"


def _roles(kind: EntryKind) -> str:
    """Return who may make entries of a kind, in words."""
    *others, last = (WHO[role] for role in kind.roles)
    return f"{', '.join(others)} or {last}" if others else last


def wrong_field(kind: EntryKind, body: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the fields of a body."""
    named = {one.name: one for one in kind.fields}
    if unknown := sorted(body.keys() - named.keys()):
        return f"{kind.kind}: found the unknown field {unknown[0]!r}; expected {', '.join(named)}"
    for name, one in named.items():
        if name not in body:
            if one.must:
                return f"{kind.kind}: {name} is missing; expected {one.form}"
        elif not one.holds(body[name]):
            return f"{kind.kind}: {name}: found {body[name]!r}; expected {one.form}"
    return None


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """Return what an amendment changes in a package: issue → option before and after, None where it has none.

    Example:
        >>> difference({"exercises": "end", "forces": "stay"}, {"exercises": "pause", "forces": "stay"})
        {'exercises': ('end', 'pause')}
    """
    issues = sorted(before.keys() | after.keys())
    return {one: (before.get(one), after.get(one)) for one in issues if before.get(one) != after.get(one)}
