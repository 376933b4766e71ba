"""A conflict that is written as YAML reads as the same conflict."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from detente.case.yaml_tree import read_tree
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.text import yaml_text
from tests.chapters.stability.stated.stated import SIEGE, TOLL, conflicts, stated


def again(part: ConflictPart, folder: Path) -> ConflictPart:
    path = folder / "stability.yaml"
    path.write_text(yaml_text(part), encoding="utf-8")
    tree = read_tree(path, "stability.yaml")
    assert not tree.faults
    return ConflictPart.model_validate(tree.value["conflict"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=conflicts())
def test_any_conflict(part: ConflictPart, tmp_path: Path) -> None:
    assert again(part, tmp_path) == part


COMPARED = {"greatly": [["1-", "00"], [{"toll": "some"}, {"toll": "none"}]], "unknown": [["0-", "1(11)"]]}
JUDGED = {**TOLL, "preferences": {**TOLL["preferences"], "trader": {"statements": [], **COMPARED}}}


@pytest.mark.parametrize("raw", [SIEGE, TOLL, JUDGED])
def test_levels_values_and_all_else(raw: dict[str, object], tmp_path: Path) -> None:
    part = ConflictPart.model_validate(raw)
    assert again(part, tmp_path) == part


def test_without_preferences(tmp_path: Path) -> None:
    part = stated(preferences={})
    assert again(part, tmp_path) == part
