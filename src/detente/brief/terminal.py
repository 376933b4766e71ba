"""Page one on a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from detente.brief.compose import Brief
from detente.findings import Table


def show(brief: Brief, console: Console) -> None:
    """Print the one-page answer."""
    console.print()
    console.print(Text(brief.title, style="bold"))
    console.print(Text(brief.question))
    console.print(Text(brief.seen, style="dim"))
    console.print()
    for sentence in brief.answer:
        console.print(Text("• " if _unicode(console) else "- ", end=""), Text(sentence), sep="")
    for warning in brief.warnings:
        console.print(Text(warning, style="yellow"))
    if brief.table is not None:
        console.print()
        console.print(grid(brief.table, console))
    for name, lacking in brief.missing:
        console.print(Text(f"\nThe chapter {name} could not run. It lacks:", style="yellow"))
        for line in lacking:
            console.print(Text(f"  {line}"))


def grid(table: Table, console: Console) -> RichTable:
    """Return a table for the terminal, drawn in ASCII where the terminal knows no more."""
    drawn = RichTable(box=box.SIMPLE_HEAD if _unicode(console) else box.ASCII2, show_edge=False, pad_edge=False)
    for n, heading in enumerate(table.head):
        drawn.add_column(Text(heading), justify="left" if n == 0 else "right", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(cell) for cell in row))
    return drawn


def _unicode(console: Console) -> bool:
    return not console.options.ascii_only
