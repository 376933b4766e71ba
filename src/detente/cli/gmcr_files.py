"""Files of GMCR+: `detente stability FILE.gmcr`, and `detente convert` from and to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from detente.brief.compose import Brief, page_brief
from detente.case.bundled import locate
from detente.case.faults import CaseError, Fault, printable
from detente.case.read import read
from detente.case.saving import save
from detente.chapters import schemas
from detente.chapters.stability.stated import ConflictReport, answers, conflict_of, conflict_page, yaml_text
from detente.cli import UsageProblemError
from detente.cli.chapters import deliver
from detente.cli.conversion import day_of
from detente.cli.documents import ConvertDocument, conflict_model, meta
from detente.cli.output import say, say_json
from detente.cli.settings import Wanted
from detente.cli.surroundings import tidily
from detente.findings.words import count
from detente.formats import quoted, tidy, write_case
from detente.formats.gmcr import GmcrFile, gmcr_text, left_out, open_gmcr
from detente.worlds import Worlds

FORMAT = "GMCR+"
QUESTION = "Which outcomes would hold?"
MEANING = "Of two states the better is that in which the first statement that tells them apart holds, or as ranked."


def show_file(path: Path, wanted: Wanted) -> None:
    """Print what the conflict in a file comes to, or write it to another.

    Raises:
        CaseError: The file has faults.
    """
    found = _opened(path)
    come_to = answers(conflict_of(found.part, found.parties))
    report = ConflictReport.of(found.part, come_to, dict.fromkeys(come_to.holding, 1.0))
    about = {"file": str(path), "notes": list(found.notes), "meta": meta("conflict")}
    deliver(
        lambda: _brief(path, report, found.notes),
        lambda: conflict_model().model_validate({**dict(report), **about}),
        wanted,
    )


def _brief(path: Path, report: ConflictReport, notes: Sequence[str]) -> Brief:
    """Return what a conflict comes to as a brief."""
    size = f"{count(len(report.decision_makers), 'decision maker')}, {count(len(report.options), 'option')}"
    seen = f"{size}, {count(report.counts.states, 'state')} that can be."
    if not report.listed:
        seen += " So many are counted: --json lists equilibria alone, not what is stable for whom."
    return page_brief(conflict_page(report), printable(path.name), QUESTION, seen, tuple(notes))


def convert_file(source: Path, target: str, date: str | None, as_json: bool) -> None:
    """Write the conflict in a file as a case.

    Raises:
        CaseError: The file has faults, or the target is not empty.
        UsageProblemError: The date is none.
    """
    day = day_of(date)
    found = _opened(source)
    lines = [
        f"# Made by `detente convert` from a file of {FORMAT}.",
        *(f"# {note}" for note in found.notes),
        f"title: {quoted(tidy(source.stem))}",
        f"date: {day.isoformat()}",
        f"summary: {quoted(f'A graph model from a file of {FORMAT}.')}",
        "parties:",
        *(f"  {party}: {{name: {quoted(tidy(name))}}}" for party, name in found.parties.items()),
    ]
    tidily()
    path = write_case(Path(target), "\n".join(lines) + "\n", stability=yaml_text(found.part))
    shown = quote(target) if "/" in target or "\\" in target else quote(f"./{target}")
    _told(
        _document(path, source.name, found),
        f"Next: detente check {shown} and detente stability {shown}",
        as_json,
    )


def write_file(case: str, target: Path, as_json: bool) -> None:
    """Write the conflict of a case as a file.

    Raises:
        CaseError: The case has faults, or the format does not know what it says.
        UsageProblemError: The case states no conflict, or the file is there already.
    """
    read_case = read(locate(case), schemas())
    part = getattr(read_case.parts.get("stability"), "conflict", None)
    if part is None:
        raise UsageProblemError(f"{case}: found no conflict in stability.yaml; expected one, under `conflict`")
    if missing := [*part.lacks()]:
        raise UsageProblemError("\n".join(f"{case} lacks {line}" for line in missing))
    names = {party: read_case.parties[party].name for party in part.decision_makers}
    text = gmcr_text(part, names, Worlds(read_case, size=1, seed=1).central(), target.name)
    tidily()
    try:
        save(target, text.encode(), replaces=False)
    except FileExistsError:
        raise CaseError([Fault(str(target), 0, "", "a file that is there already", "a new one")]) from None
    _told(
        _document(target.resolve(), "stability.yaml", GmcrFile(part, names, tuple(left_out(part)))),
        f"Next: detente stability {quote(str(target))}",
        as_json,
    )


def _opened(path: Path) -> GmcrFile:
    return open_gmcr(path, printable(path.name))


def _document(path: Path, source: str, found: GmcrFile) -> ConvertDocument:
    return ConvertDocument(
        meta=meta("convert"),
        file=str(path),
        format=FORMAT,
        meaning=MEANING,
        files=[source],
        parties=dict(found.parties),
        issues={},
        options={},
        discounts={},
        notes=list(found.notes),
        conflict={option: body.name for option, body in found.part.options.items()},
    )


def _told(document: ConvertDocument, after: str, as_json: bool) -> None:
    if as_json:
        say_json(document)
        return
    size = f"{count(len(document.parties), 'decision maker')}, {count(len(document.conflict), 'option')}"
    lines = [document.file, f"{FORMAT}: {size}. {MEANING}"]
    lines += ["Set aside or assumed:", *(f"  {note}" for note in document.notes)] if document.notes else []
    say("\n".join((*lines, after)))
