"""The chapter against its formulas in plain Python, and against the network of pyAgrum."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from detente.case.model import HYPOTHESIS
from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.report import report
from detente.chapters.reading.result import shares
from detente.worlds import Worlds
from tests.chapters.reading.made import as_reading, case, many, problem, with_commitments
from tests.oracles import reading as oracle
from tests.sharing import tried

SEEDS = tried(range(60))


@pytest.mark.parametrize("seed", SEEDS)
def test_beliefs_are_those_of_the_formulas(seed: int) -> None:
    made = problem(seed, hypotheses=2 + seed % 4, items=1 + seed % 6)
    found = analyse(Worlds(case(as_reading(made)), 20, 1), Upstream())
    expected = oracle.posterior(made)
    assert list(found.subjects[0].explanations) == oracle.explanations(made)
    for world in found.subjects[0].found.posterior.T:
        assert dict(zip(found.subjects[0].explanations, world, strict=True)) == pytest.approx(expected, rel=1e-9)
    assert shares(found.subjects[0].found.sums.course[-1]).tolist() == pytest.approx(list(expected.values()), rel=1e-9)
    assert {e.id: e.posterior for e in report(found).subjects[0].explanations} == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_a_word_kept_or_broken_is_as_likely_as_the_formulas_say(seed: int) -> None:
    made = with_commitments(problem(seed, hypotheses=2 + seed % 4, items=seed % 3), seed)
    found = analyse(Worlds(case(as_reading(made)), 5, 1), Upstream())
    expected = oracle.posterior(made)
    for world in found.subjects[0].found.posterior.T:
        assert dict(zip(found.subjects[0].explanations, world, strict=True)) == pytest.approx(expected, rel=1e-9)


def test_one_chance_of_keeping_holds_for_every_commitment_of_a_world() -> None:
    """Two that were kept say more than the square of what one says on average: who kept one is likelier to be true."""
    said = as_reading(with_commitments(problem(1, hypotheses=2, items=0), 1))
    said["commitments"]["kept"] = {"h0": [0.1, 0.9], "h1": 0.5}
    said |= {"recipients": {}, "evidence": {n: said["evidence"][n] for n in ("item-0", "item-2")}}
    worlds = Worlds(case(said), 200, 1)
    found = analyse(worlds, Upstream())
    path = "reading/commitments/kept/h0"
    kept = found.worlds.judged([path])[path]
    row = [*found.subjects[0].explanations].index("h0")
    for world, (chance, belief) in enumerate(zip(kept, found.subjects[0].found.posterior[row], strict=True)):
        prior = said["hypotheses"]["h0"]["prior"]
        expected = prior * chance**2 / (prior * chance**2 + (1 - prior) * 0.25)
        assert belief == pytest.approx(expected), world


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_true_is_drawn_from_the_beliefs_after_the_evidence(seed: int) -> None:
    made = problem(seed, hypotheses=3, items=3)
    worlds = Worlds(case(as_reading(made)), 40, 1)
    found = analyse(worlds, Upstream())
    expected = [oracle.true(made, float(u)) for u in worlds.draws(0, 40).uniform(HYPOTHESIS)]
    for numbers in (found.subjects[0].found.true.astype(int), found.following.draws(0, 40).hypothesis):
        assert [found.subjects[0].explanations[n] for n in numbers] == expected
    assert found.weights == pytest.approx(np.ones(40)), "every world of these cases has the same judgements"


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_each_world_weighs_how_likely_the_evidence_was_in_it(seed: int) -> None:
    """Every judgement a choice of as many values as there are problems, all drawn together by one factor."""
    made = many(4, seed)
    said = as_reading(made[0])
    paths = []
    for n, item in enumerate(made[0]["items"]):
        for h in item["likelihoods"]:
            values = {str(one["items"][n]["likelihoods"][h]): 0.25 for one in made}
            said["evidence"][f"item-{n}"]["likelihoods"][h] = {"choices": values}
            paths.append((n, h, f"reading/evidence/item-{n}/likelihoods/{h}"))
    worlds = Worlds(case(said), 60, 1)
    found = analyse(worlds, Upstream())
    judged = found.worlds.judged([path for *_, path in paths])
    size = found.worlds.size
    expected, true = np.empty(size), []
    uniforms = found.worlds.draws(0, size).uniform(HYPOTHESIS)
    for world in range(size):
        items: list[dict[str, dict[str, float]]] = [{"likelihoods": {}} for _ in made[0]["items"]]
        for n, h, path in paths:
            items[n]["likelihoods"][h] = float(judged[path][world])
        one = made[0] | {"items": items}
        expected[world] = oracle.weight(one)
        true.append(oracle.true(one, float(uniforms[world])))
    assert found.weights == pytest.approx(expected / expected.mean(), rel=1e-9)
    assert [found.subjects[0].explanations[int(n)] for n in found.subjects[0].found.true] == true
    for n, h in enumerate(found.subjects[0].explanations):
        share = sum(w for w, t in zip(expected, true, strict=True) if t == h) / expected.sum()
        assert found.following.share(found.following.draws(0, size).holds(h)) == pytest.approx(share), n


@pytest.mark.parametrize("seed", SEEDS)
def test_each_piece_is_as_likely_as_the_formulas_say(seed: int) -> None:
    made = problem(seed, hypotheses=3, items=3)
    found = report(analyse(Worlds(case(as_reading(made)), 10, 1), Upstream()))
    by_id = {piece.id: piece for piece in found.subjects[0].pieces}
    names = [*(f"item-{n}" for n in range(len(made["items"]))), "kim-0", "kim-1"]
    everything = oracle.joint(made)
    for name, expected in zip(names, oracle.pieces(made), strict=True):
        piece = by_id[name]
        assert piece.likelihoods == pytest.approx(expected, rel=1e-9)
        without = {h: everything[h] / expected[h] for h in everything}
        assert piece.without == pytest.approx({h: p / sum(without.values()) for h, p in without.items()}, rel=1e-9)
        values = [expected[h] for h in oracle.simple(made)]
        assert piece.ratio == pytest.approx(max(values) / min(values), rel=1e-9)


@pytest.mark.skipif(importlib.util.find_spec("pyagrum") is None, reason="pyAgrum is not installed")
def test_beliefs_are_those_of_a_bayesian_network() -> None:
    problems = [problem(seed, hypotheses=2 + seed % 4, items=1 + seed % 5) for seed in tried(range(40))]
    asked = [{**made, "silences": [s for s in made["silences"] if not s["answers"]]} for made in problems]
    script = Path(__file__).parent / "ask_pyagrum.py"
    ran = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    for made, told in zip(asked, json.loads(ran.stdout), strict=True):
        found = analyse(Worlds(case(as_reading(made)), 10, 1), Upstream())
        assert dict(
            zip(found.subjects[0].explanations, found.subjects[0].found.posterior[:, 0], strict=True)
        ) == pytest.approx(told, rel=1e-6)
