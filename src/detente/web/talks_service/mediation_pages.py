"""What only a mediator sees: the overlap of positions that were sealed for it, drafts of a text, improvements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from detente.case.model import Case
from detente.talks.help.help_error import HelpError
from detente.talks.help.mediators_view import MediatorsView, mediators_view
from detente.talks.help.stated_positions import StatedPositions
from detente.talks.record.stores import opened_store
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import RuleBook
from detente.web.talks_service.own_positions import positions_for_mediator
from detente.web.talks_service.seat_requests import PageDesk, Parts
from detente.web.talks_service.shown_pages import MEDIATION, option_names, party_name, shown
from detente.web.talks_service.talks_desk import RefusedRequestError

ROUTER = APIRouter()
Changes = Annotated[int, Query(ge=1, le=100)]


@ROUTER.get(MEDIATION)
def mediation(desk: PageDesk, parts: Parts, changes: Changes = 2) -> HTMLResponse:
    """Overlap, drafts and improvements, or what is missing for them."""
    if desk.seat.role != "mediator":
        raise RefusedRequestError(403, f"this is not for the role {desk.seat.role}, but for mediator")
    found, why = None, "No case is served, so packages cannot be judged: serve the talks with --case"
    if desk.case is not None:
        try:
            stated = positions_for_mediator(desk, desk.case)
            found, why = _found(parts.settings.record, desk.case, stated, changes), ""
        except HelpError as error:
            why = str(error)

    def points(of: Mapping[str, float]) -> str:
        return ", ".join(f"{party_name(desk, party)} {value:+.2f}".replace("-", "−") for party, value in of.items())

    def named(package: Mapping[str, str]) -> list[tuple[str, str]]:
        return option_names(desk, package)

    words = {"points": points, "named": named, "known": desk.sight.number_of}
    return shown(desk, "mediation", MEDIATION, found=found, why=why, changes=changes, **words)


def _found(place: str, case: Case, stated: Mapping[str, StatedPositions], changes: int) -> MediatorsView:
    """Read the record for oneself, so that nobody who adds to it waits while all packages are judged."""
    store = opened_store(place)
    try:
        record = TalksRecord(store, RuleBook())
        return mediators_view(record, case, stated, changes)
    finally:
        store.close()
