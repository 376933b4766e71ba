"""Means over worlds with their errors of sampling, for the parts of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.findings.sampled import Ends
from detente.worlds import Worlds
from detente.worlds.errors import mean


def means(worlds: Worlds, values: Mapping[str, AnyArray]) -> dict[str, Any]:
    """Return the fields of a part of a report: name → mean over worlds, or share of worlds, and their errors.

    Args:
        worlds: The worlds, for their weights.
        values: Name of the field → array (worlds) of numbers, or of yes and no.
    """
    found: dict[str, Any] = {"errors": {}}
    for name, each in values.items():
        told = worlds.sampled(each) if each.dtype == bool else mean(each, worlds.weight())
        found[name] = told.value
        found["errors"][name] = Ends(low=told.low, high=told.high)
    return found


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
