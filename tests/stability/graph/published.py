"""Conflicts from the literature, and small games that everybody knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.stability.graph.conflict import Conflict, Option


def ranked(size: int, best_to_worst: Sequence[int | Sequence[int]]) -> NDArray[np.int64]:
    """Values of all states from a ranking; states that are not in it get -1."""
    values = np.full(size, -1, dtype=np.int64)
    for place, states in enumerate(reversed(best_to_worst)):
        values[states] = place
    return values


def cuba(reversible: bool) -> Conflict:
    """Fraser and Hipel's model of October 1962: strike 1, blockade 2 (US), withdraw 4, escalate 8 (USSR)."""
    options = (
        Option("strike", "Air strike", (0,), down=reversible),
        Option("blockade", "Blockade", (0,)),
        Option("withdraw", "Withdraw", (1,)),
        Option("escalate", "Escalate", (1,)),
    )
    us = ranked(16, [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8])
    ussr = ranked(16, [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8])
    return Conflict(("United States", "Soviet Union"), options, (((2, 1), (3, 1)),), (us, ussr))


SYRIA_IRAQ = (0, 1, 2, 4, 5, 6)  # NNN YNN NYN NNY YNY NYY, numbered 1 to 6 in the literature


def syria_iraq(syria: Sequence[int] = (1, 3, 6, 2, 4, 5), iraq: Sequence[int] = (2, 4, 6, 1, 5, 3)) -> Conflict:
    """The Euphrates in 1975: Syria releases water or escalates, Iraq attacks; rankings best to worst."""
    options = (
        Option("release", "Release", (0,)),
        Option("escalate", "Escalate", (0,)),
        Option("attack", "Attack", (1,)),
    )
    values = tuple(ranked(8, [SYRIA_IRAQ[s - 1] for s in ranking]) for ranking in (syria, iraq))
    return Conflict(("Syria", "Iraq"), options, (((0, 1), (1, 1)),), values)


def two_by_two(row: Sequence[int], column: Sequence[int]) -> Conflict:
    """A game of two with two choices: values of NN, YN, NY, YY, where the first choice is the first one's."""
    options = (Option("first", "First", (0,)), Option("second", "Second", (1,)))
    return Conflict(("First", "Second"), options, (), (np.array(row), np.array(column)))
