"""Texts on a terminal: in the letters that it knows, broken at spaces alone, so that “41 %” stays on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

ASCII = str.maketrans(
    {
        "•": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "“": '"',
        "”": '"',
        "’": "'",
        "→": "->",
        "±": "+/-",
        "\u00a0": " ",
        "é": "e",
    }
)
WORD = re.compile(r"[^ ]+ *")


@dataclass(frozen=True)
class Paragraph:
    """A text that is broken into lines at spaces, never at hard ones; a word longer than a line is folded."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines."""
        for line in self.text.split("\n", allow_blank=True):
            yield from broken_at_spaces(line, options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the longest word and the longest line."""
        lines = self.text.plain.split("\n")
        words = [cell_len(word.strip(" ")) for line in lines for word in WORD.findall(line)]
        return Measurement(max(words, default=0), max(map(cell_len, lines))).with_maximum(options.max_width)


def broken_at_spaces(text: Text, width: int) -> list[Text]:
    r"""Break a line into lines of a width.

    Example:
        >>> [line.plain.rstrip() for line in broken_at_spaces(Text("in 4 % of worlds"), 8)]
        ['in 4 %', 'of', 'worlds']
    """
    cuts, used = [], 0
    for word in WORD.finditer(text.plain):
        if used and used + cell_len(word.group().rstrip(" ")) > width:
            cuts.append(word.start())
            used = 0
        used += cell_len(word.group())
    lines = list(text.divide(cuts))
    for line in lines:
        line.rstrip_end(width)
        line.overflow = "fold"
    return lines


def lettered(text: str, console: Console, style: str = "") -> Text:
    """Return a text in the letters that a terminal knows: in ASCII where it knows no more."""
    if not knows_letters(console):
        text = text.translate(ASCII).encode("ascii", "replace").decode("ascii")
    return Text(text, style=style)


def said(text: str, console: Console, style: str = "") -> Paragraph:
    """Return a text as a paragraph for a terminal."""
    return Paragraph(lettered(text, console, style))


def knows_letters(console: Console) -> bool:
    """Whether a terminal knows more than ASCII."""
    return not console.options.ascii_only
