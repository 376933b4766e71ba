"""AnswerDesk: of the whole case and of each chapter, the first of few worlds, then the full one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from detente.web.visits import About, OpenVariant
from detente.web.working import Refused

ROUTER = APIRouter(prefix="/cases/{case}/{variant}")


@ROUTER.get("", response_class=HTMLResponse)
def whole(about: About) -> HTMLResponse:
    """What all chapters say of a case together."""
    return _page(about, "")


@ROUTER.get("/chapters/{chapter}", response_class=HTMLResponse)
def chapter(about: About, chapter: str) -> HTMLResponse:
    """What one chapter says of a case."""
    return _page(about, chapter)


@ROUTER.get("/answer", response_class=HTMLResponse)
def answer(about: About, chapter: str = "") -> HTMLResponse:
    """The answer by itself, for a page that waits for it."""
    return about.visit.page("answer.html", **_told(about, chapter, wait=0.2))


def _page(about: OpenVariant, chapter: str) -> HTMLResponse:
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    names = [name for name, _, _ in described.chapters]
    if chapter and chapter not in names:
        raise KeyError(chapter)
    others = about.visit.variants.of(about.visit.owner, about.variant.case)
    told = _told(about, chapter)
    return about.visit.page("case.html", described=described, others=others, **told)


def _told(about: OpenVariant, chapter: str, wait: float = 0.28) -> dict[str, Any]:
    """Return the best answer that is there, and what is still to come."""
    answers, inquiry = about.visit.answers, about.variant.inquiry
    full = answers.full(about.folder, inquiry, chapter)
    first = full if full.found is not None else answers.first(about.folder, inquiry, chapter, wait)
    refused = first.found.faults if isinstance(first.found, Refused) else ()
    return {
        "about": about,
        "chapter": chapter,
        "shown": None if refused else first.found,
        "refused": refused,
        "failed": full.failed or first.failed,
        "whole": full.found is not None,
        "worlds": about.visit.settings.worlds,
    }
