"""Sheets for experts through the pages: sent, filled in, read back; and what no page takes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from detente.case.bundled import CASES, MAIN
from detente.case.read import read
from detente.chapters import schemas
from detente.formats.spreadsheets import take_in
from detente.web import expert_sheets
from detente.web.application import application
from detente.web.workbench_settings import WebSettings
from tests.formats.spreadsheets.made import IDS, filled, repacked, sent
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
NAVY, PRESS = {"E5": 1.5, "G5": 2, "I5": "She bakes more than she says"}, {"E5": 3.5, "F5": 4, "G5": 6}
TEXTS, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml"
SECRET = "what nobody should read"
COMMAS = f"Id;Low;Most likely;High;In words;Reason;Source;Expert\n{IDS[0]};3,5;4;6;;A letter;A title;press\n"


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """Somebody who asks a workbench, and the folder of their cases."""
    folder = tmp_path_factory.mktemp("sheets")
    app = application(WebSettings(folder, worlds=30, first=20))
    with within_this_process(), TestClient(app, base_url=AT, follow_redirects=False) as client:
        client.headers["origin"] = AT
        yield client, folder / "cases"


@pytest.fixture
def own(workbench: tuple[TestClient, Path]) -> Path:
    """A case of their own, and no other."""
    _, folder = workbench
    rmtree(folder, ignore_errors=True)
    copytree(CASES / "orange", folder / "mine")
    return folder / "mine"


def sends(client: TestClient, case: str, *files: tuple[str, bytes], **fields: str) -> Any:
    """Send sheets through the form of a case."""
    token = re.search(r'name="token" value="([^"]+)"', client.get(f"/cases/{case}/sheets").text)
    assert token is not None
    given = [("files", (name, raw)) for name, raw in files]
    return client.post(f"/cases/{case}/sheets", data={"token": token[1], **fields}, files=given)


def said(answer: Any) -> str:
    """Return what a page says."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def test_two_experts_are_asked_and_read_back(workbench: tuple[TestClient, Path], own: Path) -> None:
    client, cases = workbench
    asked = {"expert": "navy", "name": "Naval staff", "form": "xlsx", "blind": "true"}
    sheet = client.get("/cases/orange/sheets/sheet", params=asked)
    assert sheet.headers["content-disposition"] == 'attachment; filename="orange-navy.xlsx"'
    book = load_workbook(BytesIO(sheet.content))
    assert (book["About you"]["B3"].value, book["Ann"]["E5"].value) == ("navy", None)
    files = (("C:\\Desk\\navy.xlsx", filled(sheet.content, NAVY)), ("press.csv", COMMAS.encode()))
    answer = sends(client, "orange", *files, name="kitchen")
    assert answer.status_code == 200
    text = said(answer)
    assert "kitchen is a new case of your own" in text
    assert "navy.xlsx: Naval staff; judged in 1 of 10 rows." in text
    assert "press.csv: press; judged in 1 of 1 rows; read with semicolons between cells; decimal comma." in text
    assert "New sources, marked as unverified: A title." in text
    case = read(cases / "kitchen", schemas())
    assert [view.who for view in case.judgements[IDS[0]].judgement.experts] == ["navy", "own", "press"]
    assert "Naval staff: 1.5 to 2" in text
    assert "Naval staff (navy)" in said(client.get("/cases/kitchen/sheets"))


def test_a_sheet_changes_the_file_in_which_a_judgement_stands(workbench: tuple[TestClient, Path], own: Path) -> None:
    client, cases = workbench
    copytree(CASES / "sinai-1974-75", cases / "sinai")
    path = "stability/measures/canal/open/lead"
    sheet = client.get("/cases/sinai/sheets/sheet", params={"expert": "navy", "form": "csv"}).content.decode(
        "utf-8-sig"
    )
    line = next(line for line in sheet.splitlines() if line.startswith(path))
    assert "Other judgements" in line
    raw = f"Id,Low,Most likely,High,In words,Reason,Source,Expert\n{path},2,,3,,,,navy\n".encode()
    answer = sends(client, "sinai", ("navy.csv", raw))
    assert "The case is changed." in said(answer)
    views = read(cases / "sinai", schemas()).stated[path].judgement.experts
    assert ("navy", 2, 3) in [(view.who, view.says.low, view.says.high) for view in views]


