"""How far something has come, as it is shown to a seat: what stands, what changed, who supports it, what may follow."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.talks.record.signed_entries import SeatStatement, Seen
from detente.talks.rules.entry_kinds import KINDS
from detente.talks.rules.machines import COURSES, may_follow
from detente.talks.rules.rulebook import CourseState, difference
from detente.web.talks_service.entry_forms import title_of
from detente.web.talks_service.served_record import SeenEntry
from detente.web.talks_service.talks_desk import TalksDesk

WITH_COURSE = {kind.kind for kind in KINDS.values() if kind.about} | COURSES.keys()
VERSIONS = ("proposal", "amendment")
NEEDS_CHOICE = ("consultation", "commitment")  # of an ally, or of a day: the rules judge them when they are sent


@dataclass(frozen=True)
class TrackView:
    """How far one thing has come, for one seat.

    Attributes:
        number: Its number, as the seat knows it.
        title: Its first words.
        course: What it is.
        state: Its state; of a consultation that nobody waits for any more, over.
        ended: Why a consultation is over before its time; empty if it is not.
        seat: Who began it.
        delegation: For whom.
        body: What stands now, with the numbers that the seat knows.
        version: Number of the entry with the text as it stands.
        support: What delegations have done: accepted, initialled, signed, marked.
        score: Last finding; None if there is none.
        suspended_by: Delegation that suspended; empty if none.
        overdue: Whether its day is over.
        can: Kinds of entries that this seat may make about it now.
        others: Kinds that others may make about it now.
    """

    number: int
    title: str
    course: str
    state: str
    ended: str
    seat: str
    delegation: str
    body: Mapping[str, Any]
    version: int | None
    support: Mapping[str, list[str]]
    score: int | None
    suspended_by: str
    overdue: bool
    can: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def said(self) -> dict[str, Any]:
        """The same as it is handed out."""
        return {
            "number": self.number,
            "course": self.course,
            "state": self.state,
            "seat": self.seat,
            "delegation": self.delegation,
            "body": dict(self.body),
            "version": self.version,
            "support": dict(self.support),
            "score": self.score,
            "suspended-by": self.suspended_by,
            "overdue": self.overdue,
            "can": list(self.can),
        }


def track_view(desk: TalksDesk, number: int, of: CourseState) -> TrackView:
    """Return how far something has come, for the seat of a desk."""
    following = list(dict.fromkeys(may_follow(of.course, of.state)))
    if (of.course, of.state) == ("proposal", "open"):
        following.append("consultation")
    if (of.course, of.state) == ("proposal", "in force"):
        following.append("commitment")
    can = tuple(one for one in following if _may(desk, of, one))
    support = {
        "accepted": sorted(of.accepted),
        "initialled": sorted(of.initialled),
        "signed": sorted(of.signed),
        "marked": sorted(of.marks),
    }
    state = "over" if desk.served.book.is_over(of, desk.now) else of.state
    overdue = of.course == "commitment" and desk.served.book.is_overdue(of, desk.now)
    body, version = desk.sight.told(of.body), desk.sight.number_of(of.version)
    others = tuple(one for one in following if one not in can)
    return TrackView(
        number, title_of(of), of.course, state, of.ended, of.seat, of.delegation, body, version, support, of.score,
        of.suspended_by, overdue, can, others,
    )  # fmt: skip


def _may(desk: TalksDesk, of: CourseState, kind: str) -> bool:
    """Whether the rules would take an entry of this seat now, whatever its words are."""
    if kind in NEEDS_CHOICE:
        return desk.seat.role in KINDS[kind].roles
    filled = {
        KINDS[kind].about: of.number,
        "version": of.version,
        "package": of.body.get("package"),
        "score": 0,
        "text": "-",
        "reason": "-",
        "opened": [],
        "sealed": "-",
        "marks": ["-"] * len(of.body.get("candidates", ())),
    }
    body = {field.name: filled[field.name] for field in KINDS[kind].fields if field.name in filled}
    record = desk.served.record.origin
    said = SeatStatement(record, desk.seat.seat, 1, kind, desk.now, Seen(0, b""), body)
    return desk.served.book.refuses(said) is None


def entries_about(desk: TalksDesk, number: int) -> list[SeenEntry]:
    """Return the entry of a number and all that are about it, as far as the seat sees them."""
    found = []
    for entry in reversed([*desk.served.latest(desk.sight, WITH_COURSE)]):
        kind = KINDS.get(entry.kind)
        about = {entry.body.get(kind.about)} if kind and kind.about else set()
        if kind and kind.kind in {"consultation", "commitment"}:
            about.add(entry.body.get("proposal"))
        if kind and kind.kind == "round":
            about |= set(entry.body.get("candidates", ()))
        if entry.number == number or number in about:
            found.append(entry)
    return found


@dataclass(frozen=True)
class TextChange:
    """What the last amendment changed.

    Attributes:
        packages: Issue → option before and after; None where it was not part of the package.
        lines: Lines of the text, each with `+`, `-` or a space.
        before: The package before.
    """

    packages: Mapping[str, tuple[str | None, str | None]]
    lines: tuple[tuple[str, str], ...]
    before: Mapping[str, str]


def last_change(history: list[SeenEntry]) -> TextChange | None:
    """Return what the last amendment changed; None if there is none."""
    versions = [one for one in history if one.kind in VERSIONS]
    if len(versions) < 2:
        return None
    before, after = versions[-2].body, versions[-1].body
    compared = difflib.ndiff(str(before["text"]).splitlines(), str(after["text"]).splitlines())
    lines = tuple((line[0], line[2:]) for line in compared if line[0] != "?")
    return TextChange(difference(before["package"], after["package"]), lines, before["package"])
