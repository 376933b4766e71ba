"""A conflict in `stability.yaml`: read with its case, faults with their lines, and what editors are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from detente.case.faults import CaseError
from detente.case.json_schema import file_schema
from detente.case.model import Case
from detente.case.read import read
from detente.chapters.stability.lacks import lacks
from detente.chapters.stability.schema import StabilityFile
from detente.chapters.stability.stated.build import conflict_of, judged
from detente.worlds import Worlds
from tests.chapters.stability.stated.stated import SIEGE

CASE = "title: A siege\ndate: 1453-04-06\nparties: {town: The town, army: The army}\n"
SOUND = """\
conflict:
  decision_makers: {town: [open], army: [storm, leave]}
  options:
    open: {name: Open the gates, direction: forward}
    storm: Storm the walls
    leave: Leave
  infeasible: [-YY]
  status_quo: NNN
  preferences:
    town: [NNY, [NNN, YNY], YNN, NYN, YYN]
    army:
      values:
        Y--: [3, 5]
        N-N: {value: 1, source: chronicle}
        NNY: 4
"""


def written(folder: Path, stability: str) -> Case:
    (folder / "case.yaml").write_text(CASE + "sources: {chronicle: A chronicle}\n", encoding="utf-8")
    (folder / "stability.yaml").write_text(stability, encoding="utf-8")
    return read(folder, {"stability": StabilityFile})


def test_it_is_read_and_its_values_are_judgements(tmp_path: Path) -> None:
    case = written(tmp_path, SOUND)
    assert lacks(case) == ()
    part = case.parts["stability"].conflict
    assert judged(part)
    assert [*case.judgements] == [f"stability/conflict/preferences/army/values/{s}" for s in ("Y--", "N-N", "NNY")]
    draws = Worlds(case, size=100, seed=1).draws(0, 100)
    conflict = conflict_of(part, {"town": "The town"}, draws)
    assert conflict.worlds == 100
    assert draws.trace == {*case.judgements}
    army = conflict.preferences[1]
    assert (army[:, 0] == 1).all()
    assert ((army[:, 1] >= 3) & (army[:, 1] <= 5)).all()
    assert 0 < (army[:, 1] > army[:, 4]).mean() < 1
    assert (conflict.preferences[0] == conflict.preferences[0][0]).all()


def test_without_preferences_it_lacks_them(tmp_path: Path) -> None:
    case = written(tmp_path, SOUND.partition("  preferences:")[0])
    assert [line.partition(":")[0] for line in lacks(case)] == [
        "stability.yaml → conflict → preferences → town",
        "stability.yaml → conflict → preferences → army",
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[-YY]", "[-YX]", "stability.yaml:7: conflict → infeasible → 1: found '-YX'; expected a state such as NYN"),
        ("[-YY]", "[120]", "stability.yaml:7: conflict → infeasible → 1: found 120; expected a state such as NYN"),
        ("NNN\n", "NN\n", "stability.yaml:8: conflict → status_quo: found 2 letters in 'NN'; expected 3, one for each"),
        (
            "[storm, leave]",
            "[strom, leave]",
            "stability.yaml:2: conflict → decision_makers → army → 1: found the unknown",
        ),
        ("[NNY, [", "[YNY, [", "stability.yaml:10: conflict → preferences → town: found no place for 1 of 6"),
        ("Y--: [3, 5]", "X--: [3, 5]", "stability.yaml:13: conflict → preferences → army → values → X--: found 'X--'"),
        ("Y--: [3, 5]", "Y--: [5, 3]", "stability.yaml:13: conflict → preferences → army → values → Y--: found"),
        ("source: chronicle", "source: cronicle", "stability.yaml:14: conflict → preferences → army → values → N-N"),
        ("direction: forward", "direction: foward", "stability.yaml:4: conflict → options → open → direction: found"),
        ("      values:", "      value:", "stability.yaml:12: conflict → preferences → army: found the unknown key"),
    ],
)
def test_faults_name_their_line(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in SOUND
    with pytest.raises(CaseError) as refused:
        written(tmp_path, SOUND.replace(before, after))
    assert said in str(refused.value)


def test_editors_are_told_the_forms() -> None:
    schema = file_schema(StabilityFile, "stability.yaml")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"conflict": SIEGE})
    assert not validator.is_valid({"conflict": {**SIEGE, "status_quo": "maybe"}})
    assert not validator.is_valid({"conflict": {**SIEGE, "preferences": {"town": {"statements": [{"all": []}]}}}})
    assert {"States", "Statement", "Ranking", "Tied", "Levels"} <= schema["$defs"].keys()
    assert "Consent" not in json.dumps(schema)
