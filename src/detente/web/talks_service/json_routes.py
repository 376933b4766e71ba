"""The talks as JSON: everything that pages do, for scripts and other programs, by a token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from detente.talks.help.sealed_positions import read_positions
from detente.talks.help.stated_positions import POSITIONS, PositionsError
from detente.talks.record.exported_record import export_lines, of_store
from detente.talks.rules.entry_kinds import KINDS, EntryKind
from detente.talks.rules.sight import NotSeenError
from detente.talks.seats.invitations import invite, revoke
from detente.talks.seats.roster import ROLES
from detente.talks.seats.sealing import SEALED
from detente.web.talks_service.event_stream import NewsSoFar, events
from detente.web.talks_service.private_posts import NOTE
from detente.web.talks_service.seat_requests import (
    Desk,
    Parts,
    TalksParts,
    address_of,
    bearer_of,
    only_for,
    roles,
)
from detente.web.talks_service.talks_desk import EXPORTS, TalksDesk
from detente.web.talks_service.text_drafts import LONGEST, keep_draft, read_draft
from detente.web.talks_service.track_views import track_view
from detente.web.talks_service.what_waits import what_waits

ROUTER = APIRouter(prefix="/api")
Said = dict[str, Any]
AT_ONCE = 500  # entries that are sent at a time
Since = Annotated[int, Query(ge=0, le=2**53)]


class SignInRequest(BaseModel):
    """Who signs in, and with which passphrase."""

    seat: str = Field(default="", max_length=64)
    passphrase: str = Field(max_length=1024)
    key_file: str = Field(default="", max_length=8192)


class JoinRequest(BaseModel):
    """An invitation, and the passphrase of the new keys."""

    invitation: str = Field(max_length=8192)
    passphrase: str = Field(max_length=1024)


class EntryRequest(BaseModel):
    """What an entry says; and the passphrase again, where it binds.

    With `made`, as GET /seat said it before, an entry that the seat has made since and that says the same is not made
    again: a script that heard no answer can ask once more.
    """

    body: dict[str, Any]
    passphrase: str = Field(default="", max_length=1024)
    made: int | None = Field(default=None, ge=0, le=2**53)


class PostRequest(BaseModel):
    """A private post: a note, or the positions of one's own side, as `talks positions --show` prints them."""

    text: str = Field(default="", max_length=14_000)
    positions: dict[str, Any] | None = None


class DraftRequest(BaseModel):
    """What was typed, by the name of the field."""

    fields: dict[str, str] = Field(max_length=64)


class GroupInvitation(BaseModel):
    """The seat of a working group of one's own delegation."""

    seat: str = Field(max_length=63)


class RevocationRequest(BaseModel):
    """Whose key is to sign no more, and why."""

    seat: str = Field(max_length=63)
    reason: str = Field(max_length=1000)


class RotationRequest(BaseModel):
    """The passphrase, and that of the new keys."""

    passphrase: str = Field(max_length=1024)
    new_passphrase: str = Field(max_length=1024)


@ROUTER.post("/session", status_code=201)
def sign_in(request: Request, parts: Parts, given: SignInRequest) -> Said:
    """Sign in: by the keys that the service keeps for a seat, or by a file that it does not keep."""
    parts.callers.take(address_of(request))
    parts.sign_ins.take(given.seat)
    return {"token": parts.signing_in.sign_in(given.seat, given.passphrase, given.key_file)}


@ROUTER.post("/join", status_code=201)
def join_by_invitation(request: Request, parts: Parts, given: JoinRequest) -> Said:
    """Take the seat of an invitation; new keys are made, and kept under the passphrase."""
    parts.callers.take(address_of(request))
    return {"token": parts.signing_in.join(given.invitation, given.passphrase)}


@ROUTER.delete("/session", status_code=204, **roles())
def sign_out(desk: Desk) -> None:
    """Sign out."""
    desk.sessions.end(desk.token)


