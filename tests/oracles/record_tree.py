"""The Merkle tree, its proofs and signed notes as RFC 6962 (2.1) and the C2SP pages define them, by recursion alone."""

from __future__ import annotations

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def root(data: list[bytes]) -> bytes:
    """MTH(D[n])."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = split(len(data))
    return hashlib.sha256(b"\x01" + root(data[:k]) + root(data[k:])).digest()


def split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def path(m: int, data: list[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(data) == 1:
        return []
    k = split(len(data))
    if m < k:
        return [*path(m, data[:k]), root(data[k:])]
    return [*path(m - k, data[k:]), root(data[:k])]


def proof(m: int, data: list[bytes]) -> list[bytes]:
    """PROOF(m, D[n])."""
    return subproof(m, data, True) if 0 < m < len(data) else []


def subproof(m: int, data: list[bytes], whole: bool) -> list[bytes]:
    n = len(data)
    if m == n:
        return [] if whole else [root(data)]
    k = split(n)
    if m <= k:
        return [*subproof(m, data[:k], whole), root(data[k:])]
    return [*subproof(m - k, data[k:], False), root(data[:k])]


def note_is_signed(note: bytes, vkey: str, seconds: int | None = None) -> bool:
    """Whether a note has a line of this key that holds; of a witness if it is to have signed at a time."""
    cut = note.rindex(b"\n\n")
    text, lines = note[: cut + 1], note[cut + 2 :].split(b"\n")
    name, key_id, encoded = vkey.split("+", 2)
    key = base64.b64decode(encoded)
    assert key_id == hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8]
    for line in lines:
        prefix = "— ".encode() + name.encode() + b" "
        if line.startswith(prefix):
            raw = base64.b64decode(line[len(prefix) :])
            if raw[:4].hex() != key_id:
                continue
            signed, signature = text, raw[4:]
            if key[0] == 4:
                assert seconds == int.from_bytes(raw[4:12], "big")
                signed, signature = b"cosignature/v1\ntime %d\n" % seconds + text, raw[12:]
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature, signed)
            return True
    return False
