"""How the workbench is set up: where its cases and its state are, and who may reach it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from detente.web.database import sqlite_url

OWN = "cases"  # folder of somebody's own cases
ACCOUNTS = "accounts"  # folder of the folders of accounts, in a shared workbench
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class WebSettings:
    """How a workbench is set up.

    Attributes:
        folder: Folder of the user's own cases and of the state.
        hosts: Names under which it may be addressed; others are refused, so that no other site can speak to it.
        port: Its port.
        worlds: How many worlds a full answer takes.
        first: How many worlds a first answer takes.
        seed: Seed of the worlds.
        most: Bytes that a request may have.
        secret: Key of its tokens; a new one for each start unless given (`kept_secret`).
        shared: Whether several people use it, each with an account and a folder of cases; then only over TLS.
        state: URL of the database for its state; a SQLite file in the folder if empty.
    """

    folder: Path
    hosts: tuple[str, ...] = LOOPBACK
    port: int = 8421
    worlds: int = 2000
    first: int = 200
    seed: int = 1
    most: int = 4 * 2**20
    secret: bytes = field(default_factory=lambda: token_bytes(32), repr=False)
    shared: bool = False
    state: str = field(default="", repr=False)

    @property
    def tokens_only(self) -> tuple[str, ...]:
        """Where addresses begin that heed no cookie: nowhere."""
        return ()

    @property
    def authorities(self) -> frozenset[str]:
        """Every host with and without the port, as a browser names it."""
        return frozenset({*self.hosts, *(f"{host}:{self.port}" for host in self.hosts)})

    @property
    def database(self) -> str:
        """URL of the database for the state."""
        return self.state or sqlite_url(self.folder / "workbench.sqlite")

    def cases_of(self, account: str) -> Path:
        """Return the folder of the cases of an account; of the workbench itself where it is not shared."""
        return self.folder / ACCOUNTS / account / OWN if self.shared else self.folder / OWN


def kept_secret(folder: Path) -> bytes:
    """Return the key of a folder's workbench, which only its owner can read; made the first time."""
    path = folder / "secret"
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(token_bytes(32))
    return path.read_bytes()
