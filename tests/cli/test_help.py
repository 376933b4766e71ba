"""Help, version, exit codes, and what is not loaded for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from detente import __version__
from detente.cli.app import app
from tests.cli.conftest import called, environment, started

GROUP = cast("TyperGroup", get_command(app))
COMMANDS = sorted(GROUP.commands)
HEAVY = ("numpy", "numba", "scipy", "altair", "typst", "ruamel", "jinja2", "rich.console")
# What may be loaded for help: the commands, the register with its contracts, and the words in which they speak.
OURS = r"detente\.(cli(\.(app|run_commands|common_options|expert_commands|serving_command|named_command|talks_\w+"
OURS += r"|surroundings))?"
OURS += r"|findings(\.\w+)?"
OURS += r"|chapters(\.\w+(\.(chapter|columns))?)?)"


def test_the_commands_are_these() -> None:
    assert set(COMMANDS) >= {"brief", "agreement", "check", "new", "cases", "schema"}


@pytest.mark.parametrize("args", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS), []], ids=" ".join)
def test_help_says_how_to_use_it(args: list[str]) -> None:
    ran = called(*args)
    assert ran.code == (0 if args else 2)
    said = ran.out + ran.err
    assert "Usage: " in said
    assert "Traceback" not in said
    assert said.isascii()
    if len(args) < 2:
        assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_is_explained(command: str) -> None:
    for parameter in GROUP.commands[command].params:
        assert getattr(parameter, "help", None), parameter.name


@pytest.mark.parametrize("commands", [[[]], [[name] for name in COMMANDS]], ids=["the whole", "every command"])
def test_help_loads_nothing_heavy(commands: list[list[str]], tmp_path: Path) -> None:
    """Typer itself may need pydantic for the parameters of a command; nothing of ours may."""
    code = f"""
import re, sys
from detente.cli import main
for args in {commands!r}:
    sys.argv = ["detente", *args, "--help"]
    try:
        main()
    except SystemExit as end:
        assert not end.code, args
wrong = [name for name in {HEAVY!r} if name in sys.modules]
wrong += ["pydantic"] if "pydantic" in sys.modules and "typer._adapters" not in sys.modules else []
wrong += sorted(name for name in sys.modules if name.startswith("detente.") and not re.fullmatch({OURS!r}, name))
sys.stderr.write(" ".join(wrong))
"""
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment()
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.count("Usage: ") == len(commands)
    if commands == [[]]:
        code += "\nsys.exit('pydantic' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_looking_at_a_case_loads_nothing_that_analyses_it(tmp_path: Path) -> None:
    """Parsing and checking take the case; conflicts, letters and distributions are not needed for that."""
    code = """
import sys
from detente.cli import main
sys.argv = ["detente", "check", "korea-2021"]
try:
    main()
except SystemExit as end:
    assert not end.code
sys.stderr.write(" ".join(sys.modules))
"""
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment()
    )
    loaded = {*found.stderr.split()}
    assert "detente.chapters.approach.schema" in loaded
    others = {
        "scipy",
        "detente.outcomes.run",
        "detente.chapters.stability.stated.consistency",
        "detente.graph.conflict",
    }
    assert not loaded & {
        *others,
        "detente.chapters.approach.letters.text_check",
        "detente.chapters.approach.letters.draft",
    }


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag: str) -> None:
    assert called(flag).out == f"{__version__}\n"


def completing(folder: Path, **asked: str) -> str:
    """Return what the command prints where a shell asks it."""
    code = "import sys; sys.argv = ['detente']; from detente.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder, env=environment(**asked)
    ).stdout


@pytest.mark.parametrize(("typed", "completed"), [("oran", ["orange"]), ("./m", ["./mine"]), ("zzz", [])])
def test_a_shell_completes_the_names_of_cases(typed: str, completed: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.yaml").touch()
    asked = {"_DETENTE_COMPLETE": "complete_bash", "COMP_WORDS": f"detente brief {typed}", "COMP_CWORD": "2"}
    assert completing(tmp_path, **asked).split() == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh"])
def test_there_is_completion_for_each_shell(shell: str, tmp_path: Path) -> None:
    assert f"complete_{'powershell' if shell == 'pwsh' else shell}" in completing(
        tmp_path, _DETENTE_COMPLETE=f"source_{shell}"
    )


@pytest.mark.parametrize(
    "args",
    [
        ["agreement", "orange", "--no-such-option"],
        ["no-such-command"],
        ["agreement"],
        ["agreement", "orange", "--worlds", "3"],
        ["agreement", "orange", "--worlds", "many"],
        ["agreement", "orange", "--jobs", "0"],
        ["agreement", "orange", "--seed", "-1"],
        ["agreement", "orange", "--engine", "steam"],
    ],
    ids=" ".join,
)
def test_a_wrong_use_is_told_and_ends_with_2(args: list[str]) -> None:
    ran = called(*args)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert ran.err.strip()


def test_a_misspelt_option_gets_the_right_one() -> None:
    assert "--worlds" in called("agreement", "orange", "--wrlds", "100").err


def test_as_a_process_it_ends_with_the_same_codes(tmp_path: Path) -> None:
    good = started("cases", cwd=tmp_path, options=("-W", "error"))
    assert (good.code, good.err) == (0, "")
    assert "orange" in good.out
    bad = started("agreement", "ornage", cwd=tmp_path)
    assert (bad.code, bad.out) == (2, "")
    assert "did you mean 'orange'" in bad.err
    assert "Traceback" not in bad.err
