"""The rules of the house, each a function from modules to offences, so that planted offences can be tried on them.

Who may import whom is said in pyproject.toml, as contracts of import-linter; here is what those cannot say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from statistics import median

from tests.house.source import Module, graph

OPEN_FILES = {"case", "compiled", "formats", "talks", "brief", "web", "cli"}
PLOTTING = {"vl_convert", "altair", "matplotlib", "plotly", "pygal"}
TOUCHES = {"open", "read_text", "write_text", "read_bytes", "write_bytes"}
LOADERS = {
    "load",
    "save",
    "savez",
    "savez_compressed",
    "loadtxt",
    "savetxt",
    "genfromtxt",
    "fromfile",
    "tofile",
    "memmap",
}
# Modules that stand in many folders and mean the same in each.
COMMON = {
    "chapter",
    "columns",
    "labels",
    "lacks",
    "asked",
    "schema",
    "analyse",
    "report",
    "result",
    "sections",
    "naming",
    "page",
    "consistency",
    "pinned",
    "read",
    "write",
}
RANDOM = {"Generator", "BitGenerator", "SeedSequence", "Philox", "PCG64", "PCG64DXSM", "SFC64", "default_rng"}
Modules = tuple[Module, ...]


def cycles(modules: Modules) -> Iterator[str]:
    """Modules that import each other when they are loaded, a room’s face and what stands in the room included."""
    try:
        TopologicalSorter(graph(modules, inside=False)).prepare()
    except CycleError as error:
        yield " → ".join(error.args[1])


def twice(modules: Modules) -> Iterator[str]:
    """Classes, and modules of rooms, that have the name of another one."""
    first: dict[str, str] = {}
    for module in modules:
        name = module.name.rpartition(".")[2]
        if not module.file.endswith("__init__.py") and name not in COMMON:
            if f"module {name}" in first:
                yield module.at(1, f"a second module {name}, beside {first[f'module {name}']}")
            first[f"module {name}"] = module.file
        for node in module.nodes:
            if isinstance(node, ast.ClassDef):
                if node.name in first:
                    yield module.at(node.lineno, f"a second class {node.name}, beside {first[node.name]}")
                first[node.name] = module.file


def plotting(modules: Modules) -> Iterator[str]:
    """Plotting libraries outside the room that draws."""
    for module in modules:
        for found in module.imports:
            if found.target.split(".")[0] in PLOTTING and module.room != "brief":
                yield module.at(found.line, f"imports {found.target}")


def _files(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Calls that open a file: the call and the name of what is called."""
    for call, name in module.calls():
        owner, _, last = name.rpartition(".")
        if (last in TOUCHES and owner and owner != "webbrowser") or name == "open":
            yield call, name if owner == "os" else last or name
        elif owner in {"np", "numpy", "os"} and last in {*LOADERS, "fdopen"}:
            yield call, name


def opened(modules: Modules) -> Iterator[str]:
    """Files opened in a room that only computes."""
    for module in modules:
        for call, name in _files(module):
            if module.room not in OPEN_FILES:
                yield module.at(call.lineno, f"opens a file: {name}")


def encodings(modules: Modules) -> Iterator[str]:
    """Text files opened without an encoding."""
    for module in modules:
        for call, name in _files(module):
            if name in {"open", "read_text", "write_text"} and not (name == "open" and _binary(call)):
                given = [k for k in call.keywords if k.arg == "encoding"]
                if not given or (isinstance(given[0].value, ast.Constant) and given[0].value.value is None):
                    yield module.at(call.lineno, f"{name} without an encoding")


def _binary(call: ast.Call) -> bool:
    texts = [*call.args, *(k.value for k in call.keywords if k.arg == "mode")]
    modes = [t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str) and len(t.value) <= 3]
    return any("b" in mode and set(mode) <= set("rwxab+") for mode in modes)


def printed(modules: Modules) -> Iterator[str]:
    """Print statements outside the commands."""
    for module in modules:
        for call, name in module.calls():
            if name in {"print", "builtins.print"} and module.room != "cli":
                yield module.at(call.lineno, "prints")


def evaluated(modules: Modules) -> Iterator[str]:
    """Text that is run as a program."""
    wrong = {"eval", "exec", "compile", "__import__", "builtins.eval", "builtins.exec"}
    for module in modules:
        for call, name in module.calls():
            if name in wrong or name.split(".")[0] in {"pickle", "marshal", "shelve"}:
                yield module.at(call.lineno, f"calls {name}")


def randomness(modules: Modules) -> Iterator[str]:
    """Random numbers that depend on anything but the seed; keys and tokens of talks and web are no results."""
    for module in modules:
        for found in module.imports:
            if found.target.split(".")[0] in {"random", "secrets", "uuid"} and module.room not in {"talks", "web"}:
                yield module.at(found.line, f"imports {found.target}")
            if found.target.startswith("numpy.random.") and found.target.split(".")[2] not in RANDOM:
                yield module.at(found.line, f"imports {found.target}")
        for node in module.nodes:
            if isinstance(node, ast.Attribute):
                owner, _, last = dotted_name(node).rpartition(".")
                if owner in {"np.random", "numpy.random"} and last not in RANDOM:
                    yield module.at(node.lineno, f"uses {owner}.{last}")
        for call, name in module.calls():
            if name.endswith("default_rng") and not call.args and not call.keywords:
                yield module.at(call.lineno, "draws without a seed")


def dotted_name(node: ast.expr) -> str:
    """Return `a.b.c` for a chain of names, and nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (above := dotted_name(node.value)):
        return f"{above}.{node.attr}"
    return ""


def sizes(modules: Modules, middle: int = 150, most: int = 500, function: int = 60) -> Iterator[str]:
    """Modules and functions that have grown too long."""
    lines = {module.file: len(module.text.splitlines()) for module in modules}
    if lines and median(lines.values()) > middle:
        yield f"the median module has {median(lines.values()):g} lines"
    yield from (f"{file} has {count} lines" for file, count in lines.items() if count > most)
    for module in modules:
        for found in module.functions:
            length = (found.end_lineno or found.lineno) - found.lineno + 1
            if length > function:
                yield module.at(found.lineno, f"{found.name} has {length} lines")
