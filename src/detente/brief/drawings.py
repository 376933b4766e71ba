"""Charts drawn ahead of the page that shows them, by another process."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass

from detente.brief.charts import NARROW, WIDE, svg
from detente.findings import Chart, Figure, Table, telling
from detente.workers import Handed

ADDRESS_SPACE = 70 * 2**30  # bytes that the drawing engine reserves, of which it uses little


@dataclass(frozen=True)
class Drawing:
    """A chart drawn for wide and for narrow screens, as data URIs."""

    wide: str
    narrow: str


def draw(figure: Chart) -> Drawing:
    """Draw a chart; both widths show the same marks."""
    return Drawing(*(_uri(svg(figure, width)) for width in (WIDE, NARROW)))


def drawable() -> bool:
    """Return whether charts can be drawn here: the drawing engine reserves much address space, and ends without it."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
    except ImportError:  # not a system that limits it
        return True
    most = getrlimit(RLIMIT_AS)[0]
    return most == RLIM_INFINITY or most >= ADDRESS_SPACE


def charts(figures: Iterable[Figure | None]) -> list[Chart]:
    """Return those figures that are charts with something to see."""
    return [figure for figure in figures if figure is not None and not isinstance(figure, Table) and telling(figure)]


class Drawer:
    """Draws charts, some of them ahead of time.

    The drawing engine lets no thread of Python run while it draws, so that only another process takes the work off this
    one's hands.
    """

    def __init__(self, pool: Executor) -> None:
        """Have charts drawn by another process or thread, which starts the drawing engine with the first of them."""
        self._pool = pool
        self._ahead: dict[Chart, Handed[Drawing]] = {}

    def ahead(self, figures: Iterable[Figure | None]) -> None:
        """Begin to draw the charts among these figures while other work goes on."""
        for figure in charts(figures) if drawable() else ():
            self._drawn(figure)

    def __call__(self, figure: Chart) -> Drawing:
        """Return the drawing of a chart; it is drawn where the engine runs already."""
        return self._drawn(figure).result()

    def _drawn(self, figure: Chart) -> Handed[Drawing]:
        if figure not in self._ahead:
            self._ahead[figure] = Handed(self._pool, draw, figure)
        return self._ahead[figure]


def _uri(text: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
