"""Probes against plain loops: random tables of what decisions are worth, and random cases from their judgements on."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from detente.case.model import Case
from detente.chapters.approach.chapter import APPROACH
from detente.chapters.approach.probes.payoffs import Payoffs
from detente.chapters.approach.probes.probe_values import Planner, Probe, Seen, at_once, best_single, perfect, worth
from detente.chapters.approach.probes.probing import Probing
from detente.chapters.approach.schema import ApproachFile
from detente.chapters.proposal import ProposalFile
from detente.chapters.reading import READING
from detente.chapters.reading.entries import Reading
from detente.chapters.stability.compliance import opened
from detente.outcomes.run import run
from detente.worlds import Draws, Worlds
from detente.worlds.errors import Z
from tests.chapters.stability import made
from tests.oracles import probes as oracle
from tests.oracles import proposal as tree
from tests.oracles.compliance import Round
from tests.sharing import tried

SIZE = 6


# --- From tables ----------------------------------------------------------------------------------------------------


def tables(seed: int, parties: int) -> tuple[Payoffs, oracle.Question]:
    """Return random decisions, the last of which proposes nothing, for the program and for the loops."""
    rng = np.random.default_rng(seed)
    decisions, explanations, worlds = rng.integers(1, 4), rng.integers(2, 4), rng.integers(2, 5)
    joint = rng.dirichlet(np.ones(explanations * worlds)).reshape(explanations, worlds)
    engaged = np.concatenate([rng.uniform(0, 1, (decisions, explanations, worlds)), np.zeros((1, *joint.shape))])
    refused = rng.integers(0, 2, (decisions, explanations, worlds))
    gain = rng.normal(1, 3, (parties, decisions, explanations, worlds)) * (1 - refused)
    cost = rng.uniform(0, 1, (parties, worlds))
    scale = rng.uniform(0.1, 2, parties)
    brought = scale[:, None, None, None] * (gain - refused * cost[:, None, None, :])
    brought = np.concatenate([brought, np.zeros((parties, 1, *joint.shape))], axis=1)
    found = Payoffs(
        decisions=tuple(f"d{n}" for n in range(decisions + 1)),
        parties=tuple(f"p{n}" for n in range(parties)),
        likely=joint,
        engaged=engaged,
        brought=brought,
        asked=scale[:, None] * cost,
        proposes=np.array([1.0] * decisions + [0.0]),
        branches={},
    )
    told = [
        [
            oracle.Proposed(gain[p, d].tolist(), refused[d].tolist(), engaged[d].tolist(), cost[p].tolist())
            for p in range(parties)
        ]
        for d in range(decisions)
    ]
    return found, oracle.Question(joint.tolist(), [*told, None], scale.tolist(), float(rng.uniform(0, 0.5)))


def probe(seed: int, found: Payoffs) -> tuple[Probe, np.ndarray, np.ndarray, oracle.Sent]:
    """Return a random probe, its likelihoods and raises in every world, and the same for the loops."""
    rng = np.random.default_rng(seed)
    outcomes, (explanations, worlds) = int(rng.integers(2, 4)), found.likely.shape
    asks, raising = rng.random() < 0.5, rng.random() < 0.5
    drawn = rng.dirichlet(np.ones(outcomes) * 0.7, (explanations, worlds if asks else 1)).transpose(2, 0, 1)
    likelihood = np.broadcast_to(drawn, (outcomes, explanations, worlds))
    odds = rng.uniform(0, 4, (outcomes, worlds)) if raising else np.ones((outcomes, worlds))
    effect, cost, months = rng.normal(0, 0.3, outcomes), float(rng.uniform(0, 0.4)), float(rng.uniform(0, 9))
    seen = likelihood if asks else np.ones_like(likelihood)
    made_of = Probe(
        likelihood=np.array([found.chance(row) for row in likelihood]),
        effect=effect,
        cost=np.array(cost),
        months=np.array(months),
        told=np.array([found.given(row, np.ones(worlds))[1] for row in seen]) if asks else None,
        raised=np.array([found.given(*pair)[1] for pair in zip(seen, odds, strict=True)]) if raising else None,
    )
    return made_of, seen, odds, oracle.Sent(likelihood.tolist(), odds.tolist(), effect.tolist(), cost, months)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(1, 3))
def test_a_probe_is_worth_what_loops_say(seed: int, parties: int) -> None:
    found, told = tables(seed, parties)
    one, _, _, sent = probe(seed + 1, found)
    parts = worth(found.belief, found.table, one, told.rate).numbers()
    assert_allclose([parts[name] for name in told.parts(sent)], list(told.parts(sent).values()), atol=1e-9)
    assert float(at_once(found.belief, found.table)) == pytest.approx(told.now(), abs=1e-9)
    assert perfect(found.belief, found.table) == pytest.approx(told.perfect(), abs=1e-9)
    assert parts["information"] >= 0
    if parties > 1:
        step = best_single(found.belief, found.table, [one], [worth(found.belief, found.table, one, told.rate)])
        assert step.value == pytest.approx(max(told.now(), told.now() + told.parts(sent)["value"]), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_a_sequence_is_worth_what_loops_say(seed: int) -> None:
    found, told = tables(seed, 1)
    several = [probe(seed + n, found) for n in range(3)]

    def situation(seen: Seen) -> tuple[np.ndarray, np.ndarray]:
        answered, odds = np.ones_like(found.likely), np.ones(found.likely.shape[1])
        for k, outcome in seen:
            answered, odds = answered * several[k][1][outcome], odds * several[k][2][outcome]
        chance, table = found.given(answered, odds)
        return chance, table[0]

    planner = Planner(found.belief, [one for one, *_ in several], told.rate, situation)
    for most in (1, 2, 3):
        step = planner.best(most)
        assert step.value == pytest.approx(told.plan([sent for *_, sent in several], most), abs=1e-9)
        assert step.chance == pytest.approx(1.0)


def test_party_order_and_rescaling_of_points_change_nothing() -> None:
    found, _ = tables(7, 3)
    one = probe(8, found)[0]
    turned = Probe(one.likelihood, one.effect, one.cost, one.months, *(
        None if t is None else t[:, ::-1] for t in (one.told, one.raised)
    ))  # fmt: skip
    first, second = worth(found.belief, found.table, one, 0.1), worth(found.belief, found.table[::-1], turned, 0.1)
    assert first.numbers() == pytest.approx(second.numbers(), abs=1e-12)


# --- From cases -----------------------------------------------------------------------------------------------------

YES = {"name": "yes", "says": "holds", "raises": [1, 4]}
NO = {"name": "no", "says": "fails", "effect": [-1, 0]}


def case_of(seed: int) -> Case:
    """Return a random case with hypotheses, measures, engagement, decisions and two probes."""
    rng, case = random.Random(f"probes {seed}"), made.anything(2 * seed + 1)
    stated = {h: {"name": h, **said.model_dump(mode="json")} for h, said in case.parts["reading"].hypotheses.items()}
    for said in stated.values():
        said["prior"] = rng.choice(([0.2, 0.4], 0.3))
    reading = Reading.model_validate({"hypotheses": stated, "rest": {"name": "else"}}, strict=False)
    engaged = {"chance": {"firm": [0.1, 0.6], "soft": [0.5, 0.9]}, "months": rng.choice((0, [0, 12]))}
    proposal: dict[str, Any] = {"engaged": engaged} | ({"asking": [0, 2]} if rng.random() < 0.6 else {})
    party, issue = rng.choice(list(case.principals)), rng.choice(list(case.issues))
    path = rng.choice((f"reservation/{party}", f"positions/{party}/{issue}/o1"))
    strategic = {"firm": [0.2, 0.6], "otherwise": 0.1}
    ask = {
        "path": path,
        "at_least": rng.choice((-1.0, 0.0)),
        "strategic": strategic,
        "claims": rng.choice(("holds", "fails")),
    }
    silent = {"none": {"name": "none", "likelihoods": {"soft": 0.1, "otherwise": [0.3, 0.8]}}}
    likely = {"firm": [0.2, 0.7], "otherwise": [0.1, 0.9]}
    sent = {
        "good": {"name": "good", "likelihoods": likely, "raises": [0.5, 4]},
        "bad": {"name": "bad", "likelihoods": {"otherwise": 0.5}, "effect": [-1, 1]},
    }
    probes = {
        "send": {"name": "Send", "outcomes": sent, "cost": [0, 0.2], "months": [0, 6]},
        "ask": {"name": "Ask", "outcomes": {"yes": YES, "no": NO, **silent}, "cost": 0.05, "months": 2, "asks": ask},
    }
    decisions = {"wait": {"name": "wait"}} | {
        f"d{n}": {"name": f"propose {n}", "package": {i: rng.choice(list(case.issues[i].options)[1:]) for i in some}}
        for n, some in enumerate((list(case.issues), [issue]))
    }
    approach = {"probes": probes, "decisions": decisions, "waiting": [0.05, 0.3]}
    parts = {"reading": reading, "proposal": ProposalFile.model_validate(proposal), "approach": _file(approach)}
    advises = rng.choice((None, *case.principals))
    return case.model_copy(update={"parts": {**case.parts, **parts}, "advises": advises})


def _file(said: dict[str, Any]) -> ApproachFile:
    return ApproachFile.model_validate(said)


class Recount:
    """The judgements of a case in its worlds, for the loops."""

    def __init__(self, case: Case, draws: Draws, joint: np.ndarray) -> None:
        self.case, self.joint = case, joint
        self.value = {path: draws.value(path).tolist() for path in case.judgements}
        self.terms = opened(draws).terms
        self.draws = draws

    def under(self, stated: Any, explanation: str) -> str:
        """Name under which a likelihood is stated."""
        names = (explanation, *sorted(self.case.implies(explanation)))
        return next((name for name in names if name in stated), "otherwise")

    def engaged(self, explanation: str, w: int) -> float:
        chance = {h: self.value[f"proposal/engaged/chance/{h}"][w] for h in ("firm", "soft")}
        return float(chance.get(explanation, sum(chance.values()) / 2))

    def proposed(self, options: dict[str, str], party: str) -> oracle.Proposed:
        case = self.case
        package = tuple(case.ladder(i).index(options[i]) if i in options else 0 for i in case.issues)
        rows: dict[str, list[list[float]]] = {"gain": [], "refused": [], "engaged": []}
        asks = "proposal/asking" in case.judgements and party == case.advises
        for explanation in case.explanations:
            line: dict[str, list[float]] = {name: [] for name in rows}
            for w, world in enumerate(made.worlds_of(case, self.draws)):
                world.__dict__["true"] = set(case.implies(explanation))
                flow = {p: Round(world, package, package).worth(p) * world.rate(p) for p in case.principals}
                accepted = all(flow[p] >= world.nothing(p) - 1e-9 * self.terms.scales[p][w] for p in case.principals)
                spans = {p: float(self.terms.spans[p][w]) for p in case.principals}
                end = tree.at_once(world, package, accepted, case.principals, spans)
                months = self.value.get("proposal/engaged/months", [0.0] * SIZE)[w]
                line["gain"].append(math.exp(-world.rate(party) * months / 12) * end.worth[party])
                line["refused"].append(float(end.branch == "refused"))
                line["engaged"].append(self.engaged(explanation, w))
            for name, values in line.items():
                rows[name].append(values)
        return oracle.Proposed(**rows, asking=self.value["proposal/asking"] if asks else [0.0] * SIZE)

    def mean(self, values: list[float]) -> float:
        return float(np.average(values, weights=self.joint.sum(axis=0)))

    def sent(self, name: str) -> oracle.Sent:
        form, at = self.case.parts["approach"].probes[name], f"approach/probes/{name}"
        stated = {
            o: [
                self.value[f"{at}/outcomes/{o}/likelihoods/{self.under(body.likelihoods, e)}"]
                for e in self.case.explanations
            ]
            for o, body in form.outcomes.items()
            if body.likelihoods
        }
        if form.asks is not None:
            strategic = [
                self.value[f"{at}/asks/strategic/{self.under(form.asks.strategic, e)}"] for e in self.case.explanations
            ]
            silent = list(stated.values())
            yes, no = oracle.answers(self.holds(form.asks), strategic, silent, form.asks.claims == "holds")
            rows = [yes, no, *silent]
        else:
            rows = []
            for table in stated.values():
                lines = []
                for h, line in enumerate(table):
                    scaled = [v / sum(other[h][w] for other in stated.values()) for w, v in enumerate(line)]
                    mean = float(np.average(scaled, weights=self.joint[h]))
                    lines.append([mean] * SIZE)
                rows.append(lines)
        rate = self.value["approach/waiting"]
        raised, effect = [], []
        for o in form.outcomes:
            raised.append(self.value.get(f"{at}/outcomes/{o}/raises", [1.0] * SIZE))
            brought = self.value.get(f"{at}/outcomes/{o}/effect", [0.0] * SIZE)
            effect.append(self.mean([a * b for a, b in zip(brought, rate, strict=True)]))
        cost = self.mean([a * b for a, b in zip(self.value[f"{at}/cost"], rate, strict=True)])
        if self.case.advises is None:
            effect, cost = [0.0] * len(effect), 0.0
        return oracle.Sent(rows, raised, effect, cost, self.mean(self.value[f"{at}/months"]))

    def holds(self, asks: Any) -> list[list[bool]]:
        section, party, *ids = asks.path.split("/")
        found = []
        for explanation in self.case.explanations:
            line = []
            for world in made.worlds_of(self.case, self.draws):
                world.__dict__["true"] = set(self.case.implies(explanation))
                if section == "reservation":
                    value = world.nothing(party)
                else:
                    value = world.worth(party, world.issues.index(ids[0]), self.case.ladder(ids[0]).index(ids[1]))
                line.append(value >= asks.at_least)
            found.append(line)
        return found


def recounted(case: Case, found: Probing, beliefs: Any, best: Any, worlds: Worlds) -> tuple[oracle.Question, Recount]:
    joint = beliefs.posterior * beliefs.weights
    joint = joint / joint.sum()
    told = Recount(case, worlds.draws(0, SIZE), joint)
    rates = {p: [world.rate(p) for world in made.worlds_of(case, told.draws)] for p in case.principals}
    weight = joint.sum(axis=0)
    scale = {
        p: 1 / sum(o / r for o, r in zip(weight, rates[p], strict=True))
        if p == case.advises
        else 1 / sum(o * b / r for o, b, r in zip(weight, best[p], rates[p], strict=True))
        for p in found.payoffs.parties
    }
    decisions = [
        None if d.package is None else [told.proposed(d.package, p) for p in found.payoffs.parties]
        for d in case.parts["approach"].decisions.values()
    ]
    return oracle.Question(
        joint.tolist(), decisions, list(scale.values()), told.mean(told.value["approach/waiting"])
    ), told


@pytest.mark.parametrize("start", range(0, 24, 6))
def test_random_cases(start: int) -> None:
    compared = 0
    for seed in tried(range(start, start + 6), least=3):
        case = case_of(seed)
        worlds = Worlds(case, SIZE, seed)
        ran = run(worlds, only=["approach"])
        shown = ran.result(APPROACH)
        if shown.probing is None:
            continue
        found, compared = shown.probing, compared + 1
        beliefs = ran.result(READING)
        question, told = recounted(case, found, beliefs, shown.agreement.main.best, ran.worlds)
        assert found.now == pytest.approx(question.now(), abs=1e-8)
        assert found.perfect == pytest.approx(question.perfect(), abs=1e-8)
        probes = {name: told.sent(name) for name in found.probes}
        for name, sent in probes.items():
            parts, mine = question.parts(sent), found.worths[name].numbers()
            assert mine == pytest.approx(parts, abs=1e-8), (seed, name)
        if case.advises is not None:
            assert found.plan.value == pytest.approx(question.plan(list(probes.values()), 2), abs=1e-8)
    assert compared


@pytest.mark.parametrize("number", [3, 8])
def test_the_error_of_a_value_is_that_of_a_mean_over_worlds(number: int) -> None:
    """Over seeds, 90 % intervals of the value of each probe cover what all seeds say together."""
    values, errors = [], []
    for seed in range(20):
        found = run(Worlds(case_of(number), 120, seed), only=["approach"]).result(APPROACH).probing
        assert found is not None
        values.append([float(one.value) for one in found.worths.values()])
        errors.append(list(found.errors.values()))
    off = np.abs(np.array(values) - np.mean(values, axis=0)) / np.array(errors)
    assert (off <= Z).mean() >= 0.8
    assert np.sort(off.ravel())[int(0.9 * off.size)] >= Z / 2
