from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from detente.case.base import Frozen
from detente.case.bundled import CASES, bundled
from detente.case.entry_by_entry import sift
from detente.case.faults import CaseError
from detente.case.json_schema import case_schema, file_schema
from detente.case.schema import CaseFile
from detente.case.skeleton import TEMPLATE
from detente.case.yaml_tree import read_tree
from tests.case.chapters import SCHEMAS
from tests.case.strategies import SECTIONS, TREES

BROKEN = Path(__file__).parent.parent / "broken_cases"
FILES: dict[str, type[Frozen]] = {"case.yaml": CaseFile, "reading.yaml": SCHEMAS["reading"]}
SCHEMA = case_schema(SCHEMAS)
SOUND: dict[str, Any] = read_tree(TEMPLATE, "case.yaml").value

# Contradictions between numbers, which a JSON Schema cannot see.
BEYOND = {"blank_text", "low_above_high", "mode_outside", "weights_that_do_not_add_up", "chapter_that_is_no_yaml"}


def valid(tree: Any, file: str = "case.yaml") -> bool:
    return Draft202012Validator(SCHEMA[file], format_checker=FormatChecker()).is_valid(tree)


@pytest.mark.parametrize("file", SCHEMA)
def test_they_are_json_schemas(file: str) -> None:
    Draft202012Validator.check_schema(SCHEMA[file])
    assert SCHEMA[file]["title"] == file
    assert json.loads(json.dumps(SCHEMA[file])) == SCHEMA[file]
    text = json.dumps(SCHEMA[file])
    assert "x-form" not in text
    assert all(f'"#/$defs/{name}"' in text for name in SCHEMA[file].get("$defs", {}))


@pytest.mark.parametrize("path", [*(CASES / name / "case.yaml" for name in bundled()), TEMPLATE], ids=str)
def test_bundled_cases_and_the_skeleton_are_valid(path: Path) -> None:
    validator = Draft202012Validator(SCHEMA["case.yaml"], format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(read_tree(path, "case.yaml").value)] == []


@pytest.mark.parametrize("name", sorted(path.name for path in BROKEN.iterdir() if path.is_dir()))
def test_broken_cases_are_valid_only_if_nothing_is_wrong_with_their_structure(name: str) -> None:
    for file, schema in FILES.items():
        try:
            tree = read_tree(BROKEN / name / file, file)
        except CaseError:
            continue
        if not tree.faults:
            structural = bool(sift(schema, tree).faults) and name not in BEYOND
            assert valid(tree.value, file) == (not structural)


@settings(max_examples=60)
@given(st.sampled_from(SECTIONS), TREES)
def test_whatever_is_read_is_valid(section: str, value: Any) -> None:
    tree = {**SOUND, section: value}
    try:
        CaseFile.model_validate(tree)
    except ValidationError:
        return
    assert valid(tree)


def test_every_field_is_described() -> None:
    places = {"case.yaml": SCHEMA["case.yaml"], **SCHEMA["case.yaml"]["$defs"]}
    undescribed = [
        f"{name}.{key}"
        for name, place in places.items()
        for key, field in place.get("properties", {}).items()
        if not field.get("description")
    ]
    assert undescribed == []
    assert all("\n" not in place.get("description", "") for place in places.values())


@pytest.mark.parametrize(
    ("section", "short"),
    [
        ("parties", {"us": "United States"}),
        ("sources", {"essay": "An essay"}),
        ("positions", {"us": {"exercises": {"ended": 5, "held": [1, 2], "cut": {"worth": "-minor"}}}}),
        (
            "issues",
            {"exercises": {"name": "E", "movers": ["us"], "options": {"held": "Held", "ended": {"name": "Ended"}}}},
        ),
        ("consent", {"a": {"covers": {"exercises": ["held", "ended"]}, "needs": "us", "source": "essay"}}),
        ("consent", {"a": {"covers": {"exercises": {"at_least": "ended"}}, "needs": {"at_least": 1, "of": ["us"]}}}),
    ],
)
def test_short_forms(section: str, short: Any) -> None:
    assert valid({"title": "T", "date": "2021-08-31", "parties": {"us": "US"}, section: short})


def test_a_chapter_alone() -> None:
    assert file_schema(SCHEMAS["reading"], "reading.yaml") == SCHEMA["reading.yaml"]
    assert valid({"hypotheses": {"bargain": {"prior": {"words": "likely"}}}}, "reading.yaml")
    assert not valid({"hypotheses": {"bargain": {"prior": 2}}}, "reading.yaml")
    assert not valid({}, "reading.yaml")
