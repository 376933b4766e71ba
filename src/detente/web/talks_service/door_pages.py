"""The door: sign in, join by an invitation, sign out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.web.rendering import rendered
from detente.web.talks_service.request_limits import TooOftenError
from detente.web.talks_service.seat_requests import COOKIE, ChangingDesk, Parts, TalksParts, address_of
from detente.web.talks_service.talks_desk import RefusedRequestError

ROUTER = APIRouter()
LONGEST = 8192  # bytes of a file with keys, or of an invitation
Word = Annotated[str, Form(max_length=1024)]


def door(parts: TalksParts, name: str = "door", status: int = 200, why: str = "") -> HTMLResponse:
    """Return the page at which one signs in, or joins."""
    title = str(parts.served.book.roster.opening.get("title") or parts.served.record.origin)
    page = rendered(f"talks/{name}.html", why=why, title=title, record=parts.served.record.origin)
    return HTMLResponse(page, status_code=status, headers={"cache-control": "no-store"})


def let_in(parts: TalksParts, token: str) -> RedirectResponse:
    """Return the way to the first page, with the token of a session."""
    found = RedirectResponse("/", status_code=303)
    found.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=parts.settings.encrypted)
    return found


@ROUTER.post("/sign-in")
def enter(
    request: Request,
    parts: Parts,
    passphrase: Word,
    seat: Annotated[str, Form(max_length=64)] = "",
    keys: UploadFile | None = None,
) -> Response:
    """Sign in, by the keys that are kept here or by a file."""
    given = keys.file.read(LONGEST + 1).decode(errors="replace") if keys is not None and keys.filename else ""
    try:
        parts.callers.take(address_of(request))
        parts.sign_ins.take(seat.strip())
        return let_in(parts, parts.signing_in.sign_in(seat.strip(), passphrase, given))
    except RefusedRequestError as error:
        return door(parts, "door", error.status, str(error))
    except TooOftenError as error:
        return door(parts, "door", 429, str(error))


@ROUTER.get("/join")
def joining(parts: Parts) -> HTMLResponse:
    """A form for an invitation."""
    return door(parts, "join")


@ROUTER.post("/join")
def join_here(request: Request, parts: Parts, invitation: UploadFile, passphrase: Word, again: Word) -> Response:
    """Take the seat of an invitation."""
    try:
        parts.callers.take(address_of(request))
        if passphrase != again:
            raise RefusedRequestError(422, "the two passphrases differ")
        text = invitation.file.read(LONGEST + 1).decode(errors="replace")
        return let_in(parts, parts.signing_in.join(text, passphrase))
    except RefusedRequestError as error:
        return door(parts, "join", error.status, str(error))
    except TooOftenError as error:
        return door(parts, "join", 429, str(error))


@ROUTER.post("/sign-out")
def leave(desk: ChangingDesk) -> RedirectResponse:
    """Sign out."""
    desk.sessions.end(desk.token)
    found = RedirectResponse("/", status_code=303)
    found.delete_cookie(COOKIE)
    return found
