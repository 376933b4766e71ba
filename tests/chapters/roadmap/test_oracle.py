"""Rounds, roadmaps and the search agree with brute force, on random cases."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters.roadmap.judging.belief_updates import kept_if_insincere
from detente.chapters.roadmap.judging.best_roadmap import (
    Context,
    distinct_rounds,
    journey,
    lattice_rounds,
    overhead,
    stakes_of,
)
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, rounds_of
from detente.chapters.roadmap.judging.roadmap_search import judge, search
from detente.chapters.roadmap.judging.round_values import Rounds, Walk, walk
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, read
from detente.worlds import Draws, Worlds
from tests.chapters.roadmap.made import anything, target
from tests.chapters.stability.made import worlds_of
from tests.oracles import roadmap as oracle
from tests.oracles.compliance import World

SIZE = 2


def opened(case: Case, size: int = SIZE, seed: int = 1) -> tuple[Draws, list[World]]:
    draws = Worlds(case, size, seed).draws(0, size)
    return draws, worlds_of(case, draws)


def walked(
    plan: RoadmapSpace, roadmaps: list[Roadmap], draws: Draws
) -> tuple[Rounds, list[tuple[int, ...]], list[Walk]]:
    pairs, made = distinct_rounds(roadmaps)
    rounds = rounds_of(Ledger(read(plan.case, draws)), RoundMoves.between(pairs), plan.target, overhead(draws))
    return rounds, made, [walk(rounds, order) for order in made]


def context(case: Case, size: int, seed: int) -> Context:
    rng = np.random.default_rng(seed)
    agreed = rng.random(size) < 0.7
    agreed[0] = True
    return Context(agreed, agreed, {p: rng.uniform(0.5, 5, size) for p in case.principals})


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_what_a_roadmap_is_worth(start: int) -> None:
    for seed in range(start, start + 20):
        case = anything(seed)
        plan, (draws, worlds) = RoadmapSpace(case, target(case, seed)), opened(case, seed=seed)
        every = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        some = random.Random(seed).sample(every, min(3, len(every)))
        if not some:
            continue
        rounds, made, walks = walked(plan, some, draws)
        for roadmap, order, found in zip(some, made, walks, strict=True):
            kept = kept_if_insincere(rounds, order)
            for n, world in enumerate(worlds):
                told = oracle.worth(world, roadmap, rounds.parties)
                for row, party in enumerate(rounds.parties):
                    for mine, theirs in (
                        (found.keep, told.keep),
                        (found.worst, told.worst),
                        (found.slack, told.slack),
                        (found.exposure, told.exposure),
                    ):
                        assert mine[:, row, n] == pytest.approx([at[party] for at in theirs], rel=1e-7, abs=1e-7)
                    assert found.trust[row, n] == pytest.approx(told.trust(party), abs=1e-6)
                    insincere = oracle.kept_if_insincere(world, roadmap, party, rounds.parties)
                    assert kept[:, row, n].tolist() == insincere
                scale = dict(zip(rounds.parties, rounds.scale[:, n].tolist(), strict=True))
                assert found.enforcing[n] == told.enforcing(scale)
                assert found.years[:, n] == pytest.approx(told.years)


@pytest.mark.parametrize("start", range(0, 150, 50))
def test_the_search_is_exhaustive(start: int) -> None:
    """Every roadmap that the rules allow is judged once, and as what it is worth by itself."""
    for seed in range(start, start + 50):
        case = anything(seed)
        plan = RoadmapSpace(case, target(case, seed))
        expected = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        lattice = plan.lattice
        mine = [lattice.rounds(edges) for edges in lattice.roadmaps(plan.most_rounds)]
        assert sorted(mine) == sorted(expected)
        assert lattice.count(plan.most_rounds) == len(expected)
        if not expected:
            continue
        draws, _ = opened(case, 3, seed)
        ledger = Ledger(read(case, draws))
        stakes = stakes_of(plan, context(case, 3, seed), draws, ledger.parties)
        found = search(lattice, lattice_rounds(lattice, ledger, overhead(draws)), stakes, plan.most_rounds)
        rounds, made, _ = walked(plan, mine, draws)
        alone = judge(rounds, made, stakes)
        assert found.sums == pytest.approx(alone.sums, rel=1e-9, abs=1e-9)
        assert found.rounds.tolist() == [len(roadmap) for roadmap in mine]
        firsts = [lattice.position(int(lattice.edges[1][edge])) for edge in found.first]
        assert firsts == [roadmap[0] for roadmap in mine]


@pytest.mark.parametrize("start", range(0, 40, 20))
def test_the_one_proposed_is_the_best_of_all(start: int) -> None:
    for seed in range(start, start + 20):
        case = anything(seed)
        plan, size = RoadmapSpace(case, target(case, seed)), 2
        every = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        if not 0 < len(every) <= 40:
            continue
        worlds, where = Worlds(case, size, seed), context(case, size, seed)
        found = journey(plan, where, worlds)
        _, brute = opened(case, size, seed)
        told = [worth(case, where, brute, roadmap) for roadmap in every]
        chosen = found.roadmap(found.chosen)
        best = max(value[0] for value in told)
        mine = told[every.index(chosen)]
        assert mine[0] == pytest.approx(best, abs=1e-7)
        scored = found.scored
        row = found.chosen
        assert (scored.worth[row], scored.doubt[row], scored.exposure[row], scored.years[row]) == pytest.approx(
            mine, abs=1e-6
        )
        for base in plan.baselines:  # never worse than what could be done without a search
            if base.breaks is None:
                assert told[every.index(base.roadmap)][0] <= scored.worth[row] + 1e-7


def worth(case: Case, where: Context, brute: list[World], roadmap: Roadmap) -> tuple[float, float, float, float]:
    """Return worth, trust, exposure and years of a roadmap, straight from the formulas."""
    agreed = [n for n in range(len(brute)) if where.agreed[n]]
    parties = list(dict.fromkeys([*case.principals, *(m for body in case.issues.values() for m in body.movers)]))
    told = {n: oracle.worth(brute[n], roadmap, parties) for n in agreed}
    best = {p: math.fsum(float(where.best[p][n]) / brute[n].rate(p) for n in agreed) for p in case.principals}
    gain, exposed = {}, {}
    for p in case.principals:
        belief = {n: brute[n].values[f"roadmap/beliefs/{p}"] for n in agreed}
        gain[p] = math.fsum(told[n].at_belief(p, belief[n]) for n in agreed) / best[p]
        exposed[p] = math.fsum(told[n].most_exposed(p) for n in agreed) / best[p]
    doubt = math.fsum(max(told[n].trust(p) for p in case.principals) for n in agreed) / len(agreed)
    years = math.fsum(math.fsum(told[n].years) for n in agreed) / len(agreed)
    return min(gain.values()), doubt, max(exposed.values()), years
