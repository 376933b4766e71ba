"""What is found without judging every package, against brute force and against judging every package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from detente.chapters.agreement.judging import region_search
from detente.chapters.agreement.judging.best_proposal import shares_of_best
from detente.chapters.agreement.judging.contenders import SearchBlock, contenders
from detente.chapters.agreement.judging.region_search import reached
from detente.chapters.agreement.judging.search_order import SearchOrder
from detente.chapters.agreement.judging.survey import leader, likeliest, survey
from detente.chapters.agreement.judging.tally import BlockWeights
from detente.chapters.agreement.judging.upper_bounds import UpperBounds
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import Packages
from detente.chapters.agreement.space.scores import scores
from detente.worlds import Worlds
from tests.chapters.agreement.bridge import brute, numbered
from tests.oracles.agreement import AS_STATED, inside
from tests.oracles.cases import Data, as_case, cases, weights
from tests.oracles.shares import NO_RED_LINES

SIZE = 12
Seeds = st.integers(0, 99)
Orders = st.randoms(use_true_random=False)


@settings(max_examples=25)
@given(cases(), Seeds, st.booleans(), st.sampled_from([(1,), (1, 2), region_search.WIDTHS]))
def test_worlds_in_which_a_region_is_reached(data: Data, seed: int, lines: bool, widths: tuple[int, ...]) -> None:
    case = as_case(data)
    worlds, plan = Worlds(case, SIZE, seed), Groundwork(Packages(case), red_lines=lines)
    shares = brute(case, worlds)
    there = np.array(shares.table(AS_STATED if lines else NO_RED_LINES)).reshape(SIZE, len(shares.packages))
    holds: dict[object, list[bool]] = {s: [inside(case, s, x) for x in shares.packages] for s in case.scopes}
    regions: dict[object, Mapping[int, frozenset[int]]] = {}
    for scope in plan.scopes:
        regions[scope] = plan.regions[scope]
    for n, issue in enumerate(case.issues):
        for number, option in enumerate(case.ladder(issue)):
            regions[issue, option] = {n: frozenset({number})}
            holds[issue, option] = [x[issue] == option for x in shares.packages]
    tried = [numbered(plan.packages, x) for x in shares.packages[::7]]
    with patch.object(region_search, "WIDTHS", widths):
        found, again = reached(plan, regions, worlds), reached(plan, regions, worlds, tried, known=None)
        surely = reached(
            plan, regions, worlds, known={name: lines & (np.arange(SIZE) < 5) for name, lines in found.items()}
        )
    for name in regions:
        expected = there[:, np.array(holds[name], dtype=bool)].any(axis=1)
        for some in (found, again, surely):
            assert_array_equal(some[name], expected, str(name))


@settings(max_examples=25)
@given(cases(), Seeds, weights(SIZE), st.floats(0.01, 1), Orders)
def test_nothing_that_often_attainable_is_left_out(
    data: Data, seed: int, weighing: list[float], part: float, order: Any
) -> None:
    case = as_case(data)
    worlds, plan = Worlds(case, SIZE, seed, weights=np.array(weighing)), Groundwork(Packages(case))
    shares, issues = brute(case, worlds), list(range(len(case.issues)))
    order.shuffle(issues)
    block = scores(case, worlds.draws(0, SIZE), plan.parties, plan.needs)
    settled = SearchOrder(plan, issues)
    search = [SearchBlock(UpperBounds(settled, block, case.principals), BlockWeights(block.weights))]
    for region, within in [({}, shares.packages)] + [
        (region, [x for x in shares.packages if inside(case, name, x)]) for name, region in plan.regions.items()
    ]:
        found = contenders(settled, search, part * worlds.total, region, 10**6)
        assert found is not None
        often = {numbered(plan.packages, x) for x in within if shares.share(shares.packages.index(x)) >= part + 1e-9}
        assert often <= set(map(tuple, found.tolist()))
        assert contenders(settled, search, part * worlds.total, region, 0) is None or not len(found)


@settings(max_examples=25)
@given(cases(), Seeds, weights(SIZE))
def test_the_package_that_is_attainable_most_often(data: Data, seed: int, weighing: list[float]) -> None:
    case = as_case(data)
    worlds, plan = Worlds(case, SIZE, seed, weights=np.array(weighing)), Groundwork(Packages(case))
    found = survey(plan, worlds)
    known = [plan.packages.package(int(a), int(b)) for a, b in np.argwhere(plan.packages.valid)[::5]]
    [shares] = shares_of_best(plan, known, {}, [worlds])
    if shares is None:
        assert not any(found.share[plan.packages.place(package)] > 0 for package in known)
        return
    assert (likeliest(shares), max(shares.values())) == leader(plan.packages, found.share)
    for package, share in shares.items():
        assert share == found.share[plan.packages.place(package)]
    assert shares_of_best(plan, [], {}, [worlds]) == [None]
