"""The forms in which a brief can be written, what each needs, and what makes it; what is heavy is loaded when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.brief.compose import Brief
    from detente.brief.drawings import Drawing
    from detente.findings import Chart

    Draw = Callable[[Chart], Drawing]


@dataclass(frozen=True)
class Form:
    """A form of the brief.

    Attributes:
        ending: The ending of its files, with the dot.
        says: What it is, in a few words.
        made: Returns a brief in this form, with its charts drawn by what is handed over.
        needs: The package that it needs beyond the core; empty for none.
        extra: The extra of this package that brings it.
    """

    ending: str
    says: str
    made: Callable[[Brief, Draw], bytes]
    needs: str = ""
    extra: str = ""

    @property
    def there(self) -> bool:
        """Whether all that it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None


def _html(brief: Brief, draw: Draw) -> bytes:
    from detente.brief.html import render

    return render(brief, draw).encode()


def _pdf(brief: Brief, draw: Draw) -> bytes:
    from detente.brief.paper.pdf import pdf

    return pdf(brief, draw)


def _png(brief: Brief, draw: Draw) -> bytes:
    from detente.brief.paper.pdf import first_page

    return first_page(brief, draw)


def _word(brief: Brief, draw: Draw) -> bytes:
    from detente.brief.paper.word import word

    return word(brief, draw)


def _markdown(brief: Brief, draw: Draw) -> bytes:
    from detente.brief.paper.markdown import markdown

    return markdown(brief)


# Name, as `--to` takes it → the form.
FORMS: dict[str, Form] = {
    "html": Form(".html", "a page", _html),
    "pdf": Form(".pdf", "a PDF", _pdf, "typst", "pdf"),
    "docx": Form(".docx", "a Word document", _word),
    "md": Form(".md", "Markdown", _markdown),
    "png": Form(".png", "a picture of page one", _png, "typst", "pdf"),
}
