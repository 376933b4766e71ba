"""Packages judged quickly are judged as the search judges them, along the same roadmap."""

from __future__ import annotations

from numpy.testing import assert_allclose

from detente.chapters.agreement.analyse import analyse
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.judging.package_judgement import judge
from detente.chapters.roadmap.judging.sketches import along, judge_along
from detente.worlds import Worlds
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
