"""The whole chapter on bundled and made cases: what it reports agrees with itself and with the formulas."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from detente.case.inquiry import Inquiry
from detente.case.judgements import parse
from detente.case.model import Case
from detente.case.schema import Reservation
from detente.chapters import lacks as every_lack
from detente.chapters.agreement.analyse import analyse as agreement
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.analyse import analyse
from detente.chapters.roadmap.judging.best_roadmap import journey
from detente.chapters.roadmap.judging.outcome_tree import REFUSED
from detente.chapters.roadmap.judging.package_judgement import judge
from detente.chapters.roadmap.judging.preselection import MOST_MEASURES, candidates
from detente.chapters.roadmap.lacks import lacks
from detente.chapters.roadmap.pages.page import page
from detente.chapters.roadmap.pages.sections import sections
from detente.chapters.roadmap.report import RoadmapReport, report
from detente.chapters.roadmap.result import Roadmaps, Way
from detente.chapters.roadmap.space.lattice import Lattice, Rules, TooManyRoundsError
from detente.chapters.roadmap.space.roadmap_space import RoadmapSpace
from detente.worlds import Worlds
from tests.chapters.roadmap.made import steps, with_roadmap
from tests.chapters.roadmap.test_oracle import context
from tests.sharing import bundled_case

SIZE = 40


def run(case: Case, **options: Any) -> tuple[Roadmaps, RoadmapReport]:
    worlds = Worlds(case, SIZE, 1, **options)
    found = analyse(worlds, Upstream({"agreement": agreement(worlds, Upstream())}))
    return found, report(found)


@pytest.fixture(scope="module")
def sinai() -> Case:
    return bundled_case("sinai-1974-75")


@pytest.fixture(scope="module")
def found(sinai: Case) -> tuple[Roadmaps, RoadmapReport]:
    return run(sinai)


def way_of(found: Roadmaps) -> Way:
    assert found.way is not None
    return found.way


def test_the_search_and_the_closer_look_agree(found: tuple[Roadmaps, RoadmapReport]) -> None:
    """What counts about the roadmap to propose is the same whether it was summed up or walked."""
    way = way_of(found[0])
    told = way.criteria(way.walked, found[0].worlds)
    assert vars(way.journey.scored.at(way.journey.chosen)) == pytest.approx(vars(told))


def test_nothing_allowed_is_better_on_its_own_criterion(found: tuple[Roadmaps, RoadmapReport]) -> None:
    """No comparison has a larger worth; none beats all of the unbeaten ones on what counts."""
    told, scored = found[1], way_of(found[0]).journey.scored
    assert told.recommended is not None
    assert told.method == "best-of"
    assert told.compared > told.judged
    best = scored.criteria[way_of(found[0]).journey.unbeaten]
    for base in told.baselines:
        if base.breaks is None:
            assert base.worth <= told.recommended.worth + 1e-9
            values = np.array([base.doubt, base.exposure, base.years, -base.completed])
            assert (best <= values + 1e-9).all(axis=1).any()
            assert (scored.criteria.min(axis=0) <= values + 1e-9).all()


def test_a_precondition_never_costs_less_than_nothing(found: tuple[Roadmaps, RoadmapReport]) -> None:
    told = found[1]
    assert all(i.loss is None or i.loss >= 0 for i in told.insisted)
    assert all(d.precondition <= d.content + 1e-12 <= 1 + 1e-12 for d in told.demands)
    first = {(m.issue, m.option) for m in told.rounds[0].measures}
    assert all(
        i.loss == pytest.approx(0, abs=1e-12) for i in told.insisted if (i.measure.issue, i.measure.option) in first
    )


def test_belief_never_falls_while_rounds_are_kept(found: tuple[Roadmaps, RoadmapReport]) -> None:
    told = found[1]
    for party, before in told.beliefs.items():
        held = [before, *(r.belief[party] for r in told.rounds)]
        assert all(b >= a - 1e-12 for a, b in itertools.pairwise(held))


def test_every_step_is_taken_once(found: tuple[Roadmaps, RoadmapReport]) -> None:
    told = found[1]
    last = {m.issue: m.option for r in told.rounds for m in r.measures}
    assert last == told.options
    assert told.schedule is not None
    assert [at.measure for at in told.schedule.measures] == [m for r in told.rounds for m in r.measures]


def test_reachable_is_a_column_and_a_headline(found: tuple[Roadmaps, RoadmapReport]) -> None:
    roadmaps, told = found
    columns = {column.name: column for column in roadmaps.columns()}
    assert f"roadmap.reachable[{told.package}]" in columns
    assert told.reachable == pytest.approx(columns[f"roadmap.reachable[{told.package}]"].values.mean())
    first = roadmaps.headlines()[0]
    assert first.name in columns
    assert "roadmap/overhead" in first.trace
    assert not any(path.startswith("red_lines") for path in first.trace)
    # the package recommended first is another one: whether it is reachable is told too
    assert len([name for name in columns if name.startswith("roadmap.reachable[")]) == 2


def test_the_page_says_it_in_two_short_sentences(sinai: Case, found: tuple[Roadmaps, RoadmapReport]) -> None:
    shown = page(sinai, found[1], Inquiry())
    assert 1 <= len(shown.answer) <= 2
    assert all(len(sentence.split()) <= 25 for sentence in shown.answer)
    assert len(shown.sections) >= 5
    for section in sections(sinai, found[1], None):
        assert 1 <= len(section.answer) <= 5
        assert section.figures


def test_jobs_and_blocks_do_not_matter(sinai: Case, found: tuple[Roadmaps, RoadmapReport]) -> None:
    assert run(sinai, jobs=2, engine="threads")[1] == found[1]


def test_what_was_asked_for_is_looked_at(sinai: Case) -> None:
    told = run(sinai, asked=Inquiry(packages=("separation",)))[1]
    assert told.package == "separation"
    assert told.options == {"withdrawal": "line-b", "forces": "limited"}
    assert told.shares  # thinned-out forces can be done in parts


def test_many_measures_are_searched_by_labels() -> None:
    """Beyond eight measures the best of many is proposed, never worse than a comparison that the rules allow."""
    case = with_roadmap(steps(5, 0.5, 0.5, 6))
    plan, worlds = RoadmapSpace(case, (5, 5)), Worlds(case, 20, 1)
    assert plan.lattice.steps > MOST_MEASURES
    where = context(case, 20, 1)
    best = journey(plan, where, worlds)
    assert best.method == "best-of"
    assert best.roadmaps == candidates(plan, where, worlds).roadmaps
    assert {base.roadmap for base in plan.baselines if base.breaks is None} <= set(best.roadmaps)
    assert all(plan.broken(roadmap) is None for roadmap in best.roadmaps)


def test_what_is_preselected_is_as_good_as_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best of the promising roadmaps is worth hardly less than the best of all."""
    case = with_roadmap(steps(2, 0.5, 0.5, 6), beliefs={"ann": [0.2, 0.6], "bea": [0.2, 0.6]})
    plan, worlds = RoadmapSpace(case, (2, 2)), Worlds(case, 20, 1)
    where = context(case, 20, 1)
    some = journey(plan, where, worlds)
    monkeypatch.setattr("detente.chapters.roadmap.judging.preselection.BEST", 10_000)
    every = journey(plan, where, worlds)
    assert every.method == "exact"
    assert len(every.roadmaps) == plan.lattice.count(plan.most_rounds)
    assert some.scored.worth[some.chosen] >= 0.97 * every.scored.worth[every.chosen]


