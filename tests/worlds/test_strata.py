"""Stratified uniforms: one value in every stratum, streams that know nothing of each other, any block alone."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from detente.compiled.marked import marked_in
from detente.worlds import strata_kernels
from detente.worlds.strata import key, uniforms

FIRST = [0.08991483546452227, 0.6374476336642093, 0.22516947810972834]
PATHS = [f"positions/ann/issue-{n}" for n in range(400)]


def strata(u: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    return np.floor(u * size).astype(np.int64)


def largest_correlation(rows: NDArray[np.float64]) -> float:
    """Return the largest correlation, in size, of two rows."""
    correlation = np.asarray(np.corrcoef(rows)) - np.eye(len(rows))
    return float(np.abs(correlation).max())


@pytest.mark.parametrize("size", [*range(1, 301), 511, 512, 513, 1000, 4096, 4097, 10007, 65537])
def test_every_stratum_holds_one_value(size: int) -> None:
    u = uniforms(11, PATHS[:3], size, 0, size)
    assert u.shape == (3, size)
    assert np.all((u > 0) & (u < 1))
    assert np.array_equal(np.sort(strata(u, size), axis=1), np.tile(np.arange(size), (3, 1)))


@settings(max_examples=60)
@given(st.integers(1, 3000), st.data(), st.integers(0, 2**63))
def test_any_block_can_be_drawn_alone(size: int, chooser: st.DataObject, seed: int) -> None:
    start = chooser.draw(st.integers(0, size))
    stop = chooser.draw(st.integers(start, size))
    whole = uniforms(seed, PATHS[:4], size, 0, size)
    assert np.array_equal(uniforms(seed, PATHS[:4], size, start, stop), whole[:, start:stop])
    assert np.array_equal(uniforms(seed, [PATHS[2]], size, start, stop)[0], whole[2, start:stop])


def test_streams_are_nearly_uncorrelated() -> None:
    u = uniforms(2021, PATHS, 2048, 0, 2048)
    assert largest_correlation(u) < 0.12


def test_streams_of_one_world_are_uncorrelated_over_seeds() -> None:
    u = np.array([uniforms(seed, PATHS[:20], 64, 0, 1)[:, 0] for seed in range(2000)]).T
    assert largest_correlation(u) < 0.12
    assert stats.kstest(u.ravel(), "uniform").pvalue > 1e-3


def test_places_inside_the_strata_are_uniform() -> None:
    size = 2048
    u = uniforms(5, PATHS[:40], size, 0, size)
    places = u * size - strata(u, size)
    assert stats.kstest(places.ravel(), "uniform").pvalue > 1e-3
    assert abs(float(places.mean()) - 0.5) < 4 / np.sqrt(12 * places.size)
    assert largest_correlation(places) < 0.12


def test_places_do_not_follow_the_stratum() -> None:
    size = 2048
    u = uniforms(6, PATHS[:40], size, 0, size)
    places = u * size - strata(u, size)
    for row in range(len(u)):
        assert abs(stats.spearmanr(strata(u, size)[row], places[row]).statistic) < 0.12


@pytest.mark.parametrize("size", [100, 256, 300, 2048])
def test_every_row_is_as_likely_in_every_part_of_the_range(size: int) -> None:
    """Below some 64 worlds a row is likelier in some strata than in others; nobody draws so few."""
    paths = [f"stream-{n}" for n in range(6000)]
    u = uniforms(3, paths, size, 0, 20)
    counts = np.array([np.bincount((row * 10).astype(int), minlength=10) for row in u.T])
    pvalues = [stats.chisquare(line).pvalue for line in counts]
    assert min(pvalues) > 1e-4
    assert largest_correlation(u.T) < 0.12


def test_seeds_and_paths_give_other_streams() -> None:
    one, other = uniforms(1, PATHS[:1], 500, 0, 500)[0], uniforms(2, PATHS[:1], 500, 0, 500)[0]
    assert not np.any(one == other)
    rows = uniforms(1, PATHS, 500, 0, 500)
    assert len(np.unique(rows[:, 0])) == len(PATHS)
    assert len({key(seed, path) for seed in range(50) for path in PATHS}) == 50 * len(PATHS)


def test_another_size_is_another_sample() -> None:
    assert not np.any(uniforms(1, PATHS[:1], 500, 0, 500) == uniforms(1, PATHS[:1], 501, 0, 500))


def test_streams_stay_as_they_are() -> None:
    """The first values of a stream, kept so that a change of the generator is noticed."""
    digest = hashlib.sha256(b"1/reservation/us").digest()
    assert key(1, "reservation/us") == int.from_bytes(digest[:8], "little")
    assert uniforms(1, ["reservation/us"], 1000, 0, 3)[0].tolist() == FIRST


def mixed(z: int) -> int:
    """The finaliser of SplitMix64 on whole numbers of any size, cut to 64 bits."""
    word = 2**64 - 1
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & word
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & word
    return z ^ (z >> 31)


def plain(of: int, size: int, row: int) -> float:
    """One value of a stream by its key, as the documentation of the module has it."""
    golden, word = 0x9E3779B97F4A7C15, 2**64 - 1
    half = max(1, (max(size - 1, 1).bit_length() + 1) // 2)
    low = 2**half - 1
    stratum = row
    while True:
        left, right = stratum >> half, stratum & low
        for n in range(4):
            this = mixed(of + golden * (n + 1) & word)
            left, right = right, left ^ (mixed(right + this & word) & low)
        stratum = (left << half) | right
        if stratum < size:
            break
    place = mixed(of ^ mixed(row + golden & word)) >> 11
    return float(min((stratum + (place + 0.5) * 2.0**-53) / size, np.nextafter(1.0, 0.0)))


@given(st.integers(0, 2**31), st.integers(1, 10**9), st.data())
def test_whole_numbers_of_any_size_say_the_same(seed: int, size: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, size - 1))
    stop = data.draw(st.integers(start, min(size, start + 20)))
    found = uniforms(seed, PATHS[:2], size, start, stop)
    assert found.tolist() == [[plain(key(seed, path), size, row) for row in range(start, stop)] for path in PATHS[:2]]


def test_one_function_is_called_from_outside() -> None:
    assert list(marked_in(strata_kernels)) == ["draw_strata"]
