"""Whether intervals hold what ever more worlds would give: `python -m benchmarks.errors [CASE [WORLDS]]`. No ratio.

Fifty seeds; 90 % intervals of every number that has one in a report, pooled over shares that are neither 0 nor 1.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel

import detente

SEEDS = range(1, 51)
LEVEL = 0.9


def intervals(part: Any, path: str) -> Iterator[tuple[str, float, float, float]]:
    """Yield place, value, low and high of every number of a report that has an error."""
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from intervals(inner, f"{path}/{key}")
    if not isinstance(part, BaseModel):
        return
    for name, ends in getattr(part, "errors", {}).items():
        value: Any = part
        for key in name.split("/"):
            value = getattr(value, key) if isinstance(value, BaseModel) else value[_key(value, key)]
        yield f"{path}/{name}", float(value), ends.low, ends.high
    for field in type(part).model_fields:
        if field != "errors":
            yield from intervals(getattr(part, field), f"{path}/{field}")


def _key(value: Any, key: str) -> Any:
    return int(key) if isinstance(value, list) or key not in value else key


def measured(name: str, worlds: int) -> tuple[int, float, float]:
    """Return how many numbers were pooled, how often they were held, and their width beside what would hold 90 %."""
    case, found = detente.read(name), defaultdict[str, list[tuple[float, float, float]]](list)
    for seed in SEEDS:
        outcomes = detente.run(detente.draw(case, detente.Inquiry(worlds=worlds, seed=seed)), only=["agreement"])
        report = outcomes.reports["agreement"]  # its demands are in the order of their price, which the seed changes
        demands = {f"{demand.issue} {demand.option}": demand for demand in report.demands}
        parts = {"demands": demands, "scopes": report.scopes, "policies": report.policies}
        told = [one for part in parts for one in intervals(parts[part], part)]
        for place, value, low, high in told:
            found[place].append((value, low, high))
    held, wide = [], []
    for known in found.values():
        values, low, high = np.array(known).T
        off = np.quantile(abs(values - values.mean()), LEVEL)
        if len(known) == len(SEEDS) and off > 0 and 0 < values.mean() < 1:
            held.append(np.mean((low <= values.mean()) & (values.mean() <= high)))
            wide.append(np.mean(high - low) / 2 / off)
    return len(held), float(np.mean(held)), float(np.mean(wide))


if __name__ == "__main__":
    asked = sys.argv[1:] or ["korea-2021"]
    size = int(asked[1]) if len(asked) > 1 else 200
    number, share, width = measured(asked[0], size)
    print(f"{asked[0]}, {size} worlds: {number} numbers, held in {share:.0%}, {width:.2f} times as wide as need be")
