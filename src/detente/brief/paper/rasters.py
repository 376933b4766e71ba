"""Pictures in pixels, for documents that cannot hold drawings: made by Typst, with the fonts that it brings along."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from detente.brief.paper.pdf import FONT
from detente.brief.paper.sheets import Draw, lettered_in, svg_of
from detente.findings import Chart

DOTS = 192  # of a picture, an inch: two for each pixel of a drawing
SHEETS = """\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for number in range({pictures}) {{ page(image("picture-" + str(number) + ".svg")) }}
"""


def pixels() -> bool:
    """Return whether pictures can be made here: Typst is an extra."""
    return find_spec("typst") is not None


def rasters(charts: Sequence[Chart], draw: Draw) -> dict[Chart, bytes]:
    """Return charts as PNG; none where Typst is not installed.

    Args:
        charts: The charts.
        draw: What draws them.
    """
    if not charts or not pixels():
        return {}
    import typst

    drawn = {f"picture-{n}.svg": lettered_in(svg_of(draw(chart)), FONT).encode() for n, chart in enumerate(charts)}
    given = {"main": SHEETS.format(pictures=len(charts)).encode(), **drawn}
    compiled: Any = typst.compile  # its types do not know of files that are handed over by name
    made = compiled(given, format="png", ppi=DOTS)
    sheets = made if isinstance(made, list) else [made]  # one picture comes by itself
    return dict(zip(charts, map(bytes, sheets), strict=True))
