"""`detente talks log`, `prove`, `export` and `verify`: reading a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import typer

from detente.cli import UsageProblemError
from detente.cli.output import say, say_json
from detente.cli.record_places import absent, key_given, keys_in, numbers, record_at, told, written
from detente.findings.cuts import cut
from detente.findings.words import count

if TYPE_CHECKING:
    from detente.talks.record.exported_record import ExportedRecord
    from detente.talks.record.signed_entries import SeatStatement
    from detente.talks.record.verification import RecordVerdict, TrustedKeys

WIDTH = 72  # letters of a text that are listed
BREAKS = 20  # that are listed on the terminal
BROKEN = 1  # exit code


def list_entries(place: str, since: int, key_file: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the entries of a record."""
    with record_at(place) as record:
        from detente.cli.record_reports import TalksEntryReport, TalksLogReport
        from detente.cli.talks_documents import talks_document
        from detente.talks.record.signed_entries import SeatStatement
        from detente.talks.seats.sealing import SEALED, SealError, unseal

        keys = keys_in(key_file, passphrase_file) if key_file else None
        found = []
        for row in record.store.rows(since):
            statement = SeatStatement.of(row.statement)
            opened: tuple[str, dict[str, Any]] | None = None
            if keys and statement.kind == SEALED:
                try:
                    opened = unseal(statement.body, keys)
                except SealError:
                    opened = None
            found.append(TalksEntryReport.of(row.sequence, statement, opened))
        if as_json:
            say_json(talks_document("log", TalksLogReport(record=record.origin, entries=found)))
            return
        for entry in found:
            kind = f"{entry.kind} ({entry.opened_kind})" if entry.opened_kind else entry.kind
            begins = _beginning(entry.opened or entry.body)
            say(f"{entry.sequence:5d}  {entry.time}  {entry.seat:12s}  {kind:12s}  {begins}")


def _beginning(body: dict[str, Any]) -> str:
    """Return how the text of an entry begins, or what it says otherwise."""
    said = body.get("text")
    if not isinstance(said, str):
        said = ", ".join(f"{key}: {value}" for key, value in body.items() if key not in {"key", "proof", "sealed"})
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
    return shorten(line, WIDTH, placeholder=" …")


def write_proof(place: str, entry: int, out: Path) -> None:
    """Write the proof that one entry is on the record."""
    with record_at(place) as record:
        written(record.prove(entry).text, out)


def export_record(place: str, only: str | None, out: Path) -> None:
    """Write a record to a file."""
    with record_at(place) as record:
        from detente.case.saving import save
        from detente.talks.record.exported_record import export_lines, of_store
        from detente.talks.seats.roster import KINDS

        absent(out)
        key = record.judge.record_key
        shown = None
        if only is not None:
            shown = numbers(only, "--only") | {row.sequence for row in record.store.rows(kinds=KINDS)}
        found = of_store(record.store, record.origin, key.text if key else "", shown)
        save(out, "".join(export_lines(found)).encode(), replaces=False)
        say(f"{_entries(len(found.entries))} and {count(len(found.notes), 'checkpoint')} written to {out}")


def verify_file(
    file: str, record_key: str | None, witnesses: Sequence[str], extends: Sequence[Path], as_json: bool
) -> None:
    """Say whether a record, an export or a proof holds; exit code 1 if it does not."""
    with told():
        from detente.talks.record.checkpoints import PROOF
        from detente.talks.record.verification import TrustedKeys, verify
        from detente.talks.rules.rulebook import RuleBook

        kept = tuple(path.read_text(encoding="utf-8") for path in extends)
        trusted = TrustedKeys(key_given(record_key) if record_key else None, tuple(map(key_given, witnesses)), kept)
        if "://" not in file and _begins(Path(file), PROOF.encode()):
            _verify_proof(Path(file), trusted)
            return
        verdict = verify(_record_in(file), RuleBook(), trusted)
        if as_json:
            from detente.cli.record_reports import TalksVerifyReport
            from detente.cli.talks_documents import talks_document

            say_json(talks_document("verify", TalksVerifyReport.of(verdict)))
        else:
            for line in _told_of(verdict, trusted):
                say(line)
    if verdict.breaks:
        raise typer.Exit(BROKEN)


def _begins(path: Path, head: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(head)) == head


