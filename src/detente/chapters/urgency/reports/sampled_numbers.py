"""Changes and quantiles over worlds with their errors of sampling, for the parts of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.arrays import AnyArray, Floats
from detente.case.base import Frozen
from detente.findings.sampled import Ends
from detente.worlds import Worlds
from detente.worlds.errors import mean
from detente.worlds.quantiles import spread

TENTHS = (0.1, 0.5, 0.9)


class Quantiles(Frozen):
    """A number over worlds."""

    low: float
    """One world in ten has less."""
    median: float
    """Half of the worlds have less."""
    high: float
    """One world in ten has more."""


def quantiles(worlds: Worlds, values: Floats) -> Quantiles:
    """Return the quantiles of a number over worlds."""
    low, median, high = spread(values, worlds.weight(), TENTHS)
    return Quantiles(low=low, median=median, high=high)


def falls(worlds: Worlds, pairs: Mapping[str, tuple[AnyArray, AnyArray]]) -> dict[str, Any]:
    """Return the fields of a part of a report that say by how much something changes, paired over worlds.

    Args:
        worlds: The worlds, for their weights.
        pairs: Name of the field → what there is later and what there is today; arrays (worlds).
    """
    found: dict[str, Any] = {"errors": {}}
    for name, (then, now) in pairs.items():
        told = worlds.apart(then, now) if then.dtype == bool else mean(then - now, worlds.weight())
        found[name] = told.value
        found["errors"][name] = Ends(low=told.low, high=told.high)
    return found
