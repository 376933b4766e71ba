"""The files of a brief: the brief in its forms, the table of worlds, and every number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from detente.brief.chart_parts import in_parts
from detente.brief.compose import Brief, compose
from detente.brief.drawings import DrawnAhead
from detente.brief.forms import FORMS
from detente.case.saving import FilesTogether
from detente.claims.audit import audit
from detente.claims.report import claims_report
from detente.cli.documents import BriefDocument
from detente.cli.output import as_json
from detente.cli.run_documents import brief_document
from detente.cli.table_forms import write_tables
from detente.cli.targets import RESULT, brief_file
from detente.findings import Figure
from detente.outcomes.run import Outcomes


@dataclass(frozen=True)
class BriefWritten:
    """A brief, and where it was written.

    Attributes:
        brief: The brief.
        document: Every number of it.
        files: What was written: the brief in each form, tables, every number.
    """

    brief: Brief
    document: BriefDocument
    files: tuple[Path, ...]


def written(
    outcomes: Outcomes, case: str, pool: Executor | None, folder: Path, forms: Sequence[str], tables: tuple[str, ...]
) -> BriefWritten:
    """Write a brief to a folder: all of its files, or none.

    Args:
        outcomes: The run.
        case: The case, as it was named.
        pool: Helpers, if there are any.
        folder: Where the files go.
        forms: The forms of the brief.
        tables: The forms of the table of worlds; CSV alone if none is given.
    """
    outcomes.meanwhile()
    drawn = DrawnAhead(pool, _figures(outcomes))
    judged = audit(outcomes) if outcomes.case.arguments else None
    claims = None if judged is None else claims_report(judged)
    brief = compose(outcomes, case, claims)
    with FilesTogether(folder) as files:
        verdicts = () if judged is None else judged.columns()
        written_tables = write_tables(files, outcomes.table.and_columns(verdicts), tables, outcomes.worlds)
        pages = [
            files.raw(brief_file(name), [form.made(brief, drawn)]) for name, form in FORMS.items() if name in forms
        ]
        named = [path.name for path in (*pages, *written_tables)]
        document = brief_document(outcomes, brief, claims, [*named, RESULT])
        result = files.text(RESULT, as_json(document) + "\n")
    return BriefWritten(brief, document, (*pages, *written_tables, result))


def _figures(outcomes: Outcomes) -> Iterator[Figure]:
    """Yield what the pages of chapters show, as far as it is drawn."""
    for page in outcomes.pages.values():
        for section in page.sections:
            for figure in section.figures:
                yield from in_parts(figure)
