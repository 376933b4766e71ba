"""An empty seat that is played by NegMAS."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib.metadata import metadata

import numpy as np
import pytest

from detente.talks.help import practice_seat
from detente.talks.help.case_packages import numbered
from detente.talks.help.point_tables import PointTable
from detente.talks.help.stated_positions import positions_of
from tests.cli.conftest import environment
from tests.conftest import ROOT
from tests.sharing import bundled_case
from tests.talks.about_case import SINAI

pytestmark = pytest.mark.skipif(importlib.util.find_spec("negmas") is None, reason="NegMAS is not installed")


def test_it_proposes_what_it_could_accept_gives_way_and_signs_what_is_agreed() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.talks.practise"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    assert ran.returncode == 0, ran.stderr
    *talked, waits, initials, signature = json.loads(ran.stdout)
    assert all(move["again"] for move in talked)
    assert [move["kind"] for move in talked[:2]] == ["proposal", "proposal"]
    case = bundled_case(SINAI)
    table = PointTable.stated(case, positions_of(case, "israel"))
    packages = np.array([numbered(case, move["body"]["package"]) for move in talked if move["kind"] == "proposal"])
    assert table.accepts(packages).all()
    values = table.values(packages)[:, 0]
    assert (np.diff(values) <= 0).all()
    assert waits["body"]["why"].startswith("israel has ")
    assert [move["kind"] for move in (initials, signature)] == ["initials", "signature"]


def test_it_is_loaded_when_it_is_asked_for_alone() -> None:
    assert "negmas" not in vars(practice_seat)


def test_it_is_under_the_licence_that_the_manual_names() -> None:
    """What it is under decides where it may be loaded: `tests/house/test_imports.py` holds that."""
    said = metadata("negmas")
    assert "AGPL" in (said["License-Expression"] or said["License"])
    assert "AGPL" in (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
