"""Many signatures checked while others are still gathered: by other processes where there are many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import NamedTuple

from detente.talks.record.signed_entries import is_signed
from detente.workers import Handed, workers

MANY = 20_000  # below which starting processes takes longer
CHUNK = 2_000


class SignatureCheck(NamedTuple):
    """A signature that is to be checked.

    Attributes:
        sequence: Number of the entry.
        seat: Who should have signed.
        public: The public key.
        statement: What was signed.
        signature: The signature.
    """

    sequence: int
    seat: str
    public: bytes
    statement: bytes
    signature: bytes


class SignatureChecks:
    """Signatures that are gathered, and checked meanwhile where there are processes for it."""

    def __init__(self, pool: Executor | None = None) -> None:
        """Start with none.

        Args:
            pool: Who checks them meanwhile; None if nobody does.
        """
        self._pool = pool
        self._gathered: list[SignatureCheck] = []
        self._handed: list[tuple[list[SignatureCheck], Handed[list[int]]]] = []

    def add(self, check: SignatureCheck) -> None:
        """Take one more."""
        self._gathered.append(check)
        if self._pool is not None and len(self._gathered) == CHUNK:
            self._handed.append((self._gathered, Handed(self._pool, _wrong, _signed(self._gathered))))
            self._gathered = []

    def wrong_ones(self) -> Iterator[SignatureCheck]:
        """Yield those whose signature is not that of the key, in their order.

        What nobody has begun is checked here, from the last on, while others go on from the first.
        """
        last = _wrong(_signed(self._gathered))
        here: dict[int, list[int]] = {}
        for place, (chunk, one) in reversed([*enumerate(self._handed)]):
            if one.cancel():
                here[place] = _wrong(_signed(chunk))
        for place, (chunk, one) in enumerate(self._handed):
            yield from (chunk[k] for k in (here[place] if place in here else one.result()))
        yield from (self._gathered[k] for k in last)


@contextmanager
def signature_checks(expected: int) -> Iterator[SignatureChecks]:
    """Start checking signatures, with other processes where about so many are expected that it is faster."""
    others = min((os.cpu_count() or 1) - 1, expected // CHUNK)
    if expected < MANY or others < 1:
        yield SignatureChecks()
        return
    with workers(others) as pool:
        yield SignatureChecks(pool)


def _signed(checks: list[SignatureCheck]) -> list[tuple[bytes, bytes, bytes]]:
    """Return what is needed to check signatures, in a form that is quickly handed over."""
    return [(one.statement, one.signature, one.public) for one in checks]


def _wrong(signed: list[tuple[bytes, bytes, bytes]]) -> list[int]:
    return [k for k, one in enumerate(signed) if not is_signed(*one)]
