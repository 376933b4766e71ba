"""The page of a mediator: an overlap, drafts, improvements, from what was sealed for it; and nobody else sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.case.model import Case
from detente.talks.help.sealed_positions import sealed
from detente.talks.help.stated_positions import positions_of
from detente.talks.seats.sealing import SEALED
from tests.oracles.cases import as_case
from tests.web.talks_service.served import SEATS, ServedTalks, seated_talks
from tests.web.talks_service.test_pages import done, seen

OPTIONS = {"exercises": ("go-on", "end"), "forces": ("stay", "pull-back")}


@pytest.fixture(scope="module")
def case() -> Case:
    """Each side gives on one issue, and gains more on the other."""
    parties = ("us", "kp")
    movers = dict(zip(OPTIONS, parties, strict=True))
    issues = {
        issue: {"name": issue.title(), "movers": [movers[issue]], "options": {o: o.title() for o in options}}
        for issue, options in OPTIONS.items()
    }
    wants = {p: {i: {o[1]: -1 if movers[i] == p else 3} for i, o in OPTIONS.items()} for p in parties}
    named = {p: {"name": p.upper(), "role": "principal"} for p in parties}
    data = {"title": "Small", "date": "2021-01-01", "parties": named, "issues": issues}
    return as_case({**data, "positions": wants, "reservation": dict.fromkeys(parties, 0)})


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory, case: Case) -> Iterator[ServedTalks]:
    folder: Path = tmp_path_factory.mktemp("mediation")
    with seated_talks(str(folder / "t.talks"), folder, case) as found:
        yield found


def seal_positions(talks: ServedTalks, case: Case, seat: str) -> None:
    parts = talks.app.state.parts
    desk = parts.desk(talks.tokens[seat])
    body = sealed(parts.served.record, positions_of(case, seat), {seat, "mediator"})
    parts.served.add(desk.keys.key, SEALED, body)


def test_a_mediator_is_told_what_is_missing_then_the_overlap_and_drafts(talks: ServedTalks, case: Case) -> None:
    seal_positions(talks, case, "us")
    assert "No positions of kp are sealed for you" in seen(talks, "mediator", "/mediation")
    seal_positions(talks, case, "kp")
    page = seen(talks, "mediator", "/mediation")
    assert "All could accept 1 of 3 packages." in page
    assert "Exercises: End; Forces: Pull-Back" in page
    assert "Over no agreement: KP +2.00, US +2.00" in page
    assert "Nothing is agreed yet." in page
    number = talks.send("us", "proposal", text="We end exercises.", package={"exercises": "end"})
    sights = {seat: talks.app.state.parts.desk(talks.tokens[seat]).sight for seat in ("us", "kp", "mediator")}
    on_record = sights["us"].sequence_of(number)
    for seat, kind in (("us", "acceptance"), ("kp", "acceptance"), ("mediator", "agreed-text")):
        number = sights[seat].number_of(on_record)
        talks.send(seat, kind, proposal=number, version=number)
    page = seen(talks, "mediator", "/mediation?changes=1")
    assert "Nothing is better for one side than" in page
    assert f'<a href="/tracks/{number}">proposal {number}</a>' in page


def test_nobody_else_sees_the_page_or_that_there_is_one(talks: ServedTalks) -> None:
    for seat in (seat for seat, role, _ in SEATS if role != "mediator"):
        talks.http.cookies.set("detente-seat", talks.tokens[seat])
        assert talks.http.get("/mediation").status_code == 403
        assert "/mediation" not in talks.http.get("/").text
    talks.http.cookies.clear()
    assert talks.http.get("/mediation").status_code == 303
    assert "/mediation" in seen(talks, "mediator", "/")


def test_without_a_case_the_page_says_so(shared: ServedTalks) -> None:
    assert "serve the talks with --case" in seen(shared, "mediator", "/mediation")


def test_positions_are_stated_in_the_browser_for_oneself_and_for_the_mediator(
    tmp_path_factory: pytest.TempPathFactory, case: Case
) -> None:
    folder = tmp_path_factory.mktemp("positions")
    with seated_talks(str(folder / "t.talks"), folder, case) as talks:
        before = {seat: everything(talks, seat) for seat in ("kp", "un", "kr")}
        form = seen(talks, "us", "/positions")
        assert "the case takes you to have" in form
        assert 'name="points/exercises/end" value="-1"' in form
        fields = {"points/exercises/end": "−2.5", "points/forces/pull-back": "3", "reservation": "0"}
        wrong = done(talks, "us", "/positions", **{**fields, "reservation": "much"})
        assert (wrong.status_code, "reservation: found &#39;much&#39;" in wrong.text) == (422, True)
        assert 'name="points/exercises/end" value="−2.5"' in wrong.text, "what was typed stays"
        assert done(talks, "us", "/positions", **fields, **{"refuses/forces/pull-back": "1"}).status_code == 303
        assert 'value="-2.5"' in seen(talks, "us-arms", "/positions"), "for all of its own side"
        assert "No positions of kp, us are sealed for you" in seen(talks, "mediator", "/mediation")
        for seat in ("us", "kp"):
            told = fields if seat == "us" else {"points/exercises/end": "3", "points/forces/pull-back": "-1"}
            assert done(talks, seat, f"/positions?box={seat}%2Bmediator", **told).status_code == 303
            if seat == "us":
                assert {seat: everything(talks, seat) for seat in before} == before, "others are told nothing of it"
        assert "All could accept 1 of 3 packages." in seen(talks, "mediator", "/mediation")
        assert "Over no agreement: KP +2.00, US +0.50" in seen(talks, "mediator", "/mediation")
        for path in ("/positions?box=kp", "/positions?box=kp%2Bmediator"):
            talks.http.cookies.set("detente-seat", talks.tokens["us"])
            assert talks.http.get(path).status_code == 404
        for seat, status in (("un", 403), ("mediator", 403), ("kr", 409)):
            talks.http.cookies.set("detente-seat", talks.tokens[seat])
            assert talks.http.get("/positions").status_code == status
        number = talks.send("us", "proposal", text="You pull back.", package={"forces": "pull-back"})
        page = seen(talks, "us", f"/tracks/{number}")
        assert "<strong>+3.00 points a year over no agreement</strong>" in page
        assert "You could not accept it; you refuse Forces" in page
        page = seen(talks, "kp", f"/tracks/{number}")
        assert "<strong>-1.00" not in page
        assert "<strong>−1.00 points a year over no agreement</strong>" in page
        body = positions_of(case, "us").body
        assert talks.ask("us", "POST", "/boxes/us", json={"positions": body}).status_code == 201
        wrong_ones: tuple[dict[str, object], ...]
        wrong_ones = ({"positions": {**body, "party": "kp"}}, {"positions": {}}, {}, {"text": "x", "positions": body})
        for given in wrong_ones:
            assert talks.ask("us", "POST", "/boxes/us", json=given).status_code == 422


def everything(talks: ServedTalks, seat: str) -> list[str]:
    """What a seat is shown on every page that could tell something."""
    paths = ["/", "/letters", "/tracks", "/record", "/seats", *([] if seat == "un" else ["/private"])]
    return [seen(talks, seat, path) for path in paths] + [talks.ask(seat, "GET", "/seat").text]
