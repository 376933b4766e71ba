"""Charts as they stand on a page: drawn for wide and for narrow screens."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from detente.brief.charts import NARROW, WIDE, svg
from detente.findings import Chart, Figure, Table, telling


@dataclass(frozen=True)
class Drawing:
    """A chart drawn for wide and for narrow screens, as data URIs."""

    wide: str
    narrow: str


def draw(figure: Chart) -> Drawing:
    """Draw a chart; both widths show the same marks."""
    return Drawing(*(_uri(svg(figure, width)) for width in (WIDE, NARROW)))


def charts(figures: Iterable[Figure | None]) -> list[Chart]:
    """Return those figures that are charts with something to see."""
    return [figure for figure in figures if figure is not None and not isinstance(figure, Table) and telling(figure)]


def _uri(text: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
