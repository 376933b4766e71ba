"""Claims written and judged live: the text of an argument, and what becomes of each of its sentences."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse

from detente.web.live_claims import FILE
from detente.web.questions_asked import Refused
from detente.web.visits import About, changing
from detente.web.written_answers import Shown

ROUTER = APIRouter(prefix="/cases/{case}/{variant}/claims")
SKELETON = """argument:
  title: {title}        # What the argument is called.
claims:
  deal:
    says: There is a deal to be had.
    holds_if: share(agreement.any) >= 50%    # Also: columns of outcomes, compared and joined by and, or, not.
"""


@ROUTER.get("", response_class=HTMLResponse)
def written(about: About) -> HTMLResponse:
    """A form with the claims of the case, or with some to begin with."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    path = about.folder / FILE
    there = path.is_file() and not path.is_symlink()
    text = path.read_text(encoding="utf-8") if there else SKELETON.format(title="My argument")
    own = about.folder.parent == about.visit.library.own
    return about.visit.page("claims.html", about=about, described=described, text=text, own=own, file=FILE)


@ROUTER.post("", response_class=HTMLResponse, dependencies=[Depends(changing)])
def judged(about: About, text: Annotated[str, Form()]) -> HTMLResponse:
    """What becomes of the claims of a text; its faults, each with its line, where it cannot be read."""
    plain = text.replace("\r\n", "\n")
    found = about.visit.answers.claims(about.folder, about.variant.inquiry, plain)
    return about.visit.page(
        "judged.html",
        shown=found.found if isinstance(found.found, Shown) else None,
        faults=found.found.faults if isinstance(found.found, Refused) else (),
        failed=found.failed,
        progress=found.progress,
        file=FILE,
    )
