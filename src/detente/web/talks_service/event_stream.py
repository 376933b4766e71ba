"""Live updates: events of a seat as a stream, which a browser takes up again where it was cut.

An event is sent for an entry that the seat sees, or a post that it can read, and for nothing else. Signs of life come a
fixed time after whatever was sent last, so that they tell of nothing else either.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass


class NewsBell:
    """Wakes all who wait for news; may be rung from any thread."""

    def __init__(self) -> None:
        """Start in the loop in which is waited."""
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait."""
        self._loop.call_soon_threadsafe(self._rung)

    def _rung(self) -> None:
        event, self._event = self._event, asyncio.Event()
        event.set()

    @property
    def next(self) -> asyncio.Event:
        """What is set when the bell rings next."""
        return self._event

    @staticmethod
    async def heard(event: asyncio.Event, seconds: float) -> None:
        """Wait for a ring, but no longer than some seconds."""
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                await event.wait()
        except TimeoutError:
            pass


@dataclass(frozen=True)
class NewsSoFar:
    """How much a seat has been told.

    Attributes:
        entries: Entries that it sees.
        posts: Private posts that it can read.
    """

    entries: int
    posts: int

    @property
    def text(self) -> str:
        """The same as the id of an event."""
        return f"{self.entries}.{self.posts}"

    @classmethod
    def of(cls, text: str) -> NewsSoFar | None:
        """Return what an id of an event says; None if it is none."""
        entries, _, posts = text.partition(".")
        if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in (entries, posts)):
            return None
        return cls(int(entries), int(posts))


async def events(
    bell: NewsBell,
    count: Callable[[], NewsSoFar | None],
    entries: Callable[[int], Sequence[dict[str, object]]],
    since: NewsSoFar | None,
    beat: float,
) -> AsyncIterator[str]:
    """Yield events, until the seat is signed in no longer.

    Args:
        bell: Rings when there may be news.
        count: How much there is for the seat; None once it is signed in no longer.
        entries: What there is of entries from a number on, as it is sent.
        since: How much the seat has been told; None for all that there is now.
        beat: Seconds between two signs of life.
    """
    ring, now = bell.next, count()
    if now is None:
        return
    told = since if since is not None and since.entries <= now.entries and since.posts <= now.posts else now
    yield f"retry: 2000\nid: {told.text}\nevent: ready\ndata: {{}}\n\n"
    sent = time.monotonic()
    while now is not None:
        if now != told:
            for said in entries(told.entries)[: now.entries - told.entries]:
                told = NewsSoFar(told.entries + 1, told.posts)
                yield f"id: {told.text}\nevent: entry\ndata: {json.dumps(said)}\n\n"
            if now.posts > told.posts:
                told = NewsSoFar(told.entries, now.posts)
                yield f"id: {told.text}\nevent: post\ndata: {{}}\n\n"
            sent = time.monotonic()
        elif time.monotonic() - sent >= beat:
            yield ": here\n\n"
            sent = time.monotonic()
        await bell.heard(ring, sent + beat - time.monotonic())
        ring, now = bell.next, count()
    yield "event: signed-out\ndata: {}\n\n"
