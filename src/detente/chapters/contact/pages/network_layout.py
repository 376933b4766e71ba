"""Where the points of a network stand: its sides left and right, the others between them, few lines crossing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import combinations

import numpy as np

from detente.arrays import Bools, Floats, Ints

ROUNDS = 6  # of swaps at most
ACROSS = 6.8  # rows that the width of the picture is as long as
MIDDLE = 1  # place of the column between the sides
LOWER = 0.5  # rows by which what stands between is lower, so that lines from side to side pass it
INWARDS = 0.1  # of the width: so much further in stands every other point of a side
LEANS = 0.17  # of the width: how far to one side stands what is nearer to that side
BELOW = 0.35  # rows from a point down to the middle of its name
CLEAR = 0.4  # rows around a point or its name that a line should not touch
WIDE, TALL = 0.36, 0.7  # of the width, and rows: nearer to each other, names overlap on a narrow screen
TOUCHES, LENGTH = 3.0, 0.02  # what a line on a name counts against a crossing, and each row of the length of lines
OVER = (1.0, 8.0)  # how much worse a name on a name is than a line on it: little until few lines cross, much then


def places(columns: Sequence[Sequence[str]], lines: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return where each point stands.

    Args:
        columns: Points on the left, between and on the right, the most important first; that of
            each side stays on top.
        lines: Pairs of points that are joined.

    Returns:
        Point → where it lies from left to right, 0 to 1, and on which row. The longest column has a point a row, the
        others are spread over the same rows. What stands between leans to the side that it reaches in fewer steps.
        Points of a column are swapped as long as fewer lines cross each other or touch a name; which ones is decided by
        the order alone, so the same network is always laid out alike.
    """
    names = [name for column in columns for name in column]
    ends = np.array([(names.index(a), names.index(b)) for a, b in lines], dtype=np.intp).reshape(-1, 2)
    leans = _leans(columns, lines)
    tallest = max(len(column) for column in columns)
    order = [list(range(len(column))) for column in columns]

    def found() -> Floats:
        """Return where each point lies from left to right, and on which row."""
        at = []
        for side, (column, own) in enumerate(zip(columns, order, strict=True)):
            rows = [row + LOWER * (side == MIDDLE) for row in _spread(len(column), tallest)]
            inwards = [INWARDS * (place % 2) for place in own]
            across = ([*inwards], [0.5 + LEANS * lean for lean in leans], [1 - x for x in inwards])[side]
            at += [(x, rows[place]) for x, place in zip(across, own, strict=True)]
        return np.array(at)

    for over in OVER:
        _swap(order, partial(lambda over: cost(found(), ends, over), over))
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, found(), strict=True)}


def _swap(order: list[list[int]], cost: Callable[[], float]) -> None:
    """Swap points of a column as long as that makes a layout easier to read; the first of each side stays on top."""
    best = cost()
    for _ in range(ROUNDS):
        before = best
        for side, own in enumerate(order):
            for one, other in combinations(range(0 if side == MIDDLE else 1, len(own)), 2):
                own[one], own[other] = own[other], own[one]
                new = cost()
                if new < best - 1e-9:
                    best = new
                else:
                    own[one], own[other] = own[other], own[one]
        if best == before:
            return


def cost(at: Floats, ends: Ints, over: float) -> float:
    """Return how hard a layout is to read: crossings, names that lines or names touch, the length of lines.

    Args:
        at: Where each point lies from left to right, 0 to 1, and on which row.
        ends: The two points of each line.
        over: How much worse a name on a name is than a line on it.
    """
    points = at * [ACROSS, 1.0]
    starts, stops = points[ends[:, 0]], points[ends[:, 1]]
    touched = 0
    for shift in (0.0, BELOW):
        near = _distances(starts, stops, points + np.array([0.0, shift])) < CLEAR
        near[np.arange(len(ends)), ends[:, 0]] = near[np.arange(len(ends)), ends[:, 1]] = False
        touched += int(near.sum())
    apart = np.abs(at[:, None] - at[None])
    names = int(((apart[..., 0] < WIDE) & (apart[..., 1] < TALL)).sum() - len(at)) / 2
    length = float(np.hypot(*(stops - starts).T).sum())
    crossing = np.count_nonzero(_crossings(starts, stops) & ~_share_an_end(ends.tobytes()))
    return float(crossing / 2 + TOUCHES * (touched + over * names) + LENGTH * length)


def _crossings(starts: Floats, stops: Floats) -> Bools:
    """Tell which lines cross which others, or touch them at an end."""
    a, b, c, d = starts[:, None], stops[:, None], starts[None], stops[None]
    return np.asarray((_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0))


@lru_cache(maxsize=4)
def _share_an_end(ends: bytes) -> Bools:
    """Tell which of the lines between some points have an end in common; they are told apart by the bytes of `ends`."""
    joined = np.frombuffer(ends, dtype=np.intp).reshape(-1, 2)
    return np.asarray((joined[:, None, :, None] == joined[None, :, None, :]).any(axis=(2, 3)))


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return on which side of the line from a to b each c lies."""
    ax, ay = a[..., 0], a[..., 1]
    return np.asarray((b[..., 0] - ax) * (c[..., 1] - ay) - (b[..., 1] - ay) * (c[..., 0] - ax))


def _distances(starts: Floats, stops: Floats, points: Floats) -> Floats:
    """Return how far each point is from each line, a row a line."""
    along = stops - starts
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    to = points[None] - starts[:, None]
    share = np.clip((to * along[:, None]).sum(axis=2) / squared[:, None], 0, 1)
    return np.asarray(np.linalg.norm(to - share[..., None] * along[:, None], axis=2))


def _spread(points: int, rows: int) -> list[float]:
    """Return the rows of the points of a column."""
    return [(rows - 1) / 2] if points == 1 else [k * (rows - 1) / (points - 1) for k in range(points)]


def _leans(columns: Sequence[Sequence[str]], lines: Sequence[tuple[str, str]]) -> list[int]:
    """Return to which side each point in between leans: −1 to the left, 1 to the right, 0 to none."""
    left, between, right = columns
    here, there = _steps(left, lines), _steps(right, lines)
    far = len(lines) + 1
    return [int(np.sign(here.get(name, far) - there.get(name, far))) for name in between]


def _steps(side: Sequence[str], lines: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """Return in how many steps each point can be reached from a side."""
    found = dict.fromkeys(side, 0)
    for step in range(1, len(lines) + 1):
        reached = {b for pair in lines for a, b in (pair, pair[::-1]) if a in found} - found.keys()
        if not reached:
            break
        found |= dict.fromkeys(reached, step)
    return found
