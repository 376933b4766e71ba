"""Every broken case reports all of its faults, exactly where they are, and no others; every check has a broken case."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

import detente.case
from detente.case import base, faults, references
from detente.case.faults import Fault
from detente.case.faulty_yaml import TROUBLES
from tests.case.chapters import ORANGE, write
from tests.case.chapters import faults as faults_of
from tests.case.made import MADE

BROKEN = Path(__file__).parent.parent / "broken_cases"
FOLDERS = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
PACKAGE = Path(detente.case.__file__).parent

# Calls that report something wrong.
REPORTS = {"Fault", "Problem", "refuse", "unknown", "_note"}

# Modules that reading a case does not use, or only for tables beside it, whose faults have tests of their own (CSV).
APART = {"bundled.py", "changed.py", "csv_text.py", "table_heads.py", "skeleton.py", "faults.py"}

Lines = set[tuple[str, int]]


def match(found: tuple[Fault, ...], expected: list[str]) -> tuple[list[str], list[str]]:
    """Pair each expected line with a fault whose message contains it; return what is left of both."""
    messages = [str(fault) for fault in found]
    missing = []
    for line in sorted(expected, key=len, reverse=True):
        message = next((message for message in messages if line in message), None)
        if message is None:
            missing.append(line)
        else:
            messages.remove(message)
    return missing, messages


@pytest.mark.parametrize("name", FOLDERS)
def test_each_fault_is_reported_once_and_nothing_else(name: str) -> None:
    expected = (BROKEN / name / "expect.txt").read_text(encoding="utf-8").splitlines()
    assert expected
    assert match(faults_of(BROKEN / name), expected) == ([], [])


@pytest.mark.parametrize("name", MADE)
def test_what_no_repository_can_hold(name: str, tmp_path: Path) -> None:
    make, expected = MADE[name]
    folder = tmp_path / name
    folder.mkdir()
    make(folder)
    assert match(faults_of(folder), list(expected)) == ([], [])


def test_there_are_enough_of_them() -> None:
    assert len(FOLDERS) >= 45


def test_all_at_once_in_order_of_lines() -> None:
    found = faults_of(BROKEN / "all_at_once")
    assert len(found) >= 8
    places = [(fault.file, fault.line) for fault in found]
    assert places == sorted(places)
    assert {fault.file for fault in found} == {"case.yaml", "reading.yaml", "raeding.yaml"}


def reports() -> dict[str, tuple[str, int, int]]:
    """Every call that reports something wrong, by name, with its file and lines."""
    found = {}
    for path in sorted(PACKAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and path.name not in APART:
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in REPORTS:
                    end = node.end_lineno or node.lineno
                    found[f"{path.name}:{node.lineno}: {ast.unparse(node)}"] = (path.name, node.lineno, end)
    return found


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lines, list[Fault]]:
    """Read every broken case, noting from which lines of the package its faults come."""
    lines: Lines = set()

    def noting(original: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            frame: FrameType | None = sys._getframe(1)
            while frame is not None:
                if Path(frame.f_code.co_filename).parent == PACKAGE:
                    lines.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
                frame = frame.f_back
            return original(*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faults.Fault, "__init__", noting(faults.Fault.__init__))
        patch.setattr(references.Problem, "__init__", noting(references.Problem.__init__))
        patch.setattr(base, "PydanticCustomError", noting(PydanticCustomError))
        found = [fault for name in FOLDERS for fault in faults_of(BROKEN / name)]
        for name, (make, _) in MADE.items():
            folder = tmp_path_factory.mktemp(name, numbered=False)
            make(folder)
            found += faults_of(folder)
        folder = write(tmp_path_factory.mktemp("locked"), ORANGE)
        patch.setattr(Path, "open", lambda *_args: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        found += faults_of(folder)
    return lines, found


def test_every_report_has_a_broken_case(seen: tuple[Lines, list[Fault]]) -> None:
    lines, _ = seen
    known = reports()
    assert len(known) > 60
    unheard = [
        call
        for call, (file, first, last) in known.items()
        if not any((file, line) in lines for line in range(first, last + 1))
    ]
    assert unheard == []


def test_every_trouble_of_the_parser_has_a_broken_case(seen: tuple[Lines, list[Fault]]) -> None:
    _, found = seen
    words = {trouble[1].split("\\")[0] for trouble in TROUBLES}
    assert {word for word in words if not any(fault.found.startswith(word) for fault in found)} == set()


def test_a_file_that_cannot_be_read(seen: tuple[Lines, list[Fault]]) -> None:
    _, found = seen
    assert "case.yaml: found a file that cannot be read (Permission denied); expected a file that can be read" in {
        str(fault) for fault in found
    }


def test_messages_can_be_printed_anywhere(seen: tuple[Lines, list[Fault]]) -> None:
    _, found = seen
    for fault in found:
        message = str(fault)
        assert message.isprintable()
        assert len(message) < 700
        assert "pydantic" not in message.lower()
        assert "Input should" not in message
