"""Values of probes against influence diagrams of pyAgrum and against every plan written out; what must always hold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from detente.chapters.approach.probes import public_probes as public
from detente.chapters.approach.probes.probe_values import (
    Planner,
    Probe,
    Step,
    at_once,
    entropy,
    perfect,
    worth,
)
from tests.sharing import tried


def best_plan(belief: np.ndarray, payoff: np.ndarray, probes: list[Probe], rate: float, most: int = 3) -> Step:
    """Return the best plan where outcomes tell about the hypotheses alone."""
    return Planner(belief, probes, rate, lambda seen: (np.ones(len(belief)), payoff[0])).best(most)


Made = tuple[np.ndarray, np.ndarray, list[Probe], float]


def made(seed: int, outcomes: int = 0, probes: int = 1, months: float = 0.0) -> Made:
    """Return a random problem: belief, payoffs, probes, rate."""
    rng = np.random.default_rng(seed)
    hypotheses, decisions = rng.integers(2, 6), rng.integers(2, 5)
    belief = rng.dirichlet(np.ones(hypotheses))
    payoff = rng.normal(0, 3, (1, decisions, hypotheses))
    found = []
    for _ in range(probes):
        size = outcomes or int(rng.integers(2, 5))
        likelihood = rng.dirichlet(np.ones(size) * 0.6, hypotheses).T
        effect = rng.normal(0, 0.3, size)
        found.append(Probe(likelihood, effect, np.array(rng.uniform(0, 0.4)), np.array(rng.uniform(0, months))))
    return belief, payoff, found, float(rng.uniform(0, 0.5))


def test_values_equal_those_of_influence_diagrams() -> None:
    problems = [made(seed) for seed in tried(range(60))]
    asked = [
        {"belief": b.tolist(), "payoff": u[0].tolist(), "likelihood": p[0].likelihood.tolist()}
        for b, u, p, _ in problems
    ]
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("ask_pyagrum.py")],
        input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    for (belief, payoff, probes, rate), (nothing, outcome, hypothesis) in zip(
        problems, json.loads(ran.stdout), strict=True
    ):
        found = worth(belief, payoff, probes[0], rate)
        assert float(at_once(belief, payoff)) == pytest.approx(nothing, abs=1e-9)
        assert float(found.information) == pytest.approx(outcome - nothing, abs=1e-9)
        assert (perfect(belief, payoff)) == pytest.approx(hypothesis - nothing, abs=1e-9)


Plan = tuple[str, int, tuple[Any, ...]]


def plans(decisions: int, sizes: dict[int, int]) -> Iterator[Plan]:
    """Write out every plan: decide, or send a probe and have a plan for each of its outcomes."""
    for d in range(decisions):
        yield "decide", d, ()
    for k, size in sizes.items():
        rest = {n: other for n, other in sizes.items() if n != k}
        for after in product(list(plans(decisions, rest)), repeat=size):
            yield "send", k, after


def value(plan: Plan, h: int, payoff: list[list[float]], probes: list[dict[str, Any]], rate: float) -> float:
    """What a plan is worth where a hypothesis is true, outcome by outcome."""
    kind, n, after = plan
    if kind == "decide":
        return payoff[n][h]
    probe = probes[n]
    total = -probe["cost"]
    for o, follows in enumerate(after):
        later = value(follows, h, payoff, probes, rate)
        total += probe["likelihood"][o][h] * (probe["effect"][o] + np.exp(-rate * probe["months"] / 12) * later)
    return float(total)


@pytest.mark.parametrize("seed", range(6))
def test_the_best_sequence_is_the_best_of_all_plans(seed: int) -> None:
    belief, payoff, probes, rate = made(seed + 100, outcomes=2, probes=2 if seed else 3, months=8)
    payoff = payoff[:, :2]
    plain = [
        {
            "likelihood": p.likelihood.tolist(),
            "effect": p.effect.tolist(),
            "cost": float(p.cost),
            "months": float(p.months),
        }
        for p in probes
    ]
    every = list(plans(2, dict.fromkeys(range(len(probes)), 2)))
    table = [[value(plan, h, payoff[0].tolist(), plain, rate) for h in range(len(belief))] for plan in every]
    assert best_plan(belief, payoff, probes, rate).value == pytest.approx(max(np.array(table) @ belief), abs=1e-9)


def sums(step: Step) -> float:
    return sum(map(sums, step.after)) if step.after else step.chance


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000))
def test_what_always_holds(seed: int) -> None:
    belief, payoff, probes, rate = made(seed, probes=3, months=6)
    most = perfect(belief, payoff)
    now = float(at_once(belief, payoff))
    values = [worth(belief, payoff, probe, rate) for probe in probes]
    for found in values:
        assert -1e-12 <= float(found.information) <= most + 1e-9
    one, three = (best_plan(belief, payoff, probes, rate, most=n) for n in (1, 3))
    assert one.value == pytest.approx(max(now, *(now + float(found.value) for found in values)), abs=1e-9)
    assert three.value >= one.value - 1e-9
    assert sums(three) == pytest.approx(1.0)
    flat = Probe(
        np.full_like(probes[0].likelihood, 1 / len(probes[0].likelihood)),
        probes[0].effect,
        probes[0].cost,
        probes[0].months,
    )
    assert float(worth(belief, payoff, flat, rate).information) == pytest.approx(0.0, abs=1e-9)
    turned = best_plan(belief, payoff, probes[::-1], rate)
    assert turned.value == pytest.approx(three.value, abs=1e-9)


def test_worlds_are_judged_one_by_one() -> None:
    belief, payoff, probes, rate = made(3, months=5)
    probe = probes[0]
    many = Probe(
        *(np.repeat(part[..., None], 4, axis=-1) for part in (probe.likelihood, probe.effect, probe.cost, probe.months))
    )
    found = worth(np.repeat(belief[:, None], 4, axis=1), payoff, many, rate)
    assert found.value.shape == (4,)
    assert np.allclose(found.value, float(worth(belief, payoff, probe, rate).value))


def test_a_certain_belief_has_nothing_to_learn() -> None:
    _, payoff, probes, rate = made(5)
    certain = np.eye(payoff.shape[2])[0]
    assert entropy(certain) == 0.0
    assert (perfect(certain, payoff)) == 0.0
    assert float(worth(certain, payoff, probes[0], rate).information) == 0.0


# --- Public against private ---------------------------------------------------------------------------------------


def test_the_rates_make_the_other_side_indifferent() -> None:
    v, ours, theirs = (np.array(x) for x in (10.0, 2.0, 0.5))
    for t in (0.0, 1.0, 5.0):
        time = np.array(t)
        step = 1e-6
        fell = (public.firm(v, theirs, time) - public.firm(v, theirs, time + step)) / step
        assert float(fell / public.firm(v, theirs, time)) == pytest.approx(
            float(public.rate(v, theirs, time)), rel=1e-4
        )
        # we are indifferent: what we win if they back down now is worth what waiting adds to our costs
        win = public.rate(v, ours, time) * (v + ours * time)
        assert float(win) == pytest.approx(float(ours))
    assert public.rate(v, theirs, np.array(1.0)) == public.rate(v, theirs, np.array(1.0))
    assert public.firm(v, ours * 2, np.array(3.0)) < public.firm(v, ours, np.array(3.0))


def test_what_is_paid_is_the_integral() -> None:
    v, ours, theirs, months = 10.0, 1.5, 0.7, 9.0

    def integrand(t: float) -> float:
        return ours * t * theirs / (v + theirs * t) * v / (v + theirs * t) * v / (v + ours * t)

    exact = quad(integrand, 0, months)[0]
    assert float(public.paid(*(np.array(x) for x in (v, ours, theirs, months)))) == pytest.approx(exact, rel=1e-9)
