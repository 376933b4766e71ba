"""Tables on a terminal: columns whose words stay whole, or lines where it is too narrow for them."""

from __future__ import annotations

from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable

from detente.brief.terminal_text import knows_letters, said
from detente.findings import Table

COLUMN = 12  # a column of longer texts is at least so wide
GAP = 2  # between columns


def grid(table: Table, console: Console, *, heads: bool = True) -> RenderableType:
    """Return a table for the terminal.

    Args:
        table: The table.
        console: The terminal.
        heads: Whether its headings are printed.

    Returns:
        Columns whose words stay whole; where the terminal is too narrow for that, a row is folded into lines, its first
        cell as a heading.
    """
    found = widths(table, console.width - 2, heads=heads)
    if found is None:
        return _folded(table, console, heads=heads)
    line = box.SIMPLE_HEAD if knows_letters(console) else box.ASCII2
    drawn = RichTable(
        box=line if heads else None, show_header=heads, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0)
    )
    numeric = _numeric(table) or [False] * len(table.head)
    for n, heading in enumerate(table.head):
        side: Literal["left", "right"] = "right" if numeric[n] else "left"
        drawn.add_column(said(heading, console), justify=side, width=found[n], overflow="fold")
    for row in table.rows:
        drawn.add_row(*(said(cell, console) for cell in row))
    return drawn


def widths(table: Table, room: int, *, heads: bool = True) -> list[int] | None:
    """Return how wide each column is drawn, so that no word is broken.

    Args:
        table: The table.
        room: Columns of the terminal.
        heads: Whether its headings are printed.

    Returns:
        Columns of the terminal for each column of the table; None where they do not fit beside each other.

    Example:
        >>> table = Table("t", "s", ("What", "How much"), (("international inspection", "1"),))
        >>> widths(table, 40), widths(table, 24), widths(table, 16)
        ([24, 8], [14, 8], None)
    """
    lines = [table.head, *table.rows] if heads else [*table.rows]
    columns = list(zip(*lines, strict=True))
    whole = [max((cell_len(part) for cell in column for part in cell.split("\n")), default=1) for column in columns]
    words = [
        max((cell_len(word) for cell in column for word in cell.replace("\n", " ").split(" ")), default=1)
        for column in columns
    ]
    least = [max(word, min(full, COLUMN)) for word, full in zip(words, whole, strict=True)]
    left = room - sum(least) - GAP * (len(columns) - 1)
    if left < 0:
        return None
    wanted = [full - small for full, small in zip(whole, least, strict=True)]
    total = sum(wanted)
    if total <= left:
        return whole
    return [small + left * want // total for small, want in zip(least, wanted, strict=True)]


def _numeric(table: Table) -> list[bool]:
    """Tell which columns hold short numbers, which stand to the right."""
    return [
        all(len(cell) <= COLUMN and not cell.isalpha() for cell in column) for column in zip(*table.rows, strict=True)
    ]


def _folded(table: Table, console: Console, *, heads: bool) -> RenderableType:
    lines: list[RenderableType] = []
    for first, *rest in table.rows:
        lines.append(said(f"{table.head[0]}: {first}" if heads and table.head[0] else first, console, style="bold"))
        for heading, cell in zip(table.head[1:], rest, strict=True):
            lines.append(Padding(said(f"{heading}: {cell}" if heads else cell, console), (0, 0, 0, 2), expand=False))
    return Group(*lines)
