"""What must stay true of the case that is compared with history, whatever its numbers become."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import numpy as np
import pytest

from detente.case.bundled import CASES
from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.report import AgreementReport, report
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from tests.cases.test_korea_2021 import last_day
from tests.sharing import bundled_case

FOLDER = CASES / "camp-david-1978"
SEEN_FROM = dt.date(1978, 9, 4)
PAGE = FOLDER.parents[3] / "docs" / "cases" / "camp-david-1978.md"


@pytest.fixture(scope="module")
def case() -> Case:
    return bundled_case(FOLDER.name)


@pytest.fixture(scope="module")
def found(case: Case) -> AgreementReport:
    return report(analyse(Worlds(case, 500, 1), Upstream()))


def sources_of_judgements(case: Case) -> set[str]:
    return {source for placed in case.judgements.values() for source in placed.judgement.source}


def test_the_two_principals_and_the_mediator(case: Case) -> None:
    assert case.principals == ("egypt", "israel")
    assert case.advises is None
    assert case.date == SEEN_FROM
    assert case.parties["us"].role == "consulted"
    assert case.issues["us-part"].movers == ("us",)
    assert {party for party in case.parties if case.parties[party].role == "consulted"} >= {"jordan", "saudi-arabia"}


def test_bodies_without_points_are_gates(case: Case) -> None:
    assert set(case.gates) == {"knesset", "assembly", "congress", "syria"}
    covered = case.consent["knesset-votes"].covers
    assert "removed" in covered["sinai-settlements"].of(case.ladder("sinai-settlements"))


def test_every_issue_has_a_ladder_of_two_to_six(case: Case) -> None:
    assert set(case.issues) >= {
        "sinai",
        "sinai-settlements",
        "airfields",
        "forces",
        "peace",
        "west-bank-gaza",
        "linkage",
        "settlements",
        "jerusalem",
        "waterways",
        "us-part",
    }
    for issue in case.issues:
        assert 2 <= len(case.ladder(issue)) <= 6, issue


def test_number_of_packages(case: Case) -> None:
    sizes = [len(case.ladder(issue)) for issue in case.issues]
    possible = np.ones(sizes, dtype=bool)
    for rule in case.rules.values():
        assert rule.because
        matched = np.ones(sizes, dtype=bool)
        for axis, issue in enumerate(case.issues):
            if issue in rule.never:
                chosen = np.isin(case.ladder(issue), list(rule.never[issue].of(case.ladder(issue))))
                matched &= chosen.reshape([-1 if a == axis else 1 for a in range(len(sizes))])
        possible &= ~matched
    assert 20_000 <= possible.sum() <= 100_000


def test_every_judgement_says_where_it_comes_from_and_why(case: Case) -> None:
    for path, placed in case.judgements.items():
        assert placed.judgement.attributed, path
        assert placed.judgement.source, path
        assert placed.judgement.why, path


def test_no_later_fact_is_used(case: Case) -> None:
    for name in sources_of_judgements(case):
        source = case.sources[name]
        if source.date is None:
            assert source.unverified or source.note, name
            continue
        earlier = re.search("documents an earlier (position|fact)", source.note or "")
        assert last_day(source.date) <= SEEN_FROM or earlier, name


def test_what_came_of_it_supports_no_judgement(case: Case) -> None:
    later = {"sadat-plan", "frameworks", "begin-after"}
    assert later <= set(case.sources)
    assert not later & sources_of_judgements(case)
    assert not later & {source for clause in case.consent.values() for source in clause.source}


def test_every_source_is_used(case: Case) -> None:
    used = sources_of_judgements(case)
    used |= {source for clause in case.consent.values() for source in clause.source}
    used |= {source for package in case.packages.values() for source in package.source}
    used |= {source for form in case.parts["approach"].letters.values() for source in form.source}
    assert used == set(case.sources)


def test_nobody_values_what_was_signed_as_such(case: Case) -> None:
    """No linkage, clause or rule picks the signed package out, and no course of action seeks it by name."""
    signed = dict(case.packages["signed"].options)
    for name, link in case.linkages.items():
        named = {issue for issue, which in link.pattern.items() if signed.get(issue) in which.of(case.ladder(issue))}
        assert len(named) <= 2, name
    for policy in case.policies.values():
        assert "signed" not in policy.packages
    text = (FOLDER / "case.yaml").read_text(encoding="utf-8")
    before, _, _ = text.partition("\nscopes:")
    assert "17 September" not in before.partition("\nparties:")[2]
    for placed in case.judgements.values():
        assert not re.search(r"(?i)camp david accords?|two frameworks|was signed", placed.judgement.why or "")


def test_what_was_signed_lies_in_the_scopes_that_history_chose(case: Case) -> None:
    signed = case.packages["signed"].options
    for name, inside in {"limited": True, "linked": True, "sinai-only": False, "comprehensive": False}.items():
        scope = case.scopes[name]
        chosen = {issue: signed.get(issue, case.ladder(issue)[0]) for issue in case.issues}
        held = all(chosen[i] in which.of(case.ladder(i)) for i, which in scope.require.items())
        clear = not any(chosen[i] in which.of(case.ladder(i)) for i, which in scope.exclude.items())
        assert (held and clear) == inside, name


def test_shifts_leave_room_for_no_effect(case: Case) -> None:
    for name, policy in case.policies.items():
        for path, shift in policy.shifts.items():
            assert shift.low <= 0 <= shift.high, f"{name}: {path}"
    assert set(case.policies) == {"wait", "separate", "two-agreements", "recommended", "geneva"}


def test_failure_may_leave_things_as_they_are(case: Case) -> None:
    for party, reservation in case.reservation.items():
        assert reservation.yearly.low <= 0 <= reservation.yearly.high, party


def test_costs_and_gains_rise_with_the_ladder(case: Case) -> None:
    """Where both ends of every range have one sign, both go the same way up the ladder."""
    for party, issues in case.positions.items():
        for issue, options in issues.items():
            spans = [(j.low, j.high) for o in case.ladder(issue)[1:] if (j := options[o].yearly) is not None]
            if all(high <= 0 for _, high in spans):
                assert all(a[0] >= b[0] and a[1] >= b[1] for a, b in pairwise(spans)), (party, issue)
            elif all(low >= 0 for low, _ in spans):
                assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans)), (party, issue)


def test_what_was_signed_is_attainable_without_having_been_written_in(found: AgreementReport) -> None:
    shares = {package.id: package.share for package in found.named}
    assert 0.05 < shares["signed"] < 0.5
    assert shares["signed"] > shares["begin-plans"]
    assert shares["signed"] > shares["egypt-opening"]
    assert shares["signed"] > shares["comprehensive"]


def test_limited_is_attainable_more_often_than_comprehensive(found: AgreementReport) -> None:
    scopes = {scope.scope: scope for scope in found.scopes}
    assert scopes["limited"].any > 0.5
    assert scopes["comprehensive"].any < 0.1
    assert scopes["comprehensive"].any < scopes["linked"].any <= scopes["limited"].any


def test_the_page_counts_what_is_there(case: Case) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert sum(source.unverified for source in case.sources.values()) == 11
    assert f"Eleven of {len(case.sources)} sources are unverified" in text
    before, _, rest = text.partition("<!-- figures")
    prose = before + rest.partition("<!-- end of figures -->")[2]  # the tables between are written by a program
    assert len(prose.split()) <= 700


def test_land_comes_back_less_surely_than_peace_is_broken(case: Case) -> None:
    measures = case.parts["stability"].measures
    for issue, option in (("sinai", "full"), ("golan", "returned"), ("airfields", "egyptian")):
        assert measures[issue][option].reversible_others.high < measures["peace"]["treaty"].reversible_others.low
