"""The kinds of entries: what each says, who may make it, whether it binds, and what its body must hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.talks.record.signed_entries import TIME, is_time
from detente.talks.rules.sealed_marks import are_openings
from detente.talks.seats.roster import ROLES, Role

NOTICE_HOURS = {"exercise": 42 * 24, "launch": 24}  # least time ahead; docs/theory/rules.md says where they are from
DAY = re.compile(r"\d{4}-\d\d-\d\d")
EVERYBODY = ROLES
SIDES: tuple[Role, ...] = ("head", "group", "mediator")


@dataclass(frozen=True)
class BodyField:
    """One field of the body of an entry.

    Attributes:
        name: Its name.
        form: What it must be, in words.
        holds: Whether a value is so.
        must: Whether it must be there.
    """

    name: str
    form: str
    holds: Callable[[Any], bool]
    must: bool = True


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry.

    Attributes:
        kind: Its name.
        says: What it says, in words.
        roles: Who may make it.
        fields: What its body holds.
        about: Name of the field that names the entry that it is about; empty if none.
        binds: Whether it is a step by which a party binds itself; nothing else is.
    """

    kind: str
    says: str
    roles: tuple[Role, ...]
    fields: tuple[BodyField, ...]
    about: str = ""
    binds: bool = False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_package(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(one, str) for one in value.values())


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and bool(TIME.fullmatch(value)) and is_time(value)


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_number, value))


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


TEXT = BodyField("text", "a text", _is_text)
ANSWERS = BodyField("answers", "number of a letter", _is_number, False)
REASON = BodyField("reason", "a text", _is_text)
PACKAGE = BodyField("package", "issue → option of the case", _is_package)
VERSION = BodyField("version", "number of the entry that has the text as it stands", _is_number)
MARKS = BodyField("marks", "a text for each candidate", _are_names)
SEALED = BodyField("sealed", "a text", _is_text)
ALLY = BodyField("ally", "seat of a consulted ally", _is_text)
UNTIL = BodyField("until", "a time in UTC", _is_moment)
HEAD: tuple[Role, ...] = ("head",)
MADE_BY: tuple[Role, ...] = ("head", "mediator")


def _about(name: str) -> BodyField:
    return BodyField(name, f"number of the {name}", _is_number)


PROPOSAL, CONSULTATION, COMMITMENT = map(_about, ("proposal", "consultation", "commitment"))
ROUND, CALL = map(_about, ("round", "test-call"))

KINDS: dict[str, EntryKind] = {
    one.kind: one
    for one in (
        EntryKind("letter", "a message of one seat to the others", EVERYBODY, (TEXT, ANSWERS)),
        EntryKind("note", "a remark that commits nobody", EVERYBODY, (TEXT,)),
        EntryKind(
            "sealed",
            "something that only those named can read; it commits nobody",
            EVERYBODY,
            (BodyField("to", "seats", _are_names), SEALED),
        ),
        EntryKind("proposal", "a package of the case, and its text", MADE_BY, (TEXT, PACKAGE)),
        EntryKind(
            "amendment", "another text or package; all support lapses", MADE_BY, (PROPOSAL, TEXT, PACKAGE), "proposal"
        ),
        EntryKind(
            "acceptance",
            "a delegation could agree to the text as it stands",
            HEAD,
            (PROPOSAL, VERSION),
            "proposal",
        ),
        EntryKind("rejection", "a delegation cannot agree to it", HEAD, (PROPOSAL, VERSION, REASON), "proposal"),
        EntryKind("withdrawal", "whoever made it takes it back", MADE_BY, (PROPOSAL, REASON), "proposal"),
        EntryKind("agreed-text", "the text is settled", MADE_BY, (PROPOSAL, VERSION), "proposal"),
        EntryKind("initials", "this is the text; no consent to be bound", HEAD, (PROPOSAL, VERSION), "proposal"),
        EntryKind("signature", "consent to be bound", HEAD, (PROPOSAL, VERSION), "proposal", True),
        EntryKind("entry-into-force", "all have consented: it binds now", MADE_BY, (PROPOSAL,), "proposal", True),
        EntryKind(
            "round",
            "which proposals are to be marked, each side unseen by the other",
            ("mediator",),
            (BodyField("candidates", "numbers of proposals", lambda v: _are_numbers(v) and 0 < len(v) == len({*v})),),
        ),
        EntryKind(
            "sealed-acceptance",
            "a hash of each mark, and the marks for the mediator alone; it commits nobody",
            HEAD,
            (
                ROUND,
                BodyField("marks", "a text for each candidate", _are_names),
                BodyField("sealed", "a text", _is_text),
            ),
            "round",
        ),
        EntryKind(
            "overlap",
            "the proposals that all marked as acceptable, and no other",
            ("mediator",),
            (ROUND, BodyField("opened", "candidates with the random numbers of all", are_openings)),
            "round",
        ),
        EntryKind(
            "consultation",
            "an ally is asked, with a time after which talks go on without it",
            HEAD,
            (
                PROPOSAL,
                BodyField("ally", "seat of a consulted ally", _is_text),
                BodyField("until", "a time in UTC", _is_moment),
            ),
        ),
        EntryKind("comment", "what the ally says", ("consulted",), (CONSULTATION, TEXT), "consultation"),
        EntryKind(
            "commitment",
            "what a party will do by when, under a text in force",
            HEAD,
            (
                PROPOSAL,
                BodyField("does", "a text", _is_text),
                BodyField("due", "a day", _is_day),
                BodyField("waits-for", "numbers of commitments", _are_numbers, False),
                BodyField("verified-by", "a text", _is_text),
                BodyField("snapback", "a text: what others may suspend if it is not kept", _is_text, False),
            ),
            binds=True,
        ),
        EntryKind("report", "what was done", ("head", "group"), (COMMITMENT, TEXT), "commitment"),
        EntryKind(
            "finding",
            "how far it was kept: 0 not, 1 little, 2 mostly, 3 wholly",
            ("mediator", "observer"),
            (COMMITMENT, BodyField("score", "0, 1, 2 or 3", lambda v: type(v) is int and 0 <= v <= 3), REASON),
            "commitment",
        ),
        EntryKind("breach", "another party says that it was not kept", HEAD, (COMMITMENT, REASON), "commitment"),
        EntryKind("suspension", "a party suspends what it owes", HEAD, (COMMITMENT, REASON), "commitment", True),
        EntryKind("restoration", "a party resumes what it suspended", HEAD, (COMMITMENT, REASON), "commitment", True),
        EntryKind(
            "notice",
            "an exercise or a launch, announced by a template with a time limit",
            ("head", "group"),
            (
                BodyField("template", "exercise or launch", lambda v: isinstance(v, str) and v in NOTICE_HOURS),
                BodyField("begins", "a time in UTC", _is_moment),
                BodyField("where", "a text", _is_text),
                BodyField("impact", "a text, of a launch", _is_text, False),
            ),
        ),
        EntryKind("test-call", "is the line open?", ("head", "group"), (BodyField("channel", "a text", _is_text),)),
        EntryKind("answer", "it is", ("head", "group"), (CALL,), "test-call"),
    )
}
