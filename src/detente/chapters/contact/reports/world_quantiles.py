"""Quantiles over worlds, for the parts of a report."""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.worlds import Worlds


def quantiles(worlds: Worlds, values: Floats, shares: tuple[float, ...] = (0.1, 0.5, 0.9)) -> tuple[float, ...]:
    """Return weighted quantiles of a number over worlds: the least value below which so much of the weight lies.

    Args:
        worlds: The worlds, for their weights.
        values: Array (worlds).
        shares: Which quantiles.
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(worlds.weight()[order]) / worlds.total
    places = np.minimum(np.searchsorted(reached, np.asarray(shares) - 1e-12), len(order) - 1)
    return tuple(float(value) for value in values[order][places])
