from __future__ import annotations

from pathlib import Path

from detente.case.entry_by_entry import Sifted, sift
from detente.case.faults import KeyPath
from detente.case.schema import CaseFile
from detente.case.yaml_tree import read_tree
from tests.case.chapters import ORANGE


def sifted(tmp_path: Path, text: str) -> Sifted:
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    return sift(CaseFile, read_tree(tmp_path / "case.yaml", "case.yaml"))


def test_a_sound_file_is_kept_whole(tmp_path: Path) -> None:
    found = sifted(tmp_path, ORANGE)
    assert isinstance(found.part, CaseFile)
    assert type(found.part) is CaseFile
    assert (found.faults, found.lost) == ((), frozenset())


def test_only_what_is_faulty_is_set_aside(tmp_path: Path) -> None:
    found = sifted(
        tmp_path,
        ORANGE.replace("title: Two sisters and one orange", "title: 5").replace("bea: Bea", "bea: {name: Bea, role: x}")
        + "policies: {wait: {name: Wait, scope: Big, shifts: {reservation/ann: [1]}, notes: x, packages: [a]}}\n"
        + "packages: {a: {name: A, options: {flesh: X}}, b: {name: B, options: {flesh: ann}}}\n",
    )
    lost: set[KeyPath] = {
        ("title",),
        ("parties", "bea", "role"),
        ("policies", "wait", "scope"),
        ("policies", "wait", "shifts"),
        ("policies", "wait", "notes"),
        ("packages", "a", "options"),
        ("packages", "a"),
    }
    assert found.lost == lost
    assert found.part.title is None
    assert found.part.parties["bea"].name == "Bea"
    assert found.part.policies["wait"].packages == ("a",)
    assert list(found.part.packages) == ["b"]
    assert len(found.faults) == 6


def test_a_value_in_a_ladder_is_set_aside_alone(tmp_path: Path) -> None:
    found = sifted(tmp_path, ORANGE.replace("ann: [3, 5]", "ann: [5, 3]"))
    assert found.lost == {("positions", "ann", "flesh", "ann")}
    assert list(found.part.positions["ann"]["flesh"]) == ["bea"]


def test_a_section_of_the_wrong_kind_is_as_good_as_absent(tmp_path: Path) -> None:
    found = sifted(tmp_path, ORANGE.replace("parties: {ann: Ann, bea: Bea}", "parties: []") + "scopes: 5\n")
    assert found.part.parties is None
    assert found.part.scopes == {}
    assert len(found.faults) == 2


def test_what_could_not_be_read_is_no_second_fault(tmp_path: Path) -> None:
    found = sifted(tmp_path, ORANGE.replace("title: Two sisters and one orange", "title: *a").replace("Bea}", "*b}"))
    assert [fault.found for fault in found.faults] == ["an alias ('*a')", "an alias ('*b')"]
    assert found.part.title is None


def test_a_file_that_is_no_mapping(tmp_path: Path) -> None:
    found = sifted(tmp_path, "- 5\n")
    assert (found.part, found.lost) == (None, frozenset({()}))
    assert len(found.faults) == 1
    assert len(sifted(tmp_path, "*a\n").faults) == 1
