"""Rounds, roadmaps and the search agree with brute force, on random cases."""

from __future__ import annotations

import datetime as dt
import math
import random

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters.agreement import usable
from detente.chapters.roadmap.judging.belief_updates import kept_if_insincere
from detente.chapters.roadmap.judging.best_roadmap import journey
from detente.chapters.roadmap.judging.hopes import Context
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, distinct_rounds, overhead
from detente.chapters.roadmap.judging.leaving import requirements
from detente.chapters.roadmap.judging.outcome_tree import BRANCHES
from detente.chapters.roadmap.judging.roadmap_detail import roadmap_detail
from detente.chapters.roadmap.judging.roadmap_search import SearchStakes, compare, search
from detente.chapters.roadmap.judging.round_values import Rounds, Walk, walk
from detente.chapters.roadmap.judging.stated_beliefs import all_sincere
from detente.chapters.roadmap.judging.valued_rounds import lattice_rounds, rounds_of
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, Terms, read
from detente.worlds import Draws, Worlds
from tests.chapters.roadmap.made import anything, dated, steps, target, with_roadmap
from tests.chapters.stability.made import worlds_of
from tests.oracles import roadmap as oracle
from tests.oracles.compliance import World
from tests.sharing import tried

SIZE = 2


def opened(case: Case, size: int = SIZE, seed: int = 1) -> tuple[Draws, list[World]]:
    draws = Worlds(case, size, seed).draws(0, size)
    return draws, worlds_of(case, draws)


def walked(
    plan: RoadmapSpace, roadmaps: list[Roadmap], draws: Draws
) -> tuple[Rounds, list[tuple[int, ...]], list[Walk]]:
    pairs, made = distinct_rounds(roadmaps)
    rounds = rounds_of(Ledger(read(draws)), RoundMoves.between(pairs), plan.target, overhead(draws))
    return rounds, made, [walk(rounds, order) for order in made]


def begun(case: Case, seed: int) -> Case:
    """Return a case in which some options have been carried out already."""
    chance = random.Random(seed)
    done = {
        i: chance.choice(case.ladder(i)[1:]) for i in case.issues if len(case.ladder(i)) > 1 and chance.random() < 0.6
    }
    part = case.parts["roadmap"].model_copy(update={"carried_out": done})
    return case.model_copy(update={"parts": {**case.parts, "roadmap": part}})


def context(case: Case, size: int, seed: int) -> Context:
    rng = np.random.default_rng(seed)
    agreed = rng.random(size) < 0.7
    agreed[0] = True
    return Context(agreed, agreed, {p: rng.uniform(0.5, 5, size) for p in case.principals})


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_what_a_roadmap_is_worth(start: int) -> None:
    for seed in tried(range(start, start + 20)):
        case = anything(seed)
        plan, (draws, worlds) = RoadmapSpace(case, target(case, seed)), opened(case, seed=seed)
        every = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        some = random.Random(seed).sample(every, min(3, len(every)))
        if not some:
            continue
        rounds, made, walks = walked(plan, some, draws)
        for roadmap, order, found in zip(some, made, walks, strict=True):
            kept, needed = kept_if_insincere(rounds, order), requirements(rounds, order)
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
                    asked = oracle.requirements(world, roadmap, party, rounds.parties)
                    assert needed[:, row, n] == pytest.approx(asked, abs=1e-6)
                    if len(roadmap) == 1:
                        assert asked[0] == pytest.approx(told.trust(party), abs=1e-6)
                    insincere = oracle.kept_if_insincere(world, roadmap, party, rounds.parties)
                    assert kept[:, row, n].tolist() == insincere
                scale = dict(zip(rounds.parties, rounds.scale[:, n].tolist(), strict=True))
                assert found.enforcing[n] == told.enforcing(scale)
                assert found.years[:, n] == pytest.approx(told.years)


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_the_search_is_exhaustive(start: int) -> None:
    """Every roadmap that the rules allow is compared once, and as what it is worth by itself."""
    for seed in tried(range(start, start + 50)):
        case = anything(seed)
        plan = RoadmapSpace(case, target(case, seed))
        expected = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        lattice = plan.lattice
        assert lattice.count(plan.most_rounds) == len(expected)
        if not expected:
            continue
        draws, _ = opened(case, 3, seed)
        ledger = Ledger(read(draws))
        stakes = stakes_of(plan, context(case, 3, seed), draws, ledger.parties)
        found = search(lattice, lattice_rounds(lattice, ledger, overhead(draws)), stakes, plan.most_rounds)
        mine = [lattice.rounds(edges) for edges in found.edges]
        assert sorted(mine) == sorted(expected)
        rounds, made, _ = walked(plan, mine, draws)
        alone = compare(rounds, made, stakes)
        together = np.concatenate([found.doubt[:, None], found.enforcing[:, None], found.gains], axis=1)
        assert together == pytest.approx(alone, rel=1e-9, abs=1e-9)
        assert found.lengths.tolist() == [len(roadmap) for roadmap in mine]


