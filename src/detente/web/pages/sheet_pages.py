"""Asking experts: a sheet for each to take away, and the filled-in ones taken into a case of one's own."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import Annotated

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import HTMLResponse, Response

from detente.case.faults import CaseError, Fault, printable
from detente.case.saving import FilesTogether
from detente.web.answer_desk import stamped
from detente.web.expert_sheets import MOST_FILES, SheetWanted
from detente.web.library import written_files
from detente.web.questions_asked import Refused
from detente.web.variant_store import AS_WRITTEN
from detente.web.visits import Visit, Visiting, changing

ROUTER = APIRouter(prefix="/cases/{case}/sheets")


@ROUTER.get("", response_class=HTMLResponse)
def sheets(visiting: Visiting, case: str) -> HTMLResponse:
    """A form for a sheet to be sent, and one for those that came back."""
    return _page(visiting, visiting.library.folder(case))


@ROUTER.get("/sheet", response_model=None)
def sheet(
    visiting: Visiting, case: str, expert: str = "", name: str = "", form: str = "", blind: bool = False
) -> Response:
    """A sheet for an expert, as a file."""
    folder = visiting.library.folder(case)
    offered = visiting.answers.sheet_offer(folder)
    if not isinstance(offered, Refused) and form not in offered.forms:
        raise KeyError(form)
    made = visiting.answers.asked_sheet(folder, SheetWanted(expert.strip(), name.strip(), blind, form))
    if isinstance(made, Refused):
        return _page(visiting, folder, 422, made.faults)
    headers = {"content-disposition": f'attachment; filename="{made.name}"'}
    return Response(made.raw, media_type="application/octet-stream", headers=headers)


@ROUTER.post("", dependencies=[Depends(changing)], response_model=None)
def take(
    visiting: Visiting,
    case: str,
    files: list[UploadFile],
    name: Annotated[str, Form()] = "",
    replace: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """Take filled-in sheets into the case if it is one's own and no name is given, or into a new one of that name."""
    folder = visiting.library.folder(case)
    given = tuple((_named(one.filename), one.file.read()) for one in files)
    own = folder.parent == visiting.library.own
    try:
        target = folder if own and not name.strip() else visiting.library.free(name.strip())
    except CaseError as error:
        return _page(visiting, folder, 422, tuple(error.faults), name)
    stamp = stamped(folder)
    taken = visiting.answers.taken_sheets(folder, given, keep_own=not replace)
    if isinstance(taken, Refused):
        return _page(visiting, folder, 422, taken.faults, name)
    if stamped(folder) != stamp:
        fault = Fault(case, 0, "", "a case that was changed meanwhile", "the sheets once more")
        return _page(visiting, folder, 409, (fault,), name)
    if target != folder:
        with FilesTogether(target, replaces=False) as kept:
            for path in written_files(folder):
                kept.raw(path.name, [taken.texts.get(path.name) or path.read_bytes()])
    elif taken.texts:
        with FilesTogether(folder) as kept:
            for file, raw in taken.texts.items():
                kept.raw(file, [raw])
    return visiting.page("sheets_taken.html", case=target.name, taken=taken, new=target != folder, written=AS_WRITTEN)


def _page(
    visiting: Visit, folder: Path, status: int = 200, faults: tuple[Fault, ...] = (), name: str = ""
) -> HTMLResponse:
    offered = visiting.answers.sheet_offer(folder)
    if isinstance(offered, Refused):
        raise CaseError(offered.faults)
    return visiting.page(
        "sheets.html",
        status,
        case=folder.name,
        own=folder.parent == visiting.library.own,
        offered=offered,
        faults=faults,
        name=name,
        most_files=MOST_FILES,
        most_mb=visiting.settings.most // 2**20,
        written=AS_WRITTEN,
    )


def _named(given: str | None) -> str:
    """Return the name of a file that somebody sends, without the folders that some browsers name."""
    name = PureWindowsPath(given or "")
    return f"{printable(name.stem)}{printable(name.suffix, 10)}" if name.name else "a file without a name"
