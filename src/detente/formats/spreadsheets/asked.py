"""What is asked of whom: the rows of a case with what stands in them beforehand, for a workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from detente.case.judgements import Judgement
from detente.case.model import Case
from detente.case.yaml_edits import flow
from detente.findings.judgement_labels import judgement_text
from detente.formats.spreadsheets.judgement_rows import JudgementRow, Told, rows_of
from detente.formats.spreadsheets.row_cells import SaidInRow, cells_of

OWN = "own"  # the id under which what the case says itself stands beside what experts say
OWN_NAME = "The case’s own"

Shows = Literal["case", "expert", "nothing"]


@dataclass(frozen=True)
class AskedRow:
    """A row as it is sent.

    Attributes:
        row: Which judgement it is.
        said: What stands in it beforehand.
        stands: What the case says, in words; empty where it says nothing or is not shown.
    """

    row: JudgementRow
    said: SaidInRow
    stands: str


@dataclass(frozen=True)
class AskedSheets:
    """All rows of a case, and who is asked.

    Attributes:
        case: The case.
        rows: The rows, party by party.
        expert: Id of the expert who is asked; empty where the case itself is edited.
        name: Name of the expert.
        shows: What is filled in beforehand: what the case says, what the expert said before, nothing.
        blind: Whether what the case says is left out, so that it sways nobody.
    """

    case: Case
    rows: tuple[AskedRow, ...]
    expert: str
    name: str
    shows: Shows
    blind: bool


def asked_of(
    case: Case, expert: str = "", name: str = "", blind: bool = False, told: Told | None = None
) -> AskedSheets:
    """Return what is asked of an expert, or of whoever edits the case.

    Args:
        case: The case.
        expert: Id of the expert; empty for whoever edits the case.
        name: Name of the expert, where the case does not have it.
        blind: Whether what the case says is left out.
        told: What a judgement is about, and its unit, by its path; without it, only parties and questions have sheets.
    """
    known = case.experts.get(expert)
    resolved = {path: placed.judgement for path, placed in case.judgements.items()}
    rows = tuple(
        AskedRow(
            row,
            before(row, expert) if expert else SaidInRow() if blind else cells_of(row.judgement),
            "" if blind or row.judgement is None else _in_the_case(row, resolved),
        )
        for row in rows_of(case, told)
        if row.seed is None or expert or blind  # whoever edits the case knows the answers
    )
    shows: Shows = "expert" if expert else "nothing" if blind else "case"
    return AskedSheets(case, rows, expert, name or (known.name if known else ""), shows, blind)


def before(row: JudgementRow, expert: str) -> SaidInRow:
    """Return what an expert said before in a row, empty where that is nothing.

    Args:
        row: The row, with what the case says.
        expert: Id of the expert.
    """
    if row.seed is not None:
        return SaidInRow(*map(flow, row.seed.says.get(expert, ())))
    judgement = row.judgement
    if judgement is None:
        return SaidInRow()
    if judgement.experts:
        return next((cells_of(view.says) for view in judgement.experts if view.who == expert), SaidInRow())
    return cells_of(judgement) if judgement.by == expert else SaidInRow()


def _in_the_case(row: JudgementRow, resolved: Mapping[str, Judgement]) -> str:
    judgement = resolved.get(row.path, row.judgement)
    return "" if judgement is None else judgement_text(judgement)
