"""What is sent and comes back unchanged changes no byte; what is filled in becomes a range an expert."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.formats.spreadsheets import TakenIn, asked_of, csv_of, filled_sheets, take_in, workbook_of
from tests.formats.spreadsheets.made import CASE, IDS, filled, saved, sent
from tests.sharing import bundled_case


def taken(*files: bytes, case: Case | None = None, folder: Path = CASES / CASE, keep_own: bool = True) -> TakenIn:
    """Take workbooks into a case."""
    case = case or bundled_case(CASE)
    sheets = [filled_sheets(case, raw, f"{number}.xlsx") for number, raw in enumerate(files)]
    return take_in(folder, case, schemas(), sheets, keep_own)


@pytest.mark.parametrize("name", ["orange", "gerd-2021"])
def test_a_round_trip_changes_nothing(name: str) -> None:
    case = bundled_case(name)
    asked = asked_of(case)
    book = workbook_of(asked)
    assert book == workbook_of(asked)
    again = saved(book, lambda _: None)
    files = {
        "a.xlsx": book,
        "b.xlsx": again,
        "a.csv": csv_of(asked, False).encode(),
        "b.csv": csv_of(asked, True).encode(),
    }
    for file, raw in files.items():
        sheet = filled_sheets(case, raw, file)
        assert len(sheet.rows) == len(asked.rows)
        found = take_in(CASES / name, case, schemas(), [sheet])
        assert (found.texts, found.changes, found.emptied, found.case) == ({}, (), (), case), file


def test_another_program_sees_what_is_asked() -> None:
    """openpyxl finds ids locked, cells for answers open, words to choose from, and no formula."""
    book = load_workbook(io.BytesIO(workbook_of(asked_of(bundled_case("gerd-2021")))))
    sheet = book["Egypt"]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[5]] == [True] * 4 + [False] * 6 + [True]
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    first = next(one.formula1 for one in lists if "H5" in one.sqref)
    start, _, end = first.partition("!")[2].replace("$", "").partition(":")
    words = [row[0].value for row in book["Words"][f"{start}:{end}"]]
    assert words == [
        "none",
        "minor",
        "modest",
        "major",
        "vital",
        "minus minor",
        "minus modest",
        "minus major",
        "minus vital",
    ]
    assert book["_detente"].sheet_state == "veryHidden"


def test_two_experts_stand_side_by_side() -> None:
    navy = filled(sent("navy", "The navy", True), {"E5": 1, "G5": 2, "I5": "Because: x", "J5": "A book of 2020"})
    press = filled(sent("press", "The press", True), {"H5": "minus major", "F6": -2})
    found = taken(navy, press)
    said = {view.who: view.says for view in found.case.judgements[IDS[0]].judgement.experts}
    assert {who: (one.low, one.high) for who, one in said.items()} == {"own": (3, 5), "navy": (1, 2), "press": (-7, -4)}
    assert said["navy"].why == "Because: x"
    assert [found.case.sources[source].unverified for source in said["navy"].source] == [True]
    assert {who: one.name for who, one in found.case.experts.items()} == {
        "own": "The case’s own",
        "navy": "The navy",
        "press": "The press",
    }
    assert taken(press, navy).case.judgements == found.case.judgements


def test_one_after_the_other_is_both_at_once(tmp_path: Path) -> None:
    navy = filled(sent("navy", "The navy", True), {"E5": 1, "G5": 2})
    press = filled(sent("press", "The press", True), {"F5": -3, "F6": 0})
    for keep_own in (True, False):
        (tmp_path / "case.yaml").write_text(taken(navy, keep_own=keep_own).texts["case.yaml"], encoding="utf-8")
        case = read(tmp_path, schemas())
        later = taken(press, case=case, folder=tmp_path, keep_own=keep_own)
        both = taken(navy, press, keep_own=keep_own)
        assert later.case.judgements == both.case.judgements
        who = [view.who for view in later.case.judgements[IDS[0]].judgement.experts]
        assert who == (["navy", "own", "press"] if keep_own else ["navy", "press"])
        assert later.case.judgements[IDS[1]].judgement.by == (None if keep_own else "press")


def test_an_expert_sees_what_was_said_before_and_changes_it(tmp_path: Path) -> None:
    first = taken(filled(sent("navy", "The navy", True), {"E5": 1, "F5": 2, "G5": 3, "I5": "A guess"}))
    (tmp_path / "case.yaml").write_text(
        first.texts["case.yaml"].replace("issues:", "# mine\nissues:"), encoding="utf-8"
    )
    case = read(tmp_path, schemas())
    again = workbook_of(asked_of(case, "navy"))
    assert not taken(again, case=case, folder=tmp_path).texts
    found = taken(filled(again, {"G5": 4}), case=case, folder=tmp_path)
    assert found.texts["case.yaml"] == (tmp_path / "case.yaml").read_text(encoding="utf-8").replace(
        "mode: 2, high: 3", "mode: 2, high: 4"
    )


def test_whoever_edits_the_case_changes_a_number_and_nothing_else() -> None:
    before = (CASES / CASE / "case.yaml").read_text(encoding="utf-8")
    found = taken(filled(sent(), {"E5": 2.5, "F7": 0.25}))
    assert found.texts["case.yaml"] == before.replace("ann: [3, 5]", "ann: [2.5, 5]").replace(
        "peel: {ann: [0, 1]", "peel: {ann: {low: 0, mode: 0.25, high: 1}"
    )
    emptied = taken(filled(sent(), {"E5": None, "G5": None}))
    assert (emptied.texts, emptied.emptied) == ({}, (IDS[0],))


def test_a_case_without_numbers_gets_its_first_ones(tmp_path: Path) -> None:
    text = (CASES / CASE / "case.yaml").read_text(encoding="utf-8").split("positions:")[0]
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    case = read(tmp_path, schemas())
    raw = workbook_of(asked_of(case, "navy", "The navy"))
    found = taken(
        filled(raw, {"H5": "major", "E6": "-2,5", "G6": "1,5", "F7": 1, "F8": -1}), case=case, folder=tmp_path
    )
    assert found.texts["case.yaml"].startswith(text)
    assert {
        path: (one.judgement.low, one.judgement.high, one.judgement.by) for path, one in found.case.judgements.items()
    } == {
        IDS[0]: (4, 7, "navy"),
        IDS[1]: (-2.5, 1.5, "navy"),
        IDS[2]: (1, 1, "navy"),
        IDS[3]: (-1, -1, "navy"),
    }


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Id;Low;Most likely;High;In words;Reason;Source\n{};1,5;;2;;;\n", "semicolons between cells; decimal comma"),
        ("Id,Low,Most likely,High,In words,Reason,Source\n{},1.5,,2,,,\n", "commas between cells; decimal point"),
        ('Id,Low,Most likely,High,In words,Reason,Source\n{},"1,5",,2,,,\n', "commas between cells; decimal comma"),
        (
            "source\tReason\tid\tlow\thigh\tin words\tmost likely\n\t\t{}\t1.5\t2\t\t\n",
            "tabs between cells; decimal point",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_in_the_notation_of_the_country(text: str, read_as: str, encoding: str) -> None:
    sheet = filled_sheets(bundled_case(CASE), text.format(IDS[0]).encode(encoding), "x.csv", "navy")
    assert (sheet.read_as, sheet.expert) == (read_as, "navy")
    assert [(one.said.low, one.said.high) for one in sheet.changed] == [("1.5", "2")]


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    """In a workbook and in a CSV file, on the way out and on the way back."""
    text = (CASES / CASE / "case.yaml").read_text(encoding="utf-8")
    odd = '{low: 3, high: 5, why: "=1+1"}'
    (tmp_path / "case.yaml").write_text(text.replace("ann: [3, 5]", f"ann: {odd}"), encoding="utf-8")
    case = read(tmp_path, schemas())
    asked = asked_of(case)
    cell = load_workbook(io.BytesIO(workbook_of(asked)))["Ann"]["I5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s") or cell.data_type == "f"
    assert "'=1+1" in csv_of(asked, False)
    for file, raw in {"x.xlsx": workbook_of(asked), "x.csv": csv_of(asked, False).encode()}.items():
        sheet = filled_sheets(case, raw, file)
        assert not sheet.changed
        assert next(one.said.why for one in sheet.rows if one.row.path == IDS[0]) == "=1+1"


def test_what_does_not_make_a_case_is_not_written(tmp_path: Path) -> None:
    text = (CASES / CASE / "case.yaml").read_text(encoding="utf-8").split("positions:")[0]
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    case = read(tmp_path, schemas())
    with pytest.raises(CaseError, match=r"with the sheets taken in.* no value for bea"):
        taken(filled(workbook_of(asked_of(case, "navy")), {"F5": 1, "F7": 1}), case=case, folder=tmp_path)
