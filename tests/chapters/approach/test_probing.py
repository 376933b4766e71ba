"""Probes of the bundled cases, from their judgements to their pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.approach.analyse import analyse
from detente.chapters.approach.chapter import APPROACH
from detente.chapters.approach.lacks import lacks_for_probes
from detente.chapters.approach.pages.page import page
from detente.chapters.approach.probes.payoffs import scales
from detente.chapters.approach.probes.probe_reports import doubt_verdict
from detente.chapters.approach.probes.probe_sections import verdict as told
from detente.chapters.approach.probes.probing import Point, Probing
from detente.chapters.approach.report import ApproachReport, report
from detente.chapters.approach.result import Approaches
from detente.chapters.approach.schema import ApproachFile, stated
from detente.chapters.contract import Upstream
from detente.chapters.proposal import PROPOSAL
from detente.outcomes.stream_labels import label
from detente.worlds import Worlds
from tests.chapters.approach.conftest import opened
from tests.sharing import found_in

CASE = "korea-2021"
CASES_WITH_PROBES = pytest.mark.parametrize("name", [CASE, "cuba-1962"])


def found(name: str = CASE) -> Approaches:
    return found_in(name).result(APPROACH)


def probes(name: str = CASE) -> Probing:
    assert found(name).probing is not None
    return found(name).probing  # type: ignore[return-value]


@CASES_WITH_PROBES
def test_values_lie_where_they_must(name: str) -> None:
    p = probes(name)
    assert p.belief.sum() == pytest.approx(1.0)
    assert p.plan.value >= p.now - 1e-9
    for probe, worth in p.worths.items():
        assert -1e-12 <= float(worth.information) <= p.perfect + 1e-9
        assert np.allclose(p.probes[probe].likelihood.sum(axis=0), 1)
        assert p.by_world[probe].shape == (found(name).worlds.size,)
    assert p.now == pytest.approx(float((p.payoffs.table[0] @ p.belief).max()))


@CASES_WITH_PROBES
def test_waiting_is_worth_nothing_and_proposals_differ_by_explanation(name: str) -> None:
    p = probes(name)
    assert p.payoffs.decisions[0] == "wait"
    assert not p.payoffs.table[0, 0].any()
    assert all(sum(end.value for end in ends.values()) == pytest.approx(1) for ends in p.payoffs.branches.values())
    attainable = [row for row, d in enumerate(p.payoffs.decisions[1:], 1) if p.payoffs.branches[d]["completed"].value]
    assert np.ptp(p.payoffs.table[0, attainable], axis=1).min() > 0


@CASES_WITH_PROBES
def test_a_decision_is_worth_what_the_proposal_chapter_expects_of_its_package(name: str) -> None:
    """In each world, under the explanation that is drawn there; over the worlds sampling makes the two differ."""
    p, ran = probes(name), found_in(name)
    proposals = ran.result(PROPOSAL)
    assert proposals.found is not None
    assert proposals.package in p.bound.packages.values()
    factor = scales(ran.worlds, found(name).agreement)["us"]
    drawn = np.concatenate([draws.hypothesis for draws in ran.worlds.each(lambda draws: draws)])
    every = np.arange(ran.worlds.size)
    compared = 0
    for row, package in enumerate(p.bound.packages.values()):
        if package in proposals.found.packages:
            compared += 1
            engaged = p.payoffs.engaged[row][drawn, every]
            brought = p.payoffs.brought[0, row][drawn, every]
            expected = engaged * brought - (1 - engaged) * p.payoffs.asked[0]
            at = proposals.found.packages.index(package)
            assert expected == pytest.approx(factor * proposals.found.terms[at], abs=1e-9)
    assert compared or proposals.package is None  # where nothing is recommended, other packages may be the ones judged


def test_supposing_is_what_is_drawn_where_it_is_true() -> None:
    case = opened(CASE)
    draws = Worlds(case, size=300, seed=2).draws(0, 300)
    for number, name in enumerate(case.explanations):
        other = draws.supposing(name)
        assert (other.hypothesis == number).all()
        assert other.holds(next(iter(case.implies(name) - {name}), name)).all()
    assert len(np.unique(draws.hypothesis)) > 3


@CASES_WITH_PROBES
def test_the_first_point_of_every_path_is_today(name: str) -> None:
    starts = [point for point in probes(name).points if point.share == 0]
    best = max(float(w.value) for w in probes(name).worths.values())
    assert len(starts) == len(opened(name).explanations) + 1
    assert all(point.value == pytest.approx(best) for point in starts)


@pytest.mark.parametrize(
    ("today", "even", "certain", "says"),
    [(1.0, 2.0, 0.0, "rises"), (1.0, 0.0, 2.0, "falls"), (1.0, 1.0, 0.0, "neither"), (1.0, 2.0, 3.0, "neither")],
)
def test_the_verdict_on_doubt(today: float, even: float, certain: float, says: str) -> None:
    points = (
        Point(None, 0.0, 1.0, 0.0, today),
        Point(None, 1.0, 2.0, 0.0, even),
        Point("a", 0.0, 1.0, 0.0, today),
        Point("a", 1.0, 0.0, 0.0, certain),
    )
    assert doubt_verdict(points) == says


@CASES_WITH_PROBES
def test_the_page_says_what_to_do(name: str) -> None:
    made: ApproachReport = report(found(name))
    assert made.probing is not None
    shown = page(opened(name), made, Inquiry(advises="us"))
    questions = [section.question for section in shown.sections]
    assert questions == [
        "What should the first letter say?",
        "What is worth sending before one decides?",
        "What would the answer tell?",
        "Does not knowing make it more valuable to ask?",
        "Which question is worth asking?",
    ]
    assert told(made.probing) == shown.answer[0]
    for sentence in shown.answer:
        assert len(sentence.split()) <= 25
    first = made.probing.plan[0]
    assert first.after == []
    assert (first.probe is None) != (first.decision is None)
    plain = made.probing.probes[0].model_copy(update={"low": 0.1, "high": 0.3, "value": 0.2})
    sent = made.probing.model_copy(
        update={
            "plan": [first.model_copy(update={"probe": "letter", "does": "send: A leader's letter"})],
            "probes": [plain],
        }
    )
    assert told(sent) == "Send first, and decide on what comes back: “A leader's letter”."
    unsure = sent.model_copy(update={"probes": [plain.model_copy(update={"name": "A", "low": -0.1}), plain]})
    assert told(unsure).endswith("at once: these worlds cannot tell which is better.")
    worse = plain.model_copy(update={"low": -0.3, "high": -0.1, "value": -0.2})
    told_of = made.probing.model_copy(
        update={"plan": [first.model_copy(update={"probe": None})], "probes": [worse] * 3}
    )
    assert told(told_of).startswith("None of the 3 probes looked at is worth waiting for: ")


@pytest.mark.parametrize(
    ("says", "asks", "fault"),
    [
        ("says: holds", "at_least: 2", "a question without its two answers"),
        ("says: fails", "strategic: {otherwise: 0.1}", "a question about a number without `at_least`"),
        ("says: fails, likelihoods: {otherwise: 0.1}", "at_least: 2", "likelihoods of an answer"),
    ],
)
def test_faults_of_questions(says: str, asks: str, fault: str, tmp_path: Path) -> None:
    for path in (Path(__file__).parents[2] / "faults" / "kept-by-explanation").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "approach.yaml":
            text = text.replace("likelihoods: {good: 1, bad: 0}", "says: holds")
            text = text.replace("likelihoods: {good: 0, bad: 1}", says)
            text = text.replace("    months: 0\n", f"    months: 0\n    asks: {{path: positions/b/y/yes, {asks}}}\n")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as error:
        read(tmp_path, schemas())
    assert fault in str(error.value)
    assert "approach.yaml:" in str(error.value)


def test_columns_and_headlines() -> None:
    names = {column.name for column in found().columns()}
    assert {"approach.first[dprk]", "approach.value[letter]", "approach.worth[letter]"} <= names
    assert {headline.name for headline in found().headlines()} <= names


def test_what_probes_lack_is_named() -> None:
    case = opened("cuba-1962")
    part: ApproachFile = case.parts["approach"]
    bare = part.model_copy(update={"decisions": {}, "waiting": None})
    lacking = case.model_copy(update={"advises": None, "parts": {**case.parts, "approach": bare}})
    assert len(lacks_for_probes(lacking)) == 2
    known = found_in("cuba-1962")
    shown = analyse(replace(known.worlds, case=lacking), Upstream(known.results))
    assert shown.probing is None
    assert "Probes could not be valued" in page(lacking, report(shown), Inquiry()).sections[0].answer[-1]
    assert lacks_for_probes(opened("camp-david-1978")) == ()


def test_a_combination_takes_the_likelihood_of_what_it_combines() -> None:
    case = opened(CASE)
    assert stated(case, "doubts-and-concession", ["concession", "otherwise"]) == "concession"
    assert stated(case, "rest", ["otherwise"]) == "otherwise"
    assert stated(case, "rest", ["doubts"]) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("trusted: [doubts,", "trusted: [doubt,", "the unknown hypothesis 'doubt'"),
        ("package: letters-and-channel", "package: letters-and-chanel", "the unknown package 'letters-and-chanel'"),
        ("  dprk:\n    sender: us", "  dprk:\n    sender: usa", "the unknown party 'usa'"),
        ("fissile:\n    yongbyon", "fissile:\n    yongbion", "yongbion"),
        ("          otherwise: {low: 0.03, high: 0.15", "          rest: {low: 0.03, high: 0.15", "no probability for"),
    ],
)
def test_faults_are_named_with_their_line(old: str, new: str, says: str, tmp_path: Path) -> None:
    folder = tmp_path
    for path in (path for end in ("yaml", "csv") for path in (CASES / CASE).glob(f"*.{end}")):
        text = path.read_text(encoding="utf-8")
        if path.name == "approach.yaml":
            assert old in text
            text = text.replace(old, new, 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as error:
        read(folder, schemas())
    assert says in str(error.value)
    assert "approach.yaml:" in str(error.value)


@CASES_WITH_PROBES
def test_every_judgement_has_words(name: str) -> None:
    case = opened(name)
    streams = {placed.stream for path, placed in case.stated.items() if path.startswith("approach/")}
    words = [label(case, stream) for stream in sorted(streams)]
    assert all("approach/" not in text and text for text in words)
    assert len(set(words)) == len(words)
