"""What a store of a record must do: keep rows in order, hand them out, and let one writer at a time add to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from detente.talks.record.signed_entries import SignedEntry


class StorageError(Exception):
    """A store that cannot be read, or could not take what was to be added: nothing was added; the message says why."""


class NotNextError(StorageError):
    """A row that cannot stand where it was to be added: another is there, or one before it is missing."""


class EntryRow(NamedTuple):
    """One entry as it is stored.

    Attributes:
        sequence: Its number on the record.
        seat: The seat that signed it.
        nth: How many entries of this seat there are with this one.
        kind: Its kind.
        statement: The statement as signed.
        signature: The signature.
        nodes: The nodes of the Merkle tree that it completes, from its leaf up, 32 bytes each.
    """

    sequence: int
    seat: str
    nth: int
    kind: str
    statement: bytes
    signature: bytes
    nodes: bytes

    @property
    def entry(self) -> SignedEntry:
        """The entry without what only helps to find it."""
        return SignedEntry(self.sequence, self.statement, self.signature)


class Store(Protocol):
    """Where the entries and checkpoints of one record are kept; what is added is there for good."""

    def writing(self) -> AbstractContextManager[None]:
        """Let nobody else add to the record meanwhile; what is added is durable, all of it, when this ends."""

    def size(self) -> int:
        """Return the number of entries."""

    def rows(self, start: int = 0, kinds: Collection[str] | None = None) -> Iterator[EntryRow]:
        """Yield the entries from a number on in their order; only those of some kinds, if such are given."""

    def row(self, sequence: int) -> EntryRow | None:
        """Return one entry, or None if there is none of this number."""

    def nodes(self, sequences: Collection[int]) -> dict[int, bytes]:
        """Return the nodes that these entries complete, by the number of the entry."""

    def last_of(self, seat: str) -> int:
        """Return how many entries of a seat there are."""

    def add(self, row: EntryRow) -> None:
        """Add an entry; only while writing."""

    def add_next(self, row: EntryRow) -> bool:
        """Add an entry by itself, durable when this returns; return whether it was: not if another has its place."""

    def notes(self) -> list[tuple[int, str]]:
        """Return every checkpoint: its size, and the note with the signature of the record alone; by size."""

    def add_note(self, size: int, note: str) -> None:
        """Add a checkpoint; only while writing."""

    def lines(self) -> list[tuple[int, str]]:
        """Return every line of a witness, with the size of its checkpoint, in the order in which they came."""

    def add_line(self, size: int, line: str) -> None:
        """Add the line of a witness; only while writing."""

    def close(self) -> None:
        """Let go of the store."""
