"""The workbench as an application: its guard, its pages, its files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from detente import __version__
from detente.web.answer_desk import answering
from detente.web.guard import Guard, RequestTooLargeError
from detente.web.library import OWN, CaseLibrary
from detente.web.pages import routers
from detente.web.rendering import STATIC, rendered
from detente.web.tokens import Tokens
from detente.web.variant_store import VariantStore
from detente.web.workbench_settings import WebSettings


def application(settings: WebSettings) -> FastAPI:
    """Return the workbench as an ASGI application.

    Args:
        settings: How it is set up.
    """

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        with answering(settings) as answers:
            app.state.answers = answers
            yield

    settings.folder.mkdir(parents=True, exist_ok=True)
    app = FastAPI(title="détente workbench", version=__version__, lifespan=running, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.library = CaseLibrary(settings.folder / OWN)
    app.state.variants = VariantStore(f"sqlite:///{settings.folder / 'workbench.sqlite'}")
    app.state.tokens = Tokens(settings)
    for router in routers():
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(KeyError, _not_there)
    app.add_exception_handler(RequestTooLargeError, _too_large)
    app.add_middleware(Guard, settings=settings)
    return app


async def _not_there(request: Request, error: Exception) -> HTMLResponse:
    what = error.args[0] if error.args else ""
    return HTMLResponse(rendered("missing.html", what=str(what)[:80]), status_code=404)


async def _too_large(request: Request, error: Exception) -> Response:
    return Response("More than is taken at a time.", status_code=413, media_type="text/plain")
