"""Signatures: made, checked, and which keys may sign: Ed25519 as libsodium has it [Josefsson2017].

A key of small order signs nothing in particular: one signature under it holds for many messages, and whoever brought it
could disown each. Such keys, and keys written in a second way, are refused, and signatures under them with them.
"""

from __future__ import annotations

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import CryptoError

PUBLIC, SIGNATURE = 32, 64  # bytes


def expanded(private: bytes) -> bytes:
    """Return a private key of 32 bytes with its public key behind it: what signs without working that out each time."""
    secret: bytes = crypto_sign_seed_keypair(private)[1]
    return secret


def signature_of(message: bytes, secret: bytes) -> bytes:
    """Return the signature of a message by an expanded private key: the same bytes each time, as RFC 8032 has them."""
    signed: bytes = crypto_sign(message, secret)
    return signed[:SIGNATURE]


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
