"""Charts as they stand on a page: drawn for wide and for narrow screens."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass

from detente.brief.charts import NARROW, WIDE, svg
from detente.findings import Chart, Figure, Table, telling
from detente.workers import Handed, Workers


@dataclass(frozen=True)
class Drawing:
    """A chart drawn for wide and for narrow screens, as data URIs."""

    wide: str
    narrow: str


def draw(figure: Chart) -> Drawing:
    """Draw a chart; both widths show the same marks."""
    return Drawing(*(_uri(svg(figure, width)) for width in (WIDE, NARROW)))


class DrawnAhead:
    """Draws charts, some of which another process has drawn meanwhile."""

    def __init__(self, pool: Executor | None, figures: Iterable[Figure | None]) -> None:
        """Have a process draw the charts among some figures when it has nothing else to do, if there is one."""
        idle = pool.idle if isinstance(pool, Workers) else None
        self._begun = {} if idle is None else {figure: Handed(idle, draw, figure) for figure in charts(figures)}

    def __call__(self, figure: Chart) -> Drawing:
        """Return the drawing of a chart, made here if nobody has begun it."""
        begun = self._begun.get(figure)
        return draw(figure) if begun is None or begun.cancel() else begun.result()


def charts(figures: Iterable[Figure | None]) -> list[Chart]:
    """Return those figures that are charts with something to see."""
    return [figure for figure in figures if figure is not None and not isinstance(figure, Table) and telling(figure)]


def _uri(text: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
