"""Who sits where, and whose key signs: what the entries about seats have settled so far.

A record begins with its own seat, which invites. A seat is taken by a key that the private key of an invitation has
signed, so that whoever carries the letter, or runs the server, cannot take it for another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from detente.talks.record.canonical import canonical
from detente.talks.record.signatures import is_signature, may_sign
from detente.talks.record.signed_entries import ID, SeatStatement
from detente.talks.record.signed_notes import NoteError, NoteKey, from_base64
from detente.talks.record.talks_record import RECORD

Role = Literal["record", "head", "group", "consulted", "mediator", "observer"]
ROLES: tuple[Role, ...] = ("head", "group", "consulted", "mediator", "observer")
OF_A_DELEGATION = {"head", "group", "consulted"}
KINDS = frozenset({"opening", "invitation", "joining", "rotation", "revocation"})
FIELDS: dict[str, set[str]] = {
    "invitation": {"seat", "role", "delegation", "key"},
    "joining": {"key", "recipient", "invitation", "proof"},
    "rotation": {"key", "recipient", "proof"},
    "revocation": {"seat", "reason"},
}
JOINS = "detente/joining/1"  # says what is signed by the key of an invitation, or by a new key


@dataclass(frozen=True)
class TakenSeat:
    """A seat, and who may sign for it now.

    Attributes:
        seat: Its id.
        role: What it may do.
        delegation: The party for which it speaks or by which it is consulted; empty for mediator and observers.
        key: Public key that signs for it, 32 bytes; None before somebody has joined, and after a revocation.
        recipient: To whom what is sealed for this seat is encrypted (age); empty if none.
        since: Number of the entry by which the key came.
    """

    seat: str
    role: Role
    delegation: str
    key: bytes | None = None
    recipient: str = ""
    since: int = 0


@dataclass(frozen=True)
class Invitation:
    """An invitation that can be used once.

    Attributes:
        seat: The seat.
        role: Its role.
        delegation: Its delegation.
        key: Public key of the invitation, 32 bytes.
    """

    seat: str
    role: Role
    delegation: str
    key: bytes


class Roster:
    """What is known of the seats after the entries that it was shown."""

    kinds: Collection[str] | None = KINDS

    def __init__(self) -> None:
        """Start before the opening."""
        self.seats: dict[str, TakenSeat] = {}
        self.invitations: dict[int, Invitation] = {}  # open ones, by the number of their entry
        self.record_key: NoteKey | None = None
        self.opening: Mapping[str, Any] = {}
        self.opened = ""  # when

    def key_of(self, statement: SeatStatement) -> bytes | None:
        """Return the public key by which a statement must be signed, or None if its seat has none."""
        if statement.kind == "joining":  # by the key that it brings
            return key_in(statement.body.get("key"))
        if statement.kind == "opening":
            key = record_key(statement.body)
            return key.public if key else None
        seat = self.seats.get(statement.seat)
        return seat.key if seat else None

    def refuses(self, statement: SeatStatement) -> str | None:
        """Return why a statement about seats may not come next, or None if it may."""
        kind, body = statement.kind, statement.body
        if kind == "opening":
            key = record_key(body)
            if self.seats or statement.seat != RECORD or key is None or key.name != statement.record:
                return "a record is opened once, by itself, with its own key under its own name"
            return None
        if kind not in FIELDS:
            return None
        if body.keys() != FIELDS[kind]:
            return f"{kind}: found {', '.join(sorted(body)) or 'nothing'}; expected {', '.join(sorted(FIELDS[kind]))}"
        asked = {
            "invitation": self._refuses_invitation,
            "joining": self._refuses_joining,
            "rotation": self._refuses_rotation,
            "revocation": self._refuses_revocation,
        }
        return asked[kind](statement)

    def take(self, sequence: int, statement: SeatStatement) -> None:
        """Take note of an entry that is on the record."""
        kind, body, of = statement.kind, statement.body, statement.seat
        if kind not in KINDS or (kind != "opening" and (body.keys() != FIELDS[kind] or not _has_forms(body))):
            return
        key = key_in(body["key"]) if "key" in body else None
        if kind == "opening":
            self.record_key, self.opening, self.opened = record_key(body), body, statement.time
            public = self.record_key.public if self.record_key else None
            self.seats[RECORD] = TakenSeat(RECORD, "record", "", public)
        elif kind == "invitation" and key is not None:
            self.invitations[sequence] = Invitation(body["seat"], body["role"], body["delegation"], key)
        elif kind == "joining" and body["invitation"] in self.invitations:
            used = self.invitations.pop(body["invitation"])
            self.seats[of] = TakenSeat(of, used.role, used.delegation, key, body["recipient"], sequence)
        elif kind == "rotation" and of in self.seats:
            self.seats[of] = replace(self.seats[of], key=key, recipient=body["recipient"], since=sequence)
        elif kind == "revocation" and body["seat"] in self.seats:
            self.seats[body["seat"]] = replace(self.seats[body["seat"]], key=None, recipient="", since=sequence)
            self.invitations = {n: one for n, one in self.invitations.items() if one.seat != body["seat"]}

    def may_manage(self, by: str, role: str, delegation: str) -> bool:
        """Whether a seat may invite to, or close, seats of a role: the record any, a head those of its delegation."""
        own = self.seats.get(by)
        if own is None or own.key is None:
            return False
        return own.role == "record" or (own.role == "head" and own.delegation == delegation and role == "group")

    def _refuses_invitation(self, statement: SeatStatement) -> str | None:
        body, by = statement.body, statement.seat
        seat, role, delegation = body["seat"], body["role"], body["delegation"]
        if not isinstance(seat, str) or not ID.fullmatch(seat) or seat == RECORD:
            return f"seat: found {seat!r}; expected an id other than {RECORD!r}"
        if role not in ROLES:
            return f"role: found {role!r}; expected one of {', '.join(ROLES)}"
        if not isinstance(delegation, str) or bool(delegation) != (role in OF_A_DELEGATION):
            needs = "the party for which it speaks" if role in OF_A_DELEGATION else "nothing: it speaks for no party"
            return f"delegation of the {role}: found {delegation!r}; expected {needs}"
        if key_in(body["key"]) is None:
            return "key: expected the public key of the invitation, an Ed25519 key: 32 bytes in base64"
        if not self.may_manage(by, role, delegation):
            return (
                f"{by} may not invite a {role} of {delegation or 'no party'}: the record may, and a head its own groups"
            )
        before = self.seats.get(seat)
        if before and (before.role, before.delegation) != (role, delegation):
            return f"the seat {seat} is that of a {before.role} of {before.delegation or 'no party'}"
        if before and before.key is not None:
            return f"the seat {seat} is taken; revoke its key first"
        return None

    def _refuses_joining(self, statement: SeatStatement) -> str | None:
        body = statement.body
        invited = self.invitations.get(body["invitation"]) if isinstance(body["invitation"], int) else None
        if invited is None or invited.seat != statement.seat:
            return f"entry {body['invitation']} is no open invitation of {statement.seat}"
        if (self.seats.get(statement.seat) or TakenSeat("", "group", "")).key is not None:
            return f"the seat {statement.seat} is taken"
        return self._refuses_key(statement, invited.key, "the key of the invitation")

    def _refuses_rotation(self, statement: SeatStatement) -> str | None:
        new = key_in(statement.body["key"])
        own = self.seats.get(statement.seat)
        if statement.seat == RECORD or own is None:
            return "the key of the record stays: whoever holds a checkpoint knows the record by it"
        if new is None or new == own.key:
            return "key: expected a new public key, an Ed25519 key: 32 bytes in base64"
        return self._refuses_key(statement, new, "the new key")

    def _refuses_key(self, statement: SeatStatement, by: bytes, name: str) -> str | None:
        """Return what is wrong with a new key and its proof."""
        body = statement.body
        if key_in(body["key"]) is None:
            return "key: expected a public key, an Ed25519 key: 32 bytes in base64"
        if not isinstance(body["recipient"], str) or (body["recipient"] and not body["recipient"].startswith("age1")):
            return "recipient: expected that of age, age1…, or nothing"
        try:
            proof = from_base64(body["proof"]) if isinstance(body["proof"], str) else b""
        except ValueError:
            proof = b""
        message = joining_message(statement.record, statement.seat, body["key"], body["recipient"])
        return None if is_signature(message, proof, by) else f"proof: not signed by {name}"

    def _refuses_revocation(self, statement: SeatStatement) -> str | None:
        body, by = statement.body, statement.seat
        of = self.seats.get(body["seat"]) if isinstance(body["seat"], str) else None
        if of is None or of.role == "record":
            return f"seat: found {body['seat']!r}; expected one that was taken"
        if not isinstance(body["reason"], str) or not body["reason"].strip():
            return "reason: expected why"
        if by != of.seat and not self.may_manage(by, of.role, of.delegation):
            return f"{by} may not revoke the key of {of.seat}"
        return None if of.key is not None else f"the key of {of.seat} is revoked already"


def _has_forms(body: Mapping[str, Any]) -> bool:
    """Whether what a body holds can at least be looked up; a file that was made up may hold anything."""
    texts = [body[name] for name in ("seat", "role", "delegation", "recipient") if name in body]
    return all(isinstance(one, str) for one in texts) and type(body.get("invitation", 0)) is int


def joining_message(record: str, seat: str, key: str, recipient: str) -> bytes:
    """Return what the key of an invitation, or a new key, signs."""
    return canonical({"joins": JOINS, "record": record, "seat": seat, "key": key, "recipient": recipient})


def key_in(said: Any) -> bytes | None:
    """Return the public key that a text is, or None if it is none."""
    try:
        raw = from_base64(said) if isinstance(said, str) else b""
    except ValueError:
        return None
    return raw if may_sign(raw) else None


def record_key(body: Mapping[str, Any]) -> NoteKey | None:
    """Return the key of the record that an opening names, or None if it names none."""
    try:
        return NoteKey.of(body["key"]) if isinstance(body.get("key"), str) else None
    except NoteError:
        return None
