"""`detente CHAPTER`: one chapter's answer, as text or JSON."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace

from detente import chapters
from detente.brief.compose import warnings
from detente.brief.html import numbers
from detente.brief.terminal import grid, said
from detente.cli.documents import chapter_model, headlines, meta
from detente.cli.output import say_json
from detente.cli.session import console, explore
from detente.cli.settings import Settings
from detente.findings import Figure, Page, Plane, Table


def show_chapter(chapter: str, settings: Settings, pool: Executor | None, overturn: bool, as_json: bool) -> None:
    """Print what a chapter found."""
    outcomes = explore(settings, pool, only=[chapter], overturn=overturn)
    report = outcomes.reports[chapter]
    if as_json:
        document = chapter_model(chapter).model_validate(
            {
                **dict(report),
                "headlines": headlines(outcomes, chapter),
                "meta": meta(chapter, outcomes, warnings(outcomes)),
            }
        )
        say_json(document)
        return
    say_page(chapters.chapter(chapter).page(outcomes.case, report, outcomes.inquiry))


def say_page(page: Page) -> None:
    """Print what a chapter gives to the brief, charts as tables."""
    screen = console()
    screen.print(said(page.lead, screen, style="bold"))
    for heading, text in page.proposal:
        screen.print(said(f"    {heading}: {text}", screen))
    for sentence in page.answer:
        screen.print(said(sentence, screen))
    if page.table is not None:
        screen.print()
        screen.print(grid(page.table, screen))
    for section in page.sections:
        screen.print()
        screen.print(said(section.question, screen, style="bold"))
        for sentence in section.answer:
            screen.print(said(sentence, screen))
        for figure in section.figures:
            table = _table(figure)
            if table.rows:
                screen.print()
                screen.print(said(table.title, screen, style="underline"))
                screen.print(grid(table, screen))


def _table(figure: Figure) -> Table:
    """Return a figure as a table; of a plane, the points with a label."""
    if isinstance(figure, Plane):
        return numbers(replace(figure, spots=tuple(spot for spot in figure.spots if spot.label)))
    return figure if isinstance(figure, Table) else numbers(figure)
