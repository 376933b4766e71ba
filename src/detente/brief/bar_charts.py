"""Drawing rows of bars and of dots, as Vega-Lite specifications."""

from __future__ import annotations

from typing import Any

from detente.brief.chart_axes import room_for, rows_axis, share_axis, top_of
from detente.brief.chart_words import of_bar, of_dot, of_swing
from detente.brief.palette import GRID, INK, PAGE, coloured, shaped
from detente.brief.row_labels import BAR, EDGE, clear_of, height, labels
from detente.findings import Bar, Bars, Dots, Swings

THICK, THIN = 13, 7  # pixels
SMALLEST = 19.2  # square pixels of a dot that can still be seen
Spec = dict[str, Any]


def bars(figure: Bars, width: int) -> list[Spec]:
    """Return the layers of bars: their parts, the intervals, the notes behind them, and the labels above."""
    values: list[Spec] = []
    notes: list[Spec] = []
    errors: list[Spec] = []
    for n, bar in enumerate(figure.bars):
        at = 0.0
        for series, value in bar.parts:
            values.append({"series": series, "from": at, "to": at + value, "y": n + BAR, **of_bar(bar, series, value)})
            at += value
        notes.append({"at": _end(bar), "y": n + BAR, "note": bar.note})
        if bar.error:
            errors.append({"least": bar.error[0], "most": bar.error[1], "y": n + BAR})
    scaled = figure.scale_of or figure.bars
    length = width - room_for([bar.note for bar in scaled], 0.4 * width)
    line, share = rows_axis(len(figure.bars)), share_axis(figure.axis, max(map(_end, scaled), default=0), length)
    y = {"y": {"field": "y", **line}}
    across = {"x": {"field": "from", **share}, "x2": {"field": "to"}}
    known = list(dict.fromkeys(str(value["series"]) for value in values))
    drawn = _layer(values, {"type": "rule", "strokeWidth": THICK}, {**y, **across, "color": coloured(known)})
    return [
        drawn,
        *(_intervals(errors, y, share) if errors else []),
        _notes(notes, y, share),
        _labelled(figure, width, line),
    ]


def _end(bar: Bar) -> float:
    """Return where a bar ends, with the interval on it."""
    at = sum(value for _, value in bar.parts)
    return max(at, bar.error[1]) if bar.error else at


def dots(figure: Dots, width: int) -> list[Spec]:
    """Return the layers of rows of dots: the line that joins each row, the dots, and the labels above."""
    known = list(dict.fromkeys(series for row in figure.rows for series, _ in row.at))
    large = dict(zip(known, sizes(len(known)), strict=True))
    values = [
        {"series": series, "at": value, "y": n + BAR, "size": large[series], **of_dot(row, series, value)}
        for n, row in enumerate(figure.rows)
        for series, value in row.at
    ]
    spans = [
        {"from": min(v for _, v in row.at), "to": max(v for _, v in row.at), "y": n + BAR}
        for n, row in enumerate(figure.rows)
        if row.at
    ]
    line, share = rows_axis(len(figure.rows)), share_axis(figure.axis, 1.0, width - 30)
    y = {"y": {"field": "y", **line}}
    joined = {**y, "x": {"field": "from", **share}, "x2": {"field": "to"}}
    size = {"field": "size", "type": "quantitative", "scale": None, "legend": None}
    shown = {
        **y,
        "x": {"field": "at", **share},
        "color": coloured(known, parties=figure.parties),
        "shape": shaped(known),
        "size": size,
    }
    return [
        _layer(spans, {"type": "rule", "color": GRID, "strokeWidth": 2}, joined),
        _layer(values, {"type": "point", "filled": True, "opacity": 0.9}, shown),
        _labelled(figure, width, line),
    ]


def sizes(number: int) -> list[float]:
    """Return how large the dots of each series are, square pixels: each of the first four has room within the last.

    Those that follow are as large as the fourth, since a smaller one could not be seen.

    Example:
        >>> sizes(3)
        [225.0, 99.0, 43.6]
    """
    return [max(SMALLEST, round(225 * 0.44**n, 1)) for n in range(number)]


def swings(figure: Swings, width: int) -> list[Spec]:
    """Return the layers of swings: a bar from the middle to each end, the middle itself, notes and labels.

    The bar of the high end is thick and that of the low end thin: both can lie on one side of the middle.
    """
    low, high = figure.ends
    values = [
        {"series": end, "from": figure.middle, "to": to, "y": n + BAR, "thick": thick, **of_swing(s, end, to)}
        for n, s in enumerate(figure.swings)
        for end, to, thick in ((high, s.high, THICK), (low, s.low, THIN))
    ]
    notes = [
        {"at": max(s.low, s.high, figure.middle), "y": n + BAR, "note": s.note} for n, s in enumerate(figure.swings)
    ]
    scaled = figure.scale_of or figure.swings
    length = width - room_for([s.note for s in scaled], 0.4 * width)
    line = rows_axis(len(figure.swings))
    longest = max([figure.middle, *(end for s in scaled for end in (s.low, s.high))])
    share = share_axis(figure.axis, longest, length)
    y = {"y": {"field": "y", **line}}
    across = {"x": {"field": "from", **share}, "x2": {"field": "to"}}
    size = {"field": "thick", "type": "quantitative", "scale": None, "legend": None}
    drawn = _layer(values, {"type": "rule"}, {**y, **across, "color": coloured([low, high]), "strokeWidth": size})
    middle = _layer(
        _middles(figure, width, figure.middle / top_of(longest)[0] * length),
        {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": [3, 2]},
        {"x": {"field": "middle", **share}, "y": {"field": "above", **line}, "y2": {"field": "below"}},
    )
    return [middle, drawn, _notes(notes, y, share), _labelled(figure, width, line)]


def _middles(figure: Swings, width: int, at: float) -> list[Spec]:
    """Return the pieces of the line at the middle, a row each: below the label of the row where that reaches so far.

    Args:
        figure: The swings.
        width: Width of the chart, pixels.
        at: Where the line stands, pixels.
    """
    tall = row_height(figure, width)
    starts = (clear_of(s.label, width, tall, at) for s in figure.swings)
    end = 1 - EDGE / tall  # above the label of the row that follows
    return [{"middle": figure.middle, "above": n + start, "below": n + end} for n, start in enumerate(starts)]


def _labelled(figure: Bars | Dots | Swings, width: int, line: Spec) -> Spec:
    return labels([row.label for row in figure.rows], width, INK, line)


def row_height(figure: Bars | Dots | Swings, width: int) -> int:
    """Return the pixels of a row, so that the longest label has room."""
    return height([row.label for row in figure.rows], width)


def _intervals(errors: list[Spec], y: Spec, share: Spec) -> list[Spec]:
    """A line from end to end of each interval, with a light edge so that it stands out on its bar."""
    across = {**y, "x": {"field": "least", **share}, "x2": {"field": "most"}}
    return [
        _layer(errors, {"type": "rule", "color": colour, "strokeWidth": thick}, across)
        for colour, thick in ((PAGE, 5), (INK, 2))
    ]


def _notes(notes: list[Spec], y: Spec, share: Spec) -> Spec:
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 12, "color": INK}
    return _layer(notes, mark, {**y, "x": {"field": "at", **share}, "text": {"field": "note"}})


def _layer(values: list[Spec], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}
