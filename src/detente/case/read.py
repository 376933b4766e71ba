"""Reading a case folder: every file parsed and validated, every name resolved, every fault listed at once."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from re import fullmatch
from typing import Any

from detente.case.argument_checks import check_arguments
from detente.case.arguments import ARGUMENT, ArgumentFile, is_argument
from detente.case.base import ID_PATTERN, Frozen
from detente.case.bundled import MAIN
from detente.case.cited_sources import unlisted_sources
from detente.case.condition_names import ConditionNames
from detente.case.consistency import check_consistency
from detente.case.entry_by_entry import Sifted, sift
from detente.case.faults import CaseError, Fault, few_searches, nearest, one_of, printable, shown, where
from detente.case.file_tree import Tree
from detente.case.files import read_bytes
from detente.case.model import LATER, Case
from detente.case.references import Names, Problem, check_references
from detente.case.schema import CaseFile
from detente.case.table_heads import decoded
from detente.case.yaml_tree import MAX_BYTES, read_text, read_tree

# Nobody mends more at once, and a hostile file could name millions.
MOST_PROBLEMS = 1000

# What is left of a file that could not be parsed.
NOTHING = Sifted(None, (), frozenset({()}))


@few_searches()
def read(folder: Path, schemas: Mapping[str, type[Frozen]], offered: ConditionNames | None = None) -> Case:
    """Read the case in a folder.

    Args:
        folder: A folder with `case.yaml` and, for some chapters, a file `<chapter>.yaml`.
        schemas: Chapter → schema of its file, from `detente.chapters`; a name that ends in `-later` is that of a file
            of what became known after the day of the case, which is kept apart. A schema may have a method
            `problems(case)` that yields a `Problem` for whatever in it does not fit the rest of the case; it is asked
            last, when the case is sound otherwise. A schema may have a method `beside()` that names further files of
            the folder, and then `with_beside(texts)` that takes in what they say.
        offered: What the conditions of `claims.yaml` may speak of; if not given, it is not looked at whether what
            they name is there.

    Returns:
        The case, without fault.

    Raises:
        CaseError: Something is wrong with it; all faults are listed, with file and line.
    """
    known = {MAIN: CaseFile} | {f"{chapter}.yaml": schema for chapter, schema in schemas.items()}
    known[f"{ARGUMENT}.yaml"] = ArgumentFile
    faults: list[Fault] = []
    trees = _trees(folder, known, faults)
    known |= {file: ArgumentFile for file in trees if is_argument(Path(file).stem)}
    sifted = {file: sift(known[file], tree) if tree else NOTHING for file, tree in trees.items()}
    faults += (fault for file in sifted.values() for fault in file.faults)
    if sifted.get(MAIN, NOTHING).part is None:
        raise CaseError(faults)
    arguments = sorted(stem for file in sifted if is_argument(stem := Path(file).stem))
    files = {part: file for part in (*schemas, *arguments) if (file := f"{part}.yaml") in sifted}
    said = {name: getattr(sifted[MAIN].part, name) for name in CaseFile.model_fields}
    own = {chapter: file for chapter, file in files.items() if chapter in schemas}
    parts = {chapter: sifted[file].part for chapter, file in own.items() if sifted[file].part is not None}
    parts = {chapter: _with_beside(part, trees[own[chapter]], folder, faults) for chapter, part in parts.items()}
    argued = {name: part for name in arguments if (part := sifted[files[name]].part) is not None}
    case = Case.model_construct(
        id=folder.resolve().name,
        parts={chapter: part for chapter, part in parts.items() if not chapter.endswith(LATER)},
        later={name.removesuffix(LATER): part for name, part in parts.items() if name.endswith(LATER)},
        arguments={name: part.model_copy(update={"claims": part.claims or {}}) for name, part in argued.items()},
        **said | {"parties": said["parties"] or {}},
    )
    names = Names(
        raw=getattr(trees[MAIN], "value", {}),
        hypotheses=_hypotheses(trees[file] for file in files.values() if "hypotheses" in known[file].model_fields),
        lost=sifted[MAIN].lost | {(chapter, *place) for chapter, file in files.items() for place in sifted[file].lost},
    )
    for check in (check_references, check_consistency, unlisted_sources):
        for problem in islice(check(case, names), MOST_PROBLEMS):
            faults += _faults(problem, trees, files)
    for part in parts.values() if not faults else ():
        for problem in getattr(part, "problems", lambda _: ())(case):
            faults += _faults(problem, trees, files)
    sound = all(is_argument(Path(fault.file).stem) for fault in faults)
    claims = {name: Names(getattr(trees[files[name]], "value", {})).keys("claims") or () for name in case.arguments}
    for problem in islice(check_arguments(case, names, claims, offered if sound else None), MOST_PROBLEMS):
        faults += _faults(problem, trees, files)
    if faults:
        raise CaseError(faults)
    return case


def _trees(folder: Path, known: Collection[str], faults: list[Fault]) -> dict[str, Tree | None]:
    """Parse every file of a case folder; one that cannot be parsed is None, and its faults are noted."""
    try:
        root = folder.resolve(strict=True)
        paths = sorted(path for path in root.iterdir() if path.suffix.lower() in {".yaml", ".yml"})
    except (OSError, RuntimeError):
        raise CaseError([Fault(str(folder), 0, "", "no such folder", f"a folder with a file {MAIN}")]) from None
    trees: dict[str, Tree | None] = {}
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.name not in known and not fullmatch(f"{ARGUMENT}-{ID_PATTERN.strip('^$')}[.]yaml", path.name):
            faults.append(_unread(path.name, known, {other.name for other in paths}))
            continue
        try:
            trees[path.name] = None
            trees[path.name] = read_tree(_within(root, path), path.name)
        except CaseError as error:
            faults += error.faults
    if MAIN not in trees:
        faults.append(Fault(str(folder), 0, "", f"no {MAIN}", f"a file {MAIN} in the folder"))
    return trees


def _unread(name: str, known: Collection[str], there: Collection[str]) -> Fault:
    """Return the fault that no chapter reads a file: its name is misspelt, or it should be out of the way."""
    absent = {Path(file).stem: file for file in known if file not in there}
    close = absent.get(nearest(Path(name).stem, absent) or "")
    away = "" if close else f"; to keep it and have it passed over, rename it to {printable(name)}.txt"
    return Fault(printable(name), 0, "", "a file no chapter reads", one_of(known, 20) + away, close)


def _within(root: Path, path: Path) -> Path:
    """Return where a path leads, if that is within the folder."""
    try:
        if (leads := path.resolve(strict=True)).is_relative_to(root):
            return leads
        found, expected = "a link that leads out of the folder", "a file in the folder"
    except (OSError, RuntimeError):
        found, expected = "a link that leads nowhere", "a file"
    raise CaseError([Fault(path.name, 0, "", found, expected)])


def _with_beside(part: Any, tree: Tree | None, folder: Path, faults: list[Fault]) -> Any:
    """Return a part of a case with what the files that it points to say; what is wrong with them is noted."""
    names: tuple[str, ...] = part.beside() if hasattr(part, "beside") else ()
    try:
        root = folder.resolve(strict=True)
        absent = [fault for name in names if tree is not None for fault in _no_file(root, name, tree)]
        if absent:
            raise CaseError(absent)
        texts = {name: _beside_text(_within(root, root / name), name) for name in names}
        return part.with_beside(texts) if names else part
    except CaseError as error:
        faults += error.faults
        return part


def _beside_text(path: Path, name: str) -> str:
    """Return the text of a file beside the case: of a table, as spreadsheets save it."""
    return decoded(read_bytes(path, name, MAX_BYTES), name) if path.suffix == ".csv" else read_text(path, name)


def _no_file(root: Path, name: str, tree: Tree) -> Iterator[Fault]:
    """Yield a fault wherever a file names another that is not in the folder, or a folder."""
    if (root / name).is_dir():
        for place in tree.seek((), name):
            yield Fault(tree.file, tree.line(place), where(place), f"{shown(name)}, which is a folder", "a file")
    elif not os.path.lexists(root / name):
        close = nearest(name, [path.name for path in sorted(root.iterdir()) if path.suffix == Path(name).suffix])
        for place in tree.seek((), name):
            found = f"{shown(name)}, which is not in the folder"
            yield Fault(tree.file, tree.line(place), where(place), found, "a file in the folder", close)


def _hypotheses(trees: Iterable[Tree | None]) -> Collection[str] | None:
    """Which hypotheses do these files define, for all subjects? None where that cannot be told."""
    defined: list[Collection[str] | None] = []
    for tree in trees:
        top = Names(tree.value) if tree else None
        subjects = top.keys("subjects") if top is not None else None
        defined.append(None if top is None else top.keys("hypotheses"))
        defined += [None] if subjects is None else [top.keys("subjects", s, "hypotheses") for s in subjects if top]
    return None if None in defined else {name: None for keys in defined for name in keys or ()}


def _faults(problem: Problem, trees: Mapping[str, Tree | None], files: Mapping[str, str]) -> Iterator[Fault]:
    """Look up the lines of a problem: one fault for each place where its text stands."""
    chapter, (beside, row) = str(problem.place[0]), problem.beside
    if beside:
        yield Fault(beside, row, "", problem.found, problem.expected, problem.nearest)
        return
    tree = trees[files.get(chapter, MAIN)]
    if tree is not None:
        known = tree.known(problem.place[1:] if chapter in files else problem.place)
        places = tree.seek(known, problem.text) if problem.text is not None else []
        for place in places or [known]:
            line, named = tree.line(place), where(place)
            yield Fault(tree.file, line, named, problem.found, problem.expected, problem.nearest)
