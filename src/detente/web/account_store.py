"""AccountStore: who may use a shared workbench, and who is signed in."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from hashlib import sha256
from secrets import token_urlsafe
from time import time

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import BigInteger, Column, Connection, Engine, String, Table, Text, insert, select
from sqlalchemy import delete as deleting

from detente.web.database import TABLES

ACCOUNTS = Table(
    "accounts",
    TABLES,
    Column("name", String(64), primary_key=True),
    Column("passphrase", Text, nullable=False),  # hashed
)
SIGN_INS = Table(
    "sign_ins",
    TABLES,
    Column("digest", String(64), primary_key=True),
    Column("account", String(64), nullable=False, index=True),
    Column("used_by", String(8), nullable=False),
    Column("until", BigInteger, nullable=False),
)
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
SHORTEST = 12  # letters of a passphrase
LONGEST = 1024  # letters of it that are looked at
BROWSER, SCRIPT = "browser", "script"
LASTING = {BROWSER: 12 * 3600, SCRIPT: 90 * 86_400}  # seconds
AT_A_TIME = 2  # passphrases that are worked on; each takes 64 MiB


class AccountError(ValueError):
    """An account cannot be made as it was asked for."""


class AccountStore:
    """Accounts with passphrases hashed by Argon2id, and sign-ins, of which only digests are kept.

    Whoever reads the database can neither sign in nor take over a sign-in.
    """

    def __init__(self, engine: Engine) -> None:
        """Keep them in a database."""
        self._engine = engine
        self._hasher = PasswordHasher()
        self._working = threading.BoundedSemaphore(AT_A_TIME)
        self._nobody = self._hasher.hash(token_urlsafe(32))

    def names(self) -> Iterator[str]:
        """Yield the names of accounts, in order."""
        with self._engine.connect() as there:
            yield from there.execute(select(ACCOUNTS.c.name).order_by(ACCOUNTS.c.name)).scalars()

    def put(self, name: str, passphrase: str) -> None:
        """Make an account, or give it another passphrase, which ends all its sign-ins.

        Raises:
            AccountError: The name cannot be one, or the passphrase is too short or too long.
        """
        if not NAME.fullmatch(name):
            raise AccountError(f"found the account {name[:60]!r}; expected small letters, digits and hyphens")
        if not SHORTEST <= len(passphrase) <= LONGEST:
            raise AccountError(f"the passphrase has {len(passphrase)} letters; expected {SHORTEST} to {LONGEST:,}")
        hashed = self._hasher.hash(passphrase)
        with self._engine.begin() as there:
            self._forget(there, name)
            there.execute(insert(ACCOUNTS).values(name=name, passphrase=hashed))

    def remove(self, name: str) -> bool:
        """Remove an account with its sign-ins, and return whether there was one; its cases stay where they are."""
        with self._engine.begin() as there:
            return self._forget(there, name)

    def known(self, name: str, passphrase: str) -> bool:
        """Return whether an account has a passphrase; that there is no such account takes as long to find out."""
        with self._engine.connect() as there:
            found = there.execute(select(ACCOUNTS.c.passphrase).where(ACCOUNTS.c.name == name[:64])).scalar()
        with self._working:
            try:
                return self._hasher.verify(found or self._nobody, passphrase[:LONGEST]) and found is not None
            except VerificationError:
                return False

    def sign_in(self, name: str, used_by: str = BROWSER) -> str:
        """Return the token of a new sign-in; it is not kept, only its digest is."""
        token = token_urlsafe(32)
        with self._engine.begin() as there:
            there.execute(deleting(SIGN_INS).where(SIGN_INS.c.until < int(time())))
            until = int(time()) + LASTING[used_by]
            there.execute(insert(SIGN_INS).values(digest=digest(token), account=name, used_by=used_by, until=until))
        return token

    def signed_in(self, token: str, used_by: str = BROWSER) -> str | None:
        """Return whose sign-in a token is, if it still holds."""
        which = (SIGN_INS.c.digest == digest(token), SIGN_INS.c.used_by == used_by, SIGN_INS.c.until >= int(time()))
        with self._engine.connect() as there:
            return there.execute(select(SIGN_INS.c.account).where(*which)).scalar()

    def sign_out(self, token: str) -> None:
        """End a sign-in."""
        with self._engine.begin() as there:
            there.execute(deleting(SIGN_INS).where(SIGN_INS.c.digest == digest(token)))

    def end_scripts(self, name: str) -> None:
        """End every key of an account for scripts."""
        with self._engine.begin() as there:
            there.execute(deleting(SIGN_INS).where(SIGN_INS.c.account == name, SIGN_INS.c.used_by == SCRIPT))

    @staticmethod
    def _forget(there: Connection, name: str) -> bool:
        there.execute(deleting(SIGN_INS).where(SIGN_INS.c.account == name))
        return bool(there.execute(deleting(ACCOUNTS).where(ACCOUNTS.c.name == name)).rowcount)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()