def test_any_package_is_judged(sinai: Case, found: tuple[Roadmaps, RoadmapReport]) -> None:
    """The package of the section comes out as in the section; one that is refused is worth nothing there."""
    worlds = found[0].worlds
    agreed = agreement(worlds, Upstream())
    way = way_of(found[0])
    judged = judge(way.plan.target, worlds, agreed)
    assert judged.journey.best == way.chosen
    assert judged.walked.completed.tolist() == way.reachable.tolist()
    tree = judged.tree
    attainable = way.context.attainable
    assert (tree.holds(REFUSED) == ~attainable).all()
    assert (tree.worth[:, ~attainable] == 0).all()
    assert (tree.round[~attainable] == 0).all()
    assert tree.worth[:, attainable] == pytest.approx(way.walked.tree.worth[:, attainable])
    other = judge((1, 0, 1, 0, 0, 0), worlds, agreed)
    assert other.journey.best[-1] == (1, 0, 1, 0, 0, 0)


def test_baselines_that_break_rules_are_not_praised(sinai: Case, found: tuple[Roadmaps, RoadmapReport]) -> None:
    """All at once breaks the order of this case: it is compared with that said, and never proposed."""
    told = found[1]
    once = next(base for base in told.baselines if base.kind == "at-once")
    assert once.breaks == "order"
    shown = page(sinai, told, Inquiry())
    assert "all at once breaks what must come first" in shown.answer[0]
    assert way_of(found[0]).chosen not in [base.roadmap for base in way_of(found[0]).plan.baselines if base.breaks]


