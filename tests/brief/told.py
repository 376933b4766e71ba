"""What each form of a brief says from beginning to end, without spaces, so that forms can be compared letter by letter.

Left out is what only some forms have: contents, heads and feet of sheets, and the tables behind pictures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pypdf import PageObject, PdfReader

from detente.brief.drawings import Drawing
from detente.brief.paper.markdown import LEFT_OUT
from detente.findings import Chart
from tests.brief.page import Element, parsed

BLANK = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI4IiBoZWlnaHQ9IjQiLz4="
SHEET, HEAD, FOOT = 841.89, 19 / 25.4 * 72, 17 / 25.4 * 72  # points


def blank(_: Chart) -> Drawing:
    """Stand in for the drawing of a chart: a picture without a word."""
    return Drawing(BLANK, BLANK)


def squeezed(text: str) -> str:
    """Return a text without spaces."""
    return "".join(text.split())


def of_page(html: str, numbers: bool = False) -> str:
    """Return what a page says, without or with the numbers behind its pictures."""
    return squeezed("".join(_texts(parsed(html), numbers)))


def of_markdown(text: str) -> str:
    """Return what Markdown says to those who see it set."""
    before, _, behind = text.partition("\n\n## Contents\n\n")
    kept = "\n\n".join((before, behind.partition("\n\n")[2])).replace(f"*{LEFT_OUT}*\n\n", "", 1)
    html = MarkdownIt("commonmark").enable("table").render(kept)
    return squeezed("".join(_texts(parsed(f"<!doctype html>{html}"), numbers=True)))


def _texts(element: Element, numbers: bool) -> Iterator[str]:
    """Yield the texts below an element; entries of numbered lists have their numbers."""
    entries = 0
    for child in element.children:
        if isinstance(child, str):
            yield child
            continue
        if child.tag in {"head", "style", "nav"}:
            continue
        if element.tag == "figure" and child.tag == "details":
            yield from (text for table in child.all("table") for text in _texts(table, numbers) if numbers)
            continue
        if element.tag == "ol" and child.tag == "li":
            entries += 1
            yield f"{entries}."
        yield from _texts(child, numbers)


def of_word(raw: bytes) -> str:
    """Return what a Word document says."""
    body = Document(BytesIO(raw)).element.body
    told = []
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is None or not style.get(qn("w:val")).startswith("TOC"):
            told += [text.text or "" for text in paragraph.iter(qn("w:t"))]
    return squeezed("".join(told))


def of_pdf(raw: bytes, heads: Collection[str]) -> str:
    """Return what a PDF says between the heads and the feet of its sheets, without its contents.

    Args:
        raw: The file.
        heads: The headings of each table, without spaces; where a sheet begins with some that the sheet before has
            too, they are there again since the table goes on.
    """
    paper = PdfReader(BytesIO(raw))
    first: Any = paper.outline[0]  # the contents end above it, on the same sheet if there is room
    begins = paper.get_destination_page_number(first)
    assert begins is not None
    tops = {0: SHEET, begins: min(SHEET - HEAD, float(first.top))}
    told, before = "", ""
    for n in (0, *range(begins, len(paper.pages))):
        sheet = _between(paper.pages[n], tops.get(n, SHEET - HEAD))
        again = max((head for head in heads if sheet.startswith(head) and head in before), key=len, default="")
        told, before = told + sheet.removeprefix(again), sheet
    return told


def _between(sheet: PageObject, top: float) -> str:
    """Return what stands on a sheet above its foot and below a height."""
    told: list[str] = []

    def keep(text: str, current: list[float], matrix: list[float], *_: Any) -> None:
        up = current[1] * matrix[4] + current[3] * matrix[5] + current[5]
        if FOOT < up < top:
            told.append(text)

    sheet.extract_text(visitor_text=keep)
    return squeezed("".join(told))
