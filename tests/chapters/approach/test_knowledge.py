"""What is worth knowing, against plain loops, a linear programme over all rules, and simulation within simulation."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.case.judgements import parse
from detente.case.model import Case
from detente.chapters.approach.knowledge.after_answers import after_answers
from detente.chapters.approach.knowledge.fair_rules import game
from detente.chapters.approach.knowledge.held_out_means import Folded
from detente.chapters.approach.knowledge.knowledge_reports import knowledge_report
from detente.chapters.approach.knowledge.knowledge_sections import asking, knowledge_section
from detente.chapters.approach.knowledge.regression_terms import class_terms, smooth_terms
from detente.chapters.approach.knowledge.worth_knowing import (
    Added,
    Decisions,
    Knowledge,
    answered,
    questions,
    worth_knowing,
)
from detente.chapters.proposal import PROPOSAL, Proposals
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.chapters.approach.conftest import opened
from tests.oracles import knowledge as oracle
from tests.oracles.cases import as_case

COPIES = 60
NUMBERS = st.integers(-4, 4).map(float)


def decided(tables: Sequence[Sequence[Sequence[float]]], weights: Sequence[float]) -> Decisions:
    """Return decisions of which each world stands there many times, so that what is held out is like the rest."""
    worth = np.repeat(np.array(tables, dtype=float), COPIES, axis=2)
    weight = np.repeat(np.array(weights, dtype=float), COPIES)
    shuffle = np.random.default_rng(1).permutation(len(weight))
    return Decisions.of([()] * worth.shape[1], ("ann",) * worth.shape[0], worth[..., shuffle], weight[shuffle])


def copied(answers: Sequence[int]) -> np.ndarray[Any, np.dtype[np.intp]]:
    found = np.repeat(np.array(answers), COPIES)
    return found[np.random.default_rng(1).permutation(len(found))]


@st.composite
def tables(draw: st.DrawFn, principals: int) -> tuple[list[list[list[float]]], list[float], list[int]]:
    worlds, decisions = draw(st.integers(2, 5)), draw(st.integers(1, 3))
    found = [
        [draw(st.lists(NUMBERS, min_size=worlds, max_size=worlds)) for _ in range(decisions)] + [[0.0] * worlds]
        for _ in range(principals)
    ]
    weights = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=worlds, max_size=worlds))
    answers = draw(st.lists(st.integers(0, 2), min_size=worlds, max_size=worlds))
    return found, weights, answers


@given(tables(1))
@settings(max_examples=60)
def test_everything_and_classes_are_those_of_plain_loops(
    drawn: tuple[list[list[list[float]]], list[float], list[int]],
) -> None:
    (table,), weights, answers = drawn
    decisions = decided([table], weights)
    everything = decisions.everything.value
    assert everything == pytest.approx(oracle.everything(table, weights), abs=1e-9)
    found = answered(decisions, [class_terms(copied(answers)).at(decisions.table.order)])[0].added
    right = oracle.given(table, weights, answers)
    assert found.value == pytest.approx(right, abs=0.15 + 0.1 * right)
    assert 0 <= found.value <= everything + 1e-9


@given(st.sampled_from([2, 3]).flatmap(tables))
@settings(max_examples=60)
def test_a_mediator_has_the_fairest_lottery_over_rules(
    drawn: tuple[list[list[list[float]]], list[float], list[int]],
) -> None:
    found, weights, answers = drawn
    decisions = decided(found, weights)
    everything = oracle.for_a_mediator(found, weights, range(len(weights)))
    assert decisions.constant.value == pytest.approx(oracle.fairest(found, weights, [0] * len(weights)), abs=1e-7)
    assert decisions.everything.value == pytest.approx(everything, abs=1e-7)
    asked = answered(decisions, [class_terms(copied(answers)).at(decisions.table.order)])[0].added
    right = oracle.for_a_mediator(found, weights, answers)
    assert 0 <= asked.value <= everything + 1e-9
    assert asked.value == pytest.approx(right, abs=0.2 + 0.15 * right)


def test_the_example_worked_by_hand() -> None:
    first, second = [[1.0, -1.0], [-0.5, 0.5], [0.0, 0.0]], [[0.2, 0.2], [1.0, 1.0], [0.0, 0.0]]
    assert oracle.everything(first, [1, 1]) == oracle.given(first, [1, 1], "ab") == 0.75
    assert oracle.for_a_mediator([first, second], [1, 1], "ab") == pytest.approx(0.75 - 0.75 * 0.15 / 1.15)
    assert decided([first], [1, 1]).everything.value == pytest.approx(0.75)
    both = decided([first, second], [1, 1]).everything.value
    assert both == pytest.approx(0.75 - 0.75 * 0.15 / 1.15)


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6))
def test_the_game_of_principals_against_rules(means: list[tuple[float, float, float]]) -> None:
    table = np.array(means)
    value, weights, chances = game(table)
    assert weights.min() >= 0
    assert chances.min() >= 0
    assert weights.sum() == pytest.approx(1) == chances.sum()
    assert (chances @ table).min() == pytest.approx(value, abs=1e-9) == (table @ weights).max()


def noisy(size: int, seed: int, tells: float) -> tuple[Decisions, Floats]:
    """Return six decisions that hang on a uniform as much as that, and otherwise on chance; and the uniform."""
    rng = np.random.default_rng(seed)
    u = (rng.permutation(size) + rng.random(size)) / size
    shared = rng.normal(size=size)
    own = rng.normal(size=(6, size))
    slope = np.array([1.0, 0.5, -0.5, -1.0, 0.2, 0.0])
    worth = tells * slope[:, None] * (u - 0.5) + shared + 0.5 * own
    worth[-1] = 0.0
    return Decisions.of([()] * 6, ("ann",), worth[None], np.ones(size)), u


def test_what_tells_nothing_adds_nothing_on_average_and_the_interval_holds_the_truth() -> None:
    values, inside = [], 0
    for seed in range(40):
        decisions, u = noisy(600, seed, 0.0)
        values.append(answered(decisions, [smooth_terms(u).at(decisions.table.order)])[0].added.value)
        decisions, u = noisy(2000, seed, 2.0)
        added = answered(decisions, [smooth_terms(u).at(decisions.table.order)])[0].added
        inside += added.low <= 0.5 - decisions_base(decisions) <= added.high
    assert np.mean(values) < 0.01  # the means of six such decisions fitted to what tells nothing would differ by more
    assert inside >= 30


def decisions_base(decisions: Decisions) -> float:
    """Return by how much the best decision without knowledge looks better than it is: all are worth 0."""
    return float(decisions.base[0])


@lru_cache
def small() -> Case:
    """Ann advised, Bea to be asked: two issues, and whether Bea has a red line on the second."""
    ranges = {"ann": {"tea": [1, 3], "milk": [2, 4]}, "bea": {"tea": [-2, 2], "milk": [-3, 2]}}
    data = {
        "title": "Tea and milk",
        "date": "2020-01-01",
        "advises": "ann",
        "parties": {p: {"name": p.title(), "role": "principal"} for p in ranges},
        "issues": {
            i: {"name": i.title(), "movers": ["bea"], "options": {"no": {"name": "No"}, "yes": {"name": "Yes"}}}
            for i in ("tea", "milk")
        },
        "positions": {p: {i: {"yes": judged} for i, judged in issues.items()} for p, issues in ranges.items()},
        "reservation": {"ann": [0, 2], "bea": 0},
        "red_lines": {"bea": {"milk": {"yes": 0.3}}},
    }
    return as_case(data)


@lru_cache
def proposed(size: int = 3000, seed: int = 5) -> Proposals:
    return run(Worlds(small(), size=size, seed=seed), only=["proposal"]).result(PROPOSAL)


@lru_cache
def known(size: int = 3000, seed: int = 5) -> Knowledge:
    found = worth_knowing(questions(proposed(size, seed)))
    assert found is not None
    return found


def drawn_worth(tea: float, milk: float, red: bool, rng: random.Random) -> list[float]:
    """Return what Ann has of tea, of milk, of both and of nothing, drawing what is her own."""
    own = {"tea": rng.uniform(1, 3), "milk": rng.uniform(2, 4)}
    without = rng.uniform(0, 2)
    found = []
    for package in (("tea",), ("milk",), ("tea", "milk")):
        gain = sum(own[i] for i in package) - without
        takes = sum({"tea": tea, "milk": milk}[i] for i in package) >= 0 and not (red and "milk" in package)
        found.append(gain if takes and gain >= 0 else 0.0)
    return [*found, 0.0]


def asked_of(name: str) -> float:
    """Return what a question adds by simulation within simulation, in points."""

    def rest(rng: random.Random, phi: float) -> list[float]:
        tea = phi if name == "tea" else rng.uniform(-2, 2)
        milk = phi if name == "milk" else rng.uniform(-3, 2)
        red = bool(phi) if name == "red" else rng.random() <= 0.3
        return drawn_worth(tea, milk, red, rng)

    def phi(rng: random.Random) -> float:
        match name:
            case "tea":
                return rng.uniform(-2, 2)
            case "milk":
                return rng.uniform(-3, 2)
        return float(rng.random() <= 0.3)

    return oracle.nested(phi, rest, 400, 400)


@pytest.mark.parametrize(
    ("name", "path"),
    [("tea", "positions/bea/tea"), ("milk", "positions/bea/milk"), ("red", "red_lines/bea/milk/yes!")],
)
def test_questions_are_worth_what_nested_simulation_says(name: str, path: str) -> None:
    found = known()
    assert found.yearly is not None
    added = found.asked[path].added
    right = asked_of(name) / found.yearly
    assert added.value == pytest.approx(right, abs=0.03)
    assert added.low - 0.02 <= right <= added.high + 0.02


def test_each_adds_at_most_everything_and_groups_no_less_than_their_parts() -> None:
    found = known()
    top = found.everything.value
    assert top > 0
    assert all(0 <= asked.added.value <= top + 1e-12 for asked in found.asked.values())
    for group, asked in found.groups:
        assert asked.added.value <= top + 1e-12
        assert asked.added.value >= max(found.asked[name].added.value for name in group.members)
    by_ids = {group.ids: asked.added.value for group, asked in found.groups}
    assert by_ids["party", "bea"] > 1.2 * found.asked["positions/bea/milk"].added.value
    assert found.noise < 0.01 * top


def test_rescaling_points_changes_no_share_and_scales_the_points() -> None:
    larger = Worlds(ten_times(small(), "ann"), size=600, seed=5)
    scaled = worth_knowing(questions(run(larger, only=["proposal"]).result(PROPOSAL)))
    plain = known(600)
    assert scaled is not None
    assert scaled.yearly == pytest.approx(10 * (plain.yearly or 0.0))
    assert scaled.everything.value == pytest.approx(plain.everything.value)
    for name, asked in plain.asked.items():
        assert scaled.asked[name].added.value == pytest.approx(asked.added.value, abs=1e-9)


def ten_times(case: Case, party: str) -> Case:
    """Return a case in which the points of a party are ten times as large."""

    def larger(said: Any) -> Any:
        low, high = 10 * said.yearly.low, 10 * said.yearly.high
        return said.model_copy(update={"yearly": parse([low, high] if low < high else low)})

    options = {i: {o: larger(at) for o, at in told.items()} for i, told in case.positions[party].items()}
    reservation = {**case.reservation, party: larger(case.reservation[party])}
    return case.model_copy(update={"positions": {**case.positions, party: options}, "reservation": reservation})


def test_answers_lead_to_what_is_best_then() -> None:
    found = known()
    yes = {answer.answer: answer for answer in after_answers(found, "red_lines/bea/milk/yes!")}
    packages = {name: found.decisions.packages[answer.decision] for name, answer in yes.items()}
    assert set(yes) == {"no", "yes"}
    assert yes["yes"].chance.value == pytest.approx(0.3, abs=0.03)
    assert packages["yes"] == (1, 0)  # with a real red line on milk, tea is all there is
    low, *_, high = after_answers(found, "positions/bea/tea")
    assert (low.answer, high.answer) == ("low", "high")
    assert low.values["positions/bea/tea/yes"][1] <= high.values["positions/bea/tea/yes"][0]
    assert sum(answer.chance.value for answer in after_answers(found, "positions/bea/milk")) == pytest.approx(1)


def test_the_report_ranks_questions_and_says_what_they_change() -> None:
    found = known()
    report = knowledge_report(found)
    shares = [one.adds.share for one in report.questions]
    assert shares == sorted(shares, reverse=True)
    assert report.best == report.questions[0].name
    assert {one.whose for one in report.questions if one.name.startswith("positions/ann")} <= {"settle"}
    page = knowledge_section(small(), report)
    assert page.question == "Which question is worth asking?"
    assert "Bea" in asking(small(), report)[0]


def test_red_lines_of_the_side_advised_are_decisions_to_take() -> None:
    case = small().model_copy(update={"advises": "bea"})
    found = worth_knowing(questions(run(Worlds(case, size=300, seed=1), only=["proposal"]).result(PROPOSAL)))
    assert found is not None
    assert found.unknowns["red_lines/bea/milk/yes!"].whose == "decide"
    assert found.unknowns["positions/bea/tea"].whose == "settle"
    assert found.unknowns["positions/ann/tea"].whose == "ask"
    assert knowledge_report(found).best not in {"red_lines/bea/milk/yes!"}


def test_a_mediator_sees_shares_and_no_points() -> None:
    case = opened("sinai-1974-75")
    found = worth_knowing(questions(run(Worlds(case, size=400, seed=1), only=["proposal"]).result(PROPOSAL)))
    assert found is not None
    report = knowledge_report(found)
    assert report.everything.points is None
    assert report.everything.share > 0
    assert all(one.whose == "ask" for one in report.questions)


def test_few_worlds_or_nothing_to_propose_say_nothing() -> None:
    assert worth_knowing(questions(proposed(20, 1))) is None
    assert isinstance(known().everything, Added)
    assert Folded.of(np.zeros((7, 1)), np.ones(7)).values.shape == (7, 1)
