"""Errors of sampling in plain Python, from docs/decisions/0033-errors-of-sampling.md, a world at a time.

m = Σ w x / Σ w;  var = Σ (w (x − m))² / (Σ w)²;  n = spread / var with spread = Σ w (x − m)² / Σ w,
or (Σ w)² / Σ w² where the spread is 0
share: Wilson's interval with n
difference: (n m)/(n + 2) ± z √(((n s + 1)/(n + 2) − c²)/(n + 2)), s = Σ w x² / Σ w
mean: m ± z √var
beliefs over all worlds, b_h = A_h / Σ_k A_k, A_h = Σ_w a_hw: b_h ± z √((g − 1)/g Σ_j (b_h without group j − b_h)²),
world w in group w mod g, at most as many groups as worlds; by docs/theory/reading.md, â the fit of a by least squares
on 1, u, u² for each uniform, p terms, A without group j is A (1 − n_j/n) − √((n − 1)/(n − p)) Σ_{w in j} (a_w − â_w);
with p = 1 where n < 4 p, or for a sum of which anything not above 0 would be left
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


def beliefs(
    worlds: Sequence[Sequence[float]], groups: int, uniforms: Sequence[Sequence[float]] = ()
) -> list[tuple[float, float]]:
    """Belief in each explanation and half the width of its interval, from unnormalised beliefs world by world."""
    n, g, z = len(worlds), min(groups, len(worlds)), Z
    terms = [[1.0, *(power for column in uniforms for power in (column[w], column[w] ** 2))] for w in range(n)]
    few = n < 4 * len(terms[0])
    sums, without = [], []
    for h in range(len(worlds[0])):
        values = [world[h] for world in worlds]
        sums.append(sum(values))
        left = _left(values, [[1.0]] * n if few else terms, groups, g)
        without.append(left if min(left) > 0 else _left(values, [[1.0]] * n, groups, g))
    found = []
    for h, one in enumerate(sums):
        b = one / sum(sums)
        parts = [[row[j] for row in without] for j in range(g)]
        moved = [part[h] / sum(part) - b if sum(part) > 0 else 0.0 for part in parts]
        found.append((b, z * math.sqrt((g - 1) / g * sum(step * step for step in moved))))
    return found


def _left(values: Sequence[float], terms: Sequence[Sequence[float]], groups: int, g: int) -> list[float]:
    """A sum with each group of worlds left out."""
    n, p, total = len(values), len(terms[0]), sum(values)
    fitted = least_squares(terms, values)
    stretch = math.sqrt((n - 1) / (n - p)) if n > p else 1.0
    left = []
    for j in range(g):
        own = [w for w in range(n) if w % groups == j]
        left.append(total * (1 - len(own) / n) - stretch * sum(values[w] - fitted[w] for w in own))
    return left


def least_squares(rows: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The fit of values by columns that do not depend on each other, made orthogonal one after the other."""
    columns: list[list[float]] = []
    fitted = [0.0] * len(values)
    for k in range(len(rows[0])):
        column = [row[k] for row in rows]
        for _ in range(2):
            for other in columns:
                part = sum(x * y for x, y in zip(column, other, strict=True))
                column = [x - part * y for x, y in zip(column, other, strict=True)]
        size = math.sqrt(sum(x * x for x in column))
        columns.append([x / size for x in column])
        part = sum(x * y for x, y in zip(values, columns[-1], strict=True))
        fitted = [x + part * y for x, y in zip(fitted, columns[-1], strict=True)]
    return fitted


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
