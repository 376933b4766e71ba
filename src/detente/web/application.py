"""The workbench as an application: its guard, its pages, its files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from detente import __version__
from detente.web.account_store import AccountStore
from detente.web.answer_desk import answering
from detente.web.database import opened
from detente.web.guard import Guard
from detente.web.pages import routers
from detente.web.rendering import STATIC
from detente.web.script_answers import DocumentWriter
from detente.web.script_api import script_api
from detente.web.sign_in_limits import SignInLimits
from detente.web.tokens import Tokens
from detente.web.troubles import answer_troubles, too_large
from detente.web.variant_store import VariantStore
from detente.web.workbench_settings import WebSettings


def application(settings: WebSettings, document: DocumentWriter | None = None) -> FastAPI:
    """Return the workbench as an ASGI application.

    Args:
        settings: How it is set up.
        document: Writes what a run found as JSON; without it there is nothing for scripts.

    Raises:
        StateError: The database for its state cannot be used.
    """

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        with answering(settings) as answers:
            app.state.answers = answers
            yield
        engine.dispose()

    settings.folder.mkdir(parents=True, exist_ok=True)
    app = FastAPI(title="détente workbench", version=__version__, lifespan=running, docs_url=None, redoc_url=None)
    engine = opened(settings.database)
    app.state.settings = settings
    app.state.variants = VariantStore(engine)
    app.state.tokens = Tokens(settings)
    for router in routers():
        app.include_router(router)
    if settings.shared:
        _share(app, AccountStore(engine))
    if document is not None:
        app.mount("/api", script_api(app.state, document), name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    answer_troubles(app)
    app.add_middleware(Guard, settings=settings, shared=settings.shared, too_large=partial(too_large, settings.most))
    return app


def _share(app: FastAPI, accounts: AccountStore) -> None:
    """Let people sign in."""
    from detente.web.pages import sign_in_pages

    app.state.accounts, app.state.limits = accounts, SignInLimits()
    app.include_router(sign_in_pages.ROUTER)
