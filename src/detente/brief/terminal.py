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
    console.print(said(brief.title, console, style="bold"))
    console.print(said(brief.question, console))
    console.print(said(brief.seen, console, style="dim"))
    console.print()
    console.print(said(brief.lead, console, style="bold"))
    for heading, text in brief.proposal:
        console.print(said(f"    {heading}: {text}", console))
    for sentence in brief.answer:
        console.print(said(f"• {sentence}", console))
    for warning in brief.warnings:
        console.print(said(warning, console, style="yellow"))
    if brief.table is not None:
        console.print()
        console.print(grid(brief.table, console))
    if brief.missing:
        console.print(said("\nNot answered, since the case does not say enough for it:", console))
        for question, lacking in brief.missing:
            more = f", and {len(lacking) - 1} more" if len(lacking) > 1 else ""
            console.print(said(f"  {question} It lacks {lacking[0]}{more}", console, style="dim"))


def grid(table: Table, console: Console) -> RichTable:
    """Return a table for the terminal, drawn in ASCII where the terminal knows no more."""
    drawn = RichTable(box=box.SIMPLE_HEAD if _unicode(console) else box.ASCII2, show_edge=False, pad_edge=False)
    for n, heading in enumerate(table.head):
        drawn.add_column(said(heading, console), justify="left" if n == 0 else "right", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(said(cell, console) for cell in row))
    return drawn


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


def said(text: str, console: Console, style: str = "") -> Text:
    """Return a text for the terminal, in ASCII where the terminal knows no more."""
    if not _unicode(console):
        text = text.translate(ASCII).encode("ascii", "replace").decode("ascii")
    return Text(text, style=style)


def _unicode(console: Console) -> bool:
    return not console.options.ascii_only
