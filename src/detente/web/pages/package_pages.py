"""A package built by hand: who refuses it, over what, and in how many worlds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.case.faults import Fault
from detente.web.described_cases import Described
from detente.web.pages.asking_pages import looking_at
from detente.web.questions_asked import Refused
from detente.web.visits import About, changing

ROUTER = APIRouter(prefix="/cases/{case}/{variant}/package")


@ROUTER.get("", response_class=HTMLResponse)
def package(about: About, request: Request) -> HTMLResponse:
    """A form with every issue, and what comes of the package that was chosen in it."""
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    chosen = _chosen(described, request.query_params)
    judged = about.visit.answers.judged(about.folder, about.variant.inquiry, _text(chosen)) if chosen else None
    return about.visit.page(
        "package.html", about=about, described=described, chosen=chosen, judged=judged, asked=request.url.query
    )


async def sent(request: Request) -> dict[str, Any]:
    """Return what was sent in a form whose fields a case names."""
    return dict(await request.form())


@ROUTER.post("", dependencies=[Depends(changing)], response_model=None)
def keep(about: About, given: Annotated[dict[str, Any], Depends(sent)]) -> RedirectResponse | HTMLResponse:
    """Look at the package that is chosen in the form besides, as a step of a variant."""
    described = about.visit.answers.described(about.folder)
    faults: tuple[Fault, ...] = described.faults if isinstance(described, Refused) else ()
    chosen = {} if isinstance(described, Refused) else _chosen(described, given)
    if not chosen and not faults:
        faults = (Fault("package", 0, "", "every issue as it is today", "another option of an issue at least"),)
    if faults:
        return about.visit.page("faults.html", 422, about=about, faults=faults, typed=True)
    return looking_at(about, _text(chosen))


def _chosen(described: Described, given: Mapping[str, Any]) -> dict[str, str]:
    """Return the options that were chosen, by issue."""
    return {
        issue: option
        for issue, option in given.items()
        if issue in described.issues and option in described.issues[issue][1]
    }


def _text(chosen: dict[str, str]) -> str:
    return ",".join(f"{issue}={option}" for issue, option in chosen.items())
