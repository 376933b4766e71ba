"""A brief as plain data, as the PDF is set from it, and the pictures that it shows."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente import __version__
from detente.brief.chart_numbers import described
from detente.brief.chart_parts import is_one_chart
from detente.brief.column_widths import portions, unbroken_cells
from detente.brief.compose import Brief
from detente.brief.drawings import Drawing
from detente.brief.html import anchor, anchor_of, titled
from detente.brief.tree import Heading
from detente.findings import Chart, Figure, Table, telling

SMALL, SMALLER = 105, 120  # letters of a line of a table before the appendix, and in it
MANY = 8  # rows of a picture that is set smaller, so that it more often has room below what stands before it
EVERY = 10**6  # rows of numbers that are told of a picture beside which no table stands
LEADING = 250  # letters, some two lines, that a section says before its first figure and that stay on its sheet
Draw = Callable[[Chart], Drawing]


@dataclass
class Sheets:
    """Takes a brief apart, and keeps the pictures that it meets, as SVG.

    Attributes:
        draw: What draws a chart.
        pictures: File name → SVG, in order.
    """

    draw: Draw
    pictures: dict[str, str] = field(default_factory=dict)

    def of(self, brief: Brief) -> dict[str, Any]:
        """Return a brief as plain data: texts, lists and tables, nothing else."""
        one = brief.one
        return {
            "kind": brief.kind,
            "short": brief.short,
            "title": brief.title,
            "question": brief.question,
            "seen": brief.seen,
            "version": __version__,
            "slots": [
                {
                    "name": slot.name,
                    "title": slot.title,
                    "says": slot.says,
                    "tables": [self._table(table, SMALL) for table in slot.tables],
                    "actions": slot.actions,
                }
                for slot in one.slots
            ],
            "warnings": brief.warnings,
            "picture": self._figure(one.picture, SMALL) if one.picture and telling(one.picture) else None,
            "headings": [self._heading(heading) for heading in brief.headings],
        }

    def _heading(self, heading: Heading) -> dict[str, Any]:
        return {
            "title": titled(heading),
            "anchor": anchor(heading),
            "folded": heading.folded,
            "says": heading.says,
            "leads": leads(heading),
            "code": heading.code,
            "figures": [
                self._figure(figure, SMALLER if heading.folded else SMALL, heading.figures)
                for figure in heading.figures
            ],
            "see": {"number": heading.see, "anchor": anchor_of(heading.see)} if heading.see else None,
            "below": [self._heading(inner) for inner in heading.below],
        }

    def _figure(self, figure: Figure, room: int, beside: Sequence[Figure] = ()) -> dict[str, Any]:
        told = {"title": figure.title, "says": figure.says}
        if isinstance(figure, Table):
            return told | self._table(figure, room)
        name = f"picture-{len(self.pictures) + 1}.svg"
        self.pictures[name] = svg_of(self.draw(figure))
        return told | {
            "picture": name,
            "alt": described(figure, EVERY),
            "tall": any(_is_tall(part) for part in (figure, *beside) if is_one_chart(part, figure)),
        }

    def _table(self, table: Table, room: int) -> dict[str, Any]:
        table = unbroken_cells(table)
        return {"head": table.head, "rows": table.rows, "portions": portions(table, room)}


def _is_tall(figure: Figure) -> bool:
    """Whether a picture has many rows."""
    return len(getattr(figure, "rows", ())) > MANY


def leads(heading: Heading) -> bool:
    """Whether what a heading says is so short that it would be lost at the foot of a sheet without its first figure."""
    return bool(heading.figures) and not heading.code and sum(map(len, heading.says)) <= LEADING


def svg_of(drawing: Drawing) -> str:
    """Return the SVG text of the wide drawing of a chart."""
    return base64.b64decode(drawing.wide.partition(",")[2]).decode()


def lettered_in(svg: str, font: str) -> str:
    """Return a drawing whose texts are set in a font.

    Example:
        >>> lettered_in('<text font-family="system-ui, Arial" font-size="11px">', "Libertinus Serif")
        '<text font-family="Libertinus Serif" font-size="11px">'
    """
    return re.sub(r'font-family="[^"]*"', f'font-family="{font}"', _edges_apart(svg))


def _edges_apart(svg: str) -> str:
    """Write each text that has an edge twice, its edge first: Typst draws letter by letter, and edges eat neighbours.

    Example:
        >>> _edges_apart('<text paint-order="stroke" fill="#000" stroke="#fff" stroke-width="4">tile</text>')
        '<text paint-order="stroke" fill="#000" stroke="#fff" stroke-width="4">tile</text><text fill="#000">tile</text>'
    """

    def twice(found: re.Match[str]) -> str:
        looks = re.sub(r' (paint-order|stroke|stroke-width|stroke-linejoin)="[^"]*"', "", found[1])
        return f"{found[0]}<text{looks}>{found[2]}</text>"

    return re.sub(r'<text(?=[^>]* paint-order="stroke")([^>]*)>(.*?)</text>', twice, svg, flags=re.DOTALL)
