"""What evidence may and may not do: order, equal likelihoods, groups, reliability, ranges, weights."""

from __future__ import annotations

import itertools
import random
from functools import cache
from typing import Any

import numpy as np
import pytest

from detente.chapters.agreement.chapter import AGREEMENT
from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.chapter import READING
from detente.chapters.reading.likelihoods import weights_after
from detente.chapters.reading.report import report
from detente.chapters.reading.result import entropy
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.chapters.reading.made import as_reading, case, problem
from tests.sharing import bundled_case, tried

TWO = {"a": {"name": "A", "prior": 0.5}, "b": {"name": "B", "prior": 0.5}}


def beliefs(said: dict[str, Any], size: int = 50) -> np.ndarray[Any, Any]:
    return analyse(Worlds(case(said), size, 1), Upstream()).subjects[0].found.posterior


@pytest.mark.parametrize("seed", tried(range(20)))
def test_the_order_of_the_file_and_of_days_does_not_matter(seed: int) -> None:
    said = as_reading(problem(seed, items=5))
    items = list(said["evidence"].items())
    random.Random(seed).shuffle(items)
    assert (beliefs(said | {"evidence": dict(items)}) == beliefs(said)).all()
    days = [item["date"] for _, item in items]
    moved = {name: item | {"date": day} for (name, item), day in zip(items, reversed(days), strict=True)}
    assert beliefs(said | {"evidence": moved}) == pytest.approx(beliefs(said), rel=1e-12)


@pytest.mark.parametrize("likelihood", [0.3, [0.2, 0.9], "likely", {"low": 0.1, "mode": 0.2, "high": 0.9}])
def test_an_item_equally_likely_under_all_changes_nothing(likelihood: Any) -> None:
    for seed in range(6):
        said = as_reading(problem(seed))
        item = {"name": "Flat", "date": "2021-05-01", "likelihoods": {"otherwise": likelihood}}
        more = said | {"evidence": {**said["evidence"], "flat": item}}
        assert beliefs(more) == pytest.approx(beliefs(said), rel=1e-12)
        pieces = report(analyse(Worlds(case(more), 50, 1), Upstream())).subjects[0].pieces
        told = next(piece for piece in pieces if piece.id == "flat")
        assert told.worthless
        assert told.ratio == pytest.approx(1)
        assert told.moves == pytest.approx(0, abs=1e-12)


def test_one_uniform_an_item_keeps_words_in_order() -> None:
    item = {"name": "I", "date": "2021-05-01", "likelihoods": {"a": "likely", "b": "roughly even chance"}}
    said = {"hypotheses": TWO, "evidence": {"i": item}}
    found = beliefs(said, size=500)
    assert (found[0] > found[1]).all()
    assert np.ptp(found[0]) > 0.01


def test_grouping_stops_double_counting() -> None:
    """Two reports of one event: taken for independent they square its ratio, in truth they say it once."""
    event, hit, false = {"a": 0.8, "b": 0.2}, 0.95, 0.05
    joint = {h: p * hit**2 + (1 - p) * false**2 for h, p in event.items()}
    once = {h: p * hit + (1 - p) * false for h, p in event.items()}
    truth = joint["a"] / (joint["a"] + joint["b"])
    day = {"name": "R", "date": "2021-05-01"}
    grouped = {
        "hypotheses": TWO,
        "evidence": {"one": day | {"group": "both"}, "two": day | {"group": "both"}},
        "groups": {"both": {"name": "Both", "likelihoods": joint}},
    }
    naive = {"hypotheses": TWO, "evidence": {n: day | {"likelihoods": once} for n in ("one", "two")}}
    assert beliefs(grouped)[0] == pytest.approx(truth)
    assert beliefs(naive)[0].max() > truth + 0.1
    (piece,) = report(analyse(Worlds(case(grouped), 10, 1), Upstream())).subjects[0].pieces
    assert (piece.id, piece.kind) == ("both", "group")


def test_bare_reliability_is_the_share_that_says_anything() -> None:
    item = {"name": "I", "date": "2021-05-01", "likelihoods": {"a": 0.9, "b": 0.3}}
    one, other = (
        beliefs({"hypotheses": TWO, "evidence": {"i": item | {"reliability": trust}}}) for trust in (0.5, {"rho": 0.5})
    )
    assert (one == other).all()
    assert one[0] == pytest.approx(0.75 / (0.75 + 0.45))


@cache
def read_in(name: str) -> Outcomes:
    """Return what the evidence of a bundled case says in as many worlds as a brief draws."""
    return run(Worlds(bundled_case(name), 2000, 1), only=["reading"])


