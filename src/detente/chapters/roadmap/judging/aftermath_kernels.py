"""The best breaches of rounds and what follows, compiled. Names that end with `_at` are places of arrays in memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray

from detente.compiled.marked import COUNT, FLOATS, INTS, entry


@entry(*[COUNT] * 4, INTS, FLOATS, FLOATS)
def keep_larger(some: int, rounds: int, parties: int, worlds: int, rows_at: Any, worth_at: Any, best_at: Any) -> None:
    """Put what some rounds are worth after a breach in the place of what is less.

    Args:
        some: How many rounds are looked at.
        rounds: How many there are.
        parties: How many parties.
        worlds: Worlds.
        rows_at: (some): their numbers.
        worth_at: (parties, some, worlds): what they are worth.
        best_at: (rounds, parties, worlds), changed: the largest.
    """
    rows, worth = carray(rows_at, (some,)), carray(worth_at, (parties, some, worlds))
    best = carray(best_at, (rounds, parties, worlds))
    for n in range(some):
        for party in range(parties):
            here, so_far = worth[party, n], best[rows[n], party]
            for world in range(worlds):
                so_far[world] = max(here[world], so_far[world])


@entry(*[COUNT] * 5, INTS, *[FLOATS] * 4)
def keep_chosen(
    some: int,
    rounds: int,
    parties: int,
    worlds: int,
    own: int,
    rows_at: Any,
    worth_at: Any,
    best_at: Any,
    slack_at: Any,
    then_at: Any,
) -> None:
    """Do the same where the breach is as good for the breaker as any.

    Args:
        some: As for `keep_larger`, and so are the others that it has.
        rounds: The same.
        parties: The same.
        worlds: The same.
        own: Number of the breaker.
        rows_at: The same.
        worth_at: The same.
        best_at: (rounds, parties, worlds): the largest over all breaches.
        slack_at: (worlds): by how much less it may be worth to the breaker.
        then_at: (rounds, parties, worlds), changed: the largest over those that the breaker chooses.
    """
    rows, worth = carray(rows_at, (some,)), carray(worth_at, (parties, some, worlds))
    best, then = carray(best_at, (rounds, parties, worlds)), carray(then_at, (rounds, parties, worlds))
    slack = carray(slack_at, (worlds,))
    for n in range(some):
        mine, most = worth[own, n], best[rows[n], own]
        for party in range(parties):
            here, so_far = worth[party, n], then[rows[n], party]
            for world in range(worlds):
                value = here[world] if mine[world] >= most[world] - slack[world] else -np.inf
                so_far[world] = max(value, so_far[world])
