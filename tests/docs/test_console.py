"""Every command that the manual shows runs, in a folder of its own, and prints what the manual says it prints.

On a page, blocks are taken from top to bottom in one folder:

- a block of YAML or Python with a title is the file of that name; with “(add)” behind it, it adds sections to that
  file, which must not have them; with “(replace)” it takes the place of sections that must be there; with “(try)” it
  does either in a copy of the folder of the case, which must be without fault then, and its chapter must run;
- a block `console` is run, its lines with `$` one by one; what stands below a line must be printed, `...` is anything;
- on the page that says how to install, commands are typed to a shell; elsewhere `detente` is called in this process,
  where what one page or another test asked of a case is known to the next, a command about a bundled case that writes
  nothing runs once, and charts, which no page shows, are not drawn;
- a comment before a block says that it is not run (only for installing), or which exit code it ends with.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from ruamel.yaml import YAML
from typer.core import TyperGroup

from detente.case.bundled import bundled
from detente.case.model import LATER
from detente.chapters import schemas
from detente.cli.app import app
from tests.cli.conftest import called, undrawn
from tests.docs.manual import Block, Page, written

TYPED = {"docs/install.md"}
INSTALLERS = {"make", "pip", "pipx", "uv", "detente --install-completion"}
ADDED, REPLACED, TRIED = " (add)", " (replace)", " (try)"
TUTORIAL = "docs/write-a-case.md"
QUIET = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "COLUMNS": "100", "PYTHONUTF8": "1", "NO_COLOR": "1"}
PRINTED: dict[str, tuple[int, str]] = {}  # what commands printed that ask only about bundled cases
PAGES = [page for page in written() if any(page.blocks("console"))]


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_run_as_shown(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("detente.brief.drawings.draw", undrawn)
    for block in page.blocks():
        if block.title:
            put(tmp_path, block)
        elif block.language == "console":
            for command, shown in commands(block):
                if not block.marker.startswith("not run: "):
                    code, printed = typed(command) if page.name in TYPED else ran(command)
                    assert code == expected_code(block), f"$ {command}\n{printed}"
                    if shown.strip():
                        assert matches(shown, printed), f"$ {command}\nshown:\n{shown}\nprinted:\n{printed}"


def put(folder: Path, block: Block) -> None:
    """Write the file that a block is, or change the file as the block says."""
    title, _, how = block.title.partition(" (")
    if f" ({how}" == TRIED:
        tried = folder / "tried"
        shutil.copytree((folder / title).parent, tried)
        merge(tried / Path(title).name, block.body, None)
        chapter = "agreement" if title == "strait/case.yaml" else Path(title).stem
        for command in ("detente check ./tried", f"detente {chapter} ./tried --worlds 50"):
            code, printed = ran(command)
            assert code == 0, f"{block.title}\n{block.body}\n{printed}"
        shutil.rmtree(tried)
        return
    path = folder / title
    path.parent.mkdir(parents=True, exist_ok=True)
    if how:
        merge(path, block.body, {ADDED: False, REPLACED: True}[f" ({how}"])
    else:
        path.write_text(block.body, encoding="utf-8")


def merge(path: Path, body: str, there: bool | None) -> None:
    """Put sections into a file: all new to it, all in the place of others, or as it comes."""
    sections, new = sections_of(path.read_text(encoding="utf-8")), sections_of(body)
    assert there is None or all((name in sections) == there for name in new), f"{path.name}: {', '.join(new)}"
    path.write_text("".join({**sections, **new}.values()), encoding="utf-8")


def sections_of(text: str) -> dict[str, str]:
    """Split a file into its sections, by the word at the margin with which each begins."""
    if not re.match("[a-z_]+:", text):
        return {"": text}
    return {part.split(":")[0]: part for part in re.split(r"(?m)^(?=[a-z_]+:)", text) if part}


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with what it should print."""
    for part in re.split(r"(?m)^\$ ", block.body)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def expected_code(block: Block) -> int:
    found = re.fullmatch(r"exit code (\d+)", block.marker)
    return int(found[1]) if found else 0


def ran(command: str) -> tuple[int, str]:
    """Run a command in this process, unless it is more than a call of détente; return exit code and what it prints."""
    words = shlex.split(command)
    if words[0] != "detente" or {"|", ">", "&&"} & set(words):
        return typed(command)
    if command in PRINTED:
        return PRINTED[command]
    before = contents(Path())
    done = called(*words[1:])
    printed = done.code, done.out + done.err
    asks_only = words[2:3] and words[2] in bundled() and not any(Path(word).exists() for word in words[3:])
    if asks_only and contents(Path()) == before:  # it says the same wherever it is asked
        PRINTED[command] = printed
    return printed


