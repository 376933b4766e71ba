"""What the commands about talks share: opening a record, reading keys, and errors that say what to do."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.cli import UsageProblemError
from detente.cli.output import say

if TYPE_CHECKING:
    from detente.talks.record.signed_notes import NoteKey
    from detente.talks.record.talks_record import TalksRecord
    from detente.talks.seats.key_files import SeatKeys

VARIABLE = "DETENTE_PASSPHRASE"
EXTRA = {"cryptography", "nacl", "argon2", "pyrage", "psycopg", "icalendar"}
SHORTEST = 8
RANGE = re.compile(r"(\d+)(?:-(\d+))?")


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong with a record or a key into words for whoever called.

    Raises:
        UsageProblemError: It did go wrong, or the packages for talks are not installed.
    """
    try:
        from detente.talks.help.help_error import HelpError
        from detente.talks.record.judging_entries import RefusedError
        from detente.talks.record.merkle import ProofError
        from detente.talks.record.signed_notes import NoteError
        from detente.talks.record.stores.store import StorageError
        from detente.talks.record.witness import WitnessError
        from detente.talks.seats.key_files import KeyFileError
        from detente.talks.seats.sealing import SealError

        try:
            yield
        except (
            *(HelpError, KeyFileError, NoteError, ProofError, RefusedError, SealError, StorageError, WitnessError),
        ) as error:
            raise UsageProblemError(str(error)) from None
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in EXTRA:
            raise
        raise UsageProblemError(f"Talks need the package {error.name}: pip install 'detente[talks]'") from None


@contextmanager
def record_at(place: str) -> Iterator[TalksRecord]:
    """Open a record, and let go of it at the end."""
    with told():
        from detente.talks.record.stores import opened_store
        from detente.talks.record.talks_record import TalksRecord
        from detente.talks.rules.rulebook import RuleBook

        store = opened_store(place)
        try:
            yield TalksRecord(store, RuleBook())
        finally:
            store.close()


def passphrase(file: Path | None, new: bool = False) -> str:
    """Return the passphrase: from a file, the surroundings, or whoever sits there.

    Args:
        file: The file; its first line is the passphrase.
        new: Whether it is a new one, which is asked for twice.

    Raises:
        UsageProblemError: There is none, or nobody to be asked.
    """
    if file is not None:
        found = file.read_text(encoding="utf-8").partition("\n")[0]
    elif VARIABLE in os.environ:
        found = os.environ[VARIABLE]
    elif sys.stdin is not None and sys.stdin.isatty():
        found = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    else:
        raise UsageProblemError(f"a passphrase is needed: --passphrase-file FILE, or set {VARIABLE}")
    if new and len(found) < SHORTEST:
        raise UsageProblemError(f"the passphrase has {len(found)} letters; expected at least {SHORTEST}")
    return found


def keys_in(file: Path, passphrase_file: Path | None) -> SeatKeys:
    """Return the keys in a file."""
    from detente.talks.seats.key_files import described, read_keys

    described(file)  # so that nobody is asked for the passphrase of a file that is none
    return read_keys(file, passphrase(passphrase_file))


def key_given(given: str) -> NoteKey:
    """Return a public key that was given, itself or in a file."""
    from detente.talks.record.signed_notes import NoteKey

    path = Path(given)
    if "+" not in given or path.is_file():
        return NoteKey.of(path.read_text(encoding="utf-8").partition("\n")[0])
    return NoteKey.of(given)


def written(text: str, out: Path | None) -> None:
    """Print a text, or write it to a new file and say so.

    Raises:
        UsageProblemError: There is such a file.
    """
    if out is None:
        say(text.removesuffix("\n"))
        return
    from detente.case.saving import save

    absent(out)
    save(out, text.encode(), replaces=False)
    say(f"Written to {out}")


def absent(path: Path) -> None:
    """Make sure that a file is not there yet, and could be.

    Raises:
        UsageProblemError: It is, or its folder is not there.
    """
    if os.path.lexists(path) or not path.parent.is_dir():
        found = "which is there already" if os.path.lexists(path) else "whose folder is not there"
        raise UsageProblemError(f"found {str(path)!r}, {found}; expected a new file")


def numbers(text: str, option: str) -> set[int]:
    """Return the numbers of entries that were named.

    Raises:
        UsageProblemError: They are no numbers.
    """
    found: set[int] = set()
    for part in text.split(","):
        match = RANGE.fullmatch(part.strip())
        if match is None:
            raise UsageProblemError(f"{option}: found {part.strip()!r}; expected numbers such as 4,7-9")
        first = int(match[1])
        found |= set(range(first, int(match[2] or first) + 1))
    return found
