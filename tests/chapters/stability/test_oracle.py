"""What keeping and breaking are worth agrees with the enumeration of every set of breaches and every moment."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters.stability.compliance import Ledger, read
from detente.worlds import Worlds
from tests.chapters.stability.made import anything, steps, worlds_of
from tests.oracles import compliance as oracle
from tests.sharing import tried

SIZE = 3
CASES = 120


def opened(case: Case, size: int = SIZE, seed: int = 1) -> tuple[Ledger, list[oracle.World]]:
    draws = Worlds(case, size, seed).draws(0, size)
    return Ledger(read(draws)), worlds_of(case, draws)


def rounds(case: Case, seed: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return some pairs of positions, the steady states among them."""
    rng = random.Random(seed)
    tops = [len(body.options) for body in case.issues.values()]
    found = []
    for _ in range(3):
        after = tuple(rng.randrange(top) for top in tops)
        before = tuple(rng.randint(0, a) for a in after)
        found += [(before, after), (after, after)]
    return found


@pytest.mark.parametrize("start", range(0, CASES, 40))
def test_keeping_and_breaking(start: int) -> None:
    for seed in tried(range(start, start + 40)):
        case = anything(seed)
        ledger, worlds = opened(case, seed=seed)
        for (before, after), party in itertools.product(rounds(case, seed), ledger.parties):
            length = ledger.length(before, after) + 0.25
            then = ledger.steady(party, after)
            expected = [
                (
                    oracle.cheat(w, party, before, after),
                    oracle.victim(w, party, before, after, ledger.parties),
                    oracle.keep(w, party, before, after, float(length[n]), float(then[n])),
                    oracle.Round(w, after, after).worth(party),
                    oracle.leave(w, party, after),
                )
                for n, w in enumerate(worlds)
            ]
            found = (
                ledger.cheat(party, before, after),
                ledger.victim(party, before, after),
                ledger.keep(party, before, after, length, then),
                then,
                ledger.leave(party, after),
            )
            np.testing.assert_allclose(
                np.array(found).T, expected, rtol=1e-9, atol=1e-9, err_msg=f"{seed} {before} {after}"
            )


def test_the_random_cases_depend_on_hypotheses() -> None:
    """In many of them a reservation value stands in place of the ordinary one, and not in every world."""
    mixed = 0
    for seed in range(CASES):
        case = anything(seed)
        _, worlds = opened(case, size=8, seed=seed)
        for party, said in case.reservation.items():
            ordinary = [world.nothing(party) == world.values[f"reservation/{party}"] for world in worlds]
            assert said.when or all(ordinary)
            mixed += any(ordinary) and not all(ordinary)
    assert mixed > CASES / 4


@pytest.mark.parametrize("reversible", [1.0, 0.5, 0.0])
@pytest.mark.parametrize("n", [1, 2, 4])
def test_the_largest_cost_that_enforces_itself(n: int, reversible: float) -> None:
    """The last of n equal steps holds up to δρ / (ρ + (1 − ρ)/n), δ = e^(−rD), and no farther."""
    rate, months = 0.1, 30.0
    delta = math.exp(-rate * months / 12)
    largest = delta * reversible / (reversible + (1 - reversible) / n)
    before, after = (n - 1, n - 1), (n, n)
    for cost, holds in ((largest - 1e-6, True), (largest + 1e-6, False)):
        if cost <= 0:
            continue
        ledger, _ = opened(steps(n, cost, reversible, months, rate), size=1)
        length = ledger.length(before, after)
        kept = ledger.keep("ann", before, after, length, ledger.steady("ann", after))
        assert bool((kept >= ledger.cheat("ann", before, after))[0]) is holds


def test_a_step_that_cannot_be_taken_back_holds_once_done() -> None:
    ledger, _ = opened(steps(1, 0.9, 0.0, 30.0), size=1)
    assert ledger.cheat("ann", (1, 1), (1, 1)).tolist() == [-math.inf]
