"""The forms in which a brief can write the table of worlds, and the files that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from detente import __version__
from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.cli import UsageProblemError

if TYPE_CHECKING:  # so that what is typed can be checked before they are loaded
    from detente.case.saving import FilesTogether
    from detente.outcomes.table import OutcomeTable
    from detente.worlds import Worlds

FLAG = "--table"
CSV, PARQUET = "csv", "parquet"
DICTIONARY = "columns.csv"
FILES = {CSV: "outcomes.csv", PARQUET: "outcomes.parquet"}


def table_forms(given: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that were asked for; none if it was not said.

    Raises:
        CaseError: There is no such form.
        UsageProblemError: What it needs is not installed.
    """
    wanted = tuple(dict.fromkeys(form.strip() for one in given for form in one.split(",") if form.strip()))
    for form in wanted:
        if form not in FILES:
            raise CaseError([Fault(FLAG, 0, "", f"{form!r}", one_of(FILES, 20), nearest(form, FILES))])
    if PARQUET in wanted and find_spec("pyarrow") is None:
        expected = "it installed, with the extra of that name: pip install 'detente[parquet]'"
        raise UsageProblemError(f"{FLAG}: found {PARQUET!r}, which needs pyarrow; expected {expected}")
    return wanted


def write_tables(files: FilesTogether, table: OutcomeTable, forms: tuple[str, ...], worlds: Worlds) -> list[Path]:
    """Write the table of worlds in the forms asked for, and a data dictionary beside it.

    Args:
        files: The files of the brief.
        table: The table.
        forms: The forms; CSV alone, without a dictionary, where nothing was said.
        worlds: The worlds, for what stands in the metadata of the file.

    Returns:
        The paths that the files will have.
    """
    found = []
    if CSV in forms or not forms:
        found.append(files.lines(FILES[CSV], table.csv(worlds)))
    if PARQUET in forms:
        from detente.outcomes.parquet_table import parquet

        about = {
            "détente": __version__,
            "case": worlds.case.id,
            "case_digest": worlds.inquiry.digest or "",
            "seed": str(worlds.seed),
            "worlds": str(worlds.size),
        }
        found.append(files.raw(FILES[PARQUET], [parquet(table, about)]))
    if forms:
        found.append(files.lines(DICTIONARY, table.dictionary()))
    return found
