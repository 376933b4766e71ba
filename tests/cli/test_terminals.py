"""Poor terminals, closed pipes, interruptions."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import detente.cli
import detente.cli.app
from detente.cli.session import paged
from tests.cli.conftest import FEW, called, environment, started, written

pytestmark = pytest.mark.usefixtures("remembered")
ACCENTED = """\
title: Détente für “uns” – 和平
date: 2021-08-31
parties: {a: Élan, b: Ørsted}
issues:
  land: {name: Länder, movers: [a, b], options: {none: Keine, some: Étage, all: 全部}}
positions:
  a: {land: {some: [1, 2], all: [3, 5]}}
  b: {land: {some: [-1, 2], all: [-4, 1]}}
reservation: {a: 0, b: 0}
"""
EVERYTHING = [
    ["brief", "./accented", *FEW],
    ["brief", "./accented", *FEW, "--json"],
    ["agreement", "./accented", *FEW],
    ["agreement", "./accented", *FEW, "--json"],
    ["check", "./accented"],
    ["check", "./accented", "--json"],
    ["cases"],
    ["cases", "--json"],
    ["new", "./neu–é"],
    ["schema", "case"],
    ["schema", "agreement"],
    ["--help"],
]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("args", EVERYTHING, ids=" ".join)
def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(
    args: list[str], encoding: str, tmp_path: Path
) -> None:
    written(tmp_path / "accented", ACCENTED)
    ran = called(*args, encoding=encoding)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    if "--json" in args or args[0] == "schema":
        assert ran.json == called(*args).json


def test_the_flagship_case_in_ascii() -> None:
    ran = called("agreement", "korea-2021", *FEW, encoding="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert "North Korea" in ran.out


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_as_a_process_and_the_files_are_utf8(more: list[str], tmp_path: Path) -> None:
    case = written(tmp_path / "accented", ACCENTED)
    poor = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    ran = started("brief", case, *FEW, *more, cwd=tmp_path, env=poor)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    for name in ("brief.html", "result.json"):
        assert "Détente für “uns” – 和平" in (tmp_path / "accented-brief" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "args",
    [["cases"], ["agreement", "orange", *FEW], ["agreement", "orange", *FEW, "--json"]],
    ids=" ".join,
)
def test_a_reader_that_goes_away_is_no_error(args: list[str], tmp_path: Path) -> None:
    """As in `detente cases | head -0`: the pipe is closed before anything is written."""
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait()
    assert said == ""


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(detente.cli.app, "app", interrupted)
    with pytest.raises(SystemExit) as end:
        detente.cli.main()
    assert end.value.code == 130


def test_an_error_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(detente.cli.app, "app", broken)
    with pytest.raises(ZeroDivisionError):
        detente.cli.main()


@pytest.mark.parametrize(
    ("named", "called_by"),
    [("less -R", ["less", "-R"]), ("cat", ["cat"]), ("", ["less"]), ("no-such-pager -x", ["less"])],
)
def test_what_is_printed_in_full_goes_through_the_pager_that_was_named(
    named: str, called_by: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[list[str], str]] = []
    monkeypatch.setenv("PAGER", named)
    monkeypatch.setattr("shutil.which", lambda name: None if name.startswith("no-") else name)
    monkeypatch.setattr("subprocess.run", lambda words, **more: ran.append((words, more["input"])))
    monkeypatch.setattr("detente.cli.session.console", lambda: Console(file=StringIO(), force_terminal=True))
    with paged(True) as screen:
        screen.print("All of it.")
    assert [(words, text.strip()) for words, text in ran] == [(called_by, "All of it.")]


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("args", [["cases"], ["check", "./accented"]], ids=" ".join)
def test_lines_end_between_words_on_a_terminal(
    args: list[str], width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "accented", ACCENTED.replace("[1, 2]", "{choices: {1: 0.5, 2: 0.5}}"))
    piped = called(*args).out
    monkeypatch.setattr("detente.cli.output.columns", lambda: width)
    shown = called(*args).out
    assert max(map(len, shown.splitlines())) <= width
    assert shown.split() == piped.split()
    assert len(shown.splitlines()) > len(piped.splitlines())


def test_nothing_but_text_goes_into_a_pipe() -> None:
    for command in ("agreement", "brief"):
        ran = called(command, "orange", *FEW)
        assert "\x1b" not in ran.out
        assert ran.err == ""
