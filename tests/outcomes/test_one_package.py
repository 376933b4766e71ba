"""Every chapter and page one speak of the one package that is recommended, or of none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from detente.brief.compose import compose
from detente.case.model import Case
from detente.chapters.roadmap.space.lattice import MOST_PLACES
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.findings.speech import deed
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.sharing import bundled_case, found_in

CASES = ["korea-2021", "cuba-1962", "sinai-1974-75", "camp-david-1978", "gerd-2021"]


def check(outcomes: Outcomes) -> None:
    """Check that all that is said is about the package recommended."""
    case, told = outcomes.case, outcomes.reports["proposal"]
    slots = {slot.name: slot for slot in compose(outcomes, outcomes.case.id or "").one.slots}
    lead = slots["recommendation"]
    if told.package is None:
        assert told.reason
        assert lead.says[0] == f"Propose nothing: {told.reason}."
        return
    gives = {line for row in lead.tables[0].rows for line in row[1].split("\n")}
    deeds = (deed(case, issue, option) for issue, option in told.package.items())
    assert gives == {f"{said[:1].upper()}{said[1:]}" for said in deeds}
    assert outcomes.reports["agreement"].recommended[0].package.options == told.package
    assert outcomes.reports["stability"].packages[0].options == told.package
    if "roadmap" in outcomes.reports:
        roadmap = outcomes.reports["roadmap"]
        assert roadmap.problem is None
        assert roadmap.options == told.package
        assert {m.issue: m.option for r in roadmap.rounds for m in r.measures} == told.package
        assert roadmap.joint == pytest.approx(told.joint.share)
    assert outcomes.joints[0].share == pytest.approx(told.joint.share)
    if "approach" in outcomes.reports:
        check_approach(case, outcomes, told.package)


def check_approach(case: Case, outcomes: Outcomes, package: Mapping[str, str]) -> None:
    """Check the letters, and the decisions that propose what is recommended."""
    found, part = outcomes.reports["approach"], case.parts["approach"]
    for letter in found.letters.values():
        for issue, option in {**letter.offers, **letter.asks, **letter.together, **letter.others}.items():
            ladder = case.ladder(issue)
            assert 0 < ladder.index(option) <= ladder.index(package[issue]), "a step on the way to it"
    if found.probing is not None:
        bound = {d.decision: d.package for d in found.probing.decisions}
        for name, decision in part.decisions.items():
            if decision.package == "recommended":
                assert bound[name] == package


@pytest.mark.parametrize("name", CASES)
def test_one_package_is_spoken_of(name: str) -> None:
    check(found_in(name))


def test_one_package_is_spoken_of_where_there_are_too_many_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even passing over places is enough here: only short roadmaps are compared, and the best of them is shown."""
    monkeypatch.setattr("detente.chapters.roadmap.space.lattice.MOST_PLACES", 3)
    outcomes = run(Worlds(bundled_case("sinai-1974-75"), size=60, seed=1))
    check(outcomes)
    assert outcomes.reports["roadmap"].partly
    assert "more places on the way than can be searched" in " ".join(
        sentence for section in outcomes.pages["roadmap"].sections for sentence in section.answer
    )


def test_the_search_passes_over_places_where_there_are_too_many() -> None:
    """The last option of every issue of the flagship case."""
    case = bundled_case("korea-2021")
    plan = RoadmapSpace(case, tuple(len(case.ladder(issue)) - 1 for issue in case.issues))
    assert plan.partly
    assert plan.lattice.size <= MOST_PLACES or all(len(rungs) == 2 for rungs in plan.lattice.rungs.values())
    few = RoadmapSpace(case, (1, 1, *[0] * (len(case.issues) - 2)))
    assert not few.partly
