"""Records that tests are about: a delegation of two, one of one, a mediator, and a clock that only tests move."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from detente.talks.record.stores import opened_store
from detente.talks.record.stores.memory_store import MemoryStore
from detente.talks.record.stores.store import Store
from detente.talks.record.talks_record import RECORD, SeatKey, TalksRecord
from detente.talks.seats.invitations import invite, join
from detente.talks.seats.key_files import SeatKeys
from detente.talks.seats.roster import Roster

ORIGIN = "example.org/korea"
START = 1_630_000_000.0


def private(name: str) -> Ed25519PrivateKey:
    """Return a key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest())


@dataclass
class Clock:
    """A clock that goes on by itself a little."""

    now: float = START

    def __call__(self) -> float:
        self.now += 0.25
        return self.now


@dataclass
class Talks:
    """A record with those who sit there."""

    record: TalksRecord
    own: SeatKey
    clock: Clock
    seats: dict[str, SeatKey] = field(default_factory=dict)

    def seated(self, seat: str, role: str, delegation: str, by: SeatKey | None = None, name: str = "") -> SeatKey:
        """Let somebody take a seat."""
        letter = invite(self.record, by or self.own, seat, role, delegation)
        keys = SeatKeys(self.record.origin, SeatKey(seat, private(name or seat)))
        join(self.record, letter, keys)
        self.seats[seat] = keys.key
        return keys.key

    def letter(self, seat: str, text: str = "Let us talk.") -> int:
        """Send a letter, and return its number."""
        return self.record.append(self.seats[seat], "letter", {"text": text}).sequence


def talks(store: Store | None = None, seats: bool = True) -> Talks:
    """Return a new record, with two heads, a group and a mediator: eight further entries, 1 to 8."""
    clock = Clock()
    key = SeatKey(ORIGIN, private("record"))
    record = TalksRecord.new(MemoryStore() if store is None else store, Roster(), key, {"title": "Talks"}, clock)
    made = Talks(record, SeatKey(RECORD, key.private), clock)
    if seats:
        us = made.seated("us", "head", "us")
        made.seated("kp", "head", "kp")
        made.seated("us-arms", "group", "us", us)
        made.seated("mediator", "mediator", "")
    return made


def reopened(place: Path | str) -> TalksRecord:
    """Open a record in a file or a database."""
    return TalksRecord(opened_store(str(place)), Roster())
