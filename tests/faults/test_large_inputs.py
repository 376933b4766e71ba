"""Inputs that took minutes: what made them slow is counted, since time never fails a test."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from detente.case.read import read
from detente.chapters import lacks, schemas, worth_a_look
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.report import report
from detente.chapters.agreement.space.packages import Packages
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from tests.chapters.agreement.bargains import Bargain
from tests.cli.conftest import written

TIES = 10  # issues of two options each; with 18 it took two minutes, and fourfold for every two more


def test_packages_that_nobody_accepts_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighteen issues of two options, worth the same to both sides, and less than no agreement: 126 s."""
    decoded: list[tuple[int, ...]] = []
    package = Packages.package

    def counted(self: Packages, front: int, back: int) -> tuple[int, ...]:
        decoded.append((front, back))
        return package(self, front, back)

    monkeypatch.setattr(Packages, "package", counted)
    case = Bargain((((0.0, 1.0),) * TIES,) * 2, (TIES + 1.0, TIES + 1.0)).case()
    found = report(analyse(Worlds(case, size=10, seed=1), Upstream()))
    assert found.any == 0
    assert len(decoded) < 2**TIES / 2


def checked_in(folder: Path, options: int) -> int:
    """Count the calls that reading and checking an issue of so many options takes."""
    ladder = ", ".join(f"option-{n}: O{n}" for n in range(options))
    worth = ", ".join(f"option-{n}: {n}" for n in range(1, options))
    text = "title: T\ndate: 2021-08-31\nparties: {a: A, b: B}\n"
    text += f"issues: {{i: {{name: I, movers: [a], options: {{{ladder}}}}}}}\n"
    text += f"positions: {{a: {{i: {{{worth}}}}}, b: {{i: {{{worth}}}}}}}\nreservation: {{a: 0, b: 0}}\n"
    path = written(folder, text)
    calls = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        case = read(Path(path), schemas())
        assert not lacks(case)["agreement"]
        worth_a_look(case)
    finally:
        sys.setprofile(None)
    return calls


def test_an_issue_of_many_options_is_checked_in_proportion(tmp_path: Path) -> None:
    """A thousand options, which `convert` allows, took `check` 17 s."""
    few, many = (checked_in(tmp_path / str(options), options) for options in (100, 400))
    assert many < 6 * few
