"""`detente brief`: the brief in the forms that are wanted, the data, and the answer on the terminal."""

from __future__ import annotations

import sys
import webbrowser
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from rich.text import Text

from detente.brief.forms import FORMS
from detente.case.model import Case
from detente.cli.output import note, say, say_json
from detente.cli.session import browsable, console, explore, paged
from detente.cli.settings import Settings, Wanted, load_meanwhile
from detente.cli.targets import brief_file, folder_of, keep_others

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
    if "docx" in wanted.forms:
        _ask_for_pixels()
    load_meanwhile(pool, "detente.cli.brief_files")
    outcomes = explore(settings, pool, overturn=wanted.overturn, ready=ready)
    from detente.brief.terminal import show  # slow to load, and needed last
    from detente.cli.brief_files import written

    made = written(outcomes, settings.case, pool, _folder(out, outcomes.case), wanted.forms, forms)
    if wanted.json:
        say_json(made.document)
    else:
        if not settings.quiet:
            with paged(wanted.full) as screen:
                show(made.brief, screen, wanted.full)
            say("")
        for path in made.files:
            say(str(path.resolve()))
    if open_page and browsable():
        webbrowser.open(made.files[0].resolve().as_uri())
    for chapter, says in outcomes.failed.items():
        note(f"{chapter} failed: {says}. The brief has the other chapters; please report this.")
    if outcomes.failed:
        sys.exit(FAILED)


def _ask_for_pixels() -> None:
    from detente.brief.paper.rasters import pixels

    if not pixels():
        note("Pictures in a Word document need Typst (pip install 'detente[pdf]'): it has their numbers instead.")


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
        if name not in wanted.forms and (folder / brief_file(name)).exists():
            note(f"{brief_file(name)} in {str(folder)!r} is of an earlier run, and stays as it is.")
