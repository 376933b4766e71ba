"""What a seat may not learn: nothing of what it does not see, by content, count, size, timing or error."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.talks_service.live import HeardEvents, live
from tests.web.talks_service.served import PACKAGE, PHRASE, ServedTalks, seated_talks

SECRET = "our least is a moratorium"
READ = (
    *("/seat", "/seats", "/entries", "/tracks", "/waiting", "/export", "/boxes/us", "/boxes/us+mediator"),
    *("/boxes/nobody", "/entries/13", "/entries/14", "/tracks/13", "/drafts/letter"),
)


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[ServedTalks]:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path) as found:
        yield found


def all_that(talks: ServedTalks, seat: str) -> list[tuple[int, str, dict[str, str]]]:
    """Everything that a seat is answered: status, text, headers."""
    found = [talks.ask(seat, "GET", path) for path in READ]
    return [(one.status_code, one.text, dict(one.headers)) for one in found]


def test_a_caucus_changes_no_byte_of_what_others_are_answered(talks: ServedTalks) -> None:
    before = {seat: all_that(talks, seat) for seat in ("kp", "kr", "un")}
    for box in ("us", "us+mediator"):
        for text in (SECRET, SECRET * 50):
            assert talks.ask("us", "POST", f"/boxes/{box}", json={"text": text}).status_code == 201
    assert talks.ask("us", "PUT", "/drafts/letter", json={"fields": {"text": SECRET}}).status_code == 204
    assert {seat: all_that(talks, seat) for seat in before} == before
    assert SECRET in json.dumps(talks.get("us-arms", "/boxes/us"))
    assert SECRET in json.dumps(talks.get("mediator", "/boxes/us+mediator"))
    assert talks.ask("mediator", "GET", "/boxes/us").status_code == 404


def test_a_box_that_is_not_ones_own_is_as_one_that_is_not_there(talks: ServedTalks) -> None:
    talks.ask("us", "POST", "/boxes/us", json={"text": SECRET})
    theirs = talks.ask("kp", "GET", "/boxes/us")
    none = talks.ask("kp", "GET", "/boxes/xx")
    assert (theirs.status_code, theirs.text.replace("us", "xx")) == (none.status_code, none.text)


def test_letters_between_others_change_no_byte_of_what_an_ally_is_answered(talks: ServedTalks) -> None:
    before = all_that(talks, "kr")
    letter = talks.send("us", "letter", text=SECRET)
    talks.send("us", "proposal", text=SECRET, package=PACKAGE)
    talks.send("kp", "letter", text="No.", answers=letter)
    talks.send("us", "test-call", channel="hotline")
    talks.send("mediator", "round", candidates=[letter + 1])
    assert all_that(talks, "kr") == before
    number = talks.send("kr", "note", text="Are we asked?")
    assert number == talks.get("un", "/seat")["entries"] - 1 - 5, "it counts only what it sees"


def test_an_error_tells_no_hidden_entry_from_one_that_is_not_there(talks: ServedTalks) -> None:
    at = talks.get("kr", "/seat")["entries"]
    none = talks.refused("kr", "comment", consultation=at, text="x")
    talks.send("us", "letter", text=SECRET)
    proposal = talks.send("us", "proposal", text=SECRET, package=PACKAGE)
    assert talks.refused("kr", "comment", consultation=at, text="x") == none
    talks.send("us", "consultation", proposal=proposal, ally="kr", until="2099-01-01T00:00:00.000Z")
    status, why = talks.refused("kr", "comment", consultation=at, text="x")  # the number by which it knows the proposal
    assert status == 409
    assert not re.search(r"\d", why), "no number of the record"


def test_what_is_kept_has_one_size_whatever_is_said(talks: ServedTalks, tmp_path: Path) -> None:
    for text in ("x", SECRET * 100):
        talks.ask("us", "POST", "/boxes/us", json={"text": text})
    for slot, text in (("letter", "x"), ("note", SECRET * 100)):
        talks.ask("us", "PUT", f"/drafts/{slot}", json={"fields": {"text": text}})
    kept = sqlite3.connect(tmp_path / "t.service")
    for table in ("posts", "drafts"):
        found = [raw for (raw,) in kept.execute(f"SELECT sealed FROM {table}")]
        assert len(found) > 1
        assert max(map(len, found)) - min(map(len, found)) < 300, "age adds a random number of bytes"
        assert not [raw for raw in found if SECRET.encode() in raw]
    kept.close()


def test_no_key_and_no_passphrase_is_kept_in_the_open(talks: ServedTalks, tmp_path: Path) -> None:
    raw = (tmp_path / "t.service").read_bytes() + (tmp_path / "t.service-wal").read_bytes()
    assert PHRASE.encode() not in raw
    parts = talks.app.state.parts
    session = parts.sessions.found(talks.tokens["us"])
    private = parts.sessions.keys(session, talks.tokens["us"]).key.private.private_bytes_raw()
    held: list[Any] = [session.wrapped, session.key_text.encode(), *parts.sessions._open]
    assert not [one for one in (raw, *held) if private in one or private.hex().encode() in one]
    assert talks.tokens["us"] not in repr(parts.sessions.__dict__)


def test_a_stream_tells_what_is_seen_and_nothing_else(tmp_path: Path) -> None:
    with live(tmp_path, beat=0.4) as (at, letters), httpx.Client(base_url=at, timeout=20) as http:
        tokens = {
            seat: http.post("/api/join", json={"invitation": letter, "passphrase": PHRASE}).json()["token"]
            for seat, letter in letters.items()
        }

        def post(seat: str, path: str, **said: Any) -> None:
            found = http.post(f"/api{path}", json=said, headers={"authorization": f"Bearer {tokens[seat]}"})
            assert found.status_code == 201, found.text

        ally, other, own = (HeardEvents(at, tokens[seat]) for seat in ("kr", "kp", "us-arms"))
        for heard in (ally, other, own):
            heard.until("data: {}")
        post("us", "/boxes/us", text=SECRET)
        assert "event: post" in own.until("event: post")
        post("us", "/entries/letter", body={"text": SECRET})
        post("us", "/entries/test-call", body={"channel": "hotline"})
        ally.until(": here")
        post(
            "us",
            "/entries/notice",
            body={"template": "launch", "begins": "2099-01-01T00:00:00.000Z", "where": "x", "impact": "y"},
        )
        told = {name: heard.until('"kind": "notice"') for name, heard in (("kr", ally), ("kp", other))}
        events = {name: [line for line in said if line.startswith(("event", "id"))] for name, said in told.items()}
        size = 13
        assert events["kr"] == [f"id: {size}.0", "event: ready", f"id: {size + 1}.0", "event: entry"]
        assert events["kp"] == [f"id: {size}.0", "event: ready"] + [
            line for n in (1, 2, 3) for line in (f"id: {size + n}.0", "event: entry")
        ]
        assert SECRET not in str(told)
        again = HeardEvents(at, tokens["kp"], since=f"{size + 2}.0")
        missed = [line for line in again.until('"kind": "notice"') if line.startswith("id")]
        assert missed == [f"id: {size + 2}.0", f"id: {size + 3}.0"], "it goes on where it was cut"
        for heard in (ally, other, own, again):
            heard.close()
