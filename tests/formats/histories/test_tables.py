"""Tables of PA-X and of CSIS, with made-up rows in their columns."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.chapters.precedent.agreement_rows import agreements_of
from detente.chapters.precedent.event_tables import events_of
from detente.formats.histories import PlainTable, open_table

PAX = """Con,PPName,Reg,AgtId,Agt,Dat,Status,Agtp,Stage
Ruritania/Graustark,Border,Europe,17,"Agreement on the bridge, with annex",1994-05-02,Signed,Inter,SubPar
(Ruritania)/(Graustark),Border,Europe,12,General peace,1991-03-01,Signed,Inter,SubComp
Ruritania,Valley,Europe,31,Valley truce,1999-01-01,Signed,Intra,Cea
"""
CSIS = """date,type,event,description,resources,year
2017-09-03,Nuclear,=HYPERLINK(1),Words of somebody,https://example.org,2017
3/25/2021,Missile,Launch,"Words, more words",,2021
2021-03-25,Missile,Launch,Words,,2021
"""


def read(tmp_path: Path, text: str) -> PlainTable:
    """Write a table and open it."""
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8-sig")
    return open_table(path)


def test_agreements_of_pax_are_a_table_of_ours(tmp_path: Path) -> None:
    found = read(tmp_path, PAX)
    table = agreements_of(found.text(), "own.csv")
    assert list(table) == ["pax-12", "pax-17"]
    bridge = table["pax-17"]
    assert (bridge.name, bridge.scope, bridge.parties) == (
        "Agreement on the bridge, with annex",
        "limited",
        ("ruritania", "graustark"),
    )
    assert not bridge.followed
    assert bridge.linkage is None
    assert table["pax-12"].scope == "comprehensive"
    assert any("1 agreements within states" in note for note in found.notes)


def test_events_of_csis_keep_days_and_types_and_no_words(tmp_path: Path) -> None:
    found = read(tmp_path, CSIS)
    assert "words" not in found.text().lower()
    events = events_of(found.text(), "events.csv")
    assert [(e.date.isoformat(), e.type) for e in events] == [
        ("2017-09-03", "Nuclear"),
        ("2021-03-25", "Missile"),
        ("2021-03-25", "Missile"),
    ]
    assert any(note.startswith("1 rows have the day") for note in found.notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "a table of neither kind"),
        ("date,type\n2021-13-01,x\n", "table.csv:2: date: found '2021-13-01'"),
        ("AgtId,Agt,Dat\n,x,1991-01-01\n", "AgtId: found nothing"),
        ("date,type\n2021-01-01,x,y\n", "3 cells"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CaseError, match="expected") as caught:
        read(tmp_path, text)
    assert words in str(caught.value)


def test_a_cell_that_would_be_a_formula_is_none() -> None:
    assert PlainTable("x", ("a",), (("=1+1",),), ()).text() == "a\n'=1+1\n"


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"date,type\n\xff\n")
    with pytest.raises(CaseError, match=r"t\.csv:2: found the byte 0xff"):
        open_table(path)


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_separators_marks_and_ends_of_lines_change_nothing(
    tmp_path: Path, mark: str, separator: str, ends: str
) -> None:
    for number, text in enumerate((PAX, CSIS)):
        told = StringIO()
        csv.writer(told, delimiter=separator, lineterminator=ends).writerows(csv.reader(StringIO(text)))
        path = tmp_path / f"{number}.csv"
        path.write_bytes(told.getvalue().encode(mark))
        assert open_table(path) == read(tmp_path, text)


@pytest.mark.parametrize(
    "head",
    [
        "con,ppname,reg,agtid,agt,dat,status,agtp,stage",
        "Con,PPName,Reg,Agt ID,AGT,Dat ,Status,AgtP,Stage",
        "Con,PPName,Reg,agt_id,Agt,Dat,Status,Agtp,Stage",
    ],
)
def test_columns_may_be_spelt_otherwise(tmp_path: Path, head: str) -> None:
    other = "\n".join([head, *PAX.splitlines()[1:]]) + "\n"
    assert read(tmp_path, other) == read(tmp_path, PAX)
    assert read(tmp_path, CSIS.replace("date,type", "Date,TYPE")) == read(tmp_path, CSIS)


def test_the_layout_of_the_real_files_is_read(tmp_path: Path) -> None:
    """Columns of PA-X in the order of its codebook, up to where topics begin, and those of the CSV of events."""
    head = "Con,Contp,PP,PPName,Reg,AgtId,Ver,Agt,Dat,Status,Lgt,N_characters,Agtp,Stage,StageSub,Part,ThrdPart,OthAgr"
    row = (
        'Ruritania/Graustark,Territory,4,Border,Europe (and Eurasia),17,1,"Agreement, with annex",1994-05-02,'
        'Multiparty signed/agreed,3,5120,Inter,SubPar,FrPart,"For A: x;\n\nFor B: y","UN, as witness",\n'
    )
    found = read(tmp_path, f"{head}\n{row}")
    (one,) = agreements_of(found.text(), "own.csv").values()
    assert (one.name, one.scope, str(one.signed)) == ("Agreement, with annex", "limited", "1994-05-02")
    assert one.note == "Stage: SubPar; Status: Multiparty signed/agreed"
    events = "date,type,event,description,resources,year,week_number,month_year,weekday,mentions_kim\n"
    told = read(tmp_path, f'{events}1958-02-16,Other,"A, b","C\nd",,1958,7,1958-02,Sunday,False\n')
    assert told.rows == (("1958-02-16", "Other"),)


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="without 'Dat'"):
        read(tmp_path, "AgtId,Agt,Signed\n1,x,1991-01-01\n")
    with pytest.raises(CaseError, match="without 'type'"):
        read(tmp_path, "date;what\n1991-01-01;x\n")
