"""What the stores of both databases have in common: the same questions, asked in one language."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from detente.talks.record.stores.store import EntryRow, NotNextError, StorageError

COLUMNS = ", ".join(EntryRow._fields)
AT_ONCE = 2_000  # rows that are read at a time


class SqlStore(ABC):
    """A record in a database; one connection, which threads use in turn."""

    mark: ClassVar[str]  # what stands for a value in a statement
    in_turn: str  # adds one entry, when nobody else is adding any; its values are those of a row, in their order

    def __init__(self) -> None:
        """Start without a connection."""
        self._lock = threading.RLock()
        self._writes = False

    @abstractmethod
    def execute(self, text: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one statement and return its rows.

        Raises:
            NotNextError: A row cannot stand where it was to be added.
            StorageError: The database could not.
        """

    @abstractmethod
    def begin(self) -> None:
        """Begin a transaction in which nobody else adds to the record."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let nobody else add to the record meanwhile; what is added is durable, all of it, when this ends."""
        with self._lock:
            self.begin()
            self._writes = True
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                self.roll_back()
                raise
            finally:
                self._writes = False

    @abstractmethod
    def roll_back(self) -> None:
        """Undo what was added since the transaction began."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    def size(self) -> int:
        """Return the number of entries."""
        return int(self.execute("SELECT coalesce(max(sequence) + 1, 0) FROM entries")[0][0])

    def rows(self, start: int = 0, kinds: Collection[str] | None = None) -> Iterator[EntryRow]:
        """Yield the entries from a number on in their order; only those of some kinds, if such are given."""
        named = sorted(kinds or ())
        only = "" if kinds is None else f"AND kind IN ({', '.join([self.mark] * len(named)) or 'NULL'}) "
        while True:
            found = self.execute(
                f"SELECT {COLUMNS} FROM entries WHERE sequence >= {self.mark} {only}"  # noqa: S608
                f"ORDER BY sequence LIMIT {AT_ONCE}",
                (start, *named),
            )
            for values in found:
                yield _row(values)
            if len(found) < AT_ONCE:
                return
            start = found[-1][0] + 1

    def row(self, sequence: int) -> EntryRow | None:
        """Return one entry, or None if there is none of this number."""
        text = f"SELECT {COLUMNS} FROM entries WHERE sequence = {self.mark}"  # noqa: S608
        return next(map(_row, self.execute(text, (sequence,))), None)

    def nodes(self, sequences: Collection[int]) -> dict[int, bytes]:
        """Return the nodes that these entries complete, by the number of the entry."""
        marks = ", ".join([self.mark] * len(sequences)) or "NULL"
        text = f"SELECT sequence, nodes FROM entries WHERE sequence IN ({marks})"  # noqa: S608
        return {sequence: bytes(nodes) for sequence, nodes in self.execute(text, tuple(sequences))}

    def last_of(self, seat: str) -> int:
        """Return how many entries of a seat there are."""
        text = f"SELECT coalesce(max(nth), 0) FROM entries WHERE seat = {self.mark}"  # noqa: S608
        return int(self.execute(text, (seat,))[0][0])

    def add(self, row: EntryRow) -> None:
        """Add an entry; only while writing."""
        self._insert("entries", COLUMNS, row)

    def add_next(self, row: EntryRow) -> bool:
        """Add an entry by itself, durable when this returns; return whether it was: not if another has its place."""
        try:
            self.execute(self.in_turn, row)
        except NotNextError:
            return False
        return True

    def notes(self) -> list[tuple[int, str]]:
        """Return every checkpoint by its size, with the signature of the record alone."""
        return [(size, note) for size, note in self.execute("SELECT size, note FROM notes ORDER BY size")]

    def add_note(self, size: int, note: str) -> None:
        """Add a checkpoint; only while writing."""
        self._insert("notes", "size, note", (size, note))

    def lines(self) -> list[tuple[int, str]]:
        """Return every line of a witness, with the size of its checkpoint, in the order in which they came."""
        return [(size, line) for size, line in self.execute("SELECT size, line FROM lines ORDER BY number")]

    def add_line(self, size: int, line: str) -> None:
        """Add the line of a witness; only while writing."""
        number = self.execute("SELECT coalesce(max(number) + 1, 0) FROM lines")[0][0]
        self._insert("lines", "number, size, line", (number, size, line))

    def _insert(self, table: str, columns: str, values: Sequence[Any]) -> None:
        if not self._writes:
            raise StorageError("nothing is added but while writing")
        marks = ", ".join([self.mark] * len(values))
        self.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608


def _row(values: Sequence[Any]) -> EntryRow:
    sequence, seat, nth, kind, statement, signature, nodes = values
    return EntryRow(sequence, seat, nth, kind, bytes(statement), bytes(signature), bytes(nodes))
