"""Where experts differ, by how much, and whether it matters whom one believes; as a command too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.judgements import parse
from detente.case.read import read
from detente.chapters import schemas
from detente.outcomes.expert_agreement import ExpertDisagreement, disagreements, distance, whom_to_ask
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.cli.conftest import called
from tests.oracles.experts import apart
from tests.outcomes.test_experts import CASE, STREAM

SEEDS = """\
elicitation:
  seeds:
    one: {question: How many?, truth: 4, says: {doves: [1, 5, 9], hawks: [6, 7, 8]}}
    two: {question: How much?, truth: 6, unit: t, says: {doves: [1, 5, 9], hawks: [6.5, 7, 8]}}
"""
NUMBER = st.integers(-5, 5)
SAID = st.one_of(
    NUMBER,
    st.lists(NUMBER, min_size=2, max_size=2, unique=True).map(sorted),
    st.lists(NUMBER, min_size=3, max_size=3, unique=True).map(
        lambda v: dict(zip(("low", "mode", "high"), sorted(v), strict=True))
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE + SEEDS, encoding="utf-8")
    return tmp_path


@settings(max_examples=25)
@given(SAID, SAID)
def test_distance_is_the_area_between_distributions(one: Any, other: Any) -> None:
    found = distance(parse(one), parse(other))
    assert found == pytest.approx(apart(one, other), abs=3e-3)
    assert found == distance(parse(other), parse(one))


def test_those_furthest_apart_come_first(folder: Path) -> None:
    found = disagreements(read(folder, schemas()))
    assert [(one.path, round(one.overlap, 3), round(one.distance, 3)) for one in found] == [
        ("positions/b/road/built", 0.0, 1.0),
        ("positions/b/lease/short", 0.0, 0.667),
        ("positions/b/lease/long", 0.0, 0.65),
    ]
    assert {one.stream for one in found} == {STREAM}
    assert [view.weight for view in found[0].views] == [3, 1]


def test_three_experts_are_compared_in_pairs_by_weight(folder: Path) -> None:
    three = "lease: {short: {experts: {doves: 0, hawks: 4, owls: 4}}, long: 2}, road: {built: 1}"
    text = CASE.split("  b:\n")[0] + f"  b: {{{three}}}\n" + "reservation: {a: 0, b: 0}\n"
    text += "experts: {doves: {name: The doves, weight: 3}, hawks: The hawks, owls: {name: Owls, weight: 2}}\n"
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    (one,) = disagreements(read(folder, schemas()))
    assert isinstance(one, ExpertDisagreement)
    assert one.distance == pytest.approx((3 * 1 + 6 * 1 + 2 * 0) / 11)
    assert one.overlap == pytest.approx(2 / 11)


def test_it_turns_on_whom_one_asks(folder: Path) -> None:
    outcomes = run(Worlds(read(folder, schemas()), 200, 1))
    found = whom_to_ask(outcomes)
    if not outcomes.joints:
        assert found == ()
        return
    (whom,) = found
    assert (whom.stream, whom.judgements, [*whom.shares]) == (STREAM, 3, ["doves", "hawks"])
    assert whom.beyond_chance
    assert whom.shares["doves"].value > whom.shares["hawks"].value
    assert whom.apart.low <= whom.apart.value <= whom.apart.high


def test_the_command_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    name = f"./{folder.name}"
    ran = called("experts", name, "-n", "200", "-q")
    code, text = ran.code, ran.out
    assert code == 0
    assert "Experts differ on 3 judgements, those furthest apart first." in text
    assert "The doves 1 to 1, middle 1; The hawks −1 to −1, middle −1" in text
    ran = called("experts", name, "-n", "200", "-q", "--json")
    code, text = ran.code, ran.out
    said = json.loads(text)
    assert (said["drawn"], said["calibration"], len(said["judgements"])) == ("together", None, 3)


def test_weights_are_proposed_and_nothing_is_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    before = (folder / "case.yaml").read_bytes()
    ran = called("experts", f"./{folder.name}", "--calibrate")
    code, text = ran.code, ran.out
    assert code == 0
    assert "2 questions whose answers are known; cutoff" in text
    assert "So few tell little" in text
    assert "Nothing is changed. To take these weights" in text
    assert (folder / "case.yaml").read_bytes() == before
    ran = called("experts", f"./{folder.name}", "--calibrate", "--json")
    code, text = ran.code, ran.out
    found = json.loads(text)["calibration"]
    assert found["experts"]["doves"]["hits"] == [0, 1, 1, 0]
    assert found["experts"]["hawks"]["hits"] == [2, 0, 0, 0]
    assert found["experts"]["doves"]["weight"] > found["experts"]["hawks"]["weight"]
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    ran = called("experts", f"./{folder.name}", "--calibrate")
    code, text = ran.code, ran.out
    assert (ran.code, "has no questions with known answers" in ran.err) == (2, True)
