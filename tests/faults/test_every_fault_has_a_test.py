"""Every row of the list of faults names a test that is there, and every input beside it is read by one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.faults.tried_then import NOT_TRIED, TRIED

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| It was", "| ---"))
]


@cache
def defined_in(file: str) -> frozenset[str]:
    """Return the names of the tests of a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_fault_has_a_test(row: list[str]) -> None:
    was, right, tests = row
    assert was
    assert right
    named = [name.split("::") for name in re.findall(r"`(tests/[^`]+)`", tests)]
    assert named
    for file, test in named:
        assert test in defined_in(file), f"{file} has no {test}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_fault_is_tried_on_other_commits_or_it_is_said_why_not(row: list[str]) -> None:
    """`python -m tests.faults COMMIT` knows each row by how it begins."""
    assert [one for one in (*TRIED, *NOT_TRIED) if row[0].startswith(one)] != []


def test_no_row_is_tried_that_is_not_there() -> None:
    assert [one for one in (*TRIED, *NOT_TRIED) if not any(row[0].startswith(one) for row in ROWS)] == []


def test_every_input_is_read() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in (*HERE.glob("*.py"), *(ROOT / "tests" / "fuzz").glob("*.py"))
    )
    inputs = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {name for name in inputs if f'"{name}"' not in code and f'"@{name}"' not in code} == set()
