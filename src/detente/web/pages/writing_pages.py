"""Writing a case in the browser: a new one, a copy of another, each file with its faults at their lines."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.case.bundled import MAIN
from detente.case.faults import CaseError
from detente.case.saving import FilesTogether
from detente.web.account_store import digest
from detente.web.described_cases import CheckedCase
from detente.web.library import written_files
from detente.web.text_differences import differences
from detente.web.variant_store import AS_WRITTEN
from detente.web.visits import Visit, Visiting, changing

ROUTER = APIRouter()
SAVING = Lock()  # between looking what is kept and keeping another text


@dataclass(frozen=True)
class Written:
    """A file of a case as it stands in the editor.

    Attributes:
        file: Its name.
        text: The text that stands there.
        kept: The text that is kept.
    """

    file: str
    text: str
    kept: str

    @property
    def differs(self) -> bool:
        """Whether the text is another than the one that is kept."""
        return self.text != self.kept


@ROUTER.get("/new", response_class=HTMLResponse)
def new(visiting: Visiting) -> HTMLResponse:
    """A form for a new case."""
    return visiting.page("new.html", faults=(), name="")


@ROUTER.post("/new", dependencies=[Depends(changing)], response_model=None)
def create(
    visiting: Visiting, name: Annotated[str, Form()], chapters: Annotated[list[str] | None, Form()] = None
) -> HTMLResponse | RedirectResponse:
    """Write the skeleton of a new case."""
    try:
        folder = visiting.library.free(name.strip())
        visiting.answers.skeleton(folder, tuple(chapters or ()))
    except CaseError as error:
        return visiting.page("new.html", 422, faults=error.faults, name=name)
    return RedirectResponse(f"/cases/{folder.name}/write", status_code=303)


@ROUTER.post("/cases/{case}/copy", dependencies=[Depends(changing)], response_model=None)
def copy(visiting: Visiting, case: str, name: Annotated[str, Form()]) -> HTMLResponse | RedirectResponse:
    """Copy a case under another name, so that it can be written over."""
    try:
        folder, own = visiting.library.folder(case), visiting.library.free(name.strip())
    except CaseError as error:
        return visiting.page("new.html", 422, faults=error.faults, name=name)
    with FilesTogether(own, replaces=False) as files:
        for path in written_files(folder):
            files.text(path.name, path.read_text(encoding="utf-8"))
    return RedirectResponse(f"/cases/{own.name}/write", status_code=303)


@ROUTER.get("/cases/{case}/write", response_class=HTMLResponse)
def write(visiting: Visiting, case: str, file: str = MAIN) -> HTMLResponse:
    """A file of a case to be written over, with its faults."""
    folder = visiting.library.folder(case)
    path = _file(visiting, folder, file)
    text = _kept(path)
    return _editor(visiting, folder, Written(file, text, text), visiting.answers.checked(folder))


@ROUTER.post("/cases/{case}/write", dependencies=[Depends(changing)], response_model=None)
def save(
    visiting: Visiting,
    case: str,
    file: Annotated[str, Form()],
    text: Annotated[str, Form()],
    based: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """Keep a file of one of the user's own cases, faults and all: half-written cases are kept too.

    If it is no longer the text that the form was opened with, nothing is kept, and both texts are shown.
    """
    folder = visiting.library.folder(case)
    if folder.parent != visiting.library.own:
        raise KeyError(case)
    path = _file(visiting, folder, file)
    with SAVING:
        written = Written(path.name, _plain(text), _kept(path))
        meanwhile = written.differs and based != digest(written.kept)
        if not meanwhile:
            with FilesTogether(folder) as files:
                files.text(path.name, written.text)
    if meanwhile:
        return _editor(visiting, folder, written, _checked_with(visiting, folder, written), 409)
    return RedirectResponse(f"/cases/{case}/write?file={path.name}", status_code=303)


@ROUTER.post("/cases/{case}/check", response_class=HTMLResponse, dependencies=[Depends(changing)])
def check(visiting: Visiting, case: str, file: Annotated[str, Form()], text: Annotated[str, Form()]) -> HTMLResponse:
    """The faults that a case would have with this text, before it is kept."""
    folder = visiting.library.folder(case)
    path = _file(visiting, folder, file)
    checked = _checked_with(visiting, folder, Written(path.name, _plain(text), ""))
    return visiting.page("checked.html", checked=checked, file=path.name)


def _checked_with(visiting: Visit, folder: Path, written: Written) -> CheckedCase:
    """Return the faults that a case would have if a file of it were written so."""
    with TemporaryDirectory() as aside:
        there = Path(aside) / folder.name
        there.mkdir()
        for one in written_files(folder):
            shutil.copyfile(one, there / one.name)
        (there / written.file).write_text(written.text, encoding="utf-8")
        return visiting.answers.checked(there)


def _editor(visiting: Visit, folder: Path, written: Written, checked: CheckedCase, status: int = 200) -> HTMLResponse:
    own = folder.parent == visiting.library.own
    files = list(dict.fromkeys([*(path.name for path in sorted(folder.glob("*.yaml"))), *checked.files]))
    return visiting.page(
        "write.html",
        status,
        case=folder.name,
        own=own,
        file=written.file,
        files=files,
        text=written.text,
        based=digest(written.kept),
        kept=written.kept if written.differs else None,
        lines=differences(written.kept, written.text) if written.differs else (),
        checked=checked,
        written=AS_WRITTEN,
        help=visiting.answers.help_of(written.file),
    )


def _file(visiting: Visit, folder: Path, name: str) -> Path:
    """Return the path of a file that a case may have.

    Raises:
        KeyError: It may have none of that name; whatever is no name, such as a path, is none.
    """
    if name not in {MAIN, *visiting.answers.checked(folder).files} or (folder / name).is_symlink():
        raise KeyError(name)
    return folder / name


def _kept(path: Path) -> str:
    """Return the text of a file as it is kept; nothing where there is no such file."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _plain(text: str) -> str:
    """Return a text as files have it: browsers send other ends of lines."""
    return text.replace("\r\n", "\n")
