"""The cases as cards."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.web.described_cases import Described
from detente.web.variant_store import AS_WRITTEN
from detente.web.visits import Visiting

ROUTER = APIRouter()
FLAGSHIP = "korea-2021"  # what an empty start offers


@ROUTER.get("/", response_class=HTMLResponse)
def cases(visiting: Visiting) -> HTMLResponse:
    """Every case as a card, those with faults among them."""
    cards = []
    for name, own in visiting.library.names():
        found = visiting.answers.described(visiting.library.folder(name))
        cards.append((name, own, found, isinstance(found, Described)))
    return visiting.page("cases.html", cards=cards, flagship=FLAGSHIP, written=AS_WRITTEN)


@ROUTER.get("/cases/{case}")
def case(case: str, visiting: Visiting) -> RedirectResponse:
    """Lead to a case as it is written."""
    visiting.library.folder(case)
    return RedirectResponse(f"/cases/{case}/{AS_WRITTEN}", status_code=303)
