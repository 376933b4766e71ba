"""Diagrams of what may follow on what, as SVG, drawn from the same tables by which entries are judged.

States stand in a row, ends last. An arrow is an entry that leads from one state to another; in a state stand the
entries that leave it as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from detente.talks.rules.machines import CourseStep

WIDE, GAP, LINE, HEAD = 124, 112, 15, 26  # pixels: a state, the room between two, a line of text, the name of a state
BOW = 26  # how much further from the row an arrow runs for each state that it passes
STYLE = 'font-family="system-ui, sans-serif" font-size="12" fill="currentColor" stroke="none"'


def course_diagram(course: str, steps: Sequence[CourseStep]) -> str:
    """Return the diagram of a course, one line of SVG."""
    states = _in_order(steps)
    stays = {state: [one.kind for one in steps if one.state == one.then == state] for state in states}
    arrows: dict[tuple[str, str], list[str]] = {}
    for one in steps:
        if one.state != one.then:
            arrows.setdefault((one.state, one.then), []).append(one.kind)
    at = {state: n for n, state in enumerate(states)}
    above = max((at[b] - at[a] for a, b in arrows if at[b] > at[a] + 1), default=0)
    below = max((at[a] - at[b] for a, b in arrows if at[b] < at[a]), default=0)
    tall = HEAD + LINE * max(map(len, stays.values()), default=0) + 8
    top = 4 + (14 + BOW * above if above else 0)
    parts = [_state(state, stays[state], _left(at[state]), top, tall) for state in states if state]
    parts += [_arrow((at[a], at[b]), (a, b), kinds, top, tall) for (a, b), kinds in arrows.items()]
    width, height = _left(len(states) - 1) + WIDE + 4, top + tall + 4 + (14 + BOW * below if below else 0)
    marker = (
        f'<marker id="tip-{course}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="currentColor"/></marker>'
    )
    label = escape(f"The course of a {course}: " + "; ".join(map(_said, steps)), quote=True)
    drawn = "".join(parts).replace("url(#tip)", f"url(#tip-{course})")
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}" width="{width}" '
        f'style="max-width:100%;height:auto" fill="none" stroke="currentColor"><defs>{marker}</defs>{drawn}</svg>'
    )


def _in_order(steps: Sequence[CourseStep]) -> list[str]:
    """Return the states as they come up, those from which nothing leads away last, the last one of them first."""
    found = [*dict.fromkeys(state for one in steps for state in (one.state, one.then))]
    leaving = {one.state for one in steps if one.state != one.then}
    return [*(s for s in found if s in leaving), *reversed([s for s in found if s not in leaving])]


def _said(one: CourseStep) -> str:
    return f"{one.state or 'nothing'}, {one.kind}, {one.then}"


def _left(place: int) -> int:
    return 2 if place == 0 else 2 + 14 + GAP + (place - 1) * (WIDE + GAP)


def _state(state: str, stays: Sequence[str], left: int, top: int, tall: int) -> str:
    middle = left + WIDE / 2
    lines = "".join(
        f'<text x="{middle:g}" y="{top + HEAD + 8 + LINE * n}" text-anchor="middle" {STYLE} font-style="italic">'
        f"{kind}</text>"
        for n, kind in enumerate(stays)
    )
    return (
        f'<rect x="{left}" y="{top}" width="{WIDE}" height="{tall}" rx="6"/>'
        f'<text x="{middle:g}" y="{top + 18}" text-anchor="middle" {STYLE} font-weight="bold">{state}</text>{lines}'
    )


def _arrow(places: tuple[int, int], ends: tuple[str, str], kinds: Sequence[str], top: int, tall: int) -> str:
    """Return an arrow with its entries: straight to the next state, above the row further on, below it going back."""
    a, b = places
    title = escape("; ".join(_said(CourseStep(ends[0], kind, ends[1])) for kind in kinds))
    if b == a + 1:
        start, end, y = _left(a) + (WIDE if a else 14), _left(b), top + HEAD / 2 + 2
        begin = f'<circle cx="9" cy="{y:g}" r="6" fill="currentColor"/>' if a == 0 else ""
        path, x, label = f"M{start},{y:g} H{end - 1}", (start + end) / 2, y - 6
    else:
        begin, back = "", b < a
        side = 14 if back else -14
        here, there = _left(a) + WIDE / 2 + side, _left(b) + WIDE / 2 + side * 2
        edge, way = (top + tall, 1) if back else (top, -1)
        turn = edge + way * BOW * abs(b - a)
        path = f"M{here:g},{edge} C{here:g},{turn} {there:g},{turn} {there:g},{edge + way}"
        x, label = (here + there) / 2, edge + way * (BOW * abs(b - a) * 0.75) + (14 if back else -5)
    told = "".join(
        f'<text x="{x:g}" y="{label + (LINE * n if b < a else -LINE * n):g}" text-anchor="middle" {STYLE}>{kind}</text>'
        for n, kind in enumerate(kinds)
    )
    return f'<g><title>{title}</title>{begin}<path d="{path}" marker-end="url(#tip)"/>{told}</g>'
