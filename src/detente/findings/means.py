"""Means over worlds with their errors of sampling, for the parts of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.arrays import AnyArray
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
