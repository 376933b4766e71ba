"""A record in one SQLite file, where nothing is acknowledged before it is on the disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from detente.talks.record.stores import migrations
from detente.talks.record.stores.sql_store import COLUMNS, SqlStore
from detente.talks.record.stores.store import NotNextError, StorageError

PATIENCE = 60.0  # seconds that a writer waits for others
HEAD = b"SQLite format 3\0"
OURS = 0x64657431  # the file says that it is a record
EXPECTED = "a record of talks, as talks open makes one"


class SqliteStore(SqlStore):
    """A record in one file."""

    mark = "?"
    in_turn = f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - one writer at a time

    def __init__(self, path: Path, new: bool = False) -> None:
        """Open a record.

        Args:
            path: The file.
            new: Whether it is made, and must not be there yet; otherwise it must.

        Raises:
            StorageError: It cannot be opened, is no record, or a later version made it.
            FileExistsError: It is there and should not be.
            FileNotFoundError: It is not there and should be.
            PermissionError: It may not be read.
        """
        super().__init__()
        self.path = path
        if new:
            path.touch(mode=0o600, exist_ok=False)
        else:
            _must_be_file(path)
        try:
            self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise StorageError(f"{path}: {error}; expected {EXPECTED}") from None
        try:
            self._settle()
        except sqlite3.Error as error:
            self.close()
            raise StorageError(f"{path}: {error}; expected {EXPECTED}") from None
        except StorageError:
            self.close()
            raise

    def _settle(self) -> None:
        """Set how the file is written, and take the steps that are missing."""
        run = self._connection.execute
        (application,), (tables,) = (
            run("PRAGMA application_id").fetchone(),
            run("SELECT count(*) FROM sqlite_schema").fetchone(),
        )
        if tables and application != OURS:
            raise StorageError(f"{self.path}: a database of another program; expected {EXPECTED}")
        run("PRAGMA journal_mode = WAL")
        for setting in ("synchronous = FULL", "fullfsync = ON", "foreign_keys = ON", "trusted_schema = OFF"):
            run(f"PRAGMA {setting}")
        self.begin()
        try:
            run("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
            taken = [name for (name,) in run("SELECT name FROM migrations").fetchall()]
            for name, text in migrations.missing(migrations.SQLITE, taken):
                for statement in migrations.statements(text):
                    run(statement)
                run("INSERT INTO migrations VALUES (?)", (name,))
            run(f"PRAGMA application_id = {OURS}")
            run("COMMIT")
        except ValueError as error:
            self.roll_back()
            raise StorageError(f"{self.path}: {error}") from None
        except BaseException:
            self.roll_back()
            raise

    def execute(self, text: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one statement and return its rows."""
        try:
            with self._lock:
                return self._connection.execute(text, values).fetchall()
        except sqlite3.IntegrityError as error:
            raise NotNextError(f"{self.path}: {error}") from None
        except sqlite3.Error as error:
            raise StorageError(f"{self.path}: {error}") from None

    def begin(self) -> None:
        """Begin a transaction in which nobody else adds to the record."""
        self.execute("BEGIN IMMEDIATE")

    def roll_back(self) -> None:
        """Undo what was added since the transaction began."""
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def _must_be_file(path: Path) -> None:
    """Make sure that there is a file that could be a record.

    It is not opened for that: closing it would let go of what another connection of this process has locked.

    Raises:
        FileNotFoundError: It is not there.
        PermissionError: It may not be read.
        StorageError: It is a folder, or empty.
    """
    if not path.exists():
        raise FileNotFoundError(2, "No such file or directory", str(path))
    if not path.is_file():
        raise StorageError(f"{path}: found a folder or a device; expected {EXPECTED}")
    if not os.access(path, os.R_OK):
        raise PermissionError(13, "Permission denied", str(path))
    if not path.stat().st_size:
        raise StorageError(f"{path}: found an empty file; expected {EXPECTED}")


def is_sqlite(path: Path) -> bool:
    """Whether a file is one of SQLite."""
    with path.open("rb") as file:
        return file.read(len(HEAD)) == HEAD
