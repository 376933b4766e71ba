"""What a seat reads: inbox, letters, tracks, commitments, notices, lines, seats, the record; and its live updates."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from detente.talks.rules.entry_kinds import KINDS
from detente.talks.seats.roster import KINDS as OF_SEATS
from detente.web.talks_service.call_health import call_health
from detente.web.talks_service.door_pages import door
from detente.web.talks_service.json_routes import exported, streamed
from detente.web.talks_service.own_positions import own_worth
from detente.web.talks_service.seat_requests import COOKIE, PageDesk, Parts
from detente.web.talks_service.served_record import SeenEntry
from detente.web.talks_service.shown_pages import changed_names, issue_names, option_names, points_range, shown
from detente.web.talks_service.talks_desk import EXPORTS, RefusedRequestError, TalksDesk
from detente.web.talks_service.track_views import entries_about, last_change, track_view
from detente.web.talks_service.what_waits import what_waits

ROUTER = APIRouter()
AT_ONCE = 40  # entries on a page
EVERY = {*KINDS, *OF_SEATS}
LETTERS = ("letter", "note")
CALLS = ("test-call", "answer")
Page = Annotated[int, Query(ge=0, le=10_000)]


@ROUTER.get("/")
def home(request: Request, parts: Parts) -> HTMLResponse:
    """What waits for a seat, and what came last; or the door."""
    parts.served.refresh(wait=False)
    desk = parts.desk(request.cookies.get(COOKIE, ""), request.method)
    return _inbox(desk, "inbox") if desk is not None else door(parts)


@ROUTER.get("/inbox")
def inbox(desk: PageDesk) -> HTMLResponse:
    """The part of the first page that changes."""
    return _inbox(desk, "news")


def _inbox(desk: TalksDesk, name: str) -> HTMLResponse:
    with desk.served.lock:
        waits = what_waits(desk.served.book, desk.seat, desk.sight, desk.now)
        waiting = [(one, track_view(desk, one.number, desk.course(one.number))) for one in waits]
    latest, more = _some(desk, KINDS, 0)
    drafts = desk.state.drafts(desk.seat.seat)
    return shown(desk, name, "/", waiting=waiting, latest=latest, more=more, drafts=drafts)


def _some(desk: TalksDesk, kinds: Collection[str], page: int) -> tuple[list[SeenEntry], bool]:
    """Return entries of some kinds for a page, the latest first, and whether there are earlier ones."""
    found = list(islice(desk.served.latest(desk.sight, kinds, page * AT_ONCE), AT_ONCE + 1))
    return found[:AT_ONCE], len(found) > AT_ONCE


@ROUTER.get("/letters")
def letters(desk: PageDesk, page: Page = 0) -> HTMLResponse:
    """Letters and notes, the latest first."""
    some, more = _some(desk, LETTERS, page)
    return shown(desk, "letters", "/letters", entries=some, page=page, more=more)


@ROUTER.get("/entries/{number}")
def entry(desk: PageDesk, number: int) -> HTMLResponse:
    """One entry."""
    found = desk.served.entry(desk.sight, number)
    answers = [one for one in desk.served.latest(desk.sight, {"letter"}) if one.body.get("answers") == number]
    here = "/letters" if found.kind in {"letter", "note"} else "/record"
    return shown(
        desk, "entry", here, entry=found, answers=answers, kind=KINDS.get(found.kind), opened=desk.opened(found)
    )


@ROUTER.get("/tracks")
def tracks(desk: PageDesk) -> HTMLResponse:
    """Proposals, rounds and consultations."""
    with desk.served.lock:
        found = [track_view(desk, n, of) for n, of in desk.courses("proposal", "round", "consultation")]
    return shown(desk, "tracks", "/tracks", tracks=found)


@ROUTER.get("/tracks/{number}")
def track(desk: PageDesk, parts: Parts, number: int) -> HTMLResponse:
    """How far one thing has come, and what may follow."""
    with desk.served.lock:
        of = desk.course(number)
        view = track_view(desk, number, of)
        history = entries_about(desk, number)
        asked = [track_view(desk, n, o) for n, o in desk.courses("consultation") if o.body["proposal"] == of.number]
    change = last_change(history)
    package = dict(view.body.get("package", {}))
    before = change.before if change else None
    worth = own_worth(desk, parts.tables, package, before) if package and desk.seat.delegation else None
    here = "/commitments" if view.course == "commitment" else "/lines" if view.course == "test-call" else "/tracks"
    words: dict[str, Any] = {"range": points_range, "issues": lambda names: issue_names(desk, names)}
    return shown(
        desk, "track", here, track=view, history=history, change=change, package=option_names(desk, package),
        worth=worth, asked=asked, changed=changed_names(desk, change.packages) if change else [], **words,
    )  # fmt: skip


@ROUTER.get("/commitments")
def commitments(desk: PageDesk) -> HTMLResponse:
    """Commitments and how far they are kept, what is due first."""
    with desk.served.lock:
        found = [track_view(desk, n, of) for n, of in desk.courses("commitment")]
        texts = [track_view(desk, n, of) for n, of in desk.courses("proposal") if of.state == "in force"]
    found.sort(key=lambda one: one.body["due"])
    return shown(desk, "commitments", "/commitments", tracks=found, texts=texts)


@ROUTER.get("/notices")
def notices(desk: PageDesk) -> HTMLResponse:
    """Notices of exercises and launches, the next first."""
    found = list(desk.served.latest(desk.sight, {"notice"}))
    now = desk.now
    found.sort(key=lambda one: (one.body["begins"] < now, one.body["begins"]))
    return shown(desk, "notices", "/notices", entries=found, now=now)


@ROUTER.get("/lines")
def lines(desk: PageDesk) -> HTMLResponse:
    """How healthy the lines are."""
    with desk.served.lock:
        calls = [track_view(desk, n, of) for n, of in desk.courses("test-call")]
    return shown(
        desk,
        "lines",
        "/lines",
        lines=call_health([*desk.served.latest(desk.sight, CALLS)][::-1]),
        calls=calls[:AT_ONCE],
    )


@ROUTER.get("/record")
def record(desk: PageDesk, page: Page = 0) -> HTMLResponse:
    """Everything that the seat sees, the latest first, and how to take it along."""
    some, more = _some(desk, EVERY, page)
    whole = desk.seat.role in EXPORTS
    note = desk.served.record.latest() if whole else None
    return shown(desk, "record", "/record", entries=some, page=page, more=more, whole=whole, note=note)


@ROUTER.get("/record/export")
def export_file(desk: PageDesk) -> Response:
    """The record as a file."""
    if desk.seat.role not in EXPORTS:
        raise RefusedRequestError(403, f"this is not for the role {desk.seat.role}, but for {', '.join(EXPORTS)}")
    return exported(desk)


@ROUTER.get("/events")
async def page_events(request: Request, parts: Parts) -> StreamingResponse:
    """What is new for the seat, as a stream."""
    return await streamed(request, parts, request.cookies.get(COOKIE, ""))
