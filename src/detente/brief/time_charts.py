"""Drawing curves and timelines over one axis, as Vega-Lite specifications."""

from __future__ import annotations

import json
from math import ceil, floor, log10
from statistics import fmean
from typing import Any

from detente.brief.chart_axes import PERCENT, fitting, room_for, rows_axis
from detente.brief.chart_words import of_point, of_range, of_span
from detente.brief.line_labels import beside
from detente.brief.palette import BACKDROP, GRID, INK, MUTED, coloured, dashed, hues, scale
from detente.brief.row_labels import BAR, labels
from detente.findings import Lines, Span, Timeline

Spec = dict[str, Any]
ROWS, STEP = 3, 13  # heights of marks, and pixels from one to the next
MARK = 6.5  # pixels of a character of a mark
BEFORE = 12.0  # pixels before the first upright bar, so that neither it nor its label covers a label of the axis
APART = 4.0  # pixels from the middle of one upright bar to that of one beside it, at the least: a bar is 3 wide
DIGIT, TALL = 7.0, 10.0  # pixels of a letter beside an upright bar: how wide, and how tall
NEAR = 3.0  # pixels between an end of an upright bar and its label, and around a label
THICK, SLIM = 13, 7  # pixels of a bar, and of one of the backdrop
SHORT = 0.015  # of the axis: a bar that is shorter could hardly be seen, so a diamond stands where its middle is
TICKS = 5
LEAST = 1e-9  # from the lowest to the highest value: what is less is one value


def curves(figure: Lines, width: int, tall: int) -> list[Spec]:
    """Return the layers of curves: vertical lines with their marks, the curves, and the name of each at its end.

    Args:
        figure: The curves.
        width: Pixels from the vertical axis to the right edge.
        tall: Pixels from top to bottom.
    """
    values: list[Spec] = [
        {"series": line.label, "x": x, "y": y, **of_point(figure, line.label, x, y)}
        for line in figure.lines
        for x, y in line.at
    ]
    heights = [value["y"] for value in values] + [end for _, low, high, _ in figure.ranges for end in (low, high)]
    bottom, top, ticks = rising(min(heights, default=0.0), max(heights, default=0.0), figure.shares)
    names, room = beside(figure, (bottom, top), width, tall)
    length = width - room
    across = _across(figure, [v["x"] for v in values], figure.across, length)
    up: Spec = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [bottom, top], "nice": False},
        "axis": {
            "title": fitting(figure.up, tall),
            "values": ticks,
            "grid": False,
            **(PERCENT if figure.shares else {"format": ",~r"}),
        },
    }
    known = [line.label for line in figure.lines]
    grid = {
        "data": {"values": [{"tick": tick} for tick in ticks]},
        "mark": {"type": "rule", "color": GRID, "x": 0, "x2": length},
        "encoding": {"y": {**up, "field": "tick"}},
    }
    drawn = {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "step-after" if figure.stepped else "linear"},
        "encoding": {
            "x": across,
            "y": up,
            "color": {**coloured(known, parties=figure.parties), "legend": None},
            "strokeDash": {**dashed(known), "legend": None},
        },
    }
    marks = _marks(figure.marks, across, length, INK)
    return [grid, *marks, drawn, *_upright(figure, across, up, (length, tall)), *_named(names, up, length)]


