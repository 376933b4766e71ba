"""The brief as one HTML file that opens from disk, prints, and needs nothing from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from detente.brief.compose import Brief
from detente.brief.drawings import Drawing, draw
from detente.brief.tree import Heading
from detente.findings import Bars, Chart, Lines, Plane, Table, Timeline
from detente.findings.words import percent


def render(brief: Brief, draw: Callable[[Chart], Drawing] = draw) -> str:
    """Return the page; charts that were drawn ahead are handed out by `draw`."""
    pages = environment()
    pages.globals.update(draw=draw, kind=kind, numbers=numbers, titled=titled, anchor=anchor, anchor_of=anchor_of)
    return pages.get_template("brief.html").render(brief=brief)


def environment() -> Environment:
    """Return what fills in templates: whatever is filled in is escaped, and a name that is not there is an error."""
    return Environment(
        loader=PackageLoader("detente.brief"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def kind(figure: Any) -> str:
    """Tell a template how to show a figure: table, or chart."""
    return "table" if isinstance(figure, Table) else "chart"


def titled(heading: Heading) -> str:
    """Return a heading with its number, if it has one."""
    return f"{heading.number} {heading.title}" if heading.number else heading.title


def anchor(heading: Heading) -> str:
    """Return the id of a heading on the page.

    Example:
        >>> anchor(Heading("A.2", "Sources", ())), anchor(Heading("", "How to make it again", ()))
        ('s-a-2', 's-how-to-make-it-again')
    """
    return anchor_of(heading.number or heading.title)


def anchor_of(number: str) -> str:
    """Return the id of the heading with a number."""
    return "s-" + re.sub(r"\W+", "-", number).lower()


def numbers(figure: Chart) -> Table:
    """Return the numbers of a chart as a table, for readers and machines that cannot see it."""
    if isinstance(figure, Plane):
        spots = tuple((s.label or "–", s.series, percent(s.x), percent(s.y)) for s in figure.spots)
        return Table(figure.title, figure.says, ("No.", "Kind", figure.across, figure.up), spots)
    if isinstance(figure, Lines):
        return _curves(figure)
    if isinstance(figure, Timeline):
        words = dict(figure.places)
        spans = tuple((s.label, s.series, _place(words, s.start), _place(words, s.end), s.note) for s in figure.spans)
        return Table(figure.title, figure.says, ("What", "Who", "From", "To", "Note"), spans)
    rows = (
        [(bar.label, dict(bar.parts)) for bar in figure.bars]
        if isinstance(figure, Bars)
        else [(row.label, dict(row.at)) for row in figure.rows]
    )
    series = list(dict.fromkeys(name for _, values in rows for name in values))
    none = percent(0.0) if isinstance(figure, Bars) else "–"
    body = tuple((label, *(percent(values[s]) if s in values else none for s in series)) for label, values in rows)
    return Table(figure.title, figure.says, ("", *series), body)


def _curves(figure: Lines) -> Table:
    """Return the points of curves, a row for each place on the horizontal axis."""
    words, known = dict(figure.places), [dict(line.at) for line in figure.lines]
    rows = tuple(
        (_place(words, x), *(_value(figure, at[x]) if x in at else "–" for at in known))
        for x in sorted({x for at in known for x in at})
    )
    return Table(figure.title, figure.says, (figure.across, *(line.label for line in figure.lines)), rows)


def _value(figure: Lines, value: float) -> str:
    return percent(value) if figure.shares else f"{value:.3g}"


def _place(words: dict[float, str], x: float) -> str:
    return words.get(x, f"{x:.3g}")
