"""Every address by every seat, every kind of entry made and seen by every seat: each pair as the tables say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from detente.talks.rules.entry_kinds import KINDS
from tests.oracles import talks_sight as oracle
from tests.web.talks_service.served import PHRASE, SEATS, ServedTalks, seated_talks

ROLES = {seat: role for seat, role, _ in SEATS}
MAKERS = {  # written by hand from the design, not from the program
    "letter": "head group consulted mediator observer",
    "note": "head group consulted mediator observer",
    "proposal": "head mediator",
    "amendment": "head mediator",
    "acceptance": "head",
    "rejection": "head",
    "withdrawal": "head mediator",
    "agreed-text": "head mediator",
    "initials": "head",
    "signature": "head",
    "entry-into-force": "head mediator",
    "round": "mediator",
    "sealed-acceptance": "head",
    "overlap": "mediator",
    "consultation": "head",
    "comment": "consulted",
    "commitment": "head",
    "report": "head group",
    "finding": "mediator observer",
    "breach": "head",
    "suspension": "head",
    "restoration": "head",
    "notice": "head group",
    "test-call": "head group",
    "answer": "head group",
}
OPEN_DOORS = {"/api/session", "/api/join"}  # at which one signs in
LIMITED = {
    "POST /api/invitations": "head",
    "GET /api/checkpoint": "head group mediator observer",
    "GET /api/export": "head group mediator observer",
    **{f"POST /api/entries/{kind}": makers for kind, makers in MAKERS.items()},
}
FILLED = {"number": "0", "name": "nobody", "slot": "letter"}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedTalks]:
    """Talks of this module, whose seats it may sign out."""
    folder: Path = tmp_path_factory.mktemp("matrix")
    with seated_talks(str(folder / "t.talks"), folder) as found:
        yield found


def routes(talks: ServedTalks) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Method, path, and what the description of the service says, of all that needs a token; signing out last."""
    described = talks.app.openapi()["paths"]
    every = [(method.upper(), path, said) for path, ways in described.items() for method, said in ways.items()]
    yield from sorted(every, key=lambda one: one[:2] == ("DELETE", "/api/session"))


def test_every_address_by_every_seat(talks: ServedTalks) -> None:
    seen = 0
    for method, path, said in routes(talks):
        if path in OPEN_DOORS and method == "POST":
            continue
        may = LIMITED.get(f"{method} {path}", "head group consulted mediator observer").split()
        assert said["x-roles"] == [one for one in ("head", "group", "consulted", "mediator", "observer") if one in may]
        for seat in ("", *ROLES):
            if path == "/api/events" and seat:
                continue  # does not end; tests of live updates look at it
            address = path.removeprefix("/api").format(**FILLED)
            given = {"body": {}, "passphrase": PHRASE, "new_passphrase": "x", "seat": "x", "reason": "x", "text": "x"}
            body = {} if method == "GET" else {"json": {**given, "fields": {}}}
            status = talks.ask(seat, method, address, **body).status_code
            refused = 401 if not seat else 403 if ROLES[seat] not in may else 0
            assert (status == refused) if refused else (status not in {401, 403} and status < 500), (method, path, seat)
            seen += 1
    assert seen > 300


def test_every_route_is_described(talks: ServedTalks) -> None:
    described = set(talks.app.openapi()["paths"])
    hidden = [
        r.path for r in talks.app.routes if isinstance(r, APIRoute) and r.include_in_schema and r.path not in described
    ]
    assert hidden == []
    assert set(MAKERS) == KINDS.keys() - {"sealed"}


def test_every_kind_is_seen_by_those_who_may(shared: ServedTalks) -> None:
    every = _one_of_each(shared)
    whole = shared.get("us", "/entries")["entries"]
    kinds = {one["kind"] for one in whole}
    assert kinds >= {*MAKERS, "opening", "invitation", "joining"}
    asked_about = every["proposal"]
    for seat, role in ROLES.items():
        sees = shared.get(seat, "/entries")["entries"]
        told = [(one["kind"], one["time"], one["seat"]) for one in sees]
        should = oracle.sight(seat, role, whole)
        assert told == [(whole[n]["kind"], whole[n]["time"], whole[n]["seat"]) for n in should]
        for number in range(len(whole) + 1):
            status = shared.ask(seat, "GET", f"/entries/{number}").status_code
            assert status == (200 if number < len(should) else 404)
    assert asked_about in oracle.sight("kr", "consulted", whole)


def _one_of_each(talks: ServedTalks) -> dict[str, int]:
    """Make an entry of every kind, some of which the ally does not see."""
    made: dict[str, int] = {}

    def add(seat: str, kind: str, **body: object) -> int:
        made[kind] = talks.send(seat, kind, **body)
        return made[kind]

    add("us", "letter", text="Let us talk.")
    add("us-arms", "note", text="A remark.")
    other = add("kp", "proposal", text="Something else.", package={"forces": "stay"})
    add("us", "rejection", proposal=other, version=other, reason="No.")
    add("kp", "withdrawal", proposal=other, reason="Another one comes.")
    one = add("us", "proposal", text="This.", package={"forces": "pull-back"})
    add("kp", "amendment", proposal=one, text="That.", package={"forces": "pull-back"})
    version = made["amendment"]
    asked = add("us", "consultation", proposal=one, ally="kr", until="2099-01-01T00:00:00.000Z")
    ours = next(w["number"] for w in talks.get("kr", "/waiting"))
    add("kr", "comment", consultation=ours, text="Yes.")
    number = add("mediator", "round", candidates=[one])
    for seat in ("us", "kp"):
        add(seat, "sealed-acceptance", round=number, marks=[one])
    add("mediator", "overlap", round=number)
    for kind in ("acceptance", "agreed-text", "initials", "signature"):
        for seat in ("us", "kp") if kind != "agreed-text" else ("us",):
            add(seat, kind, proposal=one, version=version)
    add("us", "entry-into-force", proposal=one)
    does = add("kp", "commitment", proposal=one, does="pull back", due="2099-01-01", **{"verified-by": "overflights"})
    add("kp", "report", commitment=does, text="Not yet.")
    add("un", "finding", commitment=does, score=0, reason="Nothing.")
    for kind in ("breach", "suspension", "restoration"):
        add("us", kind, commitment=does, reason="As the roadmap says.")
    add("us", "notice", template="launch", begins="2099-01-01T00:00:00.000Z", where="Cape", impact="Pacific")
    call = add("us", "test-call", channel="hotline")
    add("kp", "answer", **{"test-call": call})
    assert talks.get("us", f"/tracks/{asked}")["state"] == "answered"
    return made
