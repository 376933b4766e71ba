"""Sheets of no party: all other judgements, whichever file they stand in, and questions whose answers are known."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.formats.spreadsheets import TakenIn, asked_of, csv_of, filled_sheets, take_in, workbook_of
from detente.formats.spreadsheets.judgement_rows import OTHERS, rows_of
from detente.outcomes.stream_labels import asked_words
from tests.formats.spreadsheets.made import FIRST, filled
from tests.sharing import bundled_case

RIVER = "gerd-2021"
SEEDS = """
experts: {smith: A. Smith, jones: B. Jones}
elicitation:
  seeds:
    depth: {question: How deep is the well?, truth: 12, unit: metres, log: true}
    width: {question: How wide is the river?, truth: 80, says: {jones: [50, 70, 100]}}
"""


def with_seeds(folder: Path) -> Case:
    """The smallest case, with two questions whose answers are known."""
    text = (CASES / "orange" / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(text + SEEDS, encoding="utf-8")
    return read(folder, schemas())


def taken(folder: Path, case: Case, raw: bytes, file: str = "a.xlsx", expert: str = "") -> TakenIn:
    """Take a sheet into a case."""
    sheet = filled_sheets(case, raw, file, expert, partial(asked_words, case))
    return take_in(folder, case, schemas(), [sheet])


def test_every_judgement_of_a_case_has_one_row() -> None:
    case = bundled_case(RIVER)
    rows = rows_of(case, partial(asked_words, case))
    stated = {path for path, one in case.stated.items() if path not in case.worked_out and not one.judgement.assumed}
    paths = [row.path for row in rows]
    assert len(paths) == len({*paths})
    assert stated <= {*paths}
    others = [row for row in rows if row.party == OTHERS]
    assert len({(row.what, row.option, row.path.split("/")[1]) for row in others}) > 0.9 * len(others)
    assert {row.file for row in others} > {"reading.yaml", "stability.yaml"}


def test_sheets_that_come_back_as_they_were_change_no_file() -> None:
    case = bundled_case(RIVER)
    asked = asked_of(case, told=partial(asked_words, case))
    for file, raw in {"a.xlsx": workbook_of(asked), "a.csv": csv_of(asked, True).encode()}.items():
        assert taken(CASES / RIVER, case, raw, file).texts == {}


@pytest.mark.parametrize("expert", ["", "smith"])
def test_every_other_judgement_can_be_changed_in_its_file(expert: str) -> None:
    """Half of each range, up to rounding, as whoever edits the case says it, or one expert."""
    case = bundled_case(RIVER)
    rows = [row for row in rows_of(case, partial(asked_words, case)) if row.party == OTHERS]
    lines = ["Id;Low;Most likely;High;In words;Reason;Source;Expert"]
    wanted = {}
    for row in rows:
        assert row.judgement is not None
        if row.judgement.words is None and not row.judgement.certain:
            low, high = row.judgement.low, (row.judgement.low + row.judgement.high) / 2
            wanted[row.path] = (low, high)
            lines.append(f"{row.path};{low!r};;{high!r};;;;{expert}")
    found = taken(CASES / RIVER, case, "\n".join(lines).encode(), "a.csv")
    assert len(wanted) > 100
    assert {change.path for change in found.changes} == {*wanted}
    assert set(found.texts) >= {"reading.yaml", "stability.yaml"}
    for path, (low, high) in wanted.items():
        said = found.case.stated[path].judgement
        one = next(view.says for view in said.experts if view.who == expert) if expert else said
        assert (one.low, one.high) == (low, high), path


def test_what_is_no_number_for_its_unit_is_a_fault() -> None:
    case = bundled_case(RIVER)
    row = next(row for row in rows_of(case, partial(asked_words, case)) if row.counts == "months")
    raw = f"Id,Low,Most likely,High,In words,Reason,Source\n{row.path},,,,major,,\n".encode()
    with pytest.raises(CaseError, match="no word stands for them here"):
        taken(CASES / RIVER, case, raw, "a.csv")


def test_a_question_is_asked_without_its_answer_and_answered(tmp_path: Path) -> None:
    case = with_seeds(tmp_path)
    book = workbook_of(asked_of(case, "smith", "A. Smith", blind=True))
    sheet = load_workbook(io.BytesIO(book))["Questions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    assert [row[:4] for row in rows] == [
        ["seeds/depth", "How deep is the well?", "", "metres: 5 %, 50 % and 95 %"],
        ["seeds/width", "How wide is the river?", "", "5 %, 50 % and 95 %"],
    ]
    pages = [page for page in load_workbook(io.BytesIO(book)) if page.title in {"Questions", "_detente"}]
    assert not {"12", "80", 12, 80} & {cell.value for page in pages for row in page for cell in row}
    cells = {"E5": 5, "F5": 10, "G5": 20.5, "E6": 60, "F6": 75, "G6": 90}
    found = taken(tmp_path, case, filled(book, cells, "Questions"))
    assert found.answers == (("depth", "smith"), ("width", "smith"))
    assert found.case.elicitation is not None
    seeds = found.case.elicitation.seeds
    assert seeds["depth"].says == {"smith": (5, 10, 20.5)}
    assert seeds["width"].says == {"jones": (50, 70, 100), "smith": (60, 75, 90)}
    (tmp_path / "case.yaml").write_text(found.texts["case.yaml"], encoding="utf-8")
    again = read(tmp_path, schemas())
    back = workbook_of(asked_of(again, "smith", "A. Smith"))
    assert taken(tmp_path, again, back).texts == {}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"E5": 5, "G5": 20}, "cell F5: found no value"),
        ({"E5": 5, "F5": 5, "G5": 20}, "three values that rise"),
        ({"E5": 0, "F5": 5, "G5": 20}, "orders of magnitude"),
        ({"E5": 1, "F5": 5, "G5": 20, "H5": "likely"}, "no word stands for them here"),
    ],
)
def test_an_answer_with_a_fault_is_named_by_its_cell(tmp_path: Path, cells: dict[str, object], said: str) -> None:
    case = with_seeds(tmp_path)
    book = workbook_of(asked_of(case, "smith", "A. Smith"))
    with pytest.raises(CaseError, match=said):
        taken(tmp_path, case, filled(book, cells, "Questions"))


def test_an_answer_needs_somebody_who_gives_it(tmp_path: Path) -> None:
    case = with_seeds(tmp_path)
    book = workbook_of(asked_of(case, blind=True))
    with pytest.raises(CaseError, match="an answer that nobody gives"):
        taken(tmp_path, case, filled(book, {"E5": 5, "F5": 10, "G5": 20}, "Questions"))


def test_whoever_edits_the_case_is_not_asked_what_it_knows(tmp_path: Path) -> None:
    assert "Questions" not in load_workbook(io.BytesIO(workbook_of(asked_of(with_seeds(tmp_path))))).sheetnames
