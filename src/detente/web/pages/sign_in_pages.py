"""Signing in to a shared workbench and out of it, and keys for scripts."""

from __future__ import annotations

from textwrap import shorten
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.web.account_store import BROWSER, LASTING, SCRIPT
from detente.web.tokens import FIELD, SIGN_IN, cookie_name
from detente.web.visits import Visit, Visiting, changing, keep_cookie, made_here, stranger

ROUTER = APIRouter()
WRONG = "No account has this name and this passphrase."
ROOM = 60  # letters of what was typed, as the form repeats it
Stranger = Annotated[Visit, Depends(stranger)]


@ROUTER.get("/sign-in", response_class=HTMLResponse)
def form(visiting: Stranger) -> HTMLResponse:
    """A form for the name and the passphrase of an account."""
    return visiting.page("sign_in.html", says="", name="")


@ROUTER.post("/sign-in", response_model=None)
def sign_in(
    request: Request,
    visiting: Stranger,
    name: Annotated[str, Form()] = "",
    passphrase: Annotated[str, Form()] = "",
    token: Annotated[str, Form(alias=FIELD)] = "",
) -> Response:
    """Sign in, with a token that nobody can have known before; whatever was signed in before is signed out."""
    made_here(request, visiting, token)
    state, address = request.app.state, request.client.host if request.client else ""
    name = name.strip()
    if seconds := state.limits.wait(name, address):
        says = f"Too many tries have failed. Try again in {-(-seconds // 60)} minutes."
        page = visiting.page("sign_in.html", 429, says=says, name=shorten(name, ROOM))
        page.headers["retry-after"] = str(seconds)
        return page
    if not state.accounts.known(name, passphrase):
        state.limits.failed(name, address)
        return visiting.page("sign_in.html", 403, says=WRONG, name=shorten(name, ROOM))
    kept = cookie_name(SIGN_IN, state.settings)
    if before := request.cookies.get(kept):
        state.accounts.sign_out(before)
    found = RedirectResponse("/", status_code=303)
    keep_cookie(found, SIGN_IN, state.accounts.sign_in(name), state.settings, LASTING[BROWSER])
    return found


@ROUTER.post("/sign-out", dependencies=[Depends(changing)])
def sign_out(request: Request) -> RedirectResponse:
    """Sign out: the token is worth nothing from here on."""
    state = request.app.state
    kept = cookie_name(SIGN_IN, state.settings)
    state.accounts.sign_out(request.cookies[kept])
    found = RedirectResponse("/sign-in", status_code=303)
    found.delete_cookie(kept, secure=True, httponly=True, samesite="strict")
    return found


@ROUTER.get("/account", response_class=HTMLResponse)
def account(visiting: Visiting) -> HTMLResponse:
    """What somebody can do about an account."""
    return visiting.page("account.html", key="", ended=False)


@ROUTER.post("/account/key", response_class=HTMLResponse, dependencies=[Depends(changing)])
def key(request: Request, visiting: Visiting) -> HTMLResponse:
    """A new key for scripts, shown this once."""
    made = request.app.state.accounts.sign_in(visiting.account, SCRIPT)
    return visiting.page("account.html", key=made, ended=False)


@ROUTER.post("/account/end-keys", response_class=HTMLResponse, dependencies=[Depends(changing)])
def end_keys(request: Request, visiting: Visiting) -> HTMLResponse:
    """End every key for scripts."""
    request.app.state.accounts.end_scripts(visiting.account)
    return visiting.page("account.html", key="", ended=True)
