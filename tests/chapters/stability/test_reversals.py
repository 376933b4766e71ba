"""What a party takes back when the exchange ends, against every world looked at by itself, and by hand."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from detente.chapters.stability.compliance import read, taken_back
from detente.worlds import Worlds
from tests.chapters.stability import made
from tests.sharing import tried

SIZE = 40
FREE = {"lead": 0, "detection": 0, "snapback": 0, "reversible_others": 1, "reversible_own": 1}


@pytest.mark.parametrize("seed", tried(range(30)))
def test_each_measure_is_looked_at_in_every_world(seed: int) -> None:
    case, of = made.anything(seed), random.Random(seed)
    draws = Worlds(case, size=SIZE, seed=seed).draws(0, SIZE)
    worlds, terms = made.worlds_of(case, draws), read(draws)
    weight = np.array([of.choice((0.0, 1.0, 2.0)) for _ in worlds]) + draws.weights / SIZE
    position = tuple(of.randrange(len(case.ladder(issue))) for issue in case.issues)
    for party in case.principals:
        expected = []
        for issue, option in enumerate(position):
            held = [option > 0 and party in w.payers(issue, option) and w.reversible(issue, option) for w in worlds]
            if sum(weight[np.array(held)]) >= sum(weight) / 2:
                expected.append((issue, option))
        assert taken_back(terms, party, position, weight) == expected


@pytest.mark.parametrize(
    ("cost", "measure", "found"),
    [
        (-1, {}, [(0, 1)]),
        (0, {}, []),
        (1, {}, []),
        ([-3, 1], {}, [(0, 1)]),
        ([-1, 3], {}, []),
        (-1, {"reversible_own": 0}, [(0, 1)]),
        (-1, {"reversible_own": 0, "reversible_others": 0}, []),
        (-1, {"restored_by": "vote"}, []),
        (-1, {"restored_by": "clause"}, [(0, 1)]),
    ],
)
def test_what_costs_and_can_be_taken_back_in_half_of_the_worlds(cost: Any, measure: Any, found: Any) -> None:
    """Whoever does not carry it out takes nothing back, whatever it costs; nor does anybody what is not done."""
    issues = {"guns": {"name": "Guns", "movers": ["ann"], "options": {"stay": "Stay", "back": "Back"}}}
    positions = {party: {"guns": {"back": cost}} for party in ("ann", "bea")}
    case = made.case(issues, positions, {"guns": {"back": {**FREE, **measure}}})
    draws = Worlds(case, size=SIZE, seed=1).draws(0, SIZE)
    assert taken_back(read(draws), "ann", (1,), draws.weights) == found
    assert taken_back(read(draws), "bea", (1,), draws.weights) == []
    assert taken_back(read(draws), "ann", (0,), draws.weights) == []
