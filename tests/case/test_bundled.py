from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.bundled import CASES, bundled, locate
from detente.case.faults import CaseError


def test_bundled_cases_are_in_alphabetical_order() -> None:
    assert list(bundled()) == sorted(bundled())
    assert all((CASES / name / "case.yaml").is_file() for name in bundled())


def test_a_bare_name_is_a_bundled_case() -> None:
    assert locate("orange") == CASES / "orange"


@pytest.mark.parametrize("name", ["./orange", "orange/", "/tmp/orange", "..", ".", "a/b"])
def test_a_path_is_a_folder(name: str) -> None:
    assert locate(name) == Path(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [("ornage", r"did you mean 'orange'\?"), ("", "found no bundled case of that name"), ("zzz", "expected one of ")],
)
def test_no_such_case(name: str, words: str) -> None:
    with pytest.raises(CaseError, match=words):
        locate(name)


def test_a_folder_of_that_name_is_pointed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError, match=r"\./mine for the folder here"):
        locate("mine")


@pytest.mark.parametrize("name", ["mine/case.yaml", "./mine/case.yaml", "case.yaml"])
def test_the_main_file_means_its_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    for folder in (tmp_path, tmp_path / "mine"):
        (folder / "case.yaml").touch()
    monkeypatch.chdir(tmp_path)
    assert locate(name) == Path(name).parent


@pytest.mark.parametrize(("name", "around"), [("mine/old.yaml", "mine/"), ("notes.txt", "./")])
def test_another_file_is_answered_with_its_folder(
    name: str, around: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError, match=f"{name}: found a file; expected the folder of a case, {around} for the one"):
        locate(name)
