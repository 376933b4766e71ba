"""Robust choices, nearest packages, first requests and the central world against brute force, over random cases."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.bargaining.negotiation_methods import adjusted_winner, divide, two_stage
from detente.chapters.agreement.bargaining.solutions import NAMES
from detente.chapters.agreement.judging.survey import survey
from detente.chapters.agreement.questions.asks import Ask, asks
from detente.chapters.agreement.questions.central_world import values
from detente.chapters.agreement.questions.nearest_package import nearest
from detente.chapters.agreement.questions.robust_choices import RobustChoice
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers, Packages
from detente.chapters.agreement.space.scores import scores
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from tests.chapters.agreement.bridge import brute, numbered
from tests.chapters.agreement.test_oracle import SIZE, Seeds, drawn
from tests.oracles import methods as oracle
from tests.oracles.agreement import World
from tests.oracles.cases import Data, as_case, cases, weights
from tests.oracles.robust import Robust
from tests.oracles.solutions import Solved

pytestmark = pytest.mark.whole


@settings(max_examples=20)
@given(cases(most_packages=36, principals=(2, 4)), Seeds, weights(SIZE))
def test_choices_nearest_and_requests(data: Data, seed: int, weighing: list[float]) -> None:
    case, worlds = drawn(data, seed, weighing)
    robust = Robust(brute(case, worlds))
    packages = Packages(case)
    names = [numbered(packages, x) for x in robust.packages]
    found = analyse(worlds, Upstream())
    check_choices(robust, found.robust, names)
    plan = Groundwork(packages, vetoes=tuple(p for p in case.valued if p not in case.principals))
    targets = [(x, party) for x in names[:3] for party in case.valued]
    for (package, party), mine in zip(targets, nearest(plan, targets, found.main.best, worlds), strict=True):
        expected = robust.nearest(names.index(package), party)
        if expected is None:
            assert (mine.refused, mine.by_changes, mine.none, mine.nearest) == (0, {}, 0, None)
            continue
        assert mine.refused == pytest.approx(float(expected.refused))
        assert mine.by_changes == pytest.approx({n: float(share) for n, share in expected.by_changes.items()})
        assert mine.none == pytest.approx(float(expected.none), abs=1e-12)
        assert mine.nearest == (None if expected.package is None else names[expected.package])
    for party in case.principals:
        for x in range(min(3, len(names))):
            check_asks(robust, names, x, party, asks(found.main, names[x], party, worlds))


def check_choices(robust: Robust, mine: tuple[RobustChoice, ...], names: list[OptionNumbers]) -> None:
    expected = [robust.highest_share(), robust.minimax_regret(), robust.best_tenth_percentile()]
    assert [choice.package for choice in mine] == [None if x is None else names[x] for x in expected]
    measures: list[Callable[[int], Fraction]] = [
        robust.share.__getitem__,
        robust.largest_regret,
        robust.tenth_percentile,
    ]
    for choice, x, measure in zip(mine, expected, measures, strict=True):
        assert choice.value == pytest.approx(0 if x is None else float(measure(x)))


def check_asks(robust: Robust, names: list[OptionNumbers], x: int, party: str, mine: tuple[Ask, ...]) -> None:
    expected = robust.requests(x, party)
    assert [a.package for a in mine] == [names[r.package] for r in expected]
    assert [a.worth for a in mine] == pytest.approx([float(r.worth) for r in expected])
    assert [a.lost for a in mine] == pytest.approx([float(r.lost) for r in expected], abs=1e-12)


def centre(case: Case, worlds: Worlds) -> Solved:
    """The oracle's central world, from medians; the hypothesis that is likeliest over the worlds is true in it."""
    draws = worlds.central()
    names = list(case.hypotheses)
    stated = np.array([*worlds.judged(case.hypotheses.values()).values()])
    likely = (stated / stated.sum(axis=0)).sum(axis=1) if names else np.zeros(1)
    most = int(np.argmax(likely))
    priors = [float(draws.value(path)[0]) for path in case.hypotheses.values()]
    middle = (sum(priors[:most]) + priors[most] / 2) / sum(priors) if names else 0.5
    events = {"hypothesis": middle}
    return Solved(World(case, lambda path: float(draws.value(path)[0]), lambda stream: events.get(stream, 0.5)))


