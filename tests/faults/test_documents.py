"""What documents and `check` said wrongly, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.case.bundled import CASES
from tests.cli.conftest import FEW, SMALL, called, written

NOTHING_TO_JUDGE = SMALL.replace("reservation: {a: 0, b: 0}", "reservation: {a: 99, b: 99}")


def test_the_result_is_the_same_to_the_byte_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It held paths of the machine."""
    found = []
    for folder in ("here", "somewhere/else"):
        written(tmp_path / folder / "small")
        monkeypatch.chdir(tmp_path / folder)
        assert called("brief", "./small", *FEW, "--no-open").code == 0
        found.append({path.name: path.read_bytes() for path in Path("small-brief").iterdir()})
    assert found[0] == found[1]
    assert b"somewhere" not in found[1]["result.json"]


def test_what_a_missing_file_leaves_out_is_said_once(tmp_path: Path) -> None:
    """The same lack stood under three chapters, and nothing under `approach`, which needs it too."""
    shutil.copytree(CASES / "gerd-2021", tmp_path / "gerd")
    (tmp_path / "gerd" / "stability.yaml").unlink()
    lacks = called("check", "./gerd", "--json").json["lacks"]
    lines = [line for missing in lacks.values() for line in missing]
    assert lacks["stability"]
    assert lacks["roadmap"]
    assert len(lines) == len({*lines})


def test_how_packages_were_judged_is_said_by_what_was_done(tmp_path: Path) -> None:
    """“Every package judged in every world (exact)” stood on every brief."""
    basis = called("brief", written(tmp_path / "none", NOTHING_TO_JUDGE), *FEW, "--no-open", "--json")
    assert basis.code == 0
    assert "exact" not in " ".join(basis.json["page_one"]["basis"]["says"])
    bare = written(tmp_path / "conflict")
    shutil.rmtree(tmp_path / "conflict")
    shutil.copytree(CASES / "prisoners", tmp_path / "conflict")
    said = called("brief", bare, *FEW, "--no-open", "--json").json["page_one"]["basis"]["says"]
    assert "packages judged" not in " ".join(said)
