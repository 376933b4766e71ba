"""Positions on a record: sealed by a delegation, opened by whoever they are sealed for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from detente.case.model import Case
from detente.talks.help.proposed_texts import book_of, delegation_of, said_on
from detente.talks.help.stated_positions import POSITIONS, PositionsError, StatedPositions
from detente.talks.record.talks_record import TalksRecord
from detente.talks.seats.key_files import SeatKeys
from detente.talks.seats.sealing import SEALED, SealError, readers, seal, unseal


def sealed(record: TalksRecord, stated: StatedPositions, to: Collection[str]) -> dict[str, Any]:
    """Return the body of the entry that seals positions.

    Args:
        record: The record.
        stated: The positions.
        to: Seats or delegations that can read them.

    Raises:
        SealError: One of them cannot read.
    """
    return seal(POSITIONS, stated.body, readers(book_of(record).roster, sorted(to)))


def opened_positions(record: TalksRecord, keys: SeatKeys, case: Case) -> dict[str, StatedPositions]:
    """Return the last positions of each delegation that these keys open.

    Args:
        record: The record.
        keys: Keys of whoever asks.
        case: The case.

    Raises:
        PositionsError: Positions do not fit the case, or are those of another party than that of the seat.
    """
    book, found = book_of(record), {}
    for number, said in said_on(record, kinds=[SEALED]):
        if keys.key.seat not in said.body["to"]:
            continue
        try:
            kind, body = unseal(said.body, keys)
        except SealError:  # sealed for keys that were replaced since
            continue
        if kind != POSITIONS:
            continue
        own = delegation_of(book, said.seat)
        if body.get("party") != own:
            raise PositionsError(
                f"entry {number}: {said.seat} speaks for {own or 'no party'}, not {body.get('party')!r}"
            )
        try:
            found[own] = StatedPositions.of(body, case)
        except PositionsError as error:
            raise PositionsError(f"entry {number}: {error}") from None
    return found
