"""Who is signed in: their keys, encrypted under what only their browser has, so that none is open between requests.

A token is 48 random bytes. The service remembers its hash, and the keys of the seat encrypted under the last 32 of
them. Whoever reads the memory of the service between two requests finds no key that signs.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from detente.talks.record.talks_record import SeatKey
from detente.talks.seats.key_files import SeatKeys

TOKEN, WRAP = 48, 32  # bytes: of a token, and of its part that opens the keys
AT_ONCE = 2  # passphrases that are tried at a time: each takes the memory of Argon2id
NONCE = b"\0" * 12  # each token wraps one text only


@dataclass
class SeatSession:
    """A seat that is signed in.

    Attributes:
        seat: The seat.
        public: Public key by which it signs.
        key_text: Its keys as the text of a file, under its passphrase, which is asked for again where a step binds.
        wrapped: Its keys, encrypted under the token.
        began: When it signed in, in seconds.
        last: When it asked last, in seconds.
    """

    seat: str
    public: bytes
    key_text: str
    wrapped: bytes
    began: float
    last: float


class SeatSessions:
    """All that are signed in; they are forgotten when the service ends."""

    def __init__(self, idle: float, whole: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nobody.

        Args:
            idle: Seconds without a request after which a session ends.
            whole: Seconds after which it ends in any case.
            clock: The time, in seconds.
        """
        self._idle, self._whole, self._clock = idle, whole, clock
        self.trying = threading.Semaphore(AT_ONCE)
        self._open: dict[bytes, SeatSession] = {}
        self._lock = threading.Lock()

    def begin(self, keys: SeatKeys, key_text: str) -> str:
        """Begin a session, and return its token.

        Args:
            keys: The keys of the seat.
            key_text: The same as the text of a file, under the passphrase of the seat.
        """
        raw, now = secrets.token_bytes(TOKEN), self._clock()
        said = {
            "record": keys.record,
            "private": keys.key.private.private_bytes_raw().hex(),
            "identity": keys.identity,
            "recipient": keys.recipient,
        }
        wrapped = ChaCha20Poly1305(raw[-WRAP:]).encrypt(NONCE, json.dumps(said).encode(), keys.key.seat.encode())
        with self._lock:
            self._sweep(now)
            self._open[_known(raw)] = SeatSession(keys.key.seat, keys.key.public, key_text, wrapped, now, now)
        return urlsafe_b64encode(raw).decode()

    def found(self, token: str, touch: bool = True) -> SeatSession | None:
        """Return the session of a token; None if there is none.

        Args:
            token: The token.
            touch: Whether the session lives on by it, as it does by a request and not by an open stream.
        """
        raw, now = _raw(token), self._clock()
        with self._lock:
            session = self._open.get(_known(raw))
            if session is None:
                return None
            if now - session.last > self._idle or now - session.began > self._whole:
                del self._open[_known(raw)]
                return None
            session.last = now if touch else session.last
            return session

    def keys(self, session: SeatSession, token: str) -> SeatKeys:
        """Return the keys of a session; whoever asks lets go of them when the request is answered."""
        raw = ChaCha20Poly1305(_raw(token)[-WRAP:]).decrypt(NONCE, session.wrapped, session.seat.encode())
        said = json.loads(raw)
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(said["private"]))
        return SeatKeys(said["record"], SeatKey(session.seat, private), said["identity"], said["recipient"])

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_known(_raw(token)), None)

    def _sweep(self, now: float) -> None:
        """Forget those that are over."""
        over = [
            known for known, one in self._open.items() if now - one.last > self._idle or now - one.began > self._whole
        ]
        for known in over:
            del self._open[known]


def form_token(token: str) -> str:
    """Return what the forms of a session carry, by which a change is known to come from them."""
    return hmac.new(token.encode(), b"form", sha256).hexdigest()


def _raw(token: str) -> bytes:
    try:
        raw = urlsafe_b64decode(token.encode())
    except ValueError:
        return b""
    return raw if len(raw) == TOKEN else b""


def _known(raw: bytes) -> bytes:
    return sha256(b"detente/session/1\n" + raw).digest()
