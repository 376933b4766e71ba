"""What a brief says of past agreements: on page one a clause, of the package recommended first, and no later days."""

from __future__ import annotations

from collections.abc import Callable

from detente.chapters.precedent import PRECEDENT
from detente.chapters.precedent.package_features import FEATURES, package_features
from detente.chapters.precedent.pages.page import comparable
from detente.chapters.precedent.report import PrecedentReport
from detente.chapters.proposal import PROPOSAL
from detente.findings.words import percent
from tests.brief.conftest import Made


def told(made: Made) -> PrecedentReport:
    """Return the report on precedents of a brief."""
    report: PrecedentReport = made.outcomes.reports[PRECEDENT.name]
    return report


def test_the_package_recommended_has_its_precedents_without_being_asked_for(briefs: Callable[[str], Made]) -> None:
    made = briefs("korea-2021")
    first, *others = told(made).nearest
    choice = made.outcomes.choices[PROPOSAL.name]
    assert choice.chosen is not None
    assert first.recommended
    assert not any(one.recommended for one in others)
    assert first.near[0].distance <= first.near[1].distance
    case = made.outcomes.case
    features = package_features(case, {"it": choice.options[choice.chosen]})["it"]
    assert first.features == {name: features.shown(name) for name in FEATURES}
    assert len({one.package for one in told(made).nearest}) == len(told(made).nearest)


def test_page_one_says_how_comparable_agreements_fared(briefs: Callable[[str], Made]) -> None:
    made = briefs("korea-2021")
    report = told(made)
    says = comparable(report)
    assert says is not None
    assert says in made.brief.one.slots[0].says
    scope = report.nearest[0].features["scope"]
    curve = next(one for one in report.survival if one.kind == scope)
    assert curve.at_horizon is not None
    assert says.startswith(f"Past {scope} agreements: {percent(curve.at_horizon.share)} (")
    assert curve.at_horizon.interval is not None
    assert curve.at_horizon.interval.low < curve.at_horizon.share < curve.at_horizon.interval.high


def test_where_nothing_is_recommended_limited_ones_are_told(briefs: Callable[[str], Made]) -> None:
    report = told(briefs("korea-2021"))
    unasked = report.model_copy(update={"nearest": report.nearest[1:]})
    says = comparable(unasked)
    assert says is not None
    assert says.startswith("Past limited agreements: ")
    assert comparable(report.model_copy(update={"survival": []})) is None


def test_a_back_test_stands_in_the_appendix_alone(briefs: Callable[[str], Made]) -> None:
    made = briefs("korea-2021")
    page = PRECEDENT.page(made.outcomes.case, told(made), made.outcomes.inquiry)
    (section,) = (s for s in page.sections if s.question.startswith("What became of past agreements afterwards"))
    assert section.place == "appendix"
    assert not any("back-test" in text.lower() for text in (page.lead, *page.answer, *made.brief.one.texts))
