"""How wide the columns of a table are, so that no word is broken: on a terminal, and as shares of a sheet of paper."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from rich.cells import cell_len

from detente.findings import Table
from detente.findings.words import unbroken

COLUMN = 12  # a column of longer texts is at least so wide, in letters
SHORTER = 7  # on paper, where there are more columns
GAP = 2  # letters between columns
LONGEST = 24  # letters of a word that paper keeps on one line
SLACK = 1.08  # room beyond what a line of average letters takes
BOLD = 1.2  # how many letters a bold one of a heading is as wide as
CAPITAL = 1.4  # how many letters a capital is as wide as
BEYOND = 1.5  # times the usual letters of its cells: what a column asks for, so that one long address does not take all
FAVOUR = 0.8  # power of the letters that a column lacks: less than 1, so that the longest text does not take all


def widths(table: Table, room: int, *, heads: bool = True) -> list[int] | None:
    """Return how wide each column is drawn, so that no word is broken.

    Args:
        table: The table.
        room: Letters of a line.
        heads: Whether its headings are printed.

    Returns:
        Letters for each column of the table; None where they do not fit beside each other.

    Example:
        >>> table = Table("t", "s", ("What", "How much"), (("international inspection", "1"),))
        >>> widths(table, 40), widths(table, 24), widths(table, 16)
        ([24, 8], [14, 8], None)
    """
    whole, least = _needed(table, heads)
    left = room - sum(least) - GAP * (len(least) - 1)
    if left < 0:
        return None
    wanted = [full - small for full, small in zip(whole, least, strict=True)]
    total = sum(wanted)
    if total <= left:
        return whole
    return [small + left * want // total for small, want in zip(least, wanted, strict=True)]


def portions(table: Table, room: int) -> list[float]:
    """Return which share of a line each column of a table takes on paper.

    Args:
        table: The table.
        room: Letters of a line.

    Returns:
        Shares that add up to 1, or to less where the table needs less. Where the columns do not fit beside each other,
        each is as wide as its words ask, in proportion; a word longer than 24 letters, such as an address, is broken.

    Example:
        >>> table = Table("t", "s", ("What", "How much"), (("international inspection", "1"),))
        >>> [[round(share, 2) for share in portions(table, room)] for room in (72, 24)]
        [[0.39, 0.15], [0.62, 0.38]]
    """
    whole, least = _needed(table, True, LONGEST, SHORTER)
    gaps = GAP * len(whole)
    if SLACK * (sum(whole) + gaps) <= room:
        return [SLACK * (full + GAP) / room for full in whole]
    left = max(0, room - sum(least) - gaps)
    usual = map(min, whole, _usual(table))
    wanted = [max(0, full - small) ** FAVOUR for full, small in zip(usual, least, strict=True)]
    given = [small + GAP + left * want / max(sum(wanted), 1) for small, want in zip(least, wanted, strict=True)]
    return [width / sum(given) for width in given]


def _usual(table: Table) -> list[int]:
    """Return how many letters each column asks for: its heading, or more than is usual in it, not its longest."""
    columns = zip(*((max(map(cell_len, cell.split("\n"))) for cell in row) for row in table.rows), strict=True)
    usual = [round(BEYOND * (sum(letters**2 for letters in column) / len(column)) ** 0.5) for column in columns]
    return [max(cell_len(head), asked) for head, asked in zip(table.head, usual or [0] * len(table.head), strict=True)]


def unbroken_cells(table: Table) -> Table:
    """Return a table in whose cells no line ends between a number and its error."""
    return replace(table, rows=tuple(tuple(map(unbroken, row)) for row in table.rows))


def _needed(table: Table, heads: bool, longest: int | None = None, column: int = COLUMN) -> tuple[list[int], list[int]]:
    """Return the letters of the longest line of each column, and those it needs at the least.

    Args:
        table: The table.
        heads: Whether its headings count.
        longest: The letters of a word that are kept on one line; all if not given.
        column: The letters that a column of longer texts has at least.
    """
    lines = [table.head, *table.rows] if heads else [*table.rows]
    columns = list(zip(*lines, strict=True))
    whole = [max((cell_len(part) for cell in column for part in cell.split("\n")), default=1) for column in columns]
    words = [
        max((cell_len(word) for cell in column for word in cell.replace("\n", " ").split(" ")), default=1)
        for column in columns
    ]
    if longest is None:
        kept = words
    else:
        heavy = [max((ceil(BOLD * len(word)) for word in head.split()), default=0) for head in table.head]
        spelt = [max(head, *map(_capitals, column)) for head, column in zip(heavy, columns, strict=True)]
        kept = [max(min(word, longest), capitals) for word, capitals in zip(words, spelt, strict=True)]
        whole = [max(full, capitals) for full, capitals in zip(whole, spelt, strict=True)]
    return whole, [max(word, min(full, column)) for word, full in zip(kept, whole, strict=True)]


def _capitals(cell: str) -> int:
    """Return the letters that the longest word of capitals takes on paper, where they are wider than others."""
    return max((ceil(CAPITAL * len(word)) for word in cell.split() if word.isalpha() and word.isupper()), default=0)
