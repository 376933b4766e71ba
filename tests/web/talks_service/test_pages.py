"""What pages do that a browser is not needed for: doors, private boxes, seats and keys, drafts, lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from detente.chapters.approach.letters import check_told
from detente.talks.help.letter_check import LetterPrices
from detente.talks.seats.key_files import keys_of
from detente.talks.seats.sealing import readers, seal
from detente.web.talks_service.seat_sessions import form_token
from detente.web.talks_service.text_drafts import MOST
from tests.sharing import bundled_case
from tests.web.talks_service.served import AT, PACKAGE, PHRASE, ServedTalks, seated_talks

OTHER = "another long walk"
ORIGIN = {"origin": AT}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedTalks]:
    folder: Path = tmp_path_factory.mktemp("pages")
    with seated_talks(str(folder / "t.talks"), folder) as found:
        yield found


def seen(talks: ServedTalks, seat: str, path: str) -> str:
    talks.http.cookies.set("detente-seat", talks.tokens[seat])
    found = talks.http.get(path)
    talks.http.cookies.clear()
    assert found.status_code == 200, found.text
    return str(found.text)


def done(talks: ServedTalks, who: str, path: str, /, **fields: str) -> Any:
    talks.http.cookies.set("detente-seat", talks.tokens[who])
    data = {"token": form_token(talks.tokens[who]), **fields}
    found = talks.http.post(path, data=data, headers=ORIGIN)
    talks.http.cookies.clear()
    return found


def test_a_letter_is_checked_before_it_is_sent_and_goes_nowhere(tmp_path: Path) -> None:
    """In the words of `letter check`, by the case; nobody else is told, nothing is kept, nothing is on the record."""
    text = "We demand complete denuclearisation. Otherwise we will use force."
    case = bundled_case("korea-2021")
    with seated_talks(str(tmp_path / "t.talks"), tmp_path, case) as talks:
        assert "Check what it raises" in seen(talks, "us", "/send/letter")
        assert all("Check what it raises" not in seen(talks, seat, "/send/letter") for seat in ("mediator", "un"))
        prices = talks.app.state.parts.prices = LetterPrices(case, 10)
        before = {seat: talks.ask(seat, "GET", "/entries").text for seat in ("us", "kp")}
        checked = done(talks, "us", "/check/letter", text=text)
        assert checked.status_code == 200
        report = prices.checked("us", "dprk", text)
        assert report.outcome == "fatal"
        for heading, lines in check_told(case, report):
            assert all(str(escape(said)) in checked.text for said in (heading, *lines))
        assert text in checked.text, "what was typed is still there"
        assert {seat: talks.ask(seat, "GET", "/entries").text for seat in before} == before
        assert talks.app.state.parts.state.drafts("us") == []
        assert done(talks, "mediator", "/check/letter", text=text).status_code == 404


def test_doors_open_and_close(talks: ServedTalks) -> None:
    def enter(**given: Any) -> Any:
        return talks.http.post("/sign-in", headers=ORIGIN, **given)

    wrong = enter(data={"seat": "us", "passphrase": OTHER})
    assert (wrong.status_code, "No such seat, or another passphrase" in wrong.text) == (403, True)
    keys = talks.app.state.parts.state.keys("us")
    for given in ({"data": {"seat": "us", "passphrase": PHRASE}},
                  {"data": {"passphrase": PHRASE}, "files": {"keys": ("us.key", keys)}}):  # fmt: skip
        found = enter(**given)
        assert (found.status_code, found.headers["location"]) == (303, "/")
        assert re.search("detente-seat=.*HttpOnly.*SameSite=strict", found.headers["set-cookie"])
    talks.tokens["again"] = re.search("detente-seat=([^;]+)", found.headers["set-cookie"])[1]  # type: ignore[index]
    talks.http.cookies.clear()
    assert "Waiting for you" in seen(talks, "again", "/")
    assert done(talks, "again", "/sign-out").status_code == 303
    assert "Take your seat" in seen(talks, "again", "/")
    assert talks.http.get("/letters").headers["location"] == "/"
    assert talks.http.get("/inbox", headers={"hx-request": "true"}).headers["hx-redirect"] == "/"


def test_joining_needs_the_same_passphrase_twice(talks: ServedTalks) -> None:
    assert "made for your seat" in talks.http.get("/join").text

    def join(letter: str, again: str) -> Any:
        files = {"invitation": ("x", letter)}
        return talks.http.post("/join", data={"passphrase": PHRASE, "again": again}, files=files, headers=ORIGIN)

    letter = done(talks, "kp", "/seats/invite", seat="kp-arms")
    assert letter.headers["content-disposition"] == 'attachment; filename="kp-arms.invitation"'
    assert "the two passphrases differ" in join(letter.text, OTHER).text.lower()
    assert join("{}", PHRASE).status_code == 422
    assert join(letter.text, PHRASE).status_code == 303
    talks.http.cookies.clear()
    assert "kp-arms" in seen(talks, "us", "/seats")
    assert done(talks, "kp", "/seats/invite", seat="kp-arms").status_code == 409, "it is taken"
    assert done(talks, "un", "/seats/invite", seat="un-arms").status_code == 403


def test_private_boxes(talks: ServedTalks) -> None:
    assert done(talks, "kr", "/private/kr", text="Our caucus.").status_code == 303
    assert "Our caucus." in seen(talks, "kr", "/private")
    assert done(talks, "kr", "/private/us", text="x").status_code == 404
    assert done(talks, "kr", "/private/kr", text=" ").status_code == 422
    talks.http.cookies.set("detente-seat", talks.tokens["us"])
    assert "case with your side is served" in talks.http.get("/positions").text
    talks.http.cookies.clear()
    assert "/positions" not in seen(talks, "us", "/private")
    assert "Private" not in seen(talks, "un", "/"), "an observer has no boxes"
    assert "kr and you, in confidence" in seen(talks, "mediator", "/private")


def test_a_post_that_was_taken_away_is_missed(talks: ServedTalks) -> None:
    parts = talks.app.state.parts
    for text in ("One.", "Two.", "Three."):
        talks.ask("mediator", "POST", "/boxes/us+mediator", json={"text": text})
    kept = parts.state.posts
    try:
        parts.state.posts = lambda box: [post for n, post in enumerate(kept(box)) if n != 1]
        found = talks.get("us", "/boxes/us+mediator")
        assert [(one["body"]["text"], one["follows"]) for one in found] == [("One.", True), ("Three.", False)]
        assert "a post before it is missing" in seen(talks, "us", "/private")
    finally:
        parts.state.posts = kept


def test_drafts_and_refusals_keep_what_was_typed(talks: ServedTalks) -> None:
    assert "Draft kept" in done(talks, "us", "/drafts/letter", text="Dear").text
    assert ">Dear</textarea>" in seen(talks, "us", "/send/letter")
    assert '<a href="/send/letter">letter</a>' in seen(talks, "us", "/")
    assert done(talks, "us", "/drafts/letter/drop").status_code == 303
    assert ">Dear</textarea>" not in seen(talks, "us", "/send/letter")
    assert talks.get("us", "/drafts/letter") == {}
    kept = [talks.ask("un", "PUT", f"/drafts/{n}", json={"fields": {}}).status_code for n in range(MOST + 1)]
    assert kept == [204] * MOST + [422]
    refused = done(talks, "us", "/send/proposal", text="Words.", package="exercises end")
    assert (refused.status_code, "expected issue → option" in refused.text) == (422, True)
    assert ">Words.</textarea>" in refused.text
    assert done(talks, "us", "/send/proposal", text="Words.", package="exercises: end").status_code == 303
    assert done(talks, "us", "/send/sealed", text="x").status_code == 404
    assert done(talks, "us", "/send/finding", text="x").status_code == 403


def test_lines_are_as_healthy_as_their_calls(talks: ServedTalks) -> None:
    call = talks.send("us", "test-call", channel="hotline")
    talks.send("us", "test-call", channel="hotline")
    assert done(talks, "kp", f"/send/answer?about={call}", **{"test-call": str(call)}).status_code == 303
    row = re.search(r'<tr><th scope="row">hotline.*?</tr>', seen(talks, "us", "/lines"))
    assert row is not None
    assert re.findall(r"<td[^>]*>(.*?)</td>", row[0])[:3] == ["2", "1", "less than a minute"]
    assert "Answer" in seen(talks, "kp", "/lines")


def test_what_was_sealed_on_the_record_is_opened_for_those_named(talks: ServedTalks) -> None:
    served, state = talks.app.state.parts.served, talks.app.state.parts.state
    keys = keys_of(state.keys("kp"), PHRASE)
    body = seal("note", {"text": "By the command line."}, readers(served.book.roster, ["mediator"]))
    served.add(keys.key, "sealed", body)
    number = talks.get("mediator", "/seat")["entries"] - 1
    assert "By the command line." in seen(talks, "mediator", f"/entries/{number}")
    assert talks.ask("un", "GET", f"/entries/{number}").status_code == 404
    own = talks.get("kp", "/seat")["entries"] - 1
    assert "By the command line." not in seen(talks, "kp", f"/entries/{own}"), "it was not sealed for who wrote it"


def test_keys_are_replaced_and_revoked(talks: ServedTalks) -> None:
    given = {"passphrase": PHRASE, "new": OTHER, "again": OTHER}
    assert done(talks, "us-arms", "/seats/keys", **{**given, "again": PHRASE}).status_code == 422
    found = done(talks, "us-arms", "/seats/keys", **given)
    assert json.loads(found.text)["seat"] == "us-arms"
    talks.tokens["us-arms"] = re.search("detente-seat=([^;]+)", found.headers["set-cookie"])[1]  # type: ignore[index]
    assert "us-arms" in seen(talks, "us-arms", "/")
    assert done(talks, "us-arms", "/seats/revoke", seat="us", reason="x").status_code == 409
    assert done(talks, "us", "/seats/revoke", seat="us-arms", reason="left").status_code == 303
    assert "Take your seat" in seen(talks, "us-arms", "/")


def test_an_ally_has_no_file_of_the_record(talks: ServedTalks) -> None:
    talks.http.cookies.set("detente-seat", talks.tokens["kr"])
    assert talks.http.get("/record/export").status_code == 403
    assert "Download the record" not in talks.http.get("/record").text
    assert talks.http.get("/entries/999").status_code == talks.http.get("/tracks/0").status_code == 404
    talks.http.cookies.clear()


def test_what_is_nowhere_is_a_page_with_a_way_back(talks: ServedTalks) -> None:
    nowhere = talks.http.get("/words")
    assert nowhere.status_code == 404
    assert 'href="/"' in nowhere.text
    assert 'href="/words"' not in nowhere.text
    assert talks.http.get("/api/nowhere").json() == {"error": "no page of the talks has this address"}


def test_an_ally_is_told_what_it_sees_and_that_a_consultation_is_over(tmp_path: Path) -> None:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path) as talks:
        pages = ("/letters", "/tracks", "/lines", "/commitments")
        none = [seen(talks, "kr", path) for path in pages]
        assert all(f"You see no{word}" in page for word, page in zip((" ", "ne", " ", "ne"), none, strict=True))
        talks.send("us", "letter", text="Let us talk.")
        talks.send("us", "test-call", channel="hotline")
        number = talks.send("us", "proposal", text="End.", package=PACKAGE)
        assert [seen(talks, "kr", path) for path in pages] == none
        far, near = "9999-01-01T00:00:00.000Z", "9998-01-01T00:00:00.000Z"
        first, later = (
            talks.send(seat, "consultation", proposal=number, ally="kr", until=until)
            for seat, until in (("us", far), ("kp", near))
        )
        states = [talks.get("us", f"/tracks/{one}")["state"] for one in (first, later)]
        assert states == ["over", "asked"]
        assert "kr about proposal" in seen(talks, "us", "/tracks")
        for path in ("/tracks", f"/tracks/{first}", f"/tracks/{number}"):
            assert "the ally was asked anew about the proposal" in seen(talks, "us", path)
        assert [one["says"] for one in talks.get("kr", "/waiting")] == ["your view is asked"], "once"
