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
from detente.talks.help.practice_seat import PracticeError, next_move
from detente.talks.help.stated_positions import positions_of
from tests.cli.conftest import environment
from tests.conftest import ROOT
from tests.sharing import bundled_case
from tests.talks.about_case import FIRST, SINAI, sinai_talks

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


def test_once_a_text_is_agreed_or_in_force_nothing_is_left_to_do() -> None:
    made, case = sinai_talks(), bundled_case(SINAI)
    number = made.add("israel", "proposal", text="Lines.", package=FIRST)
    steps = ("acceptance", "agreed-text", "initials", "signature")
    for kind in steps:
        for seat in ("israel", "egypt") if kind != "agreed-text" else ("hk",):
            made.add(seat, kind, proposal=number, version=number)
            if (kind, seat) in {("initials", "israel"), ("signature", "israel")}:
                done = {"initials": "initialled", "signature": "signed"}[kind]
                with pytest.raises(PracticeError, match=f"israel has {done} text {number}; it waits for the others"):
                    next_move(made.record, case, "israel", 9, "linear")
    with pytest.raises(PracticeError, match=f"all have signed text {number}: it can enter into force"):
        next_move(made.record, case, "egypt", 9, "linear")
    made.add("hk", "entry-into-force", proposal=number)
    for party in ("israel", "egypt"):
        with pytest.raises(PracticeError, match=f"text {number} is in force: nothing is left to do for {party}"):
            next_move(made.record, case, party, 9, "linear")
    made.add("israel", "proposal", text="More.", package=FIRST)
    with pytest.raises(PracticeError, match="israel has made its proposal"):
        next_move(made.record, case, "israel", 9, "linear")


def test_it_is_loaded_when_it_is_asked_for_alone() -> None:
    assert "negmas" not in vars(practice_seat)


def test_it_is_under_the_licence_that_the_manual_names() -> None:
    """What it is under decides where it may be loaded: `tests/house/test_imports.py` holds that."""
    said = metadata("negmas")
    assert "AGPL" in (said["License-Expression"] or said["License"])
    assert "AGPL" in (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
