"""Errors of sampling in plain Python, from docs/decisions/0033-errors-of-sampling.md, a world at a time.

m = Σ w x / Σ w;  var = Σ (w (x − m))² / (Σ w)²;  n = spread / var with spread = Σ w (x − m)² / Σ w,
or (Σ w)² / Σ w² where the spread is 0
share: Wilson's interval with n
difference: (n m)/(n + 2) ± z √(((n s + 1)/(n + 2) − c²)/(n + 2)), s = Σ w x² / Σ wmean: m ± z √var
beliefs over all worlds, b_h = Σ_w a_hw / Σ_w Σ_k a_kw: b_h ± z √((g − 1)/g Σ_j (b_h without group j − b_h)²),
world w in group w mod g, at most as many groups as worlds
two shares that are not paired: d ± √(h² + k²), h and k half the widths of their intervals
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Z = 1.6448536269514722


def number(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, values, strict=True)) / total
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, values, strict=True)) / total
    if spread == 0:
        return total**2 / sum(w * w for w in weights)
    return spread * total**2 / sum((w * (x - mean)) ** 2 for w, x in zip(weights, values, strict=True))


def share(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    n = number(values, weights)
    p = sum(w * x for w, x in zip(weights, values, strict=True)) / sum(weights)
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(max(0.0, p * (1 - p) / n) + Z * Z / (4 * n * n))
    return middle - half, middle + half


def difference(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    n = number(values, weights)
    total = sum(weights)
    m = sum(w * x for w, x in zip(weights, values, strict=True)) / total
    s = sum(w * x * x for w, x in zip(weights, values, strict=True)) / total
    c = n * m / (n + 2)
    half = Z * math.sqrt(((n * s + 1) / (n + 2) - c * c) / (n + 2))
    return c - half, c + half


def mean(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    total = sum(weights)
    m = sum(w * x for w, x in zip(weights, values, strict=True)) / total
    half = Z * math.sqrt(sum((w * (x - m)) ** 2 for w, x in zip(weights, values, strict=True))) / total
    return m - half, m + half


def unpaired(one: float, other: float, n: int) -> tuple[float, float]:
    ends = [share([1.0] * round(p * n) + [0.0] * (n - round(p * n)), [1.0] * n) for p in (one, other)]
    half = math.hypot(*((high - low) / 2 for low, high in ends))
    return one - other - half, one - other + half


def beliefs(worlds: Sequence[Sequence[float]], groups: int) -> list[tuple[float, float]]:
    """Belief in each explanation and half the width of its interval, from unnormalised beliefs world by world."""

    def shares(kept: Sequence[Sequence[float]]) -> list[float]:
        sums = [sum(world[h] for world in kept) for h in range(len(worlds[0]))]
        return [one / sum(sums) for one in sums]

    whole, g = shares(worlds), min(groups, len(worlds))
    without = [shares([world for w, world in enumerate(worlds) if w % groups != j]) for j in range(g)]
    return [(b, Z * math.sqrt((g - 1) / g * sum((one[h] - b) ** 2 for one in without))) for h, b in enumerate(whole)]


def local_line(
    u: Sequence[float], values: Sequence[float], weights: Sequence[float], place: float, width: float
) -> float:
    """The value at a place of the line with the least squares, weighted by a normal kernel around the place."""
    kernel = [w * math.exp(-0.5 * ((x - place) / width) ** 2) for x, w in zip(u, weights, strict=True)]
    total = sum(kernel)
    middle = sum(k * x for k, x in zip(kernel, u, strict=True)) / total
    mean = sum(k * y for k, y in zip(kernel, values, strict=True)) / total
    rise = sum(k * (x - middle) * (y - mean) for k, x, y in zip(kernel, u, values, strict=True))
    return mean + (place - middle) * rise / sum(k * (x - middle) ** 2 for k, x in zip(kernel, u, strict=True))