@ROUTER.get("/seat", **roles())
def own_seat(desk: Desk) -> Said:
    """Say whose token this is."""
    return {
        "record": desk.served.record.origin,
        "seat": desk.seat.seat,
        "role": desk.seat.role,
        "delegation": desk.seat.delegation,
        "entries": len(desk.sight.shown),
        "made": desk.made,
        "boxes": [box.name for box in desk.boxes],
    }


@ROUTER.get("/seats", **roles())
def all_seats(desk: Desk) -> list[Said]:
    """Say who sits where."""
    found = desk.served.book.roster.seats.values()
    return [
        {"seat": one.seat, "role": one.role, "delegation": one.delegation, "signs": one.key is not None}
        for one in found
        if one.role != "record"
    ]


@ROUTER.get("/entries", **roles())
def list_entries(desk: Desk, since: Since = 0) -> Said:
    """List what the seat sees, from a number on."""
    found = desk.served.entries(desk.sight, since)
    return {"entries": [one.said for one in found[:AT_ONCE]], "more": len(found) > AT_ONCE}


@ROUTER.get("/entries/{number}", **roles())
def one_entry(desk: Desk, number: int) -> Said:
    """Return one entry."""
    try:
        return desk.served.entry(desk.sight, number).said
    except NotSeenError as error:
        raise HTTPException(404, str(error)) from None


@ROUTER.get("/tracks", **roles())
def list_tracks(desk: Desk) -> list[Said]:
    """List everything that has a course: proposals, rounds, consultations, commitments, test calls."""
    with desk.served.lock:
        found = desk.courses("proposal", "round", "consultation", "commitment", "test-call")
        return [track_view(desk, number, of).said for number, of in found]


@ROUTER.get("/tracks/{number}", **roles())
def one_track(desk: Desk, number: int) -> Said:
    """Return how far one thing has come."""
    with desk.served.lock:
        return track_view(desk, number, desk.course(number)).said


@ROUTER.get("/waiting", **roles())
def list_waiting(desk: Desk) -> list[Said]:
    """List what waits for the seat."""
    with desk.served.lock:
        found = what_waits(desk.served.book, desk.seat, desk.sight, desk.now)
    return [{"number": w.number, "says": w.says, "kinds": list(w.kinds), "until": w.until} for w in found]


@ROUTER.get("/boxes/{name}", **roles())
def read_box(desk: Desk, name: str) -> list[Said]:
    """Return the private posts of a box."""
    return [
        {"seat": p.seat, "time": p.time, "kind": p.kind, "body": p.body, "follows": p.follows, "signed": p.signed}
        for p in desk.posts(desk.box(name))
    ]


@ROUTER.post("/boxes/{name}", status_code=201, **roles())
def write_box(desk: Desk, name: str, given: PostRequest) -> None:
    """Put a post into a box."""
    box = desk.box(name)
    if (given.positions is None) == (not given.text):
        raise HTTPException(422, "text or positions: expected one of them")
    if given.positions is None:
        desk.post(box, NOTE, {"text": given.text})
    elif desk.case is None:
        raise HTTPException(409, "no case is served, so there is nothing to have positions on")
    else:
        try:
            stated = read_positions("positions", given.positions, desk.seat.seat, desk.seat.delegation, desk.case)
        except PositionsError as error:
            raise HTTPException(422, str(error)) from None
        desk.post(box, POSITIONS, stated.body)


@ROUTER.get("/drafts/{slot:path}", **roles())
def one_draft(desk: Desk, slot: str) -> dict[str, str]:
    """Return a draft."""
    return read_draft(desk.state, desk.keys, slot[:LONGEST])


@ROUTER.put("/drafts/{slot:path}", status_code=204, **roles())
def put_draft(desk: Desk, slot: str, given: DraftRequest) -> None:
    """Keep a draft."""
    if len(slot) > LONGEST:
        raise HTTPException(422, f"a draft is for something of at most {LONGEST} letters")
    keep_draft(desk.state, desk.keys, slot, given.fields)


@ROUTER.delete("/drafts/{slot:path}", status_code=204, **roles())
def drop_draft(desk: Desk, slot: str) -> None:
    """Keep a draft no longer."""
    desk.state.forget_draft(desk.seat.seat, slot[:LONGEST])


