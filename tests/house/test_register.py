"""Every chapter is whole: its parts load, it is explained, it has an oracle, and it runs on more than one case."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from detente.case.base import Frozen
from detente.case.bundled import bundled
from detente.case.model import Case
from detente.chapters import CHAPTERS, lacks
from detente.chapters.contract import Chapter
from detente.findings import Column, Headline, Page
from detente.findings.columns import ColumnForm
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.house.contracts import layers
from tests.house.source import ROOT, Module, graph, reached
from tests.sharing import bundled_case, found_in

AnyChapter = Chapter[Any, Any]
PACKAGE = ROOT / "src" / "detente"
# Folders whose tests must reach all that is in them: every chapter, and every other room.
ROOMS = sorted(
    path.parent.relative_to(PACKAGE).as_posix()
    for pattern in ("*/__init__.py", "chapters/*/__init__.py")
    for path in PACKAGE.glob(pattern)
)


each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)


def test_the_register_keeps_the_order_of_the_house() -> None:
    names = [chapter.name for chapter in CHAPTERS]
    assert names == [name for name in layers("chapters") if name in names]


def test_every_folder_of_a_chapter_is_registered() -> None:
    folders = {path.parent.name for path in (ROOT / "src" / "detente" / "chapters").glob("*/__init__.py")}
    assert folders == {chapter.name for chapter in CHAPTERS}


@each_chapter
def test_it_has_the_modules_of_a_chapter(chapter: AnyChapter) -> None:
    folder = ROOT / "src" / "detente" / "chapters" / chapter.name
    names = {path.stem for path in folder.glob("*.py")}
    assert {"chapter", "analyse", "report"} <= names
    assert ("schema" in names) == (chapter.schema() is not None)
    assert chapter.skeleton().is_file() == (chapter.schema() is not None)


@each_chapter
def test_its_contract_is_whole(chapter: AnyChapter) -> None:
    assert issubclass(chapter.model(), Frozen)
    for schema in (chapter.schema(), chapter.later()):
        assert schema is None or issubclass(schema, Frozen)
    assert chapter.question.endswith("?")
    assert chapter.columns
    before = [c.name for c in CHAPTERS[: CHAPTERS.index(chapter)]]
    assert {*chapter.needs, *chapter.after, *chapter.reads} <= {*before}
    assert all(form.name.startswith(f"{chapter.name}.") for form in chapter.columns)


@each_chapter
@pytest.mark.parametrize("file", ["docs/theory/{}.md", "docs/howto/{}.md", "tests/chapters/{}/test_oracle.py"])
def test_it_is_explained_and_has_an_oracle(chapter: AnyChapter, file: str) -> None:
    path = ROOT / file.format(chapter.name)
    assert path.is_file(), path.relative_to(ROOT)
    assert path.read_text(encoding="utf-8").strip()


@each_chapter
def test_it_runs_on_at_least_two_cases(chapter: AnyChapter) -> None:
    ready = [name for name in bundled() if not lacks(bundled_case(name))[chapter.name]]
    assert len(ready) >= 2, ready
    for name in ready:
        outcomes, case = found_in(name), bundled_case(name)
        result = outcomes.results[chapter.name]
        columns, headlines = result.columns(), result.headlines()
        assert columns
        assert headlines
        assert all(isinstance(column, Column) and column.values.shape == (outcomes.worlds.size,) for column in columns)
        assert all(column.description and column.unit for column in columns)
        assert {form_of(chapter, column) for column in columns} <= {*chapter.columns}
        assert len({column.name for column in columns}) == len(columns)
        assert all(isinstance(headline, Headline) and headline.says for headline in headlines)
        yes_or_no = {column.name for column in columns if column.kind == "bool"}
        assert {headline.name for headline in headlines} <= yes_or_no
        assert all(headline.trace <= case.judgements.keys() for headline in headlines)
        report = outcomes.reports[chapter.name]
        assert type(report) is chapter.model()
        page = chapter.page(case, report, outcomes.inquiry)
        assert isinstance(page, Page)
        assert page.answer


def form_of(chapter: AnyChapter, column: Column) -> ColumnForm | None:
    """The form that a column has, by its measure and the number of its ids."""
    measure, _, ids = column.name.removesuffix("]").partition("[")
    count = len(ids.split(",")) if ids else 0
    found = [f for f in chapter.columns if f.name.partition("[")[0] == measure and len(f.words) == count]
    return found[0] if len(found) == 1 and found[0].kind == column.kind else None


@each_chapter
def test_an_empty_case_is_told_what_it_lacks(chapter: AnyChapter) -> None:
    empty = Case.model_validate({"title": "t", "date": "2021-08-31", "parties": {"a": "A", "b": "B"}})
    lines = chapter.lacks(empty)
    assert lines
    assert all(isinstance(line, str) and line for line in lines)
    missing = run(Worlds(empty, size=10, seed=1)).missing[chapter.name]
    assert missing[: len(lines)] == lines
    assert missing == lacks(empty)[chapter.name]


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_is_reached_by_the_tests_of_its_room(modules: tuple[Module, ...], room: str) -> None:
    """Tests mirror the package: what `tests/<room>` imports leads to every module of the room."""
    inside = f"detente.{room.replace('/', '.')}."
    own = {m.name for m in modules if m.name.startswith(inside) and not m.file.endswith("__init__.py")}
    names = imported_by_tests(room)
    direct = {name for name in own if any(target == name or target.startswith(name + ".") for target in names)}
    starts = {
        module.name for module in modules if any(t == module.name or t.startswith(module.name + ".") for t in names)
    }
    unreached = own - reached(graph(modules, inside=True), starts)
    print(f"{room}: imported by no test of the room itself: {', '.join(sorted(own - direct)) or 'none'}")
    assert sorted(unreached) == []


def imported_by_tests(room: str) -> set[str]:
    """Return the full names that the tests of a room import from the package."""
    found = set()
    for path in sorted((ROOT / "tests" / room).rglob("*.py")):
        text = Module("tests", path.name, path.read_text(encoding="utf-8"))
        found |= {i.target for i in text.imports if i.target.split(".")[0] == "detente"}
        found |= {
            node.value
            for node in ast.walk(text.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("detente.")
        }
    return found
