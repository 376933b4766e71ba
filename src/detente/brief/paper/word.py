"""The brief as a Word document: real headings, contents, captions, tables that break well, pictures with words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from struct import unpack
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from detente.brief.chart_numbers import described, numbers
from detente.brief.chart_parts import is_one_chart
from detente.brief.column_widths import portions, unbroken_cells
from detente.brief.compose import Brief
from detente.brief.drawings import charts
from detente.brief.html import anchor, anchor_of, titled
from detente.brief.pageone import Slot
from detente.brief.paper import word_parts as parts
from detente.brief.paper.rasters import rasters
from detente.brief.paper.sheets import EVERY, SMALL, SMALLER, Draw, leads
from detente.brief.paper.word_styles import WIDTH, dress, style_id
from detente.brief.tree import Heading
from detente.findings import Chart, Figure, Table, telling

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LARGE, SMALLER_SHARE, FIRST = 0.92, 0.84, 0.66  # of the width: pictures before the appendix, in it, and on page one
TALL = (
    100  # millimetres: a picture that would be taller is set smaller, so that it more often has room below its caption
)
SMALLEST = 0.85  # of its size, in which its letters can be read
LONGEST_PROPERTY = 255  # characters
OUTLINE = 2  # levels of headings that the contents show


def word(brief: Brief, draw: Draw) -> bytes:
    """Return a brief as a Word document; the same brief gives the same bytes.

    Args:
        brief: The brief.
        draw: What draws its charts. Where Typst is not installed, which makes pixels of them, their numbers stand in
            their place.
    """
    document = Document()
    dress(document, brief.title)
    about = document.core_properties
    about.title, about.subject = brief.title[:LONGEST_PROPERTY], brief.question[:LONGEST_PROPERTY]
    about.author, about.comments, about.language = "détente", "", "en"
    writer = _Writer(document, rasters(charts([brief.one.picture, *brief.figures]), draw))
    document.settings.element.append(parts.element(parts.updated_when_opened()))
    writer.page_one(brief)
    if not brief.short:
        writer.contents(brief.headings)
    for heading in brief.headings:
        writer.heading(heading, 1)
    kept = BytesIO()
    document.save(kept)
    return parts.timeless(kept.getvalue())


class _Writer:
    """Adds what a brief says to the end of a document."""

    def __init__(self, document: WordDocument, pictures: Mapping[Chart, bytes]) -> None:
        self._document, self._pictures = document, pictures
        self._end = document.element.body.find(qn("w:sectPr"))
        self._marks = 0

    def page_one(self, brief: Brief) -> None:
        """Add title and page one."""
        for style, text in (("Kicker", brief.kind), ("Title", brief.title)):
            self._say(style, text)
        self._say("Subtitle", brief.question)
        self._say("Small", brief.seen)
        for slot in brief.one.slots:
            self._slot(slot)
        for warning in brief.warnings:
            self._say("Warning", warning)
        if brief.one.picture is not None and telling(brief.one.picture):
            self._figure(brief.one.picture, SMALL, FIRST, "Cell")

    def contents(self, headings: tuple[Heading, ...]) -> None:
        """Add the contents on a sheet of their own."""
        self._say("TOC Heading", "Contents", on_new_sheet=True)
        for xml in parts.contents(list(_outline(headings, 1))):
            self._add(xml)

    def heading(self, heading: Heading, level: int) -> None:
        """Add a heading and all that stands under it."""
        self._marks += 1
        marked = parts.bookmark(anchor(heading), self._marks, parts.runs(titled(heading)))
        self._add(parts.paragraph(f"Heading{level}", marked))
        more = bool(heading.see)  # which never stands alone on a sheet
        last, led = len(heading.says) - 1, leads(heading)
        for n, sentence in enumerate(heading.says):
            stays = led or bool(heading.code) or (more and n == last and not heading.figures)
            self._say("Normal", sentence, bold=n == 0 and level == 1, stays=stays)
        if heading.code:
            self._say("Command", heading.code)
        room, share, cell = (SMALLER, SMALLER_SHARE, "Small cell") if heading.folded else (SMALL, LARGE, "Cell")
        for figure in heading.figures:
            self._figure(figure, room, share, cell, more and figure is heading.figures[-1], heading.figures)
        if heading.see:
            to = parts.link(anchor_of(heading.see), heading.see)
            self._add(parts.paragraph("Small", f"{parts.runs('More in ')}{to}{parts.runs('.')}"))
        for inner in heading.below:
            self.heading(inner, level + 1)

    def _slot(self, slot: Slot) -> None:
        if slot.title:
            self._say("Slot", slot.title)
        for n, sentence in enumerate(slot.says):
            self._say("Lead" if n == 0 and slot.name == "recommendation" else "Slot text", sentence)
            for table in slot.tables if n == 0 else ():
                self._table(table, SMALL, "Cell")
        for n, action in enumerate(slot.actions, start=1):
            self._say("Action", f"{n}.\t{action}")

    def _figure(
        self,
        figure: Figure,
        room: int,
        share: float,
        cell: str,
        stays: bool = False,
        beside: Sequence[Figure] = (),
    ) -> None:
        if not isinstance(figure, Table) and figure not in self._pictures:
            figure = numbers(figure)
        self._say("Caption", figure.title)
        if figure.says:
            self._say("Says", figure.says)
        if isinstance(figure, Table):
            self._table(figure, room, cell, stays)
        else:
            self._picture(figure, share, stays, beside)

    def _table(self, table: Table, room: int, cell: str, stays: bool = False) -> None:
        if table.rows:
            table = unbroken_cells(table)
            self._add(parts.grid(table, portions(table, room), WIDTH, style_id(cell), stays))
            self._say("Gap", "", stays=stays)

    def _picture(self, chart: Chart, share: float, stays: bool, beside: Sequence[Figure]) -> None:
        """Add a picture; all parts of a chart are set smaller by one factor, so that they have one scale."""
        shown = self._document.add_paragraph(style="Normal")
        shown.paragraph_format.keep_with_next = stays or None
        drawn = shown.add_run().add_picture(BytesIO(self._pictures[chart]), width=Mm(WIDTH * share))
        parts_of_it = [known for known in self._pictures if known in beside and is_one_chart(known, chart)]
        heights = [drawn.height, *(drawn.width * _slant(self._pictures[part]) for part in parts_of_it)]
        smaller = min(1.0, max(SMALLEST, Mm(TALL) / max(heights)))
        drawn.width, drawn.height = Length(int(drawn.width * smaller)), Length(int(drawn.height * smaller))
        told = drawn._inline.docPr
        told.set("descr", parts.printed(described(chart, EVERY)))
        told.set("name", parts.printed(chart.title))

    def _say(self, style: str, text: str, bold: bool = False, on_new_sheet: bool = False, stays: bool = False) -> None:
        self._add(parts.paragraph(style_id(style), parts.runs(text, bold), on_new_sheet, stays))

    def _add(self, xml: str) -> None:
        self._end.addprevious(parts.element(xml))


def _slant(picture: bytes) -> float:
    """Return how many times as high as wide a PNG is, by its header."""
    width, height = unpack(">II", picture[16:24])
    return float(height / width)


def _outline(headings: tuple[Heading, ...], level: int) -> Iterator[tuple[int, str, str]]:
    """Yield level, bookmark and text of the headings that the contents show."""
    for heading in headings:
        yield level, anchor(heading), titled(heading)
        if level < OUTLINE:
            yield from _outline(heading.below, level + 1)
