"""The page about the architecture shows the house as it is: every folder, the order of imports, names that exist."""

from __future__ import annotations

import ast
import re

import pytest
from ruamel.yaml import YAML

from tests.docs.manual import CONTRIBUTING, DOCS, ROOT, Block, Page
from tests.docs.names import defines, exists
from tests.house.contracts import layers

PAGE = Page(DOCS / "architecture.md")
PACKAGE = ROOT / "src" / "detente"


def rooms(block: Block) -> dict[str, str]:
    """Return what a tree says about each path; two spaces of indentation are one level."""
    found: dict[str, str] = {}
    above: list[str] = []
    for line in block.body.splitlines():
        match = re.fullmatch(r"((?:  )*)(\S+) +(\S.*)", line)
        assert match, line
        above = [*above[: len(match[1]) // 2], match[2]]
        path = "".join(above)
        assert path not in found, path
        found[path] = match[3]
    return found


def test_the_tree_is_the_real_one() -> None:
    (tree,) = PAGE.blocks("text")
    folders = {
        f"{path.relative_to(PACKAGE).as_posix()}/"
        for path in PACKAGE.rglob("*")
        if path.is_dir() and path.name != "__pycache__" and PACKAGE / "cases" not in path.parents
    }
    modules = {path.name for path in PACKAGE.glob("*.py") if path.name != "__init__.py"}
    said = rooms(tree)
    assert sorted(said) == sorted(folders | modules)
    assert [path for path, sentence in said.items() if not sentence.endswith(".")] == []


@pytest.mark.parametrize(("contract", "opening"), [("house", "From the ground up: "), ("chapters", "before it: ")])
def test_the_order_of_imports_is_that_of_the_contract(contract: str, opening: str) -> None:
    prose = " ".join(PAGE.prose.split())
    said = re.match(r"((?:`\w+`, )*`\w+`)", prose.partition(opening)[2])
    assert said
    below = {"contract", "options", "pins"}  # what all chapters stand on
    assert re.findall(r"`(\w+)`", said[0]) == [layer for layer in layers(contract) if layer not in below]


def test_what_is_named_exists() -> None:
    for page in (PAGE, Page(CONTRIBUTING)):
        names = re.findall(r"`(detente(?:\.\w+)+)`", page.text)
        assert names
        assert [name for name in names if not exists(name)] == []


def test_a_newcomer_finds_what_is_asked_for() -> None:
    rows = re.findall(r"(?m)^\| .*\? \| `(\S+)` \| `(\w+)` \|$", Page(CONTRIBUTING).text)
    assert len(rows) >= 10
    for file, name in rows:
        assert defines(ast.parse((ROOT / file).read_text(encoding="utf-8")).body, [name]), f"{name} in {file}"


def test_hooks_are_the_commands_of_make_lint() -> None:
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]
    (local,) = hooks["repos"]
    assert {hook["language"] for hook in local["hooks"]} == {"system"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = re.findall(r"(?m)^\t@\$\(BIN\)/(.*)$", makefile.partition("\nlint:")[2].partition("\n\n")[0])
    assert [hook["entry"] for hook in local["hooks"]] == [f".venv/bin/{command}" for command in lint]


def test_what_does_not_exist_is_seen() -> None:
    assert exists("detente.case.read.read")
    assert exists("detente.worlds.worlds.Worlds.share")
    assert not exists("detente.case.read.write")
    assert not exists("detente.case.nothing")
