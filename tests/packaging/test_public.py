"""The public interface: these names with these parameters, and the manual's Python needs nothing else."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

import detente
from detente.case.inquiry import Inquiry
from detente.chapters.contract import Chapter
from tests.docs.manual import DOCS, ROOT

# Name → its parameters; a change here breaks the programs of others and belongs in the changelog.
PUBLIC = {
    "Case": None,
    "CaseError": "(faults)",
    "Chapter": None,
    "Inquiry": None,
    "Outcomes": "(worlds, results, missing, confirmed, crossings, failed)",
    "Upstream": "(results)",
    "Worlds": None,
    "chapter": "(name)",
    "draw": "(case, inquiry, *, jobs, engine, helpers, chunk, notice)",
    "graph": None,
    "read": "(name)",
    "run": "(worlds, only, *, begins, spares, early)",
}
FIELDS = ["case", "digest", "worlds", "seed", "advises", "packages", "changed", "options", "talks"]
METHODS = {"analyse": "(self, worlds, upstream)", "lacks": "(self, case)", "report": "(self, result)"}
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if ">>> import detente" in path.read_text(encoding="utf-8")]


def named(found: object) -> str:
    """The parameters of something that can be called, without types and defaults."""
    parameters = inspect.signature(found).parameters.values()  # type: ignore[arg-type]
    texts = []
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in texts:
            texts.append("*")
        texts.append(parameter.name)
    return f"({', '.join(texts)})"


def test_the_names_are_these() -> None:
    assert sorted(detente.__all__) == sorted(PUBLIC)
    assert set(detente.__all__) <= set(dir(detente))
    for name, parameters in PUBLIC.items():
        found = getattr(detente, name)
        assert inspect.getdoc(found), name
        assert parameters is None or named(found) == parameters, name


def test_an_inquiry_has_these_fields_and_a_chapter_these_methods() -> None:
    assert list(Inquiry.model_fields) == FIELDS
    assert {name: named(getattr(Chapter, name)) for name in METHODS} == METHODS


def test_every_public_name_is_in_the_manual() -> None:
    text = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    shown = {line.rpartition(".")[2] for line in text.splitlines() if line.startswith("::: ")}
    assert shown >= set(PUBLIC) - {"graph"}


def test_there_are_pages_in_python() -> None:
    assert {"python.md", "agreement.md", "reading.md", "concepts.md"} <= {path.name for path in PAGES}


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_manual_imports_nothing_else_of_ours(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for line in re.findall(r"(?m)^>>> ((?:import|from) .*)$", text):
        for node in ast.walk(ast.parse(line)):
            if isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith("detente") or node.module in {"detente", "detente.graph"}, line
            if isinstance(node, ast.Import):
                assert all(alias.name in {"detente", "numpy", "json"} for alias in node.names), line
