"""Time in roadmaps: what a crisis, first and last days, and steps that go together do, by hand and in general."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from pathlib import Path
from typing import Any

import pytest

from detente.case.bundled import locate
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read as read_case
from detente.case.schema import Package
from detente.chapters import schemas
from detente.chapters.roadmap.judging.lattice_values import RoundMoves, distinct_rounds, overhead
from detente.chapters.roadmap.judging.leaving import NEVER, requirements
from detente.chapters.roadmap.judging.roadmap_detail import WalkedRoadmap, roadmap_detail
from detente.chapters.roadmap.judging.round_values import Rounds, walk
from detente.chapters.roadmap.judging.valued_rounds import rounds_of
from detente.chapters.roadmap.space.roadmap_space import Roadmap, RoadmapSpace
from detente.chapters.stability.compliance import Ledger, read
from detente.chapters.stability.schema import Crisis
from detente.worlds import Worlds
from tests.chapters.roadmap.made import in_crisis, steps, with_roadmap
from tests.chapters.roadmap.test_oracle import context
from tests.sharing import tried

ONE, BOTH = ((1, 1),), ((1, 0), (1, 1))  # all at once; Ann first


def rounds(case: Case, *roadmaps: Roadmap) -> tuple[Rounds, list[tuple[int, ...]]]:
    """Return the rounds of some roadmaps to (1, 1) in one world."""
    draws = Worlds(case, 1, 1).draws(0, 1)
    pairs, made = distinct_rounds(roadmaps)
    return rounds_of(Ledger(read(draws)), RoundMoves.between(pairs), (1, 1), overhead(draws)), made


def dangerous(case: Case, **said: Any) -> Case:
    """Return a case with a crisis until Ann’s step is done."""
    crisis = Crisis.model_validate({"hazard": 3, "until": {"from-ann": "s1"}} | said)
    part = case.parts["stability"].model_copy(update={"crisis": crisis})
    return case.model_copy(update={"parts": {**case.parts, "stability": part}})


def exchange(**said: Any) -> Case:
    """Return an exchange of one step each way, at a cost of .5 for 1, found after half a year, rate .1."""
    return with_roadmap(steps(1, 0.5, 1.0, 6), **said)


def walked(case: Case, roadmap: Roadmap, size: int = 3) -> WalkedRoadmap:
    """Return what comes of a roadmap."""
    worlds = Worlds(case, size, 1)
    return roadmap_detail(RoadmapSpace(case, (1, 1)), [roadmap], context(case, size, 1), worlds).walked[0]


def with_days(case: Case, issue: str, where: str, **days: dt.date) -> Case:
    """Return a case in which a step, its measure or the whole package has first and last days."""
    if where == "package":
        package = Package(name="All", options=dict.fromkeys(case.issues, "s1")).model_copy(update=days)
        return case.model_copy(update={"packages": {"all": package}})
    if where == "measure":
        part = case.parts["stability"]
        measure = part.measures[issue]["s1"].model_copy(update=days)
        part = part.model_copy(update={"measures": {**part.measures, issue: {"s1": measure}}})
        return case.model_copy(update={"parts": {**case.parts, "stability": part}})
    body = case.issues[issue]
    option = body.options["s1"].model_copy(update=days)
    issues = {**case.issues, issue: body.model_copy(update={"options": {**body.options, "s1": option}})}
    return case.model_copy(update={"issues": issues})


def test_nothing_is_asked_where_beginning_is_safe_and_no_belief_is_enough_where_it_cannot_pay() -> None:
    """Found at once and taken back in full, a step is safe; one that costs more than it brings never pays."""
    found, (order,) = rounds(with_roadmap(steps(1, 0.5, 1.0, 0)), ONE)
    assert requirements(found, order).max() == 0
    found, (order,) = rounds(with_roadmap(steps(1, 1.5, 0.5, 6)), ONE)
    assert (requirements(found, order) == NEVER).all()


def test_without_a_later_exit_the_requirement_is_that_of_staying() -> None:
    """One round, begun from no talks: (N − W)/(V − W)."""
    found, (order,) = rounds(exchange(), ONE)
    told = walk(found, order)
    by_hand = (found.nothing - told.worst[0]) / (told.keep[0] - told.worst[0])
    assert requirements(found, order)[0] == pytest.approx(by_hand)
    assert (by_hand > 0).all()


def test_a_crisis_belongs_to_no_talks_as_well() -> None:
    """N = (R + cZ/r)/(r + c): R/r if an outbreak is no worse than no agreement; here R = 0, r = .1, c = 3."""
    assert rounds(dangerous(exchange()), ONE)[0].nothing == pytest.approx(0)
    found = rounds(dangerous(exchange(), outbreak={"ann": -2}), ONE)[0]
    assert found.nothing[:, 0].tolist() == pytest.approx([3 * (-2 / 0.1) / 3.1, 0])


def test_a_package_that_does_not_end_a_crisis_is_worth_little() -> None:
    """V = (F + cZ/r)/(r + c), with F = .5, instead of F/r."""
    case = dangerous(exchange(), until={"from-ann": "s2"})
    issues = {i: b.model_copy(update={"options": {**b.options, "s2": b.options["s1"]}}) for i, b in case.issues.items()}
    positions = {p: {i: {**o, "s2": o["s1"]} for i, o in held.items()} for p, held in case.positions.items()}
    part = case.parts["stability"]
    measures = {i: {**o, "s2": o["s1"]} for i, o in part.measures.items()}
    parts = {**case.parts, "stability": part.model_copy(update={"measures": measures})}
    case = case.model_copy(update={"issues": issues, "positions": positions, "parts": parts})
    assert rounds(case, ONE)[0].final == pytest.approx(0.5 / 3.1)
    assert rounds(exchange(), ONE)[0].final == pytest.approx(5)


def test_a_round_that_ends_a_crisis_is_worth_what_its_integral_is() -> None:
    """Ann’s step is verified after half a year: until then at r + c, then at r to the end of a round of .75 years."""
    found, (order,) = rounds(dangerous(exchange(overhead=3)), ONE)
    survived = math.exp(-3 * 0.5)
    flow = 0.5 * (1 - math.exp(-3.1 * 0.5)) / 3.1
    flow += 0.5 * survived * (math.exp(-0.1 * 0.5) - math.exp(-0.1 * 0.75)) / 0.1
    assert found.flow[order[0]] == pytest.approx(flow)
    assert found.fade[order[0]] == pytest.approx(survived * math.exp(-0.1 * 0.75))
    assert walk(found, order).keep[0] == pytest.approx(flow + survived * math.exp(-0.1 * 0.75) * 5)


def test_days_count_while_a_crisis_lasts() -> None:
    """Without a crisis it matters little which step comes first; with one, what ends it comes first."""
    case, other = exchange(overhead=3), ((0, 1), (1, 1))
    calm, (first, second) = rounds(case, BOTH, other)
    gain = [walk(calm, order).keep[0].sum() for order in (first, second)]
    assert gain[0] == pytest.approx(gain[1])
    hot, (first, second) = rounds(dangerous(case), BOTH, other)
    gain = [(walk(hot, order).keep[0] - hot.nothing).sum() for order in (first, second)]
    assert gain[0] > 3 * gain[1] > 0


@pytest.mark.parametrize("seed", tried(range(40)))
def test_a_crisis_that_never_breaks_out_changes_nothing(seed: int) -> None:
    case = in_crisis(exchange(), seed)
    crisis = case.parts["stability"].crisis
    if crisis is None:
        return
    never = crisis.model_copy(
        update={"hazard": crisis.hazard.model_copy(update={"form": "point", "low": 0.0, "high": 0.0})}
    )
    part = case.parts["stability"].model_copy(update={"crisis": never})
    case = case.model_copy(update={"parts": {**case.parts, "stability": part}})
    mine, plain = rounds(case, ONE, BOTH)[0], rounds(exchange(), ONE, BOTH)[0]
    for name in ("flow", "fade", "cheat", "victim", "exit", "final", "final_cheat", "nothing"):
        assert getattr(mine, name) == pytest.approx(getattr(plain, name))


@pytest.mark.parametrize("where", ["option", "measure", "package"])
def test_what_comes_after_its_last_day_is_not_reached(where: str) -> None:
    """Bea’s step follows Ann’s after .75 years: too late a day earlier, in time a day later."""
    case = exchange(overhead=3, beliefs={"ann": 1, "bea": 1})
    day = case.date + dt.timedelta(days=round(365.25 * 0.75))
    early, late = (with_days(case, "from-bea", where, until=day + dt.timedelta(days=n)) for n in (-2, 2))
    assert walked(case, BOTH).completed.all()
    assert walked(late, BOTH).completed.all()
    missed = walked(early, BOTH)
    assert not missed.completed.any()
    assert missed.in_time.tolist() == [[True] * 3, [False] * 3]
    assert (missed.tree.round == 2).all()


@pytest.mark.parametrize("where", ["option", "measure", "package"])
def test_a_first_day_is_waited_for(where: str) -> None:
    """Two years from now: the first round of a package waits, the second of a step; meanwhile its worth fades."""
    case = exchange(overhead=3, beliefs={"ann": 1, "bea": 1})
    day = case.date + dt.timedelta(days=round(365.25 * 2))
    plain, waits = walked(case, BOTH), walked(with_days(case, "from-bea", where, first=day), BOTH)
    assert waits.completed.all()
    assert waits.walk.years.sum(axis=0) == pytest.approx(2 + (1.5 if where == "package" else 0.75), abs=0.01)
    assert plain.walk.years.sum(axis=0) == pytest.approx(1.5)
    if where == "package":
        assert waits.tree.worth == pytest.approx(plain.tree.worth * math.exp(-0.2), rel=1e-3)
    else:  # Bea has Ann’s step for longer
        assert (waits.tree.of("ann") < plain.tree.of("ann")).all()
        assert (waits.tree.of("bea") > plain.tree.of("bea")).all()


def test_a_swap_is_one_round() -> None:
    """Together, only all at once is left; one by one parts what goes together."""
    said = {"together": {"swap": {"options": {"from-ann": "s1", "from-bea": "s1"}}}}
    plan = RoadmapSpace(exchange(**said), (1, 1))
    assert [plan.lattice.rounds(edges) for edges in plan.lattice.roadmaps(2)] == [ONE]
    assert plan.broken(BOTH) == "together"
    assert {base.breaks for base in plan.baselines if base.kind == "goes-first"} == {"together"}
    assert RoadmapSpace(exchange(**said), (1, 0)).lattice.count(2) == 1  # what is not in the package does not count


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("crisis: {hazard: 4, until: {oyl: returned}}\n", "crisis → until → oyl: found the unknown issue 'oyl'"),
        ("crisis: {hazard: 4, until: {oil: retuned}}\n", "found the unknown option of oil 'retuned'"),
        ("crisis: {hazard: 4, until: {oil: held}}\n", "the status quo 'held', which would have ended the crisis"),
        ("crisis: {hazard: 4, until: {oil: returned}, outbreak: {eygpt: -3}}\n", "found the unknown party 'eygpt'"),
        ("crisis: {hazard: -1, until: {oil: returned}}\n", "crisis → hazard: found a value as low as -1"),
        ("crisis: {hazard: 4}\n", "found no key 'until'"),
        ("measures: {oil: {returned: {until: 1973-12-31}}}\n", "the last day 1973-12-31, before the day of the case"),
        (
            "measures: {oil: {returned: {from: 1975-01-01, until: 1974-12-31}}}\n",
            "a first day 1975-01-01 after the last",
        ),
        ("measures: {oil: {returned: {form: 1975-01-01}}}\n", "found the unknown key 'form'"),
    ],
)
def test_a_fault_of_time_is_found(tmp_path: Path, said: str, expected: str) -> None:
    shutil.copytree(locate("sinai-1974-75"), tmp_path, dirs_exist_ok=True)
    (tmp_path / "stability.yaml").write_text(said, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_case(tmp_path, schemas())
    assert expected in "\n".join(str(fault) for fault in caught.value.faults)
