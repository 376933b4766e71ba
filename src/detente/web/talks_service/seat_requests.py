"""Requests of seats: who asks, whether it may, how often, and with what it is answered where it may not."""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request

from detente.case.model import Case
from detente.talks.help.letter_check import LetterPrices
from detente.talks.help.named_snapbacks import NamedSnapbacks
from detente.talks.seats.roster import ROLES, Role
from detente.web.guard import SAFE
from detente.web.talks_service.own_positions import CaseTables
from detente.web.talks_service.request_limits import RequestLimit
from detente.web.talks_service.seat_sessions import SeatSessions, form_token
from detente.web.talks_service.served_record import ServedRecord
from detente.web.talks_service.service_settings import TalksSettings
from detente.web.talks_service.service_state import ServiceState
from detente.web.talks_service.signing_in import SigningIn
from detente.web.talks_service.talks_desk import TalksDesk

COOKIE = "detente-seat"
FIELD = "token"  # of a form
BEARER = "Bearer "


class TalksParts:
    """What the service is made of: record, state, sessions, and how often who may ask."""

    def __init__(self, settings: TalksSettings, case: Case | None) -> None:
        """Open the record and what is kept beside it.

        Raises:
            StorageError: The record cannot be opened.
            FileNotFoundError: It is not there.
        """
        self.settings, self.case, self.tables = settings, case, CaseTables(case)
        self.prices = LetterPrices(case) if case is not None else None
        self.snapbacks = NamedSnapbacks(case) if case is not None else None
        self.served = ServedRecord(settings.record)
        self.state = ServiceState(settings.state)
        self.sessions = SeatSessions(settings.idle, settings.whole)
        self.signing_in = SigningIn(self.served, self.state, self.sessions, settings.cost)
        self.sign_ins = RequestLimit(settings.sign_ins)
        self.callers = RequestLimit(settings.callers)
        self.writes = RequestLimit(settings.writes)
        self.reads = RequestLimit(settings.reads)

    def close(self) -> None:
        """Let go of everything."""
        self.state.close()
        self.served.close()

    def desk(self, token: str, limited: str | None = None) -> TalksDesk | None:
        """Return the desk of a token; None if nobody is signed in by it, or its key signs no longer.

        Args:
            token: The token.
            limited: Method of the request that is counted; None if it is not.

        Raises:
            TooOftenError: The seat asked too often.
        """
        session = self.sessions.found(token, touch=limited is not None)
        if session is None:
            return None
        seat = self.served.seat(session.seat)
        if seat is None or seat.key != session.public:
            self.sessions.end(token)
            return None
        if limited is not None:
            (self.reads if limited in SAFE else self.writes).take(seat.seat)
        sight = self.served.sight(seat)
        return TalksDesk(self.served, self.state, self.sessions, self.case, session, token, seat, sight)


def parts_of(request: Request) -> TalksParts:
    """Return what the service is made of."""
    found: TalksParts = request.app.state.parts
    return found


def address_of(request: Request) -> str:
    """Return the address from which is asked."""
    return request.client.host if request.client else ""


Parts = Annotated[TalksParts, Depends(parts_of)]


def bearer_of(request: Request) -> str:
    """Return the token of a request to the JSON addresses; cookies are not looked at there."""
    given = request.headers.get("authorization", "")
    return given.removeprefix(BEARER) if given.startswith(BEARER) else ""


def by_bearer(request: Request, parts: Parts) -> TalksDesk:
    """Return the desk of whoever asks with a token.

    Raises:
        HTTPException: It is signed in no longer.
    """
    parts.served.refresh(wait=False)
    desk = parts.desk(bearer_of(request), request.method)
    if desk is None:
        raise HTTPException(401, "sign in first", {"www-authenticate": "Bearer"})
    return desk


Desk = Annotated[TalksDesk, Depends(by_bearer)]


class SignInFirstError(Exception):
    """A page for which one has to sign in."""


def by_cookie(request: Request, parts: Parts) -> TalksDesk:
    """Return the desk of whoever asks for a page.

    Raises:
        SignInFirstError: Nobody is signed in.
    """
    parts.served.refresh(wait=False)
    desk = parts.desk(request.cookies.get(COOKIE, ""), request.method)
    if desk is None:
        raise SignInFirstError
    return desk


PageDesk = Annotated[TalksDesk, Depends(by_cookie)]


def changing_desk(request: Request, desk: PageDesk, token: Annotated[str, Form(alias=FIELD)] = "") -> TalksDesk:
    """Return the desk of whoever changes something, if a page of this session asked for it.

    Raises:
        HTTPException: It has no token, or another one.
    """
    given = token or request.headers.get("x-token", "")
    if not compare_digest(given.encode(), form_token(desk.token).encode()):
        raise HTTPException(403, "This form is too old, or was not made for you: load the page again.")
    return desk


ChangingDesk = Annotated[TalksDesk, Depends(changing_desk)]


def roles(*allowed: Role) -> dict[str, Any]:
    """Return what says of a route which roles may use it; read by its guard, by the reference, and by tests."""
    return {"openapi_extra": {"x-roles": list(allowed or ROLES)}}


def only_for(*allowed: Role) -> Callable[[TalksDesk], TalksDesk]:
    """Return a dependency that refuses other roles."""

    def allowed_desk(desk: Desk) -> TalksDesk:
        if desk.seat.role not in allowed:
            raise HTTPException(403, f"this is not for the role {desk.seat.role}, but for {', '.join(allowed)}")
        return desk

    return allowed_desk
