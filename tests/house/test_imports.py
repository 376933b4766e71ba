"""Who may open files, who may draw, what has one name: the rules of the house, held by its source text."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import ROOT
from tests.house import rules
from tests.house.source import Module, graph, owners

RULES: list[Callable[[tuple[Module, ...]], Iterator[str]]] = [
    rules.cycles,
    rules.twice,
    rules.plotting,
    rules.opened,
    rules.encodings,
    rules.printed,
    rules.evaluated,
    rules.randomness,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(
    modules: tuple[Module, ...], rule: Callable[[tuple[Module, ...]], Iterator[str]]
) -> None:
    assert list(rule(modules)) == []


def test_something_was_read(modules: tuple[Module, ...]) -> None:
    rooms = {module.room for module in modules}
    assert {"case", "worlds", "findings", "graph", "formats", "outcomes", "brief", "cli", "chapters"} <= rooms
    assert sum(map(len, graph(modules, inside=True).values())) > len(modules)


def test_the_register_loads_contracts_and_no_analysis(modules: tuple[Module, ...]) -> None:
    register = next(module for module in modules if module.name == "detente.chapters")
    loaded = {owners(modules, i.target) for i in register.imports if not i.inside} - {None}
    contracts = {name for name in loaded if name is not None and name.startswith("detente.chapters.")}
    assert {name.rpartition(".")[2] for name in contracts} == {"chapter", "contract", "options"}
    assert loaded - contracts <= {
        f"detente.case.{name}" for name in ("base", "critique", "inquiry", "model")
    }  # for types alone


def test_a_module_is_written_as_it_will_be_read(modules: tuple[Module, ...]) -> None:
    """Every module says `from __future__ import annotations`, unless it defines and annotates nothing."""
    for module in modules:
        written = [node for node in module.nodes if getattr(node, "name", "") != "_face"]  # see `source.face`
        annotated = any(isinstance(node, ast.AnnAssign | ast.FunctionDef) for node in written)
        future = any(i.target == "__future__.annotations" for i in module.imports)
        assert future or not annotated, module.file


def loaded_by(module: Module) -> Iterator[str]:
    """Yield what a module imports, and what it hands to `import_module` as far as that is written there."""
    yield from (i.target.partition(".")[0] for i in module.imports if "detente" not in i.target)
    for call in module.nodes:
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("import_module"):
            yield ast.unparse(call)


def test_what_is_under_the_agpl_is_loaded_by_an_extra_alone(modules: tuple[Module, ...]) -> None:
    """NegMAS is under another licence than this package, which must work, and be passed on, without it."""
    loading = {module.name for module in modules if any("negmas" in loaded for loaded in loaded_by(module))}
    assert loading == {"detente.talks.help.practice_seat"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanting = {extra for extra, named in project["optional-dependencies"].items() if "negmas" in " ".join(named)}
    assert wanting == {"practice"}
    assert "negmas" not in " ".join(project["dependencies"])


@pytest.mark.parametrize("name", ["detente", "detente.findings", "detente.cli", "detente.cli.app", "detente.chapters"])
def test_a_room_can_be_entered_first(name: str) -> None:
    """No module loads only because another one was loaded before it."""
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import {name}"], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


# Planted offences: a rule that finds nothing in the package must find something here.

PLANTED: list[tuple[Callable[[tuple[Module, ...]], Iterator[str]], dict[str, str], int]] = [
    (rules.cycles, {"case.a": "from detente.case import b", "case.b": "from detente.case.a import c"}, 1),
    (rules.cycles, {"case.a": "from detente.case import b", "case.b": "def f():\n    from detente.case import a"}, 0),
    (rules.cycles, {"case.a": "from detente import case\nfrom detente.case.a import b"}, 0),
    (rules.twice, {"case.a": "class A: ...", "graph.b": "class B:\n    class A: ..."}, 1),
    (rules.twice, {"case.a": "", "graph.a": "", "findings.a": "", "findings.schema": "", "case.schema": ""}, 2),
    (rules.plotting, {"graph.x": "def f():\n    import vl_convert as v"}, 1),
    (rules.plotting, {"brief.x": "import vl_convert"}, 0),
    (rules.opened, {"graph.x": "open('a', encoding='utf-8')\nPath('a').read_text('utf-8')\np.open()"}, 3),
    (rules.opened, {"outcomes.x": "np.save('a', b)\nwrite_text(path, text)"}, 1),
    (rules.opened, {"cli.x": "p.read_bytes()"}, 0),
    (rules.encodings, {"case.x": "p.open()\np.read_text()\nopen('a', 'w')\np.open('rb')\np.write_text('ab')"}, 4),
    (rules.encodings, {"case.x": "p.open(encoding='utf-8')\np.read_text(encoding=None)"}, 1),
    (rules.printed, {"brief.x": "print(1)\nconsole.print(2)"}, 1),
    (rules.printed, {"cli.x": "print(1)"}, 0),
    (rules.evaluated, {"case.x": "eval('1')\nre.compile('a')\nexec('b')\npickle.loads(c)"}, 3),
    (rules.randomness, {"worlds.x": "import random"}, 1),
    (rules.randomness, {"worlds.x": "from random import random"}, 1),
    (rules.randomness, {"worlds.x": "np.random.seed(1)\nnp.random.rand(3)"}, 2),
    (rules.randomness, {"worlds.x": "from numpy.random import rand"}, 1),
    (rules.randomness, {"worlds.x": "np.random.default_rng()"}, 1),
    (rules.randomness, {"worlds.x": "np.random.Generator(np.random.Philox(1))\nnp.random.default_rng(2)"}, 0),
]


@pytest.mark.parametrize(("rule", "texts", "count"), PLANTED)
def test_the_rule_sees_a_planted_offence(
    rule: Callable[[tuple[Module, ...]], Iterator[str]], texts: dict[str, str], count: int
) -> None:
    found = list(rule(planted(texts)))
    assert len(found) == count, found


def planted(texts: dict[str, str]) -> tuple[Module, ...]:
    """Return modules of a made-up package, with the package itself and the rooms they stand in."""
    rooms = {f"detente.{name.split('.')[0]}" for name in texts if "." in name}
    found = [Module(name, f"{name}/__init__.py", "") for name in sorted({"detente", *rooms})]
    return (*found, *(Module(f"detente.{name}", f"{name}.py", text) for name, text in texts.items()))
