"""Everything in `precedent.yaml` and the tables beside it that does not fit is refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.case.faults import CaseError
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas, skeletons
from detente.chapters.precedent import PRECEDENT
from detente.chapters.precedent.agreement_rows import agreements_of, bundled_table

HEAD = "id,name,parties,signed,scope,source"


def folder(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """Return a new case with `precedent.yaml`, one place of it replaced."""
    create(tmp_path / "x", skeletons(["precedent"]))
    path = tmp_path / "x" / "precedent.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path / "x"


def refused(case: Path) -> list[str]:
    """Return the faults of a case."""
    with pytest.raises(CaseError) as caught:
        read(case, schemas())
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("table: adversaries", "table: adversary", r"table: found 'adversary'"),
        ("{limited: limited,", "{limted: limited,", r"unknown scope 'limted'.*did you mean 'limited'"),
        ("{a: united", "{aa: united", r"unknown party 'aa'"),
        ("  exercises:\n    susp", "  exercices:\n    susp", r"unknown issue 'exercices'.*did you mean 'exercises'"),
        ("    paused: {dom", "    pausd: {dom", r"unknown option of tests 'pausd'.*did you mean 'paused'"),
        ("verification: own-means", "verification: own-mean", r"did you mean 'own-means'"),
        ("domains: [exercises], obj", "domains: [exercise], obj", r"found 'exercise'.*did you mean 'exercises'"),
        ("at_once: [freeze]", "at_once: [freze]", r"unknown package 'freze'.*did you mean 'freeze'"),
        ("horizon: 5", "horizon: 0", r"horizon: found 0; expected more than 0"),
        ("ended: 1986-02-01", "ended: 1976-02-01", r"ended: found 1976-02-01; expected no day before 1980-05-01"),
        ("    ending: broken ", "    endin: broken ", r"unknown key 'endin'.*did you mean 'ending'"),
        ("cause: visits", "cause: visit", r"unknown series 'visit'.*did you mean 'visits'"),
        ("2024: 6}", "2034: 6}", r"2034: found the year 2034; expected no later than 2026"),
        ("2024: 6}", "24: 6}", r"years"),
        ("scope: [0.5, 2]", "scope: [-1, 2]", r"weights → scope: found a value as low as -1"),
        ("until: 2022-03-31", "until: 2022-05-31", r"expected a day after 2022-05-31"),
        ('talks: "no", events: 31', "talks: maybe, events: 31", r"talks: found 'maybe'; expected one of yes, no"),
        (", events: 31}", "}", r"no number of events"),
        ("until: 2025-12-31", "until: 2027-12-31", r"no later than 2026-01-01, the day of the case"),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, says: str) -> None:
    told = refused(folder(tmp_path, old, new))
    assert any(re.search(rf"precedent\.yaml:[1-9]\d*: .*{says}", line) for line in told), told


def test_events_are_counted_from_a_table_beside_the_case(tmp_path: Path) -> None:
    case = folder(tmp_path, "  name: Shots at the border\n", "  name: Shots\n  table: shots.csv\n  types: Shot\n")
    expected = r"precedent\.yaml:\d+: events → table: found 'shots.csv', which is not in the folder"
    assert any(re.match(expected, line) for line in refused(case))
    (case / "shots.csv").write_text("date,type\n2019-02-01,Shot\n2019-03-01,Flag\n", encoding="utf-8")
    part = read(case, schemas()).parts["precedent"]
    assert [event.date.isoformat() for event in part.events.counted] == ["2019-02-01"]
    (case / "shots.csv").write_text("date,type\n2019-02-31,Shot\n", encoding="utf-8")
    assert refused(case) == ["shots.csv:2: date: found '2019-02-31'; expected a date such as 2021-08-31"]


def test_a_table_is_not_read_from_outside_the_folder(tmp_path: Path) -> None:
    case = folder(tmp_path, "table: adversaries", "own_table: ours.csv")
    (tmp_path / "secret.csv").write_text(f"{HEAD}\n", encoding="utf-8")
    (case / "ours.csv").symlink_to(tmp_path / "secret.csv")
    assert refused(case) == ["ours.csv: found a link that leads out of the folder; expected a file in the folder"]
    case = folder(tmp_path / "y", "table: adversaries", "own_table: ../secret.csv")
    assert any("own_table" in line for line in refused(case))


def test_a_table_of_ones_own_stands_beside_the_other(tmp_path: Path) -> None:
    case = folder(tmp_path, "table: adversaries", "own_table: ours.csv")
    rows = f"{HEAD}\npact,A pact,a;b,1990-01-01,limited,Archive\n"
    (case / "ours.csv").write_text(rows, encoding="utf-8")
    found = read(case, schemas()).parts["precedent"]
    assert [*found.agreements] == ["pact", "fishing80"]
    assert found.agreements["pact"].verification is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("p,A,a,1990-02-30,limited,S", "t.csv:2: signed: found '1990-02-30'; expected a day that exists"),
        ("p,A,a,1990-02-01,small,S", "t.csv:2: scope: found 'small'; expected one of limited, mixed, comprehensive"),
        ("p,,a,1990-02-01,limited,S", "t.csv:2: name: found no key 'name'"),
        ("p,A,a,1990-02-01", "t.csv:2: scope: found no key 'scope'"),
    ],
)
def test_rows_that_are_none_are_refused_with_their_line(row: str, says: str) -> None:
    with pytest.raises(CaseError) as caught:
        agreements_of(f"{HEAD}\n{row}\n", "t.csv")
    assert says in str(caught.value)


def test_the_table_that_comes_with_the_program_is_whole() -> None:
    table = bundled_table("adversaries")
    assert len(table) >= 30
    for name, row in table.items():
        assert re.fullmatch("[a-z][a-z0-9-]*", name)
        assert (row.ended is None) == (row.ending is None), name
        assert row.ended is None or row.ended >= row.began, name
        assert not row.verified or "http" in row.source or "CGTN" in row.source, name
        assert row.linkage is not None, name
        assert row.verification is not None, name
    assert all(row.verified for row in table.values())


def test_judgements_are_said_in_words(tmp_path: Path) -> None:
    case = read(folder(tmp_path), schemas())
    told = {path: PRECEDENT.label(case, path.split("/")[1:]) for path in case.paths_at("precedent")}
    assert told["precedent/weights/scope"] == "how much scope counts when agreements are compared"
    assert told["precedent/series/visits/years/2022"] == "visits of officials in 2022"
