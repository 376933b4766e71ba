"""SignInLimits: how often somebody may fail to sign in, by account, by address, and by both."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from time import monotonic

WITHIN = 900.0  # seconds
OF_ONE, OF_ADDRESS, OF_ACCOUNT = 5, 20, 100  # failures: of an account from one address, from one address, of an account
MOST = 10_000  # accounts and addresses that are remembered


class SignInLimits:
    """Failures of the last quarter of an hour.

    An account from one address has few tries. From all addresses together it has many more, so that nobody is shut out
    of an account by somebody who fails on purpose from a single place.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with no failure."""
        self._failed: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._clock = clock
        self._lock = threading.Lock()

    def wait(self, account: str, address: str) -> int:
        """Return for how many seconds no further try is taken; 0 if one is."""
        now = self._clock()
        with self._lock:
            return max(self._left(key, most, now) for key, most in _kept(account, address))

    def failed(self, account: str, address: str) -> None:
        """Remember a failure."""
        now = self._clock()
        with self._lock:
            for key, most in _kept(account, address):
                self._failed.setdefault(key, deque(maxlen=most)).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > MOST:
                self._failed.popitem(last=False)

    def _left(self, key: tuple[str, str], most: int, now: float) -> int:
        times = self._failed.get(key, ())
        recent = [at for at in times if now - at < WITHIN]
        return 0 if len(recent) < most else int(WITHIN - (now - recent[0])) + 1


def _kept(account: str, address: str) -> Iterator[tuple[tuple[str, str], int]]:
    yield (account[:64], address), OF_ONE
    yield ("", address), OF_ADDRESS
    yield (account[:64], ""), OF_ACCOUNT
