"""Parts of a Word document that python-docx has no words for: fields, contents, bookmarks, tables that break well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from detente.findings import Table
from detente.findings.words import unbroken

TWIPS = 56.6929  # a millimetre
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # what XML cannot hold
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every member of the file, so that the same brief gives the same bytes
LONGEST_NAME = 40  # characters of a bookmark
LONG = 900  # characters of a row that may go on on the next sheet
Element = Any


def runs(text: str, bold: bool = False) -> str:
    """Return a text as runs of a paragraph, line by line."""
    how = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = [line.split("\t") for line in printed(text).split("\n")]
    return "<w:r><w:br/></w:r>".join(
        "<w:r><w:tab/></w:r>".join(
            f'<w:r>{how}<w:t xml:space="preserve">{escape(part, quote=False)}</w:t></w:r>'
            for part in line
            if part or len(line) < 2
        )
        for line in lines
    )


def printed(text: str) -> str:
    """Return a text without the control characters that XML cannot hold, and with errors beside their numbers."""
    return UNPRINTED.sub(" ", unbroken(text))


def paragraph(style: str, inside: str, on_new_sheet: bool = False, stays: bool = False) -> str:
    """Return a paragraph of a style around runs.

    Args:
        style: Id of the style.
        inside: The runs.
        on_new_sheet: Whether it begins a sheet.
        stays: Whether it stays on one sheet with the paragraph that follows, as its style may say too.
    """
    how = f"{'<w:keepNext/>' if stays else ''}{'<w:pageBreakBefore/>' if on_new_sheet else ''}"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{how}</w:pPr>{inside}</w:p>'


def field(code: str, shown: str = "") -> str:
    """Return a field, which Word works out, with what is shown until then."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int, inside: str) -> str:
    """Return runs that others can refer to by a name."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmarked(name)}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, text: str) -> str:
    """Return runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmarked(name)}" w:history="1">{runs(text)}</w:hyperlink>'


def bookmarked(name: str) -> str:
    """Return a name as Word allows it for a bookmark.

    Example:
        >>> bookmarked("s-a-2")
        's_a_2'
    """
    return re.sub(r"\W", "_", name)[:LONGEST_NAME]


def contents(entries: Sequence[tuple[int, str, str]]) -> list[str]:
    """Return the contents, in which the number of the sheet of each entry is a field.

    Whatever lays the document out works these out: LibreOffice at once, Word when it opens the document and may update
    fields, as `updated_when_opened` asks. Until then no number is shown rather than one that may be wrong. There is no
    field around all of them, for LibreOffice shows what stands in one as it was stored.

    Args:
        entries: Level from 1, bookmark and text of each heading.
    """
    return [paragraph(f"TOC{level}", _entry(name, text)) for level, name, text in entries]


def _entry(name: str, text: str) -> str:
    """Return an entry of the contents: the heading, and at the right the number of its sheet."""
    to = bookmarked(name)
    sheet = field(f"PAGEREF {to} \\h")
    return f'<w:hyperlink w:anchor="{to}" w:history="1">{runs(text)}<w:r><w:tab/></w:r>{sheet}</w:hyperlink>'


def updated_when_opened() -> str:
    """Return the setting by which Word updates the fields of a document when it opens it, once it has asked."""
    return '<w:updateFields w:val="true"/>'


def grid(table: Table, portions: Sequence[float], width: float, style: str, stays: bool = False) -> str:
    """Return a table whose headings stand on every sheet, and whose rows are not torn apart unless they are long.

    Its first two rows stay on one sheet with its headings, and its last two with each other, so that a sheet never ends
    or begins with one row of it.

    Args:
        table: The table.
        portions: Share of the width that each column takes.
        width: The width, millimetres.
        style: Style of the paragraphs in it.
        stays: Whether its last row stays on one sheet with what follows.
    """
    twips = [round(portion * width * TWIPS) for portion in portions]
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in twips)
    frame = (
        '<w:tblPr><w:tblStyle w:val="BriefTable"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
    head = _row(table.head, twips, style, "<w:cantSplit/><w:tblHeader/>", bold=True, stays=True)
    last = len(table.rows) - 1
    rows = (
        _row(row, twips, style, "<w:cantSplit/>", stays=stays if n == last else n in {0, last - 1})
        if sum(map(len, row)) <= LONG
        else _row(row, twips, style, "", stays=stays and n == last)
        for n, row in enumerate(table.rows)
    )
    return f"<w:tbl>{frame}{head}{''.join(rows)}</w:tbl>"


def _row(
    cells: Sequence[str], twips: Sequence[int], style: str, how: str, bold: bool = False, stays: bool = False
) -> str:
    inside = (paragraph(style, runs(cell, bold), stays=stays) for cell in cells)
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{text}</w:tc>'
        for text, size in zip(inside, twips, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{how}</w:trPr>' if how else ''}{told}</w:tr>"


def element(xml: str) -> Element:
    """Return an element of a document from its XML."""
    tag = re.match(r"<[\w:]+", xml)
    assert tag is not None
    return parse_xml(f"{tag[0]} {nsdecls('w')}{xml[tag.end() :]}")


def timeless(raw: bytes) -> bytes:
    """Return a file of Word without the time at which it was packed."""
    packed = BytesIO()
    with ZipFile(BytesIO(raw)) as given, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for member in given.infolist():
            info = ZipInfo(member.filename, EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, given.read(member))
    return packed.getvalue()
