"""`detente table`: whole or not at all, the same bytes however it was worked out, and no part worked out twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

import detente.cli.many_worlds
from detente.cli.part_files import PARTS
from detente.cli.published_models import models
from detente.outcomes.chunks import packed_chunk
from detente.worlds.worlds import BLOCK
from tests.cli.conftest import called

WORLDS = 3 * BLOCK + 100
TABLE = ("table", "iran-2013", "-n", str(WORLDS), "--choose-in", "50", "--no-inputs", "--blocks", "1", "--jobs", "1")
FILES = ("outcomes.csv", "result.json")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run that nothing stopped."""
    folder = tmp_path_factory.mktemp("table")
    ran = called(*TABLE, "--out", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert f"{WORLDS:,} worlds, which say as much as {WORLDS:,} of equal weight." in ran.out
    assert "Packages and roadmaps are those chosen in 50 worlds." in ran.out
    assert ran.out.splitlines()[-2:] == [str(folder / name) for name in FILES]
    return files(folder)


def test_it_has_a_row_a_world_and_a_summary(whole: dict[str, bytes]) -> None:
    assert tuple(whole) == FILES
    header, *rows = whole["outcomes.csv"].decode("utf-8-sig").splitlines()
    assert len(rows) == WORLDS
    found = json.loads(whole["result.json"])
    jsonschema.validate(found, models()["table"].model_json_schema(by_alias=True))
    assert (found["meta"]["worlds"], found["meta"]["inquiry"]["worlds"], found["chosen_in"]) == (WORLDS, 50, 50)
    assert header.split(",")[0] == "weight"
    name = next(iter(found["headlines"]))
    column = [int(row.split(",")[header.split(",").index(name)]) for row in rows]
    assert found["columns"][name]["share"] == pytest.approx(sum(column) / WORLDS)


@pytest.mark.parametrize("how", [("--blocks", "3"), ("--jobs", "3", "--engine", "threads")])
def test_how_it_is_worked_out_changes_no_byte(whole: dict[str, bytes], tmp_path: Path, how: tuple[str, ...]) -> None:
    assert called(*TABLE, *how, "--out", str(tmp_path), "-q").code == 0
    assert files(tmp_path) == whole


class Stopped(NamedTuple):
    """A run that was stopped, and how often a part is worked out from then on."""

    folder: Path
    counted: list[range]


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stopped:
    """A run that was stopped by Ctrl-C in its third part."""
    counted: list[range] = []

    def work(run: Any, span: range) -> bytes:
        if span.start == 2 * BLOCK and not counted:
            os.kill(os.getpid(), signal.SIGINT)
        return packed_chunk(run, span)

    def counting(run: Any, span: range) -> bytes:
        counted.append(span)
        return packed_chunk(run, span)

    monkeypatch.setattr(detente.cli.many_worlds, "packed_chunk", work)
    ran = called(*TABLE, "--out", str(tmp_path))
    assert (ran.code, ran.out) == (130, "")
    kept = f"What is done is kept in {tmp_path / PARTS}: the same command goes on from there."
    assert ran.err == f"{kept}\nStopped (SIGINT).\n"
    monkeypatch.setattr(detente.cli.many_worlds, "packed_chunk", counting)
    return Stopped(tmp_path, counted)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_leaves_no_half_file_and_it_goes_on_from_there(whole: dict[str, bytes], stopped: Stopped) -> None:
    assert [path.name for path in stopped.folder.iterdir()] == [PARTS]
    names = sorted(path.name.partition("-")[2] for path in (stopped.folder / PARTS).iterdir())
    assert names == ["00000000-00001024.zip", "00001024-00002048.zip", "choices.json"]
    ran = called(*TABLE, "--out", str(stopped.folder), "-q")
    assert (ran.code, ran.err) == (0, "2 of 4 parts are there already.\n")
    assert [span.start for span in stopped.counted] == [2 * BLOCK, 3 * BLOCK]
    assert files(stopped.folder) == whole


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("harm", [lambda raw: raw[:-40], lambda _: b"", lambda raw: raw[:99] + b"??" + raw[101:]])
def test_damaged_parts_are_worked_out_anew(
    whole: dict[str, bytes], stopped: Stopped, harm: Callable[[bytes], bytes]
) -> None:
    part = next((stopped.folder / PARTS).glob("*-00000000-00001024.zip"))
    part.write_bytes(harm(part.read_bytes()))
    (stopped.folder / PARTS / f".{part.name}.1-1-0.part").write_bytes(b"left by a run that was killed")
    for choices in (stopped.folder / PARTS).glob("*choices.json"):
        choices.write_text("{", encoding="utf-8")
    assert called(*TABLE, "--out", str(stopped.folder), "-q").code == 0
    assert [span.start for span in stopped.counted] == [0, 2 * BLOCK, 3 * BLOCK]
    assert files(stopped.folder) == whole


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_parts_of_another_run_are_not_taken(stopped: Stopped) -> None:
    assert called(*TABLE, "--seed", "2", "--out", str(stopped.folder), "-q").code == 0
    assert len(stopped.counted) == 4


def test_what_has_no_room_on_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=200_000))
    ran = called(*TABLE, "--out", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert f"--out: found 0.0 GB free in '{tmp_path}'; expected some 0.0 GB for {WORLDS:,} rows" in ran.err


def test_a_folder_with_something_else_is_refused(whole: dict[str, bytes], tmp_path: Path) -> None:
    there = tmp_path / "result.json"
    brief = json.loads(whole["result.json"])
    brief["meta"]["schema"] = "brief/4"
    for text, found in (
        (json.dumps(brief), "the brief of 'iran-2013'"),
        ("{}", "a file result.json that no table has"),
    ):
        there.write_text(text, encoding="utf-8")
        ran = called(*TABLE, "--out", str(tmp_path))
        assert (ran.code, ran.out) == (2, "")
        assert f"--out: found {found} in" in ran.err
        assert there.read_text(encoding="utf-8") == text
    there.write_bytes(whole["result.json"])
    assert called(*TABLE, "--out", str(tmp_path), "-q").code == 0


def test_a_case_that_lacks_everything_is_told(tmp_path: Path) -> None:
    case = tmp_path / "empty"
    case.mkdir()
    text = "title: Nothing\ndate: 2021-08-31\nparties: {a: A, b: B}\n"
    (case / "case.yaml").write_text(text, encoding="utf-8")
    ran = called("table", str(case), "-n", "50", "--choose-in", "50", "--out", str(tmp_path / "out"))
    assert (ran.code, ran.out) == (2, "")
    assert "nothing can be worked out yet" in ran.err


def test_as_json(tmp_path: Path) -> None:
    ran = called("table", "tobacco-2010", "-n", "50", "--choose-in", "50", "--out", str(tmp_path), "--json")
    assert (ran.code, ran.json) == (0, json.loads((tmp_path / "result.json").read_bytes()))
