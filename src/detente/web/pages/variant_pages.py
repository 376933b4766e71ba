"""Variants: undone, redone, named, forgotten, side by side, compared, sent to others and received."""

from __future__ import annotations

from json import dumps
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.case.faults import Fault
from detente.web.questions_asked import Refused
from detente.web.shared_variants import ENDING, read_variant, variant_file
from detente.web.variant_store import AS_WRITTEN
from detente.web.visits import About, changing
from detente.web.written_answers import Shown

ROUTER = APIRouter(prefix="/cases/{case}/{variant}")
MOST_BYTES = 2**20  # of a variant as a file


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


@ROUTER.get("/share")
def share(about: About) -> Response:
    """The variant as a file, for somebody who has the same case."""
    headers = {"content-disposition": f'attachment; filename="{about.variant.case}{ENDING}"'}
    text = dumps(variant_file(about.variant), ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json", headers=headers)


@ROUTER.post("/receive", dependencies=[Depends(changing)], response_model=None)
def receive(about: About, file: UploadFile) -> RedirectResponse | HTMLResponse:
    """Keep a variant that somebody sent as a file."""
    found = read_variant(file.file.read(MOST_BYTES))
    faults: tuple[Fault, ...] = (found,) if isinstance(found, Fault) else ()
    if not isinstance(found, Fault):
        name, inquiry = found
        faults = about.visit.answers.tried(about.folder, inquiry)
    if faults:
        return about.visit.page("faults.html", 422, about=about, faults=faults)
    written = about.visit.variant(about.variant.case, AS_WRITTEN)
    made = about.visit.variants.change(about.visit.owner, written, inquiry, f"Received as a file: {name}")
    about.visit.variants.rename(about.visit.owner, made, name)
    return RedirectResponse(f"/cases/{made.case}/{made.id}", status_code=303)


@ROUTER.get("/beside", response_class=HTMLResponse)
def beside(about: About) -> HTMLResponse:
    """All variants of a case side by side: what is changed, and what comes of it."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    rows = []
    for one in about.every:
        full = about.visit.answers.full(about.folder, one.inquiry)
        first = full if full.found is not None else about.visit.answers.first(about.folder, one.inquiry, wait=0.1)
        rows.append((one, first.found if isinstance(first.found, Shown) else None, full.found is not None))
    waiting = not all(done for _, _, done in rows)
    return about.visit.page("beside.html", about=about, described=described, rows=rows, waiting=waiting)


@ROUTER.get("/compare", response_class=HTMLResponse)
def compare(about: About, other: str = AS_WRITTEN, part: bool = False) -> HTMLResponse:
    """Two variants side by side: what they say differently, which headlines that moves, and whether beyond chance."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    beside = about.visit.variant(about.variant.case, other)
    found = about.visit.answers.compared(
        about.folder, (beside.inquiry, about.variant.inquiry), (beside.name, about.variant.name)
    )
    others = [one for one in about.every if one.id != about.variant.id]
    shown = found.found if isinstance(found.found, Shown) else None
    return about.visit.page(
        "compared.html" if part else "compare.html",
        about=about,
        described=described,
        other=beside,
        others=others,
        shown=shown,
        failed=found.failed,
        refused=found.found.faults if isinstance(found.found, Refused) else (),
    )
