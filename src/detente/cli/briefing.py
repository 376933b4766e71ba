"""`detente brief`: the page, the data, and the answer on the terminal."""

from __future__ import annotations

import webbrowser
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from rich.text import Text

from detente.brief.compose import compose
from detente.brief.drawings import Drawer
from detente.brief.html import render
from detente.brief.saving import write_lines, write_text
from detente.brief.terminal import show
from detente.case.model import Case
from detente.cli.chapters import Wanted
from detente.cli.documents import BriefDocument, headlines, joint, meta, overturn_reports, slot_document
from detente.cli.output import as_json, say, say_json
from detente.cli.session import browsable, console, explore, paged
from detente.cli.settings import Settings
from detente.cli.targets import folder_of, keep_others


def write_brief(settings: Settings, pool: Executor | None, out: Path | None, open_page: bool, wanted: Wanted) -> None:
    """Write a brief of a case to a folder, and print page one or, if asked, all of it.

    Raises:
        UsageProblemError: The folder cannot be written, or holds the brief of another case; said before any work.
    """
    ready = partial(_ready, out)
    with nullcontext(pool) if pool is not None else ThreadPoolExecutor(1) as aside:
        drawer = Drawer(aside)
        outcomes = explore(settings, pool, overturn=wanted.overturn, ready=ready)
        for section in (section for told in outcomes.pages.values() for section in told.sections):
            drawer.ahead(section.figures)  # drawn while the brief is put together and the table written
        written = compose(outcomes, settings.case)
        drawer.ahead(written.figures)
        folder = _folder(out, outcomes.case)
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
        missing={chapter: list(lines) for chapter, lines in outcomes.unanswered.items()},
        files=files,
    )
    write_text(folder / "result.json", as_json(document) + "\n")
    if wanted.json:
        say_json(document)
    else:
        if not settings.quiet:
            with paged(wanted.full) as screen:
                show(written, screen, wanted.full)
            say("")
        for path in files.values():
            say(path)
    if open_page and browsable():
        webbrowser.open(page.resolve().as_uri())


def _folder(out: Path | None, case: Case) -> Path:
    """Return the folder to write to: the one that was named, or one beside the reader."""
    return out if out is not None else folder_of(f"{case.id}-brief")


def _ready(out: Path | None, case: Case) -> None:
    """Make sure that the brief of a case may be written, and say if it replaces one with another title."""
    replaced = keep_others(_folder(out, case), case.id, case.title)
    if replaced is not None:
        console(stderr=True).print(Text(replaced))
