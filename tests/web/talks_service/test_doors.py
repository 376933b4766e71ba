"""Who gets in, for how long, how often; keys that are replaced, lost or stolen; and changes that others ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import hash_secret_raw

from detente.talks.seats.key_files import keys_text
from detente.web.talks_service.request_limits import RequestLimit, TooOftenError
from detente.web.talks_service.seat_sessions import SeatSessions
from detente.web.talks_service.service_settings import Allowance
from tests.web.talks_service.served import (
    AT,
    CHEAP,
    PHRASE,
    ServedTalks,
    invitations,
    seated_talks,
    serving,
    settings_for,
)

OTHER = "another long walk"
WRONG = "no such seat, or another passphrase"


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[ServedTalks]:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path) as found:
        yield found


def sign_in(talks: ServedTalks, seat: str, phrase: str = PHRASE, **more: str) -> tuple[int, str]:
    found = talks.http.post("/api/session", json={"seat": seat, "passphrase": phrase, **more})
    return found.status_code, found.json().get("token") or found.json()["error"]


def test_one_signs_in_by_the_keys_that_are_kept(shared: ServedTalks) -> None:
    status, token = sign_in(shared, "us")
    assert status == 201
    shared.tokens["again"] = token
    assert shared.get("again", "/seat")["seat"] == "us"
    assert shared.ask("again", "DELETE", "/session").status_code == 204
    assert shared.ask("again", "GET", "/seat").status_code == 401


def test_a_wrong_passphrase_is_as_a_seat_that_is_not_there(shared: ServedTalks) -> None:
    assert (
        sign_in(shared, "us", OTHER) == sign_in(shared, "nobody", OTHER) == (403, "no such seat, or another passphrase")
    )


def test_a_seat_that_is_not_there_takes_as_much_work_as_a_wrong_passphrase(
    shared: ServedTalks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes time is to stretch the passphrase, so that is counted, with its cost."""
    work: list[tuple[object, ...]] = []

    def counted(secret: bytes, salt: bytes, *cost: Any) -> bytes:
        work.append((len(secret), len(salt), *cost))
        return hash_secret_raw(secret, salt, *cost)

    monkeypatch.setattr("detente.talks.seats.key_files.hash_secret_raw", counted)
    for seat in ("us", "kr", "nobody", "", "us" * 20):
        assert sign_in(shared, seat, OTHER)[0] == 403
    assert len(work) == 5
    assert len({*work}) == 1


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 64, "A" * 1000])
def test_a_token_of_ones_own_making_opens_nothing(shared: ServedTalks, token: str) -> None:
    headers = {b"authorization": f"Bearer {token}".encode()}
    assert shared.http.get("/api/seat", headers=headers).status_code == 401
    shared.http.cookies.set("detente-seat", shared.tokens["us"])
    assert shared.http.get("/api/seat").status_code == 401
    shared.http.cookies.clear()


def test_an_invitation_is_used_once(tmp_path: Path) -> None:
    letters = invitations(str(tmp_path / "t.talks"))
    with serving(settings_for(str(tmp_path / "t.talks"), tmp_path)) as talks:
        given = {"invitation": letters["us"], "passphrase": PHRASE}
        assert talks.http.post("/api/join", json={**given, "passphrase": "short"}).status_code == 422
        assert talks.http.post("/api/join", json=given).status_code == 201
        again = talks.http.post("/api/join", json={**given, "passphrase": OTHER})
        assert (again.status_code, again.json()["error"]) == (409, "the invitation was used, or withdrawn")
        assert sign_in(talks, "us")[0] == 201, "who failed to join has replaced no keys"
        assert talks.http.post("/api/join", json={**given, "invitation": "{}"}).status_code == 422


def test_keys_of_ones_own_open_a_session_and_are_not_kept(talks: ServedTalks) -> None:
    parts = talks.app.state.parts
    own = talks.app.state.parts.state.keys("us")
    parts.state.forget_keys("us")
    status, token = sign_in(talks, "", key_file=own)
    assert status == 201
    talks.tokens["us"] = token
    talks.send("us", "letter", text="Signed with keys that the service does not keep.")
    assert parts.state.keys("us") is None
    made_up = keys_text(replace(parts.sessions.keys(parts.sessions.found(token), token), record="other"), PHRASE, CHEAP)
    assert sign_in(talks, "", key_file=made_up)[0] == 403
    assert sign_in(talks, "", key_file="{}")[0] == 422


