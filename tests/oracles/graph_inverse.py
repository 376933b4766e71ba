"""The inverse problem by brute force: every ranking, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from tests.oracles.graph import SOLVERS, Game, State


def with_worth(game: Game, person: int, ranking: dict[State, int]) -> Game:
    """The same conflict with another ranking of one decision maker."""
    mine = [float(ranking.get(s, 0)) for s in game.grid()]
    return replace(game, worth=[mine if i == person else w for i, w in enumerate(game.worth)], found={})


def weak(states: list[State], now: dict[State, float]) -> Iterator[dict[State, int]]:
    """All rankings that tie no states but those that are tied now."""
    for places in itertools.product(range(len(states)), repeat=len(states)):
        if {*places} == {*range(max(places) + 1)}:
            ranking = dict(zip(states, places, strict=True))
            if all(ranking[s] != ranking[t] or now[s] == now[t] for s, t in itertools.combinations(states, 2)):
                yield ranking


def distance(states: list[State], now: dict[State, float], then: dict[State, int]) -> float:
    """Kendall’s distance; a tie that is broken counts half."""
    total = 0.0
    for s, t in itertools.combinations(states, 2):
        before, after = now[s] - now[t], then[s] - then[t]
        total += 1.0 if before * after < 0 else 0.5 if before == 0 != after else 0.0
    return total


def count(game: Game, person: int, state: State, concept: str) -> int:
    """How many strict rankings make the state stable for the person."""
    states, solver, rest = game.states(), SOLVERS[concept], with_worth(game, person, {})
    places = [rest.number(s) for s in states]
    total = 0
    for order in itertools.permutations(range(len(states))):
        # What the others can do, and was worked out before, does not depend on this; only `sim` asks for more.
        if concept == "sim":
            rest.found.clear()
        for place, worth in zip(places, order, strict=True):
            rest.worth[person][place] = worth
        total += solver(rest, person, state)
    return total


def cheapest(game: Game, person: int, state: State, concept: str) -> float:
    """The least distance to a ranking that makes the state stable for the person."""
    states, solver = game.states(), SOLVERS[concept]
    now = {s: game.value(person, s) for s in states}
    return min(
        distance(states, now, ranking)
        for ranking in weak(states, now)
        if solver(with_worth(game, person, ranking), person, state)
    )
