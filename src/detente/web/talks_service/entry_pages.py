"""What a seat writes: a form for every kind of entry, its draft, and what is said before it is signed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import escape

from detente.talks.rules.entry_kinds import KINDS, EntryKind
from detente.talks.rules.machines import COURSES
from detente.talks.rules.rulebook import CourseState
from detente.talks.seats.sealing import SEALED
from detente.web.talks_service.entry_forms import FormMaker, typed_body
from detente.web.talks_service.filled_fields import DUE, FilledField, day_note, filled_fields, late
from detente.web.talks_service.seat_requests import FIELD, ChangingDesk, PageDesk, Parts
from detente.web.talks_service.shown_pages import shown
from detente.web.talks_service.talks_desk import RefusedRequestError, TalksDesk
from detente.web.talks_service.text_drafts import keep_draft, read_draft

ROUTER = APIRouter()
MADE = "made"  # field that says how many entries the seat had made when the form was made
UNKEPT = {FIELD, "passphrase", MADE}  # fields that are no part of a draft
Typed = list[tuple[str, str]]


async def typed_fields(request: Request) -> Typed:
    """Return names and values of a form, in their order."""
    form = await request.form()
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


TypedFields = Annotated[Typed, Depends(typed_fields)]


def _kind(desk: TalksDesk, name: str) -> EntryKind:
    """Return a kind that this seat may make.

    Raises:
        RefusedRequestError: It may not.
    """
    kind = KINDS.get(name)
    if kind is None or name == SEALED:
        raise RefusedRequestError(404, f"there is no kind of entry {name[:40]!r}")
    if desk.seat.role not in kind.roles:
        raise RefusedRequestError(403, f"{name} is not for the role {desk.seat.role}, but for {', '.join(kind.roles)}")
    return kind


def _slot(kind: str, about: int | None) -> str:
    return kind if about is None else f"{kind}/{about}"


def flat_fields(typed: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return fields by name, those of one name numbered, as drafts have them."""
    found: dict[str, str] = {}
    for name, value in typed:
        if name not in UNKEPT:
            same = sum(key.partition("#")[0] == name for key in found)
            found[f"{name}#{same}" if same else name] = value
    return found


def entry_form(
    desk: TalksDesk,
    kind: EntryKind,
    about: int | None,
    typed: dict[str, str],
    why: str = "",
    status: int = 200,
    checked: Mapping[str, Any] | None = None,
    filled: Mapping[str, FilledField] | None = None,
) -> HTMLResponse:
    """Return the form of an entry, with what a check of its text found and what it is filled in with, if anything."""
    kept = bool(typed and not why and checked is None)
    of: CourseState | None = None
    with desk.served.lock:
        if about is not None and kind.kind != "letter":
            of = desk.course(about)
            first = next((one.name for one in kind.fields if one.name == of.course), "")
            typed = {**typed, **({first: str(about)} if first else {})}
        elif about is not None:
            desk.sight.sequence_of(about)
            typed = {**typed, "answers": str(about)}
        fields = FormMaker(desk.served.book, desk.sight, desk.case, {**day_note(desk, kind), **(filled or {})}).fields(
            kind, typed, of
        )
        if remark := late(desk, kind, typed):
            fields = [replace(one, note=remark) if one.name == DUE else one for one in fields]
    told = {"kept": kept, "made": desk.made, "checks": kind.kind == "letter" and desk.checks_letters}
    return shown(desk, "send", "", status, kind=kind, about=about, fields=fields, why=why, checked=checked, **told)


@ROUTER.get("/send/{kind}")
def writing(desk: PageDesk, parts: Parts, kind: str, about: int | None = None) -> HTMLResponse:
    """A form for an entry, with the draft of it if there is one, else with what the case says."""
    found = _kind(desk, kind)
    draft = read_draft(desk.state, desk.keys, _slot(kind, about))
    filled = {} if draft else filled_fields(desk, parts.snapbacks, found, about)
    return entry_form(desk, found, about, draft, filled=filled)


@ROUTER.post("/send/{kind}", response_model=None)
def sending(desk: ChangingDesk, kind: str, typed: TypedFields, about: int | None = None) -> Response:
    """Sign an entry and add it."""
    found = _kind(desk, kind)
    said = dict(typed)
    made = int(said[MADE]) if re.fullmatch("[0-9]{1,15}", said.get(MADE, "")) else None
    try:
        number = desk.send(kind, typed_body(found, typed), said.get("passphrase", ""), made)
    except RefusedRequestError as error:
        return entry_form(desk, found, about, flat_fields(typed), str(error), error.status)
    desk.state.forget_draft(desk.seat.seat, _slot(kind, about))
    if about is None or kind == "letter" or kind in COURSES:  # what begins has a page of its own
        about = number
    with desk.served.lock:
        has_course = desk.sight.sequence_of(about) in desk.served.book.courses
    return RedirectResponse(f"/tracks/{about}" if has_course else f"/entries/{about}", status_code=303)


@ROUTER.post("/drafts/{kind}")
def drafting(desk: ChangingDesk, kind: str, typed: TypedFields, about: int | None = None) -> HTMLResponse:
    """Keep what is being written."""
    found = _kind(desk, kind)
    keep_draft(desk.state, desk.keys, _slot(found.kind, about), flat_fields(typed))
    remark = escape(late(desk, found, flat_fields(typed)))
    warning = f' <strong class="warning">{remark}</strong>' if remark else ""
    return HTMLResponse(f"Draft kept, sealed for you alone, at {desk.now[11:19]} UTC.{warning}")


@ROUTER.post("/drafts/{kind}/drop")
def dropping(desk: ChangingDesk, kind: str, about: int | None = None) -> RedirectResponse:
    """Drop a draft."""
    desk.state.forget_draft(desk.seat.seat, _slot(kind, about))
    return RedirectResponse("/", status_code=303)
