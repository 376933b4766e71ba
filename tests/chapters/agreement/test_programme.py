"""Mixed-integer programmes against the exact frontier: the same best gains and the same values of the solutions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.agreement.large.integer_programme import solve
from detente.chapters.agreement.space.packages import Packages
from tests.chapters.agreement.bridge import numbered
from tests.chapters.agreement.test_frontier import frontiers
from tests.oracles.cases import Data, as_case, cases

CLOSE = 1e-5


@settings(max_examples=30, deadline=None)
@given(cases(principals=(2, 3)), st.integers(0, 99))
def test_programmes_find_what_merging_finds(data: Data, seed: int) -> None:
    case = as_case(data)
    mine, worlds = frontiers(case, seed)
    packages = Packages(case)
    for n, solved in enumerate(worlds):
        found = solve(case, mine.block, n)
        assert bool(found) == bool(solved.attainable)
        if not found:
            continue
        names = [numbered(packages, x) for x in solved.packages]
        rows = [names.index(package) for package in found]
        assert {*rows} <= {*solved.attainable}
        for party in case.principals:
            assert (
                max(float(solved.gains[party][x]) for x in rows) == pytest.approx(float(solved.best[party]), abs=CLOSE)
                or not solved.best[party]
            )
        if not solved.counted:
            continue
        shares = np.array([[float(solved.n(p, x)) for p in solved.counted] for x in rows])
        frontier = np.array([[float(solved.n(p, x)) for p in solved.counted] for x in solved.frontier])
        assert shares.sum(axis=1).max() == pytest.approx(frontier.sum(axis=1).max(), abs=CLOSE)
        assert shares.min(axis=1).max() == pytest.approx(frontier.min(axis=1).max(), abs=CLOSE)
        assert shares.prod(axis=1).max() == pytest.approx(frontier.prod(axis=1).max(), abs=CLOSE)
