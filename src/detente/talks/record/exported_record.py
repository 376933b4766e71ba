"""A record as a file: every entry as it was signed, or only its hash where it is not to be shown, and the checkpoints.

A line is an object of JSON. The first names the form, the record and its key; each entry is a line, in its order; then
come the checkpoints with the lines of witnesses; the last line counts them, so that a file that was cut is seen.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from detente.talks.record.breaks import RecordBreak
from detente.talks.record.checkpoints import witnessed
from detente.talks.record.merkle import HASH
from detente.talks.record.signatures import SIGNATURE
from detente.talks.record.signed_entries import SignedEntry
from detente.talks.record.signed_notes import as_base64, from_base64
from detente.talks.record.stores.store import Store

FORM = "detente-talks/1"
HEAD = b'{"detente-talks"'
LONGEST_LINE = 2**23  # bytes: a statement of 1 MiB, each letter of which is spelled out, fits
FORMS = {  # of lines, by a key that others do not have, and all keys
    "head": {"detente-talks", "record", "key"},
    "statement": {"sequence", "statement", "signature"},
    "withheld": {"sequence", "withheld"},
    "checkpoint": {"checkpoint"},
    "entries": {"entries", "checkpoints"},
}


@dataclass(frozen=True)
class WithheldEntry:
    """An entry of which only the hash of its leaf is shown."""

    sequence: int
    leaf: bytes


@dataclass
class ExportedRecord:
    """What a file says a record is; nothing of it has been checked but its form.

    Attributes:
        origin: Name of the record.
        key: Key of the record, as text.
        entries: Its entries in the order of the file.
        notes: Its checkpoints.
        nodes: Nodes of the tree that the store has for an entry, by its number; empty if none are kept.
        columns: What the store says of an entry beside it (seat, count, kind), by its number; empty if it says nothing.
        breaks: What is wrong with the form.
    """

    origin: str = ""
    key: str = ""
    entries: list[SignedEntry | WithheldEntry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nodes: dict[int, bytes] = field(default_factory=dict)
    columns: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    breaks: list[RecordBreak] = field(default_factory=list)


def export_lines(record: ExportedRecord) -> Iterator[str]:
    """Yield the lines of the file that a record is."""
    yield _line({"detente-talks": FORM, "record": record.origin, "key": record.key})
    for entry in record.entries:
        if isinstance(entry, WithheldEntry):
            yield _line({"sequence": entry.sequence, "withheld": as_base64(entry.leaf)})
        else:
            statement = entry.statement.decode()
            yield _line({"sequence": entry.sequence, "statement": statement, "signature": as_base64(entry.signature)})
    for note in record.notes:
        yield _line({"checkpoint": note})
    yield _line({"entries": len(record.entries), "checkpoints": len(record.notes)})


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"


def of_store(store: Store, origin: str, key: str, shown: Collection[int] | None = None) -> ExportedRecord:
    """Return the record that a store has.

    Args:
        store: The store.
        origin: Name of the record.
        key: Key of the record, as text.
        shown: Numbers of the entries that are shown; None if all.

    Raises:
        StorageError: The store cannot be read.
    """
    found = ExportedRecord(origin, key)
    for row in store.rows():
        if shown is None or row.sequence in shown:
            found.entries.append(row.entry)
        else:
            found.entries.append(WithheldEntry(row.sequence, row.entry.leaf))
        found.nodes[row.sequence] = row.nodes
        found.columns[row.sequence] = row.seat, row.nth, row.kind
    lines = store.lines()
    found.notes = [witnessed(note, [line for at, line in lines if at == size]) for size, note in store.notes()]
    return found


def read_export(lines: Iterable[bytes]) -> ExportedRecord:
    """Return the record that a file is; what of it cannot be read is named and left out.

    A line has the keys that it must have, each once, and no other: two readers of a file cannot be shown two things.
    """
    found, ended = ExportedRecord(), False
    for number, raw in enumerate(lines, 1):
        try:
            if len(raw) > LONGEST_LINE:
                raise ValueError(f"{len(raw):,} bytes; at most {LONGEST_LINE:,}")
            said = _READER.decode(raw.decode())
            if not raw.endswith(b"\n") or not isinstance(said, dict):
                raise ValueError("the line is cut, or no object")
            if ended:
                raise ValueError("behind the last line")
            ended = _take(found, said, number)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            at = found.entries[-1].sequence + 1 if found.entries else 0
            why = f"line {number} cannot be read: {error}"
            found.breaks.append(RecordBreak("unreadable", why, None if found.notes or ended else at))
    if not ended:
        found.breaks.append(RecordBreak("cut", "the file has no last line: its end is missing"))
    return found


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file, and no more of one than may be read: one that never ends must not fill the memory."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; a key that stands twice would be read in two ways by two programs."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


_READER = json.JSONDecoder(object_pairs_hook=_once)


def _take(found: ExportedRecord, said: dict[str, Any], number: int) -> bool:
    """Take one line, and return whether it was the last."""
    form = "head" if number == 1 else next((name for name in FORMS if name in said), "entries")
    if said.keys() != FORMS.get(form, said.keys()):
        raise ValueError(f"found {', '.join(map(repr, said))}; expected {', '.join(sorted(FORMS[form]))}")
    if form == "head":
        if said["detente-talks"] != FORM:
            raise ValueError(f"a record of the form {said['detente-talks']!r}; expected {FORM!r}")
        found.origin, found.key = _text(said["record"]), _text(said["key"])
    elif form == "statement":
        signature = _bytes(said["signature"], SIGNATURE)
        found.entries.append(SignedEntry(_count(said["sequence"]), said["statement"].encode(), signature))
    elif form == "withheld":
        found.entries.append(WithheldEntry(_count(said["sequence"]), _bytes(said["withheld"], HASH)))
    elif form == "checkpoint":
        found.notes.append(_text(said["checkpoint"]))
    else:
        for name, there in (("entries", len(found.entries)), ("checkpoints", len(found.notes))):
            if _count(said[name]) != there:
                why = f"the last line counts {said[name]} {name}; there are {there}"
                found.breaks.append(RecordBreak("count-of-file", why))
        return True
    return False


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError(f"{said!r} is no text")
    return said


def _bytes(text: Any, length: int) -> bytes:
    if not isinstance(text, str):
        raise TypeError(f"{text!r} is no base64")
    raw = from_base64(text)
    if len(raw) != length:
        raise ValueError(f"{len(raw)} bytes; expected {length}")
    return raw


def _count(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise ValueError(f"{number!r} is no number of an entry")
    return number
