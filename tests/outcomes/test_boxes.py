"""Boxes: planted ones, what plain loops and ema_workbench give, what noise does not show, and what changes nothing."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.case.model import Case
from detente.outcomes.discovery.box_inputs import box_inputs
from detente.outcomes.discovery.box_search import BoxSearch
from detente.outcomes.discovery.half_samples import beyond_chance
from detente.outcomes.discovery.peeling import peels
from detente.outcomes.discovery.ranked_rows import RankedRows
from detente.outcomes.scenarios import MANY, Box, boxes, found_boxes
from detente.worlds import Worlds
from tests.oracles import discovery as plain
from tests.oracles.ema_prim import PROBLEMS, problem
from tests.outcomes.conftest import noise, noisy

ROOT = Path(__file__).parents[2]
STORED = Path(__file__).with_name("ema_boxes.json")
EMA = ROOT / ".oracles" / "ema" / "bin" / "python"
Floats = NDArray[np.float64]
Planted = tuple[list[float], list[bool], dict[str, list[float]], list[int]]


# What plain loops give


@st.composite
def problems(draw: st.DrawFn) -> Planted:
    """Weights, what happens, inputs with a number a world, and which of three explanations is true."""
    size = draw(st.integers(4, 40))
    rng = np.random.Generator(np.random.Philox(draw(st.integers(0, 10**6))))
    few = draw(st.booleans())
    inputs = {
        name: (rng.integers(0, 4, size) if few and name == "b" else rng.permutation(size)).astype(float).tolist()
        for name in "abc"
    }
    true = rng.integers(0, 3, size).tolist()
    score = np.array(inputs["a"]) + draw(st.sampled_from([0, 3])) * np.array(true) + rng.normal(0, size / 3, size)
    happens = (score < np.quantile(score, draw(st.sampled_from([0.1, 0.5, 0.8])))).tolist()
    weights = rng.choice([1.0, 1.0, 0.5, 2.0], size).tolist() if draw(st.booleans()) else [1.0] * size
    return weights, happens, inputs, true


def ranked(inputs: dict[str, list[float]], true: list[int]) -> RankedRows:
    """Return rows of three numbers and an explanation."""
    values = [*(np.array(row) for row in inputs.values()), np.array(true, dtype=float)]
    return RankedRows.of(values, [False, False, False, True])


@settings(max_examples=60)
@given(problems())
def test_boxes_are_those_of_plain_loops(planted: Planted) -> None:
    weights, happens, inputs, true = planted
    rows, weight = ranked(inputs, true), np.array(weights)
    ours = BoxSearch.among(rows, weight, np.array(happens), float(weight.sum())).found()
    loops = plain.Problem(
        weights, happens, [*(plain.Input(n, v) for n, v in inputs.items()), *plain.explanations("d", true)]
    )
    found = plain.found(loops)
    assert np.flatnonzero(rows.inside(ours.bounds)).tolist() == found.worlds
    assert ["abcd"[one] for one in ours.quasi_p] == list(found.names)
    for one, p in ours.quasi_p.items():
        assert p == pytest.approx(plain.quasi(loops, found, "abcd"[one]), abs=2e-3)


@settings(max_examples=40)
@given(problems())
def test_a_weight_counts_as_so_many_worlds(planted: Planted) -> None:
    """What is peeled and chosen is the same whether a world weighs 2 or stands there twice."""
    weights, happens, inputs, true = planted
    times = np.array(weights).round().astype(int) + 1
    weight, y, rows = times.astype(float), np.array(happens), ranked(inputs, true)
    twice = ranked({n: np.repeat(v, times).tolist() for n, v in inputs.items()}, np.repeat(true, times).tolist())
    floor = 0.05 * weight.sum()
    one = peels(rows, weight, y, floor)
    other = peels(twice, np.ones(times.sum()), np.repeat(y, times), floor)
    assert [step[:3] for step in one] == [step[:3] for step in other]
    assert np.allclose([step[3:] for step in one] or 0, [step[3:] for step in other] or 0)


# What ema_workbench gives


@pytest.mark.parametrize("name", PROBLEMS)
def test_peels_are_those_of_ema_workbench(name: str) -> None:
    """Made by `make oracles`, with the versions that the file names; it stops where no peel makes a box denser."""
    numbers, event, happens = problem(name)
    rows = RankedRows.of(
        [*(np.array(v) for v in numbers.values()), np.array(event, float)], [False] * (len(numbers) + 1)
    )
    y = np.array(happens)
    ours = [
        (step.hits / y.sum(), step.hits / step.mass, step.mass / len(y)) for step in peels(rows, np.ones(len(y)), y, 5)
    ]
    theirs = json.loads(STORED.read_text(encoding="utf-8"))["trajectories"][name][1:]
    assert len(theirs) >= 8
    assert np.allclose(ours[: len(theirs)], theirs)


@pytest.mark.skipif(not EMA.exists(), reason="ema_workbench has an environment of its own: make oracles")
def test_what_is_stored_is_what_ema_workbench_says() -> None:
    script = ROOT / "tests" / "oracles" / "ema_prim.py"
    said = subprocess.run([EMA, script], capture_output=True, check=True, text=True, encoding="utf-8").stdout
    assert json.loads(said)["trajectories"] == json.loads(STORED.read_text(encoding="utf-8"))["trajectories"]


# Planted boxes


def uniform(worlds: Worlds, party: int) -> Floats:
    """Return the uniforms of what no agreement is worth to a party of a noisy case."""
    return worlds.draws(0, worlds.size).uniform(f"reservation/p{party}")


def all_boxes(happens: NDArray[np.bool_], worlds: Worlds) -> tuple[Box, ...]:
    """Return the boxes among all judgements of a case."""
    return boxes(happens, worlds, worlds.case.judgements)


@settings(max_examples=8)
@given(st.integers(0, 20), st.floats(0.35, 0.6), st.floats(0.35, 0.6), st.booleans(), st.booleans())
def test_a_planted_box_is_recovered(seed: int, one: float, other: float, above: bool, weighted: bool) -> None:
    worlds = noise(10, size=800, seed=seed)
    rng = np.random.Generator(np.random.Philox(seed))
    if weighted:
        worlds = replace(worlds, weights=rng.uniform(0.5, 1.5, worlds.size))
    u, v = uniform(worlds, 2), uniform(worlds, 8)
    planted = (u < one) & ((v > 1 - other) if above else (v < other))
    happens = planted == (rng.random(worlds.size) < 0.92)
    box = all_boxes(happens, worlds)[0]
    assert {r.name for r in box.restrictions} == {"reservation/p2", "reservation/p8"}
    weight = worlds.weight()
    assert weight @ (box.inside & planted) / (weight @ (box.inside | planted)) > 0.75
    assert box.density == pytest.approx(np.average(happens[box.inside], weights=weight[box.inside]))
    assert box.coverage == pytest.approx(np.average(box.inside[happens], weights=weight[happens]))
    assert box.mass == pytest.approx(np.average(box.inside, weights=weight))
    assert box.density.low < box.density < box.density.high
    by_name = {r.name: r for r in box.restrictions}
    low = by_name["reservation/p2"]
    assert low.low is None
    assert low.high == pytest.approx(one, abs=0.1)
    assert all(r.resampled >= 0.5 and r.quasi_p < 1e-3 for r in box.restrictions)
    assert box.elsewhere == pytest.approx(box.density, abs=0.2)
    assert np.allclose(box.curve[0], (1, float(box.base)))
    assert max(density for _, density in box.curve) > box.density - 0.05


def test_two_planted_boxes_are_found_one_after_the_other() -> None:
    worlds = noise(10, size=1500)
    u, v = uniform(worlds, 1), uniform(worlds, 4)
    first, second = box_pair = all_boxes((u < 0.3) | (v > 0.85), worlds)
    assert [[r.name for r in box.restrictions] for box in box_pair] == [["reservation/p1"], ["reservation/p4"]]
    assert not (first.inside & second.inside).any()
    assert first.coverage + second.coverage > 0.95
    assert second.base == pytest.approx((v[u > 0.3] > 0.85).mean(), abs=0.02)
    assert len(all_boxes((u < 0.3) | (v > 0.85), worlds)) == 2
    assert boxes((u < 0.3) | (v > 0.85), worlds, worlds.case.judgements, most=1) == (first,)


def test_noise_shows_a_box_in_hardly_any_question() -> None:
    """Of rare, common and frequent things that have nothing to do with any input, in weighted worlds too."""
    rng = np.random.Generator(np.random.Philox(5))
    worlds = noise(30, size=300)
    weighted = replace(worlds, weights=rng.exponential(size=300))
    inputs = box_inputs(worlds, worlds.case.judgements)
    kinds = [(worlds, 0.3), (weighted, 0.9), (worlds, 0.05)]
    found = [bool(found_boxes(rng.random(300) < share, among, inputs)) for _ in range(17) for among, share in kinds]
    assert sum(found) <= 0.02 * len(found)


@pytest.mark.parametrize("happens", [True, False])
def test_what_always_or_never_happens_has_no_box(happens: bool) -> None:
    worlds = noise(5)
    assert all_boxes(np.full(worlds.size, happens), worlds) == ()


def test_few_worlds_and_no_inputs_have_no_box() -> None:
    few = noise(3, size=12)
    assert all_boxes(uniform(few, 1) < 0.5, few) == ()
    worlds = noise(3)
    assert boxes(uniform(worlds, 1) < 0.5, worlds, []) == ()


def test_of_very_many_worlds_some_are_searched_and_all_are_counted() -> None:
    worlds = noise(2, size=MANY + 2000)
    (box,) = boxes(uniform(worlds, 1) < 0.4, worlds, worlds.case.judgements, most=1)
    assert box.coverage > 0.98
    high = box.restrictions[0].high
    assert high is not None
    values = worlds.judged(["reservation/p1"])["reservation/p1"]
    assert np.array_equal(box.inside, values < high)


# What changes nothing


def test_neither_the_order_of_parties_nor_the_scale_of_points_changes_a_box() -> None:
    def case(factor: float, turned: bool) -> Case:
        plainly = noisy(8).model_dump(mode="json", exclude_defaults=True)
        spans = {f"p{n}": [factor * n, factor * (n + 1)] for n in range(8)}
        parties = dict(reversed(plainly["parties"].items())) if turned else plainly["parties"]
        spans = dict(reversed(spans.items())) if turned else spans
        return Case.model_validate(plainly | {"parties": parties, "reservation": spans})

    def told(factor: float, turned: bool) -> list[Any]:
        worlds = Worlds(case(factor, turned), size=400, seed=1)
        (box,) = all_boxes((uniform(worlds, 3) < 0.5) & (uniform(worlds, 5) > 0.3), worlds)
        ends = [
            (r.name, *(None if e is None else round(e / factor, 9) for e in (r.low, r.high))) for r in box.restrictions
        ]
        return [box.coverage, box.density, box.mass, box.chance, ends]

    assert told(1, False) == told(8, False) == told(1, True) == told(8, True)


# What a box says


def lined(advises: str | None = None) -> Worlds:
    """Return worlds with red lines of b, and a ladder of values."""
    ladder = {"no": "No", "yes": "Yes", "more": "More"}
    case = {
        "title": "T",
        "date": "2021-08-31",
        "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"name": "I", "movers": ["a", "b"], "options": ladder}},
        "positions": {"a": {"i": {"yes": [0, 10], "more": [0, 20]}}, "b": {"i": {"yes": 1, "more": 2}}},
        "reservation": {"a": {"experts": {"navy": [0, 1], "embassy": [3, 4]}}, "b": [0, 1]},
        "experts": {"navy": {"name": "The navy"}, "embassy": {"name": "The embassy"}},
        "red_lines": {"b": {"i": {"yes": 0.3, "more": [0.4, 0.9]}}},
    }
    return Worlds(Case.model_validate(case | ({"advises": advises} if advises else {})), size=1500, seed=1)


def test_an_event_and_a_ladder_are_said_in_words() -> None:
    worlds = lined("a")
    draws = worlds.draws(0, worlds.size)
    ladder = draws.value("positions/a/i/yes")
    (box,) = all_boxes(draws.happens("red_lines/b/i/yes") & (ladder < 6), worlds)
    event, number = sorted(box.restrictions, key=lambda r: r.form)
    assert (event.form, event.values, event.name) == ("event", ("yes",), "red_lines/b/i/yes!")
    assert event.says == "the red line of B on “I” is real"
    assert number.path == "positions/a/i/more"
    assert number.high == pytest.approx(12, abs=0.6)
    assert number.together["positions/a/i/yes"][1] == pytest.approx(6, abs=0.3)
    assert number.says.startswith("what “More (I)” is worth to A is below 1")
    assert number.says.endswith(" points a year")
    assert box.where == f"{box.restrictions[0].says} and {box.restrictions[1].says}"


def test_what_does_not_happen_is_said_so() -> None:
    worlds = lined("a")
    (box,) = boxes(~worlds.draws(0, worlds.size).happens("red_lines/b/i/yes"), worlds, worlds.case.judgements, most=1)
    assert [r.says for r in box.restrictions] == ["the red line of B on “I” is not real"]


def test_what_the_side_advised_decides_is_in_no_box() -> None:
    worlds = lined("b")
    assert all_boxes(worlds.draws(0, worlds.size).happens("red_lines/b/i/yes"), worlds) == ()


def test_whom_to_believe_is_said_by_name() -> None:
    worlds = lined("a")
    navy = worlds.draws(0, worlds.size).expert("experts/embassy+navy!") == 1
    happens = navy == (np.random.Generator(np.random.Philox(1)).random(worlds.size) < 0.9)
    (box,) = boxes(happens, worlds, ["positions/a/i/yes", "reservation/b", "reservation/a"], most=1)
    assert [r.says for r in box.restrictions] == ["“The navy” is right"]
    assert [(r.form, r.values) for r in box.restrictions] == [("choice", ("navy",))]


# Noise


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_beyond_chance_follows_the_theory(share: float) -> None:
    rng = np.random.Generator(np.random.Philox(3))
    weight, happens, inside = rng.uniform(0.5, 2, 150), rng.random(150) < share, rng.random(150) < 0.2
    ours = beyond_chance(weight, happens, inside)
    assert ours == pytest.approx(plain.chance(weight.tolist(), happens.tolist(), inside.tolist()), abs=1e-3)


def test_beyond_chance_is_small_as_often_as_it_says() -> None:
    """Over boxes that mean nothing, a p-value is below .02 about twice in a hundred times."""
    rng = np.random.Generator(np.random.Philox(4))
    weight, happens = rng.exponential(size=300), rng.random(300) < 0.1
    found = np.array([beyond_chance(weight, happens, rng.permutation(300) < 30) for _ in range(3000)])
    assert 0.01 <= np.mean(found <= 0.02) <= 0.03
    assert 0.07 <= np.mean(found <= 0.1) <= 0.13
