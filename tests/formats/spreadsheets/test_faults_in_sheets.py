"""Whatever is wrong in a sheet is named by sheet and cell, all at once; hostile files are refused soon."""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Protection

from detente.case.faults import CaseError
from detente.formats.spreadsheets import filled_sheets
from tests.formats.spreadsheets.made import CASE, IDS, filled, repacked, saved, sent
from tests.sharing import bundled_case

SHEET = "xl/worksheets/sheet3.xml"
TEXTS = "xl/sharedStrings.xml"
HEAD = "Id;Low;Most likely;High;In words;Reason;Source"
ENTITY = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def in_utf_16(raw: bytes) -> bytes:
    """Return a part in UTF-16 with a document type, which no search for its letters finds."""
    head, _, rest = raw.decode().partition("?>")
    return f"{head.replace('UTF-8', 'UTF-16')}?>{ENTITY.decode()}{rest}".encode("utf-16")


def refused(raw: bytes, file: str = "x.xlsx", expert: str = "") -> str:
    """Return what is said of a file that cannot be taken."""
    began = time.process_time()
    with pytest.raises(CaseError) as error:
        filled_sheets(bundled_case(CASE), raw, file, expert)
    assert time.process_time() - began < 5
    return str(error.value)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"E5": "abou"}, "cell E5: found 'abou'; expected a number; words have a column of their own"),
        ({"E5": 7}, "cell E5: found a low of 7 above a high of 5; expected low ≤ high"),
        ({"F5": 9}, "cell F5: found a most likely value of 9 outside 3 to 5"),
        ({"G5": None}, "cell E5: found a low without a high; expected low and high, perhaps with"),
        ({"H5": "maior", "E5": None, "G5": None}, "cell H5: found 'maior'; expected one of none, minor"),
        ({"H5": "majr"}, "(did you mean 'major'?)"),
        ({"H5": "major"}, "cell H5: found the word 'major' beside numbers"),
        ({"H5": "=-major"}, "cell H5: found a formula (=-major); expected one of none"),
        ({"H5": "=-major"}, "(did you mean 'minus major'?)"),
        ({"E5": "=1+1"}, "cell E5: found a formula (=1+1); expected the value itself: formulas are not read"),
        ({"I5": "=HYPERLINK(1)"}, "cell I5: found a formula (=HYPERLINK(1))"),
        ({"E5": dt.date(2021, 3, 2)}, "cell E5: found a date, which the spreadsheet program made of what was typed"),
        ({"E5": True}, "cell E5: found true or false"),
        ({"E5": 1e12}, "cell E5: found '1000000000000'"),
        (
            {"E5": "1.5", "G5": "4,5"},
            "cell G5: found a decimal comma (4,5), after a decimal point in sheet Ann, cell E5",
        ),
        ({"J5": "leter"}, "cell J5: found the source 'leter'; expected the id of a source of the case"),
        ({"E5": None, "G5": None, "I5": "why"}, "cell E5: found a reason or source without a judgement"),
        ({"A5": "positions/ann/flesh/an"}, "cell A5: found the id 'positions/ann/flesh/an'"),
        ({"A5": "positions/ann/flesh/an"}, "(did you mean 'positions/ann/flesh/ann'?)"),
        ({"A5": IDS[1]}, f"cell A6: found the id '{IDS[1]}' a second time; expected each id once"),
        ({"A5": IDS[0].replace("ann", "bea", 1)}, "expected ids of this party; that one is of Bea"),
        ({"A5": None}, "cell A5: found a row without an id"),
        ({"E4": "Lowest"}, "row 4: found no column 'Low'"),
        ({"E5": 2, "I5": "x" * 3000}, "cell I5: found a text of 3,000 characters"),
    ],
)
def test_faults_are_named_by_cell(cells: dict[str, Any], says: str) -> None:
    told = refused(filled(sent(), cells))
    assert says in told
    assert told.startswith("x.xlsx: sheet Ann, ")


def _hide_row(book: Workbook) -> None:
    book["Ann"].row_dimensions[6].hidden = True


def _hide_column(book: Workbook) -> None:
    book["Ann"].column_dimensions["F"].hidden = True


def _hide_sheet(book: Workbook) -> None:
    book["Ann"].sheet_state = "hidden"


def _merge(book: Workbook) -> None:
    book["Ann"].merge_cells("E5:G5")


def _rename(book: Workbook) -> None:
    for sheet in [*book]:
        if sheet.title not in {"Read me first", "Words"}:
            del book[sheet.title]


def _other_case(book: Workbook) -> None:
    for row in range(5, 10):
        book["Ann"].cell(row, 1).value = f"positions/us/exercises/{row}"


