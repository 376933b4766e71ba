"""The brief as Markdown: pipe tables, and in the place of each picture its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.brief.chart_numbers import numbers
from detente.brief.compose import Brief
from detente.brief.html import anchor, anchor_of, titled
from detente.brief.pageone import Slot
from detente.brief.tree import Heading
from detente.findings import Figure, Table, telling

SPECIAL = re.compile(r"([\\`*_\[\]#|~$])")
ANGLES = str.maketrans({"<": "&lt;", ">": "&gt;"})
NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
BULLET = re.compile(r"^(\s*)([-+=:])")
ENTITY = re.compile(r"&(?=#?\w+;)")
LEFT_OUT = "Pictures are left out here; the numbers of each stand in its place."


def markdown(brief: Brief) -> bytes:
    """Return a brief as Markdown in UTF-8, with tables as GitHub and many others read them."""
    return ("\n\n".join(_blocks(brief)) + "\n").encode()


def plainly(text: str) -> str:
    r"""Return a text of one line in which nothing is a mark of Markdown.

    Example:
        >>> print(plainly("1. <b>*x*</b> | a_b & &amp;"))
        1\. &lt;b&gt;\*x\*&lt;/b&gt; \| a\_b & &amp;amp;
    """
    text = SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", " ".join(text.split("\n"))).translate(ANGLES))
    return BULLET.sub(r"\1\\\2", NUMBERED.sub(r"\1\\\2", text))


def _blocks(brief: Brief) -> Iterator[str]:
    """Yield paragraphs, headings, lists and tables, in order."""
    yield f"# {plainly(brief.title)}"
    yield plainly(brief.question)
    yield f"*{plainly(brief.seen)}*"
    yield f"*{LEFT_OUT}*"
    for slot in brief.one.slots:
        yield from _slot(slot)
    for warning in brief.warnings:
        yield f"> {plainly(warning)}"
    if brief.one.picture is not None and telling(brief.one.picture):
        yield from _figure(brief.one.picture)
    if not brief.short:
        yield "## Contents"
        yield "\n".join(_contents(brief.headings, ""))
    for heading in brief.headings:
        yield from _heading(heading, 2)


def _slot(slot: Slot) -> Iterator[str]:
    if slot.title:
        yield f"## {plainly(slot.title)}"
    for n, sentence in enumerate(slot.says):
        yield plainly(sentence)
        if n == 0:
            yield from (_table(table) for table in slot.tables)
    if slot.actions:
        yield "\n".join(f"{n}. {plainly(action)}" for n, action in enumerate(slot.actions, start=1))


def _contents(headings: tuple[Heading, ...], before: str) -> Iterator[str]:
    for heading in headings:
        yield f"{before}- [{plainly(titled(heading))}](#{anchor(heading)})"
        yield from _contents(heading.below, f"{before}    ")


def _heading(heading: Heading, level: int) -> Iterator[str]:
    yield f'<a id="{anchor(heading)}"></a>'
    yield f"{'#' * level} {plainly(titled(heading))}"
    yield from map(plainly, heading.says)
    if heading.code:
        yield f"    {heading.code}"
    for figure in heading.figures:
        yield from _figure(figure)
    if heading.see:
        yield f"More in [{heading.see}](#{anchor_of(heading.see)})."
    for inner in heading.below:
        yield from _heading(inner, level + 1)


def _figure(figure: Figure) -> Iterator[str]:
    table = figure if isinstance(figure, Table) else numbers(figure)
    yield f"**{plainly(table.title)}**"
    if table.says:
        yield plainly(table.says)
    if table.rows:
        yield _table(table)


def _table(table: Table) -> str:
    """Return a table with pipes; lines of a cell are parted as the page does it."""
    lines = [_row(table.head), _row(["---"] * len(table.head), as_it_is=True), *map(_row, table.rows)]
    return "\n".join(lines)


def _row(cells: tuple[str, ...] | list[str], as_it_is: bool = False) -> str:
    told = cells if as_it_is else ["<br>".join(map(plainly, cell.split("\n"))) for cell in cells]
    return f"| {' | '.join(told)} |"
