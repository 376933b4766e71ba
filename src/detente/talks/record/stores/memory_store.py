"""A record in memory, for tests and for trying things out: gone with the process."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from detente.talks.record.stores.store import EntryRow, StorageError


class MemoryStore:
    """Entries and checkpoints in lists."""

    def __init__(self) -> None:
        """Start without entries."""
        self._lock = threading.RLock()
        self._rows: list[EntryRow] = []
        self._counts: dict[str, int] = {}
        self._notes: dict[int, str] = {}
        self._lines: list[tuple[int, str]] = []

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let no other thread add to the record meanwhile."""
        with self._lock:
            rows, notes, lines, counts = len(self._rows), dict(self._notes), len(self._lines), dict(self._counts)
            try:
                yield
            except BaseException:
                del self._rows[rows:], self._lines[lines:]
                self._notes, self._counts = notes, counts
                raise

    def size(self) -> int:
        """Return the number of entries."""
        return len(self._rows)

    def rows(self, start: int = 0, kinds: Collection[str] | None = None) -> Iterator[EntryRow]:
        """Yield the entries from a number on; only those of some kinds, if such are given."""
        return iter([row for row in self._rows[start:] if kinds is None or row.kind in kinds])

    def row(self, sequence: int) -> EntryRow | None:
        """Return one entry, or None if there is none of this number."""
        return self._rows[sequence] if 0 <= sequence < len(self._rows) else None

    def nodes(self, sequences: Collection[int]) -> dict[int, bytes]:
        """Return the nodes that these entries complete."""
        return {sequence: self._rows[sequence].nodes for sequence in sequences}

    def last_of(self, seat: str) -> int:
        """Return how many entries of a seat there are."""
        return self._counts.get(seat, 0)

    def add(self, row: EntryRow) -> None:
        """Add an entry."""
        if row.sequence != len(self._rows) or row.nth != self.last_of(row.seat) + 1:
            raise StorageError(f"entry {row.sequence} is not the next one of the record, or of {row.seat}")
        self._rows.append(row)
        self._counts[row.seat] = row.nth

    def add_next(self, row: EntryRow) -> bool:
        """Add an entry by itself; return whether it was: not if another has its place."""
        with self._lock:
            with suppress(StorageError):
                self.add(row)
                return True
            return False

    def notes(self) -> list[tuple[int, str]]:
        """Return every checkpoint."""
        return sorted(self._notes.items())

    def add_note(self, size: int, note: str) -> None:
        """Add a checkpoint."""
        if size in self._notes:
            raise StorageError(f"there is a checkpoint of {size} entries")
        self._notes[size] = note

    def lines(self) -> list[tuple[int, str]]:
        """Return every line of a witness."""
        return list(self._lines)

    def add_line(self, size: int, line: str) -> None:
        """Add the line of a witness."""
        self._lines.append((size, line))

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
