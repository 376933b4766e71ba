"""The compiled loops of the survey, against plain loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray

from detente.chapters.agreement.judging import (
    attainable_cells,
    comparison_kernels,
    gain_kernels,
    tally,
    value_tables,
)
from detente.chapters.agreement.judging.attainable_cells import AttainableCells
from detente.chapters.agreement.judging.tally import BlockWeights
from detente.chapters.agreement.judging.value_tables import Part, Side, Thresholds, reached
from detente.compiled.kernels import Kernel
from detente.compiled.marked import marked_in

Numbers = NDArray[np.float64]
Seeds = st.integers(0, 9_999)


def leaves(value: Any, at: str = "") -> dict[str, Any]:
    """Return everything in a result by its path, arrays as they lie in memory."""
    if is_dataclass(value):
        return leaves({field.name: getattr(value, field.name) for field in fields(value)}, at)
    if isinstance(value, Mapping):
        return {path: leaf for key, inner in value.items() for path, leaf in leaves(inner, f"{at}/{key}").items()}
    if isinstance(value, tuple):
        return leaves(dict(enumerate(value)), at)
    return {at: (value.dtype, value.shape, value.tobytes()) if isinstance(value, np.ndarray) else value}


@pytest.mark.parametrize(
    ("module", "callers"), [(gain_kernels, [attainable_cells]), (comparison_kernels, [tally, value_tables])]
)
def test_every_compiled_loop_is_called(module: ModuleType, callers: list[ModuleType]) -> None:
    called = [each for caller in callers for each in vars(caller).values() if isinstance(each, Kernel)]
    assert {each.module for each in called} == {module.__name__}
    assert {each.name for each in called} == {*marked_in(module)}


def side(of: np.random.Generator, rows: int, lines: int, worlds: int, order: list[int]) -> Side:
    """Return values and thresholds of so few sizes that many are equal, some of them barred."""

    def barred(count: int) -> Numbers:
        return np.where(of.random((count, worlds)) < 0.1, -np.inf, of.integers(0, 4, (count, worlds)) / 4.0)

    place = np.array(order, dtype=np.intp)
    thresholds = Thresholds(of.integers(0, 6, worlds) / 4.0, barred(lines))
    return Side(Part(barred(rows), place, place), thresholds, of.integers(0, lines, lines + 1))


@settings(max_examples=60)
@given(Seeds, st.integers(1, 3), st.integers(1, 200), st.permutations(range(5)))
def test_rows_reach_the_thresholds_of_all_parties(seed: int, parties: int, worlds: int, order: list[int]) -> None:
    of = np.random.default_rng(seed)
    sides = [side(of, 5, 3, worlds, order) for _ in range(parties)]
    expected = np.ones((4, 5, worlds), dtype=bool)
    for part, lines, firsts in sides:
        expected &= part.table[part.rows] >= lines.of(firsts)[:, None, :]
        assert_array_equal(part.bounds, [part.table.min(axis=0), part.table.max(axis=0)])
    assert_array_equal(reached(sides), np.packbits(expected.reshape(20, worlds), axis=1))


@settings(max_examples=60)
@given(Seeds, st.integers(1, 1024), st.integers(0, 5))
def test_rows_of_bits_weigh_what_their_worlds_weigh(seed: int, worlds: int, rows: int) -> None:
    of = np.random.default_rng(seed)
    there, weights = of.random((rows, worlds)) < 0.3, of.random(worlds)
    assert_allclose(BlockWeights(weights)(np.packbits(there, axis=1)), there @ weights, rtol=1e-12)


class PlainGains:
    """Some packages in some worlds, with gains in quarters of a unit, so that many are equal."""

    def __init__(self, seed: int, packages: int, worlds: int, principals: int) -> None:
        """Draw them; some worlds have no weight, and in some a principal gains nothing."""
        of = np.random.default_rng(seed)
        self.there = of.random((packages, worlds)) < 0.4
        self.there[np.arange(packages), of.integers(0, worlds, packages)] = True
        self.halves = [of.integers(-2, 4, (2, 3, worlds)).astype(float) for _ in range(principals)]
        self.rows = of.integers(0, 3, (2, principals, packages))
        self.weights = of.random(worlds) * (of.random(worlds) < 0.8)
        places = [
            [half[k].ctypes.data + half[k].strides[0] * self.rows[k, n] for n, half in enumerate(self.halves)]
            for k in (0, 1)
        ]
        self.cells = AttainableCells.of(np.packbits(self.there, axis=1), worlds, np.array(places), self.halves)
        self.gains = np.array(
            [half[0][mine] + half[1][more] for half, mine, more in zip(self.halves, *self.rows, strict=True)]
        )
        where = np.where(self.there, self.gains, -np.inf)
        self.best = np.maximum(where.max(axis=1), 0.0)
        self.shares = np.where(self.best > 0, 1 / np.where(self.best > 0, self.best, 1.0), 0.0)

    def surplus(self, package: int, world: int) -> float:
        """Return the smallest share of a principal that counts, at least 0."""
        counting = [n for n in range(len(self.shares)) if self.shares[n, world] > 0]
        return max(0.0, min((self.gains[n, package, world] * self.shares[n, world] for n in counting), default=0.0))

    def front(self, world: int) -> list[int]:
        """Return the packages that no other dominates."""
        some = np.flatnonzero(self.there[:, world])

        def dominated(one: int) -> bool:
            mine = self.gains[:, one, world]
            others = self.gains[:, some, world].T
            return bool(((others >= mine).all(axis=1) & (others > mine).any(axis=1)).any())

        return [int(one) for one in some if not dominated(int(one))]


@settings(max_examples=60)
@given(Seeds, st.integers(1, 12), st.integers(1, 150), st.integers(1, 3))
def test_gains_are_those_of_plain_loops(seed: int, packages: int, worlds: int, principals: int) -> None:
    plain = PlainGains(seed, packages, worlds, principals)
    best, ideal = np.zeros((principals, worlds)), np.zeros(worlds)
    added, regret = np.zeros((principals + 1, packages)), np.zeros(packages)
    plain.cells.best(best)
    assert_array_equal(best, plain.best)
    good = plain.cells.add(plain.shares, plain.weights, added, ideal)
    surplus = np.array([[plain.surplus(x, w) for w in range(worlds)] for x in range(packages)]) * plain.there
    assert_allclose(added[:-1], (plain.gains * plain.there * plain.weights).sum(axis=2), atol=1e-12)
    assert_allclose(added[-1], surplus @ plain.weights, atol=1e-12)
    assert_array_equal(ideal, surplus.max(axis=0))
    for world in np.flatnonzero(plain.there.any(axis=0)):
        some = plain.there[:, world]
        assert good[:-1, world].tolist() in plain.gains[:, some, world].T.tolist()
    counted = np.flatnonzero((plain.weights > 0) & (ideal > 0))
    plain.cells.raise_regrets(plain.shares, ideal, counted[np.argsort(-ideal[counted])], regret)
    missed = (ideal - surplus)[:, plain.weights > 0]
    assert_array_equal(regret, missed.max(axis=1, initial=0.0))


@pytest.mark.parametrize("room", [1, 128])
@settings(max_examples=40)
@given(Seeds, st.integers(1, 12), st.integers(1, 40), st.integers(1, 3))
def test_frontiers_are_those_of_plain_loops(room: int, seed: int, packages: int, worlds: int, principals: int) -> None:
    plain = PlainGains(seed, packages, worlds, principals)
    good = plain.cells.add(plain.shares, plain.weights, np.zeros((principals + 1, packages)), np.zeros(worlds))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attainable_cells, "ROOM", room)
        found = plain.cells.frontiers(good, np.full((principals, worlds), 0.25))
    expected = [plain.front(world) for world in range(worlds)]
    assert found.sizes.tolist() == [len(front) for front in expected]
    assert found.packages.tolist() == [package for front in expected for package in front]
    gains = [plain.gains[:, package, world] for world, front in enumerate(expected) for package in front]
    assert_array_equal(found.gains, np.array(gains).reshape(-1, principals))