def _bad_id(book: Workbook) -> None:
    book["About you"]["B3"] = "The Navy"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_hide_row, "sheet Ann, row 6: found a row that is hidden; expected rows that are shown"),
        (_hide_column, "sheet Ann, column F: found a column that is hidden"),
        (_hide_sheet, "sheet Ann: found a sheet that is hidden"),
        (_merge, "sheet Ann, cell E5: found cells that are merged; expected a cell for each value"),
        (_rename, "found the sheets 'Read me first', 'Words'; expected a sheet a party: one of Ann, Bea"),
        (_other_case, "sheet Ann: found 5 of 5 rows with ids that the case does not have"),
        (_bad_id, "sheet About you, cell B3: found the id 'The Navy'; expected an id: one word of small letters"),
    ],
)
def test_shapes_that_mislead_are_refused(change: Callable[[Workbook], object], says: str) -> None:
    assert says in refused(saved(sent(), change))


def test_what_does_no_harm_is_taken() -> None:
    """Sorted rows, a column moved, another sheet, unlocked cells, a title merged."""

    def change(book: Workbook) -> None:
        sheet = book["Ann"]
        rows = [[cell.value for cell in row] for row in sheet["A5:K9"]]
        for place, row in zip(sheet["A5:K9"], reversed(rows), strict=True):
            for cell, value in zip(place, row, strict=True):
                cell.value, cell.protection = value, Protection(locked=False)
        sheet.merge_cells("A1:D1")
        book.create_sheet("Notes")["A1"] = "=1+1"
        book["About you"]["B4"] = "A. Smith"
        sheet["E9"] = 1

    sheet = filled_sheets(bundled_case(CASE), saved(sent(), change), "x.xlsx")
    assert (sheet.expert, sheet.name) == ("a-smith", "A. Smith")
    assert [(one.row.path, one.said.low) for one in sheet.changed] == [(IDS[0], "1")]


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        (SHEET, lambda _: b"<x>" + b" " * 40_000_000, "found more than 10,000,000 bytes once xl/worksheets/sheet3.xml"),
        (TEXTS, lambda raw: ENTITY + raw[55:], "a document type"),
        (TEXTS, in_utf_16, "found a document type (<!DOCTYPE>), which could declare entities"),
        (SHEET, lambda raw: raw[: len(raw) // 2], "found text that is not XML"),
        (SHEET, lambda raw: raw.replace(b'r="A5"', b'r="A5000000"'), "cell A5000000: found a cell so far out"),
        (SHEET, lambda raw: raw.replace(b'r="A5"', b'r="!"'), "found the cell '!'; expected a cell such as D14"),
        (SHEET, lambda raw: raw.replace(b't="s"><v>1', b't="s"><v>99991'), "found the shared text 99991"),
        (SHEET, lambda raw: b"<a>" * 100 + raw, "more than 40 in each other"),
        (SHEET, lambda raw: raw.replace(b"</sheetData>", b"<a/>" * 500_000 + b"</sheetData>"), "400,000 elements"),
        ("xl/workbook.xml", lambda _: b"<workbook/>", "found 0 sheets"),
    ],
)  # fmt: skip
def test_hostile_parts_are_refused_soon(part: str, change: Callable[[bytes], bytes], says: str) -> None:
    raw = repacked(sent(), part, change)
    assert says in refused(raw)


def test_a_merged_range_over_everything_costs_nothing() -> None:
    whole = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations'
    raw = repacked(sent(), SHEET, lambda said: said.replace(b"<dataValidations", whole, 1))
    assert "cell A1: found cells that are merged" in refused(raw)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "found no archive that can be unpacked"),
        (b"PK\3\4 and so on", "found no archive that can be unpacked"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old workbook (.xls), or one with a password"),
        (b"\0" * 10_000_001, "found more than 10,000,000 bytes"),
    ],
)
def test_what_is_no_workbook_is_refused(raw: bytes, says: str) -> None:
    assert says in refused(raw)


def test_an_archive_that_lies_is_refused() -> None:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "found no part xl/_rels/workbook.xml.rels" in refused(stream.getvalue())
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(stream, "a") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "or with two of one name" in refused(stream.getvalue())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n", "x.csv: found no column 'Id'"),
        ("Id,Low\nx,1\n", "x.csv:1: found no column 'Most likely'"),
        (HEAD + "\n{};1,5;;1.5;;;\n", "x.csv:2: column High: found a decimal point (1.5)"),
        (HEAD + "\n{};1.500,5;;2;;;\n", "x.csv:2: column Low: found '1.500,5'"),
        (HEAD + "\n{};x;;2;;;\n", "x.csv:2: column Low: found 'x'"),
        (f"{HEAD};Expert\n{{}};1;;2;;;;a\n{{}};1;;2;;;;b\n", "found 2 experts; expected one"),
        (f"{HEAD};Expert\n{{}};1;;2;;;;press\n", "found the id 'press'; expected navy"),
        ("Id" + ",x" * 200, "found row 1 with 201 cells"),
    ],
)  # fmt: skip
def test_faults_in_csv_are_named_by_line(text: str, says: str) -> None:
    assert says in refused(text.replace("{}", IDS[0], 1).replace("{}", IDS[1]).encode(), "x.csv", "navy")


def test_a_file_of_another_kind_is_refused() -> None:
    assert "found a file that ends in .ods; expected .xlsx or .csv" in refused(b"", "x.ods")
