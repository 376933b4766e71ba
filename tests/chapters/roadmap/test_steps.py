"""Exchanges in equal and in growing steps, against closed forms."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from detente.chapters.roadmap.judging.best_roadmap import journey
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.lattice_values import RoundMoves
from detente.chapters.roadmap.judging.leaving import requirement, requirements
from detente.chapters.roadmap.judging.roadmap_search import SearchStakes, search
from detente.chapters.roadmap.judging.round_values import Rounds, Walk, walk
from detente.chapters.roadmap.judging.valued_rounds import lattice_rounds, rounds_of
from detente.chapters.roadmap.questions.irreversible_steps import first_step, levels, ratio, remaining
from detente.chapters.roadmap.space.lattice import Lattice, Rules
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.chapters.stability.compliance import Ledger, MeasureTerms, Terms
from detente.worlds import Worlds
from tests.chapters.roadmap.made import steps, with_roadmap

ONE = np.ones(1)


def exchange(
    shares: Sequence[float],
    cost: Callable[[float], float],
    gain: Callable[[float], float],
    *,
    rate: float,
    reversible: float,
    detection: float,
) -> Terms:
    """Return a symmetric exchange: each side's ladder costs it something and is worth something to the other."""
    measure = MeasureTerms(0 * ONE, detection * ONE, 0 * ONE, reversible * ONE, reversible * ONE)
    given, got = (np.array([[sign * f(s)] for s in shares]) for sign, f in ((-1, cost), (1, gain)))
    ladder = (measure,) * (len(shares) - 1)
    return Terms(
        issues=("from-ann", "from-bea"),
        movers=(("ann",), ("bea",)),
        apart=(False, False),
        measures=(ladder, ladder),
        worth={"ann": (given, got), "bea": (got, given)},
        linkages={"ann": (), "bea": ()},
        rates={"ann": rate * ONE, "bea": rate * ONE},
        reservation={"ann": 0 * ONE, "bea": 0 * ONE},
        scales={"ann": ONE, "bea": ONE},
        spans={"ann": ONE, "bea": ONE},
    )


def together(terms: Terms, overhead: float = 0.0) -> tuple[Rounds, Walk]:
    """Return the rounds, one step of both sides each, and the roadmap made of them."""
    size = len(terms.measures[0])
    moves = RoundMoves.between([((k, k), (k + 1, k + 1)) for k in range(size)])
    rounds = rounds_of(Ledger(terms), moves, (size, size), overhead * ONE)
    return rounds, walk(rounds, range(size))


def equal(n: int, cost: float, rho: float, rate: float, detection: float) -> Terms:
    return exchange(
        [k / n for k in range(n + 1)], lambda s: cost * s, lambda s: s, rate=rate, reversible=rho, detection=detection
    )


@pytest.mark.parametrize("n", [1, 4, 64])
@pytest.mark.parametrize("rho", [1.0, 0.5, 0.0])
def test_the_largest_cost_that_n_equal_steps_bear(n: int, rho: float) -> None:
    """k*(n) = δρ/(ρ + (1−ρ)/n): .779 for ρ = 1; .389, .623, .767 for ρ = .5; nothing for ρ = 0."""
    delta = math.exp(-0.25)
    expected = delta * rho / (rho + (1 - rho) / n)
    for cost, holds in ((expected - 1e-6, True), (expected + 1e-6, False)):
        if cost > 0:
            _, found = together(equal(n, cost, rho, 0.5, 0.5))
            assert bool(found.enforcing[0]) is holds
    table = {(1.0, n): 0.779, (0.5, 1): 0.389, (0.5, 4): 0.623, (0.5, 64): 0.767, (0.0, n): 0.0}
    assert expected == pytest.approx(table[rho, n], abs=5e-4)


@pytest.mark.parametrize("n", [1, 2, 4])
@pytest.mark.parametrize("rho", [1.0, 0.5, 0.0])
def test_the_search_finds_the_largest_cost(n: int, rho: float) -> None:
    """No order of n steps a side bears more than k*(n), since the last one decides; one does bear it."""
    delta = math.exp(-0.25)
    expected = delta * rho / (rho + (1 - rho) / n)
    lattice = Lattice((n, n), {0: tuple(range(n + 1)), 1: tuple(range(n + 1))}, Rules())
    for cost, possible in ((expected - 1e-6, True), (expected + 1e-6, False)):
        if cost > 0:
            rounds = lattice_rounds(lattice, Ledger(equal(n, cost, rho, 0.5, 0.5)), 0 * ONE)
            found = search(lattice, rounds, SearchStakes((0, 1), np.full((2, 1), 0.5), ONE, ONE), 2 * n)
            assert (found.enforcing > 0).any() == possible


def test_trust_years_and_worth_of_more_and_smaller_steps() -> None:
    """k = .6, r = .1, ρ = .5, o = .25: trust falls with every step, the worth at belief .7 does not rise for ever."""
    for n, trust, worth in ((1, 0.44, 1.86), (4, 0.18, 2.27), (8, 0.11, 2.07), (32, 0.06, 1.07)):
        rounds, found = together(equal(n, 0.6, 0.5, 0.1, 0.5), overhead=0.25)
        needed = requirement(found.nothing, found.keep[0], found.worst[0])  # if nobody may leave once it is begun
        assert needed[0, 0] == pytest.approx(trust, abs=0.005)
        assert requirements(rounds, range(n))[0, 0, 0] <= needed[0, 0] + 1e-12  # who may leave later needs no more
        assert found.years.sum() == pytest.approx(0.75 * n)
        assert 0.7 * found.keep[0, 0, 0] + 0.3 * found.worst[0, 0, 0] == pytest.approx(worth, abs=0.006)


