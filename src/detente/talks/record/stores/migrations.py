"""The tables of a record, and the steps by which they came to be: each is taken once, whole or not at all.

Rows are added and never changed. The tables themselves refuse a change, a removal, and an entry that is not the next
one; on PostgreSQL nobody but their owner may do more than read and add.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

SQLITE_TABLES = """
CREATE TABLE entries (
    sequence INTEGER PRIMARY KEY, seat TEXT NOT NULL, nth INTEGER NOT NULL, kind TEXT NOT NULL,
    statement BLOB NOT NULL, signature BLOB NOT NULL CHECK (length(signature) = 64),
    nodes BLOB NOT NULL CHECK (length(nodes) > 0 AND length(nodes) % 32 = 0), UNIQUE (seat, nth)
) STRICT;
CREATE TABLE notes (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE TABLE lines (number INTEGER PRIMARY KEY, size INTEGER NOT NULL REFERENCES notes, line TEXT NOT NULL) STRICT;
CREATE TRIGGER entries_next BEFORE INSERT ON entries
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence) + 1, 0) FROM entries)
    OR NEW.nth IS NOT (SELECT coalesce(max(nth) + 1, 1) FROM entries WHERE seat = NEW.seat)
    BEGIN SELECT RAISE(ABORT, 'an entry is added behind the last one, and nowhere else'); END;
CREATE TRIGGER notes_next BEFORE INSERT ON notes
    WHEN NEW.size IS NULL OR NEW.size <= (SELECT coalesce(max(size), 0) FROM notes)
    BEGIN SELECT RAISE(ABORT, 'a checkpoint is added behind the last one, and nowhere else'); END;
CREATE TRIGGER lines_next BEFORE INSERT ON lines
    WHEN NEW.number IS NOT (SELECT coalesce(max(number) + 1, 0) FROM lines)
    BEGIN SELECT RAISE(ABORT, 'a line is added behind the last one, and nowhere else'); END;
"""
POSTGRES_TABLES = """
CREATE TABLE entries (
    sequence bigint PRIMARY KEY, seat text NOT NULL, nth bigint NOT NULL, kind text NOT NULL,
    statement bytea NOT NULL, signature bytea NOT NULL CHECK (length(signature) = 64),
    nodes bytea NOT NULL CHECK (length(nodes) > 0 AND length(nodes) % 32 = 0), UNIQUE (seat, nth)
);
CREATE TABLE notes (size bigint PRIMARY KEY, note text NOT NULL);
CREATE TABLE lines (number bigint PRIMARY KEY, size bigint NOT NULL REFERENCES notes, line text NOT NULL);
CREATE FUNCTION entries_next() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence) + 1, 0) FROM entries)
    OR NEW.nth IS DISTINCT FROM (SELECT coalesce(max(nth) + 1, 1) FROM entries WHERE seat = NEW.seat) THEN
        RAISE EXCEPTION 'an entry is added behind the last one, and nowhere else';
    END IF; RETURN NEW; END $$;
CREATE TRIGGER entries_next BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_next();
CREATE FUNCTION notes_next() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    IF NEW.size IS NULL OR NEW.size <= (SELECT coalesce(max(size), 0) FROM notes) THEN
        RAISE EXCEPTION 'a checkpoint is added behind the last one, and nowhere else';
    END IF; RETURN NEW; END $$;
CREATE TRIGGER notes_next BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION notes_next();
CREATE FUNCTION lines_next() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number) + 1, 0) FROM lines) THEN
        RAISE EXCEPTION 'a line is added behind the last one, and nowhere else';
    END IF; RETURN NEW; END $$;
CREATE TRIGGER lines_next BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION lines_next();
CREATE FUNCTION for_good() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    RAISE EXCEPTION 'what is on the record is neither changed nor removed'; END $$;
"""
TABLES = ("entries", "notes", "lines", "migrations")
SQLITE_FOR_GOOD = """
CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table}
    BEGIN SELECT RAISE(ABORT, 'what is on the record is neither changed nor removed'); END;
"""
POSTGRES_FOR_GOOD = """
CREATE TRIGGER {table}_for_good BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION for_good();
REVOKE ALL ON {table} FROM PUBLIC;
"""


def _sqlite_for_good() -> str:
    return "".join(SQLITE_FOR_GOOD.format(table=t, change=c) for t in TABLES for c in ("UPDATE", "DELETE"))


SQLITE = (
    ("0001-tables", SQLITE_TABLES),
    ("0002-nothing-is-changed-or-removed", _sqlite_for_good()),
)
POSTGRES = (
    ("0001-tables", POSTGRES_TABLES),
    ("0002-nothing-is-changed-or-removed", "".join(POSTGRES_FOR_GOOD.format(table=table) for table in TABLES)),
)


def missing(steps: Sequence[tuple[str, str]], taken: Collection[str]) -> list[tuple[str, str]]:
    """Return the steps that are still to be taken.

    Raises:
        ValueError: Steps were taken that this version does not know: a later one made these tables.
    """
    known = [name for name, _ in steps]
    if later := sorted(set(taken) - set(known)):
        raise ValueError(f"made by a later version of détente (migration {later[0]}); expected at most {known[-1]}")
    return [(name, text) for name, text in steps if name not in taken]


def statements(text: str) -> list[str]:
    """Return the statements of a migration for SQLite, one by one."""
    found, begun = [], ""
    for line in text.strip().splitlines():
        begun += line + "\n"
        if sqlite3.complete_statement(begun):
            found.append(begun)
            begun = ""
    return found