def _upright(figure: Lines, across: Spec, up: Spec, size: tuple[float, float]) -> list[Spec]:
    """The upright bars beside curves, each at its time and with its label at one of its ends."""
    if not figure.ranges:
        return []
    (first, last), (bottom, top) = across["scale"]["domain"], up["scale"]["domain"]
    wide, high = (size[0] - BEFORE) / (last - first), size[1] / (top - bottom)  # pixels of a unit
    ranges = sorted(figure.ranges, key=lambda bar: bar[0])
    ends = [((low - bottom) * high, (above - bottom) * high) for _, low, above, _ in ranges]
    places = side_by_side([(x - first) * wide for x, *_ in ranges], ends)
    at = beside_bars(list(zip(places, ends, [one[3] for one in ranges], strict=True)))
    values: list[Spec] = [
        {
            "x": one[0],
            "drawn": first + place / wide,
            "low": one[1],
            "high": one[2],
            "middle": first + middle / wide,
            "at": bottom + foot / high,
            "label": one[3],
            **of_range(figure, one),
        }
        for one, place, (middle, foot) in zip(ranges, places, at, strict=True)
    ]
    bar = {"type": "rule", "strokeWidth": 3, "color": INK, "opacity": 0.75, "strokeCap": "square"}
    text = {"type": "text", "align": "center", "baseline": "bottom", "fontSize": 11, "fontWeight": "bold"}
    return [
        {
            "data": {"values": values},
            "mark": bar,
            "encoding": {"x": {**across, "field": "drawn"}, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": values},
            "mark": {**text, "color": INK},
            "encoding": {
                "x": {**across, "field": "middle"},
                "y": {**up, "field": "at"},
                "text": {"field": "label"},
            },
        },
    ]


def side_by_side(places: list[float], ends: list[tuple[float, float]]) -> list[float]:
    """Return the places of upright bars, moved by some pixels where one would cover another.

    Args:
        places: Where each belongs, in pixels from the left, in rising order.
        ends: Its lower end and its upper, in pixels.

    Example:
        >>> side_by_side([10.0, 10.0, 10.0], [(0.0, 40.0), (30.0, 50.0), (70.0, 90.0)])
        [8.0, 12.0, 10.0]
    """
    groups: list[list[int]] = []  # of bars of which each is as high as another one
    for n, (low, high) in enumerate(ends):
        joined = [g for g in groups if any(low - NEAR < ends[k][1] and ends[k][0] < high + NEAR for k in g)]
        groups = [*(g for g in groups if g not in joined), sorted([*(k for g in joined for k in g), n])]
    found = {
        k: place for group in groups for k, place in zip(group, spaced([places[k] for k in group], APART), strict=True)
    }
    return [found[n] for n in range(len(places))]


def spaced(places: list[float], apart: float) -> list[float]:
    """Return places that rise, moved as little as sets each so far from the one before it.

    Example:
        >>> spaced([10.0, 10.0, 30.0], 4.0)
        [8.0, 12.0, 30.0]
    """
    groups: list[list[float]] = []  # of places less what those before them in the group take up
    for n, place in enumerate(places):
        groups.append([place - n * apart])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    middles = [fmean(group) for group in groups for _ in group]
    return [middle + n * apart for n, middle in enumerate(middles)]


def beside_bars(bars: list[tuple[float, tuple[float, float], str]]) -> list[tuple[float, float]]:
    """Return the middle and the foot of each label: above its upright bar or below it, or else as high as has room.

    Args:
        bars: The place of each bar from the left, its lower end and its upper from the foot of the chart, in pixels,
            and its label.

    Example:
        >>> beside_bars([(100.0, (50.0, 90.0), "1"), (104.0, (40.0, 80.0), "2")])
        [(100.0, 93.0), (104.0, 27.0)]
    """
    solid = [(x - APART / 2, low, x + APART / 2, high) for x, (low, high), _ in bars]
    found = []
    for n, (x, (low, high), label) in enumerate(bars):
        half = DIGIT * len(label) / 2
        others = [box for k, box in enumerate(solid) if k != n]
        ends = [high + NEAR, *([low - NEAR - TALL] if low >= NEAR + TALL else [])]
        tried = [(x + aside, foot) for aside in (0.0, -NEAR, NEAR) for foot in ends]
        tried += [(x, high + NEAR + rise * (TALL + NEAR)) for rise in range(1, len(bars) + 1)]
        boxes = {at: (at[0] - half, at[1], at[0] + half, at[1] + TALL) for at in tried}
        at = next((at for at in tried if not any(_meet(boxes[at], box) for box in others)), tried[0])
        found.append(at)
        solid.append(boxes[at])
    return found


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes, each from left, low to right, high, have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _named(names: list[Spec], up: Spec, length: float) -> list[Spec]:
    """The names of curves to the right of their ends."""
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12, "lineHeight": 14}
    encoding = {
        "x": {"value": length + 8},
        "y": {**up, "field": "beside"},
        "text": {"field": "lines"},
        "color": {"field": "ink", "scale": None},
    }
    return [{"data": {"values": names}, "mark": mark, "encoding": encoding}] if names else []


