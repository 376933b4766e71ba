"""A record in a schema of PostgreSQL, which several machines may write to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from detente.talks.record.stores import migrations
from detente.talks.record.stores.sql_store import COLUMNS, SqlStore
from detente.talks.record.stores.store import EntryRow, NotNextError, StorageError

MARKS = ", ".join(["%s"] * len(EntryRow._fields))
SCHEMA = "talks"  # where the URL names none
NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")


class PostgresStore(SqlStore):
    """A record in a schema of its own."""

    mark = "%s"

    def __init__(self, url: str, new: bool = False) -> None:
        """Open a record.

        Args:
            url: URL of the database; `schema=NAME` in its query names the schema, otherwise it is `talks`.
            new: Whether the schema is made, and must not be there yet; otherwise it must.

        Raises:
            StorageError: The server, the database or the schema cannot be used, or a later version made it.
        """
        super().__init__()
        self.schema, self.url = split(url)
        turn = f"WITH turn AS MATERIALIZED ({self._waiting}) "
        self.in_turn = turn + f"INSERT INTO entries ({COLUMNS}) SELECT {MARKS} FROM turn"  # noqa: S608
        try:
            self._connection = psycopg.connect(self.url, autocommit=True, connect_timeout=10)
        except psycopg.Error as error:
            raise StorageError(f"{self._shown}: {_said(error)}") from None
        try:
            self._settle(new)
        except psycopg.Error as error:
            self.close()
            raise StorageError(f"{self._shown}: {_said(error)}") from None
        except StorageError:
            self.close()
            raise

    @property
    def _shown(self) -> str:
        """The URL without what only its owner should see."""
        of = urlsplit(self.url)
        return urlunsplit((of.scheme, f"{of.hostname or ''}", of.path, "", "")) + f" ({self.schema})"

    def _settle(self, new: bool) -> None:
        run = self._connection.execute
        name = sql.Identifier(self.schema)
        there = run("SELECT 1 FROM pg_namespace WHERE nspname = %s", (self.schema,)).fetchone()
        if new == bool(there):
            raise StorageError(f"{self._shown}: there is {'already' if there else 'no'} record in this schema")
        if new:
            with self._connection.transaction():
                run(sql.SQL("CREATE SCHEMA {}").format(name))
                run(sql.SQL("CREATE TABLE {}.migrations (name text PRIMARY KEY)").format(name))
        run(sql.SQL("SET search_path TO {}").format(name))
        run("SET synchronous_commit TO on")
        run("SET client_encoding TO 'UTF8'")
        try:
            taken = {one for (one,) in run("SELECT name FROM migrations").fetchall()}
            if migrations.missing(migrations.POSTGRES, taken):
                with self._connection.transaction():
                    run(self._waiting.encode())
                    taken = {one for (one,) in run("SELECT name FROM migrations").fetchall()}
                    for step, text in migrations.missing(migrations.POSTGRES, taken):
                        run(text.encode())
                        run("INSERT INTO migrations VALUES (%s)", (step,))
        except ValueError as error:
            raise StorageError(f"{self._shown}: {error}") from None

    @property
    def _waiting(self) -> str:
        """A statement that waits for whoever adds to the record; nobody else does until the transaction ends."""
        return f"SELECT pg_advisory_xact_lock(hashtext('detente/{self.schema}'))"

    def execute(self, text: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one statement and return its rows."""
        try:
            with self._lock:
                found = self._connection.execute(text.encode(), values)
                return found.fetchall() if found.description else []
        except (psycopg.IntegrityError, psycopg.errors.RaiseException) as error:
            raise NotNextError(f"{self._shown}: {_said(error)}") from None
        except psycopg.Error as error:
            raise StorageError(f"{self._shown}: {_said(error)}") from None

    def begin(self) -> None:
        """Begin a transaction in which nobody else adds to the record."""
        try:
            self.execute(f"BEGIN ISOLATION LEVEL READ COMMITTED; {self._waiting}")
        except StorageError:
            self.roll_back()
            raise

    def roll_back(self) -> None:
        """Undo what was added since the transaction began."""
        with suppress(psycopg.Error):
            self._connection.rollback()

    def let_write(self, role: str) -> None:
        """Let a role that is not the owner read and add, and nothing else: a server should run as such a role.

        Raises:
            StorageError: There is no such role, or this connection may not grant.
        """
        granted = "GRANT USAGE ON SCHEMA {0} TO {1}; GRANT SELECT, INSERT ON {2} TO {1}"
        tables = sql.SQL(", ").join(sql.Identifier(self.schema, t) for t in ("entries", "notes", "lines"))
        text = sql.SQL(granted + "; GRANT SELECT ON {0}.migrations TO {1}").format(
            sql.Identifier(self.schema), sql.Identifier(role), tables
        )
        self.execute(text.as_string(self._connection))

    def close(self) -> None:
        """Let go of the server."""
        with self._lock:
            self._connection.close()


def split(url: str) -> tuple[str, str]:
    """Return the schema that a URL names, and the URL without it.

    Raises:
        StorageError: The schema has a name that is none.

    Example:
        >>> split("postgresql://localhost/db?schema=korea&sslmode=require")
        ('korea', 'postgresql://localhost/db?sslmode=require')
    """
    of = urlsplit(url)
    query = dict(parse_qsl(of.query))
    schema = query.pop("schema", SCHEMA)
    if not NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise StorageError(f"schema={schema}: expected lower-case letters, digits and underscores")
    return schema, urlunsplit(of._replace(query=urlencode(query)))


def _said(error: psycopg.Error) -> str:
    """Return what the server said, on one line."""
    return " ".join(str(error.diag.message_primary or error).split())
