"""One request: whose it is, about which case and which variant, and what pages are given of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse

from detente.case.inquiry import Inquiry
from detente.web.answer_desk import AnswerDesk
from detente.web.library import CaseLibrary
from detente.web.rendering import rendered
from detente.web.tokens import COOKIE, DAYS, FIELD, Tokens
from detente.web.variant_store import AS_WRITTEN, Variant, VariantStore, as_written
from detente.web.workbench_settings import WebSettings


@dataclass(frozen=True)
class Visit:
    """A request, and what it can reach.

    Attributes:
        owner: Who is visiting.
        cookie: The cookie that is to be set, if any.
        settings: How the workbench is set up.
        library: The cases.
        answers: The answers.
        variants: The variants.
        token: The token of its forms.
    """

    owner: str
    cookie: str | None
    settings: WebSettings
    library: CaseLibrary
    answers: AnswerDesk
    variants: VariantStore
    token: str

    def page(self, name: str, status: int = 200, /, **filled: Any) -> HTMLResponse:
        """Return a page, with the cookie of a new visit."""
        found = HTMLResponse(rendered(name, token=self.token, **filled), status_code=status)
        if self.cookie is not None:
            found.set_cookie(COOKIE, self.cookie, max_age=DAYS, httponly=True, samesite="strict")
        return found

    def variant(self, case: str, name: str) -> Variant:
        """Return a variant of a case.

        Raises:
            KeyError: There is no such case, or this visitor has no such variant.
        """
        self.library.folder(case)
        return as_written(case, Inquiry()) if name == AS_WRITTEN else self.variants.get(self.owner, case, name)


def visit(request: Request) -> Visit:
    """Return a request with what it can reach."""
    state = request.app.state
    tokens: Tokens = state.tokens
    owner, cookie = tokens.visit(request.cookies.get(COOKIE))
    return Visit(owner, cookie, state.settings, state.library, state.answers, state.variants, tokens.form(owner))


Visiting = Annotated[Visit, Depends(visit)]


def changing(request: Request, visiting: Visiting, token: Annotated[str, Form(alias=FIELD)] = "") -> Visit:
    """Return a request that changes something, if one of our own pages made it.

    Raises:
        HTTPException: It has no token, or somebody else's.
    """
    given = token or request.headers.get("x-token", "")
    if not request.app.state.tokens.ours(visiting.owner, given):
        raise HTTPException(403, "This form is too old, or was not made by this workbench: load the page again.")
    return visiting


Changing = Annotated[Visit, Depends(changing)]


@dataclass(frozen=True)
class OpenVariant:
    """A variant of a case, and where its case is.

    Attributes:
        visit: The request.
        variant: The variant.
        folder: The folder of the case.
        tour: The step of the tour that somebody is at; 0 if none.
    """

    visit: Visit
    variant: Variant
    folder: Path
    tour: int = 0

    @property
    def base(self) -> str:
        """The address below which the pages of the variant are."""
        return f"/cases/{self.variant.case}/{self.variant.id}"

    @property
    def every(self) -> tuple[Variant, ...]:
        """The case as it is written, and all its variants."""
        case = self.variant.case
        return (self.visit.variant(case, AS_WRITTEN), *self.visit.variants.of(self.visit.owner, case))


def subject(visiting: Visiting, case: str, variant: str, tour: int = 0) -> OpenVariant:
    """Return what a page of a variant is about."""
    return OpenVariant(visiting, visiting.variant(case, variant), visiting.library.folder(case), tour)


About = Annotated[OpenVariant, Depends(subject)]
