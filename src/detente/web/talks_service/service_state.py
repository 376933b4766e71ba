"""What the service keeps beside the record: keys under passphrases, private posts, drafts; it can read none of them."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS keys (seat TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS drafts (seat TEXT, slot TEXT, sealed BLOB NOT NULL, PRIMARY KEY (seat, slot)) STRICT;
CREATE TABLE IF NOT EXISTS posts (number INTEGER PRIMARY KEY, box TEXT NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TRIGGER IF NOT EXISTS posts_stay BEFORE UPDATE ON posts BEGIN SELECT raise(ABORT, 'posts are not changed'); END;
CREATE TRIGGER IF NOT EXISTS posts_keep BEFORE DELETE ON posts BEGIN SELECT raise(ABORT, 'posts are not removed'); END;
"""


class ServiceState:
    """One file with what is kept for the seats."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it, for nobody else to read.

        Args:
            path: The file.
        """
        path.touch(mode=0o600, exist_ok=True)
        self._path = path
        self.posting = threading.Lock()  # held from reading the last post to adding the next
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {TABLES}")
        counted = self._rows("SELECT box, count(*) FROM posts GROUP BY box")
        self._posts = Counter(dict(counted))

    def _rows(self, text: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock, closing(self._connection.execute(text, values)) as found:
            return found.fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def keys(self, seat: str) -> str | None:
        """Return the keys of a seat as the text of a file, encrypted under its passphrase; None if none are kept."""
        return next((text for (text,) in self._rows("SELECT text FROM keys WHERE seat = ?", (seat,))), None)

    def keep_keys(self, seat: str, text: str) -> None:
        """Keep the keys of a seat in the place of those that it had."""
        self._rows("INSERT OR REPLACE INTO keys VALUES (?, ?)", (seat, text))

    def forget_keys(self, seat: str) -> None:
        """Keep the keys of a seat no longer."""
        self._rows("DELETE FROM keys WHERE seat = ?", (seat,))

    def draft(self, seat: str, slot: str) -> bytes | None:
        """Return the sealed draft of a seat for something that it writes; None if there is none."""
        found = self._rows("SELECT sealed FROM drafts WHERE seat = ? AND slot = ?", (seat, slot))
        return next((sealed for (sealed,) in found), None)

    def drafts(self, seat: str) -> list[str]:
        """Return what a seat has drafts for."""
        return [slot for (slot,) in self._rows("SELECT slot FROM drafts WHERE seat = ? ORDER BY slot", (seat,))]

    def keep_draft(self, seat: str, slot: str, sealed: bytes) -> None:
        """Keep a draft in the place of the one before."""
        self._rows("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (seat, slot, sealed))

    def forget_draft(self, seat: str, slot: str) -> None:
        """Keep a draft no longer."""
        self._rows("DELETE FROM drafts WHERE seat = ? AND slot = ?", (seat, slot))

    def add_post(self, box: str, sealed: bytes) -> None:
        """Add a sealed post to a box; it stays there."""
        self._rows("INSERT INTO posts (box, sealed) VALUES (?, ?)", (box, sealed))
        self._posts[box] += 1

    def posts(self, box: str) -> list[bytes]:
        """Return the sealed posts of a box in their order."""
        return [sealed for (sealed,) in self._rows("SELECT sealed FROM posts WHERE box = ? ORDER BY number", (box,))]

    def count(self, boxes: Sequence[str]) -> int:
        """Return how many posts there are in some boxes."""
        return sum(self._posts[box] for box in boxes)
