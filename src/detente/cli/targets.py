"""Where output goes. It is tested before any work is done, so that nobody waits for what cannot be written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from detente.brief.forms import FORMS, Form
from detente.case.faults import nearest, one_of
from detente.cli import UsageProblemError

OUT, TO = "--out", "--to"
STEM = "brief"  # of the files of a brief, beside the table and that with every number
DATA, TEXT = ".json", ".txt"
ANSWERS = (*(form.ending for form in FORMS.values()), DATA, TEXT)  # endings of files that hold an answer
RESULT = "result.json"  # the file of a brief that says of which case it is


def brief_file(form: str) -> str:
    """Return the name of the file that a brief is written to in one of its forms."""
    return f"{STEM}{FORMS[form].ending}"


def file_of(out: str | None) -> Path | None:
    """Return the file that was named for the output; None where none was.

    Raises:
        UsageProblemError: It is a folder, or in a folder that is not there or cannot be written.
    """
    if out is None:
        return None
    path = Path(out)
    if not out.strip() or path.is_dir() or not path.parent.is_dir():
        raise UsageProblemError(f"{OUT}: found {out!r}; expected a file in a folder that is there")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UsageProblemError(f"{OUT}: found {out!r}, which cannot be written; expected a file that can")
    for form in (form for form in FORMS.values() if form.ending == path.suffix.lower()):
        _installed(OUT, out, form)
    return path


def answer_file_of(out: str | None) -> Path | None:
    """Return the file that was named for an answer, which is written as its ending says; None where none was.

    Raises:
        UsageProblemError: As for `file_of`, or its ending is of no form in which an answer is written.
    """
    path = file_of(out)
    if path is not None and path.suffix and path.suffix.lower() not in ANSWERS:
        close = nearest(path.suffix.lower(), ANSWERS)
        hint = f" (did you mean {close!r}?)" if close else ""
        raise UsageProblemError(f"{OUT}: found {out!r}; expected an ending, {one_of(ANSWERS)}{hint}")
    return path


def forms_of(to: str) -> tuple[str, ...]:
    """Return the forms of a brief that were asked for, in the order of the register.

    Args:
        to: Names with commas between them.

    Raises:
        UsageProblemError: There is no such form, or something that it needs is not installed.
    """
    names = [name.strip().lower() for name in to.split(",")]
    for name in names:
        if name not in FORMS:
            close = nearest(name, FORMS)
            hint = f" (did you mean {close!r}?)" if close else ""
            raise UsageProblemError(f"{TO}: found {name!r}; expected {one_of(FORMS)}, with commas between them{hint}")
        _installed(TO, name, FORMS[name])
    return tuple(name for name in FORMS if name in names)


def _installed(option: str, given: str, form: Form) -> None:
    """Make sure that what a form needs is there.

    Raises:
        UsageProblemError: It is not; the message says what to install.
    """
    if not form.there:
        install = f"pip install 'detente[{form.extra}]'"
        raise UsageProblemError(
            f"{option}: found {given!r}; expected the package {form.needs!r}, which {form.says} needs: {install}"
        )


def folder_of(out: str) -> Path:
    """Return the folder that was named for the output, which need not be there.

    Raises:
        UsageProblemError: It is a file, or in one, or cannot be written.
    """
    path = Path(out)
    there = next(p for p in (path, *path.absolute().parents) if os.path.lexists(p))
    if not out.strip() or not there.is_dir():
        found = f"{out!r}" if there == path or not out.strip() else f"{out!r}, within the file {str(there)!r}"
        raise UsageProblemError(f"{OUT}: found {found}; expected a folder, which need not be there yet")
    if not os.access(there, os.W_OK):
        raise UsageProblemError(f"{OUT}: found {out!r}, which cannot be written; expected a folder that can")
    return path


def keep_others(folder: Path, case: str, title: str) -> str | None:
    """Make sure that a folder does not hold the brief of another case, which would be lost.

    Args:
        folder: The folder to write to.
        case: Id of the case.
        title: Its title.

    Returns:
        What to say about the brief that is replaced, where it is of a case of the same id and another title.

    Raises:
        UsageProblemError: It holds the brief of another case, or a file of that name which is no brief.
    """
    path = folder / RESULT
    if not path.exists():
        return None
    there = _said(path)
    if there is not None and there[0] == case:
        return None if there[1] == title else f"replaces the brief of {case!r} with the title “{there[1]}”"
    found = f"a file {RESULT} that no brief wrote" if there is None else f"the brief of {there[0]!r}, “{there[1]}”,"
    raise UsageProblemError(f"{OUT}: found {found} in {str(folder)!r}; expected another folder, or move it away first")


def keep_tables(folder: Path, case: str) -> None:
    """Make sure that a folder does not hold a brief, or the table of another case, whose files would be lost.

    Args:
        folder: The folder to write to.
        case: Id of the case.

    Raises:
        UsageProblemError: It holds either, or a file of that name which is neither.
    """
    path = folder / RESULT
    if not path.exists():
        return
    try:
        meta: Any = json.loads(path.read_bytes())["meta"]
        schema, of = str(meta["schema"]), str(meta["case"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        schema, of = "", ""
    if schema.startswith("table/") and of == case:
        return
    found = f"the {schema.partition('/')[0]} of {of!r}" if schema else f"a file {RESULT} that no table has"
    raise UsageProblemError(f"{OUT}: found {found} in {str(folder)!r}; expected another folder, or move it away first")


def _said(path: Path) -> tuple[str, str] | None:
    """Return the id and title of the case that a brief is of; None where it is no brief."""
    try:
        document: Any = json.loads(path.read_bytes())
        return str(document["meta"]["case"]), str(document["title"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
