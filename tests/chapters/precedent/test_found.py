"""What the chapter finds: nothing of later days, marks on what is unverified, and cases without it as they were."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from detente.case.model import Case
from detente.chapters import lacks
from detente.chapters.contract import Upstream
from detente.chapters.precedent import PRECEDENT, PrecedentReport
from detente.chapters.precedent.analyse import analyse
from detente.chapters.precedent.compared_history import ComparedHistory, EventCounts
from detente.chapters.precedent.event_spells import event_spells
from detente.chapters.precedent.past_lives import lives_on, table_of
from detente.chapters.precedent.report import report
from detente.findings import Timeline
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.sharing import bundled_case

UNSURE = ("framework94", "npt68")


def found(case: Case, size: int = 60) -> PrecedentReport:
    """Return the report on a case."""
    return report(analyse(Worlds(case, size=size, seed=1), Upstream()))


@pytest.fixture(scope="module")
def korea() -> PrecedentReport:
    """Return the report on korea-2021."""
    return found(bundled_case("korea-2021"))


def with_part(case: Case, **update: object) -> Case:
    """Return a case with another `precedent.yaml`."""
    part = case.parts["precedent"].model_copy(update=update)
    return case.model_copy(update={"parts": {**case.parts, "precedent": part}})


def test_nothing_that_happened_later_is_read(korea: PrecedentReport) -> None:
    case = bundled_case("korea-2021")
    table = table_of(case.parts["precedent"])
    early = {
        name: row.model_copy(update={"ended": None, "ending": None})
        if row.ended is not None and row.ended > case.date
        else row
        for name, row in table.items()
    }
    assert early != table
    other = found(with_part(case, table=None, agreements=early))
    assert other.model_copy(update={"later": [], "until": None}) == korea.model_copy(
        update={"later": [], "until": None}
    )
    assert all(one.ended is None or one.ended <= korea.date for one in korea.agreements)


def test_the_back_test_stands_apart(korea: PrecedentReport) -> None:
    case = bundled_case("korea-2021")
    without = found(case.model_copy(update={"later": {}}))
    assert korea.later
    assert not without.later
    assert without == korea.model_copy(update={"later": [], "until": None})
    ended = {one.id: one.lasted for one in korea.later}
    assert ended["cma18"] is False
    assert ended["ptbt63"] is True


def test_the_order_of_the_table_changes_nothing(korea: PrecedentReport) -> None:
    case = bundled_case("korea-2021")
    table = table_of(case.parts["precedent"])
    turned = found(with_part(case, table=None, agreements=dict(reversed(table.items()))))
    assert turned.survival == korea.survival
    assert turned.outcomes == korea.outcomes
    far = [[near.distance for near in one.near] for one in turned.nearest]
    assert np.allclose(far, [[near.distance for near in one.near] for one in korea.nearest])


def test_what_is_unverified_is_marked_in_report_table_timeline_and_sentence() -> None:
    case = bundled_case("korea-2021")
    own = {name: table_of(case.parts["precedent"])[name].model_copy(update={"verified": False}) for name in UNSURE}
    other = with_part(case, agreements=own)
    told = found(other)
    assert {one.id for one in told.agreements if not one.verified} == {*UNSURE}
    assert told.unverified == len(UNSURE)
    page = PRECEDENT.page(other, told, Worlds(other, 10, 1).inquiry)
    figures = [figure for section in page.sections for figure in section.figures]
    spans = [span for figure in figures if isinstance(figure, Timeline) for span in figure.spans]
    assert {span.label: span.note for span in spans}[own["framework94"].name] == "unverified"
    shown = repr(page)
    for row in own.values():
        assert f"{row.name} (unverified)" in shown
    assert f"Dates of {len(UNSURE)} of {len(told.agreements)} are from general knowledge" in shown


def test_dates_of_the_bundled_table_were_checked_against_sources_that_it_names(korea: PrecedentReport) -> None:
    for one in table_of(bundled_case("korea-2021").parts["precedent"]).values():
        assert one.verified, one.name
        assert "eneral knowledge" not in one.source
        assert one.source.count("http") or any(day in one.source for day in ("Wikisource", "Times", "STATE"))
    page = PRECEDENT.page(bundled_case("korea-2021"), korea, Worlds(bundled_case("korea-2021"), 10, 1).inquiry)
    assert korea.unverified == 0
    assert "dates of all of them were checked" in repr(page)
    assert "unverified" not in repr(page)


def test_what_so_few_cannot_show_is_said(korea: PrecedentReport) -> None:
    by = {one.question: one for one in korea.outcomes}
    linkage = by["linkage"]
    assert sum(linkage.held) + sum(linkage.failed) < len(korea.agreements)
    assert linkage.least is None or linkage.least > 0.3
    assert all(0 <= value <= 1 for one in korea.outcomes for value in (one.fisher, one.barnard, one.boschloo))


def test_a_package_like_an_agreement_is_nearest_to_it() -> None:
    case = bundled_case("korea-2021")
    told = found(case)
    one = next(one for one in told.nearest if one.package == "comprehensive")
    assert one.near[0].id == "sixparty05"
    assert "scope" in one.near[0].alike
    assert {*one.near[0].alike} | {*one.near[0].unlike} == {*one.features}


def test_a_case_without_the_file_does_not_raise_the_question() -> None:
    case = bundled_case("orange")
    outcomes = run(Worlds(case, size=20, seed=1), ["precedent"])
    assert "precedent" in outcomes.missing
    assert "precedent" not in outcomes.unanswered
    assert lacks(case)["precedent"][0].startswith("precedent.yaml")


def test_two_trends_are_told_from_what_trends_alone_would_give() -> None:
    told = found(bundled_case("germany-1949-74"))
    assert not told.agreements
    by = {one.trend: one for one in told.trends}
    assert by["exodus"].correlation < 0  # fewer left as recognition spread: not the sign that is claimed
    assert by["exodus"].sign == 0
    assert by["applications"].correlation > 0
    for one in told.trends:
        assert one.beyond <= 0.2, one.trend
        assert set(one.placebos) == {"shuffled changes", "random walks", "shuffled years"}
    assert {one.trend: one.years[-1].year for one in told.trends}["exodus"] == 1974


def test_the_same_seed_gives_the_same_placebos_and_another_nearly_the_same() -> None:
    case = bundled_case("germany-1949-74")
    one, again, other = (
        report(analyse(Worlds(case, size=40, seed=seed), Upstream())).trends[0].placebos for seed in (1, 1, 2)
    )
    assert one == again
    assert one != other
    assert all(abs(one[kind] - other[kind]) < 0.06 for kind in one)


def test_events_by_month_with_lags() -> None:
    rng = np.random.default_rng(2)
    rows = ["date,type"]
    for month in range(144):
        year, number = 2000 + month // 12, month % 12 + 1
        rows += [f"{year}-{number:02d}-10,Shot"] * rng.poisson(3.0 if month % 48 < 24 else 0.6)
    windows = [
        {
            "from": dt.date(2000 + k * 2, 1, 1),
            "until": dt.date(2001 + k * 2, 12, 31),
            "talks": "no" if k % 2 == 0 else "yes",
        }
        for k in range(6)
    ]
    said = EventCounts.model_validate({"name": "Shots", "windows": windows, "dated": "\n".join(rows), "lags": 2})
    told = event_spells(said)
    assert told is not None
    assert told.none.events + told.talks.events == len(rows) - 1
    assert told.ratio.ratio == pytest.approx(5, rel=0.35)
    assert told.by_month is not None
    assert told.by_month.low < 5 < (told.by_month.high or 0)
    assert set(told.carried) == {1, 2}


def test_lives_on_a_day_before_all_are_none() -> None:
    assert not lives_on(table_of(ComparedHistory(table="adversaries")), dt.date(1950, 1, 1))
