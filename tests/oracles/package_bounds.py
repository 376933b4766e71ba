"""Bounds of what a package, and a change of packages, is worth, by every corner of the ranges of all options.

Written from docs/theory/rules.md. Worths are issue → option → (low, high); packages are issue → option.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

Worths = Mapping[tuple[str, str], tuple[float, float]]


def corners(worths: Worths) -> Iterator[dict[tuple[str, str], float]]:
    """Every way in which each option has the low or the high end of its range."""
    options = sorted(worths)
    for chosen in product(*(worths[one] for one in options)):
        yield dict(zip(options, chosen, strict=True))


def bounds(package: Mapping[str, str], worths: Worths) -> tuple[float, float]:
    """The least and the most that the options of a package sum to."""
    sums = [sum(point[one] for one in package.items()) for point in corners(worths)]
    return min(sums), max(sums)


def change_bounds(before: Mapping[str, str], after: Mapping[str, str], worths: Worths) -> tuple[float, float]:
    """The least and the most by which the sum of one package is more than that of another, at the same corner."""
    changes = [
        sum(point[one] for one in after.items()) - sum(point[one] for one in before.items())
        for point in corners(worths)
    ]
    return min(changes), max(changes)
