"""Take what experts filled in into the files of a case: their ranges side by side, every other byte as it was."""

from __future__ import annotations

import copy
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from detente.case.base import Frozen
from detente.case.bundled import MAIN
from detente.case.faults import CaseError, Fault, KeyPath
from detente.case.file_tree import Tree
from detente.case.judgements import parse
from detente.case.model import Case
from detente.case.read import read
from detente.case.yaml_edits import rewritten
from detente.case.yaml_tree import parsed, read_text
from detente.formats.ids import ids
from detente.formats.spreadsheets.asked import OWN, OWN_NAME
from detente.formats.spreadsheets.filled_sheets import FilledRow, FilledSheets
from detente.formats.spreadsheets.row_cells import stated

COPIED = {".yaml", ".yml", ".csv", ".md"}  # endings of the files of a case
MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class SheetChange:
    """One judgement that a sheet changes.

    Attributes:
        path: Its path.
        expert: Id of whose sheet it is; empty where the case itself is edited.
        new: Whether the case had nothing there.
    """

    path: str
    expert: str
    new: bool


@dataclass(frozen=True)
class TakenIn:
    """What comes of taking sheets into a case.

    Attributes:
        case: The case with them.
        texts: Name of each file that changes → its new text.
        changes: The judgements that changed.
        answers: Questions whose answers are known that somebody answered: their ids, and whose sheet it is.
        emptied: Paths of rows that were emptied: what the case says there stays.
        sources: Titles of sources that the case did not know; they are marked as unverified.
    """

    case: Case
    texts: Mapping[str, str]
    changes: tuple[SheetChange, ...]
    answers: tuple[tuple[str, str], ...]
    emptied: tuple[str, ...]
    sources: tuple[str, ...]


def take_in(
    folder: Path, case: Case, schemas: Mapping[str, type[Frozen]], sheets: Sequence[FilledSheets], keep_own: bool = True
) -> TakenIn:
    """Return a case with what sheets say; no file of it is changed.

    Args:
        folder: The folder of the case.
        case: The case in it.
        schemas: Chapter → schema of its file.
        sheets: What was filled in, a file an expert, or one that edits the case itself.
        keep_own: Whether what the case says itself stands on beside what experts say, as that of an expert of its own;
            otherwise it gives way where an expert says something.

    Returns:
        The case and its text.

    Raises:
        CaseError: Two sheets are of one expert, or what they say does not fit the case.
    """
    _check_experts(sheets)
    named = dict.fromkeys((MAIN, *(one.row.file for sheet in sheets for one in sheet.changed)))
    texts = {file: read_text(folder / file, file) for file in named}
    merging = _Merging(case, {file: parsed(text, file) for file, text in texts.items()}, keep_own)
    for sheet in sheets:
        merging.take(sheet)
    if merging.faults:
        raise CaseError(merging.faults)
    new = {file: rewritten(text, merging.values[file], file) for file, text in texts.items()}
    changed = {file: text for file, text in new.items() if text != texts[file]}
    try:
        found = read_with(folder, changed, schemas) if changed else case
    except CaseError as error:
        told = (replace(fault, file=f"{fault.file} with the sheets taken in") for fault in error.faults)
        raise CaseError(told) from None
    emptied = tuple(path for sheet in sheets for path in sheet.emptied)
    return TakenIn(found, changed, tuple(merging.changes), tuple(merging.answers), emptied, tuple(merging.titles))


