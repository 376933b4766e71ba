"""Random small conflicts, once as the brute force wants them and once as the package does."""

from __future__ import annotations

import random
from math import prod

import numpy as np
from hypothesis import strategies as st

from detente.graph.conflict import Conflict, Option
from tests.oracles.graph import Choice, Game


def conflict(game: Game) -> Conflict:
    """The same conflict in the package's own types."""
    options = tuple(
        Option(f"o{k}", f"Option {k}", c.owners, c.levels, c.up, c.down, c.jumps) for k, c in enumerate(game.choices)
    )
    return Conflict(
        tuple("ABCD"[: game.people]),
        options,
        tuple(tuple(bad.items()) for bad in game.forbidden),
        tuple(np.array(worth) for worth in game.worth),
    )


def game(rng: random.Random, people: int | None = None, most: int = 24, strict: bool = False) -> Game:
    """Draw a conflict of at most `most` states: 2–4 decision makers, levels, infeasible patterns, one-way options."""
    people = people or min(rng.choice([2, 2, 3, 3, 4]), most.bit_length() - 1)
    choices: list[Choice] = []
    owners = [*range(people)] + [rng.randrange(people) for _ in range(rng.randrange(3))]
    for owner in owners:
        room = most // prod(c.levels for c in choices) // 2 ** max(0, people - len(choices) - 1)
        if room < 2:
            break
        both = (owner, rng.choice([p for p in range(people) if p != owner])) if rng.random() < 0.08 else (owner,)
        up, down = rng.choice([(True, True)] * 6 + [(True, False), (False, True)] * 2 + [(False, False)])
        levels = min(rng.choice([2, 2, 2, 2, 3, 4]), room)
        choices.append(Choice(tuple(sorted(both)), levels, up, down, rng.random() < 0.6))
    rng.shuffle(choices)
    size = prod(c.levels for c in choices)
    forbidden: list[dict[int, int]] = []
    for _ in range(rng.choice([0, 0, 1, 2])):
        named = rng.sample(range(len(choices)), rng.randint(1, len(choices)))
        forbidden.append({k: rng.randrange(choices[k].levels) for k in named})
    ties = rng.choice([2, 4, size])
    worth = [[rng.randrange(ties) for _ in range(size)] for _ in range(people)]
    if strict:
        worth = [rng.sample(range(size), size) for _ in range(people)]
    made = Game(people, choices, forbidden, [[float(x) for x in row] for row in worth])
    return made if made.states() else Game(people, choices, [], made.worth)


def games(people: int | None = None, most: int = 24, strict: bool = False) -> st.SearchStrategy[Game]:
    """The same as a strategy, by seeds: cheap, and any failure can be drawn again."""
    return st.integers(0, 2**32).map(lambda seed: game(random.Random(seed), people, most, strict))
