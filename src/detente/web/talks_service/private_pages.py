"""What only one's own side sees, or the mediator besides: private boxes; and seats and keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.talks.record.judging_entries import RefusedError
from detente.talks.seats.invitations import invite, revoke
from detente.web.talks_service.private_posts import NOTE
from detente.web.talks_service.seat_requests import COOKIE, ChangingDesk, PageDesk, Parts
from detente.web.talks_service.shown_pages import shown
from detente.web.talks_service.talks_desk import RefusedRequestError, TalksDesk

ROUTER = APIRouter()
LONGEST = 14_000
Text = Annotated[str, Form(max_length=LONGEST)]
Word = Annotated[str, Form(max_length=1024)]


def _boxes(desk: TalksDesk, why: str = "", status: int = 200) -> HTMLResponse:
    boxes = [(box, desk.posts(box)[::-1]) for box in desk.boxes]
    return shown(desk, "private", "/private", status, boxes=boxes, why=why)


@ROUTER.get("/private")
def private(desk: PageDesk) -> HTMLResponse:
    """The private boxes of a seat."""
    return _boxes(desk)


@ROUTER.post("/private/{box}", response_model=None)
def put_post(desk: ChangingDesk, box: str, text: Text) -> Response:
    """Put a note into a box."""
    text = text.replace("\r\n", "\n").strip()
    found = desk.box(box)
    if not text:
        return _boxes(desk, "the text is empty", 422)
    desk.post(found, NOTE, {"text": text})
    return RedirectResponse("/private", status_code=303)


@ROUTER.get("/seats")
def seats(desk: PageDesk) -> HTMLResponse:
    """Who sits where, and one's own keys."""
    return _seats(desk)


def _seats(desk: TalksDesk, why: str = "", status: int = 200) -> HTMLResponse:
    found = [one for one in desk.served.book.roster.seats.values() if one.role != "record"]
    groups = [one for one in found if one.role == "group" and one.delegation == desk.seat.delegation and one.key]
    key = desk.served.book.record_key
    return shown(desk, "seats", "/seats", status, seats=found, groups=groups, why=why, key=key.text if key else "")


@ROUTER.post("/seats/invite", response_model=None)
def invite_to_group(desk: ChangingDesk, seat: Annotated[str, Form(max_length=63)]) -> Response:
    """Invite somebody to a working group, by a file that is handed over outside."""
    if desk.seat.role != "head":
        raise RefusedRequestError(403, f"this is not for the role {desk.seat.role}, but for head")
    try:
        own = desk.seat.delegation
        letter = desk.served.adding(lambda record: invite(record, desk.keys.key, seat.strip(), "group", own))
    except RefusedError as error:
        return _seats(desk, str(error), 409)
    named = {"content-disposition": f'attachment; filename="{letter.seat}.invitation"', "cache-control": "no-store"}
    return Response(letter.text, media_type="application/json", headers=named)


@ROUTER.post("/seats/revoke", response_model=None)
def revoke_key_of(desk: ChangingDesk, seat: Annotated[str, Form(max_length=63)], reason: Word) -> Response:
    """Say that a key signs no more."""
    try:
        desk.served.adding(lambda record: revoke(record, desk.keys.key, seat, reason).sequence)
    except RefusedError as error:
        return _seats(desk, str(error), 409)
    return RedirectResponse("/seats", status_code=303)


@ROUTER.post("/seats/keys", response_model=None)
def new_keys_of(desk: ChangingDesk, parts: Parts, passphrase: Word, new: Word, again: Word) -> Response:
    """Replace one's keys; the old ones come back as a file."""
    try:
        if new != again:
            raise RefusedRequestError(422, "the two new passphrases differ")
        token, old = parts.signing_in.rotate(desk, passphrase, new)
    except RefusedRequestError as error:
        return _seats(desk, str(error), error.status)
    named = {"content-disposition": f'attachment; filename="{desk.seat.seat}-old.key"', "cache-control": "no-store"}
    found = Response(old, media_type="application/json", headers=named)
    found.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=parts.settings.encrypted)
    return found
