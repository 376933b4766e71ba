"""Talks that tests are about: two delegations, a group, an ally, a mediator, an observer; all signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from detente.case.model import Case
from detente.talks.record.stores import opened_store
from detente.talks.record.talks_record import RECORD, SeatKey, TalksRecord
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.invitations import invite
from detente.web.talks_service.service_application import talks_application
from detente.web.talks_service.service_settings import Allowance, TalksSettings
from tests.talks.made import ORIGIN, private

CHEAP = {"memory": 8, "passes": 1, "lanes": 1}  # of Argon2id, so that tests are quick
PHRASE = "a long walk in the woods"
SEATS: tuple[tuple[str, str, str], ...] = (("us", "head", "us"), ("kp", "head", "kp"))
SEATS += (("us-arms", "group", "us"), ("kr", "consulted", "kr"))
SEATS += (("mediator", "mediator", ""), ("un", "observer", ""))
PACKAGE = {"exercises": "end", "forces": "pull-back"}
AT = "http://127.0.0.1:8422"


@dataclass
class ServedTalks:
    """Talks as they are served.

    Attributes:
        app: The service.
        http: Somebody who speaks to it, without a token.
        tokens: The token of each seat.
        place: Where the record is.
    """

    app: FastAPI
    http: TestClient
    place: str
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, seat: str, method: str, path: str, **given: Any) -> Any:
        """Ask as a seat; as nobody if the seat is empty."""
        headers = {"authorization": f"Bearer {self.tokens[seat]}"} if seat else {}
        return self.http.request(method, f"/api{path}", headers={**headers, **given.pop("headers", {})}, **given)

    def get(self, seat: str, path: str) -> Any:
        """Return what a seat is answered."""
        found = self.ask(seat, "GET", path)
        assert found.status_code == 200, found.text
        return found.json()

    def send(self, seat: str, kind: str, **body: Any) -> int:
        """Make an entry and return its number."""
        given = {"body": {name.replace("_", "-"): value for name, value in body.items()}, "passphrase": PHRASE}
        found = self.ask(seat, "POST", f"/entries/{kind}", json=given)
        assert found.status_code == 201, found.text
        return int(found.json()["number"])

    def refused(self, seat: str, kind: str, **body: Any) -> tuple[int, str]:
        """Try to make an entry, and return the status and the reason."""
        given = {"body": {name.replace("_", "-"): value for name, value in body.items()}, "passphrase": PHRASE}
        found = self.ask(seat, "POST", f"/entries/{kind}", json=given)
        assert found.status_code >= 400, found.text
        return found.status_code, found.json()["error"]


def invitations(place: str) -> dict[str, str]:
    """Open a new record, invite to every seat, and return the invitations."""
    key = SeatKey(ORIGIN, private("record"))
    record = TalksRecord.new(opened_store(place, new=True), RuleBook(), key, {"title": "Talks"})
    own = SeatKey(RECORD, key.private)
    found = {seat: invite(record, own, seat, role, party).text for seat, role, party in SEATS}
    record.store.close()
    return found


def settings_for(place: str, folder: Path) -> TalksSettings:
    """Return how tests serve talks."""
    found = TalksSettings(place, folder / "t.service", cost=CHEAP, poll=0.05)
    often = Allowance(10_000, 60.0)
    return replace(found, sign_ins=often, callers=often, writes=often)


@contextmanager
def serving(settings: TalksSettings, case: Case | None = None) -> Iterator[ServedTalks]:
    """Serve talks in this process."""
    app = talks_application(settings, case)
    with ExitStack() as stack:
        http = stack.enter_context(TestClient(app, base_url=AT, follow_redirects=False))
        yield ServedTalks(app, http, settings.record)


@contextmanager
def seated_talks(place: str, folder: Path, case: Case | None = None) -> Iterator[ServedTalks]:
    """Serve new talks in this process, with everybody signed in."""
    letters = invitations(place)
    with serving(settings_for(place, folder), case) as found:
        for seat, letter in letters.items():
            joined = found.http.post("/api/join", json={"invitation": letter, "passphrase": PHRASE})
            assert joined.status_code == 201, joined.text
            found.tokens[seat] = joined.json()["token"]
        yield found
