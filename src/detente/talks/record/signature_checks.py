"""Many signatures checked at once, by several processes where that is faster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.talks.record.signed_entries import is_signed
from detente.workers import Handed, workers

MANY = 20_000  # below which starting processes takes longer
CHUNK = 5_000


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


def wrong_ones(checks: Sequence[SignatureCheck]) -> Iterator[SignatureCheck]:
    """Yield those whose signature is not that of the key, in their order."""
    processes = min(os.cpu_count() or 1, len(checks) // CHUNK)
    if len(checks) < MANY or processes < 2:
        yield from (checks[k] for k in _wrong(checks))
        return
    chunks = [checks[k : k + CHUNK] for k in range(0, len(checks), CHUNK)]
    with workers(processes) as pool:
        handed = [Handed(pool, _wrong, chunk) for chunk in chunks]
        for chunk, one in zip(chunks, handed, strict=True):
            yield from (chunk[k] for k in one.result())


def _wrong(checks: Sequence[SignatureCheck]) -> list[int]:
    return [k for k, one in enumerate(checks) if not is_signed(one.statement, one.signature, one.public)]
