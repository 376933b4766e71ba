"""`detente sheet`: a workbook or CSV file that asks for judgements, and the way back into the case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shlex import quote

from detente.case.base import ID_PATTERN
from detente.case.bundled import CASES, bundled, locate
from detente.case.faults import CaseError, Fault, nearest
from detente.case.model import Case
from detente.case.read import read
from detente.case.saving import FilesTogether, save
from detente.chapters import schemas
from detente.cli import UsageProblemError
from detente.cli.documents import meta
from detente.cli.output import say, say_json
from detente.cli.sheet_documents import SheetAnswerReport, SheetChangeReport, SheetDocument, SheetFileReport
from detente.cli.surroundings import tidily
from detente.findings.cuts import cut
from detente.findings.judgement_labels import judgement_text
from detente.findings.words import count
from detente.formats.spreadsheets import (
    FilledSheets,
    TakenIn,
    asked_of,
    changed_files,
    csv_of,
    files_of,
    filled_sheets,
    take_in,
    workbook_of,
)
from detente.outcomes.stream_labels import asked_words

CSV, XLSX = ".csv", ".xlsx"
SHOWN = 12  # changes that are printed one by one


@dataclass(frozen=True)
class SheetsWanted:
    """How files are to be read.

    Attributes:
        expert: Id of who filled them in, where they do not say so.
        keep_own: Whether the case's own ranges stay beside those of experts.
        out: New folder for the case; None to change it in place.
        json: Whether JSON is printed.
    """

    expert: str
    keep_own: bool
    out: str | None
    json: bool


def write_sheet(case: str, files: Sequence[Path], asks: tuple[str, str, bool, bool], as_json: bool) -> None:
    """Write a workbook or CSV file that asks for judgements.

    Args:
        case: The case, as it was typed.
        files: The one new file.
        asks: Id and name of who is asked, whether nothing of the case is shown, whether numbers have a decimal comma.
        as_json: Whether JSON is printed.

    Raises:
        CaseError: The case has faults, or the file is there already.
        UsageProblemError: There are several files, the file ends in neither, or what writes workbooks is missing.
    """
    expert, name, blind, comma = asks
    if len(files) != 1:
        raise UsageProblemError(f"sheet: found {len(files)} files; expected one to write, or --read")
    target = files[0]
    if (kind := target.suffix.lower()) not in {CSV, XLSX}:
        raise UsageProblemError(f"sheet: found {str(target)!r}; expected a name that ends in {XLSX} or {CSV}")
    found = read(locate(case), schemas())
    _check_id(expert, found)
    asked = asked_of(found, expert, name, blind, partial(asked_words, found))
    if not asked.rows:
        raise UsageProblemError(f"{case} has no issues on which parties could have positions; see detente check")
    try:
        raw = csv_of(asked, comma).encode("utf-8-sig") if kind == CSV else workbook_of(asked)
    except ModuleNotFoundError:
        raise UsageProblemError(
            f"workbooks need XlsxWriter, of the extra “sheets”: pip install 'detente[sheets]'; a {CSV} needs nothing"
        ) from None
    tidily()
    try:
        path = save(target, raw, replaces=False).resolve()
    except FileExistsError:
        expected = "the name of a new file; or --read, to read it"
        raise CaseError([Fault(str(target), 0, "", "a file that exists", expected)]) from None
    if as_json:
        rows = len(asked.rows)
        say_json(
            SheetDocument(
                meta=meta("sheet"),
                written=str(path),
                rows=rows,
                read=[],
                folder=None,
                changes=[],
                answers=[],
                emptied=[],
                sources=[],
            )
        )
        return
    whom = f"for {asked.name or expert}" if expert else "for whoever edits the case"
    then = f"detente sheet {quote(case)} {quote(str(target))} --read"
    say(f"{path}\n{count(len(asked.rows), 'judgement')}, {whom}.\nOnce it is filled in: {then}")


def read_sheets(case: str, files: Sequence[Path], wanted: SheetsWanted) -> None:
    """Read filled-in files into a case.

    Args:
        case: The case, as it was typed.
        files: The files.
        wanted: How they are to be read.

    Raises:
        CaseError: Something is wrong with the files, with the case, or with the new folder.
        UsageProblemError: A bundled case would be changed in place.
    """
    folder = locate(case)
    found = read(folder, schemas())
    _check_id(wanted.expert, found)
    if wanted.out is None and folder.resolve().is_relative_to(CASES.resolve()):
        raise UsageProblemError(f"{case} is a bundled case, which stays as it is; expected --out FOLDER for a new one")
    sheets: list[FilledSheets] = []
    faults: list[Fault] = []
    for file in files:
        try:
            sheets.append(filled_sheets(found, file, str(file), wanted.expert, partial(asked_words, found)))
        except CaseError as error:
            faults += error.faults
    if faults:
        raise CaseError(faults)
    taken = take_in(folder, found, schemas(), sheets, wanted.keep_own)
    tidily()
    place = _save(folder, taken, wanted.out)
    document = _document(sheets, taken, place)
    if wanted.json:
        say_json(document)
    else:
        say(_told(document, case if wanted.out is None else wanted.out))


def _check_id(expert: str, case: Case) -> None:
    if expert and not re.fullmatch(ID_PATTERN, expert):
        close = nearest(expert, case.experts)
        hint = f" (did you mean {close!r}?)" if close else ""
        raise UsageProblemError(f"--expert: found {expert!r}; expected an id such as a-smith{hint}")


def _save(folder: Path, taken: TakenIn, out: str | None) -> Path | None:
    """Write the case, and return its folder; None where nothing is to be written."""
    if out is None:
        if not taken.texts:
            return None
        with FilesTogether(folder) as together:
            for name, raw in changed_files(folder, taken).items():
                together.raw(name, [raw])
        return folder.resolve()
    files, target = {**files_of(folder), **changed_files(folder, taken)}, Path(out)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CaseError([Fault(out, 0, "", "something that is there already", "a new or an empty folder")])
    with FilesTogether(target, replaces=False) as together:
        for name, raw in files.items():
            together.raw(name, [raw])
    return target.resolve()


def _document(sheets: Sequence[FilledSheets], taken: TakenIn, place: Path | None) -> SheetDocument:
    said = taken.case.judgements
    return SheetDocument(
        meta=meta("sheet"),
        written=None,
        rows=sum(len(sheet.rows) for sheet in sheets),
        read=[
            SheetFileReport(
                file=sheet.file,
                expert=sheet.expert or None,
                name=sheet.name or None,
                note=sheet.note,
                read_as=sheet.read_as,
                rows=len(sheet.rows),
                judged=len(sheet.changed),
                stale=sheet.stale,
            )
            for sheet in sheets
        ],
        folder=None if place is None else str(place),
        changes=[
            SheetChangeReport(
                path=change.path,
                expert=change.expert or None,
                new=change.new,
                after=judgement_text(said[change.path].judgement),
            )
            for change in taken.changes
        ],
        answers=[SheetAnswerReport(question=question, expert=expert) for question, expert in taken.answers],
        emptied=list(taken.emptied),
        sources=list(taken.sources),
    )


def _told(document: SheetDocument, case: str) -> str:
    lines = [document.folder] if document.folder else []
    for one in document.read:
        who = f"{one.name} ({one.expert})" if one.expert else "nobody named, so the case itself is edited"
        read_as = f"; read with {one.read_as}" if one.read_as else ""
        lines.append(f"{one.file}: {who}; {count(one.judged, 'judgement')} in {count(one.rows, 'row')}{read_as}.")
        if one.stale:
            lines.append("  The case has changed since this file was written; what stands in it is taken all the same.")
    first = cut(document.changes, SHOWN)
    lines += [f"  {change.path}{' (new)' if change.new else ''}: {change.after}" for change in first.shown]
    if first.left:
        lines.append(f" {first.said('judgement')} --json has all.")
    if document.emptied:
        lines.append(f"{count(len(document.emptied), 'row')} emptied: what the case says there stays.")
    if document.sources:
        lines.append(f"New sources, marked as unverified: {'; '.join(document.sources)}.")
    if not document.changes:
        lines.append("Nothing has changed.")
    shown = quote(case if "/" in case or "\\" in case or case in bundled() else f"./{case}")
    return "\n".join((*lines, f"Next: detente check {shown} and detente experts {shown}"))
