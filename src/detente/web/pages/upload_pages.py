"""Taking in a case that somebody sends as a zip file of its folder."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.case.faults import CaseError
from detente.case.saving import FilesTogether
from detente.web.case_archive import unpacked
from detente.web.visits import Visiting, changing

ROUTER = APIRouter()


@ROUTER.get("/upload", response_class=HTMLResponse)
def form(visiting: Visiting) -> HTMLResponse:
    """A form for the file and the name of the case."""
    return visiting.page("upload.html", faults=(), name="")


@ROUTER.post("/upload", dependencies=[Depends(changing)], response_model=None)
def upload(visiting: Visiting, name: Annotated[str, Form()], file: UploadFile) -> HTMLResponse | RedirectResponse:
    """Keep the case under a name that is free, even with faults in it, and lead to its files."""
    try:
        folder = visiting.library.free(name.strip())
        files = unpacked(file.file.read())
    except CaseError as error:
        return visiting.page("upload.html", 422, faults=error.faults, name=name)
    with FilesTogether(folder, replaces=False) as kept:
        for one, text in files.items():
            kept.text(one, text)
    return RedirectResponse(f"/cases/{folder.name}/write", status_code=303)
