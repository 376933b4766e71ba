"""`detente check`, `new`, `cases` and `schema`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from detente.case.bundled import CASES, bundled
from detente.case.yaml_tree import read_tree
from detente.chapters import CHAPTERS
from detente.chapters import chapter as chapter_of
from detente.cli.documents import VERSIONS
from detente.cli.published_models import models
from tests.cli.conftest import FEW, SMALL, called, written
from tests.sharing import bundled_case

pytestmark = pytest.mark.usefixtures("remembered")
FAULTY = (
    SMALL.replace("some: [1, 2]", "some: [2, 1]")
    .replace("movers: [a, b]", "movers: [a, bb]")
    .replace("Bob}", "Bob}\ncolour: red")
)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    ran = called("check", written(tmp_path / "faulty", FAULTY))
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    assert lines[-1] == "3 faults."
    for line, word in ((4, "colour"), (6, "bb"), (8, "low of 2 above a high of 1")):
        assert any(text.startswith(f"case.yaml:{line}:") and word in text for text in lines), (line, word)


def test_faults_as_json(tmp_path: Path, published: Mapping[str, Any]) -> None:
    ran = called("check", written(tmp_path / "faulty", FAULTY), "--json")
    assert (ran.code, ran.err) == (2, "")
    Draft202012Validator(published["check"]).validate(ran.json)
    assert ran.json["ok"] is False
    assert [fault["line"] for fault in ran.json["faults"]] == [4, 6, 8]
    assert ran.json["meta"]["schema"] == "check/1"


@pytest.mark.parametrize("command", ["agreement", "brief"])
def test_faults_stop_every_command(command: str, tmp_path: Path) -> None:
    ran = called(command, written(tmp_path / "faulty", FAULTY))
    assert (ran.code, ran.out) == (2, "")
    assert "3 faults." in ran.err


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_has_no_fault(name: str, published: Mapping[str, Any]) -> None:
    ran = called("check", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{name}: no fault.")
    document = called("check", name, "--json").json
    Draft202012Validator(published["check"]).validate(document)
    assert document["ok"]
    assert list(document["lacks"]) == [chapter.name for chapter in CHAPTERS]
    assert [] in document["lacks"].values()
    assert set(document["unsourced"]) <= set(_paths(name))


def _paths(name: str) -> list[str]:
    return list(bundled_case(name).judgements)


def test_check_says_what_is_lacking_and_is_content(tmp_path: Path) -> None:
    case = written(tmp_path / "half", SMALL.replace("reservation: {a: 0, b: 0}", "reservation: {a: 0}"))
    ran = called("check", case)
    assert (ran.code, ran.err) == (0, "")
    assert "agreement lacks:" in ran.out
    assert "reservation → b" in ran.out


def test_a_bare_case_is_no_fault(tmp_path: Path) -> None:
    ran = called("check", written(tmp_path / "bare", "title: T\ndate: 2021-08-31\nparties: {a: A}\n"), "--json")
    assert ran.code == 0
    assert ran.json["packages"] is None
    assert ran.json["lacks"]["agreement"]


@pytest.mark.parametrize("name", ["./nowhere", "nowhere", "."])
def test_a_case_that_is_not_there_is_told(name: str) -> None:
    ran = called("check", name)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert ran.err.strip()


# new


@pytest.mark.parametrize("name", ["mine", "./below/mine", "Mine with spaces"])
def test_new_writes_a_case_that_runs_as_it_stands(name: str) -> None:
    ran = called("new", name)
    assert (ran.code, ran.err) == (0, "")
    path = (Path(name) / "case.yaml").resolve()
    assert str(path) in ran.out
    shown = name if "/" in name else f"./{name}"
    assert shown in ran.out
    checked = called("check", shown)
    assert (checked.code, checked.err) == (0, "")
    assert "lacks nothing" in checked.out
    brief = called("brief", shown, *FEW, "--no-open", "--json")
    assert (brief.code, brief.err) == (0, "")
    assert brief.json["title"] == Path(name).name
    assert "agreement" not in brief.json["missing"]


WITH_FILES = [chapter.name for chapter in CHAPTERS if chapter.skeleton().is_file()]


@pytest.mark.parametrize("chapters", [*WITH_FILES, ",".join(WITH_FILES)])
def test_new_writes_the_files_of_chapters_that_check_accepts_and_brief_runs(chapters: str) -> None:
    ran = called("new", "mine", "--with", chapters)
    assert (ran.code, ran.err) == (0, "")
    files = {path.name for path in Path("mine").iterdir()}
    assert files >= {"case.yaml", *(f"{name}.yaml" for name in chapters.split(","))}
    assert all(str(Path("mine", file).resolve()) in ran.out.splitlines() for file in files)
    checked = called("check", "./mine", "--json")
    assert (checked.code, checked.err) == (0, "")
    for name in chapters.split(","):
        assert checked.json["lacks"][name] == []
    brief = called("brief", "./mine", *FEW, "--no-open", "--json")
    assert (brief.code, brief.err) == (0, "")
    assert {*chapters.split(",")} <= {*brief.json["chapters"]}
    assert bool(brief.json["chapters"].get("stability")) == bool(checked.json["assumed"])


@pytest.mark.parametrize("name", WITH_FILES)
def test_every_section_of_a_skeleton_is_explained(name: str) -> None:
    text = chapter_of(name).skeleton().read_text(encoding="utf-8")
    sections = [line for line in text.splitlines() if line[:1].isalpha()]
    assert [line for line in sections if "#" not in line] == []
    assert max(map(len, text.splitlines())) <= 120


def test_chapters_may_be_given_one_by_one_and_bring_what_they_refer_to() -> None:
    assert called("new", "mine", "--with", "roadmap", "--with", "approach").code == 0
    files = {path.name for path in Path("mine").iterdir()}
    assert files == {"case.yaml", "stability.yaml", "roadmap.yaml", "reading.yaml", "approach.yaml"}


def test_a_chapter_without_a_file_is_told_with_the_nearest() -> None:
    ran = called("new", "mine", "--with", "raodmap,agreement")
    assert (ran.code, ran.out) == (2, "")
    assert "--with: found 'raodmap'; expected one of reading, " in ran.err
    assert "did you mean 'roadmap'?" in ran.err
    assert "found 'agreement'" in ran.err
    assert not Path("mine").exists()


def test_new_without_a_name_is_told() -> None:
    ran = called("new", "")
    assert (ran.code, ran.out) == (2, "")
    assert "expected the name of a folder" in ran.err


def test_what_new_advises_can_be_pasted() -> None:
    """The commands it prints hold for a name with a space too."""
    ran = called("new", "two words")
    assert "'./two words'" in ran.out or '"./two words"' in ran.out


def test_new_is_commented_and_its_comments_are_not_the_case() -> None:
    called("new", "mine")
    text = Path("mine/case.yaml").read_text(encoding="utf-8")
    assert text.count("#") > 40
    assert YAML(typ="safe").load(text)["title"] == "mine"


def test_new_does_not_overwrite() -> None:
    called("new", "mine")
    path = Path("mine/case.yaml")
    path.write_text("my work", encoding="utf-8")
    ran = called("new", "mine")
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert "case.yaml" in ran.err
    assert path.read_text(encoding="utf-8") == "my work"


def test_new_fills_an_empty_folder_and_leaves_other_files_alone() -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")
    assert called("new", "mine").code == 0
    assert Path("mine/notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_new_says_where_it_cannot_write(name: str) -> None:
    Path("file").write_text("in the way", encoding="utf-8")
    ran = called("new", name)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert "file" in ran.err


# cases and schema


def test_cases_are_listed(published: Mapping[str, Any]) -> None:
    ran = called("cases")
    assert [line.split()[0] for line in ran.out.splitlines()] == list(bundled())
    document = called("cases", "--json").json
    Draft202012Validator(published["cases"]).validate(document)
    assert [case["id"] for case in document["cases"]] == list(bundled())
    assert document["meta"]["schema"] == "cases/1"


def test_every_document_has_a_published_schema(published: Mapping[str, Any]) -> None:
    assert set(models()) == set(VERSIONS) == set(published) - {"case"}


@pytest.mark.parametrize("what", ["case", "agreement", "brief", "check", "cases"])
def test_a_schema_is_one_and_says_what_every_field_is(what: str, published: Mapping[str, Any]) -> None:
    schema = published[what]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for place in (schema, *schema.get("$defs", {}).values()):
        for name, field in place.get("properties", {}).items():
            assert "description" in field or what == "case", f"{place.get('title')}.{name}"


@pytest.mark.parametrize("name", bundled())
def test_the_schema_of_a_case_accepts_the_bundled_ones(name: str, published: Mapping[str, Any]) -> None:
    Draft202012Validator(published["case"]).validate(read_tree(CASES / name / "case.yaml", "case.yaml").value)


def test_the_schema_of_a_case_refuses_a_wrong_one(published: Mapping[str, Any]) -> None:
    assert not Draft202012Validator(published["case"]).is_valid({"title": "T", "colour": "red"})


def test_schema_without_a_name_is_that_of_a_case(published: Mapping[str, Any]) -> None:
    assert called("schema").json == published["case"]


def test_an_unknown_schema_is_told_with_the_nearest() -> None:
    ran = called("schema", "agrement")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'agreement'?" in ran.err
