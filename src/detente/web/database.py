"""Where the state of a workbench is kept: one SQLite file, or a schema of a PostgreSQL database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

TABLES = MetaData()
SCHEMA = "workbench"  # where the URL names none
NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}


class StateError(Exception):
    """The state of a workbench cannot be opened."""


def sqlite_url(path: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite:///{path}"


def opened(url: str) -> Engine:
    """Return the database at a URL, with the tables of a workbench in it.

    Args:
        url: `sqlite:///FILE` or `postgresql://…`, in whose query `schema=NAME` may name a schema.

    Raises:
        StateError: It is no such URL, or the database cannot be used; nothing secret is in the message.
    """
    try:
        parts = make_url(url)
    except ArgumentError:
        raise StateError("expected sqlite:///FILE or postgresql://USER@HOST/DATABASE") from None
    if parts.drivername not in DRIVERS:
        expected = "expected sqlite:///FILE or postgresql://USER@HOST/DATABASE"
        raise StateError(f"found the unknown kind of database {parts.drivername!r}; {expected}")
    engine = _sqlite(parts) if parts.drivername == "sqlite" else _postgres(parts)
    try:
        TABLES.create_all(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise StateError(f"{parts.render_as_string(hide_password=True)}: {said(error)}") from None
    return engine


def said(error: SQLAlchemyError) -> str:
    """Return the first line of what a database says is wrong, without the statement and its values."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url)
    event.listen(engine, "connect", _safe)
    return engine


def _postgres(url: URL) -> Engine:
    """Return a database whose tables are in a schema, which is made if need be."""
    given = url.query.get("schema", SCHEMA)
    schema = given if isinstance(given, str) else given[-1]
    if not NAME.fullmatch(schema):
        raise StateError(f"found the schema {schema!r}; expected small letters, digits and underscores")
    plain = url.difference_update_query(["schema"]).set(drivername=DRIVERS[url.drivername])
    within = {"connect_timeout": 10, "options": f"-c search_path={schema}"}
    engine = create_engine(plain, connect_args=within, pool_pre_ping=True)
    try:
        with engine.begin() as there:
            # Two workbenches that start at once must not both make it.
            there.execute(text("SELECT pg_advisory_xact_lock(hashtext('detente/workbench'))"))
            there.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    except SQLAlchemyError as error:
        engine.dispose()
        raise StateError(f"{plain.render_as_string(hide_password=True)}: {said(error)}") from None
    return engine


def _safe(connection: Any, _: Any) -> None:
    """Let SQLite lose nothing that it has confirmed, and let readers not wait for a writer."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
