"""What the others can make of a state: the worst that their legal sequences of moves lead to, for all states at once.

Nobody moves twice in succession. If everybody reaches by one move whatever several would lead to, the rule changes
nothing about where a sequence can end (two moves in succession are one, or none), and the worst is a fixpoint of single
moves. If not, what can follow depends on who moved last, and there is one array for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from detente.arrays import Bools
from detente.graph.grid import Cells

CounterMove = Callable[[int, Cells], Cells]
Again = Callable[[int, Cells, Bools | None], Cells]


def worst_of_any_order(movers: Sequence[int], cells: Cells, move: Again) -> Cells:
    """What is the smallest value that a sequence leads to, if moves in succession by one mover add nothing?

    Args:
        movers: Who takes part.
        cells: Values.
        move: Gives the smallest value that a mover reaches by one move or by staying. It is told which values have
            changed since it was last asked about the same mover; None if it never was.

    Returns:
        The smallest value from each state, its own included.
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
    """What is the smallest value that a sequence leads to in which nobody moves twice in succession?

    Args:
        movers: Who takes part.
        cells: Values.
        move: Gives the smallest value that a mover reaches by one move; what it has by staying may not count.

    Returns:
        The smallest value from each state, its own included.
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
