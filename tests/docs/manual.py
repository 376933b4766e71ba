"""The manual as text: its pages, their headings, links and blocks of code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"

FENCE = re.compile(
    r"(?ms)^(?:<!-- (?P<marker>[^\n]*?) -->\n)?"
    r"```(?P<language>\w*)(?: title=\"(?P<title>[^\"]*)\")?\n(?P<body>.*?)^```$"
)
HEADING = re.compile(r"(?m)^#{1,6} +(.+?) *$")
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of code.

    Attributes:
        language: Its language.
        title: Its title, which names the file that the block is.
        marker: Text of an HTML comment on the line before it.
        body: What stands in it.
    """

    language: str
    title: str
    marker: str
    body: str


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        path: Where it is.
    """

    path: Path

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """The page without its blocks of code."""
        return FENCE.sub("", self.text)

    @property
    def name(self) -> str:
        """Its path from the root of the project."""
        return self.path.relative_to(ROOT).as_posix()

    def blocks(self, language: str = "") -> Iterator[Block]:
        """Yield the blocks of code of a language, or all of them."""
        for match in FENCE.finditer(self.text):
            if language in {"", match["language"]}:
                yield Block(match["language"], match["title"] or "", match["marker"] or "", match["body"])

    def links(self) -> Iterator[str]:
        """Yield the targets of all links and pictures."""
        yield from LINK.findall(re.sub("`[^`\n]*`", "", self.prose))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors of all headings, as the manual's builder makes them."""
        found: list[str] = []
        for heading in HEADING.findall(self.prose):
            slug, number = _slug(heading), 0
            unique = slug
            while unique in found:
                number += 1
                unique = f"{slug}_{number}"
            found.append(unique)
        return frozenset(found)


def _slug(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.replace("`", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def pages() -> tuple[Page, ...]:
    """Return every page of the manual, and the pages in the root of the source."""
    return (Page(README), Page(CONTRIBUTING), *(Page(path) for path in sorted(DOCS.rglob("*.md"))))


def written() -> tuple[Page, ...]:
    """Return the pages that somebody wrote, without those that the program writes about itself."""
    return tuple(page for page in pages() if not page.text.startswith("<!-- Written by docs/generate.py"))
