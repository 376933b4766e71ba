"""The smallest value that legal sequences of moves of several decision makers reach, for all states at once.

In a legal sequence nobody moves twice in succession. If every mover reaches by one move whatever it reaches by several,
the rule does not change where sequences can end (two moves in succession are one move, or none), and the smallest value
is a fixpoint of single moves. If not, what can follow depends on who moved last, so there is one array for each mover.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from detente.arrays import Bools
from detente.graph.grid import Cells

CounterMove = Callable[[int, Cells], Cells]
Again = Callable[[int, Cells, Bools | None], Cells]


def worst_of_any_order(movers: Sequence[int], cells: Cells, move: Again) -> Cells:
    """Return the smallest value that sequences reach from each state, where two moves in succession add nothing.

    Args:
        movers: The numbers of the decision makers that take part.
        cells: The values, as a grid.
        move: Takes a mover, values, and where they have changed since it was last called for that mover (None the first
            time), and returns the smallest value that the mover reaches by one move or by staying.

    Returns:
        A grid; staying where one is counts as a sequence of no moves.
    """
    news: dict[int, Bools | None] = dict.fromkeys(movers)
    pending = list(movers)
    while pending:
        mover = pending.pop(0)
        reached = move(mover, cells, news.pop(mover))
        others = [other for other in movers if other != mover]
        if others and (changed := reached < cells).any():
            for other in others:
                known = news.setdefault(other, changed)
                news[other] = None if known is None else known | changed
                pending += [other] if other not in pending else []
        cells = reached
    return cells


def worst_in_turns(movers: Sequence[int], cells: Cells, move: CounterMove) -> Cells:
    """Return the smallest value that sequences reach from each state, in which nobody moves twice in succession.

    Args:
        movers: The numbers of the decision makers that take part.
        cells: The values, as a grid.
        move: Takes a mover and values, and returns the smallest value that the mover reaches by one move, not staying.

    Returns:
        A grid; staying where one is counts as a sequence of no moves.
    """
    after = dict.fromkeys(movers, cells)
    worst = cells
    pending = list(movers)
    while pending:
        mover = pending.pop(0)
        reached = move(mover, after[mover])
        worst = np.minimum(worst, reached)
        for other in movers:
            if other != mover and (reached < after[other]).any():
                after[other] = np.minimum(after[other], reached)
                pending += [other] if other not in pending else []
    return worst
