"""What a form is filled in with before anything is typed, from the case that is served; whoever writes may change it.

Nothing that a seat has sealed comes into it, and it is kept nowhere until it is sent or becomes part of a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.talks.help.help_error import HelpError
from detente.talks.help.named_snapbacks import NOTHING, NamedSnapbacks
from detente.talks.rules.entry_kinds import EntryKind
from detente.web.talks_service.talks_desk import TalksDesk

SNAPBACK, DUE = "snapback", "due"  # fields of a commitment


@dataclass(frozen=True)
class FilledField:
    """What a field is filled in with.

    Attributes:
        value: The words; empty if there are none.
        note: Where they come from, or why there are none.
    """

    value: str
    note: str


def filled_fields(
    desk: TalksDesk, snapbacks: NamedSnapbacks | None, kind: EntryKind, about: int | None
) -> dict[str, FilledField]:
    """Return what a new entry is filled in with: for a commitment under a text in force, what others may suspend.

    Args:
        desk: The desk.
        snapbacks: What others may suspend by the case; None if none is served.
        kind: The kind of the entry.
        about: The entry that it is about, by the number that the seat knows.

    Raises:
        RefusedRequestError: The seat sees no such entry.
    """
    if snapbacks is None or about is None or kind.kind != "commitment":
        return {}
    if desk.seat.delegation not in snapbacks.case.parties or snapbacks.lacks:
        return {}
    with desk.served.lock:
        of = desk.course(about)
        in_force = (of.course, of.state) == ("proposal", "in force")
        package = dict(of.body["package"]) if in_force else {}
    return {SNAPBACK: _snapback(desk.seat.delegation, snapbacks, package)} if in_force else {}


def day_note(desk: TalksDesk, kind: EntryKind) -> dict[str, FilledField]:
    """Return what is said of the day of a commitment before one is chosen."""
    if kind.kind != "commitment":
        return {}
    today = desk.served.book.day_of(desk.now)
    return {DUE: FilledField("", f"Today is {today}. An earlier day is over: the commitment would be overdue at once.")}


def late(desk: TalksDesk, kind: EntryKind, typed: Mapping[str, str]) -> str:
    """Return that the day of a commitment which is being written is over; empty if it is not."""
    today, due = desk.served.book.day_of(desk.now), typed.get(DUE, "")
    if kind.kind != "commitment" or len(due) != len(today) or due >= today:
        return ""
    return f"This day is over: {due}; today is {today}. The commitment would be overdue at once."


def _snapback(party: str, snapbacks: NamedSnapbacks, package: Mapping[str, str]) -> FilledField:
    try:
        said = snapbacks.text(party, package)
    except HelpError as error:
        return FilledField("", f"It is not filled in from the case: {error}.")
    if said == NOTHING:  # which is no clause that anybody could sign
        return FilledField("", f"By the case, in {snapbacks.worlds} worlds, there is nothing to fill in. {said}")
    return FilledField(
        said,
        f"Filled in from the case, in {snapbacks.worlds} worlds, as a roadmap names it: what of the text in force "
        "costs another side something and can be taken back, both in at least half of the worlds. Nothing that anybody "
        "has sealed comes into it. Change it as you like.",
    )