@pytest.mark.parametrize("overhead", [0, 3])
def test_without_doubt_one_round_is_as_good_and_is_returned(overhead: float) -> None:
    case = with_roadmap(steps(3, 0.5, 1.0, 6), overhead=overhead, beliefs={"ann": 1, "bea": 1})
    plan, worlds = RoadmapSpace(case, (3, 3)), Worlds(case, 10, 1)
    yes = np.ones(10, dtype=bool)
    found = journey(plan, Context(yes, yes, {"ann": np.ones(10), "bea": np.ones(10)}), worlds)
    assert found.best == ((3, 3),)


def irreversible(path: Sequence[float], cost: Callable[[float], float], gain: Callable[[float], float]) -> Terms:
    """Return steps that cannot be taken back, rounds of such a length that d = .9 at a rate of 10 % a year."""
    return exchange(path, cost, gain, rate=0.1, reversible=0.0, detection=-math.log(0.9) / 0.1)


def endless(terms: Terms, tail: float) -> Walk:
    """Return a roadmap of which the given steps are only the beginning: what follows is worth `tail`."""
    rounds, _ = together(terms)
    two = np.full((2, 1), tail)
    rounds = replace(rounds, final=two, final_cheat=np.full((2, 1), -np.inf), final_victim=np.full((2, 1), np.inf))
    return walk(rounds, range(len(rounds)))


def test_steps_that_cannot_be_taken_back() -> None:
    """Lockwood & Thomas, k = .6, d = .9: the first step is a third, each two thirds of the last; every round binds."""
    k, d = 0.6, 0.9
    assert float(first_step(k, d)) == pytest.approx(1 / 3)
    assert float(ratio(k, d)) == pytest.approx(2 / 3)
    path = levels(k, d, 30).tolist()
    assert path[1] == pytest.approx(1 / 3)
    found = endless(irreversible(path, lambda c: k * c, lambda c: c), remaining(k, d, path[-1], 0.1))
    assert np.abs(found.slack[:-1]).max() < 1e-9
    assert found.enforcing.all()


def test_ten_per_cent_faster_is_refused() -> None:
    k, d = 0.6, 0.9
    quick = 1 - 1.1 * (1 - float(ratio(k, d)))
    path = [1 - quick**t for t in range(31)]
    # The tail of a ladder whose gaps shrink by `quick`: every level kept for a round, up to the whole.
    gaps = [quick ** (30 + t) for t in range(1, 400)]
    tail = sum((1 - d) / 0.1 * d ** (t - 1) * (1 - k) * (1 - gap) for t, gap in enumerate(gaps, start=1))
    found = endless(irreversible(path, lambda c: k * c, lambda c: c), tail + d**399 * (1 - k) / 0.1)
    assert not found.enforcing.any()
    assert found.slack[0].max() < -0.01


def test_the_analytic_tail() -> None:
    """What remains of the ladder is the sum of its rounds."""
    k, d, rate = 0.6, 0.9, 0.1
    path = levels(k, d, 500)
    for start in (0, 3):
        summed = sum((1 - d) / rate * d**s * (1 - k) * path[start + s + 1] for s in range(499 - start))
        rest = d ** (499 - start) * (1 - k) / rate
        assert remaining(k, d, float(path[start]), rate) == pytest.approx(summed + rest, abs=1e-9)


@pytest.mark.parametrize(("d", "limit"), [(0.5, 0.333), (0.9, 0.714), (0.99, 0.792), (0.999, 0.799)])
def test_smooth_payoffs_end_short_of_the_best(d: float, limit: float) -> None:
    """Steps that bind lead to c with −π₁ = d·π₂ and no further; the best level is .8."""

    def cost(c: float) -> float:
        return 0.2 * c + 0.4 * c * c

    def gain(c: float) -> float:
        return c - 0.1 * c * c

    # Backwards from the limit: π(c_{t−1}, c_t) = (1 − d)·π(c_t, c_t) + d·π(c_t, c_{t+1}).
    top = (d - 0.2) / (0.8 + 0.2 * d)
    assert top == pytest.approx(limit, abs=6e-4)
    path = [top - 0.01, top]
    # What the step before may at most have cost; nothing is left where it would have had to be less than nothing.
    while len(path) < 40 and (paid := cost(path[0]) - d * (gain(path[1]) - gain(path[0]))) > 0:
        path.insert(0, (-0.2 + math.sqrt(0.04 + 1.6 * paid)) / 0.8)
    assert all(a < b for a, b in itertools.pairwise(path))
    wait = -math.log(d) / 0.1
    terms = exchange([0.0, *path[1:-1]], cost, gain, rate=0.1, reversible=0.0, detection=wait)
    found = endless(terms, (gain(path[-1]) - cost(path[-2])) / 0.1)  # the next round binds too
    assert np.abs(found.slack[1:-1]).max() < 1e-9