def stakes_of(plan: RoadmapSpace, where: Context, draws: Draws, parties: tuple[str, ...]) -> SearchStakes:
    """Return what counts in the search, with every world of a block."""
    principals = plan.case.principals
    return SearchStakes(
        principals=tuple(parties.index(party) for party in principals),
        belief=all_sincere(draws, plan.target),
        agreed=draws.weights * where.agreed,
        weight=draws.weights,
    )


@pytest.mark.parametrize("start", range(0, 90, 30))
def test_what_comes_of_a_roadmap(start: int) -> None:
    """Stopped, broken or completed, in which round, and what that is worth to everybody."""
    seen = set()
    for seed in tried(range(start, start + 30)):
        case = dated(anything(seed), seed) if seed % 3 else anything(seed)
        case = begun(case, seed) if seed % 2 else case
        plan, size = RoadmapSpace(case, target(case, seed)), 4
        draws, brute = opened(case, size, seed)
        every = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        some = random.Random(seed).sample(every, min(2, len(every)))
        if not some:
            continue
        where, terms = context(case, size, seed), read(draws)
        found = roadmap_detail(plan, some, where, Worlds(case, size, seed))
        for roadmap, mine in zip(some, found.walked, strict=True):
            for n, told in enumerate(endings(terms, roadmap, where, brute)):
                seen.add(told.branch)
                assert BRANCHES[mine.tree.branch[n]] == told.branch
                assert mine.tree.round[n] == told.round + 1
                gains = [told.worth[party] for party in found.parties]
                assert mine.tree.worth[:, n] == pytest.approx(gains, rel=1e-6, abs=1e-6)
    assert seen == {"stopped", "broken", "completed"}


@pytest.mark.parametrize("start", range(0, 40, 20))
def test_what_has_been_carried_out_asks_for_nothing_more(start: int) -> None:
    """Trust, exposure, years and worth are those of the rounds ahead; belief still learns from those that were kept."""
    seen = 0
    for seed in range(start, start + 20):
        case = begun(anything(seed), seed)
        plan, size = RoadmapSpace(case, target(case, seed)), 3
        draws, brute = opened(case, size, seed)
        some = [one for one in oracle.roadmaps(case, plan.target, plan.most_rounds) if oracle.past(brute[0], one)][:2]
        if not some:
            continue
        where, parties = context(case, size, seed), read(draws).parties
        detail = roadmap_detail(plan, some, where, Worlds(case, size, seed))
        for roadmap, mine in zip(some, detail.walked, strict=True):
            seen += 1
            assert plan.rounds_done(roadmap) == oracle.past(brute[0], roadmap)
            for n, world in enumerate(brute):
                told = oracle.worth(world, roadmap, parties)
                asked = [oracle.requirements(world, roadmap, p, parties) for p in case.principals]
                assert mine.needed[:, :, n] == pytest.approx(np.array(asked).T, abs=1e-6)
                assert mine.walk.years[:, n] == pytest.approx(told.years)
                for row, party in enumerate(parties):
                    most = max(0.0, float(mine.walk.exposure[:, row, n].max()))
                    assert most == pytest.approx(told.most_exposed(party), abs=1e-7)
                    assert mine.walk.keep[0, row, n] == pytest.approx(told.keep[0][party], rel=1e-7, abs=1e-7)
    assert seen > 10