@ROUTER.post("/invitations", status_code=201, dependencies=[Depends(only_for("head"))], **roles("head"))
def invite_group(desk: Desk, given: GroupInvitation) -> Said:
    """Invite somebody to a working group of one's own delegation; the invitation is handed over outside."""
    own = desk.seat.delegation
    letter = desk.served.adding(lambda record: invite(record, desk.keys.key, given.seat, "group", own))
    return {"invitation": letter.text}


@ROUTER.post("/revocations", status_code=201, **roles())
def revoke_seat(desk: Desk, given: RevocationRequest) -> None:
    """Say that a key signs no more: one's own, or that of a group of one's delegation."""
    desk.served.adding(lambda record: revoke(record, desk.keys.key, given.seat, given.reason).sequence)


@ROUTER.post("/keys", status_code=201, **roles())
def rotate_keys(desk: Desk, parts: Parts, given: RotationRequest) -> Said:
    """Replace one's keys by new ones; the old ones, to be kept for what was sealed before, come back as a file."""
    token, old = parts.signing_in.rotate(desk, given.passphrase, given.new_passphrase)
    return {"token": token, "old_keys": old}


@ROUTER.get("/checkpoint", dependencies=[Depends(only_for(*EXPORTS))], **roles(*EXPORTS))
def last_checkpoint(desk: Desk) -> PlainTextResponse:
    """Return the last checkpoint with the lines of witnesses."""
    note = desk.served.record.latest()
    if note is None:
        raise HTTPException(404, "there is no checkpoint yet: the record makes them, by detente talks checkpoint")
    return PlainTextResponse(note)


@ROUTER.get("/export", dependencies=[Depends(only_for(*EXPORTS))], **roles(*EXPORTS))
def export_record(desk: Desk) -> Response:
    """Return the record as a file that can be verified without us; what the seat does not see is a hash."""
    return exported(desk)


def exported(desk: TalksDesk) -> Response:
    """Return the record as a file."""
    with desk.served.still():
        key = desk.served.book.record_key
        shown = frozenset(desk.sight.shown)
        found = of_store(desk.served.record.store, desk.served.record.origin, key.text if key else "", shown)
    named = {"content-disposition": 'attachment; filename="talks.jsonl"'}
    return Response("".join(export_lines(found)), media_type="application/jsonl", headers=named)


@ROUTER.get("/events", **roles())
async def live_events(request: Request, parts: Parts) -> StreamingResponse:
    """Stream what is new for the seat, from the event that it had last."""
    return await streamed(request, parts, bearer_of(request))


async def streamed(request: Request, parts: TalksParts, token: str) -> StreamingResponse:
    """Return the events of a token as a stream."""
    desk = parts.desk(token, request.method)
    if desk is None:
        raise HTTPException(401, "sign in first", {"www-authenticate": "Bearer"})
    names = [box.name for box in desk.boxes]

    def count() -> NewsSoFar | None:
        now = parts.desk(token)
        return NewsSoFar(len(now.sight.shown), parts.state.count(names)) if now else None

    def entries(since: int) -> Iterator[Said]:
        for one in parts.served.entries(desk.sight, since):
            yield {"number": one.number, "kind": one.kind, "seat": one.seat, "time": one.time}

    last = request.headers.get("last-event-id") or request.query_params.get("since", "")
    since = NewsSoFar.of(last)
    stream = events(request.app.state.bell, count, lambda n: list(entries(n)), since, parts.settings.beat)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"cache-control": "no-store"})


def _sender(kind: EntryKind) -> Callable[..., Said]:
    """Return what answers a request to make an entry of a kind."""

    def send(desk: Desk, given: EntryRequest) -> Said:
        return {"number": desk.send(kind.kind, given.body, given.passphrase, given.made)}

    return send


for _kind in KINDS.values():
    if _kind.kind != SEALED:
        ROUTER.add_api_route(
            f"/entries/{_kind.kind}",
            _sender(_kind),
            methods=["POST"],
            status_code=201,
            name=f"send-{_kind.kind}",
            summary=_kind.says,
            **roles(*(one for one in ROLES if one in _kind.roles)),
        )
