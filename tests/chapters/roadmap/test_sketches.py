"""Packages judged quickly are judged as the search judges them, along the same roadmap."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_allclose

from detente.chapters.agreement.analyse import analyse
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.judging import side_by_side
from detente.chapters.roadmap.judging.many_roadmaps import kept_shares, trees_along
from detente.chapters.roadmap.judging.outcome_tree import REFUSED
from detente.chapters.roadmap.judging.package_judgement import judge
from detente.chapters.roadmap.judging.roadmap_detail import detail_by_shares
from detente.chapters.roadmap.judging.side_by_side import WaysToPackage
from detente.chapters.roadmap.judging.sketches import along, judge_along
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.worlds import Worlds
from tests.chapters.roadmap.made import anything, dated, target
from tests.oracles import roadmap as oracle
from tests.sharing import bundled_case


def test_a_known_roadmap_is_worth_what_the_search_says() -> None:
    worlds = Worlds(bundled_case("sinai-1974-75"), size=40, seed=1)
    found = analyse(worlds, Upstream())
    package = found.recommended[0].package
    searched = judge(package, worlds, found)
    (told,) = judge_along([package], [searched.journey.best], worlds, found)
    assert told is not None
    roadmap, tree = told
    same = along({package: roadmap}, worlds, found.main.plan)[package]
    assert (same.branch == tree.branch).all()
    assert_allclose(same.worth, tree.worth)
    if roadmap == searched.journey.best:
        assert_allclose(tree.worth, searched.tree.worth)


def test_roadmaps_side_by_side_come_to_what_each_comes_to_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies beside them; with first and last days, and a package that is agreed in some worlds or in none."""
    monkeypatch.setattr(side_by_side, "AT_ONCE", 5)
    for seed in range(3):
        case = dated(anything(seed), seed)
        worlds, ways = Worlds(case, size=6, seed=seed), list[WaysToPackage]()
        for more in (0, 1):
            plan = RoadmapSpace(case, target(case, seed + more))
            some = tuple(islice(oracle.roadmaps(case, plan.target, plan.most_rounds), 4))
            ways.append(WaysToPackage(plan, some, np.array([True, more == 0, False, True, False, more == 1])))
        shares = kept_shares(ways, worlds)
        never = replace(ways[0], agreed=np.zeros(6, dtype=bool))
        told = trees_along([*ways, never], worlds, [*shares, shares[0]])
        for here, there in zip(
            told, trees_along([*ways, never], worlds, [*shares, shares[0]], alone=True), strict=True
        ):
            assert all((one.worth == other.worth).all() for one, other in zip(here, there, strict=True))
        for way, trees, share in zip(ways, told, shares, strict=False):
            alone = detail_by_shares(way.plan, way.roadmaps, share, worlds).walked
            for tree, walked in zip(trees, alone, strict=True):
                assert (tree.worth == np.where(way.agreed, walked.tree.worth, 0.0)).all()
                assert (tree.branch == np.where(way.agreed, walked.tree.branch, REFUSED)).all()
                assert (tree.round == np.where(way.agreed, walked.tree.round, 0)).all()
        assert all((tree.branch == REFUSED).all() and not tree.worth.any() for tree in told[-1])
