"""`detente check`, `new`, `cases` and `schema`: working on cases."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from math import prod
from pathlib import Path
from shlex import quote

from detente.case.arguments import ARGUMENT
from detente.case.bundled import CASES, bundled, locate
from detente.case.critique import Remark
from detente.case.faults import CaseError, nearest, one_of
from detente.case.field_docs import Documented
from detente.case.json_schema import DIALECT, case_schema
from detente.case.judgements import Judgement
from detente.case.model import Case
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import lacks, schemas, skeletons, worth_a_look
from detente.cli import UsageProblemError
from detente.cli.documents import CaseReport, CasesDocument, CheckDocument, FaultReport, RemarkReport, meta
from detente.cli.output import say, say_folded, say_json
from detente.cli.published_models import models
from detente.cli.surroundings import tidily
from detente.findings.words import count
from detente.outcomes.names_offered import names_offered

ARGUED = Path(__file__).parents[1] / "claims" / "skeleton.yaml"  # of the file of an argument


def check_case(name: str, as_json: bool) -> None:
    """Print every fault of a case, or what it holds and lacks; faults end with exit code 2."""
    faults: tuple[FaultReport, ...] = ()
    found = None
    try:
        found = read(locate(name), schemas(), names_offered())
    except CaseError as error:
        if not as_json:
            raise
        faults = tuple(FaultReport(**asdict(fault)) for fault in error.faults)
    document = CheckDocument(
        meta=meta("check"),
        ok=found is not None,
        faults=list(faults),
        lacks={chapter: list(lines) for chapter, lines in lacks(found).items()} if found else {},
        worth_a_look=[RemarkReport(**asdict(remark)) for remark in _remarks(found)] if found else [],
        judgements=len(found.judgements) if found else 0,
        unsourced=_paths(found, lambda judgement: not (judgement.attributed or judgement.assumed)),
        assumed=_paths(found, lambda judgement: judgement.assumed),
        packages=_packages(found),
    )
    if as_json:
        say_json(document)
    else:
        say_folded(_told(name, document), hang=2)
    if faults:
        sys.exit(2)


def _remarks(case: Case) -> tuple[Remark, ...]:
    """Return what in a case may be a mistake: for its chapters, and among the claims that it holds."""
    if not case.arguments:
        return worth_a_look(case)
    from detente.claims.decided_forms import claims_worth_a_look  # loads NumPy

    return (*worth_a_look(case), *claims_worth_a_look(case))


def _paths(case: Case | None, which: Callable[[Judgement], bool]) -> list[str]:
    """Return the paths of some judgements of a case."""
    return [path for path, placed in case.judgements.items() if which(placed.judgement)] if case else []


def _packages(case: Case | None) -> int | None:
    """Count the packages, or all combinations of options where the packages are too many to be listed."""
    from detente.chapters.agreement import Packages, listable, usable

    if case is None or not case.issues:
        return None
    return Packages(case).count if listable(case) else prod(map(len, usable(case)))


def _told(name: str, document: CheckDocument) -> str:
    from detente.chapters.agreement import MOST_LISTED

    lines = [f"{name}: no fault."]
    if document.packages is not None:
        many = document.packages > MOST_LISTED
        of = f"{count(document.packages, 'combination')} of options" if many else count(document.packages, "package")
        lines.append(f"{of}, {count(document.judgements, 'judgement')}.")
        if many:
            lines.append("That is too many to judge each: the best of every world are judged in all worlds.")
    if document.unsourced:
        lines.append(f"{len(document.unsourced)} without source or author, such as {document.unsourced[0]}.")
    if document.assumed:
        which = f"{count(len(document.assumed), 'judgement')} left to the program, such as {document.assumed[0]}"
        lines.append(f"{which}: assumptions to dispute.")
    for chapter, missing in document.lacks.items():
        lines.append(f"{chapter}: lacks nothing." if not missing else f"{chapter} lacks:")
        lines.extend(f"  {line}" for line in missing)
    if document.worth_a_look:
        lines.append("Worth a look:")
        lines.extend(f"  {remark.where}: {remark.says}." for remark in document.worth_a_look)
    return "\n".join(lines)


def new_case(name: str, chapters: Sequence[str]) -> None:
    """Write a skeleton and say what to do next.

    Args:
        name: Name or path of the new folder.
        chapters: Chapters whose files it gets too.

    Raises:
        CaseError: A chapter is none, or the files cannot be written.
        UsageProblemError: The name is empty.
    """
    if not name.strip():
        raise UsageProblemError("new: found an empty name; expected the name of a folder, such as strait")
    folder = Path(name)
    tidily()
    files = create(folder, skeletons(chapters, {ARGUMENT: ARGUED}))
    shown = quote(name) if "/" in name or "\\" in name else quote(f"./{name}")
    written = "\n".join(str(folder.resolve() / file) for file in files)
    say(f"{written}\nEdit {'it' if len(files) == 1 else 'them'}, then: detente check {shown} and detente brief {shown}")


def list_cases(as_json: bool) -> None:
    """Print the bundled cases."""
    found = []
    for name in bundled():
        case = read(CASES / name, schemas(), names_offered())
        found.append(CaseReport(id=name, title=case.title, date=case.date.isoformat(), question=case.question))
    if as_json:
        say_json(CasesDocument(meta=meta("cases"), cases=found))
        return
    width = max(len(case.id) for case in found)
    say_folded("\n".join(f"{case.id:<{width}}  {case.title} ({case.date})" for case in found), hang=width + 2)


def print_schema(what: str) -> None:
    """Print the JSON Schema of a case file, of a chapter's file, or of what a command prints.

    Raises:
        UsageProblemError: There is nothing of that name.
    """
    documents = models()
    files = {
        file.removesuffix(".yaml") if file == "case.yaml" else file: found
        for file, found in case_schema(schemas()).items()
    }
    if what in files:
        found = files[what]
    elif what in documents:
        found = {"$schema": DIALECT, **documents[what].model_json_schema(by_alias=True, schema_generator=Documented)}
    else:
        valid = [*files, *documents]
        close = nearest(what, valid)
        hint = f" (did you mean {close!r}?)" if close else ""
        raise UsageProblemError(f"schema: found {what!r}; expected {one_of(valid, 20)}{hint}")
    say(json.dumps(found, indent=1))
