"""Preferences between pairs of states: preferred, greatly preferred, equally good, or unknown.

A ranking is the special case in which nothing is unknown and nothing is greatly preferred. Strength of preference:
[HamoudaKilgourHipel2004], [HamoudaKilgourHipel2006]. Unknown preferences: [LiHipelKilgourFang2004].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.graph.conflict import ConflictError, Values


@dataclass(frozen=True, eq=False)
class Relation:
    """What is known of one decision maker's preferences between feasible states; pairs in no array are equally good.

    Attributes:
        better: Array (feasible states, feasible states): whether the state of the row is preferred to that of the
            column.
        greatly: Array of the same shape: whether it is greatly preferred, which implies `better`.
        unknown: Array of the same shape, symmetric: whether it is unknown which of the two is preferred.

    Raises:
        ConflictError: The arrays contradict each other or themselves.
    """

    better: Bools
    greatly: Bools
    unknown: Bools

    def __post_init__(self) -> None:
        """Check that nothing is contradictory."""
        if self.better.ndim != 2 or len({*self.better.shape}) != 1:
            raise ConflictError(f"an array of shape {self.better.shape}", "one row and one column a feasible state")
        if not self.better.shape == self.greatly.shape == self.unknown.shape:
            raise ConflictError("pairs of different sets of states", "the same states for each kind of pair")
        if (self.better & self.better.T).any():
            raise ConflictError("two states each preferred to the other", "one preferred at most")
        if (self.greatly & ~self.better).any():
            raise ConflictError("a state greatly preferred but not preferred", "greatly preferred states preferred too")
        if (self.unknown != self.unknown.T).any() or self.unknown.diagonal().any():
            raise ConflictError("doubt about a pair that is not said both ways", "doubt about pairs of two states")
        if (self.unknown & self.better).any():
            raise ConflictError("a pair both known and unknown", "one of the two")


def ranked(values: Values, gap: float = np.inf) -> Relation:
    """Return the relation that a ranking by value gives.

    Args:
        values: Array (feasible states,): higher is better, equal is equally good.
        gap: A state whose value is higher by at least this much is greatly preferred.

    Example:
        >>> ranked(np.array([0, 1, 9]), gap=5).greatly.astype(int).tolist()
        [[0, 0, 0], [0, 0, 0], [1, 1, 0]]
    """
    difference = np.subtract.outer(values.astype(np.float64), values.astype(np.float64))
    better = np.greater.outer(values, values)
    return Relation(better, better & (difference >= gap), np.zeros_like(better))


def between(low: Values, high: Values) -> Relation:
    """Return the relation between states whose values are known to lie in intervals.

    A state is preferred if its lowest value is above the other's highest. Two states are equally good only if both
    values are known exactly and equal. Everything else is unknown.

    Args:
        low: Array (feasible states,): the lowest value of each state.
        high: Array (feasible states,): the highest value of each state.

    Raises:
        ConflictError: A lowest value is above the highest.

    Example:
        >>> between(np.array([0, 1, 9]), np.array([2, 2, 9])).unknown.astype(int).tolist()
        [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    """
    if (low > high).any():
        raise ConflictError("a state worth more at least than at most", "the lower value first")
    better = np.greater.outer(low, high)
    exact = low == high
    equal = np.logical_and.outer(exact, exact) & np.equal.outer(low, low)
    unknown = ~(better | better.T | equal)
    np.fill_diagonal(unknown, val=False)
    return Relation(better, np.zeros_like(better), unknown)
