"""Entries that the steps of talks make: what was typed becomes a body, and is signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from detente.cli import UsageProblemError
from detente.cli.output import say
from detente.cli.record_places import record_at
from detente.cli.record_work import signer_of


def said(text: str | None, file: Path | None) -> str:
    """Return the words that were given, themselves or in a file.

    Raises:
        UsageProblemError: None were given, or twice.
    """
    if (text is None) == (file is None):
        raise UsageProblemError("what is said: expected --text or --file, one of them")
    if text is not None:
        return text
    assert file is not None
    try:
        return file.read_text(encoding="utf-8-sig")
    except ValueError as error:
        raise UsageProblemError(f"{file}: {error}") from None


def package_in(text: str) -> dict[str, str]:
    """Return issue → option.

    Raises:
        UsageProblemError: The text is no package.
    """
    found = {}
    for part in text.split(","):
        issue, equals, option = (piece.strip() for piece in part.partition("="))
        if not (issue and equals and option) or issue in found:
            raise UsageProblemError(f"--package: found {part.strip()!r}; expected ISSUE=OPTION,…, each issue once")
        found[issue] = option
    return found


def moment(text: str, option: str) -> str:
    """Return a time as the record has it; a day alone means its end, a time without a zone is in UTC.

    Raises:
        UsageProblemError: It is none.
    """
    try:
        day = len(text) == len("2021-09-30")
        found = datetime.fromisoformat(f"{text}T23:59:59" if day else text)
    except ValueError:
        raise UsageProblemError(f"{option}: found {text!r}; expected 2021-09-30 or 2021-09-30T12:00Z") from None
    from detente.talks.record.signed_entries import time_text

    return time_text((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def made(place: str, kind: str, body: Mapping[str, Any], key_file: Path, passphrase_file: Path | None) -> None:
    """Sign an entry, add it to the record, and say its number."""
    with record_at(place) as record:
        entry = record.append(signer_of(key_file, passphrase_file, record.origin), kind, body)
        say(f"Entry {entry.sequence}")


def accepted(place: str, proposal: int, key_file: Path, passphrase_file: Path | None) -> None:
    """Accept a proposal as it stands."""
    with record_at(place) as record:
        from detente.talks.help.proposed_texts import book_of

        of = book_of(record).courses.get(proposal)
        body = {"proposal": proposal, "version": of.version if of else proposal}
        entry = record.append(signer_of(key_file, passphrase_file, record.origin), "acceptance", body)
        say(f"Entry {entry.sequence}: text {body['version']} of proposal {proposal}")
