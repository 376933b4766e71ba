"""The brief as one HTML file that opens from disk, prints, and needs nothing from anywhere."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from detente.brief.charts import draw
from detente.brief.compose import Brief
from detente.findings import Bars, Chart, Plane, Table
from detente.findings.words import percent


def render(brief: Brief) -> str:
    """Return the page."""
    environment = Environment(
        loader=PackageLoader("detente.brief"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(draw=draw, kind=kind, numbers=numbers)
    return environment.get_template("brief.html").render(brief=brief)


def kind(figure: Any) -> str:
    """Tell a template how to show a figure: table, or chart."""
    return "table" if isinstance(figure, Table) else "chart"


def numbers(figure: Chart) -> Table:
    """Return the numbers of a chart as a table, for readers and machines that cannot see it."""
    if isinstance(figure, Plane):
        spots = tuple((s.label or "–", s.series, percent(s.x), percent(s.y)) for s in figure.spots)
        return Table(figure.title, figure.says, ("No.", "Kind", figure.across, figure.up), spots)
    rows = (
        [(bar.label, dict(bar.parts)) for bar in figure.bars]
        if isinstance(figure, Bars)
        else [(row.label, dict(row.at)) for row in figure.rows]
    )
    series = list(dict.fromkeys(name for _, values in rows for name in values))
    none = percent(0.0) if isinstance(figure, Bars) else "–"
    body = tuple((label, *(percent(values[s]) if s in values else none for s in series)) for label, values in rows)
    return Table(figure.title, figure.says, ("", *series), body)