def test_sheets_are_taken_into_a_case_of_ones_own(workbench: tuple[TestClient, Path], own: Path) -> None:
    client, cases = workbench
    answer = sends(client, "mine", ("navy.xlsx", filled(sent("navy"), NAVY)), replace="true")
    assert "The case is changed." in said(answer)
    found = read(own, schemas()).judgements[IDS[0]].judgement
    assert (found.by, found.low, found.high) == ("navy", 1.5, 2)
    assert "say nothing that the case does not say" in said(sends(client, "mine", ("again.xlsx", sent("press"))))
    assert [path.name for path in cases.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({"expert": "Navy!", "form": "csv"}, 422, "found 'Navy!'; expected an id"),
        ({"expert": "", "form": "csv"}, 422, "expected an id"),
        ({"expert": "navy", "form": "exe"}, 404, "exe"),
        ({"expert": "navy\r\nset-cookie: a=b", "form": "csv"}, 422, "expected an id"),
        ({"expert": "navy", "form": "csv", "name": '=cmd|"/c calc"!A1'}, 200, ""),
    ],
)
def test_what_is_asked_for_is_looked_at(
    workbench: tuple[TestClient, Path], asked: dict[str, str], status: int, says: str
) -> None:
    answer = workbench[0].get("/cases/orange/sheets/sheet", params=asked)
    assert (answer.status_code, says in said(answer)) == (status, True)
    assert "set-cookie: a" not in str(answer.headers)


def test_sheets_with_a_decimal_comma(workbench: tuple[TestClient, Path]) -> None:
    asked = {"expert": "press", "form": "csv-comma"}
    sheet = workbench[0].get("/cases/orange/sheets/sheet", params=asked)
    assert sheet.headers["content-disposition"] == 'attachment; filename="orange-press.csv"'
    assert sheet.content.decode("utf-8-sig").startswith("Id;Party;")


@pytest.mark.parametrize("form", ["csv", "csv-comma"])
@pytest.mark.parametrize("name", ["The press, and radio", "=cmd; Press"])
def test_a_table_brings_back_the_name_of_the_expert(
    workbench: tuple[TestClient, Path], own: Path, form: str, name: str
) -> None:
    client, _ = workbench
    asked = {"expert": "press", "name": name, "form": form, "blind": "true"}
    sheet = client.get("/cases/orange/sheets/sheet", params=asked).content.decode("utf-8-sig")
    between = "," if form == "csv" else ";"
    rows = list(csv.reader(StringIO(sheet), delimiter=between))
    assert {row[-1].removeprefix("'") for row in rows[1:]} == {name}
    row = next(row for row in rows if row[0] == IDS[0])
    low, high = (rows[0].index(head) for head in ("Low", "High"))
    row[low], row[high] = "4", "6"
    back = StringIO()
    csv.writer(back, delimiter=between).writerows(rows)
    assert f"press.csv: {name}; judged in 1 of 10 rows" in said(
        sends(client, "mine", ("press.csv", back.getvalue().encode()))
    )
    assert read(own, schemas()).experts["press"].name == name


def test_two_names_in_one_table_are_a_fault(workbench: tuple[TestClient, Path], own: Path) -> None:
    head, row, _ = COMMAS.split("\n")
    raw = "\n".join([f"{head};Name of the expert", f"{row};Ann", f"{row.replace(IDS[0], IDS[1])};Bea", ""]).encode()
    assert "found 2 names; expected one in a file" in said(sends(workbench[0], "mine", ("press.csv", raw)))


