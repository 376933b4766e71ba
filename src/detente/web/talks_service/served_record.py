"""The record as it is served: every entry read once, what each seat sees of it, and who is told when there is more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.signed_entries import SeatStatement
from detente.talks.record.stores import opened_store
from detente.talks.record.talks_record import SeatKey, TalksRecord
from detente.talks.rules.entry_kinds import KINDS
from detente.talks.rules.rulebook import RuleBook
from detente.talks.rules.sight import SeatSight
from detente.talks.seats.roster import TakenSeat, key_in

Done = TypeVar("Done")


@dataclass(frozen=True)
class SeenEntry:
    """One entry as a seat sees it.

    Attributes:
        number: The number by which the seat knows it.
        sequence: Its number on the record, which is not handed out.
        seat: Who made it.
        delegation: For whom; empty if for no party.
        kind: Its kind.
        time: When it was signed, in UTC.
        binds: Whether a party binds itself by it.
        body: What it says, with the numbers that the seat knows.
    """

    number: int
    sequence: int
    seat: str
    delegation: str
    kind: str
    time: str
    binds: bool
    body: Mapping[str, Any]

    @property
    def said(self) -> dict[str, Any]:
        """The entry as it is handed out."""
        return {
            "number": self.number,
            "seat": self.seat,
            "delegation": self.delegation,
            "kind": self.kind,
            "time": self.time,
            "binds": self.binds,
            "body": dict(self.body),
        }


class ServedRecord:
    """A record that many seats read, and add to, at a time; its lock is held while it is read or added to."""

    def __init__(self, place: str) -> None:
        """Open a record.

        Args:
            place: A file, or postgresql://….

        Raises:
            StorageError: It cannot be opened.
            FileNotFoundError: It is not there.
        """
        store = opened_store(place)
        self.book = RuleBook()
        try:
            self.record = TalksRecord(store, RuleBook())
        except BaseException:
            store.close()
            raise
        self.lock = threading.RLock()
        self._writing = threading.RLock()  # taken before the other lock, never within it
        self.told: Callable[[], None] = lambda: None  # is called when there is more
        self._read: list[SeatStatement] = []
        self._sights: dict[str, SeatSight] = {}
        self.refresh()

    def close(self) -> None:
        """Let go of the record."""
        with self._writing:
            self.record.store.close()

    def refresh(self, wait: bool = True) -> None:
        """Take note of what was added, by us or by others.

        Args:
            wait: Whether to wait for who is adding something now, which is not acknowledged yet.

        Raises:
            StorageError: The record cannot be read.
        """
        if not self._writing.acquire(blocking=wait):
            return
        try:
            before = len(self._read)
            if self.record.size == before:
                return
            rows = list(self.record.store.rows(before))
        finally:
            self._writing.release()
        with self.lock:
            for row in rows:
                if row.sequence == len(self._read):
                    self._take(row.sequence, SeatStatement.of(row.statement))
        self.told()

    def _take(self, sequence: int, statement: SeatStatement) -> None:
        self._read.append(statement)
        self.book.take(sequence, statement)
        for sight in self._sights.values():
            sight.take(sequence, statement)

    def add(self, key: SeatKey, kind: str, body: Mapping[str, Any]) -> int:
        """Sign an entry, add it, and return its number on the record.

        Raises:
            RefusedError: The rules do not allow it.
            StorageError: It could not be stored.
        """
        return self.adding(lambda record: record.append(key, kind, body).sequence)

    def adding(self, step: Callable[[TalksRecord], Done]) -> Done:
        """Do something that adds an entry, and return what it returns; nobody who reads waits for it.

        Raises:
            RefusedError: The rules do not allow it.
            StorageError: It could not be stored.
        """
        with self._writing:
            found = step(self.record)
            self.refresh()
            return found

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let nobody add to the record by this service meanwhile."""
        with self._writing:
            self.refresh()
            yield

    def seat(self, name: str) -> TakenSeat | None:
        """Return a seat whose key signs now; None if there is none of that name."""
        found = self.book.roster.seats.get(name)
        return found if found is not None and found.key is not None and found.role != "record" else None

    def sight(self, seat: TakenSeat) -> SeatSight:
        """Return what a seat sees."""
        with self.lock:
            found = self._sights.get(seat.seat)
            if found is None:
                found = SeatSight(seat.seat, seat.role)
                for sequence, statement in enumerate(self._read):
                    found.take(sequence, statement)
                self._sights[seat.seat] = found
            return found

    def entry(self, sight: SeatSight, number: int) -> SeenEntry:
        """Return an entry by the number that a seat knows.

        Raises:
            NotSeenError: It sees none of that number.
        """
        sequence = sight.sequence_of(number)
        statement = self._read[sequence]
        by = self.book.roster.seats.get(statement.seat)
        kind = KINDS.get(statement.kind)
        return SeenEntry(
            number,
            sequence,
            statement.seat,
            by.delegation if by else "",
            statement.kind,
            statement.time,
            kind is not None and kind.binds,
            sight.told(statement.body),
        )

    def entries(self, sight: SeatSight, since: int = 0) -> list[SeenEntry]:
        """Return what a seat sees, from a number on; what is there never changes, so no lock is needed."""
        return [self.entry(sight, number) for number in range(max(since, 0), len(sight.shown))]

    def latest(self, sight: SeatSight, kinds: Collection[str], without: int = 0) -> Iterator[SeenEntry]:
        """Yield what a seat sees of some kinds, the latest first, without the very latest ones."""
        for number in range(len(sight.shown) - 1, -1, -1):
            if self._read[sight.shown[number]].kind in kinds:
                if without <= 0:
                    yield self.entry(sight, number)
                without -= 1

    def key_was(self, seat: str, public: bytes) -> bool:
        """Whether a public key is or was that of a seat."""
        with self.lock:
            return any(
                one.seat == seat and one.kind in {"joining", "rotation"} and key_in(one.body.get("key")) == public
                for one in self._read
            )

    def made_by(self, seat: str) -> int:
        """Return how many entries a seat has made."""
        return next((one.nth for one in reversed(self._read) if one.seat == seat), 0)

    def same_by(self, seat: str, made: int, kind: str, body: Mapping[str, Any]) -> int | None:
        """Return the number on the record of such an entry of a seat, if it is not among the first that it made."""
        for sequence in range(len(self._read) - 1, -1, -1):
            one = self._read[sequence]
            if one.seat == seat:
                if one.nth <= made:
                    return None
                if (one.kind, one.body) == (kind, body):
                    return sequence
        return None

    def statement(self, sequence: int) -> SeatStatement:
        """Return an entry as it was signed, by its number on the record."""
        return self._read[sequence]

    def why_refused(self, sight: SeatSight, error: RefusedError) -> str:
        """Return why an entry was refused, in words that name nothing which the seat does not see."""
        if sight.counts_as_record:
            return str(error)
        with suppress(ValueError):
            start = str(error).index(": only if ")
            return "only if " + str(error)[start + len(": only if ") :]
        return "the rules do not allow this entry now"
