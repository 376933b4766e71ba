"""Names of the package as text: whether a module, or what it defines, is there."""

from __future__ import annotations

import ast

from tests.docs.manual import ROOT

SRC = ROOT / "src"


def exists(name: str) -> bool:
    """Whether there is a module, or a function, class, method or constant defined in one, of a full name."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        path = SRC.joinpath(*parts[:cut])
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if file.is_file():
            return defines(ast.parse(file.read_text(encoding="utf-8")).body, parts[cut:])
    return False


def defines(body: list[ast.stmt], parts: list[str]) -> bool:
    """Whether statements define what the rest of a name says."""
    if not parts:
        return True
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == parts[0]:
            return defines(node.body, parts[1:])
        targets = (
            [node.target] if isinstance(node, ast.AnnAssign) else node.targets if isinstance(node, ast.Assign) else []
        )
        if any(isinstance(target, ast.Name) and target.id == parts[0] for target in targets):
            return len(parts) == 1
    return False
