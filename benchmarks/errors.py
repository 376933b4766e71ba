"""Whether intervals hold what ever more worlds would give: `python -m benchmarks.errors [CASE [WORLDS [CHAPTER]]]`.

No ratio. Fifty seeds; 90 % intervals of the numbers of a report, of `agreement` or of `reading`, that mean the same
whatever the seed: what holds in a share of worlds, differences of such shares, and means of other things, each pooled
over numbers that are neither 0 nor 1.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel

import detente

SEEDS = range(1, 51)
PACKAGE = "/package/"
LEVEL = 0.9
SHARE = re.compile(r"\bshares? (of|in) |^P\(|\bP\(x\)|^Largest P\(", re.IGNORECASE)
DIFFERENCE = re.compile(r"− P\(|[Dd]ifference|[Ff]all |Part of the price|how much|Fall in")


def intervals(part: Any, path: str) -> Iterator[tuple[str, str, float, float, float]]:
    """Yield place, kind, value, low and high of every number of a report that has an error."""
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from intervals(inner, f"{path}/{key}")
    if not isinstance(part, BaseModel):
        return
    for name, ends in getattr(part, "errors", {}).items():
        value: Any = part
        for key in name.split("/"):
            value = getattr(value, key) if isinstance(value, BaseModel) else value[_key(value, key)]
        yield f"{path}/{name}", _kind(type(part), name.split("/")[0]), float(value), ends.low, ends.high
    for field in type(part).model_fields:
        if field != "errors":
            yield from intervals(getattr(part, field), f"{path}/{field}")


def _kind(model: type[BaseModel], name: str) -> str:
    """Say what a number is, by its documentation."""
    says = model.model_fields[name].description or ""
    if DIFFERENCE.search(says):
        return "differences"
    return "shares" if SHARE.search(says) else "means"


def _key(value: Any, key: str) -> Any:
    return int(key) if isinstance(value, list) or key not in value else key


def parts_of(report: Any) -> dict[str, Any]:
    """Return the parts of a report whose places mean the same whatever the seed."""
    if not hasattr(report, "demands"):
        return {"report": report}
    demands = {f"{demand.issue} {demand.option}": demand for demand in report.demands}  # in the order of their price
    named = {one.id: one for one in report.named}
    return {"demands": demands, "scopes": report.scopes, "policies": report.policies, "named": named}


def measured(name: str, worlds: int, chapter: str = "agreement") -> dict[str, tuple[int, float, float]]:
    """Return kind → how many numbers were pooled, how often they were held, and widths beside what would hold 90 %."""
    case, found = detente.read(name), defaultdict[tuple[str, str], list[tuple[float, float, float]]](list)
    for seed in SEEDS:
        outcomes = detente.run(detente.draw(case, detente.Inquiry(worlds=worlds, seed=seed)), only=[chapter])
        told = [one for name, part in parts_of(outcomes.reports[chapter]).items() for one in intervals(part, name)]
        for place, kind, value, low, high in told:
            if PACKAGE not in place:  # the best of a set, which the seed changes
                found[place, kind].append((value, low, high))
    pooled = defaultdict[str, list[tuple[float, float, float]]](list)
    for (_, kind), known in found.items():
        values, low, high = np.array(known).T
        off = float(np.quantile(abs(values - values.mean()), LEVEL))
        if len(known) == len(SEEDS) and off > 0 and 0 < values.mean() < 1:
            held = float(np.mean((low <= values.mean()) & (values.mean() <= high)))
            pooled[kind].append((held, float(np.mean(high - low)) / 2, off))
    sums = {kind: np.array(told).T for kind, told in pooled.items()}
    return {k: (len(held), float(held.mean()), float(half.sum() / off.sum())) for k, (held, half, off) in sums.items()}


if __name__ == "__main__":
    asked = [*sys.argv[1:], *("korea-2021", "200", "agreement")[len(sys.argv) - 1 :]]
    for kind, (number, share, width) in measured(asked[0], int(asked[1]), asked[2]).items():
        print(
            f"{asked[0]}, {asked[1]} worlds: {number} {kind}, held in {share:.0%}, {width:.2f} times as wide as need be"
        )
