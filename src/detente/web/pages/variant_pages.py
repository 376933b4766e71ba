"""VariantStore: undone, redone, named, forgotten, side by side."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.web.variant_store import AS_WRITTEN
from detente.web.visits import About, changing
from detente.web.written_answers import Shown

ROUTER = APIRouter(prefix="/cases/{case}/{variant}")


@ROUTER.post("/steps", dependencies=[Depends(changing)])
def step(about: About, to: Annotated[Literal["undo", "redo"], Form()]) -> RedirectResponse:
    """Undo or redo a step."""
    if about.variant.changed:
        about.visit.variants.move(about.visit.owner, about.variant, -1 if to == "undo" else 1)
    return RedirectResponse(about.base, status_code=303)


@ROUTER.post("/name", dependencies=[Depends(changing)])
def name(about: About, name: Annotated[str, Form()]) -> RedirectResponse:
    """Give a variant another name."""
    if about.variant.changed:
        about.visit.variants.rename(about.visit.owner, about.variant, name)
    return RedirectResponse(about.base, status_code=303)


@ROUTER.post("/forget", dependencies=[Depends(changing)])
def forget(about: About) -> RedirectResponse:
    """Forget a variant."""
    if about.variant.changed:
        about.visit.variants.delete(about.visit.owner, about.variant)
    return RedirectResponse(f"/cases/{about.variant.case}/{AS_WRITTEN}", status_code=303)


@ROUTER.get("/beside", response_class=HTMLResponse)
def beside(about: About) -> HTMLResponse:
    """All variants of a case side by side: what is changed, and what comes of it."""
    others = about.visit.variants.of(about.visit.owner, about.variant.case)
    rows = []
    for one in (about.visit.variant(about.variant.case, AS_WRITTEN), *others):
        full = about.visit.answers.full(about.folder, one.inquiry)
        first = full if full.found is not None else about.visit.answers.first(about.folder, one.inquiry, wait=0.1)
        rows.append((one, first.found if isinstance(first.found, Shown) else None, full.found is not None))
    return about.visit.page("beside.html", about=about, rows=rows, waiting=not all(done for _, _, done in rows))
