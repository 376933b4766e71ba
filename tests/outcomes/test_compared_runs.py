"""Two runs compared: the error of a difference between weighted runs, and what counts as beyond chance."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from detente.case.judgements import parse
from detente.findings.judgement_labels import judgement_text
from detente.outcomes.compared_cases import changed_entries, changed_judgements
from detente.outcomes.compared_runs import compared_runs
from detente.outcomes.opening import draw, read
from detente.outcomes.run import run
from detente.worlds.errors import Z, between_runs, difference


def test_the_error_of_a_difference_is_that_of_plain_loops() -> None:
    rng = np.random.Generator(np.random.Philox(1))
    one, other = rng.random(50) < 0.4, rng.random(50) < 0.6
    w, v = rng.uniform(0.5, 2, 50), rng.uniform(0.5, 2, 50)
    found = between_runs(one, other, w, v)
    m = math.fsum(a for a, y in zip(w, one, strict=True) if y) / math.fsum(w)
    n = math.fsum(a for a, y in zip(v, other, strict=True) if y) / math.fsum(v)
    adds = [
        a * (y - m) / math.fsum(w) - b * (z - n) / math.fsum(v) for a, y, b, z in zip(w, one, v, other, strict=True)
    ]
    assert found.value == pytest.approx(m - n)
    assert found.error == pytest.approx(Z * math.sqrt(math.fsum(x * x for x in adds)))
    assert between_runs(one, other, w, w) == difference(one, other, w)


def test_the_interval_holds_the_difference_as_often_as_it_says() -> None:
    """Weights that one run has and the other has not, and things that tend to hold in the same worlds."""
    rng = np.random.Generator(np.random.Philox(2))
    held = 0
    for _ in range(600):
        u, noise, size = rng.random(300), rng.random(300), 300
        one, other = u < 0.5, (u + 0.2 * noise) < 0.6
        weights = 0.5 + u  # of mean 1; under it, the share below 0.5 is ∫ (0.5 + u) du over 0 to 0.5
        found = between_runs(other, one, np.ones(size), weights)
        held += found.low <= 0.5 - 0.375 <= found.high
    assert 0.87 <= held / 600 <= 0.93


def test_a_run_and_itself_differ_in_nothing() -> None:
    outcomes = run(draw(read("orange")), only=["agreement"])
    found = compared_runs(outcomes, outcomes)
    assert found.paired
    assert not found.judgements
    assert not found.entries
    assert [(one.apart, one.moved) for one in found.headlines] == [(0.0, False)] * len(found.headlines)


def test_judgements_and_everything_else_are_told_apart() -> None:
    case = read("orange")
    party = case.parties["ann"].model_copy(update={"name": "Anna"})
    other = case.model_copy(update={"parties": {**case.parties, "ann": party}})
    (change,) = changed_entries(case, other)
    assert (change.path, change.before, change.after) == ("parties/ann/name", "Ann", "Anna")
    assert changed_judgements(case, other) == ()


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"low": -2, "high": 1}, "−2 to 1"),
        ({"choices": {-20: 0.3, 0: 0.7}}, "−20 (0.3), 0 (0.7)"),
        ({"experts": {"navy": [1, 2], "embassy": 3}}, "embassy (1): 3; navy (1): 1 to 2"),
    ],
)
def test_judgements_are_said_in_a_line(said: object, text: str) -> None:
    assert judgement_text(parse(said)) == text


def test_runs_of_different_size_are_compared_as_two_samples() -> None:
    worlds = draw(read("orange"))
    one, other = (run(replace(worlds, size=size), only=["agreement"]) for size in (200, 300))
    assert not compared_runs(one, other).paired
