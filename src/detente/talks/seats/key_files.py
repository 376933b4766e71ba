"""Keys of a seat in a file, encrypted under a passphrase, by Argon2id and ChaCha20-Poly1305.

What the file says in the open (record, seat, public key, recipient) cannot be changed without its being noticed. The
hard part for a thief is a guess of the passphrase: each takes 64 MiB and three passes [Biryukov2021].
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from detente.case.saving import save
from detente.talks.record.canonical import canonical
from detente.talks.record.signed_notes import as_base64, from_base64
from detente.talks.record.talks_record import SeatKey

FORM = "detente-key/1"
COST = {"memory": 65536, "passes": 3, "lanes": 4}  # KiB, number, number
LIMITS = {"memory": (8, 1 << 20), "passes": (1, 16), "lanes": (1, 16)}
SHORTEST = 8  # letters of a passphrase


class KeyFileError(Exception):
    """A file with keys that cannot be read or opened; the message says why."""


@dataclass(frozen=True)
class SeatKeys:
    """What the holder of a seat keeps.

    Attributes:
        record: Name of the record.
        key: The seat and what it signs with.
        identity: What opens texts that are sealed for the seat, an identity of age; empty if it has none.
        recipient: To whom they are sealed; empty if it has none.
    """

    record: str
    key: SeatKey
    identity: str = ""
    recipient: str = ""


def new_keys(record: str, seat: str, seals: bool = True) -> SeatKeys:
    """Return new keys of a seat, with or without those for sealed texts."""
    identity, recipient = "", ""
    if seals:
        from pyrage import x25519

        made = x25519.Identity.generate()
        identity, recipient = str(made), str(made.to_public())
    return SeatKeys(record, SeatKey(seat, Ed25519PrivateKey.generate()), identity, recipient)


def keys_text(keys: SeatKeys, passphrase: str, cost: Mapping[str, int] | None = None) -> str:
    """Return keys as the text of a file, encrypted under a passphrase.

    Args:
        keys: The keys.
        passphrase: Under which they are encrypted, at least 8 letters.
        cost: Memory in KiB, passes and lanes of Argon2id; by default 64 MiB, 3 and 4.

    Raises:
        KeyFileError: The passphrase is too short.
    """
    if len(passphrase) < SHORTEST:
        raise KeyFileError(f"the passphrase has {len(passphrase)} letters; expected at least {SHORTEST}")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    said: dict[str, Any] = {
        "detente-key": FORM,
        "record": keys.record,
        "seat": keys.key.seat,
        "public": as_base64(keys.key.public),
        "recipient": keys.recipient,
        "argon2id": dict(cost or COST),
        "salt": as_base64(salt),
        "nonce": as_base64(nonce),
    }
    secret = canonical({"ed25519": as_base64(keys.key.private.private_bytes_raw()), "age": keys.identity})
    under = ChaCha20Poly1305(_stretched(passphrase, salt, said["argon2id"]))
    sealed = under.encrypt(nonce, secret, canonical(said))
    return json.dumps({**said, "sealed": as_base64(sealed)}, indent=1) + "\n"


def keys_of(text: str, passphrase: str, name: str = "keys") -> SeatKeys:
    """Return the keys that the text of a file holds.

    Args:
        text: The text.
        passphrase: Under which they are encrypted.
        name: What the text is called where something is wrong with it.

    Raises:
        KeyFileError: It holds none, the passphrase is another one, or somebody changed it.
    """
    said = described_text(text, name)
    try:
        sealed = from_base64(said.pop("sealed"))
        salt, nonce = from_base64(said["salt"]), from_base64(said["nonce"])
        opened = ChaCha20Poly1305(_stretched(passphrase, salt, said["argon2id"])).decrypt(
            nonce, sealed, canonical(said)
        )
    except InvalidTag:
        raise KeyFileError(f"{name}: another passphrase, or the file was changed") from None
    except (ValueError, TypeError, KeyError, HashingError) as error:
        raise KeyFileError(f"{name}: not a file with keys: {error}") from None
    secret = json.loads(opened)
    private = Ed25519PrivateKey.from_private_bytes(from_base64(secret["ed25519"]))
    return SeatKeys(said["record"], SeatKey(said["seat"], private), secret["age"], said["recipient"])


def described_text(text: str, name: str) -> dict[str, Any]:
    """Return what the text of a file with keys says in the open; none of it can be relied on before it is opened.

    Raises:
        KeyFileError: It is no such file.
    """
    try:
        said = json.loads(text)
        if said["detente-key"] != FORM:
            raise ValueError(f"the form {said['detente-key']!r}; expected {FORM!r}")
        cost = said["argon2id"]
        if cost.keys() != LIMITS.keys() or any(not low <= cost[k] <= high for k, (low, high) in LIMITS.items()):
            raise ValueError("a cost of Argon2id that is out of bounds")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise KeyFileError(f"{name}: not a file with keys: {error}") from None
    return dict(said)


def save_keys(path: Path, keys: SeatKeys, passphrase: str, cost: Mapping[str, int] | None = None) -> None:
    """Write keys to a new file that nobody else may read, as `keys_text` has them.

    Raises:
        KeyFileError: The passphrase is too short.
        FileExistsError: There is such a file.
    """
    save(path, keys_text(keys, passphrase, cost).encode(), replaces=False)
    path.chmod(0o600)


def read_keys(path: Path, passphrase: str) -> SeatKeys:
    """Return the keys that a file holds.

    Raises:
        KeyFileError: It holds none, the passphrase is another one, or somebody changed it.
        OSError: It cannot be read.
    """
    return keys_of(_text(path), passphrase, str(path))


def described(path: Path) -> dict[str, Any]:
    """Return what a file with keys says in the open; nothing of it can be relied on before it is opened.

    Raises:
        KeyFileError: It is no such file.
        OSError: It cannot be read.
    """
    return described_text(_text(path), str(path))


def _text(path: Path) -> str:
    """Return the text of a file; what is no text is none with keys either."""
    return path.read_text(encoding="utf-8", errors="replace")


def _stretched(passphrase: str, salt: bytes, cost: Mapping[str, int]) -> bytes:
    """Return the key that a passphrase makes."""
    memory, passes, lanes = cost["memory"], cost["passes"], cost["lanes"]
    return hash_secret_raw(passphrase.encode(), salt, passes, memory, lanes, 32, Type.ID)
