"""`detente brief`: the page, the data, and the answer on the terminal."""

from __future__ import annotations

import webbrowser
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from detente.brief.compose import compose
from detente.brief.drawings import Drawer
from detente.brief.html import render
from detente.brief.saving import write_lines, write_text
from detente.brief.terminal import show
from detente.cli.chapters import Wanted
from detente.cli.documents import BriefDocument, headlines, joint, meta, overturn_reports, slot_document
from detente.cli.output import as_json, say, say_json
from detente.cli.session import browsable, explore, paged
from detente.cli.settings import Settings


def write_brief(settings: Settings, pool: Executor | None, out: Path | None, open_page: bool, wanted: Wanted) -> None:
    """Write a brief of a case to a folder, and print page one or, if asked, all of it."""
    with nullcontext(pool) if pool is not None else ThreadPoolExecutor(1) as aside:
        drawer = Drawer(aside)
        outcomes = explore(settings, pool, overturn=wanted.overturn)
        for chapter in outcomes.pages.values():
            drawer.ahead(chapter.figures)  # drawn while the table is written
        written = compose(outcomes, settings.case)
        drawer.ahead(written.figures)
        folder = out if out is not None else Path(f"{outcomes.case.id}-brief")
        folder.mkdir(parents=True, exist_ok=True)
        table = write_lines(folder / "outcomes.csv", outcomes.table.csv())
        page = write_text(folder / "brief.html", render(written, drawer))
    files = {path.name: str(path.resolve()) for path in (page, table, folder / "result.json")}
    document = BriefDocument(
        meta=meta("brief", outcomes, written.warnings),
        title=written.title,
        question=written.question,
        page_one={slot.name: slot_document(slot) for slot in written.one.slots},
        joint=joint(outcomes),
        overturns=overturn_reports(outcomes),
        chapters={chapter: report.model_dump(mode="json") for chapter, report in outcomes.reports.items()},
        headlines=headlines(outcomes),
        missing={chapter: list(lines) for chapter, lines in outcomes.missing.items()},
        files=files,
    )
    write_text(folder / "result.json", as_json(document) + "\n")
    if wanted.json:
        say_json(document)
    else:
        with paged(wanted.full) as screen:
            show(written, screen, wanted.full)
        say("")
        for path in files.values():
            say(path)
    if open_page and browsable():
        webbrowser.open(page.resolve().as_uri())
