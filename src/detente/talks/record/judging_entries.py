"""What a record asks of whoever knows the seats: whose key signs, and what may be added."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from detente.talks.record.signed_entries import SeatStatement
from detente.talks.record.signed_notes import NoteKey


class RefusedError(Exception):
    """An entry that may not be added to the record; the message says why. Nothing was added."""


class EntryJudge(Protocol):
    """Knows what entries before have settled: keys, seats, and what may come next."""

    @property
    def kinds(self) -> Collection[str] | None:
        """Kinds of entries that it must be shown; None if all."""

    @property
    def record_key(self) -> NoteKey | None:
        """The key that signs checkpoints; None before the record is opened."""

    def key_of(self, statement: SeatStatement) -> bytes | None:
        """Return the public key by which a statement must be signed, or None if its seat has none."""

    def refuses(self, statement: SeatStatement) -> str | None:
        """Return why a statement may not come next, or None if it may."""

    def take(self, sequence: int, statement: SeatStatement) -> None:
        """Take note of an entry that is on the record."""
