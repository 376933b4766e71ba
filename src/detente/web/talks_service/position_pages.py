"""A page on which a delegation states its positions, sealed for its own side, or for the mediator besides."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.case.model import Case
from detente.talks.help.stated_positions import POSITIONS, PositionsError, StatedPositions, positions_of
from detente.web.talks_service.entry_pages import TypedFields
from detente.web.talks_service.own_positions import boxed_positions, own_positions
from detente.web.talks_service.position_forms import PositionForm, position_form, typed_positions
from detente.web.talks_service.private_posts import PostBox
from detente.web.talks_service.seat_requests import ChangingDesk, PageDesk
from detente.web.talks_service.shown_pages import shown
from detente.web.talks_service.talks_desk import RefusedRequestError, TalksDesk

ROUTER = APIRouter()
Box = Annotated[str, Query(max_length=100)]


def _asked(desk: TalksDesk, name: str) -> tuple[Case, PostBox]:
    """Return the case, and the box for which positions are stated.

    Raises:
        RefusedRequestError: There is no case with this party, or no such box of the seat's own side.
    """
    own = desk.seat.delegation
    if not own:
        raise RefusedRequestError(403, f"this is not for the role {desk.seat.role}: it speaks for no party")
    box = desk.box(name or own)
    if desk.case is None or own not in desk.case.parties:
        raise RefusedRequestError(409, "no case with your side is served: serve the talks with --case")
    return desk.case, box


def _begin(desk: TalksDesk, box: PostBox, case: Case) -> tuple[StatedPositions, str, str]:
    """Return the positions that a form begins with, whose they are in words, and what is wrong with those stated."""
    nothing = StatedPositions(desk.seat.delegation, {}, (), 0.0, {})
    try:
        boxed = boxed_positions(desk, box, case)
        if boxed is not None:
            return boxed.stated, "These are the ones that stand now", ""
        stated = own_positions(desk, case)
    except PositionsError as error:  # an older case, or another one
        return nothing, "What was stated does not fit the case", str(error)
    if stated is not None:
        return stated, "These are the ones that you have stated elsewhere", ""
    if desk.seat.delegation in case.valued:
        return positions_of(case, desk.seat.delegation), "These are the ones that the case takes you to have", ""
    return nothing, "The case says nothing of your positions", ""


def _page(
    desk: TalksDesk, box: PostBox, form: PositionForm, says: str, why: str = "", status: int = 200
) -> HTMLResponse:
    return shown(desk, "positions", "/private", status, box=box, form=form, says=says, why=why)


@ROUTER.get("/positions")
def positions(desk: PageDesk, box: Box = "") -> HTMLResponse:
    """The positions of one's own side, as they stand in a box."""
    case, found = _asked(desk, box)
    held, says, why = _begin(desk, found, case)
    return _page(desk, found, position_form(case, held), says, why)


@ROUTER.post("/positions", response_model=None)
def state_positions(desk: ChangingDesk, typed: TypedFields, box: Box = "") -> Response:
    """Seal positions for those who read a box, and put them there."""
    case, found = _asked(desk, box)
    fields = dict(typed)
    held, *_ = _begin(desk, found, case)
    try:
        stated = typed_positions(case, held, fields)
    except PositionsError as error:
        return _page(desk, found, position_form(case, held, fields), "Nothing was sealed", str(error), 422)
    desk.post(found, POSITIONS, stated.body)
    return RedirectResponse("/private", status_code=303)
