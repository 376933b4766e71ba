"""The record: entries are added to it, checkpoints made of it, and proofs drawn from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from detente.talks.record import merkle
from detente.talks.record.canonical import NotCanonicalError
from detente.talks.record.checkpoints import Checkpoint, EntryProof, WitnessRequest, opened, witnessed
from detente.talks.record.judging_entries import EntryJudge, RefusedError
from detente.talks.record.signatures import expanded, signature_of
from detente.talks.record.signed_entries import (
    PREFIX,
    EntryError,
    SeatStatement,
    Seen,
    SignedEntry,
    check_ids,
    is_signed,
    time_text,
)
from detente.talks.record.signed_notes import NoteError, NoteKey, NoteLine, SignedNote, check_line, proper_name, sign
from detente.talks.record.stores.store import EntryRow, StorageError, Store

AHEAD = 300.0  # seconds that the clock of whoever signs may be ahead of ours
RECORD = "record"  # the seat of the record itself


@dataclass(frozen=True)
class SeatKey:
    """What a seat signs with."""

    seat: str
    private: Ed25519PrivateKey

    @cached_property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @cached_property
    def _secret(self) -> bytes:
        return expanded(self.private.private_bytes_raw())

    def signature(self, statement: bytes) -> bytes:
        """Return the signature of a statement."""
        return signature_of(PREFIX + statement, self._secret)


class _Signed(NamedTuple):
    """A statement with its bytes and signature; `by` is the public key where it was signed here."""

    statement: SeatStatement
    raw: bytes
    signature: bytes
    by: bytes | None


class TalksRecord:
    """A record in a store, to which one thread at a time can add entries, and other processes too."""

    def __init__(self, store: Store, judge: EntryJudge, clock: Callable[[], float] = time.time) -> None:
        """Open a record that is there.

        Args:
            store: Where it is kept.
            judge: Who knows the seats; it is told of all entries.
            clock: The time, in seconds since 1970.

        Raises:
            StorageError: It cannot be read, or has no opening.
        """
        self.store = store
        self.judge = judge
        self._clock = clock
        self._frontier = merkle.GrowingTree()
        self._last = ""  # time of the last entry
        self._counts: dict[str, int] = {}  # seat → its entries among those that are known
        self._alone = True  # nobody else has added anything since we last did
        first = store.row(0)
        if first is None:
            raise StorageError("the record has no opening")
        self.origin = _read(first).record
        self._open()

    @classmethod
    def new(
        cls,
        store: Store,
        judge: EntryJudge,
        key: SeatKey,
        opening: Mapping[str, Any],
        clock: Callable[[], float] = time.time,
    ) -> TalksRecord:
        """Open a new record.

        Args:
            store: Where it is kept; it must be empty.
            judge: Who knows the seats.
            key: The key of the record, whose seat is the name of the record.
            opening: What the opening says besides the key.
            clock: The time, in seconds since 1970.

        Raises:
            RefusedError: The name cannot be that of a record, or the store has one.
        """
        if not proper_name(key.seat) or PREFIX.startswith(f"{key.seat}\n".encode()):
            raise RefusedError(f"{key.seat!r} cannot be the name of a record: no space, no plus sign, not empty")
        note = NoteKey(key.seat, key.public)
        body = {"key": note.text, **opening}
        statement = SeatStatement(key.seat, RECORD, 1, "opening", time_text(clock()), Seen(0, merkle.EMPTY), body)
        raw = _raw(statement)
        entry = SignedEntry(0, raw, key.signature(raw))
        if why := judge.refuses(statement):
            raise RefusedError(why)
        with store.writing():
            if store.size():
                raise RefusedError("the store has a record already")
            store.add(EntryRow(0, RECORD, 1, "opening", raw, entry.signature, entry.leaf))
        return cls(store, judge, clock)

    def append(self, key: SeatKey, kind: str, body: Mapping[str, Any]) -> SignedEntry:
        """Sign a statement and add it, durable when this returns.

        Args:
            key: The seat and its key.
            kind: Kind of the entry.
            body: What is stated.

        Raises:
            RefusedError: It may not be added.
            StorageError: It could not be stored.
        """

        def signed() -> _Signed:
            statement = self._drafted(key.seat, kind, body)
            raw = _raw(statement)
            return _Signed(statement, raw, key.signature(raw), key.public)

        return self._put(signed)

    def submit(self, raw: bytes, signature: bytes) -> SignedEntry:
        """Add a statement that was signed elsewhere, durable when this returns.

        Raises:
            RefusedError: It may not be added: badly formed or signed, of another record, signed by what saw another
                record, repeated, or against the rules.
            StorageError: It could not be stored.
        """
        try:
            statement = SeatStatement.of(raw)
        except (NotCanonicalError, EntryError) as error:
            raise RefusedError(str(error)) from None
        return self._put(lambda: _Signed(statement, raw, signature, None))

    def draft(self, seat: str, kind: str, body: Mapping[str, Any]) -> SeatStatement:
        """Return the statement that a seat would sign now; what others add before it is submitted does not matter."""
        self._catch_up()
        return self._drafted(seat, kind, body)

    def _drafted(self, seat: str, kind: str, body: Mapping[str, Any]) -> SeatStatement:
        """Return the statement that a seat would sign after the entries that are known.

        Where the last entry is ahead of our clock, by no more than it may be, its time is ours: otherwise whoever signs
        a little ahead, again and again, would keep everybody else from writing.
        """
        here = self._clock()
        now = time_text(here)
        if now < self._last <= time_text(here + AHEAD):
            now = self._last
        seen = Seen(self._frontier.size, self._frontier.root())
        return SeatStatement(self.origin, seat, self._count(seat) + 1, kind, now, seen, body)

    def _count(self, seat: str) -> int:
        """Return how many entries of a seat are known."""
        if seat not in self._counts:
            self._counts[seat] = self.store.last_of(seat)
        return self._counts[seat]

    def _put(self, signed: Callable[[], _Signed]) -> SignedEntry:
        """Sign and add an entry: in one step where nobody else writes; otherwise when it is our turn.

        Whoever wrote last is likely to be alone. Then the entry is made for the record as it is known here, and the
        store takes it only if it is the next one. So it is judged by all entries before it either way.
        """
        if self._alone:
            with suppress(RefusedError):  # by what was known, which may not be all
                added = signed()
                row, grown = self._ready(added)
                if self.store.add_next(row):
                    return self._take(added.statement, row, grown)
        with self.store.writing():
            known = self._frontier.size
            self._catch_up()
            self._alone = known == self._frontier.size
            added = signed()
            row, grown = self._ready(added)
            self.store.add(row)
        return self._take(added.statement, row, grown)

    def _ready(self, signed: _Signed) -> tuple[EntryRow, merkle.GrowingTree]:
        """Return an entry as it would be stored, if it may be added, and the tree that has it."""
        of = signed.statement
        entry = SignedEntry(self._frontier.size, signed.raw, signed.signature)
        if why := self._fault(of, entry, signed.by):
            raise RefusedError(why)
        grown = merkle.GrowingTree(self._frontier.size, self._frontier.peaks)
        nodes = b"".join(grown.add(entry.leaf))
        return EntryRow(entry.sequence, of.seat, of.nth, of.kind, entry.statement, entry.signature, nodes), grown

    def _fault(self, said: SeatStatement, entry: SignedEntry, by: bytes | None) -> str | None:
        """Return why an entry may not be added, or None."""
        if said.record != self.origin:
            return f"signed for the record {said.record!r}; this is {self.origin!r}"
        key = self.judge.key_of(said)
        if key is None:
            return f"the seat {said.seat!r} has no key that signs now"
        if by != key and not is_signed(entry.statement, entry.signature, key):
            return f"not signed by the key of {said.seat}"
        if (due := self._count(said.seat) + 1) != said.nth:
            repeated = "is on the record already" if said.nth < due else "would leave a gap"
            return f"statement {said.nth} of {said.seat} {repeated}; the next one is {due}"
        if said.time < self._last:
            return f"the clock goes back: signed at {said.time}, the last entry was at {self._last}"
        if said.time > time_text(self._clock() + AHEAD):
            return f"signed at {said.time}, which is more than {AHEAD:.0f} s ahead of the clock here"
        if said.after.size > entry.sequence or said.after.root != self.root(said.after.size):
            return f"signed after {said.after.size} entries of another record than this one: the record has forked"
        return self.judge.refuses(said)

    def _open(self) -> None:
        """Read what is there: of entries that the judge does not ask for, only the last one."""
        size = self.store.size()
        for row in self.store.rows(0, self.judge.kinds):
            if row.sequence < size:
                self.judge.take(row.sequence, _read(row))
        last = self.store.row(size - 1)
        if last is None:
            raise StorageError(f"entry {size - 1} is missing")
        self._last = _read(last).time
        self._frontier = merkle.GrowingTree(size, [self._node(*peak) for peak in merkle.peaks_of(size)])

    def _catch_up(self) -> None:
        """Take note of what others have added since; one question to the store."""
        for row in self.store.rows(self._frontier.size):
            if row.sequence != self._frontier.size:
                raise StorageError(f"entry {self._frontier.size} is missing")
            self._take(_read(row), row)

    def _take(self, statement: SeatStatement, row: EntryRow, grown: merkle.GrowingTree | None = None) -> SignedEntry:
        """Take note of the entry that follows on those that are known, and return it; `grown` is the tree with it."""
        if grown is None:
            self._frontier.add(row.nodes[: merkle.HASH])
        else:
            self._frontier = grown
        self._last = statement.time
        self._counts[row.seat] = row.nth
        self.judge.take(row.sequence, statement)
        return row.entry

    def _node(self, level: int, index: int) -> bytes:
        last = ((index + 1) << level) - 1  # the entry that completes it
        nodes = self.store.nodes([last]).get(last, b"")
        node = nodes[level * merkle.HASH : (level + 1) * merkle.HASH]
        if len(node) != merkle.HASH:
            raise StorageError(f"node {index} of level {level}, which entry {last} completes, is missing")
        return node

    def root(self, size: int) -> bytes:
        """Return the root over the first entries."""
        return self._frontier.root() if size == self._frontier.size else merkle.root_of(size, self._node)

    @property
    def size(self) -> int:
        """Number of entries, with those of others."""
        self._catch_up()
        return self._frontier.size

    def checkpoint(self, private: Ed25519PrivateKey) -> str:
        """Make a checkpoint of all entries, sign it with the key of the record, and return the note.

        Raises:
            RefusedError: That is not the key of the record.
        """
        key = self.judge.record_key
        if key is None or private.public_key().public_bytes_raw() != key.public:
            raise RefusedError(f"checkpoints are signed by the key of the record, {key.text if key else 'not known'}")
        with self.store.writing():
            self._catch_up()
            size = self._frontier.size
            for made, note in self.store.notes()[-1:]:
                if made == size:
                    return note
            text = Checkpoint(self.origin, size, self._frontier.root()).text
            whole = SignedNote(text, (sign(text, private, key.name),)).whole
            self.store.add_note(size, whole)
        return whole

    def latest(self) -> str | None:
        """Return the last checkpoint with the lines of witnesses, or None if there is none."""
        found = self.store.notes()[-1:]
        if not found:
            return None
        ((size, note),) = found
        return witnessed(note, [line for at, line in self.store.lines() if at == size])

    def add_line(self, size: int, line: NoteLine, key: NoteKey) -> None:
        """Add the line of a witness below a checkpoint.

        Args:
            size: Size of the checkpoint.
            line: The line.
            key: The key of the witness.

        Raises:
            RefusedError: There is no such checkpoint, or the line is not signed by the key.
        """
        note = dict(self.store.notes()).get(size)
        if note is None:
            raise RefusedError(f"there is no checkpoint of {size} entries")
        try:
            check_line(SignedNote.of(note).text, line, key)
        except NoteError as error:
            raise RefusedError(str(error)) from None
        with self.store.writing():
            if (size, line.text) not in self.store.lines():
                self.store.add_line(size, line.text)

    def prove(self, sequence: int) -> EntryProof:
        """Return the proof that an entry is on the record, by the last checkpoint.

        Raises:
            RefusedError: There is no checkpoint that has the entry.
        """
        note = self.latest()
        size = opened(note, None)[0].size if note else 0
        row = self.store.row(sequence)
        if note is None or row is None or sequence >= size:
            raise RefusedError(f"no checkpoint has entry {sequence}: the last one has {size} entries; make one first")
        return EntryProof(sequence, row.entry.data, tuple(merkle.inclusion(sequence, size, self._node)), note)

    def request(self, old: int) -> WitnessRequest:
        """Return the last checkpoint with the proof that it extends the record as it was.

        Args:
            old: Number of entries that the record had.

        Raises:
            RefusedError: There is no checkpoint, or it has fewer entries.
        """
        note = self.latest()
        size = opened(note, None)[0].size if note else 0
        if note is None or old > size:
            raise RefusedError(f"no checkpoint has {old} entries: the last one has {size}; make one first")
        return WitnessRequest(old, tuple(merkle.consistency(old, size, self._node)), note)


def _raw(statement: SeatStatement) -> bytes:
    try:
        check_ids(statement.seat, statement.kind)
        return statement.raw
    except (NotCanonicalError, EntryError) as error:
        raise RefusedError(str(error)) from None


def _read(row: EntryRow) -> SeatStatement:
    try:
        return SeatStatement.of(row.statement)
    except (NotCanonicalError, EntryError) as error:
        raise StorageError(f"entry {row.sequence}: {error}") from None
