"""Positions on a record: sealed by a delegation, opened by whoever they are sealed for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from detente.case.model import Case
from detente.talks.help.proposed_texts import book_of, delegation_of, said_on
from detente.talks.help.stated_positions import POSITIONS, PositionsError, StatedPositions
from detente.talks.record.signed_entries import SeatStatement
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.key_files import SeatKeys
from detente.talks.seats.sealing import ALIKE, SEALED, SealError, readers, seal, unseal


def sealed(record: TalksRecord, stated: StatedPositions, to: Collection[str]) -> dict[str, Any]:
    """Return the body of the entry that seals positions.

    Args:
        record: The record.
        stated: The positions.
        to: Seats or delegations that can read them.

    Raises:
        SealError: One of them cannot read.
    """
    return seal(POSITIONS, stated.body, readers(book_of(record).roster, sorted(to)), ALIKE)


class DatedPositions(NamedTuple):
    """Positions of a delegation, and when it sealed them, in UTC."""

    time: str
    stated: StatedPositions


def read_positions(where: str, body: Mapping[str, Any], seat: str, own: str, case: Case) -> StatedPositions:
    """Return positions that were unsealed.

    Args:
        where: Where they were found.
        body: What was unsealed.
        seat: Who sealed it.
        own: The party that this seat speaks for; empty for none.
        case: The case.

    Raises:
        PositionsError: They do not fit the case, or are those of another party.
    """
    if body.get("party") != own or not own:
        raise PositionsError(f"{where}: {seat} speaks for {own or 'no party'}, not {body.get('party')!r}")
    try:
        return StatedPositions.of(body, case)
    except PositionsError as error:
        raise PositionsError(f"{where}: {error}") from None


def dated_positions(
    sealed_ones: Iterable[tuple[int, SeatStatement]], book: RuleBook, keys: SeatKeys, case: Case
) -> dict[str, DatedPositions]:
    """Return the last positions of each delegation that these keys open, with their times.

    Args:
        sealed_ones: What is sealed on a record, with the numbers of entries, in their order.
        book: The book of rules that has followed the record.
        keys: Keys of whoever asks.
        case: The case.

    Raises:
        PositionsError: Positions do not fit the case, or are those of another party than that of the seat.
    """
    found = {}
    for number, said in sealed_ones:
        if keys.key.seat not in said.body["to"]:
            continue
        try:
            kind, body = unseal(said.body, keys)
        except SealError:  # sealed for keys that were replaced since
            continue
        if kind == POSITIONS:
            own = delegation_of(book, said.seat)
            found[own] = DatedPositions(said.time, read_positions(f"entry {number}", body, said.seat, own, case))
    return found


def opened_positions(record: TalksRecord, keys: SeatKeys, case: Case) -> dict[str, StatedPositions]:
    """Return the last positions of each delegation that these keys open.

    Args:
        record: The record.
        keys: Keys of whoever asks.
        case: The case.

    Raises:
        PositionsError: Positions do not fit the case, or are those of another party than that of the seat.
    """
    found = dated_positions(said_on(record, kinds=[SEALED]), book_of(record), keys, case)
    return {own: dated.stated for own, dated in found.items()}
