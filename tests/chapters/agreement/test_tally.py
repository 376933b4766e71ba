"""Weighing rows of worlds: the sums of the formula, and the same to the last bit whatever comes with a row."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from detente.chapters.agreement.judging.tally import BlockWeights


@pytest.mark.parametrize("size", [1, 7, 8, 13, 64, 1000, 1024])
def test_rows_weigh_what_their_worlds_do(size: int) -> None:
    rng = np.random.default_rng(size)
    holds = rng.random((50, size)) < rng.random((50, 1))
    bits, weights = np.packbits(holds, axis=1), rng.exponential(size=size)
    weigh = BlockWeights(weights)
    assert weigh(bits) == pytest.approx((holds * weights).sum(axis=1))
    assert_array_equal(BlockWeights(np.ones(size))(bits), holds.sum(axis=1))
    assert_array_equal(BlockWeights(np.full(size, 0.25))(bits), holds.sum(axis=1) / 4)
    whole = weigh(bits)
    for rows in (slice(0, 1), slice(7, 9), slice(None, None, 3), [4, 1, 1]):
        assert_array_equal(weigh(bits[rows]), whole[rows])
    assert_array_equal(weigh(np.asfortranarray(bits)), whole)
    assert weigh(bits[:0]).shape == (0,)


def test_what_pads_the_last_byte_weighs_nothing() -> None:
    assert BlockWeights(np.array([0.5, 2.0]))(np.array([[255]], dtype=np.uint8)).tolist() == [2.5]
