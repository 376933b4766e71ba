"""The brief as one HTML file that opens from disk, prints, and needs nothing from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from detente.brief.chart_numbers import described, numbers
from detente.brief.compose import Brief
from detente.brief.drawings import Drawing, draw
from detente.brief.tree import Heading
from detente.findings import Chart, Table, telling
from detente.findings.words import isolated, unbroken

LONG = 28  # letters of a word that would make its column too wide
SHORT = 12  # letters of a cell that stays on one line


def render(brief: Brief, draw: Callable[[Chart], Drawing] = draw) -> str:
    """Return the page, with its charts drawn by `draw`."""
    return fitted(environment(), draw).get_template("brief.html").render(brief=brief)


def fitted(pages: Environment, draw: Callable[[Chart], Drawing] = draw) -> Environment:
    """Return templates with what those of a brief call: how to draw, what a heading and a figure are."""
    pages.globals.update(draw=draw, kind=kind, numbers=numbers, described=described, telling=telling)
    pages.globals.update(drawable=True, live=None, kinds_of=kinds_of)
    pages.globals.update(titled=titled, anchor=anchor, anchor_of=anchor_of, named=named)
    return pages


def environment(*rooms: str) -> Environment:
    """Return what fills in templates: whatever is filled in is escaped, and a name that is not there is an error.

    Args:
        rooms: Packages whose templates are looked at before those of a brief.
    """
    return Environment(
        loader=ChoiceLoader([PackageLoader(room) for room in (*rooms, "detente.brief")]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def shown(value: Any) -> Any:
    """Return what is filled in for a value: texts keep numbers with their errors, and foreign words to themselves.

    Example:
        >>> shown("3 ± 1 %") == "3\u00a0±\u00a01 %", shown(7)
        (True, 7)
    """
    if isinstance(value, Markup):  # what another part of a template has filled in
        return value
    return isolated(unbroken(value)) if isinstance(value, str) else value


def kind(figure: Any) -> str:
    """Tell a template how to show a figure: table, or chart."""
    return "table" if isinstance(figure, Table) else "chart"


def named(cell: str) -> bool:
    """Whether a cell says by itself what its row is about: a bare number does not."""
    return any(character.isalpha() for character in cell)


def kinds_of(cell: str) -> str:
    """Return the classes of a cell: short ones stay on one line, addresses and other long words may break, – is empty.

    Example:
        >>> kinds_of("41 %"), kinds_of("–"), kinds_of("https://example.org/some/page"), kinds_of("a longer text")
        ('short', 'short none', 'address', '')
    """
    kinds = {"short": len(cell) <= SHORT, "none": cell == "–", "address": max(map(len, cell.split()), default=0) > LONG}
    return " ".join(kind for kind, holds in kinds.items() if holds)


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
