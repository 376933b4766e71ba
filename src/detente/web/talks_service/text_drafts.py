"""Drafts: what a seat was writing, sealed for itself alone, so that a closed tab or a lost line costs nothing.

They are kept by the service, not by the browser: a browser would keep them unencrypted, for whoever uses it next, and
would not have them on another machine. All are padded to one size.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.talks.record.canonical import NotCanonicalError, canonical, parsed
from detente.talks.seats.key_files import SeatKeys
from detente.talks.seats.sealing import SealError, opened_bytes, sealed_bytes
from detente.web.talks_service.service_state import ServiceState

SIZES = (65_536,)
LONGEST = 64  # letters of what a draft is for
MOST = 50  # drafts of a seat


def keep_draft(state: ServiceState, keys: SeatKeys, slot: str, fields: Mapping[str, str]) -> None:
    """Keep a draft of what a seat writes.

    Args:
        state: Where it is kept.
        keys: Keys of the seat.
        slot: What it is for, such as `letter` or `amendment/7`.
        fields: What was typed, by the name of the field.

    Raises:
        SealError: It is too long, or there are too many drafts.
    """
    kept = state.drafts(keys.key.seat)
    if slot not in kept and len(kept) >= MOST:
        raise SealError(f"{MOST} drafts are kept at most: send or drop some")
    state.keep_draft(keys.key.seat, slot, sealed_bytes(canonical(dict(fields)), [keys.recipient], SIZES))


def read_draft(state: ServiceState, keys: SeatKeys, slot: str) -> dict[str, str]:
    """Return what was typed, by the name of the field; nothing if there is no draft that these keys open."""
    sealed = state.draft(keys.key.seat, slot)
    if sealed is None:
        return {}
    try:
        said = parsed(opened_bytes(sealed, keys.identity))
    except (SealError, NotCanonicalError):
        return {}
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}
