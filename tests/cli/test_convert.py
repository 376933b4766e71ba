"""`detente convert`: what it prints, what it refuses, and that a converted case runs like any other."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters import schemas
from tests.cli.conftest import FEW, Ran, called
from tests.formats.scenarios.folders import DATA, changed

SCENARIOS = ("harbour", "market", "village-yaml", "village-json", "ten")


def convert(name: str, *more: str) -> Ran:
    ran = called("convert", str(DATA / name), "out", *more)
    assert (ran.code, ran.err) == (0, "")
    return ran


def test_it_says_where_what_was_set_aside_and_what_to_do_next() -> None:
    ran = convert("harbour")
    assert str(Path("out", "case.yaml").resolve()) == ran.out.splitlines()[0]
    assert "Genius: 2 parties, 3 issues, 11 values." in ran.out
    assert "Set aside or assumed:\n  arda: the discount 0.8 was set aside" in ran.out
    assert "belm: no reservation value: taken for 0, as Genius does" in ran.out
    assert ran.out.endswith("Next: detente check ./out and detente brief ./out\n")
    assert read(locate("./out"), schemas()).date == dt.date.today()


def test_nothing_is_said_where_nothing_was_set_aside() -> None:
    assert "Set aside" not in convert("ten").out


def test_the_document_keeps_its_schema() -> None:
    document = convert("harbour", "--json").json
    Draft202012Validator(called("schema", "convert").json).validate(document)
    assert document["meta"]["schema"] == "convert/1"
    assert document["format"] == "Genius"
    assert document["files"] == ["harbour.xml", "arda.xml", "belm.xml"]
    assert document["parties"] == {"arda": "arda", "belm": "belm"}
    assert document["options"]["fish-salt"] == {"none-2": "none", "minus-5": "-5 %", "option-5": "5 %"}
    assert document["discounts"] == {"arda": 0.8}
    assert len(document["notes"]) == 2


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_converted_case_is_sound_and_sourced(name: str) -> None:
    convert(name, "--date", "2026-03-01")
    checked = called("check", "./out", "--json").json
    assert checked["ok"]
    assert checked["unsourced"] == []
    assert checked["lacks"]["agreement"] == []
    assert read(locate("./out"), schemas()).date == dt.date(2026, 3, 1)


@pytest.mark.parametrize("name", SCENARIOS[:4])
def test_a_converted_case_runs(name: str) -> None:
    convert(name)
    found = called("agreement", "./out", *FEW, "--json")
    assert (found.code, found.err) == (0, "")
    brief = called("brief", "./out", *FEW, "--no-open", "--out", "brief")
    assert (brief.code, brief.err) == (0, "")
    assert Path("brief", "brief.html").is_file()


def test_raw_is_another_case() -> None:
    convert("harbour")
    genius = read(locate("./out"), schemas())
    called("convert", str(DATA / "harbour"), "raw", "--scaling", "raw")
    raw = read(locate("./raw"), schemas())
    path = "positions/arda/patrols/daily"
    assert (genius.judgements[path].judgement.low, raw.judgements[path].judgement.low) == (0.5, 2)


def test_ten_issues_of_genius_give_what_the_same_case_written_by_hand_gives() -> None:
    """Up to names: what the one calls Border the other calls Frontier."""
    names = convert("ten", "--json").json
    by_hand = read(DATA / "ten-by-hand", schemas())
    pairs = dict(zip((*names["parties"], *names["parties"].values()), _names(by_hand.parties), strict=True))
    pairs |= zip((*names["issues"], *names["issues"].values()), _names(by_hand.issues), strict=True)
    for options, issue in zip(names["options"].values(), by_hand.issues.values(), strict=True):
        hand = {id_: option for id_, option in issue.options.items() if id_ != "none"}
        pairs |= zip((*options, *options.values()), _names(hand), strict=True)
    pairs["No agreement"] = "Nothing"
    assert len(pairs) == 2 * (3 + 10 + 24) + 1
    ours, theirs = (
        called("agreement", name, "--worlds", "20", "--json").json for name in ("./out", str(DATA / "ten-by-hand"))
    )
    assert ours["packages"] == 3**4 * 2**6
    renamed = _renamed(ours, pairs)
    for document in (renamed, theirs):
        assert document["meta"].pop("case_digest")
        assert document["meta"].pop("inquiry")
        assert document["meta"].pop("case")
    assert _comparable(renamed) == _comparable(theirs)


def _names(section: Any) -> tuple[str, ...]:
    return (*section, *(item.name for item in section.values()))


def _renamed(document: Any, pairs: dict[str, str]) -> Any:
    words = "|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))
    text = json.dumps(document)
    return json.loads(re.sub(rf"(?<![\w-])({words})(?![\w-])", lambda match: pairs[match[0]], text))


def _comparable(value: Any) -> Any:
    """Leave out whether judgements have a source, which only the converted ones have, and the order of paths."""
    if isinstance(value, dict):
        kept = {key: _comparable(item) for key, item in value.items() if key != "sourced"}
        return kept | {"trace": sorted(kept["trace"])} if "trace" in kept else kept
    return [_comparable(item) for item in value] if isinstance(value, list) else value


def test_nothing_is_overwritten() -> None:
    convert("harbour")
    before = Path("out", "case.yaml").read_bytes()
    ran = called("convert", str(DATA / "market"), "out")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "out: found a folder that is not empty; expected a new or an empty one\n"
    assert Path("out", "case.yaml").read_bytes() == before


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    changes = [
        ("arda.xml", 'value="weekly"', 'value="weekyl"'),
        ("belm.xml", '<weight index="2" value="0.5"/>', ""),
    ]
    folder = changed("harbour", tmp_path / "s", changes)
    ran = called("convert", str(folder), "out")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "3 faults."
    assert "did you mean 'weekly'?" in ran.err
    assert "Traceback" not in ran.err
    assert not Path("out").exists()


@pytest.mark.parametrize("date", ["1 March 2026", "2026-02-30", "20260301", ""])
def test_a_day_that_is_none_is_told(date: str) -> None:
    ran = called("convert", str(DATA / "harbour"), "out", "--date", date)
    assert (ran.code, ran.out) == (2, "")
    hint = " (did you mean '2026-03-01'?)" if "March" in date or date == "20260301" else ""
    assert ran.err == f"--date: found {date!r}; expected a day such as 2026-03-01{hint}\n"


@pytest.mark.parametrize("args", [["nowhere", "out"], [str(DATA), "out"]])
def test_a_folder_without_a_scenario_is_told(args: list[str]) -> None:
    ran = called("convert", *args)
    assert (ran.code, ran.out) == (2, "")
    assert "found no" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_knows_few_letters(encoding: str) -> None:
    ran = called("convert", str(DATA / "harbour"), "out", encoding=encoding)
    assert (ran.code, ran.err) == (0, "")


def test_a_table_of_events_becomes_a_plain_one(tmp_path: Path) -> None:
    source, target = tmp_path / "provocations.csv", tmp_path / "events.csv"
    source.write_text("date,type,description\n2021-03-25,Missile,Words\n", encoding="utf-8")
    ran = called("convert", str(source), str(target), "--json")
    assert (ran.code, ran.json["format"], ran.json["rows"]) == (0, "CSIS provocations", 1)
    assert target.read_text(encoding="utf-8") == "date,type\n2021-03-25,Missile\n"
    again = called("convert", str(source), str(target))
    assert again.code == 2
    assert "found a file that exists" in again.err
    assert called("convert", str(source), str(tmp_path / "events")).code == 2
    other = called("convert", str(source), str(tmp_path / "more.csv"))
    assert "events → table: more.csv" in other.out
