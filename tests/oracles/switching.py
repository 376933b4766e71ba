"""How much a choice turns on something, by plain loops, from `docs/theory/proposal.md`."""

from __future__ import annotations

import math
from collections.abc import Sequence


def worth_of_parts(terms: Sequence[Sequence[float]], weights: Sequence[float], parts: Sequence[int]) -> float:
    """Return how much more the best choice in each part brings than the best one for all."""
    total = math.fsum(weights)
    inside = [
        max(math.fsum(o * x for o, x, p in zip(weights, row, parts, strict=True) if p == part) for row in terms)
        for part in sorted(set(parts))
    ]
    return (
        math.fsum(inside) - max(math.fsum(o * x for o, x in zip(weights, row, strict=True)) for row in terms)
    ) / total
