"""Conflicts from the literature, and small games that everybody knows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from detente.graph.conflict import Conflict, ConflictError, Option


def ranked(size: int, best_to_worst: Sequence[int | Sequence[int]]) -> NDArray[np.int64]:
    """Values of all states from a ranking; states that are not in it get -1."""
    values = np.full(size, -1, dtype=np.int64)
    for place, states in enumerate(reversed(best_to_worst)):
        values[states] = place
    return values


def cuba(reversible: bool) -> Conflict:
    """Fraser and Hipel's model of October 1962: strike 1, blockade 2 (US), withdraw 4, escalate 8 (USSR)."""
    options = (
        Option("strike", "Air strike", (0,), down=reversible),
        Option("blockade", "Blockade", (0,)),
        Option("withdraw", "Withdraw", (1,)),
        Option("escalate", "Escalate", (1,)),
    )
    us = ranked(16, [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8])
    ussr = ranked(16, [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8])
    return Conflict(("United States", "Soviet Union"), options, (((2, 1), (3, 1)),), (us, ussr))


SYRIA_IRAQ = (0, 1, 2, 4, 5, 6)  # NNN YNN NYN NNY YNY NYY, numbered 1 to 6 in the literature


def syria_iraq(syria: Sequence[int] = (1, 3, 6, 2, 4, 5), iraq: Sequence[int] = (2, 4, 6, 1, 5, 3)) -> Conflict:
    """The Euphrates in 1975: Syria releases water or escalates, Iraq attacks; rankings best to worst."""
    options = (
        Option("release", "Release", (0,)),
        Option("escalate", "Escalate", (0,)),
        Option("attack", "Attack", (1,)),
    )
    values = tuple(ranked(8, [SYRIA_IRAQ[s - 1] for s in ranking]) for ranking in (syria, iraq))
    return Conflict(("Syria", "Iraq"), options, (((0, 1), (1, 1)),), values)


def two_by_two(row: Sequence[int], column: Sequence[int]) -> Conflict:
    """A game of two with two choices: values of NN, YN, NY, YY, where the first choice is the first one's."""
    options = (Option("first", "First", (0,)), Option("second", "Second", (1,)))
    return Conflict(("First", "Second"), options, (), (np.array(row), np.array(column)))


def random_conflict(rng: random.Random, most: int = 64, worlds: int | None = None) -> Conflict:
    """Draw a conflict of two to four decision makers with whatever options, patterns and preferences can hold."""
    makers = rng.choice([2, 2, 3, 3, 4])
    options: list[Option] = []
    for k in range(makers + rng.randint(0, 3)):
        owner = k if k < makers else rng.randrange(makers)
        owners = tuple(sorted({owner, rng.randrange(makers)})) if rng.random() < 0.1 else (owner,)
        levels, room = (
            rng.choice([2, 2, 2, 3, 4]),
            most // prod(o.levels for o in options) // 2 ** max(0, makers - k - 1),
        )
        if room < 2:
            break
        up, down = rng.choice([(True, True)] * 3 + [(True, False), (False, True), (False, False)])
        options.append(Option(f"o{k}", f"Option {k}", owners, min(levels, room), up, down, rng.random() < 0.7))
    rng.shuffle(options)
    size = prod(option.levels for option in options)
    shape = (size,) if worlds is None else (worlds, size)
    draw = np.random.default_rng(rng.randrange(2**32))
    high = rng.choice([3, size, 10**12])
    values = tuple(
        draw.integers(-high, high, shape) if rng.random() < 0.7 else np.round(draw.normal(size=shape), 1)
        for _ in range(makers)
    )
    infeasible = []
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        ks = rng.sample(range(len(options)), rng.randint(1, min(3, len(options))))
        infeasible.append(tuple((k, rng.randrange(options[k].levels)) for k in ks))
    try:
        return Conflict(tuple("ABCD"[:makers]), tuple(options), tuple(infeasible), values)
    except ConflictError:
        return random_conflict(rng, most, worlds)
