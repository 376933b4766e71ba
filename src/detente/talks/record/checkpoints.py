"""Checkpoints: how long a record is and the root of its tree, as a signed note; proofs as text [Valsorda2026].

The text of a checkpoint has three lines: the name of the record, its size, its root. A proof that an entry is on the
record, and a witness’s request, are the proof’s hashes with a checkpoint below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.talks.record.merkle import HASH, check_inclusion, leaf_hash
from detente.talks.record.signed_notes import NoteError, NoteKey, NoteLine, SignedNote, as_base64, from_base64

PROOF = "c2sp.org/tlog-proof@v1"
NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
MOST_HASHES = 63


@dataclass(frozen=True)
class Checkpoint:
    """How long a record is, and the root of its tree.

    Attributes:
        origin: Name of the record.
        size: Number of entries.
        root: Root of the Merkle tree of these entries.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{as_base64(self.root)}\n"

    @classmethod
    def of(cls, text: str) -> Checkpoint:
        """Return the checkpoint that the text of a note is.

        Raises:
            NoteError: It is none, or has further lines.
        """
        lines = text.split("\n")
        if len(lines) != 4 or not lines[0] or not NUMBER.fullmatch(lines[1]):
            raise NoteError("not a checkpoint: expected three lines, the record’s name, its size and its root")
        return cls(lines[0], int(lines[1]), _hash(lines[2]))


def _hash(line: str) -> bytes:
    try:
        raw = from_base64(line)
    except ValueError as error:
        raise NoteError(str(error)) from None
    if len(raw) != HASH:
        raise NoteError(f"a hash has {HASH} bytes, not {len(raw)}")
    return raw


def opened(whole: str, key: NoteKey | None) -> tuple[Checkpoint, SignedNote]:
    """Return the checkpoint that a note is, and the note, signed by the key of the record.

    Raises:
        NoteError: It is no checkpoint, or not signed by the key.
    """
    note = SignedNote.of(whole)
    found = Checkpoint.of(note.text)
    if key is not None and not note.by(key):
        raise NoteError(f"the checkpoint is not signed by {key.name}+{key.id.hex()}")
    return found, note


@dataclass(frozen=True)
class EntryProof:
    """A proof that one entry is on a record, which shows no other entry.

    Attributes:
        index: Number of the entry.
        data: What the leaf of the entry holds: the entry as signed, with its signature.
        hashes: The proof, from the leaf’s sibling up.
        checkpoint: The checkpoint, as a signed note.
    """

    index: int
    data: bytes
    hashes: tuple[bytes, ...]
    checkpoint: str

    @property
    def text(self) -> str:
        """The proof as it is handed on; the entry is its extra data."""
        said = "".join(f"{as_base64(one)}\n" for one in self.hashes)
        return f"{PROOF}\nextra {as_base64(self.data)}\nindex {self.index}\n{said}\n{self.checkpoint}"

    @classmethod
    def of(cls, text: str) -> EntryProof:
        """Return the proof that a text is.

        Raises:
            NoteError: It is none, or comes without its entry.
        """
        head, _, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        if first != PROOF or len(lines) < 2 or not lines[0].startswith("extra ") or not lines[1].startswith("index "):
            raise NoteError(f"not a proof: expected {PROOF}, extra with the entry, index, hashes, a checkpoint")
        number = lines[1].removeprefix("index ")
        if not NUMBER.fullmatch(number) or len(lines) - 2 > MOST_HASHES:
            raise NoteError("not a proof: no proper index, or too many hashes")
        try:
            data = from_base64(lines[0].removeprefix("extra "))
        except ValueError as error:
            raise NoteError(str(error)) from None
        return cls(int(number), data, tuple(map(_hash, lines[2:])), checkpoint)

    def checked(self, key: NoteKey | None) -> tuple[Checkpoint, SignedNote]:
        """Return the checkpoint of the proof, which shows that the entry is on the record.

        Raises:
            NoteError: The checkpoint is none, or not signed by the key.
            ProofError: The proof does not lead to the root of the checkpoint.
        """
        found, note = opened(self.checkpoint, key)
        check_inclusion(self.index, found.size, leaf_hash(self.data), self.hashes, found.root)
        return found, note


@dataclass(frozen=True)
class WitnessRequest:
    """What a witness is asked to sign: a checkpoint, with the proof that it extends what the witness has seen.

    Attributes:
        old: Size of the record when the witness saw it last.
        hashes: Proof that the checkpoint’s tree begins with that one.
        checkpoint: The checkpoint, as a signed note.
    """

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    @property
    def text(self) -> str:
        """The request as it is handed on."""
        return f"old {self.old}\n" + "".join(f"{as_base64(one)}\n" for one in self.hashes) + "\n" + self.checkpoint

    @classmethod
    def of(cls, text: str) -> WitnessRequest:
        """Return the request that a text is.

        Raises:
            NoteError: It is none.
        """
        head, _, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        number = first.removeprefix("old ")
        if not first.startswith("old ") or not NUMBER.fullmatch(number) or len(lines) > MOST_HASHES:
            raise NoteError("not a request to a witness: expected “old SIZE”, hashes, a checkpoint")
        return cls(int(number), tuple(map(_hash, lines)), checkpoint)


def witnessed(note: str, lines: Iterable[str]) -> str:
    """Return a checkpoint with the lines of witnesses below it, the last of each: readers refuse two of one key."""
    last: dict[tuple[str, bytes], str] = {}
    for line in lines:
        of = NoteLine.of(line)
        last[of.name, of.id] = line
    return note + "".join(last.values())
