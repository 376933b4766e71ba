"""Invitations, joining, and new keys: each is an entry, signed by whoever may."""

from __future__ import annotations

import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from detente.talks.record.signed_entries import SignedEntry
from detente.talks.record.signed_notes import as_base64, from_base64
from detente.talks.record.talks_record import SeatKey, TalksRecord
from detente.talks.seats.key_files import KeyFileError, SeatKeys
from detente.talks.seats.roster import joining_message

FORM = "detente-invitation/1"


@dataclass(frozen=True)
class InvitationLetter:
    """What is handed to whoever is to take a seat, by a way that is trusted: who holds it can take the seat, once.

    Attributes:
        record: Name of the record.
        record_key: Key of the record, as text, by which its checkpoints are known.
        seat: The seat.
        entry: Number of the entry that invites.
        private: Private key of the invitation.
    """

    record: str
    record_key: str
    seat: str
    entry: int
    private: Ed25519PrivateKey

    @property
    def text(self) -> str:
        """The letter as a file."""
        secret = as_base64(self.private.private_bytes_raw())
        said = {
            "detente-invitation": FORM,
            "record": self.record,
            "record-key": self.record_key,
            "seat": self.seat,
            "entry": self.entry,
            "secret": secret,
        }
        return json.dumps(said, indent=1) + "\n"

    @classmethod
    def of(cls, text: str) -> InvitationLetter:
        """Return the letter that a file is.

        Raises:
            KeyFileError: It is none.
        """
        try:
            said = json.loads(text)
            if "detente-invitation" not in said:
                found = "a file with keys" if "detente-key" in said else "a file without 'detente-invitation'"
                raise ValueError(f"found {found}; expected one that talks invite wrote")
            if said["detente-invitation"] != FORM:
                raise ValueError(f"the form {said['detente-invitation']!r}; expected {FORM!r}")
            private = Ed25519PrivateKey.from_private_bytes(from_base64(said["secret"]))
            return cls(said["record"], said["record-key"], said["seat"], said["entry"], private)
        except (ValueError, TypeError, KeyError) as error:
            raise KeyFileError(f"not an invitation: {error}") from None


def invite(record: TalksRecord, by: SeatKey, seat: str, role: str, delegation: str) -> InvitationLetter:
    """Invite somebody to a seat, and return what to hand to them.

    Args:
        record: The record.
        by: Who invites: the record itself, or the head of a delegation its working groups.
        seat: Id of the seat.
        role: Its role.
        delegation: The party for which it speaks; empty for mediator and observers.

    Raises:
        RefusedError: That may not be.
        StorageError: It could not be stored.
    """
    private = Ed25519PrivateKey.generate()
    key = as_base64(private.public_key().public_bytes_raw())
    entry = record.append(by, "invitation", {"seat": seat, "role": role, "delegation": delegation, "key": key})
    own = record.judge.record_key
    return InvitationLetter(record.origin, own.text if own else "", seat, entry.sequence, private)


def join(record: TalksRecord, letter: InvitationLetter, keys: SeatKeys) -> SignedEntry:
    """Take the seat of an invitation with new keys.

    Raises:
        RefusedError: The invitation was used or withdrawn, or the keys are those of another record or seat.
        StorageError: It could not be stored.
    """
    public = as_base64(keys.key.public)
    proof = letter.private.sign(joining_message(record.origin, keys.key.seat, public, keys.recipient))
    body = {"key": public, "recipient": keys.recipient, "invitation": letter.entry, "proof": as_base64(proof)}
    return record.append(keys.key, "joining", body)


def rotate(record: TalksRecord, old: SeatKey, new: SeatKeys) -> SignedEntry:
    """Replace the keys of a seat by new ones, signed by both.

    Raises:
        RefusedError: The old key does not sign for the seat now.
        StorageError: It could not be stored.
    """
    public = as_base64(new.key.public)
    proof = new.key.private.sign(joining_message(record.origin, old.seat, public, new.recipient))
    return record.append(old, "rotation", {"key": public, "recipient": new.recipient, "proof": as_base64(proof)})


def revoke(record: TalksRecord, by: SeatKey, seat: str, reason: str) -> SignedEntry:
    """Say that the key of a seat signs no more: it was lost or stolen, or its holder left.

    Raises:
        RefusedError: That seat may not revoke this one, or it has no key.
        StorageError: It could not be stored.
    """
    return record.append(by, "revocation", {"seat": seat, "reason": reason})
