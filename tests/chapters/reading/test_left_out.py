"""Errors of beliefs: the same as by plain loops over worlds, in whatever blocks, and as those of a weighted mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.chapters.reading.belief_sums import GROUPS, BeliefSums, WorldSums, jackknife
from detente.chapters.reading.result import shares
from detente.worlds.errors import mean
from tests.oracles import errors as oracle


def sums(values: Floats, start: int, grouped: bool) -> BeliefSums:
    """Return the sums over a block of worlds whose unnormalised beliefs are given, the same for all that is summed."""
    over = WorldSums.by_group(start, values.shape[1]) if grouped else WorldSums.of_all()
    begun = over.logs(np.log(values))
    rows, plain = over.rows([begun], begun), over.rows([over.plain(values)], begun)
    return BeliefSums(begun, rows, rows, rows, rows, plain, plain, rows, rows)


def halves(values: Floats, cut: int) -> tuple[Floats, Floats]:
    """Return beliefs and half the widths of their intervals, from worlds in two blocks."""
    blocks = [(values[:, :cut], 0), (values[:, cut:], cut)]
    whole, groups = (
        BeliefSums.joined([sums(*block, grouped) for block in blocks if block[0].size]) for grouped in (False, True)
    )
    left = groups.left_out()
    assert np.allclose(left.mean[:, 0], np.exp(left.start), rtol=1e-9)
    beliefs = shares(whole.course[0])
    with np.errstate(invalid="ignore"):
        others = shares(left.course[:, 0])
    return beliefs, jackknife(beliefs, others, min(GROUPS, values.shape[1]))


@settings(max_examples=40)
@given(st.integers(2, 95), st.integers(2, 5), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_errors_of_beliefs_are_those_of_plain_loops(worlds: int, explanations: int, seed: int, part: float) -> None:
    values = np.random.Generator(np.random.Philox(seed)).exponential(size=(explanations, worlds)) ** 3 + 1e-9
    beliefs, half = halves(values, round(part * worlds))
    told = oracle.beliefs(values.T.tolist(), GROUPS)
    assert beliefs == pytest.approx([b for b, _ in told], rel=1e-9)
    assert half == pytest.approx([h for _, h in told], rel=1e-6, abs=1e-12)


def test_they_are_those_of_a_weighted_mean() -> None:
    """A belief over all worlds is the mean of beliefs, weighted by how likely the evidence was in each world."""
    values = np.random.Generator(np.random.Philox(1)).gamma(2.0, size=(3, 4000))
    weights = values.sum(axis=0)
    _, half = halves(values, 1024)
    for row, found in zip(values / weights, half, strict=True):
        assert found == pytest.approx(mean(row, weights).error, rel=0.25)


def test_a_single_world_has_no_error_to_tell() -> None:
    _, half = halves(np.array([[0.3], [0.7]]), 1)
    assert half.tolist() == [0.0, 0.0]
