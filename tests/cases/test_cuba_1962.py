"""What must stay true of the case of October 1962, whatever its numbers become."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from detente.agreement import summary
from detente.agreement.analyse import analyse
from detente.agreement.report import AgreementReport
from detente.case.bundled import CASES
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.worlds import Worlds
from tests.cases.test_korea_2021 import last_day

FOLDER = CASES / "cuba-1962"
SEEN_FROM = dt.date(1962, 10, 22)
PAGE = FOLDER.parents[3] / "docs" / "cases" / "cuba-1962.md"
LATER = {
    "crisis-days",
    "oci-1962",
    "frus6-62",
    "khrushchev-1970",
    "haslam-1997",
}  # for reading-later, forms, comparison


@pytest.fixture(scope="module")
def case() -> Case:
    return read(FOLDER, schemas())


@pytest.fixture(scope="module")
def found(case: Case) -> AgreementReport:
    return summary.report(analyse(case, Worlds(case, 500, 1), {}))


def test_who_is_asked(case: Case) -> None:
    assert case.principals == ("us", "ussr")
    assert case.advises == "us"
    assert case.date == SEEN_FROM
    assert {party for party in case.parties if case.parties[party].role == "consulted"} == {"cuba", "turkey"}
    assert set(case.consent) == {"cuban-soil"}


def test_every_judgement_of_the_case_file_says_where_it_comes_from_and_why(case: Case) -> None:
    own = {path: placed.judgement for path, placed in case.judgements.items() if not path.startswith("reading/")}
    assert len(own) > 200
    for path, judgement in own.items():
        assert judgement.source, path
        assert judgement.why, path


def test_no_later_fact_is_used(case: Case) -> None:
    for name in {source for placed in case.judgements.values() for source in placed.judgement.source}:
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
    assert sum(source.unverified for source in case.sources.values()) == 9
    assert f"Nine of {len(case.sources)} sources are unverified" in text


def test_what_was_offered_or_asked_comes_out_in_this_order(found: AgreementReport) -> None:
    shares = {package.id: package.share for package in found.named}
    assert shares["settled"] > shares["standstill"] > shares["speech"] > shares["stevenson"]
    assert next(d for d in found.demands if (d.issue, d.option) == ("regime", "replaced")).required == 0
