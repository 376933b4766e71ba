"""A letter checked while it is written: what it raises by the case; it goes nowhere, and no other seat learns of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from detente.talks.help.help_error import HelpError
from detente.talks.help.letter_check import reports_on, told
from detente.talks.rules.entry_kinds import KINDS
from detente.web.talks_service.entry_pages import TypedFields, entry_form, flat_fields
from detente.web.talks_service.seat_requests import ChangingDesk, Parts
from detente.web.talks_service.shown_pages import shown
from detente.web.talks_service.talks_desk import RefusedRequestError

ROUTER = APIRouter()


@ROUTER.post("/check/letter")
def checking(
    desk: ChangingDesk, parts: Parts, request: Request, typed: TypedFields, about: int | None = None
) -> HTMLResponse:
    """What was found: by itself for a page that waits for it, else in the form that it was sent with."""
    if parts.prices is None or not desk.checks_letters:
        raise RefusedRequestError(404, "letters are checked for a delegation of the case that is served")
    found: dict[str, Any] = {"fault": "", "found": [], "worlds": parts.prices.worlds}
    try:
        reports = reports_on(parts.prices, desk.served.book, desk.seat.delegation, dict(typed).get("text", ""))
        found["found"] = list(told(parts.prices.case, reports))
    except HelpError as error:
        found["fault"] = str(error)
    if "hx-request" in request.headers:
        return shown(desk, "letter_check", "", checked=found)
    return entry_form(desk, KINDS["letter"], about, flat_fields(typed), checked=found)
