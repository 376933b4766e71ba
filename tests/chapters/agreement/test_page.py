"""What the chapter says about the bundled cases: sentences and figures made from the numbers of its report."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.pages import page, sections
from detente.chapters.agreement.pages.dear_demands import NOTICED, costliest
from detente.chapters.agreement.report import AgreementReport, report
from detente.chapters.contract import Upstream
from detente.findings import Bars, Page, Table
from detente.findings.sampled import Ends
from detente.findings.speech import of_name, term, that_do
from detente.findings.words import within
from detente.worlds import Worlds
from tests.oracles.cases import as_case
from tests.sharing import bundled_case, found_in


def reported(name: str) -> tuple[Case, AgreementReport, Page]:
    case = bundled_case(name)
    found = report(analyse(Worlds(case, 60, 3), Upstream()))
    return case, found, page.page(case, found, Inquiry(advises=case.advises))


@pytest.fixture(scope="module", params=["orange", "korea-2021"])
def told(request: pytest.FixtureRequest) -> tuple[Case, AgreementReport, Page]:
    return reported(request.param)


def test_the_lead_is_the_first_recommendation(told: tuple[Case, AgreementReport, Page]) -> None:
    case, found, said = told
    first = found.recommended[0].package
    assert within(first.share, first.low, first.high) in said.lead
    assert dict(said.proposal) == {
        case.issues[i].name: case.issues[i].options[o].name for i, o in first.options.items()
    }


def test_the_gap_is_between_the_two_bounds(told: tuple[Case, AgreementReport, Page]) -> None:
    _, found, _ = told
    assert found.gap == found.any - found.blind
    assert found.blind_package is not None
    assert found.blind == found.blind_package.share == max(p.share for p in [*found.ranking, found.blind_package])


def test_prices_are_of_every_demand_and_drawn_dearest_first(told: tuple[Case, AgreementReport, Page]) -> None:
    case, found, said = told
    assert len(found.demands) == sum(len(case.ladder(issue)) - 1 for issue in case.issues)
    bars = next(s for s in said.sections if s.question == "Which demands would torpedo it?").figures[0]
    names = [bar.label for bar in bars.bars]  # type: ignore[union-attr]
    dear = [d for d in found.demands if d.price > NOTICED or d.blind_price > NOTICED]
    if len(dear) > sections.MANY_DEMANDS:
        dear = [d for d in dear if max(d.price, d.blind_price) >= sections.ONE_POINT]
    assert names == [term(case, d.issue, d.option) for d in dear[: sections.SHOWN_DEMANDS]]


def test_a_question_that_the_case_does_not_raise_has_no_page() -> None:
    _, _, said = reported("orange")
    questions = {section.question for section in said.sections}
    assert "Limited or comprehensive?" not in questions
    assert "Which course of action does best?" not in questions


def test_seoul_is_consulted_and_its_veto_is_priced() -> None:
    case, found, said = reported("korea-2021")
    assert {v.name for v in found.vetoes if not v.needed} == {
        p for p in case.parties if case.parties[p].role == "consulted"
    }
    assert any("South Korea" in sentence for sentence in said.answer)
    assert {v.name for v in found.vetoes if v.needed and v.kind == "clause"} == set(case.consent)


def test_a_linkage_that_takes_most_is_what_a_party_refuses_over() -> None:
    """Egypt refuses filling by notice in the worlds in which it will have none without a binding text."""
    case, found, said = reported("gerd-2021")
    over = [r.over for blamed in found.blame for r in blamed.refusals if r.party == "egypt"]
    assert any(next(iter(shares), "") == "linkage promise-without-paper" for shares in over)
    table = next(s for s in said.sections if s.question == "Who refuses, and over what?").figures[-1]
    assert "(over “Filling of the reservoir” with “Legal form”)" in str(table)
    assert {what for shares in over for what in shares} <= set(case.issues) | {
        f"linkage {name}" for name, link in case.linkages.items() if link.party == "egypt"
    }


def nothing_to_agree() -> Case:
    """One party loses by every change, so that nothing can be agreed."""
    return as_case(
        {
            "title": "Nothing can be agreed",
            "date": "2021-08-31",
            "parties": {"ann": "Ann", "bea": "Bea"},
            "issues": {
                "hedge": {"name": "Hedge", "movers": ["ann"], "options": {"quo": "Quo", "cut": "Cut", "gone": "Gone"}}
            },
            "positions": {
                "ann": {"hedge": {"cut": [-50, -30], "gone": [-50, -30]}},
                "bea": {"hedge": {"cut": 1, "gone": 2}},
            },
            "reservation": {"ann": 0, "bea": 0},
        }
    )


def test_where_nothing_can_be_agreed_it_says_who_refuses_everything() -> None:
    case = nothing_to_agree()
    found = report(analyse(Worlds(case, 60, 3), Upstream()))
    said = page.page(case, found, Inquiry(advises=case.advises))
    assert found.unwilling == {"ann": 1.0, "bea": 0.0}
    everything = "Ann refuses every package in 100 % of worlds (over “Hedge”)."
    (leave_out,) = said.fillings
    assert plain(leave_out.says) == [f"No demand matters: {everything}"]
    answers = {section.question: plain(section.answer) for section in said.sections}
    assert answers["Who refuses, and over what?"] == [everything]
    assert answers["Which demands would torpedo it?"] == [f"No demand matters: {everything}"]


def plain(says: Sequence[str]) -> list[str]:
    return [text.replace("\u00a0", " ") for text in says]


def consulted(
    changes: dict[str, str], by_changes: dict[int, float], serves: float, size: float = 500
) -> tuple[str, str]:
    """Return what page one and the section on vetoes say of an ally that a package leaves worse off."""
    case, found, _ = reported("camp-david-1978")
    spread = found.recommended[0].package.spread
    worst = max((p for p in spread if p not in case.principals), key=lambda p: spread[p].worse_off)
    at, half = next(n for n, one in enumerate(found.nearest) if one.party == worst), size**-0.5
    there = found.nearest[at].model_copy(
        update={
            "refused": 0.5,
            "changes": changes,
            "by_changes": by_changes,
            "serves": serves,
            "errors": {**found.nearest[at].errors, "serves": Ends(low=serves - half, high=serves + half)},
        }
    )
    found = found.model_copy(update={"nearest": [*found.nearest[:at], there, *found.nearest[at + 1 :]]})
    said = page.page(case, found, Inquiry(advises=case.advises))
    (first,) = (filling for filling in said.fillings if filling.slot == "first")
    veto = next(s for s in said.sections if s.question == "What would a veto cost?")
    return first.actions[0], next(text for text in veto.answer if of_name(case.parties[worst]) in text)


def test_a_change_is_named_only_if_it_is_small_and_serves_often() -> None:
    """Six changes that undo the agreement in one world of twenty were said to help an ally most."""
    many = dict.fromkeys(bundled_case("camp-david-1978").issues, "")
    two = {issue: next(iter(bundled_case("camp-david-1978").issues[issue].options)) for issue in [*many][:2]}
    one, section = consulted(two, {1: 0.1, 2: 0.4}, 0.3)
    assert "; helped most by “" in one
    assert "The cheapest change, most often:" in section
    for changes, serves, size in ((many, 0.05, 500), (many, 0.6, 500), (two, 0.1, 500), (two, 0.3, 4)):
        one, section = consulted(changes, {1: 0.1, 2: 0.4}, serves, size)
        assert "helped" not in one
        assert "helps" not in one
        assert "most often" not in section
    one, section = consulted(many, {1: 0.01, 2: 0.08, 6: 0.5}, 0.05)
    assert "; nothing small within this package helps)" in one
    assert "No small change brings it aboard: one serves in" in section
    assert consulted(many, {6: 0.5}, 0.05)[1].endswith("No small change brings it aboard.")


def test_what_is_recommended_all_the_same_is_marked_among_what_costs_dear() -> None:
    """The section on what to leave out listed terms of the package recommended, and said nothing of that."""
    outcomes = found_in("camp-david-1978")
    found = outcomes.reports["agreement"]
    assert isinstance(found, AgreementReport)
    assert found.proposes
    terms = found.recommended[0].package.options
    said = page.page(outcomes.case, found, outcomes.inquiry)
    section = next(s for s in said.sections if s.question == "Which demands would torpedo it?")
    chart, table = section.figures
    assert isinstance(chart, Bars)
    assert isinstance(table, Table)
    shown = [
        d for d in found.demands if term(outcomes.case, d.issue, d.option) in " ".join(b.label for b in chart.bars)
    ]
    assert {terms.get(d.issue) == d.option for d in shown} == {True, False}
    for demand in shown:
        label = term(outcomes.case, demand.issue, demand.option)
        lines = [bar.label for bar in chart.bars] + [row[0] for row in table.rows]
        marks = {line.endswith("recommended all the same)") for line in lines if line.split(" (")[0] == label}
        assert marks in ({terms.get(demand.issue) == demand.option}, set()), label


def test_the_section_on_demands_begins_with_the_one_that_page_one_names() -> None:
    """Page one named what the side advised wants, and the section began with what nobody there asks for."""
    case, found, _ = reported("korea-2021")
    for advised in case.principals:
        first = next(iter(costliest(found, advised)), None)
        if first is None:
            continue
        said = page.page(case, found, Inquiry(advises=advised))
        answers = sections.sections(case, found, advised)[0].answer
        assert answers[0].startswith(f"To demand {that_do(case, first.issue, first.option)} costs")
        assert said.fillings
