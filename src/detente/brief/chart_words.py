"""What each mark of a chart says, with the numbers of its table, and by which names other charts know it."""

from __future__ import annotations

from typing import Any

from detente.brief.chart_numbers import place, value_of
from detente.findings import Bar, Dot, Lines, Matrix, Plane, Relief, Span, Spot, Swing, Timeline, Web, Wire
from detente.findings.words import percent, unbroken

Spec = dict[str, Any]


def said(words: str, *names: str) -> Spec:
    r"""Return what a mark holds besides its place.

    Args:
        words: What it says where somebody points at it.
        names: What it is about, such as a package or a party, the most telling name first; empty ones are left out.

    Example:
        >>> said("Ours: half", "Ours", "")
        {'told': 'Ours: half', 'names': ['Ours']}
    """
    return {"told": unbroken(words), "names": [name for name in dict.fromkeys(names) if name]}


def of_bar(bar: Bar, series: str, value: float) -> Spec:
    """Return what a part of a bar says: its value, and the interval that the bar has."""
    interval = f"; 90 % interval {percent(bar.error[0])} to {percent(bar.error[1])}" if bar.error else ""
    return said(f"{bar.label}: {series} {percent(value)}{interval}", bar.label, series)


def of_dot(row: Dot, series: str, value: float) -> Spec:
    """Return what a dot of a row says."""
    return said(f"{row.label}: {series} {percent(value)}", row.label, series)


def of_swing(swing: Swing, series: str, value: float) -> Spec:
    """Return what an end of a swing says."""
    return said(f"{swing.label}: {series} {percent(value)}", swing.label, series)


def of_spot(figure: Plane, spot: Spot) -> Spec:
    """Return what a point of a plane says."""
    number = f"{spot.label}: " if spot.label else ""
    where = f"{figure.across} {percent(spot.x)}, {figure.up} {percent(spot.y)}"
    return said(f"{number}{spot.series}; {where}", spot.series)


def of_point(figure: Lines, label: str, x: float, y: float) -> Spec:
    """Return what a point of a curve says."""
    return said(f"{label}; {place(dict(figure.places), x)}: {value_of(figure, y)}", label)


def of_range(figure: Lines, upright: tuple[float, float, float, str]) -> Spec:
    """Return what an upright bar beside curves says."""
    x, low, high, label = upright
    ends = f"{value_of(figure, low)} to {value_of(figure, high)}"
    return said(f"{label}; {place(dict(figure.places), x)}: {ends}", label)


def of_span(figure: Timeline, span: Span) -> Spec:
    """Return what a bar of a timeline says."""
    words = dict(figure.places)
    start, end = place(words, span.start), place(words, span.end)
    note = f"; {span.note}" if span.note else ""
    return said(f"{span.label}; {span.series}: {start if start == end else f'{start} to {end}'}{note}", span.series)


def of_cell(figure: Matrix, row: int, column: int) -> Spec:
    """Return what a cell of a matrix says."""
    one, package = figure.rows[row], figure.columns[column]
    return said(f"{package}; {one.label}: {one.cells[column].words}", package, one.label)


def of_wires(figure: Web, wires: list[Wire]) -> Spec:
    """Return what a line of a network says, which stands for all of a kind between two points."""
    ends = [figure.knots[end].label for end in wires[0].ends]
    told = "; ".join(f"{wire.label}, {wire.words}" if wire.words else wire.label for wire in wires)
    return said(f"{' and '.join(ends)}; {wires[0].series}: {told}", *ends, wires[0].series)


def of_field(figure: Relief, line: int, column: int) -> Spec:
    """Return what a cell of a map says."""
    where = f"{figure.up} {figure.lines[line]}, {figure.across} {figure.columns[column]}"
    return said(f"{where}: {figure.values[line][column]:.3g} {figure.unit}")
