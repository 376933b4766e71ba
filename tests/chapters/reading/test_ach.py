"""The inconsistency score, and where it disagrees with the beliefs."""

from __future__ import annotations

from math import log2, sqrt

import pytest

from detente.chapters.contract import Upstream
from detente.chapters.reading.ach import InconsistencyRow, credibility, disagreements, scores
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.report import report
from detente.worlds import Worlds
from tests.chapters.reading.made import case


def test_the_scores_of_the_manual() -> None:
    rows = [
        InconsistencyRow({"h": 0.1}),
        InconsistencyRow({"h": 0.3}, sqrt(2)),
        InconsistencyRow({"h": 0.5}),
        InconsistencyRow({"h": 0.9}),
    ]
    assert scores(rows, "h") == pytest.approx((-3, -2 - sqrt(2), 5))
    assert [InconsistencyRow({"h": p}).score("h") for p in (0.2, 0.45, 0.19, 0.44)] == [-1, 0, -2, -1]
    assert [credibility(x) for x in (0.8, 0.5, 0.49)] == [sqrt(2), 1, 1 / sqrt(2)]


def test_what_fits_both_is_what_the_score_leaves_out() -> None:
    rows = [InconsistencyRow({"fits": 0.9, "bare": 0.5})] * 6 + [InconsistencyRow({"fits": 0.4, "bare": 0.5})]
    likely = {"fits": 0.9**6 * 0.4, "bare": 0.5**7}
    total = sum(likely.values())
    (found,) = disagreements(rows, {"fits": 0.5, "bare": 0.5}, {h: p / total for h, p in likely.items()})
    assert (found.better, found.worse) == ("fits", "bare")
    assert found.prior == 0
    assert found.fit == pytest.approx(6 * log2(1.8))
    assert found.strength == pytest.approx(log2(0.8))
    assert found.bits == pytest.approx(found.prior + found.fit + found.strength)


def test_no_disagreement_where_ranks_agree() -> None:
    rows = [InconsistencyRow({"a": 0.9, "b": 0.1})]
    assert disagreements(rows, {"a": 0.5, "b": 0.5}, {"a": 0.9, "b": 0.1}) == ()


def test_the_report_has_it_beside_the_beliefs() -> None:
    items = {f"i{n}": {"name": "I", "date": "2021-05-01", "likelihoods": {"a": 0.9, "b": 0.5}} for n in range(4)}
    against = {"name": "X", "date": "2021-05-02", "likelihoods": {"a": 0.4, "b": 0.6}, "relevance": "high"}
    doubted = against | {"reliability": {"hit": 0.9, "false_alarm": 0.1}, "relevance": "low"}
    said = {
        "hypotheses": {"a": {"name": "A", "prior": 0.5}, "b": {"name": "B", "prior": 0.5}},
        "evidence": {**items, "x": against, "y": doubted},
    }
    told = report(analyse(Worlds(case(said), 10, 1), Upstream())).subjects[0]
    ranks = {r.id: r for r in told.ach.ranks}
    assert [r.id for r in told.ach.ranks] == ["b", "a"]
    assert ranks["a"].plain == -2
    assert ranks["a"].weighted == pytest.approx(-sqrt(2) - 1)  # low relevance times high credibility
    assert [(d.better, d.worse) for d in told.ach.disagreements] == [("a", "b")]