@settings(max_examples=20)
@given(cases(most_packages=36, principals=(2, 4)), Seeds)
def test_the_central_world(data: Data, seed: int) -> None:
    case = as_case(data)
    worlds = Worlds(case, 4, seed)
    solved = centre(case, worlds)
    packages = Packages(case)
    names = [numbered(packages, x) for x in solved.packages]
    found = analyse(worlds, Upstream()).central
    assert sorted(found.packages) == sorted(names[x] for x in solved.frontier)
    for package, gains in zip(found.packages, found.gains, strict=True):
        x = names.index(package)
        assert gains == pytest.approx([float(solved.gains[p][x]) for p in case.principals], abs=1e-9)
    for name in NAMES:
        assert sorted(found.packages[n] for n in found.solved[name]) == sorted(names[x] for x in solved.solutions[name])
    for package, gains in found.shown.items():
        x = names.index(package)
        assert gains == pytest.approx([float(solved.gains[p][x]) for p in case.principals], abs=1e-9)
        assert found.attainable[package] == (x in solved.attainable)


@settings(max_examples=20)
@given(cases(most_packages=36, principals=(2, 3)), Seeds)
def test_named_methods(data: Data, seed: int) -> None:
    case = as_case(data)
    draws = Worlds(case, 1, seed).draws(0, 1)
    solved = brute(case, Worlds(case, 1, seed)).worlds[0]
    mine, packages = Solved(solved), Packages(case)
    names = [numbered(packages, x) for x in mine.packages]
    plan = Groundwork(packages)
    block = scores(case, draws, plan.parties, plan.needs)
    worth = {p: values(plan, block, p) for p in case.principals}
    there = np.zeros(packages.shape, dtype=bool)
    for x in mine.attainable:
        there[packages.place(names[x])] = True
    for first in range(min(2, len(names))):
        for last in {0, len(names) - 1}:
            proposals = {p: (first if n == 0 else last) for n, p in enumerate(case.principals)}
            expected = oracle.two_stage(mine, proposals)
            found = two_stage(plan, block, worth, there, {p: names[x] for p, x in proposals.items()})
            assert (found is None) == (expected is None)
            if found is not None and expected is not None:
                assert (found.base, found.improved) == (names[expected.base], names[expected.improved])
                assert found.gain == pytest.approx(float(expected.gain), abs=1e-9)
    if len(case.principals) == 2:
        ours, theirs = adjusted_winner(case, block), oracle.adjusted_winner(mine)
        assert dict(ours.settled) == theirs.settled
        assert ours.totals == pytest.approx({p: float(t) for p, t in theirs.totals.items()})
        for party, held in theirs.points.items():
            assert ours.points[party] == pytest.approx({i: float(n) for i, n in held.items()})


def test_published_divisions() -> None:
    """Brams and Togman's Camp David, and Brams and Taylor's divorce."""
    israel, egypt = np.array([35.0, 10, 20, 10, 5, 20]), np.array([55.0, 5, 10, 5, 20, 5])
    part = divide(israel, egypt)
    assert (israel * part).sum() == pytest.approx((egypt * (1 - part)).sum())
    assert (israel * part).sum() == pytest.approx(65.8333, abs=1e-4)
    carol, bob = np.array([50.0, 20, 15, 10, 5]), np.array([40.0, 30, 10, 10, 10])
    part = divide(carol, bob)
    assert (carol * part).sum() == pytest.approx((bob * (1 - part)).sum())
    assert (carol * part).sum() == pytest.approx(170 / 3)


def test_survey_counts_solutions_over_blocks() -> None:
    from detente.case.bundled import locate
    from detente.case.read import read

    case = read(locate("orange"), {})
    found = survey(Groundwork(Packages(case), full=True), Worlds(case, 2500, 1))
    place = found.packages.place(found.packages.named({"flesh": "ann", "peel": "bea"}))
    assert {name: float(share[place]) for name, share in found.solved.items()} == pytest.approx(dict.fromkeys(NAMES, 1))
