"""A witness: somebody outside who signs that a record only ever grew, and so notices if two people are shown two."""

from __future__ import annotations

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from detente.case.saving import alone_in, save
from detente.talks.record.checkpoints import Checkpoint, WitnessRequest, opened
from detente.talks.record.merkle import EMPTY, ProofError, check_consistency
from detente.talks.record.signed_notes import COSIGNATURE, NoteError, NoteKey, NoteLine, as_base64, cosign, from_base64


class WitnessError(Exception):
    """A checkpoint that a witness does not sign; the message says why."""


class RecordWitness:
    """Remembers in a file how long each record was when it was signed last, and with which root."""

    def __init__(self, memory: Path, private: Ed25519PrivateKey, name: str) -> None:
        """Start with what is remembered.

        Args:
            memory: The file; it need not be there yet.
            private: What the witness signs with.
            name: Name of the witness.
        """
        self.memory = memory
        self._private = private
        self.name = name

    @property
    def key(self) -> NoteKey:
        """The key by which the witness's lines are checked."""
        return NoteKey(self.name, self._private.public_key().public_bytes_raw(), COSIGNATURE)

    def seen(self, origin: str) -> tuple[int, bytes]:
        """Return how long a record was, and its root, when it was signed last; nothing at first.

        Raises:
            WitnessError: What is remembered cannot be read.
        """
        return self._remembered().get(origin, (0, EMPTY))

    def _remembered(self) -> dict[str, tuple[int, bytes]]:
        if not self.memory.exists():
            return {}
        try:
            said = json.loads(self.memory.read_bytes())
            return {origin: (int(one["size"]), from_base64(one["root"])) for origin, one in said.items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise WitnessError(f"{self.memory}: not what a witness remembers: {error}") from None

    def sign(self, request: WitnessRequest, key: NoteKey, seconds: int) -> NoteLine:
        """Sign a checkpoint that extends what was signed before; it is remembered before it is signed.

        Args:
            request: The checkpoint, with its proof.
            key: Key of the record.
            seconds: The time, in seconds since 1970.

        Raises:
            WitnessError: It is not signed by the record, older than what was signed, or does not extend it.
        """
        lock = self.memory.with_name(f".{self.memory.name}.lock")
        lock.touch()
        with alone_in(lock):
            try:
                found, note = opened(request.checkpoint, key)
                size, root = self.seen(found.origin)
                if request.old != size:
                    raise WitnessError(f"the proof begins at {request.old} entries; {self.name} saw {size} last")
                if found.size < size:
                    raise WitnessError(f"a checkpoint of {found.size} entries; {self.name} has signed one of {size}")
                check_consistency(size, found.size, (root, found.root), request.hashes)
            except NoteError as error:
                raise WitnessError(str(error)) from None
            except ProofError as error:
                raise WitnessError(f"the record was changed since {self.name} saw it: {error}") from None
            self._remember(found)
        return cosign(note.text, self._private, self.name, seconds)

    def _remember(self, found: Checkpoint) -> None:
        known = {**self._remembered(), found.origin: (found.size, found.root)}
        said = {origin: {"size": size, "root": as_base64(root)} for origin, (size, root) in sorted(known.items())}
        save(self.memory, (json.dumps(said, indent=1) + "\n").encode())
