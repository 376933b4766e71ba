"""Whether a message is signed by a key, and which keys may sign: Ed25519 as libsodium checks it [Josefsson2017].

A key of small order signs nothing in particular: one signature under it holds for many messages, and whoever brought it
could disown each. Such keys, and keys written in a second way, are refused, and signatures under them with them.
"""

from __future__ import annotations

from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import CryptoError

PUBLIC, SIGNATURE = 32, 64  # bytes


def is_signature(message: bytes, signature: bytes, public: bytes) -> bool:
    """Whether a message is signed by a public key."""
    if len(signature) != SIGNATURE or len(public) != PUBLIC:
        return False
    try:
        crypto_sign_open(signature + message, public)
    except CryptoError:
        return False
    return True


def may_sign(public: bytes) -> bool:
    """Whether bytes are a public key that stands for one private key: no other point of the curve, written properly."""
    return len(public) == PUBLIC and crypto_core_ed25519_is_valid_point(public)
