"""The numbers of charts: as a table behind each, and as the words that stand in for it where it cannot be seen."""

from __future__ import annotations

from dataclasses import replace

from detente.findings import Bars, Chart, Dots, Lines, Matrix, Plane, Relief, Swings, Table, Timeline, Web
from detente.findings.cuts import cut
from detente.findings.words import how_many, percent, unbroken

SPOKEN = 12  # rows of numbers that are read out
LISTENED = 1_200  # letters of numbers that are read out at most, where more than one row has them


def numbers(figure: Chart) -> Table:
    """Return the numbers of a chart as a table that speaks of no picture, for readers and machines that see none."""
    if figure.as_table:
        figure = replace(figure, says=figure.as_table, as_table="")
    match figure:
        case Plane():
            spots = tuple((s.series, s.label or "–", percent(s.x), percent(s.y)) for s in figure.spots)
            return Table(figure.title, figure.says, ("Kind", "No.", figure.across, figure.up), spots)
        case Lines():
            return _curves(figure)
        case Timeline():
            words = dict(figure.places)
            spans = tuple(
                (s.label, s.series, place(words, s.start), place(words, s.end), s.note or "–") for s in figure.spans
            )
            return Table(figure.title, figure.says, ("What", "Who", "From", "To", "Note"), spans)
        case Swings():
            swings = tuple((s.label, percent(s.low), percent(s.high)) for s in figure.swings)
            middle = ("In all worlds", percent(figure.middle), percent(figure.middle))
            return Table(figure.title, figure.says, ("", *figure.ends), (middle, *swings))
        case Web():
            names = [knot.label for knot in figure.knots]
            wires = tuple((w.label, names[w.ends[0]], names[w.ends[1]], w.series, w.words) for w in figure.wires)
            return Table(figure.title, figure.says, ("What", "From", "To", "Kind", "Note"), wires)
        case Relief():
            return _relief(figure)
        case Matrix():
            cells = tuple((row.label, *(cell.words for cell in row.cells)) for row in figure.rows)
            return Table(figure.title, figure.says, ("", *figure.columns), cells)
        case Bars() | Dots():
            return _shares(figure)


def described(figure: Chart, spoken: int = SPOKEN) -> str:
    """Return what a chart shows, with its numbers, for a reader who cannot see it: the first rows of its table.

    Args:
        figure: The chart.
        spoken: How many rows of numbers are read out at most; fewer where they are long.

    Example:
        >>> from detente.findings import Bar
        >>> two = (Bar("ours", (("share", 0.5),), "50 %"), Bar("theirs", (("share", 0.25),), "25 %"))
        >>> described(Bars("Who", "It is even.", "share", two)).replace(chr(160), " ")
        'Who. It is even. ours: share 50 %; theirs: share 25 %.'
    """
    table = numbers(figure)
    told: list[str] = []
    for first, *cells in cut(table.rows, spoken)[0]:
        said = [f"{name} {cell}".strip() for name, cell in zip(table.head[1:], cells, strict=True) if cell]
        row = f"{first}: {', '.join(said)}"
        if told and sum(map(len, told)) + len(row) > LISTENED:
            break
        told.append(row)
    more = len(table.rows) - len(told)
    end = f"; {how_many(more, 'more row')} in the table." if more else "."
    title = figure.title if figure.title.endswith("?") else f"{figure.title}."
    return unbroken(f"{title} {figure.as_table or figure.says} {'; '.join(told)}{end}")


def _shares(figure: Bars | Dots) -> Table:
    """Return the shares of rows, a column a series; intervals have a column of their own."""
    rows = (
        [(bar.label, dict(bar.parts)) for bar in figure.bars]
        if isinstance(figure, Bars)
        else [(row.label, dict(row.at)) for row in figure.rows]
    )
    series = list(dict.fromkeys(name for _, values in rows for name in values))
    none = percent(0.0) if isinstance(figure, Bars) else "–"
    body = [(label, *(percent(values[s]) if s in values else none for s in series)) for label, values in rows]
    if isinstance(figure, Bars) and any(bar.error for bar in figure.bars):
        ends = [f"{percent(bar.error[0])} to {percent(bar.error[1])}" if bar.error else "–" for bar in figure.bars]
        body = [(*cells, end) for cells, end in zip(body, ends, strict=True)]
        return Table(figure.title, figure.says, ("", *series, "90 % interval"), tuple(body))
    return Table(figure.title, figure.says, ("", *series), tuple(body))


def _curves(figure: Lines) -> Table:
    """Return the points of curves, a row for each place on the horizontal axis."""
    words, known = dict(figure.places), [dict(line.at) for line in figure.lines]
    rows = tuple(
        (place(words, x), *(value_of(figure, at[x]) if x in at else "–" for at in known))
        for x in sorted({x for at in known for x in at})
    )
    head = (figure.across, *(line.label for line in figure.lines))
    if figure.ranges:
        head, rows = (*head, "range"), tuple((*row, "–") for row in rows)
    rows += tuple(
        (
            f"{label}: {words[x]}" if x in words else label,
            *("–" for _ in known),
            f"{value_of(figure, low)} to {value_of(figure, high)}",
        )
        for x, low, high, label in figure.ranges
    )
    return Table(figure.title, figure.says, head, rows)


def _relief(figure: Relief) -> Table:
    """Return a map as a table of every third of its lines and columns, the middle ones among them."""
    thin = range(len(figure.columns) // 2 % 3, len(figure.columns), 3)
    rows = tuple(
        (figure.lines[n], *(f"{figure.values[n][c]:.3g}" for c in thin))
        for n in reversed(range(len(figure.lines) // 2 % 3, len(figure.lines), 3))
    )
    head = (f"{figure.up} ↓, {figure.across} →", *(figure.columns[c] for c in thin))
    return Table(figure.title, f"{figure.says} In {figure.unit}.", head, rows)


def value_of(figure: Lines, value: float) -> str:
    """Return a value of a curve as its table has it."""
    return percent(value) if figure.shares else f"{value:.3g}"


def place(words: dict[float, str], x: float) -> str:
    """Return a value of the horizontal axis as a table has it."""
    return words.get(x, f"{x:.3g}")
