"""A brief on a terminal: its answer and what more has room on forty lines, 45 of a narrow one, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from detente.brief.chart_numbers import numbers
from detente.brief.column_widths import widths
from detente.brief.compose import Brief
from detente.brief.pageone import Slot
from detente.brief.terminal_tables import grid
from detente.brief.terminal_text import Paragraph, lettered, said
from detente.brief.tree import Heading
from detente.findings import Table

PAIR = 2  # columns of a table that is told in lines
LINES, NARROW_LINES = 40, 45  # that are printed unless all is asked for; where a line has fewer letters than
USUAL = 80
MORE = "More stands behind this: --full prints all of it."


def show(brief: Brief, console: Console, full: bool = False) -> None:
    """Print a brief.

    Args:
        brief: The brief.
        console: The terminal.
        full: Whether to print all of it, with the numbers of pictures as tables. Otherwise the answer is printed, and
            of what follows as much as has room on forty lines, or on 45 of fewer than 80 letters; nothing is cut within
            a table or a paragraph. An answer that takes more is set closer.
    """
    most = LINES if console.width >= USUAL else NARROW_LINES
    answer = Group(*_answer(brief, console))
    if not full and _lines(answer, console) >= most:
        answer = Group(*_answer(brief, console, close=True))
    room = most - _lines(answer, console) - 1
    console.print(answer)
    if full and brief.one.picture is not None:
        console.print(_shown(numbers(brief.one.picture), console))
    for block in _behind(brief, console):
        room -= _lines(block, console)
        if not full and room < 0:
            console.print(said(MORE, console, style="dim"))
            return
        console.print(block)


def _lines(block: RenderableType, console: Console) -> int:
    return len(console.render_lines(block, pad=False))


def _answer(brief: Brief, console: Console, *, close: bool = False) -> Iterator[RenderableType]:
    """Yield title and page one; set close, what is listed runs on, and a narrow terminal does without the question."""
    yield said(brief.title, console, style="bold")
    if not close or console.width >= USUAL:
        yield said(brief.question, console)
    yield said(brief.seen, console, style="dim")
    *slots, last = brief.one.slots
    for slot in slots:
        yield from _run_on(slot, console) if close else _slot(slot, console)
    yield from _run_on(last, console, brief.warnings) if close else _slot(last, console, brief.warnings)


def _run_on(slot: Slot, console: Console, warnings: tuple[str, ...] = ()) -> Iterator[RenderableType]:
    """Yield a slot in one paragraph: what it says, its tables of two columns, what to do; then its other tables.

    Of a table that is too wide for the terminal each row is a paragraph.
    """
    terms = [
        f"{first}: {'; '.join(second.splitlines())}."
        for table in slot.tables
        if len(table.head) <= PAIR
        for first, second in table.rows
    ]
    announced = bool(slot.says) and slot.says[0].endswith(":")
    before, behind = (slot.says[:1], slot.says[1:]) if announced else (slot.says, ())
    opening = (" ".join((*before, *terms)),) if announced else (*before, *terms)
    told = [*opening, *behind, *(f"{n}. {action}" for n, action in enumerate(slot.actions, start=1))]
    wide = [table for table in slot.tables if len(table.head) > PAIR]
    fitting = tuple(table for table in wide if widths(table, console.width) is not None)
    yield from _slot(Slot(slot.name, slot.title, tuple(told), (), fitting), console, warnings)
    for table in wide:
        for name, *cells in () if table in fitting else table.rows:
            row = "; ".join(f"{head} {cell}" for head, cell in zip(table.head[1:], cells, strict=True) if cell)
            yield Paragraph(lettered(f"{name}: ", console, style="bold") + lettered(row, console))


def _slot(slot: Slot, console: Console, warnings: tuple[str, ...] = ()) -> Iterator[RenderableType]:
    """Yield a slot: its heading, sentences and warnings as one paragraph, then its tables, then what to do.

    Where the first sentence announces the tables, the others follow them.
    """
    title = lettered(f"{slot.title}: ", console, style="bold") if slot.title else Text()
    warned = lettered("".join(f" {warning}" for warning in warnings), console, style="yellow")
    announced = bool(slot.tables and slot.says) and slot.says[0].endswith(":")
    before, behind = (slot.says[:1], slot.says[1:]) if announced else (slot.says, ())
    yield Paragraph(title + lettered(" ".join(before), console) + (Text() if behind else warned))
    yield from _tables(slot.tables, console)
    if behind:
        yield Paragraph(lettered(" ".join(behind), console) + warned)
    for n, action in enumerate(slot.actions, start=1):
        yield Padding(said(f"{n}. {action}", console), (0, 0, 0, 2), expand=False)


def _tables(tables: Iterable[Table], console: Console) -> Iterator[RenderableType]:
    """Yield the tables of a slot: those of two columns as a line a row, others as they are."""
    for table in tables:
        if len(table.head) > PAIR:
            yield Padding(grid(table, console), (1, 0, 0, 0))
            continue
        for first, second in table.rows:
            terms = lettered("; ".join(second.split("\n")), console)
            line = Paragraph(lettered(f"{first}: ", console, style="bold") + terms)
            yield Padding(line, (0, 0, 0, 2), expand=False)


def _behind(brief: Brief, console: Console) -> Iterator[RenderableType]:
    """Yield what stands behind page one, a block that is not to be torn apart at a time."""
    for place in brief.headings:
        for heading in place.all:
            yield Group("", *_opening(heading, console))
            for figure in heading.figures:
                table = figure if isinstance(figure, Table) else numbers(figure)
                if table.rows:
                    yield _shown(table, console)
            if heading.see:
                yield said(f"More in {heading.see}.", console)


def _shown(table: Table, console: Console) -> RenderableType:
    return Group("", said(table.title, console, style="underline"), grid(table, console))


def _opening(heading: Heading, console: Console) -> Iterator[RenderableType]:
    number = f"{heading.number} " if heading.number else ""
    yield said(f"{number}{heading.title}", console, style="bold")
    for sentence in heading.says:
        yield said(sentence, console)
    if heading.code:
        yield said(f"    {heading.code}", console)