def endings(terms: Terms, roadmap: Roadmap, where: Context, brute: list[World]) -> list[oracle.Ending]:
    """Return what comes of a roadmap in every world, straight from the formulas."""
    case, parties = brute[0].case, terms.parties
    agreed = [n for n in range(len(brute)) if where.agreed[n]]
    kept = {p: [oracle.kept_if_insincere(brute[n], roadmap, p, parties) for n in agreed] for p in case.principals}
    shares = {p: np.mean(told, axis=0).tolist() for p, told in kept.items()}
    found = []
    for n, world in enumerate(brute):
        held = {p: oracle.trusting(case, world.values, p, roadmap[-1], shares) for p in case.principals}
        spans = {p: float(terms.spans[p][n]) for p in parties}
        scale = {p: float(terms.scales[p][n] / terms.rates[p][n]) for p in parties}
        found.append(oracle.ending(world, roadmap, parties, held, spans, scale))
    return found


@pytest.mark.parametrize("start", range(0, 40, 20))
def test_the_one_proposed_is_the_best_of_all(start: int) -> None:
    for seed in tried(range(start, start + 20)):
        case = begun(anything(seed), seed) if seed % 2 else anything(seed)
        plan, size = RoadmapSpace(case, target(case, seed)), 2
        every = list(oracle.roadmaps(case, plan.target, plan.most_rounds))
        if not 0 < len(every) <= 12:
            continue
        where = context(case, size, seed)
        found = journey(plan, where, Worlds(case, size, seed))
        assert set(found.roadmaps) == set(every)
        draws, brute = opened(case, size, seed)
        terms = read(draws)
        told = {roadmap: worth(terms, where, brute, roadmap) for roadmap in every}
        scored, row = found.scored, found.chosen
        assert told[found.best][0] == pytest.approx(max(value[0] for value in told.values()), abs=1e-6)
        mine = (scored.worth[row], scored.doubt[row], scored.exposure[row], scored.years[row])
        assert mine == pytest.approx(told[found.best], abs=1e-6)


def worth(terms: Terms, where: Context, brute: list[World], roadmap: Roadmap) -> tuple[float, float, float, float]:
    """Return worth, trust, exposure and years of a roadmap in a mediator's view, straight from the formulas."""
    case, parties = brute[0].case, terms.parties
    agreed = [n for n in range(len(brute)) if where.agreed[n]]
    told = {n: oracle.worth(brute[n], roadmap, parties) for n in agreed}
    ends = endings(terms, roadmap, where, brute)
    best = {p: math.fsum(float(where.best[p][n]) / brute[n].rate(p) for n in agreed) for p in case.principals}
    gain = {p: math.fsum(ends[n].worth[p] for n in agreed) / best[p] for p in case.principals}
    exposed = {p: math.fsum(told[n].most_exposed(p) for n in agreed) / best[p] for p in case.principals}
    needs = [
        min(1.0, max(max(oracle.requirements(brute[n], roadmap, p, parties)) for p in case.principals)) for n in agreed
    ]
    years = math.fsum(math.fsum(told[n].years) for n in agreed) / len(agreed)
    return min(gain.values()), math.fsum(needs) / len(agreed), max(exposed.values()), years


def test_what_is_past_is_not_agreed_and_what_is_too_late_is_not_reached() -> None:
    """The option of a past day is in no package; a roadmap that would miss a last day is not completed."""
    case = with_roadmap(steps(1, 0.1, 1.0, 6), beliefs={"ann": 1, "bea": 1})
    issue, option = next(iter(case.issues)), case.ladder(next(iter(case.issues)))[-1]

    def until(days: int) -> Case:
        body = case.issues[issue]
        last = body.options[option].model_copy(update={"until": case.date + dt.timedelta(days=days)})
        issues = {**case.issues, issue: body.model_copy(update={"options": {**body.options, option: last}})}
        return case.model_copy(update={"issues": issues})

    assert [len(options) for options in usable(until(-1))] == [1, 2]
    assert [len(options) for options in usable(until(0))] == [2, 2]
    for days, done in ((-2, False), (2000, True)):
        made = until(days)
        plan, size = RoadmapSpace(made, (1, 1)), 5
        (walked_one,) = roadmap_detail(plan, [((1, 1),)], context(made, size, 1), Worlds(made, size, 1)).walked
        assert walked_one.completed.all() == done
