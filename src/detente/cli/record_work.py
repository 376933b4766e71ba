"""`detente talks open`, `invite`, `join`, `append` and others that add to a record."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.cli import UsageProblemError
from detente.cli.output import note, say
from detente.cli.record_places import absent, key_given, keys_in, passphrase, record_at, told, written

Said = tuple[str | None, Path | None]


def open_record(
    place: str, name: str, about: tuple[str, str | None, str | None], key_file: Path, passphrase_file: Path | None
) -> None:
    """Open a new record and write its key.

    Args:
        place: The record.
        name: Its name.
        about: Its title; the case, if one is named; and the day on which an exercise begins, if it is one.
        key_file: File for the key of the record.
        passphrase_file: File with the passphrase.
    """
    with told():
        from detente.talks.record.signed_notes import NoteKey, proper_name
        from detente.talks.record.stores import opened_store
        from detente.talks.record.talks_record import TalksRecord
        from detente.talks.rules.rulebook import RuleBook
        from detente.talks.seats.key_files import new_keys, save_keys

        absent(key_file)
        if not proper_name(name):
            raise UsageProblemError(f"--name: found {name!r}; expected a name without spaces and plus signs")
        opening = _opening(*about)
        keys = new_keys(name, name, seals=False)
        store = opened_store(place, new=True)
        try:
            save_keys(key_file, keys, passphrase(passphrase_file, new=True))
            TalksRecord.new(store, RuleBook(), keys.key, opening)
        except BaseException:
            store.close()
            if "://" not in place:
                Path(place).unlink(missing_ok=True)
            raise
        store.close()
    say(f"The record {name} is open. Its key, by which everybody knows it:")
    say(NoteKey(name, keys.key.public).text)


def _opening(title: str, case_name: str | None, plays_from: str | None) -> dict[str, Any]:
    """Return what an opening says: a title, the case that talks are about, the day on which an exercise begins.

    Raises:
        UsageProblemError: That is no day, or one before the day of the case.
    """
    from detente.outcomes.opening import read
    from detente.talks.help.case_packages import opening_of
    from detente.talks.rules.days_of_play import PLAYS_FROM, first_day

    case = None if case_name is None else read(case_name)
    opening = {"title": title, **({} if case is None else opening_of(case))}
    if plays_from is None:
        return opening
    opening[PLAYS_FROM] = plays_from
    begins = first_day(opening)
    if begins is None:
        raise UsageProblemError(f"--plays-from: found {plays_from!r}; expected a day such as 2021-08-31")
    if case is not None and begins < case.date:
        raise UsageProblemError(
            f"--plays-from: found {begins}, before {case.date}, the day of the case; expected that or a later day"
        )
    return opening


def invite_to(
    place: str, seat: str, role: str, delegation: str, key_file: Path, passphrase_file: Path | None, out: Path
) -> None:
    """Invite somebody to a seat."""
    with record_at(place) as record:
        from detente.talks.seats.invitations import invite

        absent(out)
        letter = invite(record, signer_of(key_file, passphrase_file, record.origin), seat, role, delegation)
        written(letter.text, out)
        out.chmod(0o600)
    note("Whoever holds this file can take the seat, once: hand it over by a way that you trust.")


def join_by(place: str, invitation: Path, out: Path, passphrase_file: Path | None) -> None:
    """Take the seat of an invitation."""
    with record_at(place) as record:
        from detente.talks.seats.invitations import InvitationLetter, join
        from detente.talks.seats.key_files import KeyFileError, new_keys, save_keys

        absent(out)
        try:
            letter = InvitationLetter.of(invitation.read_text(encoding="utf-8", errors="replace"))
        except KeyFileError as error:
            raise UsageProblemError(f"{invitation}: {error}") from None
        own = record.judge.record_key
        if letter.record != record.origin or own is None or own.text != letter.record_key:
            raise UsageProblemError(f"{invitation}: an invitation to another record than {record.origin}")
        keys = new_keys(record.origin, letter.seat)
        save_keys(out, keys, passphrase(passphrase_file, new=True))
        try:
            entry = join(record, letter, keys)
        except BaseException:
            out.unlink()
            raise
        say(f"Entry {entry.sequence}: {letter.seat} has joined. Keys: {out}")


def rotate_keys(place: str, key_file: Path, out: Path, passphrase_file: Path | None) -> None:
    """Replace the keys of a seat by new ones."""
    with record_at(place) as record:
        from detente.talks.seats.invitations import rotate
        from detente.talks.seats.key_files import new_keys, save_keys

        absent(out)
        old = keys_in(key_file, passphrase_file)
        new = new_keys(record.origin, old.key.seat, bool(old.identity))
        save_keys(out, new, passphrase(passphrase_file))
        entry = rotate(record, of_record(old, record.origin), new)
        say(f"Entry {entry.sequence}: {old.key.seat} has new keys: {out}")
    note("Keep the old file: what was sealed before is opened with it.")


def revoke_key(place: str, seat: str, reason: str, key_file: Path, passphrase_file: Path | None) -> None:
    """Revoke the key of a seat."""
    with record_at(place) as record:
        from detente.talks.seats.invitations import revoke

        entry = revoke(record, signer_of(key_file, passphrase_file, record.origin), seat, reason)
        say(f"Entry {entry.sequence}: the key of {seat} signs no more.")


def append_entry(
    place: str, kind: str, said: Said, to: Sequence[str], key_file: Path, passphrase_file: Path | None
) -> None:
    """Sign an entry and add it."""
    body = _body(*said)
    with record_at(place) as record:
        from detente.talks.rules.rulebook import RuleBook

        signer = signer_of(key_file, passphrase_file, record.origin)
        if to:
            from detente.talks.seats.sealing import SEALED, readers, seal

            assert isinstance(record.judge, RuleBook)
            kind, body = SEALED, seal(kind, body, readers(record.judge.roster, to))
        entry = record.append(signer, kind, body)
        say(f"Entry {entry.sequence}")


def _body(text: str | None, file: Path | None) -> dict[str, Any]:
    """Return the body that was given.

    Raises:
        UsageProblemError: None was given, or two, or it is none.
    """
    if (text is None) == (file is None):
        raise UsageProblemError("what is said: expected --text or --file, one of them")
    if file is None:
        return {"text": text}
    try:
        raw = file.read_text(encoding="utf-8-sig")
        body = json.loads(raw) if file.suffix.lower() == ".json" else {"text": raw}
    except ValueError as error:
        raise UsageProblemError(f"{file}: {error}") from None
    if not isinstance(body, dict):
        raise UsageProblemError(f"{file}: found {type(body).__name__}; expected an object of JSON")
    return body


def signer_of(key_file: Path, passphrase_file: Path | None, origin: str) -> Any:
    """Return the seat and the key that sign, of this record."""
    return of_record(keys_in(key_file, passphrase_file), origin)


def of_record(keys: Any, origin: str) -> Any:
    """Return the seat and the key that sign, if the keys are those of this record.

    Raises:
        UsageProblemError: They are those of another one.
    """
    from detente.talks.record.talks_record import RECORD, SeatKey

    if keys.record != origin:
        raise UsageProblemError(f"the keys are those of {keys.record!r}; this record is {origin!r}")
    return SeatKey(RECORD, keys.key.private) if keys.key.seat == origin else keys.key


def make_checkpoint(
    place: str, key_file: Path | None, passphrase_file: Path | None, since: int | None, out: Path | None
) -> None:
    """Make a checkpoint, or show the last one, as it is or as a request to a witness."""
    with record_at(place) as record:
        if out is not None:
            absent(out)
        if key_file is not None:
            record.checkpoint(keys_in(key_file, passphrase_file).key.private)
        found = record.latest() if since is None else record.request(since).text
        if found is None:
            raise UsageProblemError("there is no checkpoint yet; expected --key with the key of the record")
        written(found, out)


def make_witness_key(name: str, out: Path, passphrase_file: Path | None) -> None:
    """Make the key of a witness."""
    with told():
        from detente.talks.record.signed_notes import COSIGNATURE, NoteKey, proper_name
        from detente.talks.seats.key_files import new_keys, save_keys

        absent(out)
        if not proper_name(name):
            raise UsageProblemError(f"NAME: found {name!r}; expected a name without spaces and plus signs")
        keys = new_keys("", name, seals=False)
        save_keys(out, keys, passphrase(passphrase_file, new=True))
        say(NoteKey(name, keys.key.public, COSIGNATURE).text)


def witness_record(
    request: str, key_file: Path, record_key: str, memory: Path, passphrase_file: Path | None, out: Path | None
) -> None:
    """Check a record, or a request, as a witness, and sign its checkpoint."""
    with told():
        from detente.talks.record.checkpoints import WitnessRequest, opened
        from detente.talks.record.stores.sqlite_store import is_sqlite
        from detente.talks.record.witness import RecordWitness

        key = key_given(record_key)
        keys = keys_in(key_file, passphrase_file)
        witness = RecordWitness(memory, keys.key.private, keys.key.seat)
        if "://" not in request and not is_sqlite(Path(request)):
            asked = WitnessRequest.of(Path(request).read_text(encoding="utf-8"))
            written(witness.sign(asked, key, int(time.time())).text, out)
            return
    with record_at(request) as record:
        asked = record.request(witness.seen(record.origin)[0])
        line = witness.sign(asked, key, int(time.time()))
        size = opened(asked.checkpoint, key)[0].size
        record.add_line(size, line, witness.key)
        written(line.text, out)
