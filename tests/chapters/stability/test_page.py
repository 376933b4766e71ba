"""What the chapter says: of the flagship case, of a package that is asked for, of a case without agreement."""

from __future__ import annotations

import re

import pytest

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse as agree
from detente.chapters.contract import Upstream
from detente.chapters.stability.analyse import analyse, durability_trace
from detente.chapters.stability.pages.page import answer, page
from detente.chapters.stability.pages.sections import sections
from detente.chapters.stability.report import StabilityReport, report
from detente.chapters.stability.result import Stability
from detente.findings.words import HARD_SPACE
from detente.worlds import Worlds
from tests.sharing import bundled_case

SIZE = 100


def found(case: Case, inquiry: Inquiry | None = None) -> Stability:
    worlds = Worlds(case, SIZE, 1, asked=inquiry)
    return analyse(worlds, Upstream({"agreement": agree(worlds, Upstream())}))


@pytest.fixture(scope="module")
def case() -> Case:
    return bundled_case("korea-2021")


@pytest.fixture(scope="module")
def result(case: Case) -> Stability:
    return found(case)


def test_page_one_gets_two_short_sentences(case: Case, result: Stability) -> None:
    told = page(case, report(result), Inquiry(advises=case.advises))
    assert 1 <= len(told.answer) <= 2
    assert all(len(sentence.split()) <= 25 for sentence in (told.lead, *told.answer))
    assert [section.question for section in told.sections] == [
        "Would it hold, once it is carried out?",
        "Who would break what?",
        "What would make it hold?",
        "What stops a breach?",
    ]
    for section in told.sections:
        assert 1 <= len(section.answer) <= 6
        assert not re.search(r"\d\.\d{3}|nan|inf\b|\[|\{", " ".join(section.answer))


def test_commitments_without_a_bar_are_said_to_be_those_not_shown(case: Case, result: Stability) -> None:
    """“Any of the other six would pay in none” stood above nine bars that were not zero."""
    known = report(result)
    package = known.packages[0]
    for zero, says in ((1, "The one commitment not shown"), (2, "The two commitments not shown")):
        rows = [c.model_copy(update={"breaks": 0.0 if n < zero else 0.2}) for n, c in enumerate(package.commitments)]
        close = [package.model_copy(update={"commitments": rows})]
        (chart,) = (f for s in sections(case, known, close) for f in s.figures if f.title.startswith("Which commit"))
        assert chart.says.endswith(f" {says} would not pay to break in any world.")
        assert len(chart.rows) == len(rows) - zero


def test_shares_fit_together(result: Stability) -> None:
    for package in report(result).packages:
        assert package.both <= min(package.attainable, package.durable) + 1e-12
        assert max(p.breaks for p in package.parties) <= 1 - package.durable + 1e-12
        assert sum(p.breaks for p in package.parties) + package.leaves >= 1 - package.durable - 1e-12
        assert sum(c.weakest for c in package.commitments) == pytest.approx(1)
        assert package.both - 1e-12 <= package.paid <= package.attainable + 1e-12
        for t in package.temptations:
            assert t.credible <= t.deterred + 1e-12 <= t.gains + 2e-12


def test_columns_and_headlines_are_joined_by_label(result: Stability) -> None:
    columns = {column.name: column.values for column in result.columns()}
    for promise in result.promises:
        both = columns[f"stability.attainable-and-durable[{promise.label}]"]
        assert both.tolist() == (columns[f"stability.durable[{promise.label}]"] & promise.attainable).tolist()
    assert {headline.name for headline in result.headlines()} <= columns.keys()


def test_the_trace_holds_what_the_result_turns_on(case: Case, result: Stability) -> None:
    swap = next(promise for promise in result.promises if promise.label == "the-swap")
    assert "stability/measures/exercises/end/snapback" in swap.trace
    assert "positions/dprk/missile-tests/all-ballistic" in swap.trace
    assert "stability/measures/fissile/yongbyon/lead" not in swap.trace
    assert "linkages/us-drills-for-pull-back/value" in swap.trace
    assert "linkages/dprk-relief-twice/value" not in swap.trace, "nothing of it is settled"
    assert "stability/hazard" in durability_trace(case, swap.package)


def test_only_the_package_that_is_asked_for_is_looked_at_closely(case: Case) -> None:
    told: StabilityReport = report(found(case, Inquiry(packages=("the-swap",))))
    assert [package.id for package in told.packages if package.remedies] == ["the-swap"]
    assert "“The swap”" in page(case, told, Inquiry(packages=("the-swap",))).lead


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        (0.0, "Nobody would gain by breaking it in any plausible world."),
        (0.004, "Hardly anybody would gain by breaking it; the likeliest, the United States, in under 1 % of worlds."),
        (0.006, "The United States is the likeliest to gain by breaking it (under 1 % of worlds)"),
    ],
)
def test_what_is_rare_is_not_said_never_to_be(breaks: float, says: str, case: Case, result: Stability) -> None:
    package = report(result).packages[0]
    parties = [p.model_copy(update={"breaks": breaks if p.party == "us" else 0.0}) for p in package.parties]
    parties.sort(key=lambda p: p.party != "us")
    assert answer(case, package.model_copy(update={"parties": parties}))[0].replace(HARD_SPACE, " ").startswith(says)


@pytest.mark.parametrize(
    ("change", "says"), [(0.0, "would change that."), (0.004, "would change that by half a percentage point or more.")]
)
def test_a_change_too_small_to_name_is_not_said_to_be_none(
    change: float, says: str, case: Case, result: Stability
) -> None:
    package = report(result).packages[0]
    tried = [r.model_copy(update={"change": change if r.kind == "verification" else 0.0}) for r in package.remedies]
    assert answer(case, package.model_copy(update={"remedies": tried}))[-1].endswith(says)


def test_nothing_to_keep(case: Case) -> None:
    told = page(case, StabilityReport(packages=[]), Inquiry())
    assert "no package" in told.lead