def read_with(folder: Path, texts: Mapping[str, str], schemas: Mapping[str, type[Frozen]]) -> Case:
    """Return the case that a folder would hold with some files changed.

    Args:
        folder: The folder.
        texts: Name of a file → the text that it would have.
        schemas: Chapter → schema of its file.

    Raises:
        CaseError: It would have faults; their lines are those of the changed text.
    """
    with TemporaryDirectory() as made:
        aside = Path(made) / (folder.resolve().name or "case")
        aside.mkdir()
        for name, raw in files_of(folder).items():
            (aside / name).write_bytes(texts[name].encode() if name in texts else raw)
        return read(aside, schemas)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a case folder: name → bytes.

    Raises:
        CaseError: They are too large together, or cannot be read.
    """
    found: dict[str, bytes] = {}
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in COPIED and path.is_file())
        if sum(path.stat().st_size for path in paths) > MOST_BYTES:
            raise CaseError([Fault(str(folder), 0, "", f"more than {MOST_BYTES:,} bytes", "a smaller case")])
        found = {path.name: path.read_bytes() for path in paths}
    except OSError as error:
        raise CaseError([Fault(str(folder), 0, "", f"a file that cannot be read ({error.strerror})", "")]) from None
    return found


def changed_files(folder: Path, taken: TakenIn) -> dict[str, bytes]:
    """Return the files of a case that sheets change: name → bytes."""
    return {name: encoded(text, (folder / name).read_bytes()) for name, text in taken.texts.items()}


def encoded(text: str, like: bytes) -> bytes:
    """Return a text as the bytes of a file, with a byte-order mark where the file had one."""
    return (BOM_UTF8 if like.startswith(BOM_UTF8) else b"") + text.encode()


def _check_experts(sheets: Sequence[FilledSheets]) -> None:
    seen: dict[str, str] = {}
    for sheet in sheets:
        if sheet.expert in seen:
            whose = f"a sheet of {sheet.expert}" if sheet.expert else "a sheet that does not say who filled it in"
            found = f"{whose}, as {seen[sheet.expert]} is"
            raise CaseError([Fault(sheet.file, 0, "", found, "one file an expert, with the id of each in it")])
        seen[sheet.expert] = sheet.file


class _Merging:
    """The plain values of the files of a case, as sheet after sheet changes them."""

    def __init__(self, case: Case, trees: Mapping[str, Tree], keep_own: bool) -> None:
        self.case, self.trees, self.keep_own = case, trees, keep_own
        self.values: dict[str, dict[str, Any]] = {file: copy.deepcopy(tree.value) for file, tree in trees.items()}
        self.value = self.values[MAIN]
        self.changes: list[SheetChange] = []
        self.answers: list[tuple[str, str]] = []
        self.titles: list[str] = []
        self.faults: list[Fault] = []

    def take(self, sheet: FilledSheets) -> None:
        """Take in a sheet."""
        for one in sheet.changed:
            if one.row.seed is not None:
                self._answered(one, sheet.expert)
                continue
            value = self.values[one.row.file]
            place = one.row.place if one.row.judgement is None else self.trees[one.row.file].known(one.row.place)
            said = _at(value, place)
            sources = tuple(self._source(source) for source in one.sources)
            if sheet.expert:
                new = self._of_expert(one, said, sheet.expert, sources)
            elif one.row.judgement is not None and one.row.judgement.experts:
                heard = ", ".join(view.who for view in one.row.judgement.experts)
                expected = "the id of one of them on the sheet, or an empty row"
                self.faults.append(
                    one.grid.fault(one.place, f"a judgement on which experts differ ({heard})", expected)
                )
                continue
            else:
                new = stated(one.said, sources, one.row, said)
            _set(value, place, new)
            self.changes.append(SheetChange(one.row.path, sheet.expert, one.row.judgement is None))
        spoke = {*(change.expert for change in self.changes), *(who for _, who in self.answers)}
        if sheet.expert in spoke - {""}:
            self._listed(sheet.expert, sheet.name, sheet.note)

    def _answered(self, one: FilledRow, expert: str) -> None:
        """Take in an answer to a question whose answer is known; it is somebody’s, never the case’s own."""
        if not expert:
            self.faults.append(
                one.grid.fault(one.place, "an answer that nobody gives", "the id of an expert on the sheet")
            )
            return
        numbers = [float(text) for text in (one.said.low, one.said.mode, one.said.high)]
        _set(self.value, (*one.row.place, expert), [int(n) if n.is_integer() else n for n in numbers])
        self.answers.append((one.row.path.partition("/")[2], expert))

    def _of_expert(self, one: FilledRow, said: Any, expert: str, sources: tuple[str, ...]) -> Any:
        """Return a judgement with what an expert says of it: side by side with others, or alone."""
        if isinstance(said, dict) and "experts" in said:
            views = dict(said["experts"])
            views[expert] = stated(one.said, sources, one.row, views.get(expert))
            return said | {"experts": views}
        whose = said.get("by") if isinstance(said, dict) else None
        alone = said is None or whose == expert
        heard = whose if whose in self.value.get("experts", {}) else None
        if alone or (heard is None and not self.keep_own):
            new = stated(one.said, sources, one.row, said if whose == expert else None)
            return {**(new if isinstance(new, dict) else parse(new).plain), "by": expert}
        if heard is None:
            self._listed(OWN, OWN_NAME, "")
        kept = (
            {key: item for key, item in said.items() if key != "by" or heard is None}
            if isinstance(said, dict)
            else said
        )
        return {"experts": {heard or OWN: kept, expert: stated(one.said, sources, one.row, None)}}

    def _listed(self, expert: str, name: str, note: str) -> None:
        """Name an expert among those of the case."""
        listed = self.value.setdefault("experts", {})
        if expert not in listed:
            listed[expert] = {"name": name or expert, "note": note} if note else name or expert

    def _source(self, said: str) -> str:
        """Return the id of a source; one that the case does not know is added, as unverified."""
        listed = self.value.setdefault("sources", {}) if said not in self.case.sources else self.value["sources"]
        if said in listed:
            return said
        names = {(one if isinstance(one, str) else one.get("name")): key for key, one in listed.items()}
        if said not in names:
            names[said] = ids([said], "source", listed)[0]
            listed[names[said]] = {"name": said, "unverified": True}
            self.titles.append(said)
        return str(names[said])


def _at(value: Any, place: KeyPath) -> Any:
    """Return what stands at a place; None where nothing does."""
    for step in place:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _set(value: Any, place: KeyPath, new: Any) -> None:
    """Put something at a place; mappings on the way are made."""
    for step in place[:-1]:
        if isinstance(step, int):
            value = value[step]
        else:
            if not isinstance(value.get(step), dict | list):
                value[step] = {}
            value = value[step]
    value[place[-1]] = new
