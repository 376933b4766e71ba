"""Everything public says what it is, and says it about the names that it really has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import Function, Module

SECTION = re.compile(r"(Args|Arguments|Attributes|Returns|Yields|Raises|Example|Examples|Note|Notes):")
ENTRY = re.compile(r"    \*{0,2}(\w+)(?: \([^)]*\))?: \S")
Documented = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(module: Module) -> Iterator[tuple[Documented, bool]]:
    """Yield every public class and function at the top of a module, and their public methods (marked)."""
    for node in module.tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node, False
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, Documented) and not inner.name.startswith("_"):
                        yield inner, True


def everything(module: Module) -> Iterator[Documented]:
    """Yield every class and function of a module, private ones too."""
    for node in module.nodes:
        if isinstance(node, Documented):
            yield node


def entries(doc: str, section: str) -> list[str] | None:
    """Return the names that a section of a docstring documents, or None where it has no such section."""
    lines = iter(doc.splitlines())
    if not any(line == f"{section}:" for line in lines):
        return None
    found = []
    for line in lines:
        if SECTION.fullmatch(line):
            break
        if entry := ENTRY.match(line):
            found.append(entry[1])
        elif line and not line.startswith(" "):
            break
    return found


def fields(node: ast.ClassDef) -> list[str]:
    """Return the public fields of a dataclass or model; of a class that has none, what its subclasses declare."""
    named = [i for i in node.body if isinstance(i, ast.AnnAssign) and isinstance(i.target, ast.Name)]
    own = [i for i in named if "ClassVar" not in ast.unparse(i.annotation)]
    names = [i.target.id for i in own or named if isinstance(i.target, ast.Name)]
    return [name for name in names if not name.startswith("_")]


def parameters(node: Function) -> list[str]:
    """Return the parameters of a function, without self and cls."""
    of = node.args
    names = [a.arg for a in [*of.posonlyargs, *of.args, *([of.vararg] if of.vararg else []), *of.kwonlyargs]]
    names += [of.kwarg.arg] if of.kwarg else []
    return [name for n, name in enumerate(names) if n or name not in {"self", "cls"}]


def is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_everything_public_has_a_docstring(modules: tuple[Module, ...]) -> None:
    bare = [m.file for m in modules if not ast.get_docstring(m.tree)]
    bare += [
        m.at(node.lineno, node.name)
        for m in modules
        for node, _ in public(m)
        if not (ast.get_docstring(node) or "").strip()
    ]
    assert bare == []


def test_a_docstring_begins_with_one_sentence_on_one_line(modules: tuple[Module, ...]) -> None:
    wrong = []
    for m in modules:
        for node in everything(m):
            doc = ast.get_docstring(node)
            first, _, rest = (doc or "x.").partition("\n")
            if not first.rstrip().endswith((".", "?", ":")) or (rest and not rest.startswith("\n")):
                wrong.append(m.at(node.lineno, f"{node.name}: {first}"))
    assert wrong == []


def test_attributes_are_the_fields(modules: tuple[Module, ...]) -> None:
    wrong = []
    for m in modules:
        for node, _ in public(m):
            said = entries(ast.get_docstring(node) or "", "Attributes")
            if isinstance(node, ast.ClassDef) and said not in (None, fields(node)):
                wrong.append(m.at(node.lineno, f"{node.name}: documents {said}, has {fields(node)}"))
    assert wrong == []


def test_every_public_dataclass_with_several_fields_documents_them(modules: tuple[Module, ...]) -> None:
    wrong = []
    for m in modules:
        for node, _ in public(m):
            said = entries(ast.get_docstring(node) or "", "Attributes")
            if isinstance(node, ast.ClassDef) and is_dataclass(node) and len(fields(node)) > 2 and said is None:
                wrong.append(m.at(node.lineno, node.name))
    assert wrong == []


def test_args_are_the_parameters(modules: tuple[Module, ...]) -> None:
    wrong = []
    for m in modules:
        for node in everything(m):
            said = entries(ast.get_docstring(node) or "", "Args")
            if isinstance(node, Function) and said not in (None, parameters(node)):
                wrong.append(m.at(node.lineno, f"{node.name}: documents {said}, takes {parameters(node)}"))
    assert wrong == []


def test_every_field_of_a_published_model_is_described(modules: tuple[Module, ...]) -> None:
    """A field of a model is documented by the sentence right below it, which becomes part of its JSON Schema."""
    wrong = []
    for m in modules:
        for node, _ in public(m):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Frozen" for base in node.bases):
                for item, after in zip(node.body, [*node.body[1:], None], strict=True):
                    text = after.value if isinstance(after, ast.Expr) else None
                    said = isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value.strip()
                    if isinstance(item, ast.AnnAssign) and not said:
                        wrong.append(m.at(item.lineno, f"{node.name}: {ast.unparse(item.target)}"))
    assert wrong == []


@pytest.mark.parametrize(
    ("doc", "section", "found"),
    [
        (
            "A.\n\nArgs:\n    a: One.\n    *b: Two\n        and more: c.\n    d (int): Three.\n\nReturns:\n    e: f.",
            "Args",
            "abd",
        ),
        ("A.\n\nArgs:\n    a: One.\n\nReturns:\n    e: f.", "Attributes", None),
        ("A.\n\nAttributes:\n    a: One.\n\nText: after.\n    b: c.", "Attributes", "a"),
    ],
)
def test_sections_are_read(doc: str, section: str, found: str | None) -> None:
    assert entries(doc, section) == (None if found is None else list(found))
