"""How GMCR+ counts the states of a conflict: from 1, among those that can be.

It sorts options by the decision makers that control them, the first to list one first. Then a state is a number in
which the first option counts 1, the second 2, the third 4, and the states that can be are counted in rising order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from detente.arrays import Longs
from detente.graph import Conflict


def counted_states(conflict: Conflict, controlled: Iterable[Sequence[int]]) -> Longs:
    """Return the states that can be, in the order in which GMCR+ counts them.

    Args:
        conflict: The conflict, whose options have two levels each.
        controlled: For each decision maker, the options that it controls, in its own order.

    Returns:
        Array (feasible states): their numbers in the conflict.
    """
    order = dict.fromkeys(option for options in controlled for option in options)
    order |= dict.fromkeys(range(len(conflict.options)))
    states = np.flatnonzero(conflict.feasible)
    place = np.zeros(len(states), dtype=np.int64)
    for bit, option in enumerate(order):
        place |= (states >> option & 1) << bit
    return np.asarray(states[np.argsort(place)], dtype=np.int64)
