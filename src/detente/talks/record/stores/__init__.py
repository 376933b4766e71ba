"""Where records are kept: in memory, in one SQLite file, in a schema of PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from detente.talks.record.stores.store import StorageError, Store

SECRETS = {"password", "sslpassword"}  # in the query of a URL
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


def without_password(place: str) -> str:
    """Return where a record is kept as it may be shown: a URL without its passwords, a file as it is.

    Example:
        >>> without_password("postgresql://me:secret@localhost/db?schema=korea&sslpassword=secret")
        'postgresql://me@localhost/db?schema=korea'
    """
    if not place.startswith(POSTGRES):
        return place
    of = urlsplit(place)
    user, at, host = of.netloc.rpartition("@")
    query = urlencode([(name, value) for name, value in parse_qsl(of.query) if name not in SECRETS])
    return urlunsplit(of._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query=query))
