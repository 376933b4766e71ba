"""A variant as a folder of a case: its judgements stand in the files, and everything else is as it was."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from zipfile import ZIP_DEFLATED, ZipFile

from detente.case.bundled import MAIN
from detente.case.changed import with_judgements
from detente.case.faults import CaseError, Fault, KeyPath
from detente.case.model import Case
from detente.case.schema import CaseFile
from detente.case.yaml_edits import rewritten
from detente.case.yaml_tree import parsed
from detente.web.cases_aside import read_aside
from detente.web.library import written_files
from detente.web.questions_asked import CaseQuestion, opened


def case_folder(question: CaseQuestion) -> bytes:
    """Return a variant as a ZIP file of a case; who is advised and options of chapters are no part of a case.

    What the files say then is read back and held against the variant, so that they never say anything else.

    Args:
        question: What is asked: the case, and the judgements that are changed in it.

    Raises:
        CaseError: A judgement cannot be changed in place.
    """
    folder, case = Path(question.folder), opened(question.folder, question.stamp)
    changed = question.inquiry.changed
    wanted: dict[str, dict[KeyPath, Any]] = {}
    for path, value in changed.items():
        section, *below = case.stated[path].place
        file, place = (MAIN, (section, *below)) if section in CaseFile.model_fields else (f"{section}.yaml", (*below,))
        wanted.setdefault(file, {})[place] = value
    texts = {file: _changed((folder / file).read_bytes().decode(), wanted[file], file) for file in wanted}
    if _numbers(read_aside(folder, texts)) != _numbers(with_judgements(case, changed)):
        _refuse(MAIN)
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as files:
        for one in written_files(folder):
            files.writestr(f"{question.name}/{one.name}", texts.get(one.name) or one.read_bytes())
    return made.getvalue()


def _changed(text: str, values: dict[KeyPath, Any], file: str) -> str:
    """Return the text of a file with other values at some places.

    Raises:
        CaseError: It cannot be changed in place.
    """
    whole = deepcopy(parsed(text, file).value)
    try:
        for place, value in values.items():
            at, (step, *rest) = whole, place
            while rest and isinstance(at[step], dict | list) and _holds(at[step], rest[0]):
                at, (step, *rest) = at[step], rest  # what is left at last stands there in a short form
            at[step] = value
        return rewritten(text, whole, file)
    except (ValueError, KeyError, IndexError, TypeError):
        _refuse(file)


def _holds(value: Any, step: str | int) -> bool:
    return step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)


def _numbers(case: Case) -> dict[str, tuple[float | None, ...]]:
    found = {path: placed.judgement for path, placed in case.judgements.items()}
    return {path: (one.low, one.mode, one.high) for path, one in found.items()}


def _refuse(file: str) -> NoReturn:
    raise CaseError([Fault(file, 0, "", "a judgement in a form of its own", "one that can be written over")])
