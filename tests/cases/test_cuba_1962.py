"""What must stay true of the case of October 1962, whatever its numbers become."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from detente.case.bundled import CASES
from detente.case.inquiry import Inquiry
from detente.case.judgements import Judgement
from detente.case.model import Case
from detente.chapters import CHAPTERS, lacks
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.report import AgreementReport, report
from detente.chapters.approach.chapter import APPROACH
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.chapter import ROADMAP
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.report import report as told
from detente.outcomes.opening import draw
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.cases.test_korea_2021 import last_day
from tests.sharing import bundled_case, found_in

FOLDER = CASES / "cuba-1962"
SEEN_FROM = dt.date(1962, 10, 22)
PAGE = FOLDER.parents[3] / "docs" / "cases" / "cuba-1962.md"
LATER = {
    "crisis-days",
    "oci-1962",
    "frus6-62",
    "khrushchev-1970",
    "haslam-1997",
    "removal-1962",
    "aftermath",
    "jupiters-1963",
}  # for reading-later, forms, comparison; and for contact.yaml, which asks how the channels did that were used

APART = ("reading/", "contact/")  # whose reasons stand with items and channels


def middle(judgement: Judgement) -> float:
    assert judgement.low is not None
    assert judgement.high is not None
    return float(judgement.low + judgement.high) / 2


@pytest.fixture(scope="module")
def case() -> Case:
    return bundled_case(FOLDER.name)


@pytest.fixture(scope="module")
def outcomes(case: Case) -> Outcomes:
    return found_in(case.id)


@pytest.fixture(scope="module")
def steps(outcomes: Outcomes) -> RoadmapReport:
    return told(outcomes.result(ROADMAP))


@pytest.fixture(scope="module")
def found(case: Case) -> AgreementReport:
    return report(analyse(Worlds(case, 500, 1), Upstream()))


def test_who_is_asked(case: Case) -> None:
    assert case.principals == ("us", "ussr")
    assert case.advises == "us"
    assert case.date == SEEN_FROM
    assert {party for party in case.parties if case.parties[party].role == "consulted"} == {"cuba", "turkey"}
    assert set(case.consent) == {"cuban-soil"}


def test_every_judgement_of_the_case_file_says_where_it_comes_from_and_why(case: Case) -> None:
    own = {path: placed.judgement for path, placed in case.judgements.items() if not path.startswith(APART)}
    assert len(own) > 200
    assert all(placed.judgement.attributed for path, placed in case.judgements.items() if path.startswith("contact/"))
    for path, judgement in own.items():
        assert judgement.source, path
        assert judgement.why, path


def test_no_later_fact_is_used(case: Case) -> None:
    ours = (placed.judgement for path, placed in case.judgements.items() if not path.startswith("contact/"))
    for name in {source for judgement in ours for source in judgement.source}:
        source = case.sources[name]
        assert name not in LATER
        earlier = re.search("documents an earlier (position|fact)", source.note or "")
        within = name in {"cwihp-8", "excomm-1962"}  # collections; what is used of them is of before
        assert source.date is not None, name
        assert last_day(source.date) <= SEEN_FROM or earlier or within or source.date == "1962-10", name


def test_nobody_values_what_was_settled_as_such(case: Case) -> None:
    settled = dict(case.packages["settled"].options)
    for name, link in case.linkages.items():
        named = {issue for issue, which in link.pattern.items() if settled.get(issue) in which.of(case.ladder(issue))}
        assert len(named) <= 2, name
    for policy in case.policies.values():
        assert "settled" not in policy.packages
    for decision in case.parts["approach"].decisions.values():
        assert decision.package != "settled"


def test_what_the_soviet_union_values_depends_on_why_the_missiles_are_there(case: Case) -> None:
    ussr = case.positions["ussr"]

    def middle(issue: str, option: str, hypothesis: str) -> float:
        position = ussr[issue][option]
        held = next((c.yearly for c in position.when if c.hypothesis == hypothesis and c.yearly), position.yearly)
        assert held is not None
        return (held.low + held.high) / 2

    names = ("defend", "gap", "berlin", "trade", "probe")
    assert max(names, key=lambda h: middle("pledge", "guaranteed", h)) == "defend"
    assert max(names, key=lambda h: middle("jupiters", "traded", h)) == "trade"
    assert min(names, key=lambda h: middle("missiles", "withdrawn", h)) == "gap"
    assert max(names, key=lambda h: middle("berlin", "free-city", h)) == "berlin"
    assert {c.hypothesis for c in case.reservation["ussr"].when} == {"defend", "gap", "probe"}


def test_every_package_settles_the_missiles(case: Case, found: AgreementReport) -> None:
    assert case.ladder("missiles")[0] == "being-built"
    assert all("missiles" in package.options for package in (*found.named, *(r.package for r in found.recommended)))


def test_no_option_is_without_words(case: Case) -> None:
    wording = case.parts["approach"].wording
    for issue in case.issues:
        assert set(wording[issue]) == set(case.ladder(issue)[1:])
        assert all(body.phrases for body in wording[issue].values())


def test_the_page_counts_what_is_there(case: Case) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert sum(source.unverified for source in case.sources.values()) == 11
    assert f"Eleven of {len(case.sources)} sources are unverified" in text


def test_what_was_offered_or_asked_comes_out_in_this_order(found: AgreementReport) -> None:
    shares = {package.id: package.share for package in found.named}
    assert shares["settled"] > shares["standstill"] > shares["speech"] > shares["stevenson"]
    assert next(d for d in found.demands if (d.issue, d.option) == ("regime", "replaced")).required == 0


def test_every_chapter_runs_and_page_one_is_joint(case: Case, outcomes: Outcomes) -> None:
    assert not any(lacks(case)[chapter.name] for chapter in CHAPTERS if not chapter.aside)
    assert {*outcomes.missing} <= {chapter.name for chapter in CHAPTERS if chapter.aside}
    first, *_ = outcomes.joints
    assert len(first.together) == 3
    assert 0 < first.share <= min(found.value for found in first.alone.values())


def test_every_option_that_somebody_brings_about_has_a_measure(case: Case) -> None:
    measures = case.parts["stability"].measures
    assert {issue: set(options) for issue, options in measures.items()} == {
        issue: set(case.ladder(issue)[1:]) for issue in case.issues
    }


def test_measures_are_ordered_as_the_sources_say(case: Case) -> None:
    def days(issue: str, option: str, key: str) -> float:
        return middle(getattr(case.parts["stability"].measures[issue][option], key)) * 30.4

    assert 12 <= days("missiles", "withdrawn", "lead") <= 28
    assert days("missiles", "stopped", "detection") < days("missiles", "withdrawn", "detection") < 21
    assert days("quarantine", "lifted", "snapback") < 10 < days("pledge", "conditional", "snapback") < 45
    assert 20 < days("missiles", "withdrawn", "snapback") < days("jupiters", "later", "snapback")
    assert days("jupiters", "later", "snapback") > 180
    assert all(middle(belief) < 0.3 for belief in case.parts["roadmap"].beliefs.values())


def test_what_was_done_is_compared_and_values_nothing(case: Case, steps: RoadmapReport) -> None:
    part = case.parts["roadmap"]
    assert part.package is None
    done = part.roadmaps["as-it-was"]
    assert set(done.source) - LATER <= {"hot-line"}
    order = [issue for step in done.rounds for issue in step]
    assert order == ["missiles", "pledge", "quarantine", "jupiters", "channel"]
    assert steps.recommended is not None
    by_name = {base.name: base for base in steps.baselines}
    assert by_name["As it was done"].breaks is None
    assert by_name["All at once"].breaks == "order"
    assert steps.recommended.worth > by_name["As it was done"].worth


def test_the_steps_of_a_crisis_are_a_matter_of_days(case: Case, steps: RoadmapReport) -> None:
    """Work stops within days; the missiles leave in the same year, and nothing that takes months comes before that."""
    assert case.parts["stability"].crisis.until == {"missiles": "withdrawn"}
    assert steps.schedule is not None
    done = {(at.measure.issue, at.measure.option): at.done for at in steps.schedule.measures}
    assert done["missiles", "withdrawn"] < dt.date(1963, 1, 1)
    assert done["quarantine", "lifted"] < dt.date(1962, 12, 1)
    round_of = {m.issue: r.number for r in steps.rounds for m in r.measures}
    assert all(round_of["missiles"] <= round_of[issue] for issue in ("jupiters", "channel") if issue in round_of)


def test_the_danger_of_the_crisis_is_the_rate_at_which_the_chance_passes(case: Case) -> None:
    crisis, waiting = case.parts["stability"].crisis.hazard, case.parts["approach"].waiting
    assert (crisis.low, crisis.high, crisis.source) == (waiting.low, waiting.high, waiting.source)
    assert not case.parts["stability"].crisis.outbreak  # reservation values are those of a war already


def test_nothing_is_worth_asking_for_at_what_asking_in_vain_costs(outcomes: Outcomes) -> None:
    """The judgement had been left out after this was seen; a case is not tuned to what comes of it."""
    assert outcomes.reports["proposal"].package is None
    (drafted,) = outcomes.result(APPROACH).letters.values()
    assert drafted.exchange is None


def test_the_first_letter_is_what_the_first_rounds_do(case: Case) -> None:
    """If asking in vain cost nothing."""
    free = run(draw(case, Inquiry(worlds=120, seed=1, changed={"proposal/asking": 0.0})), only=["approach"])
    (drafted,) = free.result(APPROACH).letters.values()
    assert drafted.exchange is not None
    assert drafted.checked is not None
    assert drafted.exchange.origin == "roadmap"
    assert drafted.exchange.asks == {"missiles": "withdrawn"}
    assert {"pledge": "conditional", "quarantine": "lifted"}.items() <= drafted.exchange.offers.items()
    assert drafted.checked.fatal == ()
