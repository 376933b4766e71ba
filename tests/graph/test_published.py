"""Results that were published, or that everybody can check by hand."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from detente.graph.concepts import analyse
from detente.graph.conflict import Conflict
from tests.graph.published import SYRIA_IRAQ, cuba, syria_iraq, two_by_two


def equilibria(conflict: Conflict, concepts: Iterable[str]) -> dict[str, set[int]]:
    return {
        name: {*map(int, np.flatnonzero(stable.all(axis=0)))} for name, stable in analyse(conflict, concepts).items()
    }


def test_cuba_with_an_air_strike_that_can_be_taken_back() -> None:
    assert equilibria(cuba(reversible=True), ["nash", "seq"]) == {"nash": set(), "seq": {4, 6}}


def test_cuba_with_an_air_strike_that_cannot() -> None:
    found = equilibria(cuba(reversible=False), ["nash", "gmr", "smr", "seq"])
    every = {0, 1, 2, 4, 5, 6, 7}
    assert found == {"nash": {5}, "gmr": every, "smr": every, "seq": {4, 5, 6}}


def test_the_euphrates() -> None:
    found = equilibria(syria_iraq(), ["nash", "gmr", "smr", "seq"])
    named = {name: {SYRIA_IRAQ.index(s) + 1 for s in states} for name, states in found.items()}
    assert named == {"nash": {6}, "gmr": {1, 6}, "smr": {6}, "seq": {6}}


PRISONERS = two_by_two([1, 0, 3, 2], [1, 3, 0, 2])  # Y is to cooperate
CHICKEN = two_by_two([0, 1, 3, 2], [0, 3, 1, 2])  # Y is to swerve
STAG_HUNT = two_by_two([1, 0, 2, 3], [1, 2, 0, 3])  # Y is to hunt the stag


@pytest.mark.parametrize(
    ("game", "nash", "gmr", "smr", "seq"),
    [
        (PRISONERS, {0}, {0, 3}, {0, 3}, {0, 3}),
        (CHICKEN, {1, 2}, {1, 2, 3}, {1, 2, 3}, {1, 2}),
        (STAG_HUNT, {0, 3}, {0, 3}, {0, 3}, {0, 3}),
    ],
    ids=["prisoners", "chicken", "stag hunt"],
)
def test_small_games(game: Conflict, nash: set[int], gmr: set[int], smr: set[int], seq: set[int]) -> None:
    assert equilibria(game, ["nash", "gmr", "smr", "seq"]) == {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq}
