"""Try all rankings of a few states, for concepts whose condition cannot be stated state by state."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import factorial

import numpy as np

from detente.arrays import Bools, Floats, Longs
from detente.graph.concepts import stable
from detente.graph.conflict import Conflict, ConflictError, Values

MOST_TRIED = 7
CELLS = 2**22
Ranking = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Tried:
    """The result of trying all rankings.

    Attributes:
        count: The number of strict rankings that make the state stable.
        swaps: Kendall's distance from the present ranking to the nearest one that does; breaking a tie counts half.
        nearest: That ranking: groups of tied states, the best first.
    """

    count: int
    swaps: float
    nearest: Ranking


def tried(conflict: Conflict, decision_maker: int, state: int, concept: str) -> Tried:
    """Return which rankings of a decision maker make a state stable for it, by trying all of them.

    Args:
        conflict: The conflict, with preferences given once.
        decision_maker: Its number; the rankings of the others stay.
        state: The number of a feasible state.
        concept: One of `CONCEPTS`.

    Returns:
        The number of strict rankings that do, and the nearest of those that tie no states but those tied now.

    Raises:
        ConflictError: There are more than seven feasible states.

    Example:
        >>> from detente.graph import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> prisoners = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> tried(prisoners, 0, 3, "sim")
        Tried(count=16, swaps=0.0, nearest=((2,), (3,), (0,), (1,)))
    """
    states = [int(s) for s in np.flatnonzero(conflict.feasible)]
    if len(states) > MOST_TRIED:
        found = f"{factorial(len(states)):,} rankings of {len(states)} feasible states to try one by one"
        raise ConflictError(found, f"{MOST_TRIED} feasible states at most, or another concept than {concept}")
    now = conflict.preferences[decision_maker]
    rankings = list(_tying_only(states, now))
    holds = np.concatenate(
        [
            _stable(conflict, decision_maker, state, concept, rankings[first : first + CELLS // conflict.size])
            for first in range(0, len(rankings), CELLS // conflict.size)
        ]
    )
    strict = np.array([len(ranking) == len(states) for ranking in rankings])
    apart = np.where(holds, _distances(states, now, rankings), np.inf)
    nearest = int(apart.argmin())
    return Tried(int((holds & strict).sum()), float(apart[nearest]), rankings[nearest])


def _tying_only(states: Sequence[int], now: Values) -> Iterator[Ranking]:
    """Yield all rankings, the best states first, that tie no states but those that are tied now."""
    if not states:
        yield ()
    for size in range(1, len(states) + 1):
        for first in itertools.combinations(states, size):
            if len({now[s] for s in first}) == 1:
                for rest in _tying_only([s for s in states if s not in first], now):
                    yield first, *rest


def _stable(conflict: Conflict, decision_maker: int, state: int, concept: str, rankings: Sequence[Ranking]) -> Bools:
    """Return whether each ranking makes the state stable: array (rankings,); every ranking is tried as a world."""
    preferences: list[Values] = [values[None].repeat(len(rankings), axis=0) for values in conflict.preferences]
    preferences[decision_maker] = _worth(conflict.size, rankings)
    return stable(replace(conflict, preferences=tuple(preferences)), concept)[decision_maker, :, state]


def _worth(size: int, rankings: Sequence[Ranking]) -> Longs:
    worth = np.zeros((len(rankings), size), dtype=np.int64)
    for row, ranking in zip(worth, rankings, strict=True):
        for place, tier in enumerate(ranking):
            row[list(tier)] = -place
    return worth


def _distances(states: Sequence[int], now: Values, rankings: Sequence[Ranking]) -> Floats:
    worth = _worth(len(now), rankings)
    apart = np.zeros(len(rankings))
    for s, t in itertools.combinations(states, 2):
        before, after = np.sign(now[s] - now[t]), np.sign(worth[:, s] - worth[:, t])
        apart += np.abs(before - after) / 2
    return apart
