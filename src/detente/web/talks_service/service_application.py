"""Served talks as an ASGI application: its guard, its routes, and how what goes wrong is answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from detente import __version__
from detente.case.model import Case
from detente.talks.record.canonical import NotCanonicalError
from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.stores.store import StorageError
from detente.talks.rules.sight import NotSeenError
from detente.talks.seats.key_files import KeyFileError
from detente.talks.seats.sealing import SealError
from detente.web.guard import SAFE, Guard, RequestTooLargeError
from detente.web.rendering import STATIC, rendered
from detente.web.talks_service import (
    door_pages,
    entry_pages,
    json_routes,
    letter_checks,
    mediation_pages,
    position_pages,
    private_pages,
    seat_pages,
)
from detente.web.talks_service.event_stream import NewsBell
from detente.web.talks_service.request_limits import TooOftenError
from detente.web.talks_service.seat_requests import SignInFirstError, TalksParts
from detente.web.talks_service.service_settings import TalksSettings
from detente.web.talks_service.talks_desk import RefusedRequestError

NOT_FOUND = HTTPStatus.NOT_FOUND
STATUS: dict[type[Exception], int] = {
    RefusedError: 409,
    NotSeenError: 404,
    SealError: 422,
    NotCanonicalError: 422,
    KeyFileError: 422,
    UnicodeError: 422,
    RecursionError: 422,
    StorageError: 503,
    RequestTooLargeError: 413,
}


def talks_application(settings: TalksSettings, case: Case | None = None) -> FastAPI:
    """Return served talks as an ASGI application.

    Args:
        settings: How they are served.
        case: The case that they are about; None if none is.

    Raises:
        StorageError: The record cannot be opened.
        FileNotFoundError: It is not there.
    """
    parts = TalksParts(settings, case)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.bell = NewsBell()
        parts.served.told = app.state.bell.ring
        looking = asyncio.create_task(_look(parts))
        yield
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        parts.served.told = lambda: None
        parts.close()

    app = FastAPI(
        title="détente talks",
        version=__version__,
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.parts = parts
    app.include_router(json_routes.ROUTER)
    for module in (door_pages, seat_pages, entry_pages, letter_checks, private_pages, position_pages, mediation_pages):
        app.include_router(module.ROUTER, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RefusedRequestError, _refused)
    app.add_exception_handler(TooOftenError, _refused)
    app.add_exception_handler(SignInFirstError, _sign_in_first)
    for kind in STATUS:
        app.add_exception_handler(kind, _refused)
    app.add_middleware(Guard, settings=settings)
    return app


async def _look(parts: TalksParts) -> None:
    """Look again and again whether others have added to the record."""
    while True:
        with suppress(StorageError):
            await asyncio.to_thread(parts.served.refresh)
        await asyncio.sleep(parts.settings.poll)


async def _refused(request: Request, error: Exception) -> Response:
    """Answer a request that is refused, as JSON or as a page."""
    headers: dict[str, str] = {}
    status, why = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 500), str(error)
    if isinstance(error, HTTPException):
        status, headers = error.status_code, dict(error.headers or {})
        why = "no page of the talks has this address" if error.detail == NOT_FOUND.phrase else str(error.detail)
    elif isinstance(error, RefusedRequestError):
        status = error.status
    elif isinstance(error, TooOftenError):
        status, headers = 429, {"retry-after": str(max(1, round(error.wait)))}
    elif isinstance(error, StorageError):
        why = "the record cannot be reached now: nothing was added; try again"
    elif isinstance(error, UnicodeError | RecursionError):
        why = "a text or a value that cannot be kept: half a character, or too deep"
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": why}, status, headers)
    return Response(rendered("talks/refused.html", why=why), status, headers, media_type="text/html")


async def _sign_in_first(request: Request, error: Exception) -> Response:
    if request.headers.get("hx-request"):
        if request.method not in SAFE:  # what was being typed stays where it is
            return Response(status_code=401)
        return Response(status_code=204, headers={"hx-redirect": "/"})
    return RedirectResponse("/", status_code=303)
