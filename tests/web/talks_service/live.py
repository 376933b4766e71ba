"""Served talks on a port of their own, for what a client within the process cannot try: streams, and real browsers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import uvicorn

from detente.case.model import Case
from detente.web.talks_service.service_application import talks_application
from tests.web.talks_service.served import invitations, settings_for


@contextmanager
def live(folder: Path, case: Case | None = None, beat: float = 15.0) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve new talks at a port, and yield the address and the invitations."""
    place = str(folder / "t.talks")
    letters = invitations(place)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        settings = replace(settings_for(place, folder), port=listening.getsockname()[1], beat=beat)
        app = talks_application(settings, case)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{settings.port}", letters
        finally:
            server.should_exit = True
            running.join(20)


class HeardEvents:
    """The events of a seat, as they come."""

    def __init__(self, at: str, token: str, since: str = "") -> None:
        """Begin to listen."""
        self.said: list[str] = []
        self._client = httpx.Client(base_url=at, timeout=20)
        headers = {"authorization": f"Bearer {token}", **({"last-event-id": since} if since else {})}
        self._stream = self._client.stream("GET", "/api/events", headers=headers)
        self._lines = self._stream.__enter__().iter_lines()

    def until(self, words: str) -> list[str]:
        """Return all lines that came so far, once one with some words has come."""
        for line in self._lines:
            self.said.append(line)
            if words in line:
                break
        return self.said

    def close(self) -> None:
        """Listen no longer."""
        self._client.close()
