"""The cases, each as a card; the words that pages use; and a case by its name alone."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.web.glossary import glossary
from detente.web.tour import TOUR
from detente.web.variant_store import AS_WRITTEN
from detente.web.visits import Visiting

ROUTER = APIRouter()


@ROUTER.get("/", response_class=HTMLResponse)
def cases(visiting: Visiting) -> HTMLResponse:
    """Every case as a card; what is not read yet is asked for by its card."""
    names = list(visiting.library.names())
    cards = [(name, own, visiting.answers.described_already(visiting.library.folder(name))) for name, own in names]
    any_own = any(own for _, own in names)
    return visiting.page("cases.html", cards=cards, any_own=any_own, tour=TOUR, written_as=AS_WRITTEN)


@ROUTER.get("/words", response_class=HTMLResponse)
def words(visiting: Visiting) -> HTMLResponse:
    """Every word of the glossary."""
    return visiting.page("words.html", entries=glossary())


@ROUTER.get("/cases/{case}/card", response_class=HTMLResponse)
def card(case: str, visiting: Visiting) -> HTMLResponse:
    """A case as a card, those with faults among them."""
    folder = visiting.library.folder(case)
    own = folder.parent == visiting.library.own
    found = visiting.answers.described(folder)
    return visiting.page("card.html", name=case, own=own, found=found, written_as=AS_WRITTEN)


@ROUTER.get("/cases/{case}")
def case(case: str, visiting: Visiting) -> RedirectResponse:
    """Lead to a case as it is written."""
    visiting.library.folder(case)
    return RedirectResponse(f"/cases/{case}/{AS_WRITTEN}", status_code=303)
