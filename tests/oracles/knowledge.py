"""What knowing is worth, by plain loops and a linear programme over all rules.

Written from `docs/theory/approach.md` alone (“What is worth knowing”); it knows nothing of the program.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Sequence

from scipy.optimize import linprog

Table = Sequence[Sequence[float]]  # decisions, worlds


def everything(table: Table, weights: Sequence[float]) -> float:
    """Return what knowing the world would add, with one principal that counts."""
    return given(table, weights, range(len(weights)))


def given(table: Table, weights: Sequence[float], answers: Sequence[Hashable]) -> float:
    """Return what knowing the answer, one for each world, would add, with one principal that counts."""
    total = sum(weights)
    after = 0.0
    for answer in dict.fromkeys(answers):
        inside = [n for n, other in enumerate(answers) if other == answer]
        after += max(sum(weights[n] * row[n] for n in inside) for row in table)
    before = max(sum(w * x for w, x in zip(weights, row, strict=True)) for row in table)
    return (after - before) / total


def fairest(tables: Sequence[Table], weights: Sequence[float], answers: Sequence[Hashable]) -> float:
    """Return the largest smallest mean of several principals that a rule with lotteries can give, by all rules at once.

    Args:
        tables: Of each principal, the worth of each decision in each world.
        weights: Weights of the worlds.
        answers: What is known in each world; a rule sees nothing else.
    """
    known, total = list(dict.fromkeys(answers)), sum(weights)
    decisions = len(tables[0])
    size = len(known) * decisions + 1  # chance of each decision after each answer, and the smallest mean
    above = []
    for table in tables:
        row = [0.0] * size
        row[-1] = 1.0
        for n, weight in enumerate(weights):
            for d in range(decisions):
                row[known.index(answers[n]) * decisions + d] -= weight / total * table[d][n]
        above.append(row)
    sums = [[float(place // decisions == k) for place in range(size - 1)] + [0.0] for k in range(len(known))]
    found = linprog(
        [0.0] * (size - 1) + [-1.0],
        A_ub=above,
        b_ub=[0.0] * len(tables),
        A_eq=sums,
        b_eq=[1.0] * len(known),
        bounds=[(0, 1)] * (size - 1) + [(None, None)],
    )
    return -float(found.fun or 0.0)


def for_a_mediator(tables: Sequence[Table], weights: Sequence[float], answers: Sequence[Hashable]) -> float:
    """Return what knowing the answer would add to the smallest mean."""
    return fairest(tables, weights, answers) - fairest(tables, weights, [None] * len(weights))


def nested(
    asked: Callable[[random.Random], float],
    rest: Callable[[random.Random, float], Sequence[float]],
    outer: int,
    inner: int,
    seed: int = 1,
) -> float:
    """Return what knowing φ would add, by simulation within simulation.

    Args:
        asked: Draws φ.
        rest: Draws all else, given φ, and returns what each decision is worth then.
        outer: How often φ is drawn.
        inner: How often all else is drawn for each φ.
        seed: Seed of the draws.
    """
    rng = random.Random(seed)
    means = []
    for _ in range(outer):
        phi = asked(rng)
        drawn = [rest(rng, phi) for _ in range(inner)]
        means.append([sum(column) / inner for column in zip(*drawn, strict=True)])
    after = sum(max(row) for row in means) / outer
    before = max(sum(column) / outer for column in zip(*means, strict=True))
    return float(after - before)
