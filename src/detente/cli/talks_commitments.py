"""`detente talks commit`: what a side will do by when, and what others may suspend if it is not kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli import UsageProblemError
from detente.cli.output import note, say
from detente.cli.record_places import record_at
from detente.cli.record_work import signer_of

if TYPE_CHECKING:
    from detente.talks.record.talks_record import TalksRecord


def commit(
    place: str, body: Mapping[str, Any], case_name: str | None, key_file: Path, passphrase_file: Path | None
) -> None:
    """Sign a commitment, add it to the record, and say its number.

    Args:
        place: The record.
        body: What is committed to.
        case_name: The case that names the snapback where the body does not; None for no snapback.
        key_file: Keys of the seat.
        passphrase_file: File with their passphrase.

    Raises:
        UsageProblemError: The case cannot name it, or the entry may not be made.
    """
    with record_at(place) as record:
        if case_name is not None and "snapback" not in body:
            body = {**body, **_named(record, body["proposal"], case_name, key_file)}
        for remark in _late(record, body["due"]):
            note(remark)
        entry = record.append(signer_of(key_file, passphrase_file, record.origin), "commitment", body)
        say(f"Entry {entry.sequence}")


def _late(record: TalksRecord, due: str) -> Iterator[str]:
    """Yield that a day is over, if it is; what is no day the rules will refuse."""
    from detente.talks.help.proposed_texts import book_of
    from detente.talks.record.signed_entries import time_text

    today = book_of(record).day_of(time_text(time.time()))
    if len(due) == len(today) and due < today:
        yield f"This day is over: found --due {due}, and today is {today}; the commitment is overdue at once."


def _named(record: TalksRecord, proposal: int, case_name: str, key_file: Path) -> dict[str, str]:
    """Return the snapback by the case, once it has been said; nothing where there is none, or the entry is refused."""
    from detente.outcomes.opening import read
    from detente.talks.help.help_error import HelpError
    from detente.talks.help.named_snapbacks import NOTHING, NamedSnapbacks
    from detente.talks.help.proposed_texts import book_of, delegation_of, standing
    from detente.talks.seats.key_files import described

    book, snapbacks = book_of(record), NamedSnapbacks(read(case_name))
    party = delegation_of(book, described(key_file)["seat"])
    text = next((one for one in standing(book, "in force") if one.number == proposal), None)
    if text is None or not party:
        return {}
    try:
        said = snapbacks.text(party, text.body["package"])
    except HelpError as error:
        raise UsageProblemError(f"--case {case_name}: {error}") from None
    if said == NOTHING:
        note(f"No snapback is signed. By {snapbacks.case.id} in {snapbacks.worlds} worlds: {said}")
        return {}
    note(f"Snapback, by {snapbacks.case.id} in {snapbacks.worlds} worlds: {said}")
    return {"snapback": said}