def rising(least: float, most: float, shares: bool) -> tuple[float, float, list[float]]:
    """Return where a vertical axis begins and ends, and the values it labels; one of shares ends at 100 % at most.

    Example:
        >>> rising(0.1, 0.46, True), rising(0.0, 0.0, False)[1]
        ((0.0, 0.5, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]), 1.0)
    """
    low, high = min(0.0, least), max(0.0, most)
    if high - low < LEAST:
        high = low + 1.0
    raw = (high - low) / TICKS
    size = 10.0 ** floor(log10(raw))
    step = next(size * m for m in (1, 2, 5, 10) if size * m >= raw * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = [round(n * step, 9) for n in range(first, last + 1)]
    return (ticks[0], ticks[-1], ticks) if not shares else (ticks[0], min(1.0, ticks[-1]), [t for t in ticks if t <= 1])


def spans(figure: Timeline, width: int) -> list[Spec]:
    """Return the layers of a timeline of so many pixels: lines with their marks, bars, notes behind them, labels."""
    rows, scaled = rows_of(figure), figure.scale_of or figure.spans
    line = rows_axis(len(rows))
    length = width - room_for([span.note for span in scaled], 0.3 * width)
    ends = [end for span in scaled for end in (span.start, span.end)]
    across = _across(figure, ends, figure.axis, length)
    y, colour = {"y": {"field": "y", **line}}, {"color": _hues(figure, scaled)}
    first, last = across["scale"]["domain"]
    short = SHORT * (last - first)
    values: list[Spec] = [
        {
            "series": span.series,
            "x": span.start,
            "to": span.end,
            "y": rows.index(span.label) + BAR,
            "note": span.note,
            "thick": 0 if span.end - span.start <= short else SLIM if span.series == figure.backdrop else THICK,
            **of_span(figure, span),
        }
        for span in figure.spans
    ]
    size = {"field": "thick", "type": "quantitative", "scale": None, "legend": None}
    bars = {
        "data": {"values": values},
        "mark": {"type": "rule"},
        "encoding": {**y, "x": across, "x2": {"field": "to"}, **colour, "strokeWidth": size},
    }
    days = [{**value, "middle": (value["x"] + value["to"]) / 2} for value in values if not value["thick"]]
    single = {
        "data": {"values": days},
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 70, "opacity": 1},
        "encoding": {**y, "x": {**across, "field": "middle"}, **colour},
    }
    noted = [value for value in values if value["note"]]
    notes = {
        "data": {"values": noted},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 12, "color": INK},
        "encoding": {**y, "x": {**across, "field": "to"}, "text": {"field": "note"}},
    }
    more = [layer for layer, found in ((single, days), (notes, noted)) if found]
    return [*_marks(figure.marks, across, length, MUTED), bars, *more, labels(rows, width, INK, line)]


def _hues(figure: Timeline, scaled: tuple[Span, ...]) -> Spec:
    """The encoding of the series of a timeline by colour, each as in the whole chart of which it may be a part."""
    known = list(dict.fromkeys(span.series for span in scaled))
    hue = dict(zip(known, hues(known, figure.backdrop, figure.parties), strict=True))
    own = list(dict.fromkeys(span.series for span in figure.spans))
    found = scale("series", own, [hue[series] for series in own])
    if len(known) > len(own) == 1:
        del found["legend"]  # one of several needs it: it says which it is
    return found


def rows_of(figure: Timeline) -> list[str]:
    """Return the labels of the rows of a timeline, top to bottom."""
    return list(dict.fromkeys(span.label for span in figure.spans))


def _across(figure: Lines | Timeline, values: list[float], title: str, length: float) -> Spec:
    """The horizontal axis of so many pixels, labelled by the words of its places where it has any."""
    known = [*values, *figure.ticks] or [0.0, 1.0]
    before = BEFORE if isinstance(figure, Lines) and figure.ranges else 0
    axis: Spec = {"title": fitting(title, length), "labelFlush": True, "labelOverlap": "greedy", "labelSeparation": 8}
    if figure.ticks:
        words = dict(figure.places)
        if isinstance(figure, Lines) and figure.short:
            words |= dict(zip(figure.ticks, figure.short, strict=True))
        shown = json.dumps({f"{tick:.6f}": words.get(tick, f"{tick:g}") for tick in figure.ticks})
        axis |= {"values": list(figure.ticks), "labelExpr": f"({shown})[format(datum.value, '.6f')]"}
    else:
        axis |= {"tickCount": 6}
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [min(known), max(known)], "nice": False, "zero": False, "range": [before, length]},
        "axis": axis,
    }


def _marks(marks: tuple[tuple[float, str], ...], across: Spec, length: float, ink: str) -> list[Spec]:
    """Vertical lines with a short label at the top of each."""
    if not marks:
        return []
    low, high = across["scale"]["domain"]
    heights, last = [], [-float("inf")] * ROWS
    for x, label in marks:  # some heights, so that close marks do not cover each other
        room = (high - low) * (len(label) + 1) * MARK / length
        row = next((n for n in range(ROWS) if x - last[n] >= room), last.index(min(last)))
        last[row] = x
        heights.append(-3 - STEP * row)
    values = [{"x": x, "mark": label, "at": at} for (x, label), at in zip(marks, heights, strict=True)]
    rule = {
        "data": {"values": values},
        "mark": {"type": "rule", "color": BACKDROP, "strokeWidth": 1, "strokeDash": [2, 3]},
        "encoding": {"x": across},
    }
    text = {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "center",
            "baseline": "bottom",
            "fontSize": 11,
            "color": ink,
            "yOffset": {"expr": "datum.at"},
        },
        "encoding": {"x": across, "y": {"value": 0}, "text": {"field": "mark"}},
    }
    return [rule, text]
