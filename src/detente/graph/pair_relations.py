"""How a decision maker compares states in pairs: preferred, greatly preferred, or not known.

A ranking is the special case without doubt and without degrees. Strength: [HamoudaKilgourHipel2004],
[HamoudaKilgourHipel2006]. Doubt: [LiHipelKilgourFang2004].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.graph.conflict import ConflictError, Values


@dataclass(frozen=True, eq=False)
class Relation:
    """What one decision maker is known to think of each pair of feasible states.

    Attributes:
        better: Array (feasible states, feasible states): the state of the row is preferred to that of the column.
        greatly: The same: it is greatly preferred; these pairs are among those of `better`.
        unknown: The same: nobody knows which of the two is preferred. What is none of these is equally good.

    Raises:
        ConflictError: If pairs contradict each other.
    """

    better: Bools
    greatly: Bools
    unknown: Bools

    def __post_init__(self) -> None:
        """Refuse contradictions."""
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
    """Compare states by what they are worth.

    Args:
        values: Array (feasible states,): higher is better, equal is equally good.
        gap: A state worth at least this much more is greatly preferred.

    Example:
        >>> ranked(np.array([0, 1, 9]), gap=5).greatly.astype(int).tolist()
        [[0, 0, 0], [0, 0, 0], [1, 1, 0]]
    """
    difference = np.subtract.outer(values.astype(np.float64), values.astype(np.float64))
    better = np.greater.outer(values, values)
    return Relation(better, better & (difference >= gap), np.zeros_like(better))


def between(low: Values, high: Values) -> Relation:
    """Compare states whose worth is only known to lie between two values.

    Args:
        low: Array (feasible states,): the least that a state may be worth.
        high: The most. A state is preferred if it is worth more in any case; two states are equally good only if both
            are known exactly; all else is unknown.

    Raises:
        ConflictError: If the least is more than the most.

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
