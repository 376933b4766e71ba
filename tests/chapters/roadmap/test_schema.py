"""Faults of `roadmap.yaml` are found with their line, and named with what was meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.case.bundled import locate
from detente.case.faults import CaseError
from detente.case.read import read
from detente.chapters import schemas


def faults(folder: Path, said: str) -> list[str]:
    shutil.copytree(locate("sinai-1974-75"), folder, dirs_exist_ok=True)
    (folder / "roadmap.yaml").write_text(said, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read(folder, schemas())
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("overhead: -1\n", "roadmap.yaml:1: overhead: found a value as low as -1"),
        ("beliefs: {eygpt: .5}\n", "found the unknown party 'eygpt'"),
        ("beliefs: {egypt: 1.5}\n", "roadmap.yaml:1: beliefs → egypt: found 1.5; expected a probability"),
        ("beliefs: {egypt: {israel: 1.5}}\n", "roadmap.yaml:1: beliefs → egypt → israel: found 1.5; expected a prob"),
        ("beliefs: {egypt: {izrael: .5}}\n", "found the unknown party 'izrael'"),
        ("beliefs: {egypt: {egypt: .5}}\n", "found what egypt believes of itself"),
        ("package: bth\n", "found the unknown package 'bth'"),
        ("max_rounds: 0\n", "roadmap.yaml:1: max_rounds"),
        ("\norder:\n  o: {first: {oil: retuned}, then: {canal: open}}\n", "found the unknown option of oil 'retuned'"),
        ("order: {o: {first: {oyl: returned}, then: {canal: open}}}\n", "found the unknown issue 'oyl'"),
        ("apart: {a: {options: {}}}\n", "roadmap.yaml:1: apart → a → options"),
        ("roadmaps: {r: {name: R, rounds: [{canal: cargoes}, {canal: open}]}}\n", "found 'open', which is no step up"),
        ("roadmaps: {r: {name: R, rounds: [{canal: open}], source: nobody}}\n", "found the unknown source 'nobody'"),
        (
            "calendar: {c: {name: C, kind: season, periods: [{start: 1974-05-01, end: 1974-04-01}]}}\n",
            "a period that ends on 1974-04-01, before it begins",
        ),
        ("calendar: {c: {name: C, kind: feast, periods: [1974-05-01]}}\n", "roadmap.yaml:1: calendar → c → kind"),
        (
            "calendar: {c: {name: C, kind: other, periods: [1974-05-01], suits: {canal: open}}}\n",
            "found a fitting occasion (`suits`) without `wait`",
        ),
        ("ends: 1970-01-01\n", "found the end 1970-01-01 before the start"),
        ("partial: {canal: opened}\n", "found the unknown option of canal 'opened'"),
        ("exploiting: {egpyt: 2}\n", "found the unknown party 'egpyt'"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, said: str, expected: str) -> None:
    found = faults(tmp_path / "case", said)
    assert any(expected in line for line in found), found
    assert all(line.startswith("roadmap.yaml:") for line in found), found
