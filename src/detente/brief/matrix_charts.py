"""Drawing packages side by side, a row a ladder, as a Vega-Lite specification."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import Any

from detente.brief.chart_axes import LETTER, rows_axis
from detente.brief.chart_words import of_cell
from detente.brief.palette import GRID, INK, MUTED, PAGE, SHADES
from detente.brief.row_labels import height, labels
from detente.findings import Matrix

ABOVE, HEAD = 16, 14  # pixels above the heads of the columns, and of each of their lines
SIZES = (11, 9)  # pixels of the letters of heads, the smaller where a word has no room otherwise
CELL, GAP = 19, 1  # pixels of a cell from top to bottom, and below it
Spec = dict[str, Any]


def layers(figure: Matrix, width: int) -> list[Spec]:
    """Return the layers of a matrix: the cells, the steps in them, heads of columns, and labels of rows.

    A cell is the darker, the further its package goes on that ladder; what differs from the first package has a thick
    edge.
    """
    row_tall = _row(figure, width)
    above, top, bottom = _above(figure, width) / row_tall, 1 - (CELL + GAP) / row_tall, 1 - GAP / row_tall
    line = rows_axis(len(figure.rows), above)
    columns = max(1, len(figure.columns))
    across: Spec = {"type": "quantitative", "scale": {"domain": [0, columns], "nice": False}, "axis": None}
    cells: list[Spec] = [
        {
            "x": column + 0.02,
            "to": column + 0.98,
            "y": row + top,
            "down": row + bottom,
            "fill": shade(cell.step, cell.steps),
            "edge": INK if cell.differs else GRID,
            "thick": 2.5 if cell.differs else 1,
            **of_cell(figure, row, column),
        }
        for row, one in enumerate(figure.rows)
        for column, cell in enumerate(one.cells)
    ]
    texts: list[Spec] = [
        {
            "x": column + 0.5,
            "y": row + (top + bottom) / 2,
            "step": f"{cell.step} of {cell.steps}" if cell.step else "as now",
            "ink": PAGE if shade(cell.step, cell.steps) in SHADES[2:] else INK,
        }
        for row, one in enumerate(figure.rows)
        for column, cell in enumerate(one.cells)
    ]
    size, broken = _heads(figure, width)
    heads: list[Spec] = [
        {"x": column + 0.5, "y": -HEAD * len(head) / row_tall, "head": head}  # the last line stands above the cells
        for column, head in enumerate(broken)
    ]
    x, y = {"field": "x", **across}, {"field": "y", **line}
    own = {"fill": {"field": "fill", "scale": None}, "stroke": {"field": "edge", "scale": None}}
    box = {"x": x, "x2": {"field": "to"}, "y": y, "y2": {"field": "down"}, **own}
    box["strokeWidth"] = {"field": "thick", "type": "quantitative", "scale": None}
    centred = {"type": "text", "align": "center", "baseline": "middle", "fontSize": 12}
    step = {"x": x, "y": y, "text": {"field": "step"}, "color": {"field": "ink", "scale": None}}
    return [
        {"data": {"values": cells}, "mark": {"type": "rect"}, "encoding": box},
        {"data": {"values": texts}, "mark": centred, "encoding": step},
        {
            "data": {"values": heads},
            "mark": {**centred, "fontSize": size, "color": MUTED, "lineHeight": HEAD},
            "encoding": {"x": x, "y": y, "text": {"field": "head"}},
        },
        labels([row.label for row in figure.rows], width, INK, line),
    ]


def tall(figure: Matrix, width: int) -> int:
    """Return the pixels that a matrix takes from top to bottom."""
    return len(figure.rows) * _row(figure, width) + _above(figure, width)


def _heads(figure: Matrix, width: int) -> tuple[int, list[list[str]]]:
    """Return the size of the heads of columns in pixels, and each broken into lines no wider than its column."""
    longest = max((len(word) for name in figure.columns for word in name.split()), default=0)
    room = width / max(1, len(figure.columns)) / LETTER
    letters = {size: max(6, int(room * SIZES[0] / size)) for size in SIZES}
    size = next((size for size in SIZES if longest <= letters[size]), SIZES[-1])
    return size, [wrap(name, letters[size]) for name in figure.columns]


def _above(figure: Matrix, width: int) -> int:
    return ABOVE + HEAD * max((len(head) for head in _heads(figure, width)[1]), default=1)


def _row(figure: Matrix, width: int) -> int:
    return height([row.label for row in figure.rows], width)


def shade(step: int, steps: int) -> str:
    """Return the colour of a step: none for the status quo, the darker the further.

    Example:
        >>> shade(0, 3), shade(3, 3), shade(1, 1)
        ('#ffffff', '#00578a', '#00578a')
    """
    return SHADES[ceil(len(SHADES) * step / max(1, steps)) - 1] if step else PAGE
