"""The glossary of the manual, for help on the words that a page uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

NAME = "glossary.md"
ROW = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \|$", re.MULTILINE)
MARKS = re.compile(r"[*_`]|\]\([^)]*\)|\[")
TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class GlossaryEntry:
    """A word with its meaning.

    Attributes:
        word: The word.
        meaning: What it means here.
    """

    word: str
    meaning: str


@lru_cache(1)
def glossary() -> tuple[GlossaryEntry, ...]:
    """Return every word of the glossary with its meaning, in the order of the manual.

    An installed package has it beside this module; in a checkout it is a page of the manual.
    """
    here = Path(__file__).with_name(NAME)
    page = here if here.is_file() else Path(__file__).parents[3] / "docs" / NAME
    rows = ROW.findall(page.read_text(encoding="utf-8"))[2:] if page.is_file() else []
    return tuple(GlossaryEntry(*(MARKS.sub("", cell) for cell in row)) for row in rows)


def used_in(html: str) -> tuple[GlossaryEntry, ...]:
    """Return the words of the glossary that a page uses, in the order of the manual.

    Example:
        >>> [entry.word for entry in used_in("<p>No <b>red line</b> is real.</p>")]
        ['Red line']
    """
    text = unescape(TAGS.sub("", html)).lower()
    return tuple(one for one in glossary() if re.search(rf"\b{re.escape(one.word.lower())}s?\b", text))
