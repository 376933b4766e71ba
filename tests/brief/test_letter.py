"""A letter as a page, as a Word document, as Markdown: the same words in all."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from detente.brief.letter_formats import FORMATS
from detente.chapters.approach.letters.draft import Letter

LETTER = Letter(
    date="31 August 2021",
    opening="Dear <Sir> & Madam,",
    parts={"Why we write": "We write “again”.", "The first step": "Nothing < something."},
    closing="Yours",
    signature=("A. Writer", "Minister"),
)


@pytest.mark.parametrize("name", FORMATS)
def test_all_formats_hold_the_letter(name: str) -> None:
    raw = FORMATS[name][1](LETTER, "A letter")
    if name == "word":
        text = "\n".join(paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs)
    else:
        text = raw.decode()
    lines = [LETTER.date, LETTER.opening, *LETTER.paragraphs, "Yours,", *LETTER.signature]
    if name == "html":
        assert "<p>Dear &lt;Sir&gt; &amp; Madam,</p>" in text
        assert "Nothing &lt; something." in text
        assert "src=" not in text
        assert "href=" not in text
        lines = [LETTER.date, LETTER.paragraphs[0], "Yours,", *LETTER.signature]
    assert ",," not in text
    for line in lines:
        assert line in text
