"""Every chapter and page one speak of the one package that is recommended, or of none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from detente.brief.compose import compose
from detente.case.bundled import CASES as BUNDLED
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
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
    check_policies(outcomes, told.package)
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


def check_policies(outcomes: Outcomes, package: Mapping[str, str] | None) -> None:
    """Check that every policy that proposes what is recommended proposes that, or nothing where nothing is."""
    for policy in outcomes.reports["agreement"].policies:
        if "recommended" in outcomes.case.policies[policy.policy].packages:
            assert (None if policy.proposal is None else policy.proposal.options) == package


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


@pytest.mark.parametrize("asking", [0, 60])
def test_a_policy_proposes_what_is_recommended_and_nothing_if_nothing_is(asking: int, tmp_path: Path) -> None:
    """Ann would rather have the flesh; but if asking in vain cost her 60 points, she had better not ask."""
    said = (BUNDLED / "orange" / "case.yaml").read_text(encoding="utf-8")
    policies = "policies: {advice: {name: Advice, packages: [recommended]}}\n"
    advised = "advises: ann\ndiscount_rates: {ann: 0.1, bea: 0.1}\n"
    engaged = f"asking: {asking}\nengaged: {{chance: {{otherwise: 0.5}}}}\n"
    (tmp_path / "case.yaml").write_text(said + policies + advised, encoding="utf-8")
    (tmp_path / "proposal.yaml").write_text(engaged, encoding="utf-8")
    outcomes = run(Worlds(read(tmp_path, schemas()), size=50, seed=1))
    package = outcomes.reports["proposal"].package
    assert package == ({"flesh": "ann", "peel": "bea"} if asking == 0 else None)
    check_policies(outcomes, package)


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
