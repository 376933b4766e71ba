"""Running the command in this process, with its own standard streams, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import detente.cli
from detente.brief.drawings import Drawing
from detente.cli.published_models import models
from detente.findings import Chart
from tests.sharing import FEW_WORLDS, reading_once

FEW = ("--worlds", str(FEW_WORLDS))
get_once = cache(get_command)  # which the command does once, too, but in a process of its own each time


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed as JSON, which knows no infinite number."""
        return json.loads(self.out, parse_constant=lambda number: pytest.fail(f"{number} in JSON"))


def called(*args: str, encoding: str = "utf-8") -> Ran:
    """Run the command in this process, on streams of this encoding."""
    out, err = (TextIOWrapper(BytesIO(), encoding, errors) for errors in ("strict", "backslashreplace"))
    code = 0
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        patched.setattr(sys, "argv", ["detente", *args])
        patched.setattr("typer.main.get_command", get_once)
        try:
            detente.cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1 if end.code else 0
    return Ran(code, *(_text(stream) for stream in (out, err)))


def _text(stream: TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode(stream.encoding)


def environment(**more: str) -> dict[str, str]:
    """Return the environment without what would open a browser or colour the output."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR"}}
    return {**kept, "COLUMNS": "100", **more}


def started(*args: str, cwd: Path, env: Mapping[str, str] | None = None, options: tuple[str, ...] = ()) -> Ran:
    """Run the command as a process of its own."""
    found = subprocess.run(
        [sys.executable, *options, "-m", "detente", *args],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
    )
    return Ran(found.returncode, found.stdout.decode("utf-8"), found.stderr.decode("utf-8"))


def undrawn(_: Chart) -> Drawing:
    """Stand in for the drawing of a chart."""
    return Drawing("data:,", "data:,")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run every test in an empty folder, without a display; charts are drawn in the tests of the brief."""
    monkeypatch.setattr("detente.brief.drawings.draw", undrawn)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    with reading_once():
        yield


SMALL = """\
title: A small dispute
date: 2021-08-31
parties: {a: Ann, b: Bob}
issues:
  land: {name: Land, movers: [a, b], options: {none: As today, some: Some, all: All}}
positions:
  a: {land: {some: [1, 2], all: [3, 5]}}
  b: {land: {some: [-1, 2], all: [-4, 1]}}
reservation: {a: 0, b: 0}
"""


def written(folder: Path, text: str = SMALL) -> str:
    """Write a case into a folder and return the argument that names it."""
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return str(folder) if folder.is_absolute() else f"./{folder.as_posix()}"


@pytest.fixture
def small(tmp_path: Path) -> str:
    return written(tmp_path / "small")


class PrintedSchemas(Mapping[str, Any]):
    """What is published → its JSON Schema, as the command prints it; each is printed when a test first asks for it."""

    def __init__(self) -> None:
        self.printed: dict[str, Any] = {}

    def __getitem__(self, what: str) -> Any:
        if what not in self.printed:
            self.printed[what] = called("schema", what).json
        return self.printed[what]

    def __iter__(self) -> Iterator[str]:
        return iter(("case", *models()))

    def __len__(self) -> int:
        return 1 + len(models())


@pytest.fixture(scope="session")
def published() -> Mapping[str, Any]:
    """What is published → its JSON Schema."""
    return PrintedSchemas()
