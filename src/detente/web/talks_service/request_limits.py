"""How often somebody may ask: an allowance that fills up again with time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from detente.web.talks_service.service_settings import Allowance

MANY = 10_000  # askers that are remembered before those with a full allowance are forgotten


class TooOftenError(Exception):
    """Somebody asked too often, with the seconds after which the next request may come."""

    def __init__(self, wait: float) -> None:
        """Say how long to wait."""
        super().__init__(f"too often: try again in {wait:.0f} s")
        self.wait = wait


class RequestLimit:
    """What is left of an allowance, by whoever asks."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with a full allowance for everybody."""
        self._allowance, self._clock = allowance, clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, asker: str) -> None:
        """Count one request.

        Raises:
            TooOftenError: Nothing of the allowance is left.
        """
        rate, now = self._allowance.times / self._allowance.seconds, self._clock()
        with self._lock:
            left, last = self._left.get(asker, (float(self._allowance.times), now))
            left = min(float(self._allowance.times), left + (now - last) * rate)
            if left < 1.0:
                raise TooOftenError((1.0 - left) / rate)
            self._left[asker] = left - 1.0, now
            if len(self._left) > MANY:
                full = self._allowance.seconds
                self._left = {one: (n, at) for one, (n, at) in self._left.items() if now - at < full}
