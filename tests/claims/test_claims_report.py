"""The report of an audit and its page: numbers of the verdicts with their errors, and sentences that say them."""

from __future__ import annotations

from detente.claims.audit import Audit
from detente.claims.page import among_assumptions, claims_page
from detente.claims.report import claims_report
from detente.findings import Table
from detente.findings.estimates import Estimate
from detente.findings.words import how_many


def test_numbers_are_those_of_the_verdicts(judged: Audit) -> None:
    report = claims_report(judged)
    first = report.arguments["claims"]
    assert sum(first.fates.values()) == len(first.claims) == len(judged.of("claims"))
    swap, verdict = first.claims["swap"], judged.verdicts["swap"]
    assert isinstance(swap.share, Estimate)
    assert verdict.share is not None
    assert (float(swap.share), swap.share.low, swap.share.high) == (
        verdict.share.value,
        verdict.share.low,
        verdict.share.high,
    )
    assert [driver.stream for driver in swap.turns_on] == [driver.stream for driver in verdict.drivers]
    assert first.claims["some"].level == "all-worlds"
    assert first.claims["taste"].level is None
    assert {flag.kind for claim in first.claims.values() for flag in claim.flags} >= {
        "inclusion",
        "red-line",
        "decision",
    }
    assert len(report.never_together) == len(judged.exclusions)
    assert [(pair.one, pair.other) for pair in report.side_by_side] == [(p.one, p.other) for p in judged.rivals]


def test_the_page_says_it(judged: Audit) -> None:
    report = claims_report(judged)
    page = claims_page(judged.worlds.case, report)
    number = report.arguments["claims"].fates
    counted = sum(number.values()) - number["unjudged"]
    assert page.lead.startswith(
        f"Of {how_many(counted)} claims in “Share by use” that can be judged, {how_many(number['holds'])} hold"
    )
    (filling,) = page.fillings
    assert filling.slot == "basis"
    assert filling.says == (f"Of {how_many(counted)} claims, {how_many(number['holds'])} hold.",)
    assert [section.question for section in page.sections] == [
        "What becomes of “Share by use”?",
        "What becomes of “Halves”?",
        "Which argument is borne out?",
        "Which claims cannot hold together?",
    ]
    assert among_assumptions(report).place == "assumptions"
    table = page.sections[0].figures[-1]
    assert isinstance(table, Table)
    assert any("A red line that the case stipulates decides it" in cell for row in table.rows for cell in row)
