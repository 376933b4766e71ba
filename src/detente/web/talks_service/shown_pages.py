"""What every page of a seat is given: its own names, its token, and the words for what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import HTMLResponse

from detente.talks.help.private_worth import PointRange
from detente.web.rendering import rendered
from detente.web.talks_service.seat_sessions import form_token
from detente.web.talks_service.talks_desk import TalksDesk

MEDIATION = "/mediation"  # for a mediator alone
ROOMS = (
    ("/", "Inbox"),
    ("/letters", "Letters"),
    ("/tracks", "Proposals"),
    ("/commitments", "Commitments"),
    ("/notices", "Notices"),
    ("/lines", "Lines"),
    ("/private", "Private"),
    (MEDIATION, "Mediation"),
    ("/seats", "Seats"),
    ("/record", "Record"),
)


def shown(desk: TalksDesk, name: str, here: str, status: int = 200, /, **filled: Any) -> HTMLResponse:
    """Return a page for a seat."""
    hidden = {"/private": not desk.boxes, MEDIATION: desk.seat.role != "mediator"}
    rooms = [one for one in ROOMS if not hidden.get(one[0])]
    page = rendered(
        f"talks/{name}.html",
        desk=desk,
        here=here,
        rooms=rooms,
        token=form_token(desk.token),
        since=desk.news.text,
        party=lambda party: party_name(desk, party),
        **filled,
    )
    return HTMLResponse(page, status_code=status, headers={"cache-control": "no-store"})


def party_name(desk: TalksDesk, party: str) -> str:
    """Return the name of a delegation: that of the case, or its id."""
    if desk.case is not None and party in desk.case.parties:
        return desk.case.parties[party].name
    return party


def option_names(desk: TalksDesk, package: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return a package in words, by the names of the case where it has them."""
    return [_named(desk, issue, option) for issue, option in package.items()]


def changed_names(desk: TalksDesk, changes: Mapping[str, tuple[str | None, str | None]]) -> list[tuple[str, str, str]]:
    """Return what changes in a package in words: issue, option before, option now."""
    found = []
    for issue, (before, after) in changes.items():
        name, was = _named(desk, issue, before)
        found.append((name, was, _named(desk, issue, after)[1]))
    return found


def issue_names(desk: TalksDesk, issues: Sequence[str]) -> list[str]:
    """Return issues by the names of the case."""
    return [_named(desk, issue, None)[0] for issue in issues]


def points_range(said: PointRange) -> str:
    """Return points in words: the middle, and the ends of the range where there is one."""
    middle, low, high = (f"{value:+.2f}".replace("-", "−") for value in (said.middle, said.low, said.high))
    return middle if low == high else f"{middle} [{low} to {high}]"


def _named(desk: TalksDesk, issue: str, option: str | None) -> tuple[str, str]:
    said = desk.case.issues.get(issue) if desk.case else None
    named = said.options.get(option) if said and option else None
    return said.name if said else issue, named.name if named else option or "not part of it"
