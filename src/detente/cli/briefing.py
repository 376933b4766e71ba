"""`detente brief`: the brief in the forms that are wanted, the data, and the answer on the terminal."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from rich.text import Text

from detente.brief.chart_parts import in_parts
from detente.brief.compose import compose
from detente.brief.drawings import DrawnAhead
from detente.brief.forms import FORMS
from detente.brief.paper.rasters import pixels
from detente.brief.terminal import show
from detente.case.model import Case
from detente.case.saving import FilesTogether
from detente.claims.audit import audit
from detente.claims.report import claims_report
from detente.cli.chapters import Wanted
from detente.cli.output import as_json, note, say, say_json
from detente.cli.run_documents import brief_document
from detente.cli.session import browsable, console, explore, paged
from detente.cli.settings import Settings
from detente.cli.table_forms import write_tables
from detente.cli.targets import RESULT, folder_of, keep_others
from detente.findings import Figure
from detente.outcomes.run import Outcomes

STEM = "brief"  # of the files of a brief, beside the table and that with every number
FAILED = 1  # exit code where a chapter failed


def write_brief(
    settings: Settings,
    pool: Executor | None,
    out: Path | None,
    open_page: bool,
    wanted: Wanted,
    forms: tuple[str, ...] = (),
) -> None:
    """Write a brief of a case to a folder, and print page one or, if asked, all of it.

    Args:
        settings: What was typed.
        pool: Helpers, if there are any.
        out: The folder to write to; None for one named after the case.
        open_page: Whether to open the page where there is a screen.
        wanted: The form of what is printed.
        forms: The forms of the table of worlds; CSV alone if none is given.

    Raises:
        UsageProblemError: The folder cannot be written, or holds the brief of another case; said before any work.
    """
    ready = partial(_ready, out, wanted)
    if "docx" in wanted.forms and not pixels():
        note("Pictures in a Word document need Typst (pip install 'detente[pdf]'): it has their numbers instead.")
    outcomes = explore(settings, pool, overturn=wanted.overturn, ready=ready)
    outcomes.meanwhile()
    drawn = DrawnAhead(pool, _figures(outcomes))
    judged = audit(outcomes) if outcomes.case.arguments else None
    claims = None if judged is None else claims_report(judged)
    written = compose(outcomes, settings.case, claims)
    with FilesTogether(_folder(out, outcomes.case)) as files:
        verdicts = () if judged is None else judged.columns()
        tables = write_tables(files, outcomes.table.and_columns(verdicts), forms, outcomes.worlds)
        pages = [
            files.raw(_file(name), [form.made(written, drawn)]) for name, form in FORMS.items() if name in wanted.forms
        ]
        named = [path.name for path in (*pages, *tables)]
        document = brief_document(outcomes, written, claims, [*named, RESULT])
        result = files.text(RESULT, as_json(document) + "\n")
    if wanted.json:
        say_json(document)
    else:
        if not settings.quiet:
            with paged(wanted.full) as screen:
                show(written, screen, wanted.full)
            say("")
        for path in (*pages, *tables, result):
            say(str(path.resolve()))
    if open_page and browsable():
        webbrowser.open(pages[0].resolve().as_uri())
    for chapter, says in outcomes.failed.items():
        note(f"{chapter} failed: {says}. The brief has the other chapters; please report this.")
    if outcomes.failed:
        sys.exit(FAILED)


def _file(form: str) -> str:
    return f"{STEM}{FORMS[form].ending}"


def _figures(outcomes: Outcomes) -> Iterator[Figure]:
    """Yield what the pages of chapters show, as far as it is drawn."""
    for page in outcomes.pages.values():
        for section in page.sections:
            for figure in section.figures:
                yield from in_parts(figure)


def _folder(out: Path | None, case: Case) -> Path:
    """Return the folder to write to: the one that was named, or one beside the reader."""
    return out if out is not None else folder_of(f"{case.id}-brief")


def _ready(out: Path | None, wanted: Wanted, case: Case) -> None:
    """Make sure that the brief of a case may be written, and say if it replaces one with another title.

    A form that an earlier run wrote and this one does not is named too, since it will no longer be of the same run.
    """
    folder = _folder(out, case)
    replaced = keep_others(folder, case.id, case.title)
    if replaced is not None:
        console(stderr=True).print(Text(replaced))
    for name in FORMS:
        if name not in wanted.forms and (folder / _file(name)).exists():
            note(f"{_file(name)} in {str(folder)!r} is of an earlier run, and stays as it is.")
