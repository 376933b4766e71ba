"""The benchmarks load, and all of them are registered."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from benchmarks.register import GROUPS

from tests.house.source import ROOT

HELPERS = {"__init__", "__main__", "register", "timing", "peer", "cores", "errors"}


def test_every_group_is_registered() -> None:
    assert {path.stem for path in (ROOT / "benchmarks").glob("*.py")} == {*GROUPS, *HELPERS}


@pytest.mark.parametrize("name", GROUPS)
def test_it_loads_and_has_rows(name: str) -> None:
    assert callable(importlib.import_module(f"benchmarks.{name}").rows)


def test_what_is_not_there_is_said() -> None:
    command = [sys.executable, "-m", "benchmarks", "nonsense"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 1
    assert ran.stderr.strip() == f"no such benchmarks: nonsense; there are {', '.join(GROUPS)}"
