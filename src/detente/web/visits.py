"""One request: whose it is, about which case and which variant, and what pages are given of it.

A workbench on one machine knows a visit by its cookie. A shared one knows an account by its sign-in, and whoever is not
signed in has no visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from detente.case.inquiry import Inquiry
from detente.web.account_store import digest
from detente.web.answer_desk import AnswerDesk
from detente.web.library import CaseLibrary
from detente.web.rendering import rendered
from detente.web.tokens import COOKIE, DAYS, FIELD, SIGN_IN, cookie_name
from detente.web.variant_store import AS_WRITTEN, Variant, VariantStore, as_written
from detente.web.workbench_settings import WebSettings


@dataclass(frozen=True)
class Visit:
    """A request, and what it can reach.

    Attributes:
        owner: Who is visiting: an account, or a browser.
        cookie: The cookie that is to be set, if any.
        settings: How the workbench is set up.
        library: The cases.
        answers: The answers.
        variants: The variants.
        token: The token of its forms.
        bearer: For whom its forms are made: this sign-in, or this browser.
        account: The account that is signed in; empty in a workbench that is not shared.
    """

    owner: str
    cookie: str | None
    settings: WebSettings
    library: CaseLibrary
    answers: AnswerDesk
    variants: VariantStore
    token: str
    bearer: str
    account: str = ""

    def page(self, name: str, status: int = 200, /, **filled: Any) -> HTMLResponse:
        """Return a page, with the cookie of a new visit."""
        text = rendered(name, token=self.token, account=self.account, **filled)
        found = HTMLResponse(text, status_code=status)
        if self.cookie is not None:
            keep_cookie(found, COOKIE, self.cookie, self.settings, DAYS)
        return found

    def variant(self, case: str, name: str) -> Variant:
        """Return a variant of a case.

        Raises:
            KeyError: There is no such case, or this visitor has no such variant.
        """
        self.library.folder(case)
        return as_written(case, Inquiry()) if name == AS_WRITTEN else self.variants.get(self.owner, case, name)


class SignInNeededError(Exception):
    """Nobody is signed in to a shared workbench."""


def keep_cookie(response: Response, name: str, value: str, settings: WebSettings, seconds: int) -> None:
    """Let a browser keep a cookie that no script can read and no other site can have sent."""
    response.set_cookie(
        cookie_name(name, settings),
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=settings.shared,
    )


def visit(request: Request) -> Visit:
    """Return a request with what it can reach.

    Raises:
        SignInNeededError: The workbench is shared, and nobody is signed in.
    """
    state = request.app.state
    if not state.settings.shared:
        owner, cookie = state.tokens.visit(request.cookies.get(COOKIE))
        return _visit(state, owner, cookie, bearer=owner)
    token = request.cookies.get(cookie_name(SIGN_IN, state.settings), "")
    account = state.accounts.signed_in(token) if token else None
    if account is None:
        raise SignInNeededError
    return _visit(state, account, None, bearer=digest(token), account=account)


def stranger(request: Request) -> Visit:
    """Return the request of somebody who is not signed in yet, and can reach no case."""
    state = request.app.state
    kept = request.cookies.get(cookie_name(COOKIE, state.settings))
    bearer, cookie = state.tokens.visit(kept)
    return _visit(state, "", cookie, bearer=bearer)


def _visit(state: Any, owner: str, cookie: str | None, bearer: str, account: str = "") -> Visit:
    settings: WebSettings = state.settings
    library = CaseLibrary(settings.cases_of(account))
    token = state.tokens.form(bearer)
    return Visit(owner, cookie, settings, library, state.answers, state.variants, token, bearer, account)


Visiting = Annotated[Visit, Depends(visit)]


def changing(request: Request, visiting: Visiting, token: Annotated[str, Form(alias=FIELD)] = "") -> Visit:
    """Return a request that changes something, if one of our own pages made it.

    Raises:
        HTTPException: It has no token, or somebody else's.
    """
    return made_here(request, visiting, token or request.headers.get("x-token", ""))


def made_here(request: Request, visiting: Visit, token: str) -> Visit:
    """Return a visit if a form was made for it.

    Raises:
        HTTPException: It was not.
    """
    if not request.app.state.tokens.ours(visiting.bearer, token):
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