def contents(folder: Path) -> list[tuple[Path, int]]:
    """Return every file below a folder, with when it was written."""
    return sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))


def typed(command: str) -> tuple[int, str]:
    """Run a command as somebody would who reads the page; return its exit code and what it prints."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        command, shell=True, env=environment, text=True, encoding="utf-8", check=False, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


def matches(shown: str, printed: str) -> bool:
    """Whether what was printed is what is shown, up to white space, with `...` for anything."""
    parts = [re.escape(" ".join(part.split())) for part in shown.split("...")]
    return re.fullmatch(r"\s*" + r"\s*.*?\s*".join(parts) + r"\s*", " ".join(printed.split()), re.DOTALL) is not None


def test_matching_is_strict_where_it_should_be() -> None:
    assert matches("a  b\n...\nd\n", "a b c\nc d\n")
    assert matches("...d", "c d")
    assert not matches("a b", "a b c")
    assert not matches("a ... c", "a b d")


def test_all_of_the_tutorial_is_followed() -> None:
    """No block of it stands for itself: each goes into the case, but for the line that an editor reads."""
    page = next(page for page in PAGES if page.name == TUTORIAL)
    loose = [block.body for block in page.blocks("yaml") if not block.title]
    assert len(loose) == 1
    assert loose[0].startswith("# yaml-language-server")
    assert {block.title.partition(" (")[2] for block in page.blocks("yaml")} >= {"add)", "replace)", "try)"}
    written_to = {block.title.partition(" (")[0] for block in page.blocks() if block.title}
    later = {f"{name}{LATER}" for name in schemas()} - {f"reading{LATER}"}  # one file of what came later shows how
    chapters = {f"strait/{name}.yaml" for name in {*schemas()} - later}
    assert {"strait/case.yaml", *chapters} <= written_to


def test_the_tutorial_is_typed_in_the_time_that_it_says() -> None:
    """Half an hour to the first brief, at forty words of five letters a minute; comments need not be typed."""
    page = next(page for page in PAGES if page.name == TUTORIAL)
    to_the_brief, whole = 0, 0
    for block in page.blocks():
        if block.title and TRIED not in block.title and not block.title.startswith("faulty"):
            whole += len(re.sub(r"(?m) +#.*$|^ +", "", block.body))
        if block.language == "console":
            for command, _ in commands(block):
                whole += len(command)
                to_the_brief = to_the_brief or (whole if command.startswith("detente brief ./strait") else 0)
    assert 5_000 < to_the_brief < 6_000
    assert 11_000 < whole - to_the_brief < 14_000


def shown_only(page: Page) -> Iterator[list[str]]:
    """Yield the words of each command that is shown and not run: in blocks of a shell, and where prints are made up."""
    for block in page.blocks():
        text = block.body.replace("\\\n", " ")
        if block.language == "sh":
            yield from (shlex.split(line) for line in text.splitlines() if line.startswith("detente "))
        elif block.language == "text":
            yield from (shlex.split(line[2:]) for line in text.splitlines() if line.startswith("$ detente "))


SHOWING = [page for page in written() if any(shown_only(page))]


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.name)
def test_commands_that_are_only_shown_are_commands(page: Page) -> None:
    """They have needs that no test meets: a server, a package of some hundreds of megabytes, a month of talks."""
    whole = typer.main.get_command(app)
    tried = 0
    for words in shown_only(page):
        command, context = whole, None
        rest = words[1:]
        while isinstance(command, TyperGroup):
            context = command.make_context("detente", [*rest], parent=context, resilient_parsing=True)
            found = command.get_command(context, rest[0])
            assert found is not None, words
            command, rest = found, rest[1:]
        assert context is not None
        command.make_context(words[1], rest, parent=context)
        tried += 1
    assert tried


def test_some_pages_have_commands() -> None:
    assert {"README.md", "docs/run.md", TUTORIAL} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", written(), ids=lambda page: page.name)
def test_only_installing_is_not_run(page: Page) -> None:
    for block in page.blocks():
        assert re.fullmatch(r"|not run: .+|exit code \d+", block.marker), block.marker
        if block.marker.startswith("not run: "):
            typed_here = {command for command, _ in commands(block)}
            assert {command if command in INSTALLERS else command.split()[0] for command in typed_here} <= INSTALLERS


@pytest.mark.parametrize("page", written(), ids=lambda page: page.name)
def test_blocks_of_yaml_are_yaml(page: Page) -> None:
    for block in page.blocks("yaml"):
        YAML(typ="safe").load(block.body)