def test_beliefs_over_all_worlds_are_their_weighted_mean() -> None:
    outcomes = read_in("korea-2021")
    told = outcomes.reports["reading"]
    (about,) = told.subjects
    weights = outcomes.worlds.weight()
    assert weights.mean() == pytest.approx(1)
    assert told.effective == pytest.approx(outcomes.worlds.effective)
    for e in about.explanations:
        held = outcomes.table.column(f"reading.posterior[{e.id}]").values
        drawn = outcomes.share(f"reading.holds[{e.id}]")
        assert np.average(held, weights=weights) == pytest.approx(e.posterior, abs=0.03)
        assert drawn == pytest.approx(e.holds, abs=0.04)
        assert e.low <= e.high
    assert sum(e.posterior for e in about.explanations) == pytest.approx(1)
    assert [sum(step.beliefs.values()) for step in about.course] == pytest.approx([1] * len(about.course))


def test_any_number_of_blocks_says_the_same() -> None:
    of = case(as_reading(problem(4)))
    one, other = (
        analyse(Worlds(of, 2100, 1, jobs=jobs, chunk=chunk), Upstream()) for jobs, chunk in ((1, 1), (2, 4096))
    )
    assert (one.weights == other.weights).all()
    assert report(one) == report(other)


def test_a_chapter_that_follows_sees_the_worlds_with_their_weights() -> None:
    korea = bundled_case("korea-2021")
    worlds = Worlds(korea, 200, 1)
    outcomes = run(worlds, only=["agreement"])
    assert list(outcomes.results) == ["reading", "agreement"]
    weights = outcomes.result(READING).weights
    found = outcomes.result(AGREEMENT)
    assert (found.worlds.weight() == weights).all()
    assert found.first is not None
    row = found.main.packages.place(found.first)
    lines = found.detail.attainable[found.detail.packages.index(found.first)]
    assert found.main.share[row] == pytest.approx(float(np.average(lines, weights=weights)))


def test_weights_after_one_more_observation() -> None:
    said = as_reading(problem(4))
    of = case(said)
    worlds = Worlds(of, 400, 1)
    draws = analyse(worlds, Upstream()).following.draws(0, 400)
    more = {"h0": np.full(400, 0.9), "otherwise": np.full(400, 0.3)}
    after = weights_after(draws, more)
    item = {"name": "More", "date": "2021-08-31", "likelihoods": {"h0": 0.9, "otherwise": 0.3}}
    again = analyse(Worlds(case(said | {"evidence": {**said["evidence"], "more": item}}), 400, 1), Upstream())
    for n, explanation in enumerate(again.subjects[0].explanations):
        held = float(np.average(draws.hypothesis == n, weights=after))
        assert held == pytest.approx(again.subjects[0].mean_posterior[n], abs=0.01), explanation


def test_an_indicator_never_takes_knowledge_away() -> None:
    for seed in range(12):
        of = random.Random(seed)
        said = as_reading(problem(seed))
        likelihoods = {h: of.choice([0.01, 0.5, 1.0, of.random() + 1e-3]) for h in ("h0", "h1", "h2")}
        indicators = {
            "flat": {"name": "F", "likelihoods": {"otherwise": 0.4}},
            "i": {"name": "I", "likelihoods": likelihoods},
        }
        told = report(analyse(Worlds(case(said | {"indicators": indicators}), 30, 1), Upstream())).subjects[0]
        found = {i.id: i for i in told.indicators}
        assert found["flat"].bits == pytest.approx(0, abs=1e-9)
        assert found["flat"].seen == pytest.approx(found["flat"].unseen)
        now = {e.id: e.posterior for e in told.explanations}
        both = {h: found["i"].chance * found["i"].seen[h] + (1 - found["i"].chance) * found["i"].unseen[h] for h in now}
        assert both == pytest.approx(now)
        assert 0 <= found["i"].bits <= told.entropy + 1e-9


def test_entropy_is_largest_where_nothing_is_known() -> None:
    assert entropy(np.full(8, 1 / 8)) == pytest.approx(3)
    assert entropy(np.array([1.0, 0.0])) == 0


def test_what_was_expected_multiplies_into_the_whole() -> None:
    """Each piece, given those before it: together as likely as all of them at once."""
    made = problem(7, items=4) | {"silences": []}
    told = report(analyse(Worlds(case(as_reading(made)), 10, 1), Upstream())).subjects[0]
    from tests.oracles.reading import joint

    expected = [piece.expected for piece in told.pieces]
    assert np.prod([float(e) for e in expected if e is not None]) == pytest.approx(sum(joint(made).values()))


