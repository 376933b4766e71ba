"""Sheets that ask experts for judgements, and what comes back: written and read in another process, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from re import fullmatch
from zipfile import BadZipFile, ZipFile

from detente.brief.expert_section import differences
from detente.case.base import ID_PATTERN
from detente.case.bundled import MAIN
from detente.case.faults import CaseError, Fault, nearest, shown
from detente.case.model import Case
from detente.chapters import schemas
from detente.findings import Table
from detente.findings.judgement_labels import judgement_text
from detente.findings.words import listed
from detente.formats.spreadsheets import (
    FilledSheets,
    TakenIn,
    asked_of,
    changed_files,
    csv_of,
    filled_sheets,
    take_in,
    workbook_of,
)
from detente.outcomes.expert_agreement import disagreements
from detente.outcomes.stream_labels import asked_words, clause
from detente.outcomes.units import unit_of
from detente.web.made_documents import MadeDocument
from detente.web.questions_asked import Refused, opened

XLSX, CSV, COMMA = "xlsx", "csv", "csv-comma"
FORMS = {
    XLSX: "workbook (.xlsx)",
    CSV: "table (.csv), commas between cells and a decimal point",
    COMMA: "table (.csv), semicolons between cells and a decimal comma",
}
MOST_FILES = 20  # at a time
MOST_UNPACKED = 20_000_000  # bytes of all workbooks at a time: far above what sheets that were sent and filled in have
MOST_DIFFERENCES = 12  # in the table of where experts differ
LONGEST = 80  # letters of a name


@dataclass(frozen=True)
class SheetOffer:
    """What sheets of a case ask.

    Attributes:
        title: Title of the case.
        judgements: How many judgements they ask for; none where the case has no issues.
        experts: Id → name of the experts that the case knows.
        forms: Form in which a sheet can be had → what it is.
    """

    title: str
    judgements: int
    experts: Mapping[str, str]
    forms: Mapping[str, str]


@dataclass(frozen=True)
class SheetWanted:
    """A sheet that somebody wants to send.

    Attributes:
        expert: Id of who is asked.
        name: Name of who is asked; empty where the case has it.
        blind: Whether nothing of what the case says is shown.
        form: One of `FORMS`.
    """

    expert: str
    name: str
    blind: bool
    form: str


@dataclass(frozen=True)
class SheetSaid:
    """What one file said.

    Attributes:
        file: Its name.
        who: Who filled it in; empty where it edits the case itself.
        judged: In how many rows something was said.
        rows: How many rows it has.
        read_as: How text was read.
        note: What they want to be known.
        stale: Whether the case has changed since it was sent.
    """

    file: str
    who: str
    judged: int
    rows: int
    read_as: str
    note: str
    stale: bool


@dataclass(frozen=True)
class SheetsTaken:
    """What comes of sheets that came back.

    Attributes:
        texts: Name of each file of the case that changes → its bytes then.
        answered: How many questions whose answers are known were answered, over all sheets.
        files: The files.
        changes: For each judgement that changes: what it is about, whose sheets change it, what the case says now.
        emptied: In how many rows something was deleted, which changes nothing.
        sources: Titles of sources that the case did not know.
        differences: Where experts differ now; None where they do not.
    """

    texts: Mapping[str, bytes]
    answered: int
    files: tuple[SheetSaid, ...]
    changes: tuple[tuple[str, str, str], ...]
    emptied: int
    sources: tuple[str, ...]
    differences: Table | None


def sheet_offer(folder: str, stamp: str) -> SheetOffer | Refused:
    """Return what sheets of a case ask, or what is wrong with the case."""
    try:
        case = opened(folder, stamp)
    except CaseError as error:
        return Refused(tuple(error.faults))
    experts = {name: expert.name for name, expert in case.experts.items()}
    there = {form: says for form, says in FORMS.items() if form != XLSX or find_spec("xlsxwriter") is not None}
    return SheetOffer(case.title, len(asked_of(case, blind=True, told=partial(asked_words, case)).rows), experts, there)


def asked_sheet(folder: str, stamp: str, wanted: SheetWanted) -> MadeDocument | Refused:
    """Return a sheet that asks an expert, as a file, or why there can be none."""
    try:
        case = opened(folder, stamp)
        if not fullmatch(ID_PATTERN, wanted.expert) or len(wanted.expert) > LONGEST:
            expected = "an id: one word of small letters, digits and hyphens, such as a-smith"
            close = nearest(wanted.expert[:LONGEST], case.experts)
            raise CaseError([Fault("id of the expert", 0, "", shown(wanted.expert[:LONGEST]), expected, close)])
        asked = asked_of(case, wanted.expert, wanted.name[:LONGEST], wanted.blind, partial(asked_words, case))
        if not asked.rows:
            raise CaseError([Fault(MAIN, 0, "", "no issues", "issues on which parties have positions")])
        raw = workbook_of(asked) if wanted.form == XLSX else csv_of(asked, wanted.form == COMMA).encode("utf-8-sig")
    except CaseError as error:
        return Refused(tuple(error.faults))
    return MadeDocument(f"{Path(folder).name}-{wanted.expert}.{wanted.form.partition('-')[0]}", raw)


def taken_sheets(
    folder: str, stamp: str, given: tuple[tuple[str, bytes], ...], keep_own: bool
) -> SheetsTaken | Refused:
    """Return what comes of sheets that came back, or every fault in them; no file is changed.

    Args:
        folder: The folder of the case.
        stamp: What its files were.
        given: Name and bytes of each file.
        keep_own: Whether what the case says itself stands on beside what experts say.
    """
    sheets: list[FilledSheets] = []
    faults: list[Fault] = []
    try:
        case = opened(folder, stamp)
        _check_size(given)
        for name, raw in given:
            try:
                sheets.append(filled_sheets(case, raw, name, told=partial(asked_words, case)))
            except CaseError as error:
                faults += error.faults
        if faults:
            return Refused(tuple(faults))
        path = Path(folder)
        taken = take_in(path, case, schemas(), sheets, keep_own)
        return _told(sheets, taken, changed_files(path, taken))
    except CaseError as error:
        return Refused(tuple(error.faults))


def _check_size(given: tuple[tuple[str, bytes], ...]) -> None:
    """Refuse what is too much together, before any of it is unpacked.

    No part of an archive is unpacked beyond the size that the archive says it has, so that these sizes are a bound.

    Raises:
        CaseError: There are no files, too many, or they unpack to too much.
    """
    if not 0 < len(given) <= MOST_FILES:
        raise CaseError([Fault("the files", 0, "", f"{len(given)} files", f"1 to {MOST_FILES}")])
    together = sum(_unpacked(raw) for _, raw in given)
    if together > MOST_UNPACKED:
        expected = f"at most {MOST_UNPACKED:,} at a time"
        raise CaseError([Fault("the workbooks", 0, "", f"{together:,} bytes when unpacked", expected)])


def _unpacked(raw: bytes) -> int:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (BadZipFile, OSError, NotImplementedError, ValueError):
        return len(raw)  # no archive: whoever reads it says so


def _told(sheets: list[FilledSheets], taken: TakenIn, files: Mapping[str, bytes]) -> SheetsTaken:
    case = taken.case
    apart = disagreements(case)
    whose: dict[str, list[str]] = {}
    for change in taken.changes:
        whose.setdefault(change.path, []).append(change.expert)
    return SheetsTaken(
        texts=files,
        answered=len(taken.answers),
        files=tuple(
            SheetSaid(
                one.file, one.name or one.expert, len(one.changed), len(one.rows), one.read_as, one.note, one.stale
            )
            for one in sheets
        ),
        changes=tuple(_changed(case, path, of) for path, of in whose.items()),
        emptied=len(taken.emptied),
        sources=taken.sources,
        differences=differences(case, apart, MOST_DIFFERENCES) if apart else None,
    )


def _changed(case: Case, path: str, experts: list[str]) -> tuple[str, str, str]:
    """Say what a judgement that sheets change is about, whose sheets they are, and what the case says now."""
    about = f"{clause(case, path)} ({unit_of(path)})"
    names = listed(case.experts[one].name if one in case.experts else one for one in experts if one)
    return about, names, judgement_text(case.judgements[path].judgement)
