"""From levels of a row back to values of an input: which of them lie in a box."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats
from detente.outcomes.discovery.ranked_rows import Bounds, RankedRows


@dataclass(frozen=True)
class ValueRange:
    """What a box leaves of one input.

    Attributes:
        low: Lower end, half-way between the values that are left and those that are not; None where there is none.
        high: Upper end.
        numbers: Of an input without an order, the numbers of what is left; None for others.
    """

    low: float | None
    high: float | None
    numbers: tuple[int, ...] | None = None

    def holds(self, values: Floats) -> Bools:
        """Return array (worlds): whether the input lies in the box."""
        if self.numbers is not None:
            return np.isin(values, self.numbers)
        held = np.ones(len(values), dtype=bool)
        if self.low is not None:
            held &= values > self.low
        if self.high is not None:
            held &= values < self.high
        return held


def value_range(values: Floats, ordered: bool, rows: RankedRows, owner: int, bounds: Bounds) -> ValueRange:
    """Return what bounds on the rows of an input mean for its values.

    Args:
        values: Array (worlds that were searched): the input.
        ordered: Whether it has an order.
        rows: The rows of all inputs.
        owner: Number of the input.
        bounds: The bounds of a box.
    """
    own = {row: bounds[row] for row in np.flatnonzero(rows.owner == owner).tolist() if row in bounds}
    left = rows.inside(own)
    if not ordered:
        return ValueRange(None, None, tuple(np.unique(values[left]).astype(int).tolist()))
    ((row, (low, high)),) = own.items()
    levels = rows.levels[row]
    below, above = values[levels < low], values[levels > high]
    return ValueRange(
        _between(below.max(), values[left].min()) if below.size else None,
        _between(values[left].max(), above.min()) if above.size else None,
    )


def _between(one: float, other: float) -> float:
    """Return a number above the one and below the other, as far as there are any."""
    middle = (one + other) / 2
    return float(middle if one < middle < other else np.nextafter(one, other))
