"""`detente brief`: the files it writes, what it prints, and when it opens a browser."""

from __future__ import annotations

import json
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.findings.places import SLOTS
from tests.cli.conftest import FEW, Ran, called, written
from tests.sharing import FEW_WORLDS

FILES = ("brief.html", "outcomes.csv", "result.json")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that a browser was asked to open, on a system where that needs a display."""
    found: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")

    def opened(uri: str) -> bool:
        found.append(uri)
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    return found


def brief(*args: str) -> Ran:
    ran = called("brief", *args, *FEW)
    assert (ran.code, ran.err) == (0, "")
    return ran


def test_it_writes_three_files_and_prints_their_full_paths(opened: list[str], tmp_path: Path) -> None:
    ran = brief("orange", "--out", "some/where")
    for name in FILES:
        path = (tmp_path / "some" / "where" / name).resolve()
        assert path.stat().st_size > 0
        assert str(path) in ran.out.splitlines()
    assert sorted(path.name for path in (tmp_path / "some" / "where").iterdir()) == sorted(FILES)


def test_without_out_it_writes_beside_you(opened: list[str], tmp_path: Path, small: str) -> None:
    brief("orange")
    brief(small)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["orange-brief", "small", "small-brief"]


def test_it_prints_page_one(opened: list[str]) -> None:
    said = " ".join(brief("orange").out.split())
    document = json.loads(Path("orange-brief/result.json").read_text(encoding="utf-8"))
    assert [*document["page_one"]] == [form.name for form in SLOTS]
    slots = document["page_one"].values()
    texts = [text for slot in slots for text in (slot["title"], *slot["says"], *slot["actions"])]
    for text in (document["title"], document["question"], *texts):
        assert " ".join(text.split()) in said


def test_in_full_it_prints_what_stands_behind_page_one(opened: list[str]) -> None:
    answer, whole = brief("orange").out, brief("orange", "--full").out
    assert "--full prints all of it" in answer
    assert "--full prints all of it" not in whole
    assert "How to make it again" in whole
    assert "What is assumed of Ann" in whole


def test_a_chapter_is_written_to_a_file_as_its_ending_says(opened: list[str]) -> None:
    for name, begins in (("a.html", "<!doctype html>"), ("a.json", "{"), ("a.txt", "Two sisters and one orange")):
        ran = called("proposal", "orange", *FEW, "--out", name)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == f"{Path(name).resolve()}\n"
        assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert json.loads(Path("a.json").read_text(encoding="utf-8")) == called("proposal", "orange", *FEW, "--json").json
    assert "What comes of proposing it?" in Path("a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("where", [".", "nowhere/a.html"])
def test_a_file_that_cannot_be_written_is_told_before_the_work(opened: list[str], where: str) -> None:
    ran = called("proposal", "no-such-case", "--out", where)
    assert (ran.code, ran.out) == (2, "")
    assert f"--out: found '{where}'; expected a file in a folder that is there" in ran.err


@pytest.mark.parametrize("folder", ["a folder with spaces", "draft [red] [/bold] [2]", ":smile: & <b>", "Überblick 北"])
def test_full_paths_are_printed_whatever_the_folder_is_called(opened: list[str], folder: str) -> None:
    ran = brief("orange", "--out", folder)
    for name in FILES:
        assert str((Path(folder) / name).resolve()) in ran.out.splitlines()


def test_json_is_the_document_that_is_written(opened: list[str], published: Mapping[str, Any]) -> None:
    ran = brief("orange", "--json")
    assert ran.out == Path("orange-brief/result.json").read_text(encoding="utf-8")
    Draft202012Validator(published["brief"]).validate(ran.json)
    assert ran.json["files"] == [*FILES]
    assert ran.json["meta"]["schema"] == "brief/4"
    assert ran.json["meta"]["case"] == "orange"


def test_its_chapters_are_what_the_chapter_prints(opened: list[str]) -> None:
    whole = brief("orange", "--json").json
    alone = called("proposal", "orange", *FEW, "--json").json
    headlines = alone.pop("headlines")
    alone.pop("meta")
    assert whole["chapters"]["proposal"] == alone
    assert {name: found for name, found in whole["headlines"].items() if name.startswith("proposal.")} == headlines


@pytest.mark.whole
@pytest.mark.usefixtures("remembered")
def test_the_flagship_case_keeps_the_schemas(opened: list[str], published: Mapping[str, Any], tmp_path: Path) -> None:
    ran = brief("korea-2021", "--json")
    document = ran.json
    Draft202012Validator(published["brief"]).validate(document)
    for name, chapter in document["chapters"].items():
        headlines = {key: found for key, found in document["headlines"].items() if key.startswith(f"{name}.")}
        whole = {**chapter, "headlines": headlines, "meta": document["meta"]}
        Draft202012Validator(published[name]).validate(whole)
    assert "agreement" not in document["missing"]
    assert document["meta"]["advises"] == "us"
    assert str(tmp_path) not in ran.out


def test_a_second_brief_replaces_the_first(opened: list[str]) -> None:
    brief("orange")
    before = {name: Path("orange-brief", name).read_bytes() for name in FILES}
    brief("orange", "--seed", "2")
    assert all(Path("orange-brief", name).read_bytes() != text for name, text in before.items())
    brief("orange", "--seed", "1")
    assert before == {name: Path("orange-brief", name).read_bytes() for name in FILES}


def test_no_open_opens_nothing(opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    brief("orange", "--no-open")
    assert opened == []


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY", None])
@pytest.mark.parametrize("option", [["--open"], []])
def test_it_opens_the_page_where_there_is_a_display(
    opened: list[str], monkeypatch: pytest.MonkeyPatch, display: str | None, option: list[str]
) -> None:
    if display is not None:
        monkeypatch.setenv(display, ":0")
    brief("orange", *option)
    assert opened == ([Path("orange-brief/brief.html").resolve().as_uri()] if display else [])


def test_for_changes_whom_it_advises(opened: list[str]) -> None:
    ran = brief("orange", "--for", "bea", "--json")
    assert ran.json["meta"]["advises"] == "bea"
    page = Path("orange-brief/brief.html").read_text(encoding="utf-8")
    assert f"detente brief orange --worlds {FEW_WORLDS} --seed 1 --for bea" in page
    assert brief("orange", "--json").json["meta"]["advises"] is None


def test_the_line_that_reproduces_it_does(opened: list[str]) -> None:
    brief("orange", "--seed", "7", "--for", "ann")
    page = Path("orange-brief/brief.html").read_text(encoding="utf-8")
    command = page.split("<pre>")[1].split("</pre>")[0]
    assert command.startswith("detente brief orange ")
    again = called(*command.split()[1:], "--out", "again")
    assert again.code == 0
    assert Path("again/brief.html").read_text(encoding="utf-8") == page


def test_the_line_that_reproduces_it_can_be_pasted(opened: list[str], tmp_path: Path) -> None:
    """A folder with a space in its name needs quotes in a shell."""
    brief(written(tmp_path / "my case"), "--out", "b")
    page = Path("b/brief.html").read_text(encoding="utf-8")
    command = page.split("<pre>")[1].split(" --worlds")[0].removeprefix("detente brief ")
    assert command.replace("&#39;", "'").replace("&#34;", '"')[0] in "'\""


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_is_told(opened: list[str], where: str) -> None:
    Path("file").write_text("in the way", encoding="utf-8")
    ran = called("brief", "orange", *FEW, "--out", where)
    assert ran.code == 2
    assert ran.out == ""
    assert "file" in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 1
    assert Path("file").read_text(encoding="utf-8") == "in the way"


def test_nothing_can_be_worked_out_and_it_says_why(opened: list[str], tmp_path: Path) -> None:
    ran = called("brief", written(tmp_path / "bare", "title: T\ndate: 2021-08-31\nparties: {a: A, b: B}\n"))
    assert (ran.code, ran.out) == (2, "")
    assert "issues" in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bare"]
