"""The pages of the workbench, a module for each kind."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter


def routers() -> Iterator[APIRouter]:
    """Yield the routes of every kind of page."""
    from detente.web.pages import (
        answer_pages,
        asking_pages,
        case_pages,
        claims_pages,
        judgement_pages,
        letter_pages,
        package_pages,
        sheet_pages,
        upload_pages,
        variant_pages,
        writing_pages,
    )

    cases = case_pages, sheet_pages, writing_pages, upload_pages, variant_pages
    asked = judgement_pages, asking_pages, claims_pages, letter_pages, package_pages, answer_pages
    for module in (*cases, *asked):
        yield module.ROUTER
