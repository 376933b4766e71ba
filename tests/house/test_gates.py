"""What is meant to be checked for every change is checked: a gate that is only configured keeps nobody out."""

from __future__ import annotations

import os
import re
import tomllib

from tests.house.source import ROOT


def recipe(target: str) -> str:
    """Return the commands of a target of make."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(rf"(?m)^{target}: .*\n((?:\t.*\n)+)", makefile)
    assert found, target
    return found[1]


def test_continuous_integration_runs_every_gate() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK) or os.name == "nt"
    script = path.read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    runs = re.findall(r"(?m)^make (?:--\S+ )*(\w+(?: \w+)*)$", script)
    assert " ".join(runs).split() == ["lint", "docs", "cover"]


def test_the_gates_are_these() -> None:
    for command in ("ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert f"/{command}" in recipe("lint")
    assert "--strict" in recipe("docs")
    assert "$(PYTEST) --cov " in recipe("cover")


def test_coverage_has_a_floor() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]
    assert said["run"]["branch"]
    assert said["report"]["fail_under"] >= 90
    assert "omit" not in said["run"] | said["report"]
