"""Where output goes is tested before any work, and the brief of another case is never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.cli import UsageProblemError
from detente.cli.targets import file_of, folder_of, keep_others
from tests.cli.conftest import FEW, SMALL, called, written

BRIEF = ("brief", "orange", *FEW, "--no-open")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("brief", "no-such-case", "--out", "afile"), "--out: found 'afile'; expected a folder"),
        (("brief", "no-such-case", "-o", "afile/below"), "--out: found 'afile/below', within the file"),
        (("brief", "no-such-case", "--out", ""), "--out: found ''; expected a folder"),
        (("agreement", "no-such-case", "--out", ""), "--out: found ''; expected a file"),
        (("agreement", "no-such-case", "-o", "."), "--out: found '.'; expected a file"),
        (
            ("agreement", "no-such-case", "-o", "a.zip"),
            "found 'a.zip'; expected an ending, one of .html, .pdf, .docx, .md",
        ),
        (("claims", "no-such-case", "-o", "a.htlm"), "(did you mean '.html'?)"),
        (("letter", "draft", "no-such-case", "--out", ""), "--out: found ''; expected a file"),
        (("letter", "draft", "no-such-case", "-o", "nowhere/a.md"), "expected a file in a folder that is there"),
    ],
)
def test_what_cannot_be_written_is_told_before_the_case_is_even_looked_for(args: tuple[str, ...], words: str) -> None:
    Path("afile").write_text("in the way", encoding="utf-8")
    ran = called(*args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1
    assert Path("afile").read_text(encoding="utf-8") == "in the way"


def test_a_place_without_leave_to_write_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    for place in (file_of, folder_of):
        with pytest.raises(UsageProblemError, match="which cannot be written"):
            place("somewhere")


def test_the_brief_of_another_case_is_not_overwritten(small: str) -> None:
    assert called(*BRIEF, "-o", "b").code == 0
    before = {path.name: path.read_bytes() for path in Path("b").iterdir()}
    ran = called("brief", small, *FEW, "--no-open", "-o", "b")
    assert (ran.code, ran.out) == (2, "")
    assert "--out: found the brief of 'orange', “Two sisters and one orange”, in 'b'" in ran.err
    assert {path.name: path.read_bytes() for path in Path("b").iterdir()} == before


def test_that_a_case_of_the_same_name_loses_its_brief_is_said(small: str, tmp_path: Path) -> None:
    other = written(tmp_path / "elsewhere" / "small", SMALL.replace("A small dispute", "Another"))
    quiet = ("--worlds", "20", "--no-open", "-q")
    assert called("brief", small, *quiet).err == ""
    assert called("brief", other, *quiet).err == "replaces the brief of 'small' with the title “A small dispute”\n"
    assert called("brief", other, *quiet).err == ""


@pytest.mark.parametrize("text", ["", "[]", "{}", "notes", '{"meta": 1}', '{"meta": {}, "title": "T"}'])
def test_a_file_that_no_brief_wrote_is_not_overwritten(text: str) -> None:
    Path("result.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblemError, match=r"a file result\.json that no brief wrote"):
        keep_others(Path(), "orange", "T")


def test_quiet_prints_where_the_files_are_and_nothing_else() -> None:
    ran = called(*BRIEF, "--quiet", "-o", "b")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [str(Path("b", n).resolve()) for n in ("brief.html", "outcomes.csv", "result.json")]
    assert json.loads(called("agreement", "orange", *FEW, "-q", "--json").out)["meta"]["case"] == "orange"
