"""Texts that only some seats can read: encrypted to them with age, at one of a few sizes [Valsorda2019].

What is encrypted is padded to 4, 16, 64 or 256 KiB, so that its size says little. Who may read is named in the open.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import pyrage
from pyrage import x25519

from detente.talks.record.canonical import canonical, parsed
from detente.talks.record.signed_notes import as_base64, from_base64
from detente.talks.seats.key_files import SeatKeys
from detente.talks.seats.roster import Roster, TakenSeat

CLASSES = (4096, 16384, 65536, 262144)  # bytes
ALIKE = CLASSES[1:]  # of what is longer or shorter by what it says, such as marks and numbers: in practice one size
LENGTH = struct.Struct(">I")
SEALED = "sealed"  # kind of an entry whose body is sealed


class SealError(Exception):
    """A text that cannot be sealed or opened; the message says why."""


def padded(raw: bytes, classes: Sequence[int] = CLASSES) -> bytes:
    """Return bytes with their length before them and nothing behind them, at the next of some sizes.

    Raises:
        SealError: There are too many.
    """
    for size in classes:
        if LENGTH.size + len(raw) <= size:
            return (LENGTH.pack(len(raw)) + raw).ljust(size, b"\0")
    raise SealError(f"{len(raw):,} bytes; at most {classes[-1] - LENGTH.size:,} can be sealed")


def unpadded(raw: bytes) -> bytes:
    """Return the bytes that were padded.

    Raises:
        SealError: They were not.
    """
    length = LENGTH.unpack(raw[: LENGTH.size])[0] if len(raw) in CLASSES else len(raw)
    if length > len(raw) - LENGTH.size or any(raw[LENGTH.size + length :]):
        raise SealError("what was sealed is not padded as it should be")
    return raw[LENGTH.size : LENGTH.size + length]


def readers(roster: Roster, to: Sequence[str]) -> list[TakenSeat]:
    """Return the seats that have a key for sealed texts among those named, each by itself or with its delegation.

    Raises:
        SealError: A name is that of no seat and no delegation, or nobody there can read.
    """
    found: dict[str, TakenSeat] = {}
    for name in to:
        meant = [one for one in roster.seats.values() if name in {one.seat, one.delegation} and one.role != "record"]
        able = [one for one in meant if one.recipient]
        if not able:
            known = sorted(
                {one.seat for one in roster.seats.values()} | {one.delegation for one in roster.seats.values()}
            )
            why = "has no key for sealed texts" if meant else f"is no seat; there are {', '.join(filter(None, known))}"
            raise SealError(f"{name} {why}")
        found |= {one.seat: one for one in able}
    return sorted(found.values(), key=lambda one: one.seat)


def seal(
    kind: str, body: Mapping[str, Any], to: Sequence[TakenSeat], classes: Sequence[int] = CLASSES
) -> dict[str, Any]:
    """Return the body of a sealed entry.

    Args:
        kind: Kind of what is sealed.
        body: What is sealed.
        to: Who can read it.
        classes: Sizes to which it may be padded.

    Raises:
        SealError: It is too long, or nobody is to read it.
    """
    if not to:
        raise SealError("nobody is to read it")
    hidden = sealed_bytes(canonical({"kind": kind, "body": dict(body)}), [one.recipient for one in to], classes)
    return {"to": [one.seat for one in to], "sealed": as_base64(hidden)}


def sealed_bytes(raw: bytes, recipients: Sequence[str], classes: Sequence[int] = CLASSES) -> bytes:
    """Return bytes padded and encrypted, for recipients of age.

    Raises:
        SealError: There are too many bytes.
    """
    hidden: bytes = pyrage.encrypt(padded(raw, classes), [x25519.Recipient.from_str(one) for one in recipients])
    return hidden


def opened_bytes(hidden: bytes, identity: str) -> bytes:
    """Return what was sealed, by an identity of age.

    Raises:
        SealError: It is not sealed for it, or was changed.
    """
    try:
        return unpadded(pyrage.decrypt(hidden, [x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise SealError(f"not sealed for this seat, or changed: {error}") from None


def unseal(body: Mapping[str, Any], keys: SeatKeys) -> tuple[str, dict[str, Any]]:
    """Return the kind and the body that an entry hides.

    Raises:
        SealError: It is not sealed for this seat, or was changed.
    """
    try:
        said = parsed(opened_bytes(from_base64(body["sealed"]), keys.identity))
        return said["kind"], said["body"]
    except (SealError, KeyError, ValueError, TypeError) as error:
        raise SealError(f"not sealed for {keys.key.seat}, or changed: {error}") from None