def bomb() -> bytes:
    """Return a workbook that unpacks to far more than it holds."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", b" " * 9_000_000)
    return stream.getvalue()


def lying() -> bytes:
    """Return a workbook with a part that is longer than the archive says, by which it passes as small."""
    raw = repacked(sent("navy"), SHEET, lambda said: said + b" " * 30_000_000)
    with ZipFile(BytesIO(raw)) as archive:
        size = archive.getinfo(SHEET).file_size
    assert raw.count(size.to_bytes(4, "little")) == 2
    return raw.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (bomb, "bytes when unpacked; expected at most 20,000,000 at a time"),
        (lying, "found no archive that can be unpacked (Bad CRC-32"),
        (lambda: filled(sent("navy"), {"E5": "=1+1"}), "sheet Ann, cell E5: found a formula (=1+1)"),
        (lambda: filled(sent("navy"), {"E5": 7, "G5": 1}), "sheet Ann, cell E5: found a low of 7 above a high of 1"),
        (lambda: repacked(sent("navy"), TEXTS, with_entity), "a document type"),
        (lambda: repacked(sent("navy"), SHEET, lambda raw: raw[:900]), "found text that is not XML"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old workbook (.xls), or one with a password"),
        (lambda: b"PK\3\4 and so on", "found no archive that can be unpacked"),
        (lambda: b"", "found no archive that can be unpacked"),
    ],
)
def test_hostile_workbooks_are_refused_and_nothing_is_changed(
    workbench: tuple[TestClient, Path], own: Path, made: Callable[[], bytes], says: str
) -> None:
    client, cases = workbench
    (cases.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    before = (own / MAIN).read_bytes()
    answer = sends(client, "mine", ("good.xlsx", filled(sent("press"), PRESS)), ("navy.xlsx", made()))
    assert (answer.status_code, says in said(answer)) == (422, True), said(answer)
    assert SECRET not in answer.text
    assert (own / MAIN).read_bytes() == before
    assert [path.name for path in cases.iterdir()] == ["mine"]


def with_entity(raw: bytes) -> bytes:
    """Return a part with an entity that stands for a file outside."""
    head, _, rest = raw.partition(b"?>")
    return head + b'?><!DOCTYPE a [<!ENTITY e SYSTEM "../secret.txt">]>' + rest


def test_faults_of_all_sheets_are_said_at_once(workbench: tuple[TestClient, Path], own: Path) -> None:
    client, _ = workbench
    csv = f"Id,Low,Most likely,High,In words,Reason,Source\n{IDS[0]},5,,3,,,\n"
    answer = sends(client, "mine", ("navy.xlsx", filled(sent("navy"), {"E5": "x"})), ("typo.csv", csv.encode()))
    assert answer.status_code == 422
    assert "there are 2 faults" in said(answer)
    assert "navy.xlsx: sheet Ann, cell E5: found 'x'" in said(answer)
    assert "typo.csv:2: column Low: found a low of 5 above a high of 3; expected low ≤ high" in said(answer)


def test_sizes_names_and_numbers_are_bounded(workbench: tuple[TestClient, Path], own: Path) -> None:
    client, cases = workbench
    row = COMMAS.encode()
    many = [(f"{number}.csv", row) for number in range(expert_sheets.MOST_FILES + 1)]
    assert "found 21 files; expected 1 to 20" in said(sends(client, "mine", *many))
    assert sends(client, "mine", ("big.csv", b"x" * (4 * 2**20 + 1))).status_code == 413
    assert "a sheet of press, as a.csv is" in said(sends(client, "mine", ("a.csv", row), ("b.csv", row)))
    for name in ("../up", "mine", "orange", "Ä", "a/b"):
        assert sends(client, "mine", ("a.csv", row), name=name).status_code == 422, name
    assert sends(client, "orange", ("a.csv", row)).status_code == 422  # a bundled case stays as it is
    script = "<script>x()</script>.exe"
    answer = sends(client, "mine", (script, row))
    assert (answer.status_code, "<script>x" in answer.text) == (422, False)
    assert [path.name for path in cases.iterdir()] == ["mine"]


def test_a_case_that_changes_meanwhile_is_left_alone(
    workbench: tuple[TestClient, Path], own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = workbench

    def slow(*given: object) -> object:
        (own / "case.yaml").write_bytes((own / MAIN).read_bytes() + b"# by somebody else\n")
        return take_in(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(expert_sheets, "take_in", slow)
    answer = sends(client, "mine", ("a.csv", COMMAS.encode()))
    assert (answer.status_code, "changed meanwhile" in said(answer)) == (409, True)
    assert b"press" not in (own / MAIN).read_bytes()


def test_a_case_without_issues_asks_nothing(workbench: tuple[TestClient, Path], own: Path) -> None:
    client, _ = workbench
    (own / MAIN).write_text("title: [\n", encoding="utf-8")
    assert client.get("/cases/mine/sheets").status_code == 422
