"""Where records are kept: in memory, in one SQLite file, in a schema of PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from detente.talks.record.stores.store import StorageError, Store

POSTGRES = ("postgresql://", "postgres://")


def opened_store(place: str, new: bool = False) -> Store:
    """Open the store of a record.

    Args:
        place: A file, or the URL of a PostgreSQL database.
        new: Whether it is made, and must not be there yet; otherwise it must.

    Raises:
        StorageError: It cannot be opened.
        FileExistsError: The file is there and should not be.
        FileNotFoundError: It is not there and should be.
    """
    if place.startswith(POSTGRES):
        from detente.talks.record.stores.postgres_store import PostgresStore

        return PostgresStore(place, new)
    if "://" in place:
        raise StorageError(f"{place.partition('://')[0]}://: expected a file or postgresql://…")
    from detente.talks.record.stores.sqlite_store import SqliteStore

    return SqliteStore(Path(place), new)
