"""Tables on a terminal: columns whose words stay whole, or lines where it is too narrow for them."""

from __future__ import annotations

from typing import Literal

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable

from detente.brief.column_widths import COLUMN, GAP, widths
from detente.brief.terminal_text import knows_letters, said
from detente.findings import Table


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
