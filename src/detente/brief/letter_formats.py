"""A letter set as a page (HTML), as a Word document, or as Markdown."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from detente.brief.html import environment
from detente.chapters.approach.letters import Letter

LONGEST_PROPERTY = 255  # characters


def markdown(letter: Letter, title: str) -> bytes:
    """Return the letter as Markdown in UTF-8, which reads as plain text too."""
    return letter.text.encode()


def page(letter: Letter, title: str) -> bytes:
    """Return the letter as an HTML page in UTF-8 that opens from disk, prints, and needs nothing from anywhere."""
    return environment().get_template("letter.html").render(letter=letter, title=title).encode()


def word(letter: Letter, title: str) -> bytes:
    """Return the letter as a Word document."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    document.core_properties.title = _cut(title)
    document.core_properties.author = _cut(letter.signature[0])
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Georgia", Pt(11.5)
    style.paragraph_format.space_after = Pt(10)
    style.paragraph_format.line_spacing = 1.25
    document.add_paragraph(letter.date).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in (letter.opening, *letter.paragraphs, f"{letter.closing},"):
        document.add_paragraph(text)
    signed = document.add_paragraph()
    signed.paragraph_format.space_before = Pt(30)
    for number, line in enumerate(letter.signature):
        run = signed.add_run(line)
        if number + 1 < len(letter.signature):
            run.add_break()
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _cut(text: str) -> str:
    """Return a text as long as a property of a Word document may be."""
    return text if len(text) <= LONGEST_PROPERTY else text[: LONGEST_PROPERTY - 1] + "…"


# Format → its file ending, and how the letter is set in it.
FORMATS: dict[str, tuple[str, Callable[[Letter, str], bytes]]] = {
    "markdown": (".md", markdown),
    "word": (".docx", word),
    "html": (".html", page),
}
