"""A brief on a terminal, rich and poor, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from detente.brief.column_widths import GAP, widths
from detente.brief.terminal import LINES, MORE, NARROW_LINES, show
from detente.brief.terminal_tables import grid
from detente.brief.terminal_text import said
from detente.findings import Table
from tests.brief.conftest import Made


def printed(made: Made, encoding: str, width: int = 100, *, full: bool = False) -> str:
    """Return a brief as a terminal of this encoding and width shows it."""
    stream = TextIOWrapper(BytesIO(), encoding)
    show(made.brief, Console(file=stream, width=width, highlight=False), full)
    stream.seek(0)
    return stream.read()


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_page_one_is_printed_whole(made: Made, width: int) -> None:
    text = printed(made, "utf-8", width)
    assert max(map(len, text.splitlines())) <= width
    flat = "".join(text.split())
    one = made.brief.one
    for sentence in (made.brief.title, *(s for slot in one.slots for s in (*slot.says, *slot.actions))):
        assert "".join(sentence.split()) in flat
    for warning in made.brief.warnings:
        assert "".join(warning.split()) in flat


def test_beyond_its_answer_it_prints_forty_lines_at_most(made: Made) -> None:
    lines = printed(made, "utf-8", 80).splitlines()
    answer = next((n for n, line in enumerate(lines) if line.startswith("1 The call")), len(lines))
    assert len(lines) <= LINES or (made.name == "hostile" and len(lines) <= answer)
    assert MORE in lines


def test_in_full_it_prints_everything(made: Made) -> None:
    text = printed(made, "utf-8", 100, full=True)
    flat = "".join(text.split())
    for heading in made.headings:
        for sentence in (heading.title, *heading.says):
            assert "".join(sentence.split()) in flat
    assert MORE not in text


@pytest.mark.parametrize("width", [60, 80])
def test_no_word_is_broken(made: Made, width: int) -> None:
    text = printed(made, "utf-8", width, full=True)
    if made.name == "hostile":
        return
    tables = [f for f in made.brief.figures if isinstance(f, Table)]
    cells = {cell.replace("\n", " ") for t in tables for row in t.rows for cell in row}
    words = {word for cell in cells for word in cell.split(" ") if len(word) <= width - 8}
    assert sorted(word for word in words if word not in text) == []


def test_it_degrades_to_ascii(made: Made) -> None:
    text = printed(made, "ascii")
    assert text.isascii()
    texts = [made.brief.title, made.brief.question, *made.brief.one.texts]
    asked = "".join(texts).count("?")
    assert text.split("1 The call")[0].count("?") == asked or made.name == "hostile", text


def test_of_a_table_that_is_too_wide_each_row_of_a_close_answer_is_a_paragraph(
    briefs: Callable[[str], Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = briefs("orange").brief
    head = ("Package", "Attainable", *(f"Gain of party number {n}" for n in range(5)))
    table = Table("t", "s.", head, tuple((f"Package {n}", *["33 ± 4 %"] * 6) for n in range(4)))
    terms = Table("t", "s.", ("Who", "What"), (("Ann", "half"),))
    slot = replace(brief.one.slots[-1], says=("They would accept:", "It is so. " * 80), tables=(terms, table))
    wide = replace(brief, one=replace(brief.one, slots=(slot,)))
    stream = TextIOWrapper(BytesIO(), "utf-8")
    show(wide, Console(file=stream, width=60, highlight=False))
    stream.seek(0)
    lines = stream.read().splitlines()
    assert len(lines) <= NARROW_LINES
    assert "They would accept: Ann: half. It is so." in " ".join(lines).replace("  ", " ")
    assert "Package 3: Attainable 33 ± 4 %; Gain of party number 0 33 ±" in " ".join(lines).replace("  ", " ")


def test_names_are_not_read_as_markup() -> None:
    stream = TextIOWrapper(BytesIO(), "utf-8")
    console = Console(file=stream, width=80, highlight=False)
    console.print(said("[red]a[/red] :smile:", console))
    console.print(grid(Table("t", "s", ("[b]h", "i"), (("[/b]", "[link=x]y"),)), console))
    stream.seek(0)
    text = stream.read()
    for name in ("[red]a[/red] :smile:", "[b]h", "[/b]", "[link=x]y"):
        assert name in text


cells = st.lists(st.text("abcdefgh", min_size=1, max_size=14), min_size=1, max_size=8).map(" ".join)


@given(
    st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), min_size=2, max_size=5)), st.integers(30, 100)
)
def test_columns_never_break_a_word(rows: list[tuple[str, ...]], width: int) -> None:
    table = Table("t", "s", rows[0], tuple(rows[1:]))
    found = widths(table, width)
    if found is not None:
        assert sum(found) + GAP * (len(found) - 1) <= width
        for n, column in enumerate(found):
            assert all(cell_len(word) <= column for row in rows for word in row[n].split())
    stream = TextIOWrapper(BytesIO(), "utf-8")
    console = Console(file=stream, width=width, highlight=False)
    console.print(grid(table, console))
    stream.seek(0)
    text = stream.read()
    assert max(map(len, text.splitlines())) <= width
    assert {word for row in rows for cell in row for word in cell.split()} <= {w.strip(":") for w in text.split()}