def _record_in(file: str) -> ExportedRecord:
    """Return what a file or a database says the record is."""
    from detente.talks.record.breaks import RecordBreak
    from detente.talks.record.exported_record import HEAD, ExportedRecord, lines_of, read_export
    from detente.talks.record.stores.sqlite_store import HEAD as SQLITE
    from detente.talks.record.stores.store import StorageError

    if "://" not in file and not _begins(Path(file), SQLITE):
        if not _begins(Path(file), HEAD):
            raise UsageProblemError(f"{file}: expected an export, a proof, or a record of talks")
        with Path(file).open("rb") as lines:
            return read_export(lines_of(lines))
    try:
        return _stored(file)
    except StorageError as error:
        if "://" in file or "another program" in str(error):
            raise
        found = ExportedRecord()
        found.breaks.append(RecordBreak("unreadable", str(error)))
        return found


def _stored(place: str) -> ExportedRecord:
    """Return the record in a store, as the store has it."""
    from detente.talks.record.exported_record import of_store
    from detente.talks.record.stores import opened_store
    from detente.talks.seats.roster import Roster

    store = opened_store(place)
    try:
        from detente.talks.record.signed_entries import SeatStatement

        judge, first, name = Roster(), store.row(0), ""
        if first is not None:
            statement = SeatStatement.of(first.statement)
            judge.take(0, statement)
            name = statement.record
        key = judge.record_key
        return of_store(store, name, key.text if key else "")
    finally:
        store.close()


def _told_of(verdict: RecordVerdict, trusted: TrustedKeys) -> Iterator[str]:
    """Yield what was found, line by line."""
    yield f"{verdict.origin or 'A record without a name'}: {_entries(verdict.size)}"
    signed = ", ".join(f"{seat} {number}" for seat, number in verdict.signed.items())
    yield f"Signed: {signed or 'none'}"
    if verdict.withheld:
        yield f"Withheld, of which only the hash is shown: {verdict.withheld}"
    last = f"the last of {_entries(max(verdict.checkpoints))}" if verdict.checkpoints else "none"
    yield f"Checkpoints: {len(verdict.checkpoints)}, {last}"
    for view in verdict.witnesses:
        checked = "" if view.checked else " (not checked: its key was not given)"
        yield f"Witness {view.name}: saw {_entries(view.size)} by {view.time}{checked}"
    if trusted.record is None:
        yield f"The key is taken from the record itself; compare it with the one you were given: {verdict.key}"
    if not verdict.breaks:
        beyond = verdict.size - max(verdict.checkpoints, default=0)
        yield "It holds." + (f" {_entries(beyond)} at the end stand in no checkpoint yet." if beyond else "")
        return
    yield f"It breaks: {count(len(verdict.breaks), 'fault')}"
    listed = cut(verdict.breaks, BREAKS)
    for one in listed.shown:
        yield f"  {one.text}"
    if listed.left:
        yield f"  and {listed.left} more; --json lists all"


def _entries(number: int) -> str:
    return f"{number:,} entr{'y' if number == 1 else 'ies'}"


def _verify_proof(path: Path, trusted: TrustedKeys) -> None:
    """Check the proof that one entry is on a record, and say what the entry says."""
    from detente.talks.record.checkpoints import EntryProof
    from detente.talks.record.merkle import ProofError
    from detente.talks.record.signed_entries import SeatStatement, entry_of
    from detente.talks.record.signed_notes import NoteError

    try:
        proof = EntryProof.of(path.read_text(encoding="utf-8"))
        found, note = proof.checked(trusted.record)
        entry = entry_of(proof.index, proof.data)
        statement = SeatStatement.of(entry.statement)
        seen = [key.name for key in trusted.witnesses if note.by(key)]
    except (NoteError, ProofError, ValueError) as error:
        say(f"It breaks: {error}")
        raise typer.Exit(BROKEN) from None
    say(f"Entry {proof.index} of {found.origin} is among the first {found.size}.")
    say(_entry_line(statement))
    if trusted.record is None:
        say("The signature of the checkpoint was not checked: give --record-key.")
    for name in seen:
        say(f"Witnessed by {name}")
    say(json.dumps(statement.body, ensure_ascii=False, indent=1))


def _entry_line(statement: SeatStatement) -> str:
    return f"{statement.kind} of {statement.seat}, signed at {statement.time}"
