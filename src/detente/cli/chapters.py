"""`detente CHAPTER`: one chapter's answer, as text, page or JSON."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from detente.brief.compose import Brief, chapter_brief
from detente.brief.forms import FORMS
from detente.brief.terminal import show
from detente.case.base import Frozen
from detente.case.saving import save
from detente.cli.output import as_json, say, say_json
from detente.cli.run_documents import chapter_document
from detente.cli.session import explore, on_paper, paged
from detente.cli.settings import Settings, Wanted
from detente.cli.targets import DATA


def show_chapter(chapter: str, settings: Settings, pool: Executor | None, wanted: Wanted) -> None:
    """Print what a chapter found, or write it to a file."""
    outcomes = explore(settings, pool, only=[chapter], overturn=wanted.overturn)
    deliver(
        lambda: chapter_brief(outcomes, chapter, settings.case), lambda: chapter_document(outcomes, chapter), wanted
    )


def deliver(brief: Callable[[], Brief], document: Callable[[], Frozen], wanted: Wanted) -> None:
    """Print an answer or write it to a file; only the form that is wanted is made.

    Args:
        brief: Makes the answer as a brief.
        document: Makes the JSON.
        wanted: The form.
    """
    if wanted.out is not None:
        say(str(save(wanted.out, _written(brief, document, DATA if wanted.json else wanted.out.suffix)).resolve()))
    elif wanted.json:
        say_json(document())
    else:
        with paged(wanted.full) as screen:
            show(brief(), screen, wanted.full)


def _written(brief: Callable[[], Brief], document: Callable[[], Frozen], suffix: str) -> bytes:
    """Return an answer as a file with an ending holds it."""
    from detente.brief.drawings import draw

    if suffix.lower() == DATA:
        return (as_json(document()) + "\n").encode()
    form = next((form for form in FORMS.values() if form.ending == suffix.lower()), None)
    return plain(brief()).encode() if form is None else form.made(brief(), draw)


def plain(brief: Brief) -> str:
    """Return all of a brief as text."""
    with on_paper() as (screen, text):
        show(brief, screen, full=True)
        return text.getvalue()
