"""Cooke's classical model from its definition, question by question and expert by expert, in plain loops.

Nothing is shared with the program: the chance of a worse calibration is the closed form of chi-square with three
degrees of freedom, and quantiles of the mixture are found by bisection.
"""

from __future__ import annotations

import math
from itertools import pairwise

P = (0.05, 0.45, 0.45, 0.05)
Q = (0.05, 0.50, 0.95)


def tail_of_three(x: float) -> float:
    """Return the chance that chi-square with three degrees of freedom exceeds x."""
    return math.erfc(math.sqrt(x / 2)) + math.sqrt(2 * x / math.pi) * math.exp(-x / 2)


def calibration(says: list[list[float]], truth: list[float]) -> float:
    """Return the calibration of one expert."""
    counts = [0, 0, 0, 0]
    for (low, middle, high), answer in zip(says, truth, strict=True):
        counts[0 if answer <= low else 1 if answer <= middle else 2 if answer <= high else 3] += 1
    n = len(truth)
    distance = sum(c / n * math.log(c / n / p) for c, p in zip(counts, P, strict=True) if c)
    return tail_of_three(2 * n * distance)


def intrinsic(panel: list[list[list[float]]], truth: list[float], question: int) -> tuple[float, float]:
    """Return the range of everything said of a question and its answer, a tenth wider on both sides."""
    every = [value for expert in panel for value in expert[question]] + [truth[question]]
    over = (max(every) - min(every)) / 10
    return min(every) - over, max(every) + over


def information(panel: list[list[list[float]]], truth: list[float], expert: int) -> float:
    """Return the mean information of one expert."""
    total = 0.0
    for question in range(len(truth)):
        low, high = intrinsic(panel, truth, question)
        points = [low, *panel[expert][question], high]
        total += math.log(high - low)
        total += sum(p * math.log(p / (points[k + 1] - points[k])) for k, p in enumerate(P))
    return total / len(truth)


def weights(panel: list[list[list[float]]], truth: list[float], cutoff: float) -> list[float]:
    """Return the share of the weight of each expert."""
    raw = []
    for expert, says in enumerate(panel):
        score = calibration(says, truth)
        raw.append(score * information(panel, truth, expert) if score >= cutoff else 0.0)
    return [one / sum(raw) for one in raw] if sum(raw) > 0 else [1 / len(raw) for _ in raw]


def below(panel: list[list[list[float]]], truth: list[float], question: int, shares: list[float], x: float) -> float:
    """Return how likely the weighted mean of all experts holds the answer to be below x."""
    low, high = intrinsic(panel, truth, question)
    total = 0.0
    for expert, share in zip(panel, shares, strict=True):
        points = [low, *expert[question], high]
        chance = 0.0
        for k, p in enumerate(P):
            chance += p * min(max((x - points[k]) / (points[k + 1] - points[k]), 0.0), 1.0)
        total += share * chance
    return total


def quantile(panel: list[list[list[float]]], truth: list[float], question: int, shares: list[float], q: float) -> float:
    """Return a quantile of the weighted mean of all experts."""
    low, high = intrinsic(panel, truth, question)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if below(panel, truth, question, shares, middle) < q else (low, middle)
    return (low + high) / 2


def together(panel: list[list[list[float]]], truth: list[float], shares: list[float]) -> float:
    """Return calibration times information of the weighted mean of all experts."""
    said = [[quantile(panel, truth, n, shares, q) for q in Q] for n in range(len(truth))]
    spread = 0.0
    for question in range(len(truth)):
        low, high = intrinsic(panel, truth, question)
        points = sorted(
            {low, high, *(v for expert, s in zip(panel, shares, strict=True) if s for v in expert[question])}
        )
        for left, right in pairwise(points):
            chance = below(panel, truth, question, shares, right) - below(panel, truth, question, shares, left)
            if chance > 0:
                spread += chance * math.log(chance / (right - left) * (high - low))
    return calibration(said, truth) * spread / len(truth)
