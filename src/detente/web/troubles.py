"""What is answered where something is not there, not allowed, not possible, or cannot be kept."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from detente.case.faults import CaseError
from detente.findings.words import listed
from detente.web.asked_work import CrowdedError
from detente.web.database import said
from detente.web.guard import HEADERS, TOO_LARGE, RequestTooLargeError
from detente.web.rendering import rendered
from detente.web.variant_store import ChangedMeanwhileError
from detente.web.visits import SignInNeededError

NOT_FOUND = 404
FULL = (errno.ENOSPC, errno.EDQUOT)
UNKEPT = "What you changed last was not kept; what was kept before is as it was."


def answer_troubles(app: FastAPI) -> None:
    """Let an application answer each trouble with a page that says what is the matter."""
    app.add_exception_handler(KeyError, _not_there)
    app.add_exception_handler(NOT_FOUND, _no_page)
    app.add_exception_handler(RequestTooLargeError, _too_large)
    app.add_exception_handler(SignInNeededError, _signed_out)
    app.add_exception_handler(ChangedMeanwhileError, _changed_meanwhile)
    app.add_exception_handler(CaseError, _faulty)
    app.add_exception_handler(CrowdedError, _crowded)
    app.add_exception_handler(FileExistsError, _taken)
    app.add_exception_handler(OSError, _unkept)
    app.add_exception_handler(SQLAlchemyError, _state_lost)
    app.add_exception_handler(HTTPException, _not_allowed)
    app.add_exception_handler(RequestValidationError, _incomplete)
    app.add_exception_handler(Exception, _our_mistake)


async def _not_there(request: Request, error: Exception) -> HTMLResponse:
    what = error.args[0] if error.args else ""
    return HTMLResponse(rendered("missing.html", what=str(what)[:80]), status_code=404)


async def _no_page(request: Request, error: Exception) -> HTMLResponse:
    return HTMLResponse(rendered("missing.html", what=""), status_code=NOT_FOUND)


def too_large(most: int, headers: Mapping[str, str]) -> str:
    """Return the page that says that a form is too large, with a link back to it.

    Args:
        most: Bytes that are taken at a time.
        headers: What was sent with it; the guard has seen to it that a page of ours sent it.
    """
    says = f"What you sent is larger than the {most / 2**20:.3g} MB that are taken at a time. Nothing was changed."
    path = urlsplit(headers.get("referer", "")).path
    back = path if path.startswith("/") and not path.startswith("//") else ""
    return rendered("trouble.html", what="This is too large", says=says, back=back)


async def _too_large(request: Request, error: Exception) -> HTMLResponse:
    return HTMLResponse(too_large(request.app.state.settings.most, request.headers), status_code=TOO_LARGE)


async def _signed_out(request: Request, error: Exception) -> Response:
    """Lead to the form; a part of a page cannot lead, so it lets the page do so."""
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"hx-redirect": "/sign-in"})
    return RedirectResponse("/sign-in", status_code=303)


async def _changed_meanwhile(request: Request, error: Exception) -> HTMLResponse:
    says = "This variant was changed from another tab at the same moment. Nothing was changed here: look at it again."
    return _page(409, "Changed meanwhile", says)


async def _faulty(request: Request, error: Exception) -> HTMLResponse:
    says = " ".join(str(fault) for fault in error.faults) if isinstance(error, CaseError) else ""
    return _page(422, "This cannot be done", says)


async def _crowded(request: Request, error: Exception) -> HTMLResponse:
    return _page(429, "Too much is asked at once", "Others are being answered. Load the page again in a moment.")


async def _taken(request: Request, error: Exception) -> HTMLResponse:
    return _page(409, "Taken meanwhile", "A case of this name was made at the same moment. Choose another name.")


async def _unkept(request: Request, error: Exception) -> HTMLResponse:
    full = isinstance(error, OSError) and error.errno in FULL
    found = "The disk is full." if full else "A file of the workbench cannot be read or written."
    return _page(507 if full else 500, "It cannot be kept", f"{found} {UNKEPT}")


async def _state_lost(request: Request, error: Exception) -> HTMLResponse:
    found = said(error) if isinstance(error, SQLAlchemyError) else ""
    return _page(503, "The state cannot be reached", f"The database says: {found[:200]}. {UNKEPT}")


async def _not_allowed(request: Request, error: Exception) -> HTMLResponse:
    if isinstance(error.__cause__, RequestTooLargeError):  # while a form was read
        return await _too_large(request, error)
    status, says = (error.status_code, str(error.detail)) if isinstance(error, HTTPException) else (400, "")
    return _page(status, "This is not taken", says)


async def _incomplete(request: Request, error: Exception) -> HTMLResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    fields = listed(dict.fromkeys(f"“{one['loc'][-1]}”" for one in found))
    return _page(422, "This cannot be read", f"What was sent lacks, or has in a form that cannot be read: {fields}.")


async def _our_mistake(request: Request, error: Exception) -> HTMLResponse:
    says = f"It is not yours. What the workbench printed where it was started says where: {type(error).__name__}."
    found = _page(500, "An error in détente", f"{says} {UNKEPT}")
    found.headers.update({name.decode(): value.decode() for name, value in HEADERS})  # no guard stands before this one
    return found


def _page(status: int, what: str, says: str) -> HTMLResponse:
    return HTMLResponse(rendered("trouble.html", what=what, says=says), status_code=status)
