"""The proposal chapter against plain loops over packages and worlds, on random cases."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse as agreed
from detente.chapters.contract import Upstream
from detente.chapters.proposal.analyse import analyse
from detente.chapters.proposal.judging.outcomes_by_world import BRANCHES
from detente.chapters.proposal.questions.candidate_packages import LEAST, packages_possible
from detente.chapters.proposal.questions.sampling_errors import bounds_for_best
from detente.chapters.proposal.report import report
from detente.chapters.proposal.result import Proposals
from detente.chapters.proposal.schema import ProposalFile
from detente.chapters.stability.compliance import opened
from detente.worlds import Worlds
from tests.chapters.stability import made
from tests.oracles import proposal as oracle
from tests.oracles.compliance import Round

SIZE = 8
OFFER = {"i0": "o1"}


def asked(seed: int) -> Case:
    """Return a random case with measures and a judgement of what asking costs and who engages."""
    rng, case = random.Random(f"proposal {seed}"), made.anything(2 * seed)
    said: dict[str, Any] = {}
    if rng.random() < 0.7:
        said["asking"] = rng.choice((0.5, [0, 2]))
    if rng.random() < 0.7:
        said["engaged"] = {
            "chance": {"otherwise": rng.choice((1, 0.4, [0.1, 0.9]))},
            "months": rng.choice((0, [0, 12])),
            "offers": {"first": {"options": OFFER, "odds": rng.choice((0.5, [1, 4]))}} if rng.random() < 0.6 else {},
        }
    parts = {**case.parts, "proposal": ProposalFile.model_validate(said)} if said else case.parts
    return case.model_copy(update={"parts": parts, "advises": rng.choice((None, *case.principals))})


def judged(found: Proposals) -> oracle.Judged:
    """Judge the same packages in the same worlds by plain loops."""
    case, worlds, known = found.worlds.case, found.worlds, found.found
    assert known is not None
    draws = worlds.draws(0, worlds.size)
    terms = opened(draws).terms
    lone = made.worlds_of(case, draws)
    part = case.parts.get("proposal")
    values = {path: draws.value(path) for path in case.judgements if path.startswith("proposal/")}

    def at(path: str, w: int, default: float) -> float:
        return float(values[path][w]) if path in values else default

    def engaged(x: tuple[int, ...], w: int) -> float:
        chance = at("proposal/engaged/chance/otherwise", w, 1.0)
        has = part is not None and part.engaged is not None and part.engaged.offers and x[0] == 1
        return oracle.shifted(chance, [at("proposal/engaged/offers/first/odds", w, 1.0)] if has else [])

    outcomes = []
    for x in known.packages:
        row = []
        for n, world in enumerate(lone):
            flow = {p: Round(world, x, x).worth(p) * world.rate(p) for p in case.principals}
            accepted = all(flow[p] >= world.nothing(p) - 1e-9 * terms.scales[p][n] for p in case.principals)
            spans = {p: float(terms.spans[p][n]) for p in case.principals}
            row.append(oracle.at_once(world, x, accepted, case.principals, spans))
        outcomes.append(row)
    weights = (worlds.weight() / worlds.total).tolist()
    best = found.agreement.main.best
    rate = {p: [world.rate(p) for world in lone] for p in case.principals}
    late = {
        p: [math.exp(-r * at("proposal/engaged/months", w, 0.0) / 12) for w, r in enumerate(rate[p])]
        for p in case.principals
    }
    return oracle.Judged(
        weights=weights,
        outcomes=outcomes,
        engaged=[[engaged(x, w) for w in range(SIZE)] for x in known.packages],
        cost=[at("proposal/asking", w, 0.0) for w in range(SIZE)],
        late=late,
        hoped={p: sum(o * float(best[p][w]) / rate[p][w] for w, o in enumerate(weights)) for p in case.principals},
        advised=case.advises,
        packages=known.packages,
    )


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_random_cases(start: int) -> None:
    several = 0
    for seed in range(start, start + 20):
        case = asked(seed)
        weights = np.random.default_rng(seed).uniform(0.2, 2.0, SIZE)
        worlds = Worlds(case, SIZE, seed, weights=weights)
        found = analyse(worlds, Upstream({"agreement": agreed(worlds, Upstream())}))
        if found.found is None:
            assert not packages_possible(found.agreement).any()
            continue
        possible = int(packages_possible(found.agreement).sum())
        assert len(set(found.found.packages)) == len(found.found.packages) >= min(LEAST, possible)
        check(found, judged(found))
        several += found.selected is not None and len(found.selected.alike) > 1
    assert several


def check(found: Proposals, told: oracle.Judged) -> None:
    """Compare what was found with what the loops say."""
    known, case = found.found, found.worlds.case
    assert known is not None
    for n in range(len(known.packages)):
        assert [BRANCHES[b] for b in known.prospects.branch[n]] == [o.branch for o in told.outcomes[n]]
        for p in case.principals:
            worth = [o.worth[p] for o in told.outcomes[n]]
            assert_allclose(known.prospects.worth[p][n], worth, rtol=1e-7, atol=1e-7)
            assert_allclose(known.gains[p][n], told.gain(n, p), rtol=1e-7, atol=1e-7)
        assert_allclose(known.joint[n], told.joint(n), atol=1e-9)
        assert_allclose(known.share[n], told.attainable(n), atol=1e-9)
        if any(h > 0 for h in told.hoped.values()):
            assert_allclose(known.objective[n], told.objective(n), rtol=1e-7, atol=1e-7)
    hopeful = any(h > 0 for h in told.hoped.values())
    assert found.selected is not None
    said, choice = report(found), None
    if hopeful and found.selected.compared:
        among = list(found.selected.compared)
        assert told.best() in among
        assert min(told.joint(n) for n in among) >= 0.01 or told.joint(told.best()) < 0.01
        apart = known.terms[among] - known.terms[told.best()]
        choice = told.alike(bounds_for_best(apart, found.worlds.weight(), found.worlds.seed), among)
    if choice is None:
        assert said.package is None
        assert said.reason
        return
    assert found.selected is not None
    assert (found.row, set(found.selected.alike)) == (choice[0], set(choice[1]))
    assert list(found.selected.near) == choice[2]
    issues = list(case.issues)
    assert said.core == {issues[i]: case.ladder(issues[i])[o] for i, o in told.firm(choice[2]).items()}
    assert [*said.open] == [issues[i] for i in told.open(choice[2])]
    assert found.row is not None
    shares = {branch.branch: branch.share for branch in said.tree}
    assert_allclose(list(shares.values()), list(told.shares(choice[0]).values()), atol=1e-9)
    assert math.isclose(sum(shares.values()), 1.0)
    others = [n for n in range(len(known.packages)) if n != choice[0]]
    steps = told.sequence(choice[0], others, 5)
    assert_allclose([step.reached for step in found.sequence], [reached for _, reached in steps], atol=1e-9)
    assert all(step.reached <= step.bound + 1e-12 for step in found.sequence)


@pytest.mark.parametrize("seed", range(3))
def test_the_bounds_are_those_of_the_largest(seed: int) -> None:
    """By normal factors of worlds in plain loops; of packages that are all alike it is that of one."""
    rng = np.random.default_rng(seed)
    common, own, weights = rng.normal(size=12), rng.normal(size=(4, 12)), rng.uniform(0.5, 1.5, 12)
    apart = 0.7 * common + own
    told = oracle.largest(apart.tolist(), (weights / weights.sum()).tolist(), 4000, random.Random(seed))
    found = bounds_for_best(apart, weights, seed)
    assert_allclose(found[0], told[0], atol=0.12)
    assert_allclose(found[1], told[1], atol=0.2)
    assert_allclose(bounds_for_best(np.repeat(apart[:1], 3, axis=0), weights, seed), (1.645, 2.326), atol=0.08)
    assert_allclose(bounds_for_best(np.zeros((2, 12)), weights, seed), (1.645, 2.326), atol=0.001)


def test_the_worked_example() -> None:
    """Two rounds and two worlds, as on the theory page."""
    a = oracle.Tables((-1, 2), 4, (2, 3, 3), (-2, -1, 0), (0, -1, 1), 0.8)
    b = oracle.Tables((2, -1), 4, (3, 3, 3), (-1, 0, 0), (0, 1, 1), 0.8)
    c = oracle.Tables((2, -3), 4, (3, 3, 3), (-1, 0, 0), (0, 1, 1), 0.8)
    assert [round(t.requirement(k), 3) for t in (a, b, c) for k in (0, 1)] == [0.286, 0, 0.167, 0.5, 0.25, 1]
    first, second = oracle.walked({"a": a, "b": b}), oracle.walked({"a": a, "b": c})
    assert first == oracle.Outcome("completed", {"a": 5, "b": 5})
    assert second == oracle.Outcome("stopped", {"a": -2, "b": 3})
    sure = oracle.Tables(c.flow, c.final, c.cheat, c.victim, c.leave, 1.0)
    assert oracle.walked({"a": a, "b": sure}) == oracle.Outcome("broken", {"a": -2, "b": 5})
    told = oracle.Judged(
        weights=(0.6, 0.4),
        outcomes=((first, second),),
        engaged=((0.5, 0.5),),
        cost=(0.2, 0.2),
        late={"a": (1, 1), "b": (1, 1)},
        hoped={"a": 5, "b": 5},
        advised="a",
        packages=((1,),),
    )
    assert_allclose([told.gain(0, "a"), told.gain(0, "b")], [1.0, 2.1])
    shares = {"no-answer": 0.5, "refused": 0, "stopped": 0.2, "broken": 0, "completed": 0.3}
    assert_allclose(list(told.shares(0).values()), list(shares.values()), atol=1e-12)
    assert math.isclose(told.joint(0), 0.6)