def test_a_combination_makes_its_members_true() -> None:
    hypotheses = {**TWO, "ab": {"name": "Both", "prior": 0.25, "all_of": ["a", "b"]}}
    hypotheses = {h: body | {"prior": p} for (h, body), p in zip(hypotheses.items(), (0.4, 0.35, 0.25), strict=True)}
    of = case({"hypotheses": hypotheses, "evidence": {}, "rest": "x"} | {"evidence": {"i": FLAT}})
    draws = Worlds(of, 1000, 1).draws(0, 1000)
    found = {h: draws.holds(h) for h in ("a", "b", "ab")}
    assert (found["ab"] == (found["a"] & found["b"])).all()
    assert found["a"].mean() == pytest.approx(0.65, abs=0.01)
    told = {e.id: e for e in report(analyse(Worlds(of, 1000, 1), Upstream())).subjects[0].explanations}
    assert told["a"].holds == pytest.approx(0.65)
    assert [e.kind for e in told.values()] == ["hypothesis", "hypothesis", "combination", "rest"]


FLAT = {"name": "Flat", "date": "2021-05-01", "likelihoods": {"otherwise": 0.5}}


@pytest.mark.parametrize("rest", [False, True])
def test_priors_add_up_in_every_world(rest: bool) -> None:
    hypotheses = {h: {"name": h, "prior": [0.1, 0.5]} for h in ("a", "b", "c")}
    of = case({"hypotheses": hypotheses, "evidence": {"i": FLAT}} | ({"rest": "x"} if rest else {}))
    draws = Worlds(of, 500, 1).draws(0, 500)
    assert draws.priors.sum(axis=0) == pytest.approx(1)
    stated = np.array([draws.value(path) for path in of.hypotheses.values()])
    total = stated.sum(axis=0)
    if rest:
        assert draws.priors[3] == pytest.approx(np.maximum(0, 1 - total) / np.maximum(1, total))
        assert draws.priors[:3, total < 1] == pytest.approx(stated[:, total < 1])
    for one, other in itertools.combinations(range(3), 2):
        assert draws.priors[one] * stated[other] == pytest.approx(draws.priors[other] * stated[one])


def test_in_the_central_world_the_weightiest_explanation_is_true() -> None:
    cuba = bundled_case("cuba-1962")
    found = analyse(worlds := Worlds(cuba, 800, 1), Upstream())
    (about,) = found.subjects
    shares = about.by_explanation(about.mean_posterior)
    middle = cuba.explanations[int(found.following.central().hypothesis[0])]
    assert middle == max(shares, key=lambda h: shares[h])
    assert middle != cuba.explanations[int(worlds.central().hypothesis[0])], "the priors say something else"


def test_evidence_costs_little_of_the_sample() -> None:
    for name in ("korea-2021", "cuba-1962"):
        outcomes = read_in(name)
        assert outcomes.worlds.size == 2000
        assert outcomes.worlds.effective > 1600


def test_more_worlds_are_drawn_where_evidence_leaves_too_few() -> None:
    items = {f"i{n}": {"name": "I", "date": "2021-05-01", "likelihoods": {"a": [0.01, 1], "b": 0.02}} for n in range(6)}
    worlds = Worlds(case({"hypotheses": TWO, "evidence": items}), 300, 1)
    found = analyse(worlds, Upstream())
    assert 300 < found.worlds.size < 3000
    assert found.effective >= 210
    assert found.following.inquiry.worlds == 300, "what was asked for stays known"
    assert (analyse(worlds, Upstream()).weights == found.weights).all()
    assert report(found).asked == 300


def test_what_has_no_prior_is_never_true() -> None:
    hypotheses = {"a": {"name": "A", "prior": 0}, "b": {"name": "B", "prior": 0.6}, "c": {"name": "C", "prior": 0.4}}
    sure = {"name": "I", "date": "2021-05-01", "likelihoods": {"a": 1, "otherwise": 1e-12}}
    found = analyse(Worlds(case({"hypotheses": hypotheses, "evidence": {"i": sure}}), 200, 1), Upstream())
    assert found.subjects[0].found.posterior[:, 0] == pytest.approx([0, 0.6, 0.4])
    assert not found.following.draws(0, 200).holds("a").any()


def test_without_evidence_that_tells_explanations_apart_nothing_changes() -> None:
    worlds = Worlds(case({"hypotheses": TWO, "evidence": {"i": FLAT}}), 200, 1)
    found = analyse(worlds, Upstream())
    assert found.weights == pytest.approx(1)
    assert (found.following.draws(0, 200).hypothesis == worlds.draws(0, 200).hypothesis).all()


def test_what_depends_on_the_explanation_rests_on_the_judgements_of_the_evidence() -> None:
    of = case(
        {
            "hypotheses": TWO,
            "evidence": {"i": {"name": "I", "date": "2021-05-01", "likelihoods": {"a": [0.2, 1], "b": 0.5}}},
        }
    )
    draws = analyse(Worlds(of, 50, 1), Upstream()).following.draws(0, 50)
    assert draws.hypothesis.size == 50
    assert "reading/evidence/i/likelihoods/a" in draws.trace
