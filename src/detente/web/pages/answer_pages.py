"""Answers: of the whole case and of each chapter, the first of few worlds, then the full one, and what changed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from detente.brief.live_charts import NARROW, WIDE, live
from detente.case.inquiry import Inquiry
from detente.web.compared_variants import BeforeAndAfter
from detente.web.first_looks import Glance
from detente.web.made_documents import document_forms
from detente.web.questions_asked import Refused
from detente.web.visits import About, OpenVariant
from detente.web.written_answers import Shown

ROUTER = APIRouter(prefix="/cases/{case}/{variant}")
OUTDATED, FIRST, FULL = "outdated", "first", "full"  # how good an answer is that is shown; empty where none is
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


@ROUTER.get("", response_class=HTMLResponse)
def whole(about: About) -> HTMLResponse:
    """What all chapters say of a case together."""
    return _page(about, "")


@ROUTER.get("/chapters/{chapter}", response_class=HTMLResponse)
def chapter(about: About, chapter: str) -> HTMLResponse:
    """What one chapter says of a case."""
    return _page(about, chapter)


@ROUTER.get("/answer", response_class=HTMLResponse)
def answer(about: About, chapter: str = "", has: str = "", seen: str = "") -> HTMLResponse:
    """The answer by itself, for a page that waits for it; only how far it is where nothing better is there yet."""
    told = _told(about, chapter, wait=0.0)
    if told["grade"] == has and told["looked"] == seen and not told["failed"]:
        found = about.visit.page("state.html", **told, apart=True)
        found.headers["HX-Reswap"] = "none"
        return found
    return about.visit.page("answer.html", **told)


@ROUTER.get("/charts", response_model=None)
def chart(about: About, of: str, wide: bool, chapter: str = "") -> JSONResponse:
    """Return a chart of an answer that is shown, as a specification that the page draws, with words at its marks."""
    for inquiry in (about.variant.inquiry, Inquiry()):  # an outdated answer is that of the case as written
        found = about.visit.answers.chart(about.folder, inquiry, chapter, of)
        if found is not None:
            return JSONResponse(live(found, WIDE if wide else NARROW))
    raise KeyError(of)


@ROUTER.get("/document/{form}", response_model=None)
def document(about: About, form: str) -> Response:
    """The brief as a file."""
    if form not in document_forms():
        raise KeyError(form)
    made = about.visit.answers.document(about.folder, about.variant.inquiry, form)
    if made.found is None or isinstance(made.found, Refused):
        faults = made.found.faults if isinstance(made.found, Refused) else (made.failed or "It takes too long.",)
        return about.visit.page("faults.html", 422, about=about, faults=faults)
    headers = {"content-disposition": f'attachment; filename="{made.found.name}"'}
    return Response(made.found.raw, media_type=TYPES[form], headers=headers)


def _page(about: OpenVariant, chapter: str) -> HTMLResponse:
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    names = [name for name, _, _ in described.chapters]
    if chapter and chapter not in names:
        raise KeyError(chapter)
    others = about.visit.variants.of(about.visit.owner, about.variant.case)
    asked = [option for option in described.options if option.name not in {"strike", "doubt"}]
    return about.visit.page(
        "case.html",
        described=described,
        others=others,
        asked=asked,
        forms=document_forms(),
        **_told(about, chapter),
    )


def _told(about: OpenVariant, chapter: str, wait: float = 0.28) -> dict[str, Any]:
    """Return the best answer that is there, what is still to come, and what the changes of the variant do."""
    answers, inquiry = about.visit.answers, about.variant.inquiry
    full = answers.full(about.folder, inquiry, chapter)
    first = full if full.found is not None else answers.first(about.folder, inquiry, chapter, wait)
    refused = first.found.faults if isinstance(first.found, Refused) else ()
    shown, grade = first.found, FULL if full.found is not None else FIRST
    if not isinstance(shown, Shown):
        before = answers.full(about.folder, Inquiry(), chapter).found if inquiry != Inquiry() else None
        shown, grade = (before, OUTDATED) if isinstance(before, Shown) and not refused else (None, "")
    change = _change(about, wait) if not refused and inquiry != Inquiry() else None
    return {
        "about": about,
        "chapter": chapter,
        "shown": shown,
        "refused": refused,
        "failed": full.failed or first.failed,
        "grade": FULL if refused else grade,
        "progress": full.progress,
        "worlds": about.visit.settings.worlds,
        "change": change,
        "looked": "" if change is None else type(change).__name__,
    }


def _change(about: OpenVariant, wait: float) -> BeforeAndAfter | Glance | None:
    """Return what the changes of a variant do to the answer of the case as written: at first sight, then in full."""
    answers, inquiry = about.visit.answers, about.variant.inquiry
    moved = answers.moved(about.folder, Inquiry(), inquiry).found
    if isinstance(moved, BeforeAndAfter):
        return moved
    found = answers.glance(about.folder, Inquiry(), inquiry, wait).found
    return found if isinstance(found, Glance) else None
