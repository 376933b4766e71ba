"""The pages of the workbench, a module for each kind."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter


def routers() -> Iterator[APIRouter]:
    """Yield the routes of every kind of page."""
    from detente.web.pages import answers, cases, judgements, packages, variants, writing

    for module in (cases, writing, variants, judgements, packages, answers):
        yield module.ROUTER
