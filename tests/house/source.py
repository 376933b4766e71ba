"""The package as source text: every module with its syntax tree, its room, and what it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "detente"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One import of a module: what is imported, where, and whether that happens only inside a function."""

    target: str
    line: int
    inside: bool


@dataclass(frozen=True)
class Module:
    """A module as text."""

    name: str
    file: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.file)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of its tree."""
        return tuple(ast.walk(self.tree))

    @property
    def room(self) -> str:
        """The room it stands in: the folder or module right below the package; empty for the package itself."""
        return ([*self.name.split("."), ""])[1]

    @property
    def folder(self) -> str:
        """The package that relative imports of the module start from."""
        return self.name if self.file.endswith("__init__.py") else self.name.rpartition(".")[0]

    def at(self, line: int, said: str) -> str:
        return f"{self.file}:{line} {said}"

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        return tuple(node for node in self.nodes if isinstance(node, Function))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import, as full module names; `from a import b` gives `a.b`, which may be a module or a name."""
        inside = {id(node) for function in self.functions for node in ast.walk(function)}
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += [Import(alias.name, node.lineno, id(node) in inside) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [Import(f"{self._origin(node)}.{a.name}", node.lineno, id(node) in inside) for a in node.names]
        return tuple(found)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return str(node.module)
        above = self.folder.split(".")
        above = above[: len(above) - node.level + 1]
        return ".".join([*above, *([node.module] if node.module else [])])

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Yield every call with the dotted text of what is called; what is no plain chain of names begins with ?."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for a chain of names, and `?.c` for the attribute of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def package(root: Path = ROOT) -> tuple[Module, ...]:
    """Return every module of the package."""
    src = root / "src"
    found = []
    for path in sorted((src / PACKAGE).rglob("*.py")):
        parts = path.relative_to(src).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path.relative_to(root).as_posix(), path.read_text(encoding="utf-8") + face(path)))
    return tuple(found)


def face(path: Path) -> str:
    """What a folder offers that loads it on use, as imports that happen later: the names stand in a stub beside it."""
    stub = path.with_suffix(".pyi")
    lines = stub.read_text(encoding="utf-8").splitlines() if stub.exists() else []
    imports = [f"    {line}" for line in lines if line.startswith("from ")]
    return "\n".join(["\n\ndef _face() -> None:", *imports, ""]) if imports else ""


@cache
def names_of(modules: tuple[Module, ...]) -> frozenset[str]:
    """Return the full names of modules."""
    return frozenset(module.name for module in modules)


def owners(modules: tuple[Module, ...], target: str) -> str | None:
    """Return the module of ours that an import goes to, or None for one that is not ours."""
    names = names_of(modules)
    while target and target not in names:
        target = target.rpartition(".")[0]
    return target or None


@cache
def graph(modules: tuple[Module, ...], inside: bool) -> dict[str, set[str]]:
    """Return module → modules of ours that it imports; with or without imports inside functions."""
    found: dict[str, set[str]] = {}
    for module in modules:
        targets = {owners(modules, i.target) for i in module.imports if inside or not i.inside}
        found[module.name] = {target for target in targets if target is not None and target != module.name}
    return found


def reached(edges: dict[str, set[str]], starts: set[str]) -> set[str]:
    """Return everything that can be reached from some modules, the packages above each included."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name and name not in seen:
            seen.add(name)
            waiting += [*edges.get(name, ()), name.rpartition(".")[0]]
    return seen
