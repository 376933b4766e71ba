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
from tests.web.talks_service.test_pages import seen

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
    assert "no positions of kp are sealed for you" in seen(talks, "mediator", "/mediation")
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
