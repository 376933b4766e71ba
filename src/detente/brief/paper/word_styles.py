"""How a brief looks in Word: styles, margins, what stands at the head and the foot of every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from detente import __version__
from detente.brief.paper.word_parts import TWIPS, element, field, runs

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

SHEET, MARGIN = (210, 297), 18  # millimetres
WIDTH = SHEET[0] - 2 * MARGIN
SERIF, SANS = "Times New Roman", "Arial"  # which, or others of the same widths, are on every machine
INK, MUTED, ACCENT, RULE = "1A1A1A", "555555", "00578A", "D9D9D9"
# Name → (what it is based on, font, points, colour, bold, points above, points below, whether it stays with the next).
FORMS: dict[str, tuple[str, str, float, str, bool, float, float, bool]] = {
    "Normal": ("", SERIF, 10.5, INK, False, 0, 5, False),
    "Title": ("Normal", SANS, 17, INK, True, 0, 4, True),
    "Subtitle": ("Normal", SERIF, 12, INK, False, 0, 3, True),
    "Heading 1": ("Normal", SANS, 14.5, ACCENT, True, 18, 5, True),
    "Heading 2": ("Normal", SANS, 11.5, INK, True, 12, 4, True),
    "Heading 3": ("Normal", SANS, 10.5, INK, True, 10, 3, True),
    "Caption": ("Normal", SANS, 9, INK, True, 8, 1, True),
    "Kicker": ("Normal", SANS, 8, ACCENT, True, 0, 2, True),
    "Small": ("Normal", SANS, 8, MUTED, False, 0, 4, False),
    "Says": ("Normal", SANS, 8, MUTED, False, 0, 4, True),
    "Slot": ("Heading 1", SANS, 9, ACCENT, True, 4, 0, True),
    "Lead": ("Normal", SERIF, 11.5, INK, True, 0, 3, False),
    "Slot text": ("Normal", SERIF, 10, INK, False, 0, 2, False),
    "Action": ("Normal", SERIF, 10, INK, False, 0, 1, False),
    "Warning": ("Normal", SERIF, 9.5, "8A3C00", False, 4, 4, False),
    "Cell": ("Normal", SANS, 8, INK, False, 1, 1, False),
    "Small cell": ("Normal", SANS, 7.5, INK, False, 1, 1, False),
    "Gap": ("Normal", SANS, 4, INK, False, 0, 2, False),
    "Command": ("Normal", "Consolas", 8.5, INK, False, 2, 4, False),
    "TOC Heading": ("Normal", SANS, 14.5, ACCENT, True, 0, 6, True),
    "toc 1": ("Normal", SANS, 9, INK, True, 4, 0, False),
    "toc 2": ("Normal", SANS, 9, INK, False, 0, 0, False),
}
TABLE = f"""\
<w:style w:type="table" w:customStyle="1" w:styleId="BriefTable"><w:name w:val="Brief table"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""
INDENTS = {"toc 2": (5.0, 0.0), "Action": (6.0, -6.0)}  # millimetres from the left, and of the first line from there
THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")  # what would stand above the font of a style


def style_id(name: str) -> str:
    """Return the id of a style in the file.

    Example:
        >>> style_id("Heading 1"), style_id("toc 2"), style_id("Small cell")
        ('Heading1', 'TOC2', 'Smallcell')
    """
    return name.replace("toc", "TOC").replace(" ", "")


def dress(document: Document, title: str) -> None:
    """Give a document its styles, its margins, and what stands at the head and the foot of its sheets.

    Args:
        document: A new document.
        title: What stands at the head of every sheet but the first.
    """
    for name in FORMS:
        _style(document, name)
    document.styles.element.append(element(TABLE))
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Mm(SHEET[0]), Mm(SHEET[1])
    sheet.left_margin = sheet.right_margin = Mm(MARGIN)
    sheet.top_margin, sheet.bottom_margin = Mm(20), Mm(18)
    sheet.header_distance = sheet.footer_distance = Mm(9)
    sheet.different_first_page_header_footer = True
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(WIDTH * TWIPS)}"/></w:tabs>'
    to_right = "<w:r><w:tab/></w:r>"
    head = runs(title) + to_right + field('STYLEREF "Heading 1"')
    foot = runs(f"détente {__version__}") + to_right + field("PAGE", "1") + runs(" / ") + field("NUMPAGES", "1")
    for part, told in ((sheet.header, head), (sheet.footer, foot), (sheet.first_page_footer, foot)):
        old = part.paragraphs[0]._p
        new = element(f'<w:p><w:pPr><w:pStyle w:val="Small"/>{tab}</w:pPr>{told}</w:p>')
        old.getparent().replace(old, new)


def _style(document: Document, name: str) -> None:
    based, font, points, colour, bold, above, below, stays = FORMS[name]
    known = {style.name for style in document.styles}
    found: Any = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style: ParagraphStyle = found
    style.element.set(qn("w:styleId"), style_id(name))
    if based:
        style.base_style = document.styles[based]
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(points), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(above), Pt(below), 1.05
    form.keep_with_next = stays
    if name.startswith("toc"):
        form.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if name in INDENTS:
        form.left_indent, form.first_line_indent = (Mm(size) for size in INDENTS[name])
    fonts = style.element.rPr.rFonts
    for attribute in THEMED:
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for inside, unwanted in ((style.element.pPr, "w:pBdr"), (style.element.rPr, "w:spacing")):
        for one in inside.findall(qn(unwanted)):
            inside.remove(one)
