"""What was wrong with the flagship case and its brief, and what is right whatever its numbers become."""

from __future__ import annotations

import pytest

from detente.chapters.agreement.chapter import AGREEMENT
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.approach.report import ApproachReport
from detente.findings import Bars
from tests.sharing import found_in


@pytest.fixture(scope="module")
def agreed() -> AgreementReport:
    found = found_in("korea-2021").reports["agreement"]
    assert isinstance(found, AgreementReport)
    return found


def test_all_at_once_holds_less_often_where_one_cause_moves_what_a_side_wants() -> None:
    """71 % stood on page one; it was 55 and 48 % where judgements hang together."""
    by_rho = found_in("korea-2021").by_rho
    assert [*by_rho] == [0.0, 0.3, 0.6]  # so few worlds tell the first from the last only
    assert by_rho[0.6].value < by_rho[0.0].value - 0.03
    assert all(found.low < found.value < found.high for found in by_rho.values())


def test_a_refusal_is_told_apart_from_a_refusal_of_what_others_accept(agreed: AgreementReport) -> None:
    """“Japan refuses the package in 78 % of worlds”: it refused in 95 %, and in 78 % what the others accepted."""
    (japan,) = (one for one in agreed.nearest if one.party == "japan")
    assert 0 < japan.refused < japan.refuses
    assert {"refused", "refuses"} <= {*japan.errors}


def test_what_to_ask_for_is_more_than_what_becomes_attainable(agreed: AgreementReport) -> None:
    """“Ask first for a moratorium on long ranges: lowers the share by one point” said nothing of what it won."""
    asks = [ask for asked in agreed.asks.values() for ask in asked]
    assert asks
    for ask in asks:
        assert {"lost", "gain", "before"} <= {*ask.errors}
    assert any(ask.joint is not None for ask in asks)


def test_a_probe_that_is_not_waited_for_costs_no_time() -> None:
    """Vaccines were charged for months that nobody has to wait; they are worth what they do, less what they cost."""
    report = found_in("korea-2021").reports["approach"]
    assert isinstance(report, ApproachReport)
    assert report.probing is not None
    (vaccines,) = (probe for probe in report.probing.probes if probe.probe == "vaccines")
    assert vaccines.unwaited == pytest.approx(vaccines.effect - vaccines.cost, abs=1e-9)
    assert vaccines.value <= vaccines.information + vaccines.effect - vaccines.cost + 1e-9


def test_a_bar_is_as_long_as_its_label_says(agreed: AgreementReport) -> None:
    """Parts below 0 were cut off: a bar of 82 % said 67 points."""
    outcomes = found_in("korea-2021")
    page = AGREEMENT.page(outcomes.case, agreed, outcomes.inquiry)
    figures = [figure for section in page.sections for figure in section.figures]
    (chart,) = (f for f in figures if isinstance(f, Bars) and f.title == "The price of a demand")
    assert chart.bars
    for bar in chart.bars:
        parts = [size for _, size in bar.parts]
        assert min(parts) >= 0
        assert any(
            sum(parts) == pytest.approx(demand.price, abs=1e-9)
            for demand in agreed.demands
            if demand.said_apart("price") == bar.note
        ), bar
