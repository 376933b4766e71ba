"""`detente convert` of tables of past agreements and events into plain ones that a case can point to."""

from __future__ import annotations

from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.saving import save
from detente.cli.documents import TableDocument, meta
from detente.cli.output import say, say_json
from detente.findings.words import count
from detente.formats.histories import TABLE, open_table

POINT = {"PA-X": "own_table", "CSIS provocations": "events → table"}  # where precedent.yaml names such a file


def convert_table(source: Path, target: Path, as_json: bool) -> None:
    """Read a table of PA-X or of CSIS and write a plain one.

    Raises:
        CaseError: The file is neither, has faults, or the target exists or is no table.
    """
    found = open_table(source)
    if target.suffix.lower() != TABLE:
        raise CaseError([Fault(str(target), 0, "", "a name without .csv", "the name of a new file such as events.csv")])
    try:
        path = save(target, found.text().encode(), replaces=False).resolve()
    except FileExistsError:
        raise CaseError([Fault(str(target), 0, "", "a file that exists", "the name of a new file")]) from None
    if as_json:
        about = meta("convert-table")
        rows, notes = len(found.rows), list(found.notes)
        say_json(TableDocument(meta=about, file=str(path), format=found.format, rows=rows, notes=notes))
        return
    lines = [str(path), f"{found.format}: {count(len(found.rows), 'row')}.", *(f"  {note}" for note in found.notes)]
    named = f"{POINT[found.format]}: {target.name}"
    say("\n".join((*lines, f"Next: put it beside case.yaml, and write in precedent.yaml: {named}")))
