"""A scenario as a case: every outcome is a package and is worth the same, nothing is unsourced, nothing overwritten."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import read
from detente.formats import write_case
from detente.formats.scenarios.exact_points import ExactPoints
from detente.formats.scenarios.scenario import Profile, Scenario, ScenarioIssue
from detente.formats.scenarios.write import NONE, case_text, named
from tests.formats.scenarios.folders import opened, outcomes

DAY = dt.date(2026, 3, 1)
SCENARIOS = ("harbour", "market", "village-yaml", "village-json")


def converted(scenario: Scenario, folder: Path) -> Case:
    write_case(folder, case_text(named(scenario), DAY))
    return read(folder, {})


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_reads_without_faults_and_nothing_is_unsourced(name: str, tmp_path: Path) -> None:
    scenario = opened(name)
    case = converted(scenario, tmp_path / "c")
    assert (case.title, case.date) == (scenario.name, DAY)
    assert case.principals == tuple(named(scenario).parties)
    assert all(placed.judgement.attributed for placed in case.judgements.values())
    assert [party.name for party in case.parties.values()] == [profile.name for profile in scenario.profiles]
    for issue, said in zip(case.issues.values(), scenario.issues, strict=True):
        assert issue.movers == case.principals
        assert [option.name for option in issue.options.values()] == ["No agreement", *said.values]
    assert len(case.rules) == len(case.issues)


@pytest.mark.parametrize("scaling", ["genius", "raw"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_outcome_is_worth_the_same_against_no_agreement(name: str, scaling: str, tmp_path: Path) -> None:
    scenario = opened(name, "raw" if scaling == "raw" else "genius")
    case = converted(scenario, tmp_path / "c")
    whole = named(scenario)
    for outcome in outcomes(scenario):
        for party, profile in zip(whole.parties, scenario.profiles, strict=True):
            worth = sum(
                case.judgements[f"positions/{party}/{issue}/{options[number]}"].judgement.low
                for issue, options, number in zip(whole.issues, whole.options, outcome, strict=True)
            )
            gain = float(profile.utility(outcome) - profile.bias - profile.threshold) * (
                ExactPoints(profile).factor or 1
            )
            assert worth - case.judgements[f"reservation/{party}"].judgement.low == pytest.approx(gain, abs=1e-9)


def test_no_package_leaves_an_issue_unsettled(tmp_path: Path) -> None:
    case = converted(opened("harbour"), tmp_path / "c")
    for issue, rule in zip(case.issues, case.rules.values(), strict=True):
        assert {name: which.of(case.ladder(name)) for name, which in rule.never.items()} == {issue: {NONE}}


def test_what_was_set_aside_stands_in_the_case(tmp_path: Path) -> None:
    scenario = opened("harbour")
    case = converted(scenario, tmp_path / "c")
    text = (tmp_path / "c" / "case.yaml").read_text(encoding="utf-8")
    assert "# arda: the discount 0.8 was set aside; utilities are those before any time has passed\n" in text
    assert "# belm: no reservation value: taken for 0, as Genius does\n" in text
    assert (
        case.parties["arda"].note == "The discount 0.8 was set aside; utilities are those before any time has passed."
    )
    assert case.sources["scenario"].name == "Scenario files of Genius: harbour.xml, arda.xml, belm.xml"


texts = st.text(max_size=70)
worths = st.floats(-1e9, 1e9).map(Fraction) | st.fractions(-10, 10, max_denominator=40)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    issues = tuple(
        ScenarioIssue(name, tuple(draw(st.lists(texts, min_size=1, max_size=4, unique=True))))
        for name in draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    )
    profiles = tuple(
        Profile(
            name,
            f"{name}.xml",
            tuple(tuple(draw(worths) for _ in issue.values) for issue in issues),
            bias=draw(worths),
            reservation=draw(st.none() | worths),
            discount=draw(st.none() | st.floats(0.01, 0.99)),
        )
        for name in draw(st.lists(texts, min_size=2, max_size=3))
    )
    return Scenario(draw(texts), "Genius", "Utilities are what they are.", issues, profiles, ("a.xml",))


@settings(max_examples=60)
@given(scenarios())
def test_any_names_and_numbers_can_be_written(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = converted(scenario, Path(folder) / "c")
    assert len(case.parties) == len(scenario.profiles)
    assert [len(issue.options) - 1 for issue in case.issues.values()] == [len(i.values) for i in scenario.issues]


@settings(max_examples=60)
@given(st.lists(st.fractions(0, 4, max_denominator=60), min_size=2, max_size=5), st.integers(1, 9))
def test_ties_stay_ties(worths: list[Fraction], seventh: int) -> None:
    """As a case counts points: rounded to whole units of 13 digits, and then added up."""
    profile = Profile("p", "p.xml", (tuple(worths), (*worths[1:], Fraction(seventh, 7))), reservation=worths[0])
    exact = ExactPoints(profile)
    said = [[float(exact.written(worth)) for worth in points] for points in profile.points]
    scale = sum(max(map(abs, points)) for points in said) + abs(float(exact.written(profile.threshold)))
    unit = 10.0 ** (math.ceil(math.log10(scale)) - 13) if scale else 1.0
    units = [[round(worth / unit) for worth in points] for points in said]
    for one, other in itertools.combinations(itertools.product(range(len(worths)), repeat=2), 2):
        apart = profile.utility(one) - profile.utility(other)
        counted = sum(u[n] for u, n in zip(units, one, strict=True)) - sum(
            u[n] for u, n in zip(units, other, strict=True)
        )
        assert (apart > 0, apart < 0) == (counted > 0, counted < 0)


def test_what_cannot_be_exact_is_said() -> None:
    long = Fraction(1, 7) + Fraction(1, 10**30 + 57)
    exact = ExactPoints(Profile("p", "p.xml", ((long, Fraction(1)),)))
    assert exact.note == "utilities are rounded to 17 digits: exact, they would be too long for a case"
    assert float(exact.written(long)) == float(long)
    thirds = ExactPoints(Profile("p", "p.xml", ((Fraction(1, 3), Fraction(1, 2)),)))
    assert thirds.note == "utilities are multiplied by 6, so that they are exact and no tie is broken"
    assert [*map(thirds.written, thirds.profile.points[0])] == ["2", "3"]


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="found a folder that is not empty; expected a new or an empty one"):
        write_case(tmp_path, "title: T\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CaseError, match="found a folder that cannot be written"):
        write_case(tmp_path / "file" / "inner", "title: T\n")


def test_a_case_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    scenario = opened("harbour")
    many = tuple(replace(profile, name=f"{profile.name}{n}") for n in range(800) for profile in scenario.profiles)
    with pytest.raises(CaseError, match=r"found a case of [0-9,]+ bytes; expected at most 1,000,000"):
        write_case(tmp_path / "c", case_text(named(replace(scenario, profiles=many)), DAY))
    assert not (tmp_path / "c").exists()
