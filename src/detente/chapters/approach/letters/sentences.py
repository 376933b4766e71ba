"""A text split into sentences, each with its paragraph; the words stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# Abbreviations: a full stop after one of these does not end a sentence.
SHORT = ("mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sen", "rep", "st", "no", "nos", "art", "u.s", "u.n",
         "u.k", "e.g", "i.e", "cf", "vs", "etc", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept",
         "sep", "oct", "nov", "dec", "a.m", "p.m", "d.c", "viz", "resp", "approx")  # fmt: skip
ENDS = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")
# Marks within words that nobody sees: soft hyphens, joiners, and those that turn the direction of writing.
INVISIBLE = dict.fromkeys(
    (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
LONGEST = 1_000  # characters; a longer sentence is read in pieces
MARKS = re.compile(r"^\s*(?:>\s?|#{1,6}\s+|[-*+•]\s+|\d{1,2}[.)]\s+|\([a-z0-9]\)\s+)+")
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-",
                       "\u00a0": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " "})  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in the text.

    Attributes:
        text: The sentence, word for word.
        paragraph: Number of its paragraph, from 1.
        cited: Whether its whole paragraph is a quotation (`> …` in Markdown).
    """

    text: str
    paragraph: int
    cited: bool = False

    @cached_property
    def plain(self) -> str:
        """The sentence in lower case with plain marks; every character keeps its position."""
        return "".join(low if len(low := c.lower()) == 1 else c for c in self.text.translate(PLAIN))

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Start and end positions of its quotations."""
        return tuple(match.span() for match in re.finditer(r'"[^"]+(?:"|$)', self.plain))


def sentences(text: str) -> Iterator[Sentence]:
    r"""Yield the sentences of a text.

    Args:
        text: The text; an empty line, a list item or a heading begins a new paragraph. Marks that nobody sees, such as
            soft hyphens, are left out.

    Yields:
        Its sentences in order.

    Example:
        >>> [s.text for s in sentences("Dear Mr. Kim,\n\nWe would end them. Would you?")]
        ['Dear Mr. Kim,', 'We would end them.', 'Would you?']
    """
    for number, (cited, body) in enumerate(paragraphs(text.translate(INVISIBLE)), 1):
        start = 0
        for end in ENDS.finditer(body):
            if _ends(body, end):
                yield from _sentence(body[start : end.end()], number, cited)
                start = end.end()
        yield from _sentence(body[start:], number, cited)


def paragraphs(text: str) -> Iterator[tuple[bool, str]]:
    """Yield whether each paragraph of a text is a quotation (`> …` in Markdown), and its text."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        mark = MARKS.match(line)
        if lines and (mark or not line.strip()):
            yield lines[0].lstrip().startswith(">"), " ".join(MARKS.sub("", part).strip() for part in lines)
            lines = []
        if line.strip():
            lines.append(line)
            if mark and "#" in mark.group():  # a heading is a paragraph of its own
                yield False, MARKS.sub("", line).strip()
                lines = []


def _ends(body: str, end: re.Match[str]) -> bool:
    """Return whether a mark ends a sentence.

    A full stop does not after an abbreviation or initial, unless the text ends, nor before a lower-case letter.
    """
    if end.group()[0] != ".":
        return True
    before = body[: end.start()].rsplit(None, 1)
    word = before[-1].lstrip("(\"“‘'").lower() if before else ""
    after = body[end.end() :].lstrip()
    if word in SHORT or re.fullmatch(r"[a-z]|[a-z](?:\.[a-z])+", word):
        return not after
    return not after or not after[0].islower()


def _sentence(text: str, number: int, cited: bool) -> Iterator[Sentence]:
    kept = text.strip()
    while len(kept) > LONGEST:
        cut = kept.rfind(" ", 0, LONGEST)
        cut = LONGEST if cut <= 0 else cut
        yield Sentence(kept[:cut], number, cited)
        kept = kept[cut:].strip()
    if kept:
        yield Sentence(kept, number, cited)
