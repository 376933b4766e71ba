"""Cases that are too large to list, in miniature: candidates against what listing all packages finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from numpy.testing import assert_allclose, assert_array_equal

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.bargaining.vector_sums import TooLargeError
from detente.chapters.agreement.large.candidates import MOST_PROGRAMMES
from detente.chapters.agreement.report import report
from detente.chapters.agreement.result import Agreement
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from tests.chapters.agreement.test_oracle import SIZE, Seeds, drawn
from tests.oracles.cases import Data, cases, weights
from tests.sharing import bundled_case


def both(case: Case, worlds: Worlds, *, rows: int | None = None) -> tuple[Agreement, Agreement]:
    """Analyse a case as it is, and as if it were too large to list; with `rows`, too large to merge as well."""
    listed = analyse(worlds, Upstream())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("detente.chapters.agreement.space.packages.MOST_LISTED", 0)
        if rows is not None:
            patched.setattr("detente.chapters.agreement.bargaining.issue_groups.MOST_ROWS", rows)
        return listed, analyse(worlds, Upstream())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases(most_packages=36, principals=(2, 4)), Seeds, weights(SIZE))
def test_candidates_say_what_listing_says(data: Data, seed: int, weighing: list[float]) -> None:
    case, worlds = drawn(data, seed, weighing)
    listed, found = both(case, worlds)
    assert (listed.main.packages.complete, found.main.packages.complete) == (True, False)
    assert found.programmes == 0
    assert_array_equal(found.main.any, listed.main.any)
    for party in case.principals:
        assert_allclose(found.main.best[party], listed.main.best[party], atol=1e-9)
    assert found.main.ideal is not None
    assert listed.main.ideal is not None
    assert_allclose(found.main.ideal, listed.main.ideal, atol=1e-9)
    for package in [found.main.packages.package(row, 0) for row in range(found.main.packages.shape[0])]:
        assert found.share(package) == pytest.approx(listed.share(package))
    assert found.tied[0].blind <= listed.tied[0].blind + 1e-12
    assert all(np.all(mine <= full) for mine, full in zip(found.main.by_option, listed.main.by_option, strict=True))
    assert sorted(found.central.packages) == sorted(listed.central.packages)
    assert report(found).method == "candidates"


@pytest.mark.parametrize("rows", [0, None])
def test_frontiers_too_large_in_world_after_world_are_refused(
    rows: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each took a programme of many seconds, 2,000 times, without a word; one for a world in a small run still does."""
    monkeypatch.setattr("detente.chapters.agreement.space.packages.MOST_LISTED", 0)
    if rows is not None:
        monkeypatch.setattr("detente.chapters.agreement.bargaining.issue_groups.MOST_ROWS", rows)
    else:
        monkeypatch.setattr("detente.chapters.agreement.large.candidates.Frontiers.world", too_large)
    case = bundled_case("sinai-1974-75")
    with pytest.raises(CaseError) as refused:
        analyse(Worlds(case, MOST_PROGRAMMES + 1, 1), Upstream())
    assert "too large a frontier; expected fewer issues or options" in str(refused.value)
    assert "or at most 20 worlds (--worlds)" in str(refused.value)


def too_large(*_: object) -> None:
    raise TooLargeError


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases(most_packages=36, principals=(2, 3)), Seeds)
def test_programmes_say_what_listing_says(data: Data, seed: int) -> None:
    case, worlds = drawn(data, seed, [1.0] * SIZE)
    listed, found = both(case, worlds, rows=0)
    assert found.programmes == SIZE
    assert_array_equal(found.main.any, listed.main.any)
    for party in case.principals:
        assert_allclose(found.main.best[party], listed.main.best[party], atol=1e-5)
