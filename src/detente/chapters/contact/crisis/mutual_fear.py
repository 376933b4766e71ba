"""Reciprocal fear: each side arms for fear that the other does ([Schelling1960], [BaligaSjostrom2004])."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats

STEPS = 10_000
STILL = 1e-12  # of itself: so little is no movement


def arms(alone: Floats, most: Floats, power: Floats) -> tuple[Floats, Floats]:
    """Return how likely a side arms, and how likely it would whatever the other did.

    Arming is worth 1 against a side that arms and `alone` against one that does not, less a cost c that is drawn from
    F(c) = (c / most) ^ power. Who arms against those who arm anyway makes others arm, and so on.

    Args:
        alone: Array (worlds): from 0 to 1.
        most: Array (worlds): highest cost.
        power: Array (worlds): how costs are spread.

    Example:
        >>> one = np.ones(1)
        >>> [round(float(arms(0.01 * one, 0.95 * one, k * one)[0][0]), 7) for k in (1, 3)]
        [1.0, 1.2e-06]
    """
    found = np.array(alone, dtype=np.float64)
    for _ in range(STEPS):
        after = alone + (1 - alone) * _spread(found, most, power)
        still = bool((np.abs(after - found) <= STILL * found).all())
        found = after
        if still:
            break
    return _spread(found, most, power), _spread(alone, most, power)


def _spread(cost: Floats, most: Floats, power: Floats) -> Floats:
    """Return how likely the cost of arming is no more than this; nothing costs less than 0."""
    return np.asarray(np.clip(cost / np.where(most > 0, most, 1.0), 0, 1) ** power * (most > 0) + (most <= 0))
