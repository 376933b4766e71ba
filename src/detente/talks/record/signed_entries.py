"""An entry of a record: what a seat states, as the bytes that it signed.

What is signed is the statement with a line before it that says what is signed. The leaf of the Merkle tree is the
statement, a newline, the signature in base64, a newline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from detente.talks.record.canonical import LARGEST, canonical, parsed, plain
from detente.talks.record.merkle import HASH, leaf_hash
from detente.talks.record.signatures import is_signature
from detente.talks.record.signed_notes import as_base64, from_base64

PREFIX = b"detente/entry/1\n"  # before every statement that is signed
ID = re.compile(r"[a-z][a-z0-9-]{0,62}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
MINUTE = 60_000  # milliseconds
FIELDS = {"after", "body", "kind", "nth", "record", "seat", "time"}


class EntryError(ValueError):
    """A statement that is not as it must be; the message says what is wrong."""


class Seen(NamedTuple):
    """The record as a seat had seen it when it signed: so many entries, with this root."""

    size: int
    root: bytes


class SeatStatement(NamedTuple):
    """What a seat states.

    Attributes:
        record: Name of the record.
        seat: The seat, an id.
        nth: How many statements of this seat there are with this one.
        kind: Kind of the entry, an id.
        time: When it was signed, in UTC to the millisecond, as 2026-01-31T12:00:00.000Z.
        after: The record as the seat had seen it.
        body: What is stated, a mapping of JSON.
    """

    record: str
    seat: str
    nth: int
    kind: str
    time: str
    after: Seen
    body: Mapping[str, Any]

    @property
    def raw(self) -> bytes:
        """The canonical bytes.

        Raises:
            NotCanonicalError: The body has none.
        """
        return canonical(
            {
                "after": {"root": as_base64(self.after.root), "size": self.after.size},
                "body": plain(self.body),
                "kind": self.kind,
                "nth": self.nth,
                "record": self.record,
                "seat": self.seat,
                "time": self.time,
            }
        )

    @classmethod
    def of(cls, raw: bytes) -> SeatStatement:
        """Return the statement that these bytes are.

        Raises:
            NotCanonicalError: They are not canonical.
            EntryError: They are no statement.
        """
        said = parsed(raw)
        if not isinstance(said, dict) or said.keys() != FIELDS:
            raise EntryError(f"a statement has the fields {', '.join(sorted(FIELDS))}")
        after, body = said["after"], said["body"]
        if not isinstance(after, dict) or after.keys() != {"root", "size"} or not isinstance(body, dict):
            raise EntryError("after: expected root and size; body: expected a mapping")
        check_ids(said["seat"], said["kind"])
        if not _whole(said["nth"], 1) or not _whole(after["size"], 0) or not isinstance(said["record"], str):
            raise EntryError("nth or after.size is no proper number, or record no text")
        if not isinstance(said["time"], str) or not TIME.fullmatch(said["time"]) or not is_time(said["time"]):
            raise EntryError(f"time: found {said['time']!r}; expected 2026-01-31T12:00:00.000Z")
        try:
            root = from_base64(after["root"]) if isinstance(after["root"], str) else b""
        except ValueError:
            root = b""
        if len(root) != HASH:
            raise EntryError(f"after.root: expected {HASH} bytes in base64")
        return cls(
            said["record"],
            said["seat"],
            said["nth"],
            said["kind"],
            said["time"],
            Seen(after["size"], root),
            body,
        )


def check_ids(seat: object, kind: object) -> None:
    """Refuse a seat and a kind that can be none.

    Raises:
        EntryError: One of them is no id.
    """
    for name, said in (("seat", seat), ("kind", kind)):
        if not isinstance(said, str) or not ID.fullmatch(said):
            raise EntryError(f"{name}: found {said!r}; expected an id: a letter, letters, digits, hyphens")


def _whole(value: Any, least: int) -> bool:
    return type(value) is int and least <= value <= LARGEST


def time_text(seconds: float) -> str:
    """Return a time, in seconds since 1970, as statements have it.

    Example:
        >>> time_text(0.9999)
        '1970-01-01T00:00:00.999Z'
    """
    whole = int(seconds * 1000)
    minute, rest = divmod(whole, MINUTE)
    return f"{_minute(minute)}:{rest // 1000:02d}.{rest % 1000:03d}Z"


@lru_cache(maxsize=16)  # entries ask for the minute that it is, and for the last one that a clock ahead may have
def _minute(number: int) -> str:
    return f"{datetime.fromtimestamp(number * 60, UTC):%Y-%m-%dT%H:%M}"


def is_time(text: str) -> bool:
    """Whether there is such a day and hour."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


class SignedEntry(NamedTuple):
    """One entry of a record.

    Attributes:
        sequence: Its number on the record, from 0.
        statement: The statement as signed.
        signature: Ed25519 signature of the seat, 64 bytes.
    """

    sequence: int
    statement: bytes
    signature: bytes

    @property
    def data(self) -> bytes:
        """What its leaf in the tree holds."""
        return self.statement + b"\n" + as_base64(self.signature).encode() + b"\n"

    @property
    def leaf(self) -> bytes:
        """The hash of its leaf."""
        return leaf_hash(self.data)


def entry_of(sequence: int, data: bytes) -> SignedEntry:
    """Return the entry that a leaf holds.

    Raises:
        EntryError: It holds none.
    """
    statement, _, rest = data.partition(b"\n")
    try:
        signature = from_base64(rest.decode().removesuffix("\n"))
    except ValueError:
        signature = b""
    found = SignedEntry(sequence, statement, signature)
    if found.data != data:
        raise EntryError("not an entry: expected a statement and a signature, a line each")
    return found


def is_signed(statement: bytes, signature: bytes, public: bytes) -> bool:
    """Whether a statement is signed by the seat with this public key."""
    return is_signature(PREFIX + statement, signature, public)
