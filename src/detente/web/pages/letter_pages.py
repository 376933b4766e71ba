"""Letters: a text that somebody pastes, and what it raises, leaves out and threatens by the case."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from detente.web.answer_desk import Answering
from detente.web.checked_letters import LetterChecked
from detente.web.questions_asked import Refused
from detente.web.visits import About, OpenVariant, changing

ROUTER = APIRouter(prefix="/cases/{case}/{variant}/letter")


@ROUTER.get("", response_class=HTMLResponse)
def pasted(about: About) -> HTMLResponse:
    """A form for a letter."""
    return _page(about, "letter.html", {}, Answering())


@ROUTER.post("", response_class=HTMLResponse, dependencies=[Depends(changing)])
def checked(
    about: About,
    request: Request,
    text: Annotated[str, Form()] = "",
    sender: Annotated[str, Form()] = "",
    recipient: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """What was found in a letter: by itself for a page that waits for it, else below the form that it was sent with."""
    plain = text.replace("\r\n", "\n")
    found = about.visit.answers.letter(about.folder, about.variant.inquiry, (sender, recipient), plain)
    given = {"text": plain, "sender": sender, "recipient": recipient}
    return _page(about, "letter_checked.html" if "hx-request" in request.headers else "letter.html", given, found)


def _page(
    about: OpenVariant, name: str, given: dict[str, str], answer: Answering[LetterChecked | Refused]
) -> HTMLResponse:
    described = about.visit.answers.described(about.folder)
    if isinstance(described, Refused):
        return about.visit.page("faults.html", 422, about=about, faults=described.faults)
    if not described.correspondents:
        raise KeyError("letter")
    sender, recipient = described.correspondents
    told: dict[str, Any] = {
        "found": answer.found if isinstance(answer.found, LetterChecked) else None,
        "faults": answer.found.faults if isinstance(answer.found, Refused) else (),
        "failed": answer.failed,
        "asked": bool(given),
    }
    form = {"text": "", "sender": sender, "recipient": recipient} | given
    return about.visit.page(name, about=about, described=described, form=form, **told)
