"""Served talks on a port of their own, for what a client within the process cannot try: streams, and real browsers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from detente.case.model import Case
from detente.web.talks_service.service_application import talks_application
from tests.web.talks_service.served import PHRASE, invitations, settings_for


class LiveTalks:
    """Served talks that can be ended and begun again at the same address."""

    def __init__(self, folder: Path, case: Case | None = None, beat: float = 15.0) -> None:
        """Make new talks; they are not served yet."""
        place = str(folder / "t.talks")
        self.letters = invitations(place)
        self.settings = replace(settings_for(place, folder), beat=beat)
        self.case = case
        self._server: uvicorn.Server | None = None
        self._running: threading.Thread | None = None
        self._listening: socket.socket | None = None
        self._port = 0

    @property
    def at(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self.settings.port}"

    def behind(self, line: CutLine) -> None:
        """Answer at the address of a line, which passes on to the port where they are served."""
        line.to = self._port
        self.end()
        self.settings = replace(self.settings, port=line.port)
        self.begin()

    def begin(self) -> None:
        """Serve them; nobody is signed in."""
        listening = self._listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self._port))
        listening.listen(64)
        if not self._port:
            self._port = listening.getsockname()[1]
            self.settings = replace(self.settings, port=self._port)
        app = talks_application(self.settings, self.case)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
        self._running = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]})
        self._running.start()
        while not self._server.started:
            time.sleep(0.01)

    def end(self) -> None:
        """Serve them no longer."""
        if self._server is not None and self._running is not None:
            self._server.should_exit = True
            self._running.join(20)
        if self._listening is not None:
            self._listening.close()

    def ask(self, seat: str, method: str, path: str, **given: Any) -> httpx.Response:
        """Ask as a seat that signs in for it."""
        host = {"host": f"127.0.0.1:{self.settings.port}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{self._port}", headers=host, timeout=30) as http:
            token = http.post("/api/session", json={"seat": seat, "passphrase": PHRASE}).json()["token"]
            return http.request(method, f"/api{path}", headers={"authorization": f"Bearer {token}"}, **given)

    def send(self, seat: str, kind: str, **body: Any) -> int:
        """Make an entry, and return its number."""
        return int(self.ask(seat, "POST", f"/entries/{kind}", json={"body": body}).json()["number"])

    def written(self, seat: str) -> list[str]:
        """Return the letters that a seat has written."""
        found = self.ask(seat, "GET", "/entries").json()["entries"]
        return [one["body"]["text"] for one in found if (one["kind"], one["seat"]) == ("letter", seat)]


@contextmanager
def live_talks(folder: Path, *seats: str) -> Iterator[LiveTalks]:
    """Serve new talks, some of whose seats are taken."""
    found = LiveTalks(folder)
    found.begin()
    try:
        for seat in seats:
            joining = {"invitation": found.letters[seat], "passphrase": PHRASE}
            httpx.post(f"{found.at}/api/join", json=joining, timeout=30).raise_for_status()
        yield found
    finally:
        found.end()


@contextmanager
def live(folder: Path, case: Case | None = None, beat: float = 15.0) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve new talks at a port, and yield the address and the invitations."""
    found = LiveTalks(folder, case, beat)
    found.begin()
    try:
        yield found.at, found.letters
    finally:
        found.end()


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


class CutLine:
    """A line to a port of this machine that can be cut in the middle of whatever passes over it, and mended."""

    def __init__(self) -> None:
        """Begin to pass on."""
        self.to = 0
        self._whole = True
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if not self._whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.to))
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while said := one.recv(65_536):
                other.sendall(said)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Let nothing through any more."""
        self._whole = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let everything through again."""
        self._whole = True

    def close(self) -> None:
        """Take the line away."""
        self.cut()
        for end in (self._listening, *self._ends):
            end.close()
