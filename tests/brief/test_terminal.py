"""Page one on a terminal, rich and poor."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper

import pytest
from rich.console import Console

from detente.brief.terminal import grid, said, show
from detente.findings import Table
from tests.brief.conftest import Made


def printed(made: Made, encoding: str, width: int = 100) -> str:
    """Return page one as a terminal of this encoding and width shows it."""
    stream = TextIOWrapper(BytesIO(), encoding)
    show(made.brief, Console(file=stream, width=width, highlight=False))
    stream.seek(0)
    return stream.read()


@pytest.mark.parametrize("width", [40, 80, 100])
def test_page_one_is_printed_whole(made: Made, width: int) -> None:
    text = printed(made, "utf-8", width)
    assert max(map(len, text.splitlines())) <= width
    flat = "".join(text.split())
    for sentence in (made.brief.title, made.brief.lead, *made.brief.answer, *made.brief.warnings):
        assert "".join(sentence.split()) in flat


def test_it_degrades_to_ascii(made: Made) -> None:
    text = printed(made, "ascii")
    assert text.isascii()
    missing = [question for question, _ in made.brief.missing]
    asked = "".join([made.brief.title, made.brief.question, made.brief.lead, *made.brief.answer, *missing]).count("?")
    assert text.count("?") == asked or made.name == "hostile", [line for line in text.splitlines() if "?" in line]


def test_names_are_not_read_as_markup() -> None:
    stream = TextIOWrapper(BytesIO(), "utf-8")
    console = Console(file=stream, width=80, highlight=False)
    console.print(said("[red]a[/red] :smile:", console))
    console.print(grid(Table("t", "s", ("[b]h", "i"), (("[/b]", "[link=x]y"),)), console))
    stream.seek(0)
    text = stream.read()
    for name in ("[red]a[/red] :smile:", "[b]h", "[/b]", "[link=x]y"):
        assert name in text
