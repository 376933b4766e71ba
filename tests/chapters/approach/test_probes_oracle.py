"""Probes of two unlike cases, recounted from their judgements: beliefs, payoffs and values."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters.approach.chapter import APPROACH
from detente.chapters.approach.probes.probing import Probing
from detente.chapters.approach.schema import ApproachFile
from detente.outcomes.run import run
from detente.worlds import Draws, Worlds
from tests.chapters.approach.conftest import opened
from tests.oracles.agreement import World
from tests.sharing import found_in

CASES = ("korea-2021", "cuba-1962")
BARE = "cuba-1962 but for positions that depend on an explanation"  # so that only reservation values do
SIZE = 120  # as many as `found_in` looks at


class Supposed:
    """Stands where a world has the name of its explanation, and equals every name that is true with it."""

    def __init__(self, true: frozenset[str]) -> None:
        self.true = true

    def __eq__(self, other: object) -> bool:
        return other in self.true

    __hash__ = None  # type: ignore[assignment]


@lru_cache
def case_of(name: str) -> Case:
    case = opened(name.split(maxsplit=1)[0])
    if name != BARE:
        return case
    positions = {
        party: {i: {o: p.model_copy(update={"when": ()}) for o, p in options.items()} for i, options in issues.items()}
        for party, issues in case.positions.items()
    }
    return case.model_copy(update={"positions": positions})


@lru_cache
def results(name: str) -> tuple[Worlds, dict[str, Any]]:
    worlds = Worlds(case_of(name), size=SIZE, seed=1)
    found = run(worlds, only=["approach"]) if name == BARE else found_in(name)
    return worlds, dict(found.results)


def probing(name: str) -> Probing:
    found: Probing = results(name)[1]["approach"].probing
    return found


def likely(name: str) -> list[list[float]]:
    """Explanation by world, up to a factor: prior times likelihood of the evidence, from what reading found."""
    beliefs = results(name)[1]["reading"]
    found = beliefs.subjects[0].found
    rows = []
    for e in range(len(case_of(name).explanations)):
        row = []
        for w in range(SIZE):
            evidence = math.exp(found.weight[w])
            row.append(float(found.posterior[e][w] * evidence * beliefs.worlds.weight()[w]))
        rows.append(row)
    return rows


def under(case: Case, stated: Any, explanation: str) -> str:
    """The name under which a likelihood is stated: the explanation, else one that it combines, else `otherwise`."""
    for name in (explanation, *sorted(case.implies(explanation))):
        if name in stated:
            return name
    return "otherwise"


def world(case: Case, draws: Draws, explanation: str, w: int) -> World:
    def event(stream: str) -> float:
        return float(draws.uniform(stream + "!")[w])

    made = World(case, lambda path: float(draws.value(path)[w]), event)
    made.__dict__["hypothesis"] = Supposed(frozenset(case.implies(explanation)))
    return made


@pytest.mark.parametrize("name", [*CASES, BARE])
def test_payoffs_are_those_of_a_recount(name: str) -> None:
    case, found = case_of(name), probing(name)
    worlds, made = results(name)
    part: ApproachFile = case.parts["approach"]
    agreement = made["approach"].agreement
    draws, weight = worlds.draws(0, SIZE), likely(name)
    rate = "approach/waiting" if part.one_off is None else "approach/one_off"
    proposals = {
        d: agreement.main.packages.options(package)
        for d, body in part.decisions.items()
        if (package := agreement.named.get(body.package or "")) is not None
    }
    assert len(proposals) >= 2
    for e, explanation in enumerate(case.explanations):
        judged = [world(case, draws, explanation, w) for w in range(SIZE)]
        for d, options in proposals.items():
            chosen = {issue: options.get(issue, case.ladder(issue)[0]) for issue in case.issues}
            taken = f"approach/decisions/{d}/taken_up/{under(case, part.decisions[d].taken_up, explanation)}"
            total = 0.0
            for w, one in enumerate(judged):
                success = draws.value(taken)[w] * one.attainable(chosen)
                refused = draws.value(f"approach/decisions/{d}/refused")[w] * draws.value(rate)[w]
                gain = one.gain(str(case.advises), chosen)
                total += weight[e][w] * (success * found.payoffs.kept[d] * gain - (1 - success) * refused)
            row = found.payoffs.decisions.index(d)
            assert found.payoffs.table[row][e] == pytest.approx(total / sum(weight[e]), abs=1e-9), (d, explanation)


@pytest.mark.parametrize("name", CASES)
def test_probes_are_worth_what_a_recount_and_influence_diagrams_say(name: str) -> None:
    case, found = case_of(name), probing(name)
    part: ApproachFile = case.parts["approach"]
    draws, weight = results(name)[0].draws(0, SIZE), likely(name)
    of_world = np.sum(weight, axis=0)
    belief = [sum(row) / float(of_world.sum()) for row in weight]
    assert found.belief == pytest.approx(belief)
    payoff = found.payoffs.table.tolist()
    one_off = draws.value("approach/waiting" if part.one_off is None else "approach/one_off")
    waiting = float(np.average(draws.value("approach/waiting"), weights=of_world))
    asked, sums = [], []
    for k, form in part.probes.items():
        table = np.zeros((len(form.outcomes), len(case.explanations)))
        for e, explanation in enumerate(case.explanations):
            paths = [
                f"approach/probes/{k}/outcomes/{o}/likelihoods/{under(case, body.likelihoods, explanation)}"
                for o, body in form.outcomes.items()
            ]
            for w in range(SIZE):
                stated = [float(draws.value(path)[w]) for path in paths]
                table[:, e] += np.array(stated) / sum(stated) * weight[e][w] / sum(weight[e])
        chances = table @ belief
        brought = sum(
            chance * np.average(draws.value(f"approach/probes/{k}/outcomes/{o}/effect") * one_off, weights=of_world)
            for chance, (o, body) in zip(chances, form.outcomes.items(), strict=True)
            if body.effect is not None
        )
        cost = np.average(draws.value(f"approach/probes/{k}/cost") * one_off, weights=of_world)
        months = np.average(draws.value(f"approach/probes/{k}/months"), weights=of_world)
        asked.append({"belief": belief, "payoff": payoff, "likelihood": table.tolist()})
        sums.append((k, brought, cost, 1 - math.exp(-waiting * months / 12)))
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("ask_pyagrum.py")],
        input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    for (k, brought, cost, lost), (now, after, perfect) in zip(sums, json.loads(ran.stdout), strict=True):
        assert found.now == pytest.approx(now, abs=1e-9)
        assert found.perfect == pytest.approx(perfect - now, abs=1e-9)
        assert float(found.worths[k].information) == pytest.approx(after - now, abs=1e-9)
        assert float(found.worths[k].value) == pytest.approx(after - now + brought - cost - lost * after, abs=1e-9)


def test_one_off_points_count_at_a_rate_of_their_own_where_there_is_one() -> None:
    case = opened("cuba-1962")
    part: ApproachFile = case.parts["approach"]
    without = case.model_copy(update={"parts": {**case.parts, "approach": part.model_copy(update={"one_off": None})}})
    other = run(Worlds(without, size=SIZE, seed=1), only=["approach"]).result(APPROACH).probing
    assert other is not None
    found = probing("cuba-1962")
    for k in part.probes:
        assert float(other.worths[k].cost) > 10 * float(found.worths[k].cost)  # 4 to 20 against 0.05 to 0.2 a year
    assert other.rate == pytest.approx(found.rate)
