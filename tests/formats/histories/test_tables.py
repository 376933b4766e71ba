"""Tables of PA-X and of CSIS, with made-up rows in their columns."""

from __future__ import annotations

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
