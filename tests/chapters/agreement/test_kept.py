"""What a survey found attainable is not judged again by what follows it, and the answers are the same if it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.chapters.agreement.analyse import plan_of
from detente.chapters.agreement.judging import attainability as grid
from detente.chapters.agreement.judging.survey import survey
from detente.chapters.agreement.questions.nearest_package import Nearest, nearest
from detente.worlds import Worlds
from tests.sharing import bundled_case

SIZE = 100


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[grid.Block]:
    """Blocks whose packages were all judged, in order."""
    blocks: list[grid.Block] = []
    run = grid.Block.run

    def noted(block: grid.Block) -> object:
        blocks.append(block)
        return run(block)

    monkeypatch.setattr(grid.Block, "run", noted)
    return blocks


def asked(seed: int) -> tuple[Nearest, ...]:
    """What would bring each side in, to packages of a case in which third parties are heard as well."""
    case = bundled_case("camp-david-1978")
    worlds = Worlds(case, SIZE, seed)
    plan = plan_of(case)
    found = survey(plan, worlds)
    packages = [plan.packages.named(package.options) for package in case.packages.values()]
    targets = [(package, party) for package in packages for party in (*case.principals, *plan.vetoes)]
    return nearest(plan, targets, found.best, worlds)


def test_what_is_attainable_is_judged_once(judged: list[grid.Block]) -> None:
    asked(1)
    assert len(judged) == 1


def test_what_would_take_too_much_memory_is_judged_again(
    judged: list[grid.Block], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = asked(2)
    monkeypatch.setattr(grid, "KEPT", 0)
    assert asked(2) == kept
    assert len(judged) == 3


def test_other_questions_about_the_same_worlds_are_told_apart(judged: list[grid.Block]) -> None:
    case = bundled_case("camp-david-1978")
    worlds = Worlds(case, SIZE, 3)
    plan = plan_of(case)
    draws = worlds.draws(0, SIZE)
    first, _ = plan.packages.valid.nonzero()
    among = plan.packages.valid.copy()
    among[first[0]] = False
    asked = (plan, replace(plan, red_lines=False), replace(plan, among=among), replace(plan, vetoes=()))
    every = [grid.tally(p, draws) for p in asked]
    assert len(judged) == 4
    sizes = [len(found.packages.first) for found in every]
    assert sizes[1] > sizes[0] == sizes[3] >= sizes[2]
    assert [grid.tally(p, draws) for p in asked] == every
    assert len(judged) == 4
