"""A package built by hand: who refuses it, over what, and in how many worlds."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from detente.web.questions_asked import Refused
from detente.web.visits import About

ROUTER = APIRouter(prefix="/cases/{case}/{variant}/package")


@ROUTER.get("", response_class=HTMLResponse)
def package(about: About, request: Request) -> HTMLResponse:
    """A form with every issue, and what comes of the package that was chosen in it."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    chosen = {
        issue: option
        for issue, option in request.query_params.items()
        if issue in described.issues and option in described.issues[issue][1]
    }
    judged = about.visit.answers.judged(about.folder, about.variant.inquiry, _text(chosen)) if chosen else None
    return about.visit.page(
        "package.html", about=about, described=described, chosen=chosen, judged=judged, text=_text(chosen)
    )


def _text(chosen: dict[str, str]) -> str:
    return ",".join(f"{issue}={option}" for issue, option in chosen.items())