def test_new_keys_replace_old_ones(talks: ServedTalks) -> None:
    talks.ask("us", "POST", "/boxes/us", json={"text": "Before."})
    given = {"passphrase": PHRASE, "new_passphrase": OTHER}
    assert talks.ask("us", "POST", "/keys", json={**given, "passphrase": OTHER}).status_code == 403
    found = talks.ask("us", "POST", "/keys", json=given)
    assert found.status_code == 201
    assert talks.ask("us", "GET", "/seat").status_code == 401
    talks.tokens["us"] = found.json()["token"]
    assert sign_in(talks, "us")[0] == 403
    assert sign_in(talks, "us", OTHER)[0] == 201
    assert talks.get("us", "/boxes/us") == [], "what was sealed before is opened by the old keys"
    assert [one["signed"] for one in talks.get("us-arms", "/boxes/us")] == [True]
    talks.send("us", "letter", text="With new keys.")


def test_a_revoked_key_is_out_at_once(talks: ServedTalks) -> None:
    assert talks.ask("us-arms", "POST", "/revocations", json={"seat": "us", "reason": "x"}).status_code == 409
    assert talks.ask("us", "POST", "/revocations", json={"seat": "us-arms", "reason": "lost"}).status_code == 201
    assert talks.ask("us-arms", "GET", "/seat").status_code == 401
    assert sign_in(talks, "us-arms")[0] == 403
    letter = talks.ask("us", "POST", "/invitations", json={"seat": "us-arms"}).json()["invitation"]
    assert talks.http.post("/api/join", json={"invitation": letter, "passphrase": OTHER}).status_code == 201
    assert sign_in(talks, "us-arms", OTHER)[0] == 201


def test_sessions_end(shared: ServedTalks) -> None:
    now = [0.0]
    sessions = SeatSessions(10.0, 100.0, lambda: now[0])
    parts = shared.app.state.parts
    keys = parts.sessions.keys(parts.sessions.found(shared.tokens["us"]), shared.tokens["us"])
    token = sessions.begin(keys, "")
    for now[0] in range(9, 99, 9):
        assert sessions.found(token) is not None
    assert sessions.found(token, touch=False) is not None
    now[0] = 101.0
    assert sessions.found(token) is None
    token = sessions.begin(keys, "")
    now[0] = 110.0
    assert sessions.found(token, touch=False) is not None
    now[0] = 112.0
    assert sessions.found(token) is None, "a stream that is left open keeps nobody signed in"


def test_an_allowance_fills_up_again() -> None:
    now = [0.0]
    limit = RequestLimit(Allowance(2, 10.0), lambda: now[0])
    limit.take("us")
    limit.take("us")
    limit.take("kp")
    with pytest.raises(TooOftenError, match="5 s"):
        limit.take("us")
    now[0] = 5.0
    limit.take("us")


def test_who_guesses_passphrases_waits(tmp_path: Path) -> None:
    place = str(tmp_path / "t.talks")
    invitations(place)
    with serving(replace(settings_for(place, tmp_path), sign_ins=Allowance(3, 60.0))) as talks:
        answers = [talks.http.post("/api/session", json={"seat": "us", "passphrase": str(n)}) for n in range(4)]
        assert [one.status_code for one in answers] == [403, 403, 403, 429]
        assert int(answers[-1].headers["retry-after"]) > 0
        assert (
            talks.http.post("/sign-in", data={"seat": "us", "passphrase": "x"}, headers={"origin": AT}).status_code
            == 429
        )


def test_a_page_changes_nothing_for_others(talks: ServedTalks) -> None:
    cookie = {"detente-seat": talks.tokens["us"]}
    talks.http.cookies.update(cookie)
    token = re.search(r'name="token" value="([^"]+)"', talks.http.get("/send/letter").text)
    assert token is not None
    said = {"text": "Dear Chairman.", "token": token[1]}
    for headers, data in (
        ({}, said),
        ({"origin": "https://evil.example"}, said),
        ({"origin": AT}, {**said, "token": ""}),
        ({"origin": AT}, {**said, "token": "x" * 64}),
    ):
        assert talks.http.post("/send/letter", data=data, headers=headers).status_code == 403
    sent = talks.http.post("/send/letter", data=said, headers={"origin": AT})
    assert (sent.status_code, sent.headers["location"]) == (303, "/entries/13")
    assert talks.http.get("/", headers={"host": "evil.example"}).status_code == 421
    told = talks.http.get("/").headers
    assert "script-src 'self'" in told["content-security-policy"]
    assert told["cache-control"] == "no-store"


def test_what_somebody_writes_is_text_on_every_page(shared: ServedTalks) -> None:
    script = "<script>alert(1)</script>"
    number = shared.send("kp", "proposal", text=script, package={"exercises": "end"})
    shared.send("kp", "letter", text=script)
    shared.ask("us", "POST", "/boxes/us", json={"text": script})
    shared.http.cookies.set("detente-seat", shared.tokens["us"])
    for path in (
        "/",
        "/letters",
        "/tracks",
        f"/tracks/{number}",
        "/private",
        "/record",
        f"/send/amendment?about={number}",
    ):
        page = shared.http.get(path)
        assert page.status_code == 200
        assert script not in page.text
        assert "&lt;script&gt;" in page.text
    shared.http.cookies.clear()
