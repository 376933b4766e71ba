"""Signed notes: a text, and below it lines with signatures that tools of others can check [Valsorda2026].

A line is “— NAME base64(id ‖ signature)”; the id of a key is SHA-256(name ‖ newline ‖ type ‖ public key)[:4]. Type 1 is
Ed25519 over the text [Josefsson2017]; type 4 is a witness’s cosignature, Ed25519 over a text that has the time too.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from detente.talks.record.signatures import is_signature, may_sign

SIGNATURE, COSIGNATURE = 1, 4  # types of keys
DASH = "— "
MOST_LINES = 100
MOST_BYTES = 2**20


class NoteError(ValueError):
    """A note, or a key, that is not as it should be; the message says what."""


def as_base64(raw: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: str) -> bytes:
    """Return what is written in base64, in the only way in which it may be written.

    Raises:
        ValueError: It is not base64, or is written in another way.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"not base64: {text[:80]!r}: {error}") from None
    if as_base64(raw) != text:
        raise ValueError(f"not written as base64 is: {text[:80]!r}")
    return raw


@dataclass(frozen=True)
class NoteKey:
    """A public key by which a line of a note can be checked, under a name.

    Attributes:
        name: The name: no space and no plus sign.
        public: The public key, 32 bytes.
        kind: Type of its signatures.
    """

    name: str
    public: bytes
    kind: int = SIGNATURE

    @property
    def id(self) -> bytes:
        """The first four bytes of the hash of all that it is."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as it is handed on: name, id and key."""
        return f"{self.name}+{self.id.hex()}+{as_base64(bytes([self.kind]) + self.public)}"

    @classmethod
    def of(cls, text: str) -> NoteKey:
        """Return the key that a text hands on.

        Raises:
            NoteError: It is no such key, or its id is not its own.
        """
        name, _, rest = text.strip().partition("+")
        said, _, encoded = rest.partition("+")
        try:
            raw = from_base64(encoded)
        except ValueError:
            raw = b""
        of_a_kind = len(raw) == 33 and raw[0] in {SIGNATURE, COSIGNATURE}
        if not proper_name(name) or not of_a_kind or not may_sign(raw[1:]):
            raise NoteError(f"{text.strip()[:200]!r} is no key; expected NAME+ID+KEY")
        key = cls(name, raw[1:], raw[0])
        if key.id.hex() != said:
            raise NoteError(f"the key {text.strip()[:200]!r} has the id {said!r}; expected {key.id.hex()}")
        return key


def proper_name(name: str) -> bool:
    """Whether a key can have this name: something without a space or a plus sign."""
    return bool(name) and "+" not in name and name.isprintable() and not any(c.isspace() for c in name)


@dataclass(frozen=True)
class NoteLine:
    """One signature below a note.

    Attributes:
        name: Name of the key.
        id: Id of the key, 4 bytes.
        signature: The signature; that of a witness begins with the time, 8 bytes.
    """

    name: str
    id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line, with its end."""
        return f"{DASH}{self.name} {as_base64(self.id + self.signature)}\n"

    @property
    def seconds(self) -> int:
        """When a witness signed, in seconds since 1970."""
        return int.from_bytes(self.signature[:8], "big")

    def is_of(self, key: NoteKey) -> bool:
        """Whether the line says that it is signed by this key."""
        return (self.name, self.id) == (key.name, key.id)

    @classmethod
    def of(cls, line: str) -> NoteLine:
        """Return the signature that a line has.

        Raises:
            NoteError: It is no line of a signature.
        """
        name, _, encoded = line.removesuffix("\n").removeprefix(DASH).partition(" ")
        try:
            raw = from_base64(encoded)
        except ValueError:
            raw = b""
        if not line.startswith(DASH) or not proper_name(name) or len(raw) < 5:
            raise NoteError(f"{line[:200]!r} is no line of a signature; expected “— NAME SIGNATURE”")
        return cls(name, raw[:4], raw[4:])


@dataclass(frozen=True)
class SignedNote:
    """A text and the signatures below it."""

    text: str
    lines: tuple[NoteLine, ...]

    @property
    def whole(self) -> str:
        """The note as it is handed on."""
        return self.text + "\n" + "".join(line.text for line in self.lines)

    @classmethod
    def of(cls, whole: str) -> SignedNote:
        """Return the note that a text is.

        Raises:
            NoteError: It is none.
        """
        text, mark, below = whole.rpartition("\n\n")
        if not mark or not below.endswith("\n") or len(whole.encode("utf-8", "replace")) > MOST_BYTES:
            raise NoteError("not a signed note: expected a text, an empty line, and lines with signatures")
        if any(ord(letter) < 32 and letter != "\n" for letter in whole):
            raise NoteError("not a signed note: it has control characters")
        lines = below.removesuffix("\n").split("\n")
        if len(lines) > MOST_LINES:
            raise NoteError(f"a note with {len(lines)} signatures; at most {MOST_LINES}")
        return cls(text + "\n", tuple(map(NoteLine.of, lines)))

    def by(self, key: NoteKey) -> tuple[NoteLine, ...]:
        """Return the lines that say they are signed by a key, which must be so.

        Raises:
            NoteError: One of them is not.
        """
        found = tuple(line for line in self.lines if line.is_of(key))
        for line in found:
            check_line(self.text, line, key)
        return found


def check_line(text: str, line: NoteLine, key: NoteKey) -> None:
    """Check that a line is signed by a key.

    Raises:
        NoteError: It is not.
    """
    raw, signed = line.signature, text
    if key.kind == COSIGNATURE:
        raw, signed = raw[8:], cosigned(text, line.seconds)
    if not is_signature(signed.encode(), raw, key.public):
        raise NoteError(f"the signature of {key.name}+{key.id.hex()} is not one of this text")


def cosigned(text: str, seconds: int) -> str:
    """Return what a witness signs: the time, and the text of the checkpoint."""
    return f"cosignature/v1\ntime {seconds}\n{text}"


def sign(text: str, key: Ed25519PrivateKey, name: str) -> NoteLine:
    """Return the line by which a key signs a text.

    Raises:
        NoteError: The text does not end with its last line.
    """
    if not text.endswith("\n") or text.endswith("\n\n") or text == "\n":
        raise NoteError("a note’s text ends with a line that is not empty")
    of = NoteKey(name, key.public_key().public_bytes_raw())
    return NoteLine(name, of.id, key.sign(text.encode()))


def cosign(text: str, key: Ed25519PrivateKey, name: str, seconds: int) -> NoteLine:
    """Return the line by which a witness signs the text of a checkpoint at a time, in seconds since 1970."""
    of = NoteKey(name, key.public_key().public_bytes_raw(), COSIGNATURE)
    return NoteLine(name, of.id, seconds.to_bytes(8, "big") + key.sign(cosigned(text, seconds).encode()))
