"""Errors of beliefs: the same as by plain loops over worlds, in whatever blocks, and as those of a weighted mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.chapters.reading.belief_sums import BeliefSums, WorldSums
from detente.chapters.reading.grouped_sums import GROUPS, GroupedSums, columns_of, jackknife
from detente.chapters.reading.result import shares
from detente.worlds.errors import mean
from detente.worlds.strata import uniforms
from tests.oracles import errors as oracle


class Block:
    """A block of worlds of which nothing is known but uniforms."""

    def __init__(self, start: int, drawn: Floats) -> None:
        self.start, self.size, self._drawn = start, drawn.shape[1], drawn

    def uniform(self, stream: str) -> Floats:
        """Return a row; streams are named by number."""
        return np.asarray(self._drawn[int(stream)])


def sums(values: Floats, columns: Floats | None = None) -> BeliefSums:
    """Return the sums over a block of worlds whose unnormalised beliefs are given, the same for all that is summed."""
    over = WorldSums.of_all() if columns is None else WorldSums.by_column(columns)
    begun = over.logs(np.log(values))
    rows, plain = over.rows([begun], begun), over.rows([over.plain(values)], begun)
    return BeliefSums(begun, rows, rows, rows, rows, plain, plain, rows, rows)


def halves(values: Floats, drawn: Floats, cut: int) -> tuple[Floats, Floats]:
    """Return beliefs and half the widths of their intervals, from worlds in two blocks."""
    groups, streams = [], [str(n) for n in range(len(drawn))]
    for start, stop in ((0, cut), (cut, values.shape[1])):
        if stop > start:
            columns = columns_of(Block(start, drawn[:, start:stop]), streams)  # type: ignore[arg-type]
            groups.append(GroupedSums(sums(values[:, start:stop], columns), columns.T @ columns[:, GROUPS:]))
    left = GroupedSums.joined(groups).left_out()
    assert np.allclose(left.mean[:, 0], np.exp(left.start), rtol=1e-9)
    beliefs = shares(sums(values).course[0])
    with np.errstate(invalid="ignore"):
        others = shares(left.course[:, 0])
    return beliefs, jackknife(beliefs, others, min(GROUPS, values.shape[1]))


@settings(max_examples=40)
@given(st.integers(2, 95), st.integers(2, 4), st.integers(0, 2), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_errors_of_beliefs_are_those_of_plain_loops(
    worlds: int, explanations: int, streams: int, seed: int, part: float
) -> None:
    drawn = uniforms(seed, [str(n) for n in range(streams)], worlds, 0, worlds)
    values = np.random.Generator(np.random.Philox(seed)).exponential(size=(explanations, worlds)) ** 3 + 1e-9
    values = values * np.exp(drawn.sum(axis=0)) if streams else values
    beliefs, half = halves(values, drawn, round(part * worlds))
    told = oracle.beliefs(values.T.tolist(), GROUPS, drawn.tolist())
    assert beliefs == pytest.approx([b for b, _ in told], rel=1e-9)
    assert half == pytest.approx([h for _, h in told], rel=1e-6, abs=1e-12)


def test_what_single_judgements_owe_is_not_left_to_chance() -> None:
    """Over forty seeds, beliefs made by three judgements scatter as their intervals say; plain ones are too wide."""
    found = []
    for seed in range(40):
        drawn = uniforms(seed, ["0", "1", "2"], 400, 0, 400)
        one = 0.2 + drawn[0] + drawn[1] ** 2 + 0.2 * drawn[1] * drawn[2]
        values = np.stack([one, 0.5 + drawn[2]])
        beliefs, half = halves(values, drawn, 200)
        found.append((beliefs[0], half[0], halves(values, drawn[:0], 200)[1][0]))
    belief, half, plain = np.array(found).T
    needed = np.quantile(abs(belief - belief.mean()), 0.9)
    assert np.mean(abs(belief - belief.mean()) <= half) >= 0.8
    assert half.mean() < 2 * needed
    assert plain.mean() > 4 * needed


def test_they_are_those_of_a_weighted_mean() -> None:
    """A belief over all worlds is the mean of beliefs, weighted by how likely the evidence was in each world."""
    values = np.random.Generator(np.random.Philox(1)).gamma(2.0, size=(3, 4000))
    weights = values.sum(axis=0)
    _, half = halves(values, np.empty((0, 4000)), 1024)
    for row, found in zip(values / weights, half, strict=True):
        assert found == pytest.approx(mean(row, weights).error, rel=0.25)


def test_a_single_world_has_no_error_to_tell() -> None:
    _, half = halves(np.array([[0.3], [0.7]]), np.empty((0, 1)), 1)
    assert half.tolist() == [0.0, 0.0]
