"""The brief as PDF, Word and Markdown: it says what the page says, and is a document that a ministry can work with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import typst
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from detente.brief.chart_numbers import described, numbers
from detente.brief.charts import WIDE, svg
from detente.brief.column_widths import portions
from detente.brief.drawings import Drawing, draw
from detente.brief.forms import FORMS
from detente.brief.html import anchor, titled
from detente.brief.paper.markdown import markdown, plainly
from detente.brief.paper.packed_objects import packed
from detente.brief.paper.pdf import pdf
from detente.brief.paper.rasters import rasters
from detente.brief.paper.sheets import EVERY, SMALLER, Sheets
from detente.brief.paper.word import LARGE, TALL, word
from detente.brief.paper.word_parts import LONG, bookmarked
from detente.brief.paper.word_styles import WIDTH
from detente.findings import Chart, Table
from tests.brief.conftest import Made
from tests.brief.told import blank, of_markdown, of_page, of_pdf, of_word, squeezed

MOST = 3 * 2**20  # bytes
MOST_SHEETS = 15  # before the appendix
KICKER = "Abrief"  # which Markdown, that begins with its title, does not have


def drawn(made: Made) -> Callable[[Chart], Drawing]:
    """Hand out the drawings that stand on the page of a brief."""
    found = {
        chart: Drawing(next(p.all("img")).attributes["src"], next(p.all("source")).attributes["srcset"])
        for chart, p in zip(made.charts, made.page.all("picture"), strict=True)
    }
    return found.__getitem__


def test_a_pdf_says_what_the_page_says(made: Made) -> None:
    heads = {squeezed("".join(figure.head)) for figure in made.figures if isinstance(figure, Table)}
    assert of_pdf(made.pdf, heads).casefold() == of_page(made.html).casefold()


def test_a_word_document_says_what_the_page_says(made: Made) -> None:
    assert of_word(made.word) == of_page(made.html)


def test_markdown_says_what_the_page_says_with_its_numbers(made: Made) -> None:
    said = of_page(made.html, numbers=True)
    for chart in made.charts:  # what is said of a picture is said of its numbers where there is none
        said = said.replace(squeezed(chart.says), squeezed(numbers(chart).says), 1)
    assert KICKER + of_markdown(markdown(made.brief).decode()) == said


@pytest.mark.parametrize(
    "text", ["# a", "- a", "+ a", "1. a", "a_b_", "*a*", "`a`", "[a](b)", "<b>a</b>", "&lt;", "a\\"]
)
def test_nothing_in_a_text_is_a_mark_of_markdown(text: str) -> None:
    assert of_markdown(f"{plainly(text)}\n\n## Contents\n\n- a\n\n") == squeezed(text)


def test_a_pdf_is_tagged_and_accessible(made: Made) -> None:
    """It says it is PDF/UA-1, whose rules Typst holds: no picture without words, no heading out of order."""
    raw = made.pdf
    paper = PdfReader(BytesIO(raw))
    root: Any = paper.trailer["/Root"]
    assert b"pdfuaid:part" in raw
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata is not None
    assert paper.metadata.title == " ".join(made.brief.title.split())
    words = [str(element["/Alt"]) for element in structure(root["/StructTreeRoot"]) if "/Alt" in element]
    assert words == [described(chart, EVERY) for chart in made.charts]


def structure(element: Any) -> Iterator[Any]:
    """Yield the elements of the structure of a PDF, in order."""
    found = element.get_object()
    if isinstance(found, list):
        for child in found:
            yield from structure(child)
    elif isinstance(found, dict):
        yield found
        if "/K" in found:
            yield from structure(found["/K"])


def test_the_bookmarks_of_a_pdf_are_its_headings(made: Made) -> None:
    paper = PdfReader(BytesIO(made.pdf))

    def titles(entries: Any) -> Iterator[str]:
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else [str(entry.title)]

    assert [squeezed(t) for t in titles(paper.outline)] == [squeezed(titled(h)) for h in made.headings]


@pytest.mark.parametrize("name", ["skeleton", "hostile"])
def test_every_sheet_of_a_pdf_is_numbered_and_has_a_running_head(briefs: Callable[[str], Made], name: str) -> None:
    made = briefs(name)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(made.pdf)).pages]
    for number, text in enumerate(sheets, start=1):
        assert f"{number} / {len(sheets)}" in text
    titles = [squeezed(titled(heading)) for heading in made.brief.headings]
    for text in sheets[2:]:
        head = squeezed(text)[:400]
        assert squeezed(made.brief.title) in head
        assert any(title in head for title in titles)


def test_a_pdf_with_its_pictures_is_short_and_small(made: Made) -> None:
    """Page one is one sheet, the contents are the next, and at most fifteen stand before the appendix."""
    raw = pdf(made.brief, drawn(made))
    assert len(raw) < MOST
    paper = PdfReader(BytesIO(raw))
    first, second = (paper.pages[n].extract_text() for n in (0, 1))
    assert all(squeezed(slot.title) in squeezed(first) for slot in made.brief.one.slots)
    assert "Contents" in second
    appendix = [entry for entry in paper.outline if not isinstance(entry, list)][-1]
    begins = paper.get_destination_page_number(appendix)
    assert begins is not None
    assert begins <= MOST_SHEETS


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_small_and_the_same_again(briefs: Callable[[str], Made], name: str) -> None:
    made = briefs("skeleton")
    raw, again = (FORMS[name].made(made.brief, drawn(made)) for _ in range(2))
    assert len(raw) < MOST / 4
    assert raw == again


def test_a_packed_pdf_has_the_same_objects() -> None:
    raw = bytes(typst.compile(b"#set document(title: [A])\n= One\n#table(columns: 2, ..range(400).map(str))"))
    small = packed(raw)
    assert len(small) < 0.6 * len(raw)
    assert packed(small) == small
    before, after = (PdfReader(BytesIO(file)) for file in (raw, small))
    assert sorted(before.xref[0]) == sorted([*after.xref[0], *after.xref_objStm])[: len(before.xref[0])]
    assert [page.extract_text() for page in before.pages] == [page.extract_text() for page in after.pages]
    assert before.metadata == after.metadata


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"])
def test_a_pdf_without_a_table_of_places_stays_as_it_is(other: bytes) -> None:
    assert packed(other) == other


def test_words_of_capitals_have_room_on_paper() -> None:
    """Letters of states, NYNNY, were broken where columns were as wide as small letters."""
    table = Table("t", "s", ("State", "What"), (("NYNNY", "long " * 60),))
    narrow = replace(table, rows=(("nynny", "long " * 60),))
    assert portions(table, SMALLER)[0] > portions(narrow, SMALLER)[0] * 1.1


def test_words_of_headings_have_room_on_paper() -> None:
    """Headings are bold: “Rounds” was broken above a column of digits."""
    table = Table("t", "s", ("What", "Rounds"), (("long " * 60, "1"),))
    assert portions(table, SMALLER)[1] * SMALLER >= 1.2 * len("Rounds")


def test_tall_pictures_of_a_word_document_are_set_smaller(made: Made) -> None:
    shapes = Document(BytesIO(made.word)).inline_shapes
    assert all(shape.height <= Mm(TALL) or shape.width < Mm(0.86 * WIDTH * LARGE) for shape in shapes)


def test_all_parts_of_a_chart_are_set_by_one_factor(made: Made) -> None:
    """Each was set smaller by itself, so that parts on one scale had pictures of several widths."""
    widths: dict[str, set[int]] = {}
    for shape in Document(BytesIO(made.word)).inline_shapes:
        whole = re.sub(r" \(\d+ of \d+\)$", "", shape._inline.docPr.get("name"))
        widths.setdefault(whole, set()).add(shape.width)
    assert all(len(found) == 1 for found in widths.values())
    tall: dict[str, set[bool]] = {}
    headings = Sheets(drawn(made)).of(made.brief)["headings"]
    while headings:
        one = headings.pop()
        headings += one["below"]
        for figure in one["figures"]:
            if "picture" in figure:
                whole = re.sub(r" \(\d+ of \d+\)$", "", figure["title"])
                tall.setdefault(f"{one['title']}: {whole}", set()).add(figure["tall"])
    assert all(len(found) == 1 for found in tall.values())


def test_letters_in_no_font_make_a_pdf_too(monkeypatch: pytest.MonkeyPatch, briefs: Callable[[str], Made]) -> None:
    compiled: Any = typst.compile

    def strict(*args: Any, **more: Any) -> bytes:
        if "pdf_standards" in more:
            raise typst.TypstError("letters without a font", "")
        return bytes(compiled(*args, **more))

    monkeypatch.setattr(typst, "compile", strict)
    raw = pdf(briefs("certain").brief, blank)
    assert raw.startswith(b"%PDF")
    assert b"pdfuaid:part" not in raw


def test_a_word_document_has_real_headings_and_contents(made: Made) -> None:
    document = Document(BytesIO(made.word))
    styles = {p.style.style_id for p in document.paragraphs if p.style is not None}
    headed = [p.text for p in document.paragraphs if p.style is not None and p.style.name.startswith("Heading ")]
    assert [squeezed(text) for text in headed] == [squeezed(titled(heading)) for heading in made.headings]
    assert {"Title", "Subtitle", "Slot", "Heading1", "TOC1"} <= styles
    fields = [text.text.split() for text in document.element.body.iter(qn("w:instrText"))]
    listed = [heading for top in made.brief.headings for heading in (top, *top.below)]
    assert [field[:2] for field in fields] == [["PAGEREF", bookmarked(anchor(heading))] for heading in listed]
    assert document.settings.element.find(qn("w:updateFields")) is not None, (
        "Word works the numbers out when it opens it"
    )
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert links
    assert set(links) <= marks
    assert len(marks) == len(made.headings)


def test_a_word_document_has_heads_and_numbered_sheets(made: Made) -> None:
    document = Document(BytesIO(made.word))
    (sheet,) = document.sections
    assert squeezed(made.brief.title) in squeezed(sheet.header.paragraphs[0].text)
    for foot in (sheet.footer, sheet.first_page_footer):
        codes = [text.text.split()[0] for text in foot.paragraphs[0]._p.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
    assert document.core_properties.title == made.brief.title[:255]
    assert document.core_properties.language == "en"


def test_tables_of_word_break_well_and_pictures_have_words(made: Made) -> None:
    document = Document(BytesIO(made.word))
    tables = [figure for figure in made.figures if isinstance(figure, Table) and figure.rows]
    assert len(document.tables) == len(tables)
    for table, found in zip(tables, document.tables, strict=True):
        first, *others = found._tbl.tr_lst
        assert first.trPr is not None
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert len(others) == len(table.rows)
        assert all(row.trPr is None or row.trPr.find(qn("w:tblHeader")) is None for row in others)
        for n in {0, len(others) - 2} & {*range(len(others) - 1)}:  # no sheet ends, or begins, with one row of a table
            torn = sum(map(len, table.rows[n])) > LONG
            assert torn or others[n].find(f".//{qn('w:keepNext')}") is not None
    words = [told.get("descr") for told in document.element.body.iter(qn("wp:docPr"))]
    assert words == [described(chart, EVERY) for chart in made.charts]


def test_without_typst_a_word_document_has_the_numbers_of_its_pictures(
    monkeypatch: pytest.MonkeyPatch, briefs: Callable[[str], Made]
) -> None:
    made = briefs("orange")
    pictured = Document(BytesIO(made.word))
    assert len(pictured.inline_shapes) == len(made.charts) > 0
    monkeypatch.setattr("detente.brief.paper.rasters.pixels", lambda: False)
    plain = Document(BytesIO(word(made.brief, blank)))
    assert len(plain.inline_shapes) == 0
    assert len(plain.tables) == len(pictured.tables) + len(made.charts)


def test_pictures_of_a_word_document_are_as_sharp_as_paper_needs(briefs: Callable[[str], Made]) -> None:
    charts = briefs("orange").charts
    for chart, raw in rasters(charts, draw).items():
        wide, tall = (int.from_bytes(raw[at : at + 4]) for at in (16, 20))  # as a PNG has them
        assert (wide, tall) == pytest.approx([2 * float(size) for size in sheet(chart)], abs=2)
    assert rasters([], draw) == {}
    assert len(rasters(charts[:1], draw)) == 1


def sheet(chart: Chart) -> tuple[str, str]:
    """Return width and height of the wide drawing of a chart."""
    root = ET.fromstring(svg(chart, WIDE))
    return root.attrib["width"], root.attrib["height"]


def test_names_of_bookmarks_are_those_that_word_allows() -> None:
    assert bookmarked("s-how-to-make-it-again-and-much-more-than-that") == "s_how_to_make_it_again_and_much_more_tha"