def test_too_many_places_are_refused() -> None:
    lattice = Lattice((9,) * 5, {n: tuple(range(10)) for n in range(5)}, Rules())
    with pytest.raises(TooManyRoundsError):
        _ = lattice.places


def test_rules_that_leave_no_roadmap_are_told(sinai: Case) -> None:
    said = sinai.parts["roadmap"].model_copy(update={"max_rounds": 1})
    told = run(sinai.model_copy(update={"parts": {**sinai.parts, "roadmap": said}}))[1]
    assert told.recommended is None
    assert told.problem == "The rules of the case leave no roadmap of at most 1 round."
    assert told.problem in page(sinai, told, Inquiry()).answer[0]


def test_rounds_are_bounded_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.chapters.roadmap.space.lattice.MOST_EDGES", 100)
    lattice = Lattice((1,) * 6, dict.fromkeys(range(6), (0, 1)), Rules())
    assert lattice.bound < 6
    assert len(lattice.edges[0]) <= 100 or lattice.bound == 1


def test_what_is_missing_is_named(sinai: Case) -> None:
    """No judgement is filled in."""
    said = sinai.parts["roadmap"].model_copy(update={"overhead": None, "beliefs": {}})
    bare = sinai.model_copy(update={"parts": {**sinai.parts, "roadmap": said}})
    assert [line.partition(":")[0] for line in lacks(bare)] == [
        "roadmap.yaml → overhead",
        "roadmap.yaml → beliefs → egypt",
        "roadmap.yaml → beliefs → israel",
    ]
    pairs = said.model_copy(update={"overhead": parse(1), "beliefs": {"egypt": {}, "israel": {"egypt": parse(0.5)}}})
    bare = sinai.model_copy(update={"parts": {**sinai.parts, "roadmap": pairs}})
    assert [line.partition(":")[0] for line in lacks(bare)] == ["roadmap.yaml → beliefs → egypt → israel"]
    without = sinai.model_copy(update={"parts": {k: v for k, v in sinai.parts.items() if k != "stability"}})
    assert every_lack(without)["roadmap"] == ("what stability lacks",)
    assert lacks(sinai) == ()


def test_nothing_attainable_has_no_roadmap(sinai: Case) -> None:
    never = sinai.model_copy(
        update={
            "parts": {**sinai.parts, "roadmap": sinai.parts["roadmap"].model_copy(update={"package": None})},
            "reservation": {
                p: Reservation(yearly=held.yearly.model_copy(update={"form": "point", "low": 99.0, "high": 99.0}))
                for p, held in sinai.reservation.items()
            },
        }
    )
    found, told = run(never)
    assert told.recommended is None
    assert told.problem
    assert page(never, told, Inquiry()).answer
    assert [column.name for column in found.columns()] == ["roadmap.reachable"]
    assert found.headlines()[0].name == "roadmap.reachable"
    # What is asked for is looked at all the same, over all worlds.
    told = run(never, asked=Inquiry(packages=("separation",)))[1]
    assert told.attainable == 0
    assert told.recommended is not None
    assert told.recommended.hopeless == 1
    assert page(never, told, Inquiry()).sections
